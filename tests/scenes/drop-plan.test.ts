/** A cohort and its plan: what is asked when, what staff see of it beforehand, and that it is what comes. */
import type { PGlite } from '@electric-sql/pglite';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { cardText } from '../../src/chat/text.ts';
import { rememberCandidates } from '../../src/classroom/candidates.ts';
import { decideClaim } from '../../src/classroom/claims.ts';
import { courseNow } from '../../src/classroom/drop-course.ts';
import { lessonNow, planDay } from '../../src/classroom/plan.ts';
import { createLibrary, type Library } from '../../src/content/library.ts';
import type { Content } from '../../src/content/schema.ts';
import type { Cohort, CohortSettings } from '../../src/storage/cohorts.ts';
import { cohorts } from '../../src/storage/tables/drops.ts';
import { itemsOf } from '../../src/tutor/items.ts';
import { dayAfter } from '../../src/tutor/plan.ts';
import { COMMUNITY, caller, DAY, dropHouse, HOUR, MONDAY, wordsOf } from '../support/drop-house.ts';
import { realLibrary } from '../support/sous.ts';

/** The real course, of which a test may change what it likes. */
const shelf: { library: Library; set(change: Partial<Content>): void } = {
  library: createLibrary((await realLibrary()).content),
  set(change) {
    shelf.library = createLibrary({ ...shelf.library.content, ...change });
  },
};
const changing: Library = {
  get content() {
    return shelf.library.content;
  },
  get lookup() {
    return shelf.library.lookup;
  },
  get talk() {
    return shelf.library.talk;
  },
  questionsOn: (term) => shelf.library.questionsOn(term),
  questionsIn: (topic) => shelf.library.questionsIn(topic),
  lessonOn: (term) => shelf.library.lessonOn(term),
  cardOn: (term) => shelf.library.cardOn(term),
  reload: () => Promise.resolve([]),
};
const house = dropHouse(async () => {
  shelf.library = createLibrary((await realLibrary()).content);
  return changing;
});
const ada = caller('Ada', { admin: true });

const store = () => house.sous.tools.store;
const cohortNow = async (): Promise<Cohort> => (await store().cohorts.findCohort('spring')) ?? house.cohort;
const change = async (wanted: Partial<CohortSettings>): Promise<Cohort> => {
  const changed = await store().cohorts.changeCohort(
    'spring',
    (await cohortNow()).version,
    wanted,
    'bare:user/ada',
    house.now,
  );
  if (changed === undefined) throw new Error('it was not changed');
  return changed;
};
const placeOf = (question: string) => {
  const item = itemsOf(changing).get(question);
  if (item === undefined) throw new Error(`there is no question ${question}`);
  return { lesson: item.lesson, level: Math.round((item.difficulty - item.middle) / 0.8) };
};
/** Lets the next drop come, and says what it is. */
async function nextDrop() {
  house.now = (await cohortNow()).nextAt ?? house.now;
  await house.sous.tick();
  const [drop] = await store().drops.latestDrops('spring', { limit: 1 });
  if (drop === undefined || drop.question === null) throw new Error('no drop came');
  return { date: drop.localDate, question: drop.question, ...placeOf(drop.question) };
}
const drops = async (n: number) => {
  const all: Awaited<ReturnType<typeof nextDrop>>[] = [];
  for (let one = 0; one < n; one += 1) all.push(await nextDrop());
  return all;
};

const cardOf = (reply: Reply): Card => {
  if (reply.kind !== 'show' && reply.kind !== 'redraw') throw new Error(`${reply.kind} has no card`);
  return reply.card;
};
const pressOf = (reply: Reply, label: string): Press => {
  const all = cardOf(reply).blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  const found = all.find((one) => one.label.startsWith(label));
  if (found?.kind !== 'press') throw new Error(`no "${label}" among ${all.map((one) => one.label).join(', ')}`);
  return found.press;
};
const pressed = (reply: Reply, label: string, who = ada): Promise<Reply> => house.press(who, pressOf(reply, label));
const queue = (): Promise<Reply> => house.run(ada, 'queue');
const shown = async () => (await cohortNow()).shown.map(({ date, question }) => ({ date, question }));

