/** Stopping, and dying: what was acknowledged is there once, what was under way finishes. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pino } from 'pino';
import { createApp } from '../../../src/chat/app.ts';
import { card, text } from '../../../src/chat/card.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import type { Platform } from '../../../src/chat/platform.ts';
import { show } from '../../../src/chat/reply.ts';
import { createPlayground, memoryHistory, type PlaygroundHistory } from '../../../src/platforms/playground/index.ts';
import type { WireMessage, WireResult } from '../../../src/platforms/playground/wire.ts';

let entered = Promise.withResolvers<void>();
let finish = Promise.withResolvers<void>();
let ran = 0;
let clock = Date.UTC(2026, 0, 1);
const slow = defineCommand({
  name: 'slow',
  description: 'Waits until it is told to go on.',
  options: {},
  audience: 'channel',
  run: async () => {
    ran += 1;
    entered.resolve();
    await finish.promise;
    return show(card(text('Done.')));
  },
});

type Playground = ReturnType<typeof createPlayground> & Platform;
let history: PlaygroundHistory;
let playground: Playground;
const headers = { host: 'localhost', 'content-type': 'application/json' };
const send = async (path: string, body: object): Promise<Response> =>
  playground.routes.request(`http://localhost/playground/api/${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
const event = (id: string) => ({
  kind: 'line',
  text: '/slow',
  event: id,
  me: 'playground:user/ana',
  room: 'playground:channel/general',
});
const start = async (): Promise<void> => {
  playground = createPlayground({ log: pino({ level: 'silent' }), history, now: () => clock });
  await playground.start(createApp({ features: [{ commands: [slow] }] }));
  await send('people', { name: 'Ana', admin: false });
};
const kept = async (): Promise<WireMessage[]> =>
  (await history.list({ shelf: 'playground:channel/general', last: 9 })).map(
    (row) => row.value as unknown as WireMessage,
  );

beforeEach(async () => {
  entered = Promise.withResolvers<void>();
  finish = Promise.withResolvers<void>();
  ran = 0;
  history = memoryHistory();
  await start();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  finish.resolve();
  await playground.stop();
});

describe('a stop', () => {
  test('lets what is under way finish, and takes nothing new', async () => {
    const answer = send('events', event('under-way'));
    await entered.promise;
    let stopped = false;
    const stopping = playground.stop().then(() => (stopped = true));
    expect((await send('events', event('too-late'))).status).toBe(503);
    expect(stopped).toBe(false);
    finish.resolve();
    expect(((await (await answer).json()) as WireResult).kind).toBe('message');
    await stopping;
    expect(await kept()).toHaveLength(1);
    expect(ran).toBe(1);
  });

  test('does not wait forever', async () => {
    vi.useFakeTimers();
    const answer = send('events', event('never-ends'));
    await entered.promise;
    const stopping = playground.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(stopping).resolves.toBeUndefined();
    finish.resolve();
    await answer;
  });
});

describe('a crash between the answer and its acknowledgement', () => {
  test('leads to one answer when the page sends the event again', async () => {
    finish.resolve();
    const add = history.add.bind(history);
    const broken = vi.spyOn(history, 'add').mockImplementation(async (row) => {
      if (row.shelf === 'events') throw new Error('the process died here');
      return add(row);
    });
    expect((await send('events', event('crashed-event'))).status).toBe(500);
    broken.mockRestore();
    await start(); // another process on the same history
    const again = (await (await send('events', event('crashed-event'))).json()) as WireResult;
    expect(again.kind === 'message' && again.message.revision).toBe(0);
    expect(await kept()).toHaveLength(1);
  });

  test('before anything was kept is handled as if it were new', async () => {
    finish.resolve();
    const broken = vi.spyOn(history, 'add').mockRejectedValue(new Error('the process died here'));
    expect((await send('events', event('crashed-event'))).status).toBe(500);
    broken.mockRestore();
    expect(await kept()).toHaveLength(0);
    expect((await send('events', event('crashed-event'))).status).toBe(200);
    expect(await kept()).toHaveLength(1);
  });
});

test('an event that comes again while it is being handled waits for the same answer', async () => {
  const first = send('events', event('twin-event'));
  await entered.promise;
  const second = send('events', event('twin-event'));
  finish.resolve();
  const answers = await Promise.all([first, second].map(async (answer) => (await answer).json()));
  expect(answers[0]).toEqual(answers[1]);
  expect(ran).toBe(1);
  expect(await kept()).toHaveLength(1);
});

test('everything that is kept is JSON that Postgres takes, wherever a text was cut', async () => {
  finish.resolve();
  const halves = '🍳'.repeat(600);
  for (const [n, text] of [halves, `x${halves}`, `/slow`, `/${halves}`, `/x${halves}`].entries()) {
    await send('events', { ...event(`cut-event-${n}`), text });
  }
  const rows = await Promise.all(
    ['playground:channel/general', 'events', 'people'].map(async (shelf) =>
      history.list({ shelf, viewer: 'playground:user/ana', last: 99 }),
    ),
  );
  const all = JSON.stringify(rows);
  expect(rows.map((list) => list.length)).toEqual([7, 5, 1]);
  expect(all).not.toMatch(/\\u(?:d[89a-f]|0000)/iu);
});

test('what was handled is forgotten after a day, so that the history does not grow forever', async () => {
  finish.resolve();
  await send('events', event('first-event'));
  clock = Date.UTC(2026, 0, 3);
  for (let n = 0; n < 501; n += 1) await send('events', event(`later-event-${n}`));
  const events = await history.list({ shelf: 'events', last: 9_999 });
  expect(events.every((row) => row.at === clock)).toBe(true);
  expect(events).toHaveLength(501);
});
