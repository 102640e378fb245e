/** Forms as Discord's modals. */
import { ComponentType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { Field, OpenForm } from '../../../src/chat/form.ts';
import { LIMITS } from '../../../src/chat/limits.ts';
import { renderForm } from '../../../src/platforms/discord/form.ts';
import { checkModal } from '../../support/discord/rules.ts';
import { modal } from '../../support/discord/schemas.ts';

const form = (fields: Record<string, Field>, more: Partial<OpenForm> = {}): OpenForm => ({
  press: { id: 'toy.told', args: { tag: 'kept' } },
  title: 'Tell me',
  fields,
  ...more,
});
const accepted = (shown: OpenForm) => {
  const drawn = renderForm(shown);
  checkModal(modal.parse(JSON.parse(JSON.stringify(drawn))));
  return drawn;
};
const options = (count: number) => Array.from({ length: count }, (_, i) => ({ value: `v${i}`, label: `Option ${i}` }));

test('golden', () => {
  expect(
    accepted(
      form(
        {
          word: { kind: 'text', label: 'A word', note: 'Any.', required: true, max: 40, placeholder: 'word' },
          story: { kind: 'text', label: 'A story', long: true, value: 'Once' },
          one: { kind: 'pick', label: 'Exactly one', required: true, options: options(3) },
          some: { kind: 'pick', label: 'Some', required: true, min: 2, max: 3, options: options(4) },
        },
        { intro: 'Four *questions*.' },
      ),
    ),
  ).toMatchInlineSnapshot(`
    {
      "components": [
        {
          "content": "Four \\*questions\\*.",
          "type": 10,
        },
        {
          "component": {
            "custom_id": "word",
            "max_length": 40,
            "placeholder": "word",
            "required": true,
            "style": 1,
            "type": 4,
          },
          "description": "Any.",
          "label": "A word",
          "type": 18,
        },
        {
          "component": {
            "custom_id": "story",
            "max_length": 3000,
            "required": false,
            "style": 2,
            "type": 4,
            "value": "Once",
          },
          "label": "A story",
          "type": 18,
        },
        {
          "component": {
            "custom_id": "one",
            "options": [
              {
                "label": "Option 0",
                "value": "v0",
              },
              {
                "label": "Option 1",
                "value": "v1",
              },
              {
                "label": "Option 2",
                "value": "v2",
              },
            ],
            "required": true,
            "type": 21,
          },
          "label": "Exactly one",
          "type": 18,
        },
        {
          "component": {
            "custom_id": "some",
            "max_values": 3,
            "min_values": 2,
            "options": [
              {
                "label": "Option 0",
                "value": "v0",
              },
              {
                "label": "Option 1",
                "value": "v1",
              },
              {
                "label": "Option 2",
                "value": "v2",
              },
              {
                "label": "Option 3",
                "value": "v3",
              },
            ],
            "required": true,
            "type": 22,
          },
          "label": "Some",
          "type": 18,
        },
      ],
      "custom_id": "toy.told?tag=kept",
      "title": "Tell me",
    }
  `);
});

describe('which input serves', () => {
  const typeOf = (field: Field): number | undefined => {
    const [label] = accepted(form({ it: field })).components;
    return label?.type === ComponentType.Label ? label.component.type : undefined;
  };
  test.each<[string, Partial<Extract<Field, { kind: 'pick' }>>, number]>([
    ['exactly one of few: radio buttons', { required: true, options: options(10) }, 21],
    ['exactly one of many: a list', { required: true, options: options(11) }, 3],
    ['exactly one of one: a list', { required: true, options: options(1) }, 3],
    ['one or none: a list, for a radio button cannot be taken back', { options: options(4) }, 3],
    ['several of few: checkboxes', { max: 2, options: options(4) }, 22],
    ['several of many: a list', { max: 2, options: options(12) }, 3],
  ])('%s', (_, field, type) => {
    expect(typeOf({ kind: 'pick', label: 'It', options: [], ...field })).toBe(type);
  });
  test('channels and roles come from Discord', () => {
    expect(typeOf({ kind: 'channel', label: 'Where', value: 'discord:channel/900000000000000020' })).toBe(8);
    expect(typeOf({ kind: 'role', label: 'Who', required: true })).toBe(6);
  });
  test('what may stay empty asks for nothing', () => {
    const [label] = accepted(
      form({ it: { kind: 'pick', label: 'It', min: 2, max: 3, options: options(5) } }),
    ).components;
    expect(label).toMatchObject({ component: { required: false, min_values: 0, max_values: 3 } });
  });
});

describe('the introduction', () => {
  const five = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e'].map((name): [string, Field] => [name, { kind: 'text', label: name, note: 'Note.' }]),
  );
  test('has a part of its own while there is room', () => {
    expect(accepted(form({ a: { kind: 'text', label: 'A' } }, { intro: '*Hello*' })).components[0]).toEqual({
      type: 10,
      content: String.raw`\*Hello\*`,
    });
  });
  test('goes in front of the first note beside five fields', () => {
    const { components } = accepted(form(five, { intro: 'Hello.' }));
    expect(components).toHaveLength(5);
    expect(components[0]).toMatchObject({ description: 'Hello. Note.' });
  });
  test('too long for that, it is cut, for it stands on the message as well', () => {
    const { components } = accepted(form(five, { intro: 'x'.repeat(300) }));
    expect(components[0]).toMatchObject({ description: `${'x'.repeat(99)}…` });
  });
});

describe('limits', () => {
  test('the largest form that the house allows is one that Discord takes', () => {
    const field: Field = {
      kind: 'text',
      label: 'l'.repeat(LIMITS.fieldLabel),
      note: 'n'.repeat(LIMITS.fieldNote),
      max: LIMITS.typed,
      value: 'v'.repeat(LIMITS.typed),
    };
    const names = Array.from({ length: LIMITS.fields }, (_, i) => `f${i}`);
    accepted(form(Object.fromEntries(names.map((name) => [name, field])), { title: 't'.repeat(LIMITS.formTitle) }));
  });
  test.each<[string, OpenForm, RegExp]>([
    ['a title', form({ a: { kind: 'text', label: 'A' } }, { title: 'x'.repeat(46) }), /title has 46/u],
    [
      'six fields',
      form(Object.fromEntries('abcdef'.split('').map((n) => [n, { kind: 'text', label: n }]))),
      /6; at most 5/u,
    ],
    ['no fields', form({}), /0; at least 1/u],
    ['a label', form({ a: { kind: 'text', label: 'x'.repeat(46) } }), /its label has 46/u],
    [
      'text that stands in it',
      form({ a: { kind: 'text', label: 'A', max: 3, value: 'four' } }),
      /4 characters; at most 3/u,
    ],
    ['more than there is', form({ a: { kind: 'pick', label: 'A', max: 3, options: options(2) } }), /0 to 3 of 2/u],
  ])('%s', (_, shown, problem) => {
    expect(() => renderForm(shown)).toThrow(problem);
  });
});
