/** The stream: nothing is lost and nothing doubled, whatever happens to the connection. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Hono } from 'hono';
import { pino } from 'pino';
import { createPlayground } from '../../../src/platforms/playground/index.ts';
import { createBus } from '../../../src/platforms/playground/stream.ts';
import type { WireEvent, WireMessage } from '../../../src/platforms/playground/wire.ts';
import { EventReader, GENERAL } from '../../support/playground/client.ts';
import { type PlaygroundStage, playgroundStage } from '../../support/playground/stage.ts';
import { toyApp } from '../../support/toy.ts';

let stage: PlaygroundStage;
beforeEach(async () => {
  stage = await playgroundStage(async (platform) => {
    await platform.start(toyApp());
    return { stop: () => platform.stop() };
  });
});
afterEach(async () => stage.stop());

const words = (message: WireMessage): string =>
  message.body.kind === 'line' ? message.body.text : message.body.card.summary;

test('begins with everything that the person may see, and goes on with what happens', async () => {
  const ana = await stage.client('Ana');
  const ben = await stage.client('Ben');
  await ben.send({ kind: 'line', text: '/echo is:secret' });
  await ben.send({ kind: 'line', text: 'hello' });
  const reader = await ana.stream();
  const { event } = await reader.next();
  expect(event).toMatchObject({ kind: 'snapshot', me: { id: 'playground:user/ana' } });
  expect(event.kind === 'snapshot' && event.messages.map(words)).toEqual(['hello', 'I heard: hello']);
  expect(event.kind === 'snapshot' && event.rooms.map((room) => room.name)).toEqual(['general', 'daily', 'Sous']);
  await ben.send({ kind: 'line', text: '/echo is:secret again' });
  await ben.send({ kind: 'line', text: 'to Sous alone', room: ben.me.id });
  await ben.send({ kind: 'line', text: 'to all' });
  expect(words(await reader.message(() => true))).toBe('to all');
  await reader.close();
});

test('goes on where it broke off', async () => {
  const ana = await stage.client('Ana');
  const reader = await ana.stream();
  await reader.next();
  await ana.send({ kind: 'line', text: 'one' });
  await reader.next();
  const { id } = await reader.next();
  await reader.close();
  await ana.send({ kind: 'line', text: '/count' });
  await ana.send({ kind: 'line', text: '/echo is:missed' });
  const again = await ana.stream(id);
  const missed = [await again.next(), await again.next()];
  expect(missed.map(({ event }) => event.kind === 'message' && words(event.message))).toEqual([
    'Counter',
    'You said: missed',
  ]);
  await again.close();
});

test.each(['', 'nonsense', 'otherprocess.3', '__proto__.1'])('gives everything anew after %j', async (last) => {
  const ana = await stage.client('Ana');
  await ana.send({ kind: 'line', text: 'one' });
  const reader = await ana.stream(last);
  expect((await reader.next()).event).toMatchObject({ kind: 'snapshot', messages: [{}, {}] });
  await reader.close();
});

test('gives everything anew when more was missed than is kept', async () => {
  const ana = await stage.client('Ana');
  const reader = await ana.stream();
  const { id } = await reader.next();
  await reader.close();
  const platform = stage.server.platform();
  const ref = await platform.post(GENERAL, { blocks: [{ kind: 'title', text: 'x' }] }, { key: 'k' });
  for (let n = 0; n < 510; n += 1) await platform.edit(ref, { blocks: [{ kind: 'title', text: `edit ${n}` }] });
  const again = await ana.stream(id);
  const { event } = await again.next();
  expect(event.kind === 'snapshot' && event.messages.map(words)).toEqual(['edit 509']);
  await again.close();
});

test('what happens while the snapshot is read is neither lost nor out of order', async () => {
  const ana = await stage.client('Ana');
  const list = stage.server.history.list.bind(stage.server.history);
  const { promise: opened, resolve: open } = Promise.withResolvers<void>();
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const spy = vi.spyOn(stage.server.history, 'list').mockImplementation(async (query) => {
    const rows = await list(query);
    ask();
    await opened;
    return rows;
  });
  const reader = await ana.stream();
  await asked; // the rows are read, the snapshot is not sent
  await ana.send({ kind: 'line', text: '/echo is:between' });
  open();
  expect((await reader.next()).event).toMatchObject({ kind: 'snapshot', messages: [] });
  expect(words(await reader.message(() => true))).toBe('You said: between');
  spy.mockRestore();
  await reader.close();
});

test('tells of edits with growing revisions, and of removals', async () => {
  const ana = await stage.client('Ana');
  const reader = await ana.stream();
  const made = await ana.send({ kind: 'line', text: '/count' });
  const { message } = made.body as { message: WireMessage };
  const press = async (address: string) => ana.send({ kind: 'press', press: address, message: message.id });
  await Promise.all([press('toy.tick?n=1'), press('toy.tick?n=2'), press('toy.tick?n=3')]);
  const revisions = [];
  for (let n = 0; n < 4; n += 1) revisions.push((await reader.message(() => true)).revision);
  expect(revisions).toEqual([0, 1, 2, 3]);
  await press('toy.remove');
  expect((await reader.next()).event).toEqual({ kind: 'gone', id: message.id });
  await reader.close();
});

test('two changes of one message are kept and told in one order, however slow the history is', async () => {
  const ana = await stage.client('Ana');
  const { history } = stage.server;
  const platform = stage.server.platform();
  const title = (text: string) => ({ blocks: [{ kind: 'title' as const, text }] });
  const ref = await platform.post(GENERAL, title('zero'), { key: 'k' });
  const reader = await ana.stream();
  await reader.next();
  const change = history.change.bind(history);
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  vi.spyOn(history, 'change').mockImplementationOnce(async (id, value) => {
    await gate; // the first write takes longer than the second
    return change(id, value);
  });
  const both = Promise.all([platform.edit(ref, title('one')), platform.edit(ref, title('two'))]);
  open();
  await both;
  const told = [await reader.message(() => true), await reader.message(() => true)];
  expect(told.map((message) => [message.revision, words(message)])).toEqual([
    [1, 'one'],
    [2, 'two'],
  ]);
  expect((await ana.snapshot()).messages.map(words)).toEqual(['two']);
  await reader.close();
});

test('a page that left is not told any more', async () => {
  const bus = createBus('boot', (error) => {
    throw error;
  });
  const snapshot: WireEvent = { kind: 'gone', id: 'nothing' };
  const routes = new Hono().get('/', (context) => bus.open(context, 'playground:user/ana', async () => snapshot));
  const { body } = await routes.request('/');
  if (body === null) throw new Error('no stream');
  const reader = new EventReader(body);
  await reader.next();
  const told = vi.fn<() => boolean>(() => true);
  bus.publish(snapshot, told);
  expect(told).toHaveBeenCalledOnce();
  await reader.close();
  await vi.waitFor(() => {
    told.mockClear();
    bus.publish(snapshot, told);
    expect(told).not.toHaveBeenCalled();
  }, 20_000);
});

test('older messages come page by page, each once', async () => {
  const ana = await stage.client('Ana');
  const platform = stage.server.platform();
  for (let n = 0; n < 130; n += 1) {
    await platform.post(GENERAL, { blocks: [{ kind: 'title', text: `m${n}` }] }, { key: `k${n}` });
  }
  const { messages, more } = await ana.snapshot();
  expect(more).toEqual([GENERAL]);
  const seen = messages.map(words);
  let first = messages[0]?.at;
  while (first !== undefined) {
    const { body } = await ana.get('/messages', { before: String(first) });
    const page = body as { messages: WireMessage[]; more: boolean };
    seen.unshift(...page.messages.map(words));
    first = page.more ? page.messages[0]?.at : undefined;
  }
  expect(seen).toEqual(Array.from({ length: 130 }, (_, n) => `m${n}`));
});

test('a thread comes with its head, however old that is', async () => {
  const ana = await stage.client('Ana');
  const platform = stage.server.platform();
  const title = (text: string) => ({ blocks: [{ kind: 'title' as const, text }] });
  const head = await platform.post(GENERAL, title('head'), { key: 'head' });
  for (let n = 0; n < 70; n += 1) await platform.post(GENERAL, title(`m${n}`), { key: `k${n}` });
  await platform.post(GENERAL, title('reply'), { key: 'reply', under: head });
  const { messages } = await ana.snapshot();
  expect(messages.map(words).filter((text) => !text.startsWith('m'))).toEqual(['head', 'reply']);
});

test('ends when Sous stops, so that pages know', async () => {
  const ana = await stage.client('Ana');
  const reader = await ana.stream();
  await reader.next();
  const next = reader.next();
  await Promise.all([expect(next).rejects.toThrow(/ended/u), stage.server.platform().stop()]);
});

describe('a quiet stream', () => {
  afterEach(() => vi.useRealTimers());

  test('says something at once and every 15 seconds', async () => {
    vi.useFakeTimers();
    const quiet = createPlayground({ log: pino({ level: 'silent' }) });
    await quiet.start(toyApp());
    const headers = { host: 'localhost', 'content-type': 'application/json' };
    const introduced = await quiet.routes.request('http://localhost/playground/api/people', {
      method: 'POST',
      headers,
      body: JSON.stringify({ name: 'Ana', admin: false }),
    });
    expect(introduced.status).toBe(200);
    const url = 'http://localhost/playground/api/stream?me=playground:user/ana';
    const { body } = await quiet.routes.request(url, { headers });
    if (body === null) throw new Error('no stream');
    const reader = new EventReader(body);
    expect(await reader.part()).toMatch(/^: /u);
    await reader.next();
    for (let n = 0; n < 2; n += 1) {
      await vi.advanceTimersByTimeAsync(15_000);
      expect(await reader.part()).toBe(': still here');
    }
    await quiet.stop();
    expect(vi.getTimerCount()).toBe(0);
  });
});
