/** Who left a community loses its names and boards, in direct messages and in what is sent unasked; and who did not, does not. */
import { describe, expect, test } from 'vitest';
import { PostError } from '../../src/chat/platform.ts';
import { decodePress, encodePress, type Press } from '../../src/chat/press.ts';
import { cardText } from '../../src/chat/text.ts';
import { KEEP } from '../../src/classroom/membership.ts';
import { discordStage } from '../support/discord/stage.ts';
import { caller, COMMUNITY, DAY, dropHouse, HOUR, wordsOf } from '../support/drop-house.ts';
import { testSous } from '../support/sous.ts';
import { freshDatabase } from '../support/storage.ts';
import { answer } from './spine.ts';

const house = dropHouse();
const direct = (name: string) =>
  caller(name, { community: 'bare:direct', place: `bare:user/${name.toLowerCase()}`, direct: true });
const dan = `bare:user/dan ${COMMUNITY}`;
const leave = (who: string): void => void (house.left = new Set([who]));
/** Dan answers a drop where it was posted. */
const joined = async (): Promise<string> => {
  await house.person('Dan').press('A', await house.nextDrop('one-choice'));
  const [drop] = await house.sous.tools.store.drops.latestDrops(house.cohort.id);
  return drop?.id ?? '';
};
/** Everything that a direct message can ask of a cohort. */
const asked = (drop: string): readonly (() => Promise<string>)[] => {
  const press = (given: Press) => async () => wordsOf(await house.press(direct('Dan'), given));
  const cohort = house.cohort.id;
  return [
    async () => wordsOf(await house.run(direct('Dan'), 'leaderboard', { period: 'all' })),
    async () => wordsOf(await house.run(direct('Dan'), 'leaderboard', { period: 'all', cohort: 'Spring' })),
    async () => wordsOf(await house.run(direct('Dan'), 'daily')),
    async () => wordsOf(await house.run(direct('Dan'), 'progress')),
    async () => JSON.stringify(await house.app.suggest(direct('Dan'), 'leaderboard', 'cohort', '')),
    press({ id: 'board.show', args: { cohort, period: 'all' } }),
    press({ id: 'streak.show', args: { cohort } }),
    press({ id: 'progress.show', args: { cohort } }),
    press({ id: 'daily.answer', args: { drop } }),
    press({ id: 'daily.others', args: { drop } }),
    press({ id: 'daily.past', args: {} }),
    press({ id: 'report.open', args: { run: `drop:${drop}`, at: '0' } }),
  ];
};
const SEEN = /Spring|Mia/u;

describe('in direct messages', () => {
  test('who left sees neither the name of the cohort nor its board nor its drops', async () => {
    const drop = await joined();
    await house.person('Mia').press('A', await house.latest('Daily question ·'));
    const before = await Promise.all(asked(drop).map(async (ask) => ask()));
    expect(before.filter((words) => SEEN.test(words)).length).toBeGreaterThan(6);
    house.now += KEEP + 1;
    leave(dan);
    for (const ask of asked(drop)) expect((await ask()).replace('no cohort “Spring”', '')).not.toMatch(SEEN);
    expect(await house.sous.tools.store.boards.memberOf(house.cohort.id, 'bare:user/dan')).toBeDefined();
  });

  test('the platform is asked once in six hours about one person in one community, however much is pressed', async () => {
    const drop = await joined();
    for (let times = 0; times < 3; times += 1) for (const ask of asked(drop)) await ask();
    expect(house.asked).toEqual([dan]);
    house.now += KEEP - 1_000;
    for (const ask of asked(drop)) await ask();
    expect(house.asked).toEqual([dan]);
    house.now += 2_000;
    await Promise.all(asked(drop).map(async (ask) => ask()));
    expect(house.asked).toEqual([dan, dan]);
  });

  test('in the channel itself nobody is asked about, and whoever came back is back at once', async () => {
    const drop = await joined();
    leave(dan);
    const [board] = asked(drop);
    expect(await board?.()).not.toMatch(SEEN);
    expect(wordsOf(await house.run(caller('Dan'), 'leaderboard'))).toContain('Spring');
    expect(await board?.()).toContain('Spring');
    expect(house.asked).toHaveLength(1);
  });

  test('when the platform does not say, nobody loses anything; but who is known to have left stays out', async () => {
    const drop = await joined();
    const [board] = asked(drop);
    house.left = new PostError('busy', 'the platform is down');
    expect(await board?.()).toContain('Spring');
    house.now += 6 * 60_000;
    leave(dan);
    expect(await board?.()).not.toMatch(SEEN);
    house.now += KEEP + 1;
    house.left = new PostError('busy', 'the platform is down');
    expect(await board?.()).not.toMatch(SEEN);
    expect(house.asked).toHaveLength(3);
  });

  test('no more than a bounded number of calls are made in a minute, whoever asks', async () => {
    const { store } = house.sous.tools;
    await joined();
    for (let n = 0; n < 140; n += 1) await house.press(caller(`P${n}`), await letterOf());
    for (let n = 0; n < 140; n += 1)
      expect(wordsOf(await house.run(direct(`P${n}`), 'leaderboard'))).toContain('Spring');
    expect(house.asked).toHaveLength(120);
    house.now += 61_000;
    for (let n = 0; n < 140; n += 1) await house.run(direct(`P${n}`), 'leaderboard');
    expect(new Set(house.asked).size).toBe(140);
    expect(await store.boards.memberOf(house.cohort.id, 'bare:user/p7')).toBeDefined();
  });

  const letterOf = async (): Promise<Press> => {
    const [drop] = await house.sous.tools.store.drops.latestDrops(house.cohort.id);
    return { id: 'daily.choose', args: { drop: drop?.id ?? '', key: '0' } };
  };

  test('a drop that was opened before is gone on with for learning alone', async () => {
    await joined();
    await house.nextDrop('several-choices');
    const [drop] = await house.sous.tools.store.drops.latestDrops(house.cohort.id);
    const open = await house.press(direct('Dan'), { id: 'daily.answer', args: { drop: drop?.id ?? '' } });
    expect(wordsOf(open)).toContain('your first answer counts');
    const list = open.kind === 'show' ? open.card.blocks.find((block) => block.kind === 'pick') : undefined;
    if (list?.kind !== 'pick' || list.of !== 'options') throw new Error('nothing can be picked');
    leave(dan);
    house.now += KEEP + 1;
    const reply = await house.app.handle({
      kind: 'press',
      caller: direct('Dan'),
      press: decodePress(encodePress(list.press)) ?? list.press,
      picked: list.options.slice(0, 1).map((option) => option.value),
      event: 'late',
      at: house.now,
    });
    expect(wordsOf(reply)).toMatch(/Right|Not this time|Partly/u);
    expect(wordsOf(reply)).not.toMatch(/it counts|Spring/u);
    expect(await house.sous.tools.store.answers.countAnswers(drop?.id ?? '')).toBe(0);
  });
});

