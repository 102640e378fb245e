/** When App Homes are drawn again: changes close together once, one page a second in a workspace, whoever acts first. */
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PersonId } from '../../../src/chat/request.ts';
import { createHomeQueue, type HomeQueue, type Redrawn } from '../../../src/platforms/slack/home-queue.ts';

const SECOND = 1_000;
const person = (id: string): PersonId => `slack:user/${id}`;

let queue: HomeQueue;
/** Which pages were redrawn, after how many seconds. */
let drawn: [string, number][];
let lookUps: (readonly PersonId[])[];
/** Whoever has opened their page, in the order in which the keeper tells them. */
let opened: string[];
/** What becomes of the next redrawings of a page, in order. */
let fates: Map<string, Redrawn[]>;
const logged: string[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  drawn = [];
  lookUps = [];
  opened = [];
  fates = new Map();
  logged.splice(0);
  queue = createHomeQueue({
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    find: async (people) => {
      lookUps.push(people);
      if (opened.includes('nobody can tell')) throw new Error('the database is away');
      return opened
        .map(person)
        .flatMap((person) => (people.includes(person) ? [{ person, name: '', locale: 'en' }] : []));
    },
    redraw: async (_team, { person }) => {
      const id = person.replace('slack:user/', '');
      drawn.push([id, Math.round(Date.now() / 100) / 10]);
      return fates.get(id)?.shift() ?? 'called';
    },
    track: () => undefined,
  });
});
afterEach(() => {
  queue.stop();
  vi.useRealTimers();
});

const add = (...ids: readonly string[]): void => ids.forEach((id) => queue.add(person(id), false));

test('changes close together are one look-up and one redrawing each; of who opened nothing, none', async () => {
  opened = ['T1.UA', 'T2.UB'];
  add('T1.UA', 'T1.UA', 'T2.UB', 'T1.UC');
  await vi.advanceTimersByTimeAsync(SECOND);
  add('T1.UA');
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(lookUps).toEqual([['T1.UA', 'T2.UB', 'T1.UC'].map(person)]);
  expect(drawn).toEqual([
    ['T1.UA', 1.5],
    ['T2.UB', 1.5],
  ]);
});

test('a workspace has one page a second, and no other workspace waits for it; what needs no call costs no time', async () => {
  opened = ['T1.UA', 'T1.UB', 'T1.UC', 'T2.UA'];
  fates.set('T1.UB', ['same']);
  add(...opened);
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(drawn).toEqual([
    ['T1.UA', 1.5],
    ['T2.UA', 1.5],
    ['T1.UB', 2.5],
    ['T1.UC', 2.5],
  ]);
});

test('whoever has just done something comes before those who wait', async () => {
  opened = ['T1.UA', 'T1.UB', 'T1.UC', 'T1.UD'];
  add('T1.UA', 'T1.UB', 'T1.UC');
  await vi.advanceTimersByTimeAsync(1.5 * SECOND);
  queue.add(person('T1.UD'), true);
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(drawn.map(([id]) => id)).toEqual(['T1.UA', 'T1.UB', 'T1.UD', 'T1.UC']);
});

test('a change while the page waits is drawn with it, one after it is drawn again', async () => {
  opened = ['T1.UA', 'T1.UB'];
  add('T1.UA', 'T1.UB');
  await vi.advanceTimersByTimeAsync(1.5 * SECOND);
  add('T1.UA');
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(drawn).toEqual([
    ['T1.UA', 1.5],
    ['T1.UB', 2.5],
    ['T1.UA', 3.5],
  ]);
});

test('when Slack says to wait, the workspace waits and the page is tried again', async () => {
  opened = ['T1.UA', 'T1.UB', 'T2.UA'];
  fates.set('T1.UA', [{ wait: 30 * SECOND }]);
  add(...opened);
  await vi.advanceTimersByTimeAsync(60 * SECOND);
  expect(drawn).toEqual([
    ['T1.UA', 1.5],
    ['T2.UA', 1.5],
    ['T1.UB', 31.5],
    ['T1.UA', 32.5],
  ]);
});

test('of a workspace that has left, or is told to be dropped, nobody more is drawn', async () => {
  opened = ['T1.UA', 'T1.UB', 'T2.UA', 'T2.UB', 'T3.UA', 'T3.UB'];
  fates.set('T1.UA', ['left']);
  add(...opened);
  await vi.advanceTimersByTimeAsync(1.5 * SECOND);
  queue.drop('T2');
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(drawn.map(([id]) => id)).toEqual(['T1.UA', 'T2.UA', 'T3.UA', 'T3.UB']);
  add('T1.UB');
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(drawn.at(-1)?.[0]).toBe('T1.UB');
});

test('a failed look-up is told, and the next one is made', async () => {
  opened = ['nobody can tell'];
  add('T1.UA');
  await vi.advanceTimersByTimeAsync(2 * SECOND);
  expect(logged.join('')).toContain('the database is away');
  opened = ['T1.UA'];
  add('T1.UA');
  await vi.advanceTimersByTimeAsync(2 * SECOND);
  expect(drawn.map(([id]) => id)).toEqual(['T1.UA']);
});

test.each([
  ['one page was drawn and another waits', 1.5],
  ['nobody was looked up', 1],
])('after a stop when %s nothing is drawn, and no timer is left', async (_, seconds) => {
  opened = ['T1.UA', 'T1.UB'];
  add(...opened);
  await vi.advanceTimersByTimeAsync(seconds * SECOND);
  queue.stop();
  expect(vi.getTimerCount()).toBe(0);
  add('T1.UA');
  await vi.advanceTimersByTimeAsync(10 * SECOND);
  expect(drawn.map(([id]) => id)).toEqual(seconds < 1.5 ? [] : ['T1.UA']);
  expect(lookUps).toHaveLength(seconds < 1.5 ? 0 : 1);
});
