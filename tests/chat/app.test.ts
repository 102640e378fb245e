/** The app: one handler for one request, one catch, and nothing that a platform could choke on. */
import { describe, expect, test } from 'vitest';
import { type App, createApp } from '../../src/chat/app.ts';
import { card, code, text } from '../../src/chat/card.ts';
import { defineCommand } from '../../src/chat/command.ts';
import { Refusal, type Reply, show } from '../../src/chat/reply.ts';
import type { LearnerId, Mailbox, PersonId, Request, Visitor } from '../../src/chat/request.ts';
import { cardText } from '../../src/chat/text.ts';
import { toyApp, toyFeature } from '../support/toy.ts';

const caller: Visitor = {
  person: 'toy:user/ana',
  name: 'Ana',
  place: 'toy:channel/1',
  community: 'toy:room/1',
  locale: 'en',
  admin: false,
  roles: [],
  direct: false,
};
const base = { caller, event: 'e1', at: 0 };
const command = (name: string, options = {}, who: Partial<Visitor> = {}): Request => ({
  kind: 'command',
  ...base,
  caller: { ...caller, ...who },
  name,
  options,
});
const press = (id: string, args: Record<string, string> = {}, picked?: string[]): Request => ({
  kind: 'press',
  ...base,
  press: { id, args },
  ...(picked && { picked }),
});
const words = (reply: Reply): string => ('card' in reply ? cardText(reply.card) : reply.kind);

describe('a request', () => {
  const app = toyApp();
  test('finds its command, with the audience that was declared', async () => {
    expect(await app.handle(command('echo', { is: 'hello' }))).toMatchObject({ kind: 'show', audience: 'caller' });
    expect(await app.handle(command('all', { share: true }))).toMatchObject({ kind: 'show', audience: 'channel' });
    expect(app.audienceOf(command('all', { share: true }))).toBe('channel');
    expect(app.audienceOf(command('all', { share: 'nonsense' }))).toBe('caller');
    expect(app.audienceOf(command('none'))).toBe('caller');
  });

  test('with a required option missing becomes a form, what was given filled in; the form runs the command', async () => {
    const reply = await app.handle(command('echo', { tone: 'loud' }));
    expect(reply).toMatchObject({
      kind: 'ask',
      form: {
        title: '/echo',
        fields: { is: { kind: 'text', required: true, suggest: { command: 'echo', option: 'is' } } },
      },
    });
    if (reply.kind !== 'ask') throw new Error('no form');
    expect(reply.form.fields['tone']).toMatchObject({
      kind: 'pick',
      options: [
        { value: 'calm', picked: false },
        { value: 'loud', picked: true },
      ],
    });
    const done = await app.handle({
      kind: 'form',
      ...base,
      press: reply.form.press,
      fields: { is: 'hello', tone: ['loud'] },
    });
    expect(words(done)).toBe('You said: HELLO');
  });

  test.each<[string, Request]>([
    ['an unknown command', command('__proto__')],
    ['an unknown press', press('nothing.here')],
    ['a press with a wrong argument', press('toy.tick', { n: 'x' })],
    ['a press with too many arguments', press('toy.tick', { n: '1', m: '2' })],
    ['a press with a missing argument', press('toy.tick')],
    ['an unknown form', { kind: 'form', ...base, press: { id: 'nothing', args: {} }, fields: {} }],
    ['a wrong option', command('echo', { is: 'x', times: 99 })],
    ['a community command in a direct message', command('ours', {}, { direct: true })],
    ['too long a sentence', { kind: 'said', ...base, text: 'x'.repeat(1_001) }],
  ])('%s is refused kindly and privately', async (_what, request) => {
    const reply = await app.handle(request);
    expect(reply).toMatchObject({ kind: 'show', audience: 'caller' });
    expect(words(reply)).not.toContain('Something broke');
  });

  test('is cleaned of what cannot be seen before a handler gets it', async () => {
    expect(words(await app.handle({ kind: 'said', ...base, text: ' a\u0000\u202eb ' }))).toContain('I heard: ab');
    expect(words(await app.handle(command('echo', { is: 'x\u200b' })))).toBe('You said: x');
  });
});

describe('who a visitor is', () => {
  const learnerOf = async (person: PersonId) => person.replace('toy:user', 'learner') as LearnerId;
  const seen: unknown[] = [];
  const app = createApp({
    learnerOf,
    features: [
      {
        commands: [
          defineCommand({
            name: 'meet',
            description: 'Meets somebody.',
            options: {
              who: { kind: 'person', description: 'Whom', required: true },
              or: { kind: 'person', description: 'Or whom' },
              why: {
                kind: 'text',
                description: 'Why',
                suggest: (_typed, { learner }) => [{ label: learner, value: 'x' }],
              },
            },
            audience: ({ who }) => (who === 'toy:user/ben' ? 'channel' : 'caller'),
            run: ({ caller: { learner }, options }) => show(card(text(`${learner} ${options.who} ${options.or}`))),
          }),
        ],
        home: ({ caller: { learner } }) => [text(learner)],
      },
    ],
    witness: {
      handled: ({ caller: met }) => seen.push(Object.hasOwn(met, 'learner')),
      failed: (_request, _route, _id, error) => seen.push((error as Error).message),
    },
  });

  test('is resolved before a handler, a suggestion or a home is asked; so is whoever an option names', async () => {
    const met = await app.handle(command('meet', { who: 'toy:user/ben' }));
    expect(words(met)).toBe('learner/ana learner/ben undefined');
    expect(met).toMatchObject({ audience: 'channel' });
    expect(await app.suggest(caller, 'meet', 'why', '')).toEqual([{ label: 'learner/ana', value: 'x' }]);
    expect(words(await app.handle({ kind: 'home', ...base, opened: true }))).toBe('learner/ana');
    expect(seen).toEqual([false, false]);
  });

  test('that cannot be told is a bug, and nothing is done', async () => {
    const told: unknown[] = [];
    const lost = createApp({
      features: [toyFeature()],
      learnerOf: async () => Promise.reject(new Error('no table')),
      witness: { handled: () => undefined, failed: (_r, _o, _i, error) => told.push((error as Error).message) },
    });
    expect(words(await lost.handle(command('echo', { is: 'x' })))).toContain('Something broke');
    expect(told).toEqual(['no table']);
  });

  test('a person is no learner, and a learner no mailbox: the compiler says so', () => {
    const person: PersonId = 'toy:user/ana';
    // @ts-expect-error who learns is told by `learnerOf` alone
    const learner: LearnerId = person;
    // @ts-expect-error where they are reached is told by `mailboxOf` alone
    const mailbox: Mailbox = learner;
    expect(mailbox).toBe(person);
  });
});

