/** Who somebody is: asked once, waited for only where it matters, never longer than a second. */
import type { webApi } from '@slack/bolt';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPeople, type People } from '../../../src/platforms/slack/people.ts';

let answer: (user: unknown) => void;
let asked: string[];
let at: number;
let people: People;
const client = {
  users: {
    info: async ({ user }: { user: string }) => {
      asked.push(user);
      return new Promise((resolve) => (answer = (found) => resolve({ ok: true, user: found })));
    },
  },
} as unknown as webApi.WebClient;
const admin = {
  name: 'ana',
  is_owner: true,
  tz: 'Europe/Berlin',
  locale: 'de-DE',
  profile: { display_name: ' ', real_name: 'Ana L' },
};

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  at = 0;
  people = createPeople(pino({ level: 'silent' }), { now: () => at, pause: async () => undefined });
});
afterEach(() => void vi.useRealTimers());

test('one question for everybody who waits, and none while the answer is young', async () => {
  const both = Promise.all([people.who(client, 'T1', 'U1'), people.who(client, 'T1', 'U1')]);
  answer(admin);
  const person = { name: 'Ana L', admin: true, locale: 'de-DE', zone: 'Europe/Berlin' };
  expect(await both).toEqual([person, person]);
  at += 299_000;
  expect(await people.who(client, 'T1', 'U1')).toEqual(person);
  expect(asked).toEqual(['U1']);
  const other = people.who(client, 'T2', 'U1');
  answer({ name: 'other' });
  expect(await other).toEqual({ name: 'other', admin: false, locale: 'en' });
});

test('after a second nobody waits any longer', async () => {
  const who = people.who(client, 'T1', 'U1');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await who).toBeUndefined();
});

test('on public messages nobody waits, and rights that are old are none', async () => {
  expect(people.known(client, 'T1', 'U1')).toBeUndefined();
  answer(admin);
  await vi.advanceTimersByTimeAsync(0);
  expect(people.known(client, 'T1', 'U1')).toMatchObject({ name: 'Ana L', admin: true });
  at += 301_000;
  expect(people.known(client, 'T1', 'U1')).toMatchObject({ name: 'Ana L', admin: false });
  expect(asked).toEqual(['U1', 'U1']);
  people.forget('T1');
  expect(people.known(client, 'T1', 'U1')).toBeUndefined();
});
