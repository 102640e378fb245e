/** The daily drop where time and faults are in the test's hand: every kind of question, lateness, reminders, staff. */
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { App } from '../../src/chat/app.ts';
import type { Card } from '../../src/chat/card.ts';
import { type Platform, PostError } from '../../src/chat/platform.ts';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Caller, LearnerId } from '../../src/chat/request.ts';
import { cardText } from '../../src/chat/text.ts';
import { createLibrary, type Library } from '../../src/content/library.ts';
import type { Question } from '../../src/content/schema.ts';
import type { Cohort } from '../../src/storage/cohorts.ts';
import { publicChoices } from '../../src/features/daily/public-turn.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { kindNames } from '../../src/questions/index.ts';
import { bareStage } from '../support/bare-stage.ts';
import { kindsLibrary } from '../support/kinds-library.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import type { Person, Seen, Stage } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';
import { answer } from './spine.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Monday, eight in the morning. */
const MONDAY = Date.UTC(2026, 10, 23, 8);
const COMMUNITY = 'bare:room/main';

let now: number;
let database: OpenDatabase;
let sous: TestSous;
let stage: Stage;
let app: App;
let cohort: Cohort;
/** What was posted, and what the platform says instead when it will not. */
let posts: { to: string; card: Card }[];
let refuse: ((to: string) => PostError | undefined) | undefined;

/** One question of each kind, all of them for the drop. */
function dailyLibrary(): Library {
  const { content } = kindsLibrary();
  const questions = [...content.questions].map(([id, one]): [string, Question] => [id, { ...one, daily: true }]);
  return createLibrary({ ...content, questions: new Map(questions) });
}

const wrapped = (platform: Platform): Platform => ({
  ...platform,
  start: async (given) => {
    app = given;
    await platform.start(given);
  },
  post: async (to, card, options) => {
    const error = refuse?.(to);
    if (error !== undefined) throw error;
    posts.push({ to, card });
    return platform.post(to, card, options);
  },
  check: async (to) => {
    const error = refuse?.(to);
    return error === undefined
      ? { ok: true, missing: [], advice: '' }
      : { ok: false, missing: ['Send Messages'], advice: 'Give me the permission in the channel.' };
  },
});

beforeEach(async () => {
  now = MONDAY;
  posts = [];
  refuse = undefined;
  database = await freshDatabase();
  sous = await testSous(database, { library: dailyLibrary(), now: () => now });
  stage = await bareStage(async (platform) => sous.boot(wrapped(platform)), { now: () => now });
  cohort = await sous.tools.store.cohorts.createCohort(
    {
      id: 'spring',
      community: COMMUNITY,
      name: 'Spring',
      place: 'bare:channel/general',
      zone: 'UTC',
      admin: 'bare:user/ada',
    },
    'bare:user/ada',
    now,
  );
});
afterEach(async () => {
  await stage.stop();
  await database.close();
  expect(sous.failures).toEqual([]);
});

const person = (name: string, admin = false): Person => stage.person(name, { admin });
const queue = async (question: string): Promise<void> =>
  sous.tools.store.cohorts.queueQuestion({ cohort: cohort.id, question, kind: 'soon' }, 'test', now);
/** Lets the next drop be posted; its message. */
async function nextDrop(kind?: string): Promise<Seen> {
  const [id] = [...sous.tools.library.content.questions.values()].filter((one) => one.kind === kind);
  if (id !== undefined) await queue(id.id);
  now = (await sous.tools.store.cohorts.findCohort(cohort.id))?.nextAt ?? now;
  await sous.tick();
  return latest('Daily drop ·');
}
async function latest(words: string): Promise<Seen> {
  const found = (await stage.channel()).findLast((seen) => seen.text.includes(words));
  if (found === undefined) throw new Error(`nothing says "${words}"`);
  return found;
}
const caller = (name: string, more: Partial<Caller> = {}): Caller => ({
  learner: `bare:user/${name.toLowerCase()}`,
  name,
  place: 'bare:channel/general',
  community: COMMUNITY,
  locale: 'en',
  admin: false,
  roles: [],
  direct: false,
  ...more,
});
let events = 0;
const press = async (who: Caller, given: Press, at = now): Promise<Reply> =>
  app.handle({ kind: 'press', caller: who, press: given, event: `e${(events += 1)}`, at });
