/** Answers to a drop, in time and too late, of every kind of question; and the board of many. */
import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Press } from '../../src/chat/press.ts';
import { publicChoices } from '../../src/classroom/drops.ts';
import { runs } from '../../src/storage/tables/runs.ts';
import { kindNames } from '../../src/questions/index.ts';
import { caller, COMMUNITY, DAY, dropHouse, wordsOf } from '../support/drop-house.ts';
import { answer } from './spine.ts';
import { judged } from '../support/judged.ts';

const house = dropHouse();

describe('a drop of every kind', () => {
  test.each(kindNames)('%s is answered in private, once, and stays as it was stored', async (kind) => {
    const drop = await house.nextDrop(kind);
    const mia = house.person('Mia');
    let seen = drop.buttons.includes('Answer') ? await mia.press('Answer', drop) : await mia.press('A', drop);
    let before = seen;
    for (let guard = 0; guard < 30 && !seen.text.includes('it counts'); guard += 1) {
      expect(seen.private).toBe(true);
      before = seen;
      seen = await answer(mia, seen);
    }
    expect(seen.text).toContain('This is your answer; it counts.');
    expect(before).toBeDefined();
    const { store } = house.sous.tools;
    const [open] = await store.drops.latestDrops(house.cohort.id);
    const stored = await store.answers.findDropAnswer(open?.id ?? '', 'bare:user/mia');
    const again = await mia.press(
      drop.buttons.includes('Answer') ? 'Answer' : 'B',
      await house.latest('Daily question ·'),
    );
    expect(again.text).toContain('You had answered already; this is what counts.');
    expect(await store.answers.countAnswers(open?.id ?? '')).toBe(1);
    expect(await store.answers.findDropAnswer(open?.id ?? '', 'bare:user/mia')).toEqual(stored);
    expect((await mia.command('progress')).text).toMatch(/Daily questions in .+: \d of 1 right/u);
  });

  test('a run that was open while the drop closed ends as practice, without points', async () => {
    const drop = await house.nextDrop('several-choices');
    const mia = house.person('Mia');
    const seen = await mia.press('Answer', drop);
    house.now += DAY + 1;
    await house.sous.tick();
    const done = await answer(mia, seen);
    expect(done.text).not.toContain('it counts');
    expect(done.buttons).toContain('Other daily questions');
    expect(done.text).not.toMatch(/\d+ points?\./u);
    expect(await house.sous.tools.store.boards.memberOf(house.cohort.id, 'bare:user/mia')).toBeUndefined();
  });
});

