/** The daily drop from set-up to reveal, as an admin, learners and onlookers see it: the same on every platform. */
import { describe, expect, test } from 'vitest';
import type { Cohort } from '../../src/storage/cohorts.ts';
import type { Tools } from '../../src/tools.ts';
import { publicChoices } from '../../src/classroom/drops.ts';
import type { Person, Seen } from '../support/stage.ts';
import { instructorScenes } from './drop-instructors.ts';
import { ledgerScenes } from './ledger.ts';
import type { SceneSetting } from './spine.ts';

export interface DropSetting extends SceneSetting {
  readonly tools: Tools;
  /** The only cohort there is. */
  cohort(): Promise<Cohort>;
  /** The id of whoever is called so. */
  learner(name: string): Promise<string>;
  readonly clock: {
    now(): number;
    /** From now on the clock of Sous is so many milliseconds ahead of the wall. */
    set(ahead: number): void;
    tick(): Promise<void>;
    /** Lets so many milliseconds pass for all drops, by moving them back: people's presses carry the time of the wall. */
    age(ms: number): Promise<void>;
  };
}

const HOUR = 3_600_000;
const ALL_DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const utcTime = (at: number): string => new Date(at).toISOString().slice(11, 16);

export function dropScenes(setting: () => DropSetting): void {
  const people = new Map<string, Person>();
  /** The same person every time: on some platforms whoever comes again by that name is somebody else. */
  const person = (name: string, options?: { admin?: boolean }): Person => {
    const known = people.get(name) ?? setting().stage.person(name, options);
    people.set(name, known);
    return known;
  };
  const latest = async (words: string): Promise<Seen> => {
    const found = (await setting().stage.channel()).findLast((seen) => seen.text.includes(words));
    if (found === undefined) throw new Error(`nothing in the channel says "${words}"`);
    return found;
  };

  describe('set up', () => {
    test('is not for members', async () => {
      expect((await person('Olga').command('setup')).text).toContain('for the staff');
      expect((await person('Olga').command('daily')).text).toMatch(/no daily question here yet|which cohort is yours/u);
    });

    test('a cohort from nothing: name, zone, time, weekdays', async () => {
      const { clock, tools } = setting();
      const ada = person('Ada', { admin: true });
      clock.set(-2 * HOUR);
      const first = await ada.command('setup');
      expect(first.private).toBe(true);
      await ada.press('Create the first cohort…', first);
      const refused = await ada.submit({
        'Name of the cohort': 'Spring',
        'Time zone': 'Atlantis',
        'Time of the drop': '09:00',
      });
      expect(refused.text).toContain('I do not know the time zone');
      expect((await ada.press('Correct it…', refused)).form?.title).toBe('A new cohort');
      const vague = await ada.submit({ 'Name of the cohort': 'Spring', 'Time zone': 'EET', 'Time of the drop': '9am' });
      expect(vague.text).toContain('could be the time zone');
      // the zone that is meant opens the form with it
      expect((await ada.press('Europe/Athens', vague)).form?.title).toBe('A new cohort');
      const time = utcTime(clock.now() + HOUR);
      const panel = await ada.submit({ 'Name of the cohort': 'Spring', 'Time zone': 'utc', 'Time of the drop': time });
      expect(panel.text).toContain('Daily question · Spring');
      expect(panel.text).toContain(`${time} in UTC`);
      expect(panel.text).toContain('I may post in the channel');
      expect(panel.text).toContain('Next:');
      expect(panel.picks.map((pick) => pick.label)).toEqual(expect.arrayContaining(['Weekdays', 'Topics']));
      expect(panel.text).toContain('Last changed by Ada');
      const saved = await ada.pick('Weekdays', ALL_DAYS, panel);
      expect(saved.text).toContain('Saved.');
      const deeds = await tools.store.staff.latestDeeds((await setting().cohort()).community);
      expect(deeds.map((deed) => deed.act)).toEqual(['changed the weekdays', 'made a cohort']);
    });

    test('two admins at once: the second press stores nothing and says who was first', async () => {
      const [ada, bob] = [person('Ada', { admin: true }), person('Bob', { admin: true })];
      const [hers, his] = [await ada.command('setup'), await bob.command('setup')];
      expect((await ada.press('Pause the drops', hers)).text).toContain('Paused');
      const late = await bob.press('Pause the drops', his);
      expect(late.text).toContain('Nothing was stored');
      expect(late.text).toContain('by Ada');
      expect((await bob.press('Resume the drops', late)).text).not.toContain('Paused');
    });

    test('a test drop counts for nothing, answers in private, and only staff remove it', async () => {
      const [ada, cleo] = [person('Ada', { admin: true }), person('Cleo')];
      await ada.press('Post a test drop', await ada.command('setup'));
      const test = await latest('only a test');
      const feedback = await cleo.press('B', test);
      expect(feedback.private).toBe(true);
      expect(feedback.text).toContain('Right');
      expect((await cleo.press('Remove this test', test)).text).toContain('for the staff');
      expect((await ada.press('Remove this test', test)).gone).toBe(true);
      expect((await setting().stage.channel()).some((seen) => seen.text.includes('only a test'))).toBe(false);
    });

    test('health says what comes, and what there is', async () => {
      const seen = await person('Ada', { admin: true }).command('health');
      expect(seen.text).toContain('I may post in the channel');
      expect(seen.text).toContain('Next drop');
      expect(seen.text).toContain('No drop has been posted yet');
      expect(seen.text).toMatch(/\d+ questions left/u);
      expect((await person('Olga').command('health')).text).toContain('for the staff');
    });
  });

  describe('a drop', () => {
    const posted = async (): Promise<Seen> => latest('Daily question ·');

    test('is posted once, silent about what is right', async () => {
      const { clock, tools, library } = setting();
      const { id } = await setting().cohort();
      const wanted = [...library.content.questions.values()].find(
        (one) => one.daily && one.kind === 'one-choice' && one.hint !== undefined,
      );
      await tools.store.cohorts.queueQuestion(
        { cohort: id, question: wanted?.id ?? '', kind: 'soon' },
        'test',
        clock.now(),
      );
      clock.set(0);
      await clock.tick();
      await clock.tick();
      const all = (await setting().stage.channel()).filter((seen) => seen.text.includes('Daily question ·'));
      expect(all).toHaveLength(1);
      const drop = await posted();
      expect(drop.buttons.slice(0, 2)).toEqual(['A', 'B']);
      expect(drop.text).toContain('Nobody has answered yet');
      expect(drop.text).not.toContain(wanted?.explanation.slice(0, 30));
    });

    /** The letter of the right option, or of a wrong one, as the public message has them. */
    const letter = async (right: boolean): Promise<string> => {
      const { tools, library } = setting();
      const [open] = await tools.store.drops.latestDrops((await setting().cohort()).id);
      const question = library.content.questions.get(open?.question ?? '');
      if (question?.kind !== 'one-choice' || open === undefined) throw new Error('not a one-choice drop');
      const at = publicChoices(question, open.id)?.findIndex(
        (choice) => (question.options[Number(choice.key)]?.right === true) === right,
      );
      return 'ABCDE'.charAt(at ?? 0);
    };

    test('is answered by a letter, in private, once', async () => {
      const dora = person('Dora');
      const seen = await dora.press(await letter(true), await posted());
      expect(seen.private).toBe(true);
      expect(seen.text).toContain('Right. 10 points');
      expect(seen.text).toContain('it counts');
      const again = await dora.press(await letter(false), await posted());
      expect(again.private).toBe(true);
      expect(again.text).toContain('You had answered already');
      expect(again.text).toContain('Right. 10 points');
      await dora.repeat();
      expect((await dora.command('progress')).text).toMatch(/1 of 1 right, 10 of your points/u);
    });

    test('the hint has its price, wherever one answers afterwards', async () => {
      const emil = person('Emil');
      const hinted = await emil.press('Hint', await posted());
      expect(hinted.private).toBe(true);
      expect(hinted.text).toContain('Hint:');
      expect((await emil.press(await letter(true), await posted())).text).toContain('6 points');
    });

    test('wrong answers stay private; nothing public says anything about them', async () => {
      for (const name of ['Finn', 'Gina', 'Hugo']) {
        const seen = await person(name).press(await letter(false), await posted());
        expect(seen.private).toBe(true);
        expect(seen.text).toContain('Not this time');
      }
      await setting().clock.tick();
      const now = await posted();
      expect(now.text).not.toMatch(/right|wrong|%/iu);
    });

    test('a missed one leads to its lesson and its explanation, and is in the review; a right one to what comes next', async () => {
      const lou = person('Lou');
      const missed = await lou.press(await letter(false), await posted());
      expect(missed.text).toContain('It is in your review now');
      const read = missed.buttons.find((label) => label.startsWith('Read: ')) ?? '';
      expect((await lou.press(read, missed)).text).toContain('card 1 of');
      const explain = missed.buttons.find((label) => label.startsWith('Explain: ')) ?? '';
      expect((await lou.press(explain, missed)).text).toContain(explain.slice('Explain: '.length, 40));
      expect((await lou.command('privacy')).text).toMatch(/What you want to remember\W+1/u);
      const max = person('Max');
      const right = await max.press(await letter(true), await posted());
      expect(right.text).toContain('Next: You are new here');
      expect(right.text).not.toContain('in your review');
      expect((await max.press('Find my lesson', right)).text).toContain('Question 1, at most 12');
      // asked where to start once
      expect((await max.command('next')).text).not.toContain('You are new here');
    });

    test('who does not know says so, and is told at once; that is their answer', async () => {
      const kai = person('Kai');
      const told = await kai.press('I don’t know', await posted());
      expect(told.private).toBe(true);
      expect(told.text).toContain('Good to know that');
      expect(told.text).toContain('it counts');
      const again = await kai.press(await letter(true), await posted());
      expect(again.text).toContain('You had answered already');
      expect(again.text).not.toContain('Not this time');
    });

    test('who wants to be asked how sure they are is asked before they see it', async () => {
      const ines = person('Ines');
      const settings = await ines.command('settings');
      await ines.press('Ask me how sure I am', settings);
      const asked = await ines.press(await letter(true), await posted());
      expect(asked.buttons).toEqual(['Sure', 'Unsure', 'A guess']);
      expect((await ines.press('Unsure', asked)).text).toContain('Right');
    });

    test('/daily shows it as answered, and opens it for who has not', async () => {
      expect((await person('Dora').command('daily')).text).toContain('answered, right');
      const jan = person('Jan');
      const seen = await jan.command('daily');
      expect(seen.private).toBe(true);
      const question = await jan.press('Answer it', seen);
      expect(question.text).toContain('your first answer counts');
      const done = await jan.press(question.buttons.find((label) => /^[A-E]$/u.test(label)) ?? '', question);
      expect(done.text).toContain('it counts');
      expect((await jan.press('A', question).catch(() => done)).text).toMatch(/counts/u);
    });

    test('the board: top, my own line, hidden members hidden', async () => {
      // the drop may be of yesterday, and so of another month
      const board = await person('Dora').command('leaderboard', { period: 'all' });
      expect(board.private).toBe(true);
      expect(board.text).toContain('Dora (you)');
      expect(board.text).toContain('You are number 1');
      const finn = person('Finn');
      await finn.press('Hide me from boards', await finn.command('settings'));
      expect((await person('Dora').command('leaderboard', { period: 'all' })).text).not.toContain('Finn');
      expect((await finn.command('leaderboard', { period: 'all' })).text).toContain('only you see this line');
      const shared = await person('Gina').command('leaderboard', { share: true });
      expect(shared.private).toBe(false);
      expect(shared.text).not.toContain('(you)');
    });

    test('the streak is explained drop by drop', async () => {
      const dora = person('Dora');
      const seen = await dora.press('My streak', await dora.command('progress'));
      expect(seen.text).toContain('Your streak: 1');
      expect(seen.text).toContain('answered in time');
    });

    test('a report of it reaches the staff, and voiding it mends the drop upward', async () => {
      const [gina, ada] = [person('Gina'), person('Ada', { admin: true })];
      const mine = await gina.press(await letter(false), await posted());
      await gina.press('Report', mine);
      expect((await gina.submit({ 'What is wrong?': 'The answer is wrong' })).text).toContain('Thank you');
      const queue = await ada.command('reports');
      expect((await ada.press('Accept this answer', queue)).text).toContain('results gain');
      expect((await gina.command('daily')).text).toContain('answered, right, 10 points');
    });

    test('closes: the message is changed, the reveal comes with its picture, and it stays for learning', async () => {
      const { clock, stage } = setting();
      await stage.restart();
      await clock.age(25 * HOUR);
      await clock.tick();
      const closed = await latest('Closed.');
      expect(closed.buttons).toEqual(['Try it']);
      const { tools } = setting();
      const [latestDrop] = (await tools.store.drops.latestDrops((await setting().cohort()).id)).filter(
        (one) => one.state === 'closed',
      );
      const reveals = await tools.store.deliveries.deliveriesOf(latestDrop?.id ?? '');
      expect(reveals.find((one) => one.kind === 'reveal')).toMatchObject({ state: 'sent', lastError: null });
      const kim = person('Kim');
      const first = await kim.press('Try it', closed);
      expect(first.text).toContain('for learning only');
      const done = await kim.press(first.buttons.find((label) => /^[A-E]$/u.test(label)) ?? '', first);
      expect(done.text).not.toMatch(/\d+ points\./u);
      expect((await kim.command('leaderboard')).text).not.toContain('(you)');
    });
  });

  instructorScenes(setting, person);

  describe('one ledger', () => {
    ledgerScenes(async () => {
      const { tools, library } = setting();
      const drops = await tools.store.drops.latestDrops((await setting().cohort()).id);
      const question = library.content.questions.get(drops.at(-1)?.question ?? '');
      if (question === undefined) throw new Error('no drop was posted');
      return { library, question, learner: person('Dora'), staff: person('Ada', { admin: true }) };
    });
  });
}