const wordsOf = (reply: Reply): string =>
  reply.kind === 'show' || reply.kind === 'redraw' ? cardText(reply.card) : reply.kind;

describe('a drop of every kind', () => {
  test.each(kindNames)('%s is answered in private, once, and stays as it was stored', async (kind) => {
    const drop = await nextDrop(kind);
    const mia = person('Mia');
    let seen = drop.buttons.includes('Answer') ? await mia.press('Answer', drop) : await mia.press('A', drop);
    let before = seen;
    for (let guard = 0; guard < 30 && !seen.text.includes('it counts'); guard += 1) {
      expect(seen.private).toBe(true);
      before = seen;
      seen = await answer(mia, seen);
    }
    expect(seen.text).toContain('This is your answer; it counts.');
    expect(before).toBeDefined();
    const { store } = sous.tools;
    const [open] = await store.drops.latestDrops(cohort.id);
    const stored = await store.dropAnswers.findAnswer(open?.id ?? '', 'bare:user/mia');
    const again = await mia.press(drop.buttons.includes('Answer') ? 'Answer' : 'B', await latest('Daily drop ·'));
    expect(again.text).toContain('You had answered already; this is what counts.');
    expect(await store.dropAnswers.countAnswers(open?.id ?? '')).toBe(1);
    expect(await store.dropAnswers.findAnswer(open?.id ?? '', 'bare:user/mia')).toEqual(stored);
    expect((await mia.command('progress')).text).toContain('1 answered');
  });

  test('a run that was open while the drop closed ends as practice, without points', async () => {
    const drop = await nextDrop('several-choices');
    const mia = person('Mia');
    const seen = await mia.press('Answer', drop);
    now += DAY + 1;
    await sous.tick();
    const done = await answer(mia, seen);
    expect(done.text).not.toContain('it counts');
    expect(done.buttons).toContain('Other drops');
    expect(done.text).not.toMatch(/\d+ points?\./u);
    expect(await sous.tools.store.boards.memberOf(cohort.id, 'bare:user/mia')).toBeUndefined();
  });
});

