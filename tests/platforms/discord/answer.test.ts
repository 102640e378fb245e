/** When and how interactions are acknowledged: with a clock that stands still until it is told to go. */
import { type APIInteraction, DiscordAPIError } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { button, buttons, card, text } from '../../../src/chat/card.ts';
import type { OpenForm } from '../../../src/chat/form.ts';
import { ask, type Audience, nothing, redraw, remove, type Reply, show } from '../../../src/chat/reply.ts';
import { answer } from '../../../src/platforms/discord/answer.ts';
import { logger, recorder, type Sent } from './recorder.ts';

const PRIVATE = 64;
const V2 = 1 << 15;
const user = { id: '900000000000000101', username: 'ann', discriminator: '0', global_name: null, avatar: null };
const guild = { guild_id: '900000000000000010', member: { user, nick: null, roles: [], permissions: '0' } };
const base = {
  id: '1420070400000000000',
  token: 't',
  application_id: '9',
  channel: { id: '900000000000000020' },
  locale: 'en',
};
const message = { id: '900000000000000500', channel_id: '900000000000000020', flags: 0 };
const command = { ...base, ...guild, type: 2, data: { type: 1, name: 'toy' } } as unknown as APIInteraction;
const press = {
  ...base,
  ...guild,
  type: 3,
  message,
  data: { component_type: 2, custom_id: 'toy.tick' },
} as unknown as APIInteraction;
const form = {
  ...base,
  ...guild,
  type: 5,
  message,
  data: { custom_id: 'toy.told', components: [] },
} as unknown as APIInteraction;
const formOfCommand = {
  ...base,
  ...guild,
  type: 5,
  data: { custom_id: 'toy.told', components: [] },
} as unknown as APIInteraction;
const inPrivate = { ...base, user, type: 2, context: 1, data: { type: 1, name: 'toy' } } as unknown as APIInteraction;

