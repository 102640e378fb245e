/** What a learner is told of their own drops: over all cohorts, with what staff fixed, mended and left without points. */
import { describe, expect, test } from 'vitest';
import type { Visitor } from '../../src/chat/request.ts';
import { caller, COMMUNITY, dropHouse, wordsOf } from '../support/drop-house.ts';
import { judged } from '../support/judged.ts';

const house = dropHouse();

/** Answers the open drop of a cohort, right or wrong. */
async function answerOpen(who: Visitor, cohort: string, right: boolean): Promise<void> {
  const { store, library } = house.sous.tools;
  const [drop] = await store.drops.latestDrops(cohort);
  const question = library.content.questions.get(drop?.question ?? '');
  if (drop === undefined || question?.kind !== 'one-choice') throw new Error('no drop of one choice is open');
  const key = String(question.options.findIndex((option) => option.right === right));
  await house.press(who, { id: 'daily.choose', args: { drop: drop.id, key } });
}
/** A second cohort, which only has questions of order. */
const summer = async () =>
  house.sous.tools.store.cohorts.createCohort(
    { ...house.cohort, id: 'summer', name: 'Summer', topics: ['order'], place: 'bare:channel/summer' },
    'bare:user/ada',
    house.now,
  );
const inDirect = { community: 'bare:direct', place: 'bare:user/mia', direct: true } as const;

describe('/progress', () => {
  test('counts drops of all cohorts, by subject too, names the cohort it tells of, and offers the others', async () => {
    await summer();
    await house.nextDrop('one-choice');
    await answerOpen(caller('Mia'), 'spring', true);
    const { store } = house.sous.tools;
    const [theirs] = await store.drops.latestDrops('summer');
    const given = { moves: ['0'], score: 1, points: 10, hint: false, at: house.now, ...judged(1) };
    await store.answers.recordAnswer({ drop: theirs?.id ?? '', learner: 'bare:user/mia', ...given });
    for (const where of [{}, { place: 'bare:channel/summer' as const }, inDirect]) {
      const seen = wordsOf(await house.run(caller('Mia', where), 'progress'));
      expect(seen).toContain('Score: 20 points');
      expect(seen).toContain('Right at the first try: 2 of 2');
    }
    const subjects = wordsOf(await house.press(caller('Mia'), { id: 'progress.subjects', args: {} }));
    expect(subjects).toMatch(/^Kind one-choice +1 of 1 +1 of 1$/mu);
    expect(subjects).toMatch(/^Kind order +1 of 1 +1 of 1$/mu);
    expect(subjects).toContain('goes by your latest answer');
    const direct = wordsOf(await house.run(caller('Mia', inDirect), 'progress'));
    expect(direct).toContain('Daily questions in Spring: 1 of 1 right, 10 of your points');
    expect(direct).toContain('[Questions in Summer]');
    const turned = wordsOf(
      await house.press(caller('Mia', inDirect), { id: 'progress.show', args: { cohort: 'summer' } }),
    );
    expect(turned).toContain('Daily questions in Summer: 1 of 1 right, 10 of your points');
    expect(turned).toContain('[Questions in Spring]');
    const other = { community: 'bare:room/other', place: 'bare:channel/else' } as const;
    const stranger = await house.press(caller('Eve', other), { id: 'progress.show', args: { cohort: 'spring' } });
    expect(wordsOf(stranger)).toContain('not in this community');
  });

  test('says what an instructor gave, and why', async () => {
    await house.nextDrop('one-choice');
    await answerOpen(caller('Mia'), 'spring', true);
    const given = { person: 'bare:user/mia', points: 5, reason: 'the *outage* of Monday' };
    await house.run(caller('Ada', { admin: true }), 'points', given);
    await house.run(caller('Ada', { admin: true }), 'points', { ...given, points: -2, reason: 'a slip' });
    const seen = wordsOf(await house.run(caller('Mia'), 'progress'));
    expect(seen).toContain('+5 by an instructor, Mon 23 Nov: the *outage* of Monday');
    expect(seen).toContain('-2 by an instructor, Mon 23 Nov: a slip');
    expect(wordsOf(await house.run(caller('Ada', { admin: true }), 'points', { ...given, person: '@Prof' }))).toContain(
      'I do not know whom person means. Please pick somebody',
    );
  });
});

describe('a drop that is mended', () => {
  test('is told to whom it helped, as a quiz is', async () => {
    await house.nextDrop('one-choice');
    await answerOpen(caller('Mia'), 'spring', false);
    await answerOpen(caller('Nils'), 'spring', false);
    const { store } = house.sous.tools;
    const [drop] = await store.drops.latestDrops('spring');
    const report = { run: `drop:${drop?.id ?? ''}`, at: '0' };
    expect(wordsOf(await house.press(caller('Mia'), { id: 'report.mine', args: report }))).toContain('Thank you');
    const [open] = await store.reports.openReports(COMMUNITY);
    const decided = await house.press(caller('Ada', { admin: true }), {
      id: 'report.decide',
      args: { report: open?.id ?? '', as: 'void' },
    });
    expect(wordsOf(decided)).toContain('2 results gain by it; the learners are told when they are here next.');
    for (const name of ['Mia', 'Nils']) {
      const told = wordsOf(await house.run(caller(name), 'progress'));
      expect(told, name).toContain('now counts as right, 10 points more');
      expect(wordsOf(await house.run(caller(name), 'progress')), name).not.toContain('Good news');
    }
    expect(wordsOf(await house.run(caller('Ada', { admin: true }), 'audit'))).toContain('decided a report: void, “');
  });

  test('is reported only where one can reach it', async () => {
    await house.nextDrop('one-choice');
    const [drop] = await house.sous.tools.store.drops.latestDrops('spring');
    const report = { run: `drop:${drop?.id ?? ''}`, at: '0' };
    const eve = caller('Eve', { community: 'bare:room/other', place: 'bare:channel/else' });
    for (const id of ['report.open', 'report.mine'])
      expect(wordsOf(await house.press(eve, { id, args: report })), id).toContain('of another community');
    expect(await house.sous.tools.store.reports.openReports(COMMUNITY)).toEqual([]);
  });
});

test('a board without points ranks nobody, and a drop says when its answers are shown', async () => {
  await house.nextDrop('one-choice');
  await answerOpen(caller('Mia'), 'spring', false);
  const board = wordsOf(await house.run(caller('Mia'), 'leaderboard'));
  expect(board).toContain('Nobody has points in this period yet');
  expect(board).toContain('You have 0 points in this period, and 1 answer in all');
  expect(board).not.toMatch(/number|Mia/u);
  const daily = wordsOf(await house.run(caller('Mia'), 'daily'));
  expect(daily).toContain('Everybody’s answers are shown at Tue 24 Nov, 09:00 (UTC)');
  await answerOpen(caller('Nils'), 'spring', true);
  expect(wordsOf(await house.run(caller('Mia'), 'leaderboard'))).toMatch(/^1 +Nils +10$/mu);
  await house.sous.tools.store.cohorts.changeCohort('spring', 1, { reveal: false }, 'test', house.now);
  expect(wordsOf(await house.run(caller('Mia'), 'daily'))).toContain('It closes at Tue 24 Nov');
});