describe('what is sent unasked', () => {
  const posts = (who: string, words: string) =>
    house.posts.filter((post) => post.to === `bare:user/${who}` && cardText(post.card).includes(words));

  test('the pulse stops for a named instructor who left, and does not name the cohort once more', async () => {
    const { store } = house.sous.tools;
    for (const name of ['Mona', 'Lena']) {
      const learner = `bare:user/${name.toLowerCase()}`;
      await store.staff.namePerson({ community: COMMUNITY, learner, name }, 'bare:user/ada', house.now);
      await store.learners.meet({ learner, name, locale: 'en', community: COMMUNITY }, house.now);
      await store.staff.orderPulse(house.cohort.id, learner, house.now + 7 * DAY, house.now);
    }
    leave(`bare:user/mona ${COMMUNITY}`);
    house.now += 7 * DAY;
    await house.sous.tick();
    await house.sous.tick();
    expect(posts('lena', 'Weekly pulse of Spring')).toHaveLength(1);
    expect(posts('mona', '')).toEqual([]);
    expect(await store.staff.hasPulse(house.cohort.id, 'bare:user/mona')).toBe(false);
  });

  test('notices about a cohort do not follow whoever looked after it out of the door', async () => {
    house.refuse = (to) =>
      to.includes(':channel/') ? new PostError('refused', 'no', { advice: 'Let me in.' }) : undefined;
    const refused = async (): Promise<void> => {
      house.now = (await house.sous.tools.store.cohorts.findCohort(house.cohort.id))?.nextAt ?? 0;
      await house.sous.tick();
      await house.sous.tick();
    };
    await refused();
    expect(posts('ada', 'Spring')).toHaveLength(1);
    leave(`bare:user/ada ${COMMUNITY}`);
    house.now += KEEP + 1;
    await refused();
    expect(posts('ada', 'Spring')).toHaveLength(1);
  });

  test('a reminder does not tell of drops where somebody is known to have left', async () => {
    await joined();
    const reminders = await house.person('Dan').press('Reminders', await house.person('Dan').command('settings'));
    await house.person('Dan').pick('Remind me daily at', ['10:00'], reminders);
    const day = async (): Promise<void> => {
      await house.nextDrop('one-choice');
      house.now += HOUR;
      await house.sous.tick();
    };
    await day();
    expect(posts('dan', 'waits for your answer')).toHaveLength(1);
    leave(dan);
    house.now += KEEP + 1;
    expect(wordsOf(await house.run(direct('Dan'), 'leaderboard'))).not.toMatch(SEEN);
    await day();
    expect(posts('dan', 'waits for your answer')).toHaveLength(1);
  });
});

test('on Discord the guild is asked, and answers for the direct message', async () => {
  const database = await freshDatabase();
  // people's presses carry the time of the wall
  let ahead = -2 * HOUR;
  const sous = await testSous(database, { now: () => Date.now() + ahead });
  const stage = await discordStage(sous.boot);
  try {
    const ada = stage.person('Ada', { admin: true });
    const eve = stage.person('Eve');
    await ada.press('Create the first cohort…', await ada.command('setup'));
    const time = new Date(Date.now()).toISOString().slice(11, 16);
    const panel = await ada.submit({ 'Name of the cohort': 'Secret', 'Time zone': 'UTC', 'Time of the drop': time });
    await ada.pick('Weekdays', ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], panel);
    ahead = 0;
    await sous.tick();
    // whichever question it is, in as many steps as it takes
    let seen = await eve.press('Answer it', await eve.command('daily'));
    for (let step = 0; step < 20 && !seen.text.includes('This is your answer'); step += 1)
      // oxlint-disable-next-line no-await-in-loop -- each step follows from the one before
      seen = await answer(eve, seen);
    expect((await eve.inPrivate.command('leaderboard', { period: 'all' })).text).toContain('Secret');
    stage.fake.world.left.add(eve.user.id);
    ahead += KEEP + 1;
    expect((await eve.inPrivate.command('leaderboard', { period: 'all' })).text).not.toContain('Secret');
    expect((await eve.inPrivate.command('daily')).text).not.toContain('Secret');
    expect(await eve.inPrivate.suggestions('leaderboard', 'cohort', '')).toEqual([]);
    expect(stage.fake.http.calls.filter((call) => call.includes(`/members/${eve.user.id}`))).toHaveLength(1);
    expect(stage.complaints()).toEqual([]);
    expect(sous.failures).toEqual([]);
  } finally {
    await stage.stop();
    await database.close();
  }
});
