/** Who somebody is: asked once, waited for only where it matters, never longer than a second and a half. */
import { webApi as bolt, type webApi } from '@slack/bolt';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPeople, type People } from '../../../src/platforms/slack/people.ts';
import { slackStage } from '../../support/slack/stage.ts';
import { toyApp } from '../../support/toy.ts';

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
  team_id: 'T1',
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

test('after a second and a half nobody waits any longer', async () => {
  const who = people.who(client, 'T1', 'U1');
  await vi.advanceTimersByTimeAsync(1_500);
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

test.each([
  ['of another workspace', { team_id: 'T2' }],
  ['of no workspace that Slack names', { team_id: undefined }],
  ['a stranger of a shared channel', { is_stranger: true }],
  ['a guest of several channels', { is_restricted: true }],
  ['a guest of one channel', { is_ultra_restricted: true }],
])('an admin elsewhere has no rights here: %s', async (_, also) => {
  const who = people.who(client, 'T1', 'U1');
  answer({ ...admin, is_admin: true, ...also });
  expect(await who).toMatchObject({ name: 'Ana L', admin: false });
});

test('nor has one through Slack itself', async () => {
  vi.useRealTimers();
  const stage = await slackStage(
    async (platform) => {
      await platform.start(toyApp());
      return { stop: async () => platform.stop() };
    },
    { mode: 'http' },
  );
  for (const also of [{ team_id: 'T999999999' }, { is_stranger: true }, { is_restricted: true }]) {
    const elsewhere = stage.person(JSON.stringify(also), { admin: true });
    elsewhere.user.also = also;
    expect((await elsewhere.command('setup')).text).toBe('Staff: member -');
  }
  expect((await stage.person('Boss', { admin: true }).command('setup')).text).toBe('Staff: admin -');
  await stage.stop();
});

test('after a passing error it is asked again, after a rate limit only if that is short', async () => {
  const failing = (errors: readonly Error[]) => {
    const left = [...errors];
    const info = async () => {
      asked.push('U1');
      const error = left.shift();
      if (error !== undefined) throw error;
      return { ok: true, user: admin };
    };
    return { users: { info } } as unknown as webApi.WebClient;
  };
  const gone = new Error('socket hang up');
  expect(await people.who(failing([gone, gone]), 'T1', 'U1')).toMatchObject({ admin: true });
  expect(asked).toHaveLength(3);
  const limited = (seconds: number) =>
    Object.create(bolt.WebAPIRateLimitedError.prototype, { retryAfter: { value: seconds } }) as Error;
  expect(await people.who(failing([limited(1)]), 'T1', 'U2')).toMatchObject({ admin: true });
  expect(asked).toHaveLength(5);
  expect(await people.who(failing([limited(2)]), 'T1', 'U3')).toBeUndefined();
  expect(await people.who(failing([]), 'T1', 'U4')).toBeUndefined();
  expect(asked).toHaveLength(6);
});
