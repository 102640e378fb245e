/** Cards as Discord's JSON: golden. */
import { describe, expect, test } from 'vitest';
import {
  button,
  buttons,
  card,
  code,
  file,
  link,
  note,
  picture,
  rule,
  table,
  text,
  title,
} from '../../../src/chat/card.ts';
import { keyId, renderCard } from '../../../src/platforms/discord/render.ts';
import { tinyPng } from '../../support/toy.ts';
import { accepted, press } from './accepted.ts';

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
            "id": "0",
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

  test('a tone is a colored container; a plain card has none', () => {
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

  test('a file is an attachment that a component of its own shows', () => {
    const shown = card(
      picture({ name: 'a.png', png: tinyPng() }, 'One.'),
      file('Über uns 2', 'application/json', '{"é":1}', 'What I know'),
    );
    const { body, files } = renderCard(shown);
    expect(body.attachments[1]).toEqual({ id: '1', filename: 'uber-uns-2.json', description: 'What I know' });
    expect(body.components[1]).toEqual({ type: 13, file: { url: 'attachment://uber-uns-2.json' } });
    expect(files[1]).toEqual({
      name: 'uber-uns-2.json',
      data: Buffer.from('{"é":1}'),
      contentType: 'application/json',
    });
    accepted(shown);
    accepted({ ...shown, tone: 'good' });
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