describe('drops of a cohort with a plan', () => {
  test('over eight weeks with a holiday: nothing ahead, nothing twice, a third from before, easy ones first', async () => {
    const holiday = Array.from({ length: 16 }, (_, n) => dayAfter('2026-12-19', n));
    const cohort = await change({ starts: '2026-11-30', lessonsAWeek: 2, skipDates: holiday });
    const seen = await drops(40);
    expect(seen[0]?.date).toBe('2026-11-30');
    expect(new Set(seen.map(({ question }) => question)).size).toBe(40);
    let earlier = 0;
    for (const { date, lesson } of seen) {
      const day = planDay(changing, cohort, date);
      const numbers = day?.reached.map((one) => changing.content.lessons.get(one.lesson)?.number) ?? [];
      expect(numbers).toContain(lesson);
      expect(holiday).not.toContain(date);
      const week = day?.reached.filter((one) => one.week === day.week?.number).map((one) => one.lesson) ?? [];
      if (!week.some((one) => changing.content.lessons.get(one)?.number === lesson)) earlier += 1;
    }
    expect(earlier).toBeGreaterThanOrEqual(10);
    expect(earlier).toBeLessThanOrEqual(16);
    // whichever lesson begins that day, and is not asked about before
    expect(seen.filter(({ date }) => date === '2026-11-30' || date === '2027-01-04').map(({ level }) => level)).toEqual(
      [-1, -1],
    );
    // the week after the holiday is the one that would have been the first of it
    expect(lessonNow(changing, cohort, Date.UTC(2026, 11, 18, 12))).toMatchObject({ week: 3, number: 6 });
    expect(lessonNow(changing, cohort, Date.UTC(2026, 11, 25, 12))).toMatchObject({ week: 3, goesOn: '2027-01-04' });
    expect(lessonNow(changing, cohort, Date.UTC(2027, 0, 4, 12))).toMatchObject({ week: 4, number: 7 });
  });

  test('a pause moves on what is to come, and goes on where it was', async () => {
    await change({ starts: '2026-11-23', lessonsAWeek: 1 });
    await drops(2);
    await change({ paused: true });
    expect((await cohortNow()).pauses).toEqual([{ from: '2026-11-25', to: null }]);
    house.now += 8 * DAY - HOUR;
    const again = await change({ paused: false });
    expect(again.pauses).toEqual([{ from: '2026-11-25', to: '2026-12-01' }]);
    expect(lessonNow(changing, again, house.now)).toMatchObject({ week: 1, number: 1 });
    expect((await drops(3)).map(({ lesson }) => lesson)).toEqual([1, 1, 1]);
    expect((await nextDrop()).date).toBe('2026-12-07');
    expect(lessonNow(changing, again, house.now)).toMatchObject({ week: 2, number: 2 });
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
    const all = await drops(16);
    expect(new Set(all.map(({ lesson }) => lesson))).toEqual(new Set([1]));
    expect(all[12]?.question).toBe(all[0]?.question);
    expect((await cohortNow()).paused).toBe(false);
    expect(wordsOf(await house.run(ada, 'plan'))).toContain('No new question is left in the lessons reached');
  });

  test('topics narrow what is asked, and do not count before the plan has reached them', async () => {
    await change({ starts: '2026-11-23', lessonsAWeek: 7, topics: ['databases'] });
    const topic = (id: string) => itemsOf(changing).get(id)?.topic;
    const first = await nextDrop();
    expect(topic(first.question)).not.toBe('databases');
    const seen = await drops(12);
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
    const questions = new Map([...changing.content.questions].toReversed());
    shelf.set({ questions });
    expect((await drops(5)).map(({ date, question }) => ({ date, question }))).toEqual(five);
    expect((await nextDrop()).lesson).toBe(14);
  });

  test('what cannot be kept is said: to whoever looked, and on the card', async () => {
    await queue();
    const [one, two] = await shown();
    const questions = new Map(changing.content.questions);
    const changed = questions.get(one?.question ?? '');
    if (changed === undefined) throw new Error('nothing was shown');
    questions.set(changed.id, { ...changed, version: 'another' });
    questions.delete(two?.question ?? '');
    shelf.set({ questions });
    const again = await queue();
    expect(wordsOf(again)).toContain('Its authors changed this question since it was shown for Mon 23 Nov');
    expect(wordsOf(await pressed(again, 'Next: Tue 24 Nov'))).not.toContain('Another question was shown');
    expect((await nextDrop()).question).toBe(one?.question);
    expect(house.posts.some(({ to }) => to === 'bare:user/ada')).toBe(false);
  });

  test('a change after the last look is told in a direct message', async () => {
    await queue();
    const [one, two] = await shown();
    const questions = new Map(changing.content.questions);
    const changed = questions.get(one?.question ?? '');
    if (changed === undefined) throw new Error('nothing was shown');
    questions.set(changed.id, { ...changed, version: 'another' });
    questions.delete(two?.question ?? '');
    shelf.set({ questions });
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
    const all = changing.questionsIn().filter((one) => one.daily && placeOf(one.id).lesson === 1);
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
    const [course, candidates] = [courseNow(house.sous.tools), rememberCandidates(changing)];
    await store().drops.claimDue((one) => decideClaim(one, course, candidates, due), due, 100);
    costs.push(counted);
  }
  raw.query = query;
  expect(new Set(costs)).toEqual(new Set([costs[0]]));
});