describe('late and wrong presses of a letter', () => {
  const letterPress = async (): Promise<{ press: Press; drop: string }> => {
    const [drop] = await sous.tools.store.drops.latestDrops(cohort.id);
    const question = sous.tools.library.content.questions.get(drop?.question ?? '');
    const [choice] = question === undefined || drop === undefined ? [] : (publicChoices(question, drop.id) ?? []);
    if (drop === undefined || choice === undefined) throw new Error('no drop with letters');
    return { press: { id: 'daily.choose', args: { drop: drop.id, key: choice.key } }, drop: drop.id };
  };

  test('a press after the end is for learning, and stored nowhere', async () => {
    await nextDrop('one-choice');
    const late = await letterPress();
    now += DAY + 1;
    await sous.tick();
    expect(wordsOf(await press(caller('Nils'), late.press))).toContain('for learning only');
    expect(await sous.tools.store.dropAnswers.countAnswers(late.drop)).toBe(0);
  });

  test('forged keys and drops that are gone are refused kindly', async () => {
    await nextDrop('one-choice');
    const { drop } = await letterPress();
    const forged = await press(caller('Nils'), { id: 'daily.choose', args: { drop, key: '99' } });
    expect(wordsOf(forged)).toContain('was changed');
    const gone = await press(caller('Nils'), { id: 'daily.choose', args: { drop: 'spring-19990101', key: '0' } });
    expect(wordsOf(gone)).toContain('gone');
    expect(await sous.tools.store.dropAnswers.countAnswers(drop)).toBe(0);
  });

  test('a question that was changed after it was posted is opened as it is now; old answers are not drawn with it', async () => {
    await nextDrop('one-choice');
    const { press: letter, drop } = await letterPress();
    await press(caller('Olga'), letter);
    await database.db.execute(sql`update drops set version = 'older'`);
    expect(wordsOf(await press(caller('Nils'), letter))).toContain('your first answer counts');
    expect(await sous.tools.store.dropAnswers.countAnswers(drop)).toBe(1);
    for (const id of ['daily.answer', 'daily.others'])
      expect(wordsOf(await press(caller('Olga'), { id, args: { drop } })), id).toContain('so I show no details');
  });

  test('presses that name a drop or cohort of another community are refused; its own channel and a direct message are not', async () => {
    await nextDrop('one-choice');
    const { press: letter, drop } = await letterPress();
    const other = { community: 'bare:room/other', place: 'bare:channel/else' } as const;
    const given: readonly Press[] = [
      letter,
      { id: 'daily.answer', args: { drop } },
      { id: 'board.show', args: { cohort: cohort.id, period: 'month' } },
      { id: 'streak.show', args: { cohort: cohort.id } },
    ];
    for (const one of given)
      expect(wordsOf(await press(caller('Eve', other), one)), one.id).toMatch(
        /another community|not in this community/u,
      );
    expect(await sous.tools.store.dropAnswers.countAnswers(drop)).toBe(0);
    expect(wordsOf(await press(caller('Guest', { community: 'bare:room/other' }), letter))).toContain('it counts');
    const direct = { community: 'bare:direct', place: 'bare:user/dan', direct: true } as const;
    expect(wordsOf(await press(caller('Dan', direct), letter))).toContain('it counts');
  });

  test('each of several open drops can be answered for the board', async () => {
    await sous.tools.store.cohorts.changeCohort(cohort.id, 1, { openHours: 72 }, 'test', now);
    await nextDrop('one-choice');
    await nextDrop('true-false');
    const mia = person('Mia');
    const both = await mia.command('daily');
    expect(both.buttons.filter((label) => label === 'Answer it')).toHaveLength(2);
    expect(both.text).not.toContain('for learning;');
  });

  test('other options and hints of somebody who has not answered tell nothing', async () => {
    await nextDrop('one-choice');
    const { drop } = await letterPress();
    expect(wordsOf(await press(caller('Nils'), { id: 'daily.others', args: { drop } }))).toContain('Answer it first');
  });

  test('the same press many times at once is one answer', async () => {
    await nextDrop('one-choice');
    const once = await letterPress();
    const replies = await Promise.all(Array.from({ length: 8 }, async () => press(caller('Nils'), once.press)));
    expect(replies.filter((reply) => wordsOf(reply).includes('it counts'))).toHaveLength(1);
    expect(replies.filter((reply) => wordsOf(reply).includes('had answered already'))).toHaveLength(7);
    expect(await sous.tools.store.dropAnswers.countAnswers(once.drop)).toBe(1);
  });
});