describe('a bug', () => {
  test('is told to the operator, and to the learner only by its id', async () => {
    const told: unknown[] = [];
    const app = toyApp([], {
      handled: () => undefined,
      failed: (_request, route, id, error) => told.push([route, id, (error as Error).message]),
    });
    const reply = await app.handle(command('bug'));
    expect(words(reply)).toContain('e1e1');
    expect(words(reply)).not.toContain('secret');
    expect(told).toEqual([['/bug', 'e1e1', 'secret detail']]);
  });

  test('is a card that no platform could show', async () => {
    const told: string[] = [];
    const long = defineCommand({
      name: 'long',
      description: 'Long.',
      options: {},
      run: () => ({ kind: 'show', card: card(text('x'.repeat(5000))) }),
    });
    const app = createApp({
      features: [{ commands: [long] }],
      witness: { handled: () => undefined, failed: (_r, _o, _i, error) => told.push((error as Error).message) },
    });
    expect(words(await app.handle(command('long')))).toContain('Something broke');
    expect(told[0]).toContain('at most 3000');
  });
});

test('a refusal that no platform could show is a bug like any other card', async () => {
  const told: string[] = [];
  const app = createApp({
    features: [
      {
        commands: ['text', 'more'].map((name) =>
          defineCommand({
            name,
            description: 'Refuses at length.',
            options: {},
            run: () => {
              throw name === 'text' ? new Refusal('x'.repeat(5000)) : new Refusal('No.', [code('y'.repeat(5000))]);
            },
          }),
        ),
      },
    ],
    witness: {
      handled: (_r, route, outcome) => void told.push(`${route} ${outcome}`),
      failed: (_r, route, _i, error) => void told.push(`${route} ${(error as Error).name}`),
    },
  });
  for (const name of ['text', 'more']) {
    const reply = await app.handle(command(name));
    expect(reply).toMatchObject({ kind: 'show', audience: 'caller', failed: true });
    expect(words(reply)).toContain('Something broke');
  }
  expect(told).toEqual(['/text CardProblem', '/text failed', '/more CardProblem', '/more failed']);
});

test("a person's own page is made of every feature's part, each told whether they look", async () => {
  const app = createApp({
    features: [{ home: () => [text('One.')] }, { home: ({ opened }) => (opened ? [text('News.')] : []) }],
  });
  const page = async (opened: boolean): Promise<string> => words(await app.handle({ kind: 'home', ...base, opened }));
  expect(await page(true)).toBe('One.\nNews.');
  expect(await page(false)).toBe('One.');
});

describe('autocomplete', () => {
  const suggest = (app: App, name: string, option: string, typed: string) => app.suggest(caller, name, option, typed);
  test('answers for options that suggest, and with nothing for anything else', async () => {
    const app = toyApp();
    expect(await suggest(app, 'echo', 'is', 'dat')).toEqual([
      { label: 'database', value: 'database' },
      { label: 'data', value: 'data' },
    ]);
    expect(await suggest(app, 'echo', 'times', '1')).toEqual([]);
    expect(await suggest(app, 'echo', 'constructor', '')).toEqual([]);
    expect(await suggest(app, 'nope', 'is', '')).toEqual([]);
  });

  test('gives at most 25, each of at most 75 characters', async () => {
    const many = Array.from({ length: 40 }, (_, n) => ({ label: `${n}`.padEnd(100, '.'), value: `${n}` }));
    const big = defineCommand({
      name: 'big',
      description: 'Big.',
      options: { x: { kind: 'text', description: 'X.', suggest: () => many } },
      run: () => ({ kind: 'remove' }),
    });
    const found = await suggest(createApp({ features: [{ commands: [big] }] }), 'big', 'x', '');
    expect(found).toHaveLength(25);
    expect(Math.max(...found.map((one) => one.label.length))).toBe(75);
  });
});

test('two features cannot define the same thing', () => {
  expect(() => createApp({ features: [toyFeature(), toyFeature()] })).toThrow(
    /two features answer free text|two definitions/u,
  );
  expect(() =>
    createApp({ features: [{ commands: toyFeature().commands ?? [] }, { commands: toyFeature().commands ?? [] }] }),
  ).toThrow('two definitions of the command "all"');
});
