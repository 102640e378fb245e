/** A cohort and its plan: what is asked when, over holidays and pauses, and what it costs. */
import type { PGlite } from '@electric-sql/pglite';
import { describe, expect, test } from 'vitest';
import { rememberCandidates } from '../../src/classroom/candidates.ts';
import { decideClaim } from '../../src/classroom/claims.ts';
import { courseNow } from '../../src/classroom/drop-course.ts';
import { lessonNow, planDay } from '../../src/classroom/plan.ts';
import { itemsOf } from '../../src/tutor/items.ts';
import { dayAfter } from '../../src/tutor/plan.ts';
import { COMMUNITY, caller, DAY, HOUR, MONDAY, wordsOf } from '../support/drop-house.ts';
import { planHouse } from '../support/plan-house.ts';

const { house, ada, library, cohortNow, nextDrop, drops, claims, change } = await planHouse();
const store = () => house.sous.tools.store;

describe('drops of a cohort with a plan', () => {
  test('over eight weeks with a holiday: nothing ahead, nothing twice, a third from before, easy ones first', async () => {
    const holiday = Array.from({ length: 16 }, (_, n) => dayAfter('2026-12-19', n));
    const cohort = await change({ starts: '2026-11-30', lessonsAWeek: 2, skipDates: holiday });
    const seen = await claims(40);
    expect(seen[0]?.date).toBe('2026-11-30');
    expect(new Set(seen.map(({ question }) => question)).size).toBe(40);
    let earlier = 0;
    for (const { date, lesson } of seen) {
      const day = planDay(library, cohort, date);
      const numbers = day?.reached.map((one) => library.content.lessons.get(one.lesson)?.number) ?? [];
      expect(numbers).toContain(lesson);
      expect(holiday).not.toContain(date);
      const week = day?.reached.filter((one) => one.week === day.week?.number).map((one) => one.lesson) ?? [];
      if (!week.some((one) => library.content.lessons.get(one)?.number === lesson)) earlier += 1;
    }
    expect(earlier).toBeGreaterThanOrEqual(10);
    expect(earlier).toBeLessThanOrEqual(16);
    // whichever lesson begins that day, and is not asked about before
    expect(seen.filter(({ date }) => date === '2026-11-30' || date === '2027-01-04').map(({ level }) => level)).toEqual(
      [-1, -1],
    );
    // the week after the holiday is the one that would have been the first of it
    expect(lessonNow(library, cohort, Date.UTC(2026, 11, 18, 12))).toMatchObject({ week: 3, number: 6 });
    expect(lessonNow(library, cohort, Date.UTC(2026, 11, 25, 12))).toMatchObject({ week: 3, goesOn: '2027-01-04' });
    expect(lessonNow(library, cohort, Date.UTC(2027, 0, 4, 12))).toMatchObject({ week: 4, number: 7 });
  });

  test('a pause moves on what is to come, and goes on where it was', async () => {
    await change({ starts: '2026-11-23', lessonsAWeek: 1 });
    await drops(2);
    await change({ paused: true });
    expect((await cohortNow()).pauses).toEqual([{ from: '2026-11-25', to: null }]);
    house.now += 8 * DAY - HOUR;
    const again = await change({ paused: false });
    expect(again.pauses).toEqual([{ from: '2026-11-25', to: '2026-12-01' }]);
    expect(lessonNow(library, again, house.now)).toMatchObject({ week: 1, number: 1 });
    expect((await drops(3)).map(({ lesson }) => lesson)).toEqual([1, 1, 1]);
    expect((await nextDrop()).date).toBe('2026-12-07');
    expect(lessonNow(library, again, house.now)).toMatchObject({ week: 2, number: 2 });
    // one in which no day was lost is none
    await change({ paused: true });
    expect((await change({ paused: false })).pauses).toHaveLength(1);
  });

  test('what is reached may run out: it comes again, and the cohort is not paused for it', async () => {
    await change({
      starts: '2026-11-23',
      lessonDates: [
        { lesson: 'open-a-page', date: '2026-11-23' },
        { lesson: 'databases', date: '2027-11-01' },
      ],
      whenEmpty: 'pause',
    });
    const all = await claims(16);
    expect(new Set(all.map(({ lesson }) => lesson))).toEqual(new Set([1]));
    expect(all[12]?.question).toBe(all[0]?.question);
    expect((await cohortNow()).paused).toBe(false);
    expect(wordsOf(await house.run(ada, 'plan'))).toContain('No new question is left in the lessons reached');
  });

  test('topics narrow what is asked, and do not count before the plan has reached them', async () => {
    await change({ starts: '2026-11-23', lessonsAWeek: 7, topics: ['databases'] });
    const topic = (id: string) => itemsOf(library).get(id)?.topic;
    const first = await nextDrop();
    expect(topic(first.question)).not.toBe('databases');
    const seen = await claims(12);
    const late = seen.filter(({ date }) => date >= '2026-12-01');
    expect(late.length).toBeGreaterThan(3);
    for (const { question } of late) expect(topic(question)).toBe('databases');
    expect(wordsOf(await house.run(ada, 'setup'))).toContain('The topics that were picked narrow the plan');
  });
});

