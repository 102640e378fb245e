/** The rule of passing errors, row by row. */
import { expect, test } from 'vitest';
import { type Deed, insist, type Insistence, type Trouble, type Wait, WAITS } from '../../src/chat/insist.ts';

class Failed extends Error {
  readonly trouble: Trouble;
  constructor(outcome: Trouble['outcome'], retryAfter?: number) {
    super(outcome);
    this.trouble = { outcome, retryAfter };
  }
}
const doubt = new Failed('doubt');
const busy = (ms?: number): Failed => new Failed('busy', ms);
const refused = new Failed('refused');

/** What became of it, how often it was tried, and how long was waited. */
async function outcome(
  script: readonly (Failed | string)[],
  deed: Deed,
  more: Partial<Insistence<string>> & { readonly wait?: Wait } = {},
) {
  const left = [...script];
  const pauses: number[] = [];
  let at = 0;
  let tries = 0;
  const got = await insist(
    async () => {
      tries += 1;
      const next = left.shift() ?? 'done';
      if (typeof next === 'string') return next;
      throw next;
    },
    {
      deed,
      wait: 'answer',
      now: () => at,
      pause: async (ms) => {
        pauses.push(ms);
        at += ms;
      },
      trouble: (error) => (error as Failed).trouble,
      ...more,
    },
  ).catch((error: unknown) => (error as Failed).message);
  return { got, tries, pauses };
}

test('what was not done is sent again when the platform says, whatever it is', async () => {
  for (const deed of ['set', 'tell', 'say'] as const)
    expect(await outcome([busy(1_000), busy(), 'there'], deed)).toEqual({
      got: 'there',
      tries: 3,
      pauses: [1_000, WAITS.answer.pauses[1]],
    });
});

test('a refusal is the end, and so is a wait that outlasts whoever waits', async () => {
  expect(await outcome([refused], 'set')).toEqual({ got: 'refused', tries: 1, pauses: [] });
  expect(await outcome([busy(30_001)], 'set')).toEqual({ got: 'busy', tries: 1, pauses: [] });
  expect(await outcome([busy(20_000), busy(20_000)], 'set')).toMatchObject({ got: 'busy', tries: 2 });
  expect(await outcome([busy(3_000)], 'set', { wait: 'door' })).toMatchObject({ got: 'busy', tries: 1 });
  expect(await outcome([busy(1_000), 'there'], 'set', { wait: 'door' })).toMatchObject({ got: 'there' });
});

test('clocks that stand still do not make it endless', async () => {
  const always = (ms: number) => Array.from({ length: 999 }, () => busy(ms));
  expect((await outcome(always(1_000), 'set', { now: () => 0 })).tries).toBe(31);
  expect((await outcome(always(0), 'set', { now: () => 0 })).tries).toBe(101);
});

test('after a doubt: what is for one or replaces something is sent again, what others see is not', async () => {
  expect(await outcome([doubt, doubt, 'there'], 'set')).toMatchObject({ got: 'there', tries: 3 });
  expect(await outcome([doubt, 'there'], 'tell')).toMatchObject({ got: 'there', tries: 2 });
  expect(await outcome([doubt, 'there'], 'say')).toEqual({ got: 'doubt', tries: 1, pauses: [] });
  expect(
    (
      await outcome(
        Array.from({ length: 9 }, () => doubt),
        'tell',
      )
    ).tries,
  ).toBe(WAITS.answer.pauses.length + 1);
});

test('whoever can look does so first, and a limit in between makes no doubt certain', async () => {
  for (const deed of ['tell', 'say'] as const) {
    expect(await outcome([doubt], deed, { look: async () => 'found' })).toMatchObject({ got: 'found', tries: 1 });
    expect(await outcome([doubt, 'there'], deed, { look: async () => undefined })).toMatchObject({ got: 'there' });
    let looks = 0;
    const look = async () => ((looks += 1) === 1 ? undefined : 'found');
    expect(await outcome([doubt, busy(10)], deed, { look })).toMatchObject({ got: 'found', tries: 2 });
  }
});

test('where it cannot be looked for: told twice, but not said twice; a look that fails in passing is repeated', async () => {
  const hidden = async (): Promise<never> => Promise.reject(refused);
  expect(await outcome([doubt, 'there'], 'tell', { look: hidden })).toMatchObject({ got: 'there', tries: 2 });
  expect(await outcome([doubt, 'there'], 'say', { look: hidden })).toMatchObject({ got: 'doubt', tries: 1 });
  let looks = 0;
  const look = async (): Promise<string> => {
    looks += 1;
    if (looks === 1) throw doubt;
    return 'found';
  };
  expect(await outcome([doubt], 'say', { look })).toMatchObject({ got: 'found', tries: 1 });
});

test('a further try that is told of the first one has succeeded; a first try that is told so has not', async () => {
  const taken = (error: unknown) => (error === refused ? 'taken' : undefined);
  expect(await outcome([doubt, refused], 'set', { taken })).toMatchObject({ got: 'taken', tries: 2 });
  expect(await outcome([refused], 'set', { taken })).toMatchObject({ got: 'refused', tries: 1 });
  expect(await outcome([busy(10), refused], 'set', { taken })).toMatchObject({ got: 'refused', tries: 2 });
});
