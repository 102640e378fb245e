/** What staff were shown against claims at the same moment, and what most of a cohort have read; on both databases. */
import { describe, expect } from 'vitest';
import type { DueCohort } from '../../src/storage/drops.ts';
import type { Store } from '../../src/storage/index.ts';
import { cohortOf, dropJobs, HOUR, memoryPlatform, MINUTE, NINE, toolsOf } from '../support/drills/world.ts';
import { judged } from '../support/judged.ts';
import { test } from '../support/storage.ts';

describe('what staff are shown', () => {
  test('is what comes, or the day is over: a look during a claim waits for it, and a claim for a look', async ({
    store,
  }) => {
    for (let n = 0; n < 6; n += 1) await store.cohorts.createCohort(cohortOf(`c${n}`), 'x', NINE - HOUR);
    const seen = new Map<string, string | undefined>();
    const look = async (id: string): Promise<void> => {
      const show = ({ cohort: { nextDate } }: Pick<DueCohort, 'cohort'>) => {
        const isAhead = nextDate === '2026-11-02';
        seen.set(id, isAhead ? `seen ${id}` : undefined);
        return { shown: isAhead ? [{ date: '2026-11-02', question: `seen ${id}`, version: 'v' }] : [] };
      };
      await store.drops.showDrops(id, show, 'fake:user/ada', NINE);
    };
    const looks: Promise<void>[] = [look('c0'), look('c1')];
    const claim = () =>
      store.drops.claimDue(
        ({ cohort }) => {
          // amid the claim, which holds it
          looks.push(look(cohort.id));
          const shown = cohort.shown.find(({ date }) => date === '2026-11-02')?.question;
          return {
            drops: [{ run: { at: NINE, date: '2026-11-02' }, question: shown ?? 'drawn', version: 'v' }],
            next: { at: NINE + 24 * HOUR, date: '2026-11-03' },
            pause: false,
            notices: [],
          };
        },
        NINE,
        10,
      );
    await claim();
    await Promise.all(looks);
    // one that was held by a look is taken with the next tick
    while ((await claim()).cohorts > 0);
    await Promise.all(looks);
    for (let n = 0; n < 6; n += 1) {
      const drop = await store.drops.findDrop(`c${n}-20261102`);
      expect(seen.get(`c${n}`)).toBeUndefined();
      expect(['drawn', `seen c${n}`]).toContain(drop?.question);
    }
  });

  test('goes when staff change what is chosen, and stays when they change something else', async ({ store }) => {
    const { version } = await store.cohorts.createCohort(cohortOf('abc'), 'x', NINE);
    const show = () =>
      store.drops.showDrops(
        'abc',
        () => ({
          shown: [
            { date: '2026-11-03', question: 'one', version: 'v' },
            { date: '2026-11-04', question: 'two', version: 'v' },
          ],
        }),
        'fake:user/ada',
        NINE,
      );
    const left = async () => (await store.cohorts.findCohort('abc'))?.shown.map(({ question }) => question);
    await show();
    await store.cohorts.changeCohort('abc', version, { time: '10:00', name: 'Another' }, 'x', NINE);
    expect(await left()).toEqual(['one', 'two']);
    const queue = (question: string, kind: 'on' | 'soon' | 'skip', date?: string) =>
      store.cohorts.queueQuestion({ cohort: 'abc', question, kind, ...(date !== undefined && { date }) }, 'x', NINE);
    await queue('three', 'on', '2026-11-04');
    expect(await left()).toEqual(['one']);
    await show();
    await queue('one', 'skip');
    expect(await left()).toEqual(['two']);
    await show();
    await queue('four', 'soon');
    expect(await left()).toEqual([]);
    await show();
    await store.cohorts.changeCohort('abc', version + 1, { starts: '2026-11-09' }, 'x', NINE);
    expect(await left()).toEqual([]);
    await show();
    expect(await store.privacy.forgetLearner('fake:user/ada', 'fake:user/ada')).toBe(false);
    expect(await store.cohorts.findCohort('abc')).toMatchObject({ shownBy: '' });
    expect(await left()).toEqual(['one', 'two']);
  });
});

async function members(store: Store, cohort: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const learner = `fake:user/${name}`;
    await store.learners.meet({ learner, name, locale: 'en', community: 'fake:room/main' }, NINE);
    await store.answers.recordAnswer({
      drop: `${cohort}-20261102`,
      learner,
      moves: ['0'],
      score: 1,
      points: 10,
      hint: false,
      at: NINE + MINUTE,
      ...judged(1),
    });
  }
}

test('what most have read is worked out before the next drop, for cohorts without a plan', async ({ store }) => {
  const clock = { now: NINE - HOUR };
  const tools = await toolsOf(store, memoryPlatform().poster, clock);
  const job = dropJobs(tools);
  await store.cohorts.createCohort(cohortOf('abc'), 'x', clock.now);
  await store.cohorts.createCohort(cohortOf('plan', { starts: '2026-11-02', lessonsAWeek: 1 }), 'x', clock.now);
  clock.now = NINE;
  await job.run(NINE);
  for (const cohort of ['abc', 'plan']) await members(store, cohort, ['ana', 'ben', 'cem', 'dan']);
  const read = (name: string, lesson: string) => store.lessons.finishLesson(`fake:user/${name}`, lesson, 3, NINE);
  for (const name of ['ana', 'ben', 'cem']) await read(name, 'http-close-up');
  // half of them are not most
  for (const name of ['ana', 'ben']) await read(name, 'databases');
  await store.lessons.openCard('fake:user/cem', 'databases', 1, NINE);

  const readBy = async (id: string) => (await store.cohorts.findCohort(id))?.readByMost;
  await job.run((clock.now = NINE + 22 * HOUR));
  expect(await readBy('abc')).toEqual([]);
  await job.run((clock.now = NINE + 23.5 * HOUR));
  expect(await readBy('abc')).toEqual(['http-close-up']);
  expect(await store.cohorts.findCohort('plan')).toMatchObject({ readByMost: [], readAt: null });
  // once is enough
  await read('cem', 'databases');
  await job.run((clock.now = NINE + 23.6 * HOUR));
  expect(await readBy('abc')).toEqual(['http-close-up']);
  await job.run((clock.now = NINE + 24 * HOUR));
  await job.run((clock.now = NINE + 47.5 * HOUR));
  expect(await readBy('abc')).toEqual(['databases', 'http-close-up']);
});

test('a cohort that runs out of questions is paused from that day on', async ({ store }) => {
  const { version } = await store.cohorts.createCohort(cohortOf('abc'), 'x', NINE - HOUR);
  await store.drops.claimDue(
    () => ({
      drops: [{ run: { at: NINE, date: '2026-11-02' }, missed: 'none left' }],
      next: undefined,
      pause: true,
      notices: [],
    }),
    NINE,
    10,
  );
  const paused = await store.cohorts.findCohort('abc');
  expect(paused).toMatchObject({ paused: true, pauses: [{ from: '2026-11-02', to: null }], version: version + 1 });
  const resumed = await store.cohorts.changeCohort('abc', version + 1, { paused: false }, 'x', NINE + 48 * HOUR);
  expect(resumed).toMatchObject({ pauses: [{ from: '2026-11-02', to: '2026-11-04' }], nextDate: '2026-11-05' });
});