describe('reminders', () => {
  const toMia = () => posts.filter((post) => post.to === 'bare:user/mia');
  /** Mia answers Monday's drop and wants a reminder at ten. */
  async function subscribed(): Promise<Person> {
    const drop = await nextDrop('one-choice');
    const mia = person('Mia');
    await mia.press('A', drop);
    const settings = await mia.command('settings');
    expect(settings.text).toContain('Reminders are off');
    expect((await mia.pick('Remind me daily at', ['10:00'], settings)).text).toContain(
      'Reminders are on: one a day at 10:00',
    );
    return mia;
  }
  /** Tuesday, with an open drop. */
  const tuesday = async (hour: number): Promise<void> => {
    now = MONDAY + DAY + (hour - 8) * HOUR;
    await sous.tick();
  };

  test('come at the hour, once, and say what waits', async () => {
    await subscribed();
    await tuesday(9);
    expect(toMia()).toEqual([]);
    await tuesday(10);
    await sous.tick();
    now += HOUR;
    await Promise.all([sous.tick(), sous.tick()]);
    expect(toMia()).toHaveLength(1);
    expect(cardText(toMia()[0]?.card ?? { blocks: [] })).toContain("Today's drop is open");
  });

  test('do not come after activity that day, nor on the day of the choice, nor when nothing waits', async () => {
    const mia = await subscribed();
    now = MONDAY + 2 * HOUR;
    await sous.tick();
    expect(toMia()).toEqual([]);
    await tuesday(9);
    const drop = await latest('Tuesday');
    await mia.press(drop.buttons[0] ?? '', drop);
    await tuesday(10);
    expect(toMia()).toEqual([]);
    // Saturday: no drop, and nothing to review
    now = MONDAY + 5 * DAY + 2 * HOUR;
    await sous.tick();
    expect(
      toMia()
        .map((post) => cardText(post.card))
        .filter((words) => words.includes('drop is open')),
    ).toEqual([]);
  });

  test('are switched off when they cannot be delivered, which is told once', async () => {
    const mia = await subscribed();
    refuse = (to) => (to.includes(':user/') ? new PostError('refused', 'direct messages are closed') : undefined);
    await tuesday(9);
    await tuesday(10);
    refuse = undefined;
    const told = await mia.command('progress');
    expect(told.text).toContain('I switched your reminders off');
    expect(told.text).toContain('direct messages are closed');
    expect((await mia.command('progress')).text).not.toContain('I switched');
    expect((await mia.command('settings')).text).toContain('Reminders are off');
    now += 3 * DAY;
    await sous.tick();
    expect(toMia()).toEqual([]);
  });

  test('that meet a busy platform come a little later; hours late they do not come at all', async () => {
    await subscribed();
    await tuesday(9);
    refuse = (to) => (to.includes(':user/') ? new PostError('busy', 'slow down', { retryAfter: 120_000 }) : undefined);
    await tuesday(10);
    refuse = undefined;
    now += 2 * 60_000;
    await sous.tick();
    expect(toMia()).toHaveLength(1);
    now = MONDAY + 2 * DAY + 8 * HOUR;
    await sous.tick();
    expect(toMia()).toHaveLength(1);
  });

  test('are left for the next start by a process that is stopping', async () => {
    await subscribed();
    await tuesday(9);
    now += HOUR;
    for (const job of app.catalog.jobs.filter((one) => one.name === 'reminders'))
      await job.run(now, AbortSignal.abort());
    expect(toMia()).toEqual([]);
    await sous.tick();
    expect(toMia()).toHaveLength(1);
  });

  test('follow the learner’s own zone', async () => {
    const mia = await subscribed();
    const settings = await mia.command('settings', { zone: 'America/New_York' });
    expect(settings.text).toContain('10:00 (America/New_York)'.slice(0, 5));
    expect(settings.text).toContain('America/New_York');
    await tuesday(10);
    expect(toMia()).toEqual([]);
    await tuesday(15);
    expect(toMia()).toHaveLength(1);
  });
});