describe('drops of a cohort without a plan', () => {
  const readers = async (names: readonly string[], lessons: readonly string[]) => {
    for (const name of names) {
      const learner = `bare:user/${name}`;
      await store().learners.meet({ learner, name, locale: 'en', community: COMMUNITY }, house.now);
      for (const lesson of lessons) await store().lessons.finishLesson(learner, lesson, 3, house.now);
    }
  };

  test('a new one is asked easy questions of the first lesson; then what most have read', async () => {
    const first = await nextDrop();
    expect(first).toMatchObject({ lesson: 1, level: -1 });
    const [drop] = await store().drops.latestDrops('spring');
    for (const name of ['Ben', 'Cleo', 'Dina'])
      await house.press(caller(name), { id: 'daily.unknown', args: { drop: drop?.id ?? '' } });
    await readers(['ben', 'cleo'], ['databases']);
    await readers(['ben'], ['open-a-page', 'linking-data']);
    // it is looked at in the hour before
    house.now = ((await cohortNow()).nextAt ?? 0) - HOUR / 2;
    await house.sous.tick();
    expect((await cohortNow()).readByMost).toEqual(['databases']);
    expect(await nextDrop()).toMatchObject({ lesson: 7, level: -1 });
    expect(wordsOf(await house.run(ada, 'plan'))).toContain('what most of the cohort has read: lesson 7');
  });
});

test('choosing costs no statement more for each cohort', async () => {
  const { raw } = house.database as unknown as { raw: PGlite };
  const query = raw.query.bind(raw);
  let counted = 0;
  raw.query = (async (...given: Parameters<typeof query>) => {
    counted += 1;
    return query(...given);
  }) as typeof raw.query;
  const costs: number[] = [];
  for (const [n, more] of [
    [1, {}],
    [20, {}],
    [20, { starts: '2026-11-23', lessonsAWeek: 1 }],
  ] as const) {
    for (let one = 0; one < n; one += 1)
      await store().cohorts.createCohort(
        {
          id: `c${costs.length}x${one}`,
          community: COMMUNITY,
          name: 'One',
          place: 'bare:channel/x',
          zone: 'UTC',
          admin: '',
          ...more,
        },
        'x',
        MONDAY,
      );
    const due = house.now + (1 + costs.length) * DAY + 2 * HOUR;
    counted = 0;
    const [course, candidates] = [courseNow(house.sous.tools), rememberCandidates(library)];
    await store().drops.claimDue((one) => decideClaim(one, course, candidates, due), due, 100);
    costs.push(counted);
  }
  raw.query = query;
  expect(new Set(costs)).toEqual(new Set([costs[0]]));
});
