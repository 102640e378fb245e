/** Slack's App Home with the real app, content and database: it follows facts that change elsewhere. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicChoices } from '../../src/classroom/drops.ts';
import { homesOf } from '../../src/platforms.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { newMemory } from '../../src/tutor/review.ts';
import type { SlackPerson } from '../support/slack/actor.ts';
import { seenBlocks } from '../support/slack/seen.ts';
import { type SlackStage, slackStage } from '../support/slack/stage.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import type { Seen } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';

const HOUR = 3_600_000;
const KITCHEN = 'kitchen';
/** A page is redrawn a moment after its facts have changed. */
const SOON = { timeout: 30_000 };

describe.each(['socket', 'http'] as const)('%s mode', (mode) => {
  let database: OpenDatabase;
  let sous: TestSous;
  let stage: SlackStage;
  /** How far the clock of Sous is ahead of the wall. */
  let ahead = 0;
  let [ana, ben, boss]: (SlackPerson | undefined)[] = [];

  beforeAll(async () => {
    database = await freshDatabase();
    sous = await testSous(database, { now: () => Date.now() + ahead });
    stage = await slackStage(sous.boot, { mode, homes: homesOf(sous.tools.store) });
    [ana, ben, boss] = ['Ana', 'Ben', 'Boss'].map((name) => stage.person(name, { admin: name === 'Boss' }));
    ahead = -2 * HOUR;
    const { store, library, now } = sous.tools;
    const cohort = await store.cohorts.createCohort(
      {
        id: KITCHEN,
        community: `slack:team/${stage.team.id}`,
        name: 'Kitchen',
        place: `slack:channel/${stage.team.id}.${stage.channelId}`,
        zone: 'UTC',
        time: new Date(now() + HOUR).toISOString().slice(11, 16),
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        openHours: 20,
        admin: learnerOf(who(boss)),
      },
      'test',
      now(),
    );
    const question = [...library.content.questions.values()].find((one) => one.daily && one.kind === 'one-choice');
    const queued = { cohort: cohort.id, question: question?.id ?? '', kind: 'soon' } as const;
    await store.cohorts.queueQuestion(queued, 'test', now());
  });
  afterAll(async () => {
    await stage.stop();
    await database.close();
  });

  const who = (person: SlackPerson | undefined): SlackPerson => {
    if (person === undefined) throw new Error('nobody is there yet');
    return person;
  };
  const learnerOf = ({ user }: SlackPerson): string => `slack:user/${stage.team.id}.${user.id}`;
  const homeOf = (person: SlackPerson | undefined): Seen | undefined => {
    stage.hurry();
    const view = stage.slack.world.homes.get(`${stage.team.id}.${who(person).user.id}`);
    return view === undefined ? undefined : seenBlocks(view.blocks, true, []);
  };
  const shown = (person: SlackPerson | undefined): string | undefined => homeOf(person)?.text;
  const publishedFor = (person: SlackPerson | undefined): number =>
    stage.slack.world.calls.filter(
      (call) => call.method === 'views.publish' && call.args['user_id'] === who(person).user.id,
    ).length;
  const dropInChannel = async (): Promise<Seen> => {
    const found = (await stage.channel()).findLast((seen) => seen.text.includes('Daily question ·'));
    if (found === undefined) throw new Error('no drop was posted');
    return found;
  };
  const later = async (ms: number): Promise<void> => {
    ahead = ms;
    await sous.tick();
  };

  test('an answer in the channel changes it, for whoever has opened it', async () => {
    expect((await who(ana).openHome()).text).toContain('Nothing answered yet');
    await later(0);
    const [drop] = await sous.tools.store.drops.latestDrops(KITCHEN);
    const question = sous.tools.library.content.questions.get(drop?.question ?? '');
    if (drop === undefined || question?.kind !== 'one-choice') throw new Error('another question was asked');
    const wrong = publicChoices(question, drop.id)?.findIndex(
      ({ key }) => question.options[Number(key)]?.right !== true,
    );
    for (const one of [ben, ana]) await who(one).press('ABCDE'.charAt(wrong ?? -1), await dropInChannel());
    await expect.poll(() => shown(ana), SOON).toContain('Daily questions in Kitchen: 0 of 1 right, 0 of your points');
    expect(shown(ana)).toContain("Today's question: answered.");
    expect(publishedFor(ana)).toBe(2);
    expect(shown(ben)).toBeUndefined();
  });

  test('after a restart, the clock posts a drop and later closes it: it says so both times', async () => {
    const { reviews } = sous.tools.store;
    const learner = learnerOf(who(ana));
    // the missed question would be due by then, and that would be a change as well
    for (const { item } of await reviews.dueReviews(learner, Date.now() + 365 * 24 * HOUR, 9))
      await reviews.dropReview(learner, item);
    await stage.restart();
    await later(24 * HOUR);
    await expect.poll(() => shown(ana), SOON).toContain("Today's question waits for you.");
    expect(homeOf(ana)?.buttons).toContain("Answer today's question");
    await later(45 * HOUR);
    await expect.poll(() => shown(ana), SOON).not.toContain("Today's question");
    expect(publishedFor(ana)).toBe(4);
  });

  test('points that staff give are on it; news that is told once waits until it is opened', async () => {
    const learner = learnerOf(who(ana));
    const { reminders } = sous.tools.store;
    await reminders.setReminder({ learner, hour: 9, zone: 'UTC' });
    await reminders.stopReminder(learner, 'no way in');
    const given = { person: learner, points: 7, reason: 'Helped Ben' };
    expect((await who(boss).command('points', given)).text).toContain('+7');
    await expect.poll(() => shown(ana), SOON).toContain('0 of 1 right, 7 of your points');
    expect(shown(ana)).not.toContain('reminders off');
    expect((await who(ana).openHome()).text).toContain('reminders off');
  });

  test('what staff decide about a question is on it', async () => {
    const { store, newId } = sous.tools;
    const [drop] = (await store.drops.latestDrops(KITCHEN)).toReversed();
    const report = { question: drop?.question ?? '', version: drop?.version ?? '', reason: 'wrong', words: '' };
    const community = `slack:team/${stage.team.id}`;
    await store.reports.addReport(
      { id: newId(), community, learner: learnerOf(who(ana)), moves: null, ...report },
      Date.now(),
    );
    await who(boss).press('Void the question', await who(boss).command('reports'));
    await expect.poll(() => shown(ana), SOON).toContain('1 of 1 right, 17 of your points');
  });

  test('a new name of the cohort is on it', async () => {
    const { store, now } = sous.tools;
    const panel = await who(boss).command('setup');
    await who(boss).press('Name, zone, time', panel);
    const cohort = await store.cohorts.findCohort(KITCHEN);
    await who(boss).submit({
      'Name of the cohort': 'Bakery',
      'Time zone': 'UTC',
      'Time of the drop': cohort?.time ?? String(now()),
    });
    await expect.poll(() => shown(ana), SOON).toContain('Daily questions in Bakery');
  });

  test('a review that becomes due is on it', async () => {
    const { store } = sous.tools;
    expect(shown(ana)).not.toContain('due for review');
    // due when the page was drawn already, and before the next tick
    const memory = { ...newMemory(0), due: Date.now() };
    await store.reviews.addReview(learnerOf(who(ana)), 'term:database', memory);
    await sous.tick();
    await expect.poll(() => shown(ana), SOON).toContain('1 thing is due for review, before you forget it.');
    expect(homeOf(ana)?.buttons).toContain('Review 1 now');
  });

  test('whoever did not open it, and whoever had everything deleted, has none', async () => {
    expect(publishedFor(ben)).toBe(0);
    const overview = await who(ana).command('privacy');
    expect(overview.text).toContain('When you opened your own page');
    await who(ana).press('Yes, delete everything', await who(ana).press('Delete everything', overview));
    expect(await sous.tools.store.homes.findHomes([learnerOf(who(ana))])).toEqual([]);
    expect((await who(ana).openHome()).text).toContain('Nothing answered yet');
    expect(sous.failures).toEqual([]);
    expect(stage.complaints()).toEqual([]);
  });
});