describe('staff', () => {
  test('roles of the platform make instructors, and nothing else does', async () => {
    const { store } = sous.tools;
    expect(wordsOf(await run(caller('Lena', { roles: ['42'] }), 'pulse'))).toContain('for the staff');
    await store.staff.nameRole(COMMUNITY, '42', 'bare:user/ada', now);
    expect(wordsOf(await run(caller('Lena', { roles: ['41', '42'] }), 'pulse'))).toContain('Pulse');
    expect(wordsOf(await run(caller('Lena', { roles: ['42'], community: 'bare:room/other' }), 'pulse'))).toContain(
      'for the staff',
    );
    expect(wordsOf(await run(caller('Lena', { roles: ['42'] }), 'setup'))).toContain('for the staff');
  });

  test('presses of another community’s staff reach nothing here', async () => {
    const stranger = caller('Eve', { admin: true, community: 'bare:room/other' });
    const at = { c: cohort.id, v: String(cohort.version) };
    for (const id of ['setup.pause', 'setup.plan', 'setup.test', 'setup.quiet']) {
      const args = id === 'setup.pause' ? { ...at, on: '1' } : at;
      expect(wordsOf(await press(stranger, { id, args })), id).toContain('not in this community');
    }
    expect(wordsOf(await press(stranger, { id: 'export.page', args: { cohort: cohort.id, page: '0' } }))).toContain(
      'not in this community',
    );
    expect(await sous.tools.store.cohorts.findCohort(cohort.id)).toEqual(cohort);
  });

  test('a test drop is removed from the panel, where nobody needs to be found in public', async () => {
    const ada = person('Ada', true);
    const panel = await ada.press('Post a test drop', await ada.command('setup'));
    expect((await stage.channel()).some((seen) => seen.text.includes('only a test'))).toBe(true);
    expect((await ada.press('Remove the test drop', panel)).text).toContain('The test is gone');
    expect((await stage.channel()).some((seen) => seen.text.includes('only a test'))).toBe(false);
    const drop = await nextDrop('one-choice');
    const forged = await press(caller('Ada', { admin: true }), {
      id: 'setup.clear',
      args: { c: cohort.id, v: '1', k: 'dspring20261123' },
    });
    expect(wordsOf(forged)).toContain('I remove tests only');
    expect((await stage.channel()).some((seen) => seen.text === drop.text)).toBe(true);
  });

  test('points are fixed once for one event, with the reason, and undone the same way', async () => {
    await person('Mia').press('A', await nextDrop('one-choice'));
    const { store } = sous.tools;
    const before = (await store.boards.memberOf(cohort.id, 'bare:user/mia'))?.standing ?? 0;
    const ada = person('Ada', true);
    const seen = await ada.command('points', { person: 'bare:user/mia', points: 7, reason: 'the outage of Monday' });
    expect(seen.text).toContain(`+7 points in Spring, ${before + 7} in all`);
    await ada.repeat();
    expect((await store.boards.memberOf(cohort.id, 'bare:user/mia'))?.standing).toBe(before + 7);
    expect((await ada.command('audit')).text).toContain('+7 for Mia: the outage of Monday');
    const csv = await ada.command('export');
    expect(csv.text).toContain(`Mia,bare:user/mia,2026-11-23,1,`);
    const nobody = await ada.command('points', { person: 'bare:user/nobody', points: 7, reason: 'x' });
    expect(nobody.text).toContain('has not answered a drop');
  });

  test('a drop that was refused is told, and tried again from the health card', async () => {
    refuse = (to) =>
      to.includes(':channel/') ? new PostError('refused', 'no permission', { advice: 'Allow me to post.' }) : undefined;
    now = cohort.nextAt ?? now;
    await sous.tick();
    expect(
      posts
        .filter((post) => post.to === 'bare:user/ada')
        .map((post) => cardText(post.card))
        .join(' '),
    ).toContain('could not post');
    const ada = person('Ada', true);
    const sick = await ada.command('health');
    expect(sick.text).toContain('Missing: Send Messages');
    refuse = undefined;
    const tried = await ada.press('Try the last drop again', sick);
    expect(tried.text).toContain('within a minute');
    await sous.tick();
    expect((await latest('Daily drop ·')).text).toContain('Open until');
    expect((await ada.command('health')).text).toContain('posted, open until');
  });

  test('the weekly pulse comes once a week to who ordered it, and says nothing about a few', async () => {
    await person('Mia').press('A', await nextDrop('one-choice'));
    const ada = person('Ada', true);
    const seen = await ada.command('pulse');
    expect(seen.text).toContain('Fewer than 5 people');
    await ada.press('Send it to me weekly', seen);
    const pulses = () => posts.filter((post) => cardText(post.card).includes('Weekly pulse of Spring'));
    await sous.tick();
    expect(pulses()).toEqual([]);
    now += 7 * DAY;
    await sous.tick();
    await sous.tick();
    expect(pulses().map((post) => post.to)).toEqual(['bare:user/ada']);
    now += 8 * DAY;
    await sous.tick();
    await sous.tick();
    expect(pulses()).toHaveLength(2);
  });

  test('the pulse stops when its instructor is taken back, and anybody stops their own', async () => {
    const { store } = sous.tools;
    const lena = 'bare:user/lena';
    await store.staff.namePerson({ community: COMMUNITY, learner: lena, name: 'Lena' }, 'bare:user/ada', now);
    await store.learners.meet({ learner: lena, name: 'Lena', locale: 'en', community: COMMUNITY }, now);
    const order = async (on: '0' | '1') =>
      wordsOf(await press(caller('Lena'), { id: 'pulse.weekly', args: { cohort: cohort.id, on } }));
    expect(await order('1')).toContain('Pulse');
    expect(await store.staff.hasPulse(cohort.id, lena)).toBe(true);
    await app.handle({
      kind: 'press',
      caller: caller('Ada', { admin: true }),
      press: { id: 'roles.drop', args: {} },
      picked: [`person=${lena}`],
      event: 'take-back',
      at: now,
    });
    expect(await store.staff.hasPulse(cohort.id, lena)).toBe(false);
    expect(await order('1')).toContain('for the staff');
    await store.staff.orderPulse(cohort.id, lena, now);
    expect(await order('0')).toContain('does not come to you any more');
    expect(await store.staff.hasPulse(cohort.id, lena)).toBe(false);
  });

  test('the log of deeds fits one message however long its lines are, and set-up opens the very cohort that is named', async () => {
    const { store } = sous.tools;
    const deed = {
      community: COMMUNITY,
      by: 'bare:user/ada',
      byName: '*'.repeat(40),
      act: 'did',
      details: '*'.repeat(100),
    };
    for (let n = 0; n < 15; n += 1) await store.staff.logDeed(deed, now);
    const ada = person('Ada', true);
    expect((await ada.command('audit')).text).toMatch(/The latest ([5-9]|1[0-4]),/u);
    for (const [id, name] of [
      ['ten', 'Class 10'],
      ['one', 'Class 1'],
    ] as const)
      await store.cohorts.createCohort({ ...cohort, id, name }, 'bare:user/ada', now);
    expect((await ada.command('setup', { cohort: 'class 1' })).text).toMatch(/Class 1$/mu);
  });

  test('the pulse names the hardest question and the wrong idea of five people', async () => {
    await nextDrop('one-choice');
    const { store, library } = sous.tools;
    const [drop] = await store.drops.latestDrops(cohort.id);
    const question = library.content.questions.get(drop?.question ?? '');
    if (drop === undefined || question?.kind !== 'one-choice') throw new Error('no drop');
    const wrong = question.options.findIndex((option) => option.misconception !== undefined);
    for (let n = 0; n < 6; n += 1)
      await press(caller(`P${n}`), { id: 'daily.choose', args: { drop: drop.id, key: String(wrong) } });
    const seen = await person('Ada', true).command('pulse');
    expect(seen.text).toContain('Hard:');
    expect(seen.text).toContain('(0 % of 6)');
    expect(seen.text).toContain('Most chosen wrong idea (6 people): A mix-up. What helps: Keep them apart.');
  });
});

