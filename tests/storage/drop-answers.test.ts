/** Answers to drops: each counts once, in time only, and standings never drift from them. */
import { sql, sum } from 'drizzle-orm';
import { describe, expect } from 'vitest';
import { dropAnswers, drops } from '../../src/storage/tables/drops.ts';
import { members } from '../../src/storage/tables/standings.ts';
import { periodsOf } from '../../src/tutor/timetable.ts';
import { cohortOf, HOUR, NINE } from '../support/drills/world.ts';
import { closeAll, DAY, openDrops } from '../support/open-drops.ts';
import { mend as mendAll } from '../../src/storage/answer-mending.ts';
import { test } from '../support/storage.ts';
import { judged } from '../support/judged.ts';

let ids = 0;
const newId = () => `n${(ids += 1)}`;
const answer = (drop: string, learner: string, more: { points?: number; at?: number; hint?: boolean } = {}) => {
  const points = more.points ?? 10;
  const at = more.at ?? NINE + HOUR;
  const hint = more.hint ?? false;
  const score = points / 10;
  return { drop, learner: `fake:user/${learner}`, moves: [String(points)], score, points, hint, at, ...judged(score) };
};

describe('an answer', () => {
  test('counts the first time, comes back the second, and is not taken too late', async ({ store }) => {
    const [drop = ''] = await openDrops(store, 'abc', [0]);
    const { recordAnswer } = store.answers;
    expect(await recordAnswer(answer(drop, 'ana', { points: 6, hint: true }))).toEqual({
      outcome: 'first',
      answer: { moves: ['6'], score: 0.6, points: 6, hint: true, at: NINE + HOUR, first: true, ...judged(0.6) },
      earned: 6,
    });
    expect(await recordAnswer(answer(drop, 'ana', { at: NINE + 2 * HOUR }))).toEqual({
      outcome: 'repeat',
      answer: { moves: ['6'], score: 0.6, points: 6, hint: true, at: NINE + HOUR, first: true, ...judged(0.6) },
    });
    // the press counts, not its processing
    expect(await recordAnswer(answer(drop, 'ben', { at: NINE + DAY - 1 }))).toMatchObject({ outcome: 'first' });
    expect(await recordAnswer(answer(drop, 'cem', { at: NINE + DAY }))).toEqual({ outcome: 'closed' });
    expect(await recordAnswer(answer(drop, 'ana', { at: NINE + DAY }))).toMatchObject({ outcome: 'repeat' });
    expect(await recordAnswer(answer('abc-20991231', 'ana'))).toEqual({ outcome: 'gone' });
    expect(await store.boards.memberOf('abc', 'fake:user/cem')).toBeUndefined();
    expect(await store.answers.countAnswers(drop)).toBe(2);
  });

  test('a void drop takes no answers and keeps those it has', async ({ store }) => {
    const [drop = ''] = await openDrops(store, 'abc', [0]);
    await closeAll(store, NINE);
    await store.answers.recordAnswer(answer(drop, 'ana'));
    expect(await store.drops.voidDrop(drop, 'outage', NINE + HOUR)).toBe(true);
    expect(await store.drops.voidDrop(drop, 'outage', NINE + HOUR)).toBe(false);
    expect(await store.answers.recordAnswer(answer(drop, 'ben'))).toEqual({ outcome: 'closed' });
    expect(await store.answers.recordAnswer(answer(drop, 'ana'))).toMatchObject({ outcome: 'repeat' });
  });

  test.for(['alone', 'in a crowd'])('of a member is judged by its window, %s', async (how, { store }) => {
    const [monday = '', tuesday = '', void_ = ''] = await openDrops(store, 'abc', [0, 1, 2]);
    const { recordAnswer } = store.answers;
    for (const who of ['ana', 'ben', 'cem']) await recordAnswer(answer(monday, who));
    await closeAll(store, NINE + 2 * DAY);
    await store.drops.voidDrop(void_, 'outage', NINE + 2 * DAY);
    const given = [
      answer(tuesday, 'ana', { at: NINE + 2 * DAY }),
      answer(tuesday, 'ben', { at: NINE + 2 * DAY - 1 }),
      answer(void_, 'cem', { at: NINE + 2 * DAY + HOUR }),
      answer('abc-20991231', 'ana'),
      answer(tuesday, 'new', { at: NINE + DAY + HOUR }),
    ];
    const said: string[] = [];
    if (how === 'alone') for (const one of given) said.push((await recordAnswer(one)).outcome);
    else said.push(...(await Promise.all(given.map(recordAnswer))).map((one) => one.outcome));
    expect(said).toEqual(['closed', 'first', 'closed', 'gone', 'first']);
    expect(await store.boards.memberOf('abc', 'fake:user/ben')).toMatchObject({ answers: 2, standing: 20 });
    expect(await store.points.rebuildStandings('abc')).toBe(0);
  });

  test('a storm: every answer four times, all at once, from strangers; nothing doubled, nothing lost', async ({
    store,
    db,
  }) => {
    const ids = await openDrops(store, 'abc', [0, 1, 2]);
    const others = await openDrops(store, 'xyz', [0, 1]);
    const all = [...ids, ...others].flatMap((drop) =>
      Array.from({ length: 120 }, (_, n) => answer(drop, `l${n}`, { at: NINE + 3 * HOUR + 2 * DAY, points: n % 11 })),
    );
    const said = await Promise.all([all, all, all, all].flat().map((one) => store.answers.recordAnswer(one)));
    const firsts = said.filter((one) => one.outcome === 'first').length;
    const open = all.filter((one) => one.drop === 'abc-20261104').length;
    expect(firsts).toBe(open);
    expect(open).toBe(120);
    expect(said.filter((one) => one.outcome === 'repeat')).toHaveLength(3 * open);
    const [stored] = await db.select({ points: sum(dropAnswers.points).mapWith(Number) }).from(dropAnswers);
    const [standing] = await db.select({ points: sum(members.standing).mapWith(Number) }).from(members);
    expect(standing?.points).toBe(stored?.points);
    expect(await store.points.rebuildStandings('abc')).toBe(0);
  });

  test('answers of one learner to several open drops at once all move the standing', async ({ store }) => {
    await store.cohorts.createCohort(
      cohortOf('abc', { openHours: 168, weekdays: [1, 2, 3, 4, 5, 6, 7] }),
      'x',
      NINE - 1,
    );
    const ids = await openDrops(store, 'abc', [0, 1, 2, 3, 4]);
    const at = NINE + 4 * DAY + HOUR;
    await Promise.all(ids.map((drop) => store.answers.recordAnswer(answer(drop, 'ana', { at }))));
    expect(await store.boards.memberOf('abc', 'fake:user/ana')).toMatchObject({ answers: 5, correct: 5, standing: 50 });
  });

  test('an answer that cannot be stored harms nobody else', async ({ store }) => {
    const [drop = ''] = await openDrops(store, 'abc', [0]);
    const bad = { ...answer(drop, 'bad'), points: 99_999 }; // does not fit the column
    const all = await Promise.allSettled(
      [answer(drop, 'ana'), answer(drop, 'ben'), bad, answer(drop, 'cem')].map((one) =>
        store.answers.recordAnswer(one),
      ),
    );
    expect(all.map((one) => one.status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect(await store.answers.countAnswers(drop)).toBe(3);
  });
});

describe('standings', () => {
  const key = periodsOf('2026-11-09');

  test('begin anew with the week; an answer to an earlier drop leaves the new week alone', async ({ store }) => {
    await store.cohorts.createCohort(
      cohortOf('abc', { openHours: 168, weekdays: [1, 2, 3, 4, 5, 6, 7] }),
      'x',
      NINE - 1,
    );
    const [, sunday = '', monday = ''] = await openDrops(store, 'abc', [5, 6, 7]);
    const at = NINE + 7 * DAY + HOUR;
    await store.answers.recordAnswer(answer(monday, 'ana', { at, points: 10 }));
    await store.answers.recordAnswer(answer(sunday, 'ana', { at, points: 6 }));
    expect(await store.boards.memberOf('abc', 'fake:user/ana')).toMatchObject({
      standing: 16,
      week: key.week,
      weekStanding: 10,
      month: key.month,
      monthStanding: 16,
    });
    expect(await store.points.rebuildStandings('abc')).toBe(0);
  });

  test('whoever joins later starts with the average of the drops they missed, of each period', async ({ store }) => {
    const [first = '', second = ''] = await openDrops(store, 'abc', [0, 1]);
    await store.answers.recordAnswer(answer(first, 'ana', { points: 10 }));
    await store.answers.recordAnswer(answer(first, 'ben', { points: 4 }));
    await closeAll(store, NINE + DAY);
    expect(await store.drops.findDrop(first)).toMatchObject({ state: 'closed', par: 7 });
    await store.answers.recordAnswer(answer(second, 'ben', { at: NINE + DAY + HOUR, points: 10 }));
    await store.answers.recordAnswer(answer(second, 'cem', { at: NINE + DAY + HOUR, points: 10 }));
    expect(await store.boards.memberOf('abc', 'fake:user/cem')).toMatchObject({
      credit: 7,
      standing: 17,
      weekCredit: 7,
      weekStanding: 17,
    });
    const [next = ''] = await openDrops(store, 'abc', [7]);
    const at = NINE + 7 * DAY + HOUR;
    const last = await store.answers.recordAnswer(answer(next, 'cem', { at, points: 10 }));
    expect(last).toMatchObject({ outcome: 'first', earned: 20 });
    // the new week owes nobody anything; the month goes on
    expect(await store.boards.memberOf('abc', 'fake:user/cem')).toMatchObject({
      weekCredit: 0,
      weekStanding: 10,
      monthCredit: 7,
      monthStanding: 27,
    });
    expect(await store.points.rebuildStandings('abc')).toBe(0);
  });

  test('are mended by fixes and re-grades, and rebuilt from what is stored', async ({ store, db }) => {
    const [drop = ''] = await openDrops(store, 'abc', [0]);
    for (const [name, points] of Object.entries({ ana: 10, ben: 0, cem: 3 }))
      await store.answers.recordAnswer(answer(drop, name, { points, hint: name === 'cem' }));
    const ben = { learner: 'fake:user/ben', name: 'Ben', locale: 'en', community: 'fake:room/main' };
    await store.learners.meet(ben, NINE);
    const fix = { id: 'f1', cohort: 'abc', learner: 'fake:user/ben', points: 5, reason: 'sick', by: 'x' };
    expect(await store.points.fixPoints(fix, '2026-11-03', NINE)).toBe(true);
    expect(await store.points.fixPoints(fix, '2026-11-03', NINE)).toBe(false);
    expect(await store.points.fixesOf('abc', ben.learner, 3)).toEqual([{ points: 5, reason: 'sick', at: NINE }]);
    expect(await store.points.fixPoints({ ...fix, id: 'f2', learner: 'nobody' }, '2026-11-03', NINE)).toBe(false);
    const mend = { community: 'fake:room/main', question: 'q0', version: 'v', worth: { plain: 10, hint: 6 } };
    expect(await db.transaction((tx) => mendAll(tx, { ...mend, moves: ['0'] }, newId, NINE))).toBe(1);
    expect(await db.transaction((tx) => mendAll(tx, { ...mend, version: 'other' }, newId, NINE))).toBe(0);
    expect(await db.transaction((tx) => mendAll(tx, mend, newId, NINE))).toBe(1);
    expect(await db.transaction((tx) => mendAll(tx, mend, newId, NINE))).toBe(0);
    // whoever gained is told once; who is not known (any more) is told nothing
    expect(await store.reports.takeNews('fake:user/ben')).toEqual([{ question: 'q0', points: 10 }]);
    expect(await store.reports.takeNews('fake:user/ben')).toEqual([]);
    expect(await store.reports.takeNews('fake:user/cem')).toEqual([]);
    const standings = async () =>
      (await store.boards.membersOf('abc')).map((one) => [one.standing, one.weekStanding, one.correct]);
    const right = [
      [10, 10, 1],
      [15, 15, 1],
      [6, 6, 1],
    ];
    expect(await standings()).toEqual(right);
    expect(await store.points.rebuildStandings('abc')).toBe(0);
    await db.update(members).set({ standing: 1, weekStanding: 99, answers: 7 });
    expect(await store.points.rebuildStandings('abc')).toBe(3);
    expect(await standings()).toEqual(right);
  });

  test('are mended in the order in which answers take members, whatever the order of the drops', async ({
    store,
    db,
  }) => {
    const [first = ''] = await openDrops(store, 'abc', [0]);
    await store.answers.recordAnswer(answer(first, 'ben', { points: 0 }));
    await closeAll(store, NINE + DAY);
    const [second = ''] = await openDrops(store, 'abc', [1]);
    await store.answers.recordAnswer(answer(second, 'ana', { points: 0, at: NINE + DAY + HOUR }));
    await db.update(drops).set({ question: 'q0' });
    await db.update(dropAnswers).set({ question: 'q0' });
    await db.execute(sql`create table taken (n integer generated always as identity, learner text)`);
    await db.execute(sql`create function take() returns trigger language plpgsql as
      'begin insert into taken (learner) values (new.learner); return new; end'`);
    await db.execute(sql`create trigger take after update on members for each row execute function take()`);
    try {
      const mend = { community: 'fake:room/main', question: 'q0', version: 'v', worth: { plain: 10, hint: 6 } };
      expect(await db.transaction((tx) => mendAll(tx, mend, newId, NINE))).toBe(2);
      const taken = await db
        .select({ learner: sql`learner` })
        .from(sql`taken`)
        .orderBy(sql`n`);
      expect(taken.map((row) => row.learner)).toEqual(['fake:user/ana', 'fake:user/ben']);
    } finally {
      await db.execute(sql`drop trigger take on members`);
      await db.execute(sql`drop function take()`);
      await db.execute(sql`drop table taken`);
    }
  });

  test('a learner can be forgotten', async ({ store }) => {
    const [drop = ''] = await openDrops(store, 'abc', [0]);
    await store.answers.recordAnswer(answer(drop, 'ana'));
    await store.privacy.forgetLearner('fake:user/ana', 'fake:user/ana');
    expect(await store.answers.answersOf('abc', 'fake:user/ana')).toEqual([]);
    expect(await store.boards.membersOf('abc')).toEqual([]);
  });
});

test('a tally says how it went and what was chosen', async ({ store }) => {
  const [drop = ''] = await openDrops(store, 'abc', [0]);
  for (const [name, points] of Object.entries({ ana: 10, ben: 0, cem: 10, dan: 5 }))
    await store.answers.recordAnswer(answer(drop, name, { points }));
  expect(await store.answers.tallyOf(drop)).toEqual({
    answers: 4,
    right: 2,
    partly: 1,
    wrong: 1,
    choices: [
      { moves: ['10'], count: 2 },
      { moves: ['0'], count: 1 },
      { moves: ['5'], count: 1 },
    ],
  });
  expect(await store.answers.answersOf('abc', 'fake:user/dan')).toMatchObject([{ drop, question: 'q0', points: 5 }]);
  expect(await store.answers.answersFor('abc')).toHaveLength(4);
});

test('a streak pause begins and ends once', async ({ store }) => {
  await store.learners.meet({ learner: 'fake:user/ana', name: 'Ana', locale: 'en', community: 'fake:room/main' }, NINE);
  await store.streakPauses.pauseStreak('fake:user/ana', NINE);
  await store.streakPauses.pauseStreak('fake:user/ana', NINE + HOUR);
  expect(await store.streakPauses.pausesOf('fake:user/ana')).toEqual([{ from: NINE }]);
  await store.streakPauses.resumeStreak('fake:user/ana', NINE + DAY);
  expect(await store.streakPauses.pausesOf('fake:user/ana')).toEqual([{ from: NINE, until: NINE + DAY }]);
});
