/** What staff see of the drops to come: that it is what comes, how it is changed, and what is said when it cannot be kept. */
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { cardText } from '../../src/chat/text.ts';
import { cohorts } from '../../src/storage/tables/drops.ts';
import { dayAfter } from '../../src/tutor/plan.ts';
import { wordsOf } from '../support/drop-house.ts';
import { cardOf, planHouse, pressOf } from '../support/plan-house.ts';

const { house, ada, library, cohortNow, placeOf, nextDrop, drops, change, changeContent, queue, shown, pressed } =
  await planHouse();
const store = () => house.sous.tools.store;

/** What was shown; of it the first question was changed since, and the second is gone. */
async function shownAndChanged() {
  await queue();
  const seen = await shown();
  const [one, two] = seen;
  const questions = new Map(library.content.questions);
  const changed = questions.get(one?.question ?? '');
  if (changed === undefined) throw new Error('nothing was shown');
  questions.set(changed.id, { ...changed, version: 'another' });
  questions.delete(two?.question ?? '');
  changeContent({ questions });
  return seen;
}

describe('what staff see of the drops to come', () => {
  test('is what comes, day by day, as it was shown', async () => {
    await change({ starts: '2026-11-23', lessonsAWeek: 2 });
    const seen = await queue();
    expect(wordsOf(seen)).toContain('1 of 5 · Mon 23 Nov, 09:00');
    expect(wordsOf(seen)).toContain('The answer:');
    expect(cardOf(seen).blocks.filter((block) => block.kind === 'pick')).toHaveLength(1);
    const five = await shown();
    expect(five).toHaveLength(5);
    expect((await drops(5)).map(({ date, question }) => ({ date, question }))).toEqual(five);
  });

  test('also when the rest of the cohort changed meanwhile, and in another process', async () => {
    await queue();
    const five = await shown();
    // most of the cohort has read something else by now, and the course has other questions
    await house.database.db
      .update(cohorts)
      .set({ readByMost: ['testing'], readAt: house.now })
      .where(eq(cohorts.id, 'spring'));
    const questions = new Map([...library.content.questions].toReversed());
    changeContent({ questions });
    expect((await drops(5)).map(({ date, question }) => ({ date, question }))).toEqual(five);
    expect((await nextDrop()).lesson).toBe(14);
  });

  test('what cannot be kept is said: to whoever looked, and on the card', async () => {
    const [one] = await shownAndChanged();
    const again = await queue();
    expect(wordsOf(again)).toContain('Its authors changed this question since it was shown for Mon 23 Nov');
    expect(wordsOf(await pressed(again, 'Next: Tue 24 Nov'))).not.toContain('Another question was shown');
    expect((await nextDrop()).question).toBe(one?.question);
    expect(house.posts.some(({ to }) => to === 'bare:user/ada')).toBe(false);
  });

  test('a change after the last look is told in a direct message', async () => {
    const [one, two] = await shownAndChanged();
    const [first, second] = await drops(2);
    expect(first?.question).toBe(one?.question);
    expect(second?.question).not.toBe(two?.question);
    await house.sous.tick();
    const told = house.posts.filter(({ to }) => to === 'bare:user/ada').map(({ card }) => cardText(card));
    expect(told.some((words) => words.includes('its authors changed the daily question of Mon 23 Nov'))).toBe(true);
    expect(told.some((words) => words.includes('the daily question of Tue 24 Nov is not the one'))).toBe(true);
  });

  test('a question is swapped, skipped, and comes back; a double press does it once', async () => {
    await change({ starts: '2026-11-23', lessonsAWeek: 1 });
    const first = await queue();
    const [before, ...rest] = await shown();
    const swap = pressOf(first, 'Swap');
    const swapped = await house.press(ada, swap);
    expect(wordsOf(swapped)).toContain('Swapped.');
    const [after, ...others] = await shown();
    expect(after?.question).not.toBe(before?.question);
    expect(others).toEqual(rest);
    expect(wordsOf(await house.press(ada, swap))).toContain('another question stands there by now');
    expect(await shown()).toEqual([after, ...rest]);
    await pressed(swapped, 'Undo');
    expect(await shown()).toEqual([before, ...rest]);

    const skipped = await pressed(await queue(), 'Skip');
    expect(wordsOf(skipped)).toContain('Skipped.');
    const [third] = await shown();
    expect(third?.question).not.toBe(before?.question);
    expect((await store().cohorts.queueOf('spring')).map((one) => [one.question, one.kind])).toEqual([
      [before?.question, 'skip'],
    ]);
    await pressed(skipped, 'Undo');
    expect(await shown()).toEqual([before, ...rest]);
    expect(await store().cohorts.queueOf('spring')).toEqual([]);
    await pressed(await queue(), 'Skip');
    expect((await nextDrop()).question).toBe(third?.question);
    expect(wordsOf(await house.run(ada, 'audit'))).toContain('swapped a question to come in Spring');
  });

  test('swapping goes through all that fit before one comes again', async () => {
    await change({ starts: '2026-11-23', lessonDates: [{ lesson: 'open-a-page', date: '2026-11-23' }] });
    let seen = await queue();
    const booked = (await shown()).slice(1).map(({ question }) => question);
    const met: string[] = [];
    for (let n = 0; n < 10; n += 1) {
      met.push((await shown())[0]?.question ?? '');
      seen = await pressed(seen, 'Swap');
    }
    const all = library.questionsIn().filter((one) => one.daily && placeOf(one.id).lesson === 1);
    expect(new Set(met).size).toBe(all.length - booked.length);
    expect(new Set([...met, ...booked]).size).toBe(all.length);
    expect(met.some((one) => booked.includes(one))).toBe(false);
  });

  test('what was posted meanwhile is not swapped, and the card says so', async () => {
    const seen = await queue();
    await nextDrop();
    expect(wordsOf(await pressed(seen, 'Swap'))).toContain('the question of Mon 23 Nov is posted already');
    expect(wordsOf(await house.press(ada, { id: 'queue.next', args: { c: 'spring', d: '2026-11-23' } }))).toContain(
      'is over',
    );
  });

  test('one that is due this minute comes first', async () => {
    house.now = (house.cohort.nextAt ?? 0) + 5_000;
    await queue();
    const [one, two] = await shown();
    expect(one?.date).toBe('2026-11-23');
    await house.sous.tick();
    const [drop] = await store().drops.latestDrops('spring');
    expect(drop).toMatchObject({ localDate: '2026-11-23', question: one?.question });
    expect((await nextDrop()).question).toBe(two?.question);
  });

  test('what staff choose by hand, or a change of the plan, takes the place of what was shown', async () => {
    await queue();
    const [one, , , , five] = await shown();
    const chosen = five?.question ?? '';
    await house.run(ada, 'queue', { question: chosen });
    expect(await shown()).toEqual([]);
    const seen = await queue();
    expect(wordsOf(seen)).toContain('chosen by hand');
    expect((await shown())[0]?.question).toBe(chosen);
    expect(chosen).not.toBe(one?.question);
    const saved = await house.app.handle({
      kind: 'form',
      caller: ada,
      press: { id: 'plan.paced', args: { c: 'spring', v: String((await cohortNow()).version) } },
      fields: { starts: '2026-11-23', pace: ['2'] },
      event: 'paced',
      at: house.now,
    });
    expect(wordsOf(saved)).toContain('are chosen anew');
    expect(await shown()).toEqual([]);
  });

  test('says why there is nothing, or no more', async () => {
    await change({ paused: true });
    expect(wordsOf(await queue())).toContain('Paused');
    expect(await shown()).toEqual([]);
    await change({ paused: false, skipDates: Array.from({ length: 366 }, (_, n) => dayAfter('2026-11-25', n)) });
    const seen = await queue();
    expect((await shown()).slice(0, 2).map(({ date }) => date)).toEqual(['2026-11-23', '2026-11-24']);
    expect(wordsOf(seen)).toContain('1 of 5');
  });
});
