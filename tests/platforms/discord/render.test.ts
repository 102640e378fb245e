/** Cards as Discord's JSON: golden, within Discord's limits, and refused by us before Discord refuses them. */
import { describe, expect, test } from 'vitest';
import {
  button,
  buttons,
  type Card,
  card,
  cardProblems,
  code,
  link,
  note,
  picture,
  rule,
  table,
  text,
  title,
} from '../../../src/chat/card.ts';
import { LIMITS } from '../../../src/chat/limits.ts';
import { RenderProblem } from '../../../src/platforms/discord/limits.ts';
import { keyId, renderCard } from '../../../src/platforms/discord/render.ts';
import { checkMessage } from '../../support/discord/rules.ts';
import { createMessage } from '../../support/discord/schemas.ts';
import { World } from '../../support/discord/world.ts';
import { tinyPng } from '../../support/toy.ts';

const press = (id: string) => ({ id, args: {} });

/** What the fake Discord says to it. */
const accepted = (shown: Card, options: Parameters<typeof renderCard>[1] = {}): void => {
  const { body, files } = renderCard(shown, options);
  const sent = createMessage.parse(JSON.parse(JSON.stringify(body)));
  const there = files.map((file) => ({ name: file.name, size: file.data.length, png: true }));
  checkMessage(new World(), sent, there, { answer: false, edit: false });
};

describe('golden', () => {
  test('every block', () => {
    const shown = card(
      title('A *title* of <@1>'),
      text('Some **text**.'),
      note('Small print.'),
      code('a ``` b', 'ruby'),
      table(['Term', 'Kind'], [['Ruby', 'language']]),
      picture({ name: 'trip.png', png: tinyPng() }, 'A request on its trip.'),
      rule,
      buttons(
        button(press('a.b'), 'Main', 'main'),
        button(press('a.c'), 'Plain'),
        { kind: 'press', press: press('a.d'), label: 'Gone', style: 'danger', disabled: true },
        link('https://example.com', 'Read'),
      ),
      {
        kind: 'pick',
        press: press('a.e'),
        label: 'Pick',
        of: 'options',
        max: 2,
        options: [
          { value: 'r', label: 'Red', note: 'warm', picked: true },
          { value: 'g', label: 'Green' },
        ],
      },
      {
        kind: 'pick',
        press: press('a.f'),
        label: 'Where',
        of: 'channel',
        picked: 'discord:channel/900000000000000020',
      },
      { kind: 'pick', press: press('a.g'), label: 'Who', of: 'role', picked: '900000000000000031' },
    );
    const { body, files } = renderCard(shown);
    expect(body).toMatchInlineSnapshot(`
      {
        "allowed_mentions": {
          "parse": [],
        },
        "attachments": [
          {
            "description": "A request on its trip.",
            "filename": "trip.png",
            "id": 0,
          },
        ],
        "components": [
          {
            "content": "## A \\*title\\* of \\<\\@1\\>",
            "type": 10,
          },
          {
            "content": "Some **text**.",
            "type": 10,
          },
          {
            "content": "-# Small print.",
            "type": 10,
          },
          {
            "content": "\`\`\`ruby
      a \`​\`\` b
      \`\`\`",
            "type": 10,
          },
          {
            "content": "\`\`\`
      Term  Kind
      ----  --------
      Ruby  language
      \`\`\`",
            "type": 10,
          },
          {
            "items": [
              {
                "description": "A request on its trip.",
                "media": {
                  "url": "attachment://trip.png",
                },
              },
            ],
            "type": 12,
          },
          {
            "divider": true,
            "type": 14,
          },
          {
            "components": [
              {
                "custom_id": "a.b",
                "label": "Main",
                "style": 1,
                "type": 2,
              },
              {
                "custom_id": "a.c",
                "label": "Plain",
                "style": 2,
                "type": 2,
              },
              {
                "custom_id": "a.d",
                "disabled": true,
                "label": "Gone",
                "style": 4,
                "type": 2,
              },
              {
                "label": "Read",
                "style": 5,
                "type": 2,
                "url": "https://example.com",
              },
            ],
            "type": 1,
          },
          {
            "components": [
              {
                "custom_id": "a.e",
                "max_values": 2,
                "min_values": 1,
                "options": [
                  {
                    "default": true,
                    "description": "warm",
                    "label": "Red",
                    "value": "r",
                  },
                  {
                    "label": "Green",
                    "value": "g",
                  },
                ],
                "placeholder": "Pick",
                "type": 3,
              },
            ],
            "type": 1,
          },
          {
            "components": [
              {
                "channel_types": [
                  0,
                  5,
                ],
                "custom_id": "a.f",
                "default_values": [
                  {
                    "id": "900000000000000020",
                    "type": "channel",
                  },
                ],
                "placeholder": "Where",
                "type": 8,
              },
            ],
            "type": 1,
          },
          {
            "components": [
              {
                "custom_id": "a.g",
                "default_values": [
                  {
                    "id": "900000000000000031",
                    "type": "role",
                  },
                ],
                "placeholder": "Who",
                "type": 6,
              },
            ],
            "type": 1,
          },
        ],
        "flags": 32768,
      }
    `);
    expect(files.map(({ name, contentType }) => [name, contentType])).toEqual([['trip.png', 'image/png']]);
    accepted(shown);
  });

  test('a tone is a coloured container; a plain card has none', () => {
    expect(renderCard({ ...card(text('Right.')), tone: 'good' }).body.components).toMatchInlineSnapshot(`
      [
        {
          "accent_color": 3050327,
          "components": [
            {
              "content": "Right.",
              "type": 10,
            },
          ],
          "type": 17,
        },
      ]
    `);
    expect(renderCard({ ...card(text('So.')), tone: 'plain' }).body.components).toMatchInlineSnapshot(`
      [
        {
          "content": "So.",
          "type": 10,
        },
      ]
    `);
    accepted({ ...card(text('Wrong.')), tone: 'bad' });
  });

  test('a key is the id of the first component, a mention is a line of its own and the only ping', () => {
    const { body } = renderCard(card(text('The daily.')), { key: 'drop-7', mention: '900000000000000031' });
    expect(body.components).toEqual([
      { type: 10, content: '<@&900000000000000031>', id: keyId('drop-7') },
      { type: 10, content: 'The daily.' },
    ]);
    expect(body.allowed_mentions).toEqual({ parse: [], roles: ['900000000000000031'] });
    accepted(card(text('The daily.')), { key: 'drop-7', mention: '900000000000000031' });
    expect(renderCard(card(text('x'))).body.allowed_mentions).toEqual({ parse: [] });
  });

  test('two pictures of one name stay two files', () => {
    const shown = card(
      picture({ name: 'a.png', png: tinyPng(8) }, 'One.'),
      picture({ name: 'a.png', png: tinyPng(9) }, 'Two.'),
    );
    expect(renderCard(shown).body.attachments.map((file) => file.filename)).toEqual(['a.png', '1-a.png']);
    accepted(shown);
  });

  test('a channel of another platform is not offered as the one chosen before', () => {
    const shown = card({
      kind: 'pick',
      press: press('a.f'),
      label: 'Where',
      of: 'channel',
      picked: 'slack:channel/T1.C2',
    });
    expect(JSON.stringify(renderCard(shown).body)).not.toContain('default_values');
  });
});