const hello = card(text('Hello.'));
const asked: OpenForm = {
  press: { id: 'toy.told', args: {} },
  title: 'Tell me',
  fields: { word: { kind: 'text', label: 'A word', required: true } },
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface RunOptions {
  readonly ms?: number;
  readonly audience?: Audience;
  readonly failures?: Parameters<typeof recorder>[0];
}

/** Runs one interaction whose app needs `ms` milliseconds for its reply. */
async function run(
  interaction: APIInteraction,
  reply: Reply,
  { ms = 0, audience = 'caller', failures = {} }: RunOptions = {},
) {
  const { wire, sent } = recorder(failures);
  const { log, lines } = logger();
  const app = {
    handle: () =>
      ms === 0
        ? Promise.resolve(reply)
        : new Promise<Reply>((resolve) => {
            setTimeout(() => resolve(reply), ms);
          }),
    audienceOf: () => audience,
    suggest: async () => [],
  };
  const done = answer({ app, wire, log }, interaction);
  return { sent, lines, done };
}

describe('in time: one call', () => {
  test.each<[string, APIInteraction, Reply, Sent]>([
    [
      'a command, for its caller',
      command,
      show(hello),
      { call: 'callback', type: 4, flags: V2 | PRIVATE, text: 'Hello.' },
    ],
    ['a command, for all', command, show(hello, 'channel'), { call: 'callback', type: 4, flags: V2, text: 'Hello.' }],
    [
      'a command that redraws',
      command,
      redraw(hello),
      { call: 'callback', type: 4, flags: V2 | PRIVATE, text: 'Hello.' },
    ],
    ['a command that asks', command, ask(asked), { call: 'callback', type: 9, text: 'Tell me' }],
    [
      'a command in private: not marked, so that it stays',
      inPrivate,
      show(hello),
      { call: 'callback', type: 4, flags: V2, text: 'Hello.' },
    ],
    ['a press that shows', press, show(hello), { call: 'callback', type: 4, flags: V2 | PRIVATE, text: 'Hello.' }],
    ['a press that redraws', press, redraw(hello), { call: 'callback', type: 7, flags: V2, text: 'Hello.' }],
    ['a press that asks', press, ask(asked), { call: 'callback', type: 9, text: 'Tell me' }],
    ['a form that redraws its message', form, redraw(hello), { call: 'callback', type: 7, flags: V2, text: 'Hello.' }],
    [
      'a form of a command',
      formOfCommand,
      redraw(hello),
      { call: 'callback', type: 4, flags: V2 | PRIVATE, text: 'Hello.' },
    ],
  ])('%s', async (_, interaction, reply, expected) => {
    const { sent, done } = await run(interaction, reply, { ms: 1_499 });
    await vi.advanceTimersByTimeAsync(1_498);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(sent).toEqual([expected]);
  });

  test('a press that comes too soon is acknowledged, and changes nothing, however late that is known', async () => {
    const { sent, done } = await run(press, nothing);
    await done;
    expect(sent).toEqual([{ call: 'callback', type: 6, text: '' }]);
    const slow = await run(press, nothing, { ms: 2_000 });
    await vi.advanceTimersByTimeAsync(2_000);
    await slow.done;
    expect(slow.sent).toEqual([{ call: 'callback', type: 6, text: '' }]);
  });

  test('a press that removes: acknowledged, then away', async () => {
    const { sent, done } = await run(press, remove);
    await done;
    expect(sent.map(({ call, type }) => [call, type])).toEqual([
      ['callback', 6],
      ['deleteOriginal', undefined],
    ]);
  });

  test('a form cannot answer a form: what is missing is said', async () => {
    const { sent, done } = await run(form, ask(asked));
    await done;
    expect(sent).toEqual([
      {
        call: 'callback',
        type: 4,
        flags: V2 | PRIVATE,
        text: 'Something is still missing: A word. Please run it again and fill it in.',
      },
    ]);
  });
});

describe('late: deferred with the declared audience after 1.5 s', () => {
  const late = async (interaction: APIInteraction, reply: Reply, audience: Audience = 'caller') => {
    const { sent, lines, done } = await run(interaction, reply, { ms: 10_000, audience });
    await vi.advanceTimersByTimeAsync(1_499);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    const first = sent.slice();
    await vi.advanceTimersByTimeAsync(8_500);
    await done;
    return { first, rest: sent.slice(1), lines };
  };

  test('a command, for its caller', async () => {
    const { first, rest } = await late(command, show(hello));
    expect(first).toEqual([{ call: 'callback', type: 5, flags: PRIVATE, text: '' }]);
    expect(rest).toEqual([{ call: 'editOriginal', flags: V2, text: 'Hello.' }]);
  });
  test('a command, for all', async () => {
    const { first, rest } = await late(command, show(hello, 'channel'), 'channel');
    expect(first).toEqual([{ call: 'callback', type: 5, flags: 0, text: '' }]);
    expect(rest).toEqual([{ call: 'editOriginal', flags: V2, text: 'Hello.' }]);
  });
  test('a refusal after waiting in public: the waiting message goes, the words are private', async () => {
    const { rest } = await late(command, show(hello, 'caller'), 'channel');
    expect(rest).toEqual([
      { call: 'deleteOriginal', text: '' },
      { call: 'followUp', flags: V2 | PRIVATE, text: 'Hello.' },
    ]);
  });
  test('a press that redraws', async () => {
    const { first, rest } = await late(press, redraw(hello));
    expect(first).toEqual([{ call: 'callback', type: 6, text: '' }]);
    expect(rest).toEqual([{ call: 'editOriginal', flags: V2, text: 'Hello.' }]);
  });
  test('a press that shows leaves its message alone', async () => {
    const { rest } = await late(press, show(hello));
    expect(rest).toEqual([{ call: 'followUp', flags: V2 | PRIVATE, text: 'Hello.' }]);
  });
  test('a press that removes', async () => {
    const { rest } = await late(press, remove);
    expect(rest).toEqual([{ call: 'deleteOriginal', text: '' }]);
  });
  test('a form of a command waits as a new message', async () => {
    const { first, rest } = await late(formOfCommand, show(hello));
    expect(first).toEqual([{ call: 'callback', type: 5, flags: PRIVATE, text: '' }]);
    expect(rest).toEqual([{ call: 'editOriginal', flags: V2, text: 'Hello.' }]);
  });
  test('a form that comes too late to open is said, and logged', async () => {
    const { rest, lines } = await late(press, ask(asked));
    expect(rest).toEqual([
      {
        call: 'followUp',
        flags: V2 | PRIVATE,
        text: 'I was too slow to open the form. Please press again: it will be quicker now.',
      },
    ]);
    expect(lines).toMatchObject([{ level: 40, msg: expect.stringContaining('too slow') as string }]);
  });
});

describe('lost answers are told to the log once, and to nobody else', () => {
  const api = (code: number, status = 404) =>
    new DiscordAPIError({ code, message: 'no' }, code, status, 'POST', 'u', { files: undefined, body: undefined });

  test.each([
    [40_060, 400, /answered already/u],
    [10_062, 404, /too late/u],
    [10_015, 404, /token is over/u],
    [50_027, 401, /token is over/u],
    [10_008, 404, /message is gone/u],
    [10_003, 404, /channel is gone/u],
    [50_001, 403, /View Channel/u],
    [50_013, 403, /lacks a permission/u],
  ])('%i', async (code, status, reason) => {
    const { sent, lines, done } = await run(press, redraw(hello), { failures: { callback: [api(code, status)] } });
    await expect(done).resolves.toBeUndefined();
    expect(sent).toHaveLength(1);
    expect(lines).toEqual([expect.objectContaining({ level: 40, reason: expect.stringMatching(reason) as string })]);
  });

  test('the token ran out while the app was working', async () => {
    const { lines, done } = await run(command, show(hello), {
      ms: 20_000,
      failures: { editOriginal: [api(50_027, 401)] },
    });
    await vi.advanceTimersByTimeAsync(20_000);
    await done;
    expect(lines).toMatchObject([{ level: 40, reason: 'its token is over (15 min)' }]);
  });

  test('anything else is an error in the log, and still goes no further', async () => {
    const { lines, done } = await run(press, redraw(hello), { failures: { callback: [new Error('socket')] } });
    await expect(done).resolves.toBeUndefined();
    expect(lines).toMatchObject([{ level: 50, msg: 'an interaction could not be answered' }]);
  });
});

describe('a reply that cannot be shown', () => {
  const crowded = card(buttons(button({ id: 'a', args: {} }, 'x'.repeat(81))));
  test.each([
    ['in time', 0, 'callback'],
    ['late', 5_000, 'followUp'],
  ])('%s: the person is told, with a number that stands in the log', async (_, ms, call) => {
    const { sent, lines, done } = await run(press, redraw(crowded), { ms });
    await vi.advanceTimersByTimeAsync(ms);
    await done;
    expect(sent.at(-1)).toMatchObject({ call, flags: V2 | PRIVATE });
    expect(sent.at(-1)?.text).toContain(base.id);
    expect(lines).toMatchObject([{ level: 50, interaction: base.id, msg: 'a reply could not be shown on Discord' }]);
  });
  test('what Discord refuses for its form is told the same way', async () => {
    const refused = new DiscordAPIError({ code: 50_035, message: 'Invalid Form Body' }, 50_035, 400, 'POST', 'u', {
      files: undefined,
      body: undefined,
    });
    const { sent, done } = await run(press, redraw(hello), { failures: { callback: [refused] } });
    await done;
    expect(sent.map(({ type }) => type)).toEqual([7, 4]);
  });
});
