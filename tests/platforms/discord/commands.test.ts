/** The catalog as Discord's commands, and when they are the same as those registered. */
import { ApplicationCommandType } from 'discord.js';
import { describe, expect, test } from 'vitest';
import type { defineCommand } from '../../../src/chat/command.ts';
import { createCatalog } from '../../../src/chat/feature.ts';
import { show } from '../../../src/chat/reply.ts';
import { card, text } from '../../../src/chat/card.ts';
import { renderCommands, sameCommands } from '../../../src/platforms/discord/commands.ts';
import { commands } from '../../support/discord/schemas.ts';
import { toyFeature } from '../../support/toy.ts';

const toy = createCatalog([toyFeature()]);
const run = () => show(card(text('x')));
const catalogOf = (...list: Parameters<typeof defineCommand>[0][]) => createCatalog([{ commands: list }]);

const optionsIn = (command: ReturnType<typeof renderCommands>[number] | undefined) =>
  (command !== undefined && 'options' in command && command.options) || [];

describe('golden', () => {
  test('members have commands of their own, staff stands under one, by Manage Server', () => {
    const drawn = renderCommands(toy);
    expect(commands.safeParse(drawn).error).toBeUndefined();
    expect(drawn.filter(({ name }) => ['echo', 'ours', 'tutor'].includes(name))).toMatchInlineSnapshot(`
      [
        {
          "contexts": [
            0,
            1,
          ],
          "description": "Says it again.",
          "integration_types": [
            0,
          ],
          "name": "echo",
          "options": [
            {
              "autocomplete": true,
              "description": "What to say.",
              "max_length": 200,
              "name": "is",
              "required": true,
              "type": 3,
            },
            {
              "description": "How often.",
              "max_value": 3,
              "min_value": 1,
              "name": "times",
              "required": false,
              "type": 4,
            },
            {
              "choices": [
                {
                  "name": "Calmly",
                  "value": "calm",
                },
                {
                  "name": "Loudly",
                  "value": "loud",
                },
              ],
              "description": "How.",
              "name": "tone",
              "required": false,
              "type": 3,
            },
          ],
          "type": 1,
        },
        {
          "contexts": [
            0,
          ],
          "description": "Only in a community.",
          "integration_types": [
            0,
          ],
          "name": "ours",
          "options": [],
          "type": 1,
        },
        {
          "contexts": [
            0,
          ],
          "default_member_permissions": "32",
          "description": "For instructors and admins: set up, watch, repair.",
          "integration_types": [
            0,
          ],
          "name": "tutor",
          "options": [
            {
              "description": "A staff command.",
              "name": "setup",
              "options": [
                {
                  "description": "IANA zone.",
                  "max_length": 200,
                  "name": "zone",
                  "required": false,
                  "type": 3,
                },
              ],
              "type": 1,
            },
          ],
          "type": 1,
        },
      ]
    `);
  });

  test('the menu of a message has Explain this, in servers and direct messages', () => {
    const drawn = renderCommands(toy);
    expect(drawn.filter(({ type }) => type === ApplicationCommandType.Message)).toEqual([
      { type: 3, name: 'Explain this', contexts: [0, 1], integration_types: [0] },
    ]);
    expect(renderCommands(catalogOf()).filter(({ type }) => type === ApplicationCommandType.Message)).toEqual([]);
  });

  test('required options come first, people are people, texts have their own length', () => {
    const [drawn] = renderCommands(
      catalogOf({
        name: 'find',
        description: 'Finds.',
        options: {
          who: { kind: 'person', description: 'Whom.' },
          what: { kind: 'text', description: 'What.', required: true, max: 60 },
        },
        run,
      }),
    );
    expect(optionsIn(drawn).map(({ name, type }) => [name, type])).toEqual([
      ['what', 3],
      ['who', 6],
    ]);
    expect(optionsIn(drawn)[0]).toMatchObject({ max_length: 60 });
  });

  test('commands of one guild have no contexts: those are for global ones', () => {
    expect(JSON.stringify(renderCommands(toy, { guild: true }))).not.toMatch(/contexts|integration_types/u);
  });

  test('other languages, for commands and options', () => {
    const localizations = {
      de: { count: { name: 'zaehle', description: 'Ein Knopf, der zählt.' }, 'echo.is': { name: 'ist' } },
    };
    const drawn = renderCommands(toy, { localizations });
    expect(commands.safeParse(drawn).error).toBeUndefined();
    expect(drawn.find(({ name }) => name === 'count')).toMatchObject({
      name_localizations: { de: 'zaehle' },
      description_localizations: { de: 'Ein Knopf, der zählt.' },
    });
    expect(optionsIn(drawn.find(({ name }) => name === 'echo'))[0]).toMatchObject({
      name_localizations: { de: 'ist' },
    });
  });
});

describe('limits', () => {
  test.each<[string, Parameters<typeof defineCommand>[0], RegExp]>([
    ['a name', { name: 'Upper', description: 'x', options: {}, run }, /\/Upper: a name is lower case/u],
    ['a description', { name: 'a', description: 'x'.repeat(101), options: {}, run }, /101; at most 100/u],
    ['no description', { name: 'a', description: ' ', options: {}, run }, /its description is empty/u],
    [
      'choices',
      {
        name: 'a',
        description: 'x',
        options: {
          c: {
            kind: 'choice',
            description: 'x',
            choices: Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`v${i}`, `L${i}`])),
          },
        },
        run,
      },
      /choices: 26; at most 25/u,
    ],
    ['the name above the staff', { name: 'tutor', description: 'x', options: {}, run }, /rename it/u],
  ])('%s', (_, command, problem) => {
    const staff = { name: 'setup', description: 'x', staff: true, options: {}, run };
    expect(() => renderCommands(catalogOf(command, staff))).toThrow(problem);
  });
});

describe('the same as registered', () => {
  const wanted = renderCommands(toy);
  /** As Discord gives them back: other order, its own fields, defaults filled in or left out. */
  const returned = () =>
    wanted.toReversed().map((command, i) => ({
      id: `90000000000000010${i}`,
      application_id: '1',
      version: '2',
      nsfw: false,
      dm_permission: true,
      name_localizations: null,
      default_member_permissions: null,
      ...structuredClone(command),
      contexts: command.contexts?.toReversed() ?? null,
      options: JSON.parse(
        JSON.stringify(optionsIn(command))
          .replaceAll(/"required":false,?/gu, '')
          .replaceAll(',}', '}'),
      ) as unknown,
    }));
  test('whatever order and defaults Discord returns', () => {
    expect(sameCommands(returned(), wanted)).toBe(true);
  });
  test.each<[string, (list: ReturnType<typeof returned>) => unknown[]]>([
    ['nothing in the menu of a message', (list) => list.filter((one) => one.name !== 'Explain this')],
    ['one less', (list) => list.slice(1)],
    ['another description', (list) => list.map((one, i) => (i === 0 ? { ...one, description: 'other' } : one))],
    ['other contexts', (list) => list.map((one) => (one.name === 'echo' ? { ...one, contexts: [0] } : one))],
    ['for everybody', (list) => list.map((one) => ({ ...one, default_member_permissions: null }))],
    ['fewer options', (list) => list.map((one) => (one.name === 'echo' ? { ...one, options: [] } : one))],
    ['another language', (list) => list.map((one, i) => (i === 0 ? { ...one, name_localizations: { de: 'x' } } : one))],
  ])('not with %s', (_, change) => {
    expect(sameCommands(change(returned()), wanted)).toBe(false);
  });
});