describe('limits', () => {
  test('the largest card that the house allows is one that Discord takes', () => {
    const rows = Array.from({ length: 6 }, (_, r) =>
      buttons(...Array.from({ length: 5 }, (_2, b) => button(press(`r${r}.b${b}`), 'x'.repeat(LIMITS.label)))),
    );
    const full: Card = { ...card(text('y'.repeat(LIMITS.text)), text('z'.repeat(700)), ...rows), tone: 'good' };
    expect(cardProblems(full)).toEqual([]);
    accepted(full, { key: 'k', mention: '900000000000000031' });
    const options = Array.from({ length: LIMITS.options }, (_, i) => ({
      value: `${i}`.padEnd(LIMITS.optionValue, 'v'),
      label: 'l'.repeat(LIMITS.optionLabel),
      note: 'n'.repeat(LIMITS.optionNote),
    }));
    accepted(
      card({ kind: 'pick', press: press('p'), label: 'p'.repeat(LIMITS.placeholder), of: 'options', max: 25, options }),
      {},
    );
    accepted(card(picture({ name: 'a.png', png: tinyPng() }, 'a'.repeat(LIMITS.alt))));
  });

  test.each<[string, Card, RegExp]>([
    ['text that grows by being escaped', card(text('_a'.repeat(1_400))), /text has 4200 characters; at most 4000/u],
    ['too many parts', card(...Array.from({ length: 41 }, () => text('x'))), /Parts .*41; at most 40/u],
    ['a label', card(buttons(button(press('a'), 'x'.repeat(81)))), /has 81 characters; at most 80: shorten "x+/u],
    ['no label', card(buttons(button(press('a'), ''))), /is empty/u],
    ['one press twice', card(buttons(button(press('a'), 'A'), button(press('a'), 'B'))), /same press/u],
    ['six buttons', card(buttons(...[1, 2, 3, 4, 5, 6].map((i) => button(press(`b${i}`), 'B')))), /6; at most 5/u],
    ['a link', card(buttons(link(`https://example.com/${'x'.repeat(500)}`, 'L'))), /A link has 520/u],
    ['no blocks', card(), /nothing to show/u],
    ['no words', card(text('')), /A text is empty/u],
    ['a description', card(picture({ name: 'a.png', png: tinyPng() }, 'a'.repeat(1_025))), /1025 characters/u],
    [
      'more picks than options',
      card({
        kind: 'pick',
        press: press('p'),
        label: 'P',
        of: 'options',
        max: 2,
        options: [{ value: 'a', label: 'A' }],
      }),
      /1 to 2 of 1/u,
    ],
  ])('%s', (_, shown, problem) => {
    expect(() => renderCard(shown)).toThrow(RenderProblem);
    expect(() => renderCard(shown)).toThrow(problem);
  });
});

describe('keys', () => {
  test('the same key gives the same id, another key another; all are above what Discord counts itself', () => {
    const ids = Array.from({ length: 2_000 }, (_, i) => keyId(`key-${i}`));
    expect(new Set(ids).size).toBe(2_000);
    expect(Math.min(...ids)).toBeGreaterThan(40);
    expect(Math.max(...ids)).toBeLessThan(2 ** 31);
    expect(keyId('key-1')).toBe(ids[1]);
  });
});