describe('late and wrong presses of a letter', () => {
  const letterPress = async (): Promise<{ press: Press; drop: string }> => {
    const [drop] = await house.sous.tools.store.drops.latestDrops(house.cohort.id);
    const question = house.sous.tools.library.content.questions.get(drop?.question ?? '');
    const [choice] = question === undefined || drop === undefined ? [] : (publicChoices(question, drop.id) ?? []);
    if (drop === undefined || choice === undefined) throw new Error('no drop with letters');
    return { press: { id: 'daily.choose', args: { drop: drop.id, key: choice.key } }, drop: drop.id };
  };

  test('a press after the end is for learning, and stored nowhere', async () => {
    await house.nextDrop('one-choice');
    const late = await letterPress();
    house.now += DAY + 1;
    await house.sous.tick();
    expect(wordsOf(await house.press(caller('Nils'), late.press))).toContain('for learning only');
    expect(await house.sous.tools.store.answers.countAnswers(late.drop)).toBe(0);
  });

  test('forged keys and drops that are gone are refused kindly', async () => {
    await house.nextDrop('one-choice');
    const { drop } = await letterPress();
    const forged = await house.press(caller('Nils'), { id: 'daily.choose', args: { drop, key: '99' } });
    expect(wordsOf(forged)).toContain('was changed');
    const gone = await house.press(caller('Nils'), { id: 'daily.choose', args: { drop: 'spring-19990101', key: '0' } });
    expect(wordsOf(gone)).toContain('gone');
    expect(await house.sous.tools.store.answers.countAnswers(drop)).toBe(0);
  });

  test('a question that was changed after it was posted is opened as it is now; old answers are not drawn with it', async () => {
    await house.nextDrop('one-choice');
    const { press: letter, drop } = await letterPress();
    await house.press(caller('Olga'), letter);
    await house.database.db.execute(sql`update drops set version = 'older'`);
    await house.database.db.execute(sql`update drop_answers set version = 'older'`);
    expect(wordsOf(await house.press(caller('Nils'), letter))).toContain('your first answer counts');
    expect(await house.sous.tools.store.answers.countAnswers(drop)).toBe(1);
    for (const id of ['daily.answer', 'daily.others'])
      expect(wordsOf(await house.press(caller('Olga'), { id, args: { drop } })), id).toContain('so I show no details');
  });

  test('who answered the question as it is now is shown what they answered, though the drop was posted with an older one', async () => {
    await house.nextDrop('one-choice');
    const { press: letter, drop } = await letterPress();
    await house.press(caller('Olga'), letter);
    await house.database.db.execute(sql`update drops set version = 'older'`);
    const again = wordsOf(await house.press(caller('Olga'), { id: 'daily.answer', args: { drop } }));
    expect(again).toContain('this is what counts');
    expect(again).not.toContain('no details');
  });

  test('presses that name a drop or cohort of another community are refused; in its own channel they are not', async () => {
    await house.nextDrop('one-choice');
    const { press: letter, drop } = await letterPress();
    const other = { community: 'bare:room/other', place: 'bare:channel/else' } as const;
    const given: readonly Press[] = [
      letter,
      { id: 'daily.answer', args: { drop } },
      { id: 'board.show', args: { cohort: house.cohort.id, period: 'month' } },
      { id: 'streak.show', args: { cohort: house.cohort.id } },
    ];
    for (const one of given)
      expect(wordsOf(await house.press(caller('Eve', other), one)), one.id).toMatch(
        /another community|not in this community/u,
      );
    expect(await house.sous.tools.store.answers.countAnswers(drop)).toBe(0);
    expect(wordsOf(await house.press(caller('Guest', { community: 'bare:room/other' }), letter))).toContain(
      'it counts',
    );
  });

  test('a direct message reaches the cohorts that somebody is in, and no others', async () => {
    await house.nextDrop('one-choice');
    const { press: letter, drop } = await letterPress();
    const direct = (name: string) =>
      caller(name, { community: 'bare:direct', place: `bare:user/${name.toLowerCase()}`, direct: true });
    const given: readonly Press[] = [
      letter,
      { id: 'daily.answer', args: { drop } },
      { id: 'daily.hint', args: { drop } },
      { id: 'board.show', args: { cohort: house.cohort.id, period: 'month' } },
      { id: 'streak.show', args: { cohort: house.cohort.id } },
      { id: 'progress.show', args: { cohort: house.cohort.id } },
    ];
    for (const one of given)
      expect(wordsOf(await house.press(direct('Dan'), one)), one.id).toMatch(
        /another community|not in this community/u,
      );
    expect(await house.sous.tools.store.answers.countAnswers(drop)).toBe(0);
    // an answer in its channel makes them known there
    await house.press(caller('Dan'), letter);
    await house.nextDrop('one-choice');
    expect(wordsOf(await house.press(direct('Dan'), (await letterPress()).press))).toContain('it counts');
    for (const one of given)
      expect(wordsOf(await house.press(direct('Dan'), one)), one.id).not.toMatch(
        /another community|not in this community/u,
      );
  });

  test('a direct message that tells its community reaches no other one', async () => {
    await house.nextDrop('one-choice');
    const { press: letter } = await letterPress();
    await house.press(caller('Dan'), letter);
    const elsewhere = { community: 'bare:team/T2', place: 'bare:user/dan', direct: true } as const;
    expect(wordsOf(await house.press(caller('Dan', elsewhere), letter))).toContain('another community');
    expect(wordsOf(await house.run(caller('Dan', elsewhere), 'leaderboard'))).not.toContain('Spring');
  });

  test('each of several open drops can be answered for the board', async () => {
    await house.sous.tools.store.cohorts.changeCohort(house.cohort.id, 1, { openHours: 72 }, 'test', house.now);
    await house.nextDrop('one-choice');
    await house.nextDrop('true-false');
    const mia = house.person('Mia');
    const both = await mia.command('daily');
    expect(both.buttons.filter((label) => label === 'Answer it')).toHaveLength(2);
    expect(both.text).not.toContain('for learning;');
  });

  test('other options and hints of somebody who has not answered tell nothing', async () => {
    await house.nextDrop('one-choice');
    const { drop } = await letterPress();
    expect(wordsOf(await house.press(caller('Nils'), { id: 'daily.others', args: { drop } }))).toContain(
      'Answer it first',
    );
  });

  test('other options, asked for when the card has them all, are answered with a sentence', async () => {
    await house.nextDrop('one-choice');
    const { press: letter, drop } = await letterPress();
    await house.press(caller('Olga'), letter);
    expect(wordsOf(await house.press(caller('Olga'), { id: 'daily.others', args: { drop } }))).toContain(
      'has them all',
    );
    const olga = house.person('Olga');
    await answer(olga, await olga.command('quiz', { topic: 'one-choice', length: 1 }));
    const rows = await house.database.db.select().from(runs);
    const run = rows.find((one) => one.purpose === 'quiz')?.id ?? '';
    expect(wordsOf(await house.press(caller('Olga'), { id: 'ask.others', args: { run, at: '0' } }))).toContain(
      'has them all',
    );
  });

  test('the same press many times at once is one answer', async () => {
    await house.nextDrop('one-choice');
    const once = await letterPress();
    const replies = await Promise.all(Array.from({ length: 8 }, async () => house.press(caller('Nils'), once.press)));
    expect(replies.filter((reply) => wordsOf(reply).includes('it counts'))).toHaveLength(1);
    expect(replies.filter((reply) => wordsOf(reply).includes('had answered already'))).toHaveLength(7);
    expect(await house.sous.tools.store.answers.countAnswers(once.drop)).toBe(1);
  });
});

describe('the board of many', () => {
  test('shows ten, then me among my neighbors; ties share a rank', async () => {
    await house.nextDrop('one-choice');
    const { store } = house.sous.tools;
    const [drop] = await store.drops.latestDrops(house.cohort.id);
    for (let n = 1; n <= 15; n += 1) {
      const learner = `bare:user/p${String(n).padStart(2, '0')}`;
      await store.learners.meet({ learner, name: `P${n}`, locale: 'en', community: COMMUNITY }, house.now);
      await store.answers.recordAnswer({
        drop: drop?.id ?? '',
        learner,
        moves: ['0'],
        score: 1,
        points: n < 3 ? 20 : 20 - n,
        hint: false,
        at: house.now,
        ...judged(1),
      });
    }
    const board = wordsOf(await house.run(caller('P14'), 'leaderboard'));
    expect(board).toMatch(/^1 +P2 +20$/mu);
    expect(board).toMatch(/^1 +P1 +20$/mu);
    expect(board).toMatch(/^3 +P3 +17$/mu);
    expect(board).toMatch(/^14 +P14 \(you\) +6$/mu);
    expect(board).toMatch(/· +P13 +7$/mu);
    expect(board).toContain('You are number 14 with 6 points');
    expect(board).not.toMatch(/P11 /u);
  });
});