describe('the board of many', () => {
  test('shows ten, then me among my neighbours; ties share a rank', async () => {
    await nextDrop('one-choice');
    const { store } = sous.tools;
    const [drop] = await store.drops.latestDrops(cohort.id);
    for (let n = 1; n <= 15; n += 1) {
      const learner: LearnerId = `bare:user/p${String(n).padStart(2, '0')}`;
      await store.learners.meet({ learner, name: `P${n}`, locale: 'en', community: COMMUNITY }, now);
      await store.dropAnswers.recordAnswer({
        drop: drop?.id ?? '',
        learner,
        moves: ['0'],
        score: 1,
        points: n < 3 ? 20 : 20 - n,
        hint: false,
        at: now,
      });
    }
    const board = wordsOf(await run(caller('P14'), 'leaderboard'));
    expect(board).toMatch(/^1 +P2 +20$/mu);
    expect(board).toMatch(/^1 +P1 +20$/mu);
    expect(board).toMatch(/^3 +P3 +17$/mu);
    expect(board).toMatch(/^14 +P14 \(you\) +6$/mu);
    expect(board).toMatch(/· +P13 +7$/mu);
    expect(board).toContain('You are number 14 with 6 points');
    expect(board).not.toMatch(/P11 /u);
  });
});

const run = async (
  who: Caller,
  name: string,
  options: Record<string, string | number | boolean> = {},
): Promise<Reply> => app.handle({ kind: 'command', caller: who, name, options, event: `c${(events += 1)}`, at: now });
