/** Commands as people type them, where commands are typed: on Slack and in the playground. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playgroundStage } from '../support/playground/stage.ts';
import { slackStage } from '../support/slack/stage.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import type { Boot, Person, Seen, Stage } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';

const STAGES: readonly (readonly [string, (boot: Boot) => Promise<Stage>])[] = [
  ['Slack', async (boot) => slackStage(boot, { mode: 'socket' })],
  ['the playground', playgroundStage],
];

describe.each(STAGES)('%s', (_, open) => {
  let stage: Stage;
  let sous: TestSous;
  let close: () => Promise<void>;
  let ana: Person;
  beforeAll(async () => {
    const database = await freshDatabase();
    sous = await testSous(database);
    stage = await open(sous.boot);
    close = async () => database.close();
    const ada = stage.person('Ada', { admin: true });
    await ada.press('Create the first cohort…', await ada.command('setup'));
    await ada.submit({ 'Name of the cohort': 'Spring course', 'Time zone': 'Zürich', 'Time of the drop': '9am' });
    ana = stage.person('Ana');
  });
  afterAll(async () => {
    await stage.stop();
    await close();
  });
  const type = async (line: string, who = ana): Promise<Seen> => {
    if (who.type === undefined) throw new Error('nothing is typed here');
    return who.type(line);
  };
  /** Whatever quiz is open, the next one begins anew. */
  const quiz = async (line: string): Promise<Seen> => {
    const who = stage.person(`Q${line.length}${line.replaceAll(/\W/gu, '')}`.slice(0, 30));
    return type(line, who);
  };

  test('what the set-up was told was understood', async () => {
    expect((await type('setup', stage.person('Ada', { admin: true }))).text).toContain('09:00 in Europe/Zurich');
  });

  test.each([
    ['quiz topic: http length: 2', 'Question 1 of 2'],
    ['quiz topic：http length：２', 'Question 1 of 2'],
    ['quiz length:５', 'Question 1 of 5'],
    ['quiz 5', 'Question 1 of 5'],
    ['quiz databases 3', 'Question 1 of 3'],
    ['quiz “databases” 3', 'Question 1 of 3'],
  ])('%j', async (line, shown) => expect((await quiz(line)).text).toContain(shown.replace('Question ', '')));

  test.each([
    ['settings zone: Europe/Berlin', 'Europe/Berlin'],
    ['learn lesson: databases', 'card 1 of'],
    ['learn “databases”', 'card 1 of'],
    ['learn 2', 'card 1 of'],
    ['compare a: session b: cookie', 'Session and Cookie'],
    ['compare “session” “cookie”', 'Session and Cookie'],
    ["compare 'session' 'cookie'", 'Session and Cookie'],
    ['compare «session» «cookie»', 'Session and Cookie'],
    ['leaderboard week', 'this week'],
    ['leaderboard “week”', 'this week'],
    ['leaderboard week Spring', 'this week'],
    ['stack Netflix?', 'Netflix'],
    ['stack “netflix”', 'Netflix'],
    ["what what's a database?", 'Database'],
    ['tutor what database', 'Database'],
    ['progress please', 'Your progress'],
  ])('%j', async (line, shown) => {
    const seen = await type(line);
    expect(seen.form).toBeUndefined();
    expect(seen.text.toLowerCase()).toContain(shown.toLowerCase());
  });

  test('what is shared is seen by all', async () => {
    expect((await type('what is: database share: yes')).private).toBe(false);
  });

  test.each([
    ['stack netfilx', 'Netflix', 'as of'],
    ['quiz identty and securty', 'Identity and security', '1 of 5'],
    ['leaderboard Sprign', 'Spring course', 'Spring course'],
    ['leaderboard week sprign', 'Spring course', 'this week'],
    ['daily springg', 'Spring course', 'Spring course'],
    ['quizz http 2', 'quiz http 2', '1 of 2'],
    ['compar session cookie', 'compare session cookie', 'Session and Cookie'],
    ['waht database', 'what database', 'Database'],
    ['explain cookies', 'Look up “explain cookies”', 'Cookie'],
    ['how does a database work?', 'Look up “how does a database work?”', 'Database'],
  ])('%j is nearly right, and a button does it', async (line, label, shown) => {
    const who = stage.person(`Near ${label}`.slice(0, 20));
    const near = await type(line, who);
    expect(near.text).toContain('Did you mean');
    expect(near.buttons).toContain(label);
    expect((await who.press(label, near)).text).toContain(shown);
  });

  test('a lesson that is nearly right is a button too', async () => {
    const [lesson] = [...sous.tools.library.content.lessons.values()];
    const near = await type(`learn ${lesson?.title.slice(0, -2)}x`);
    const label = near.buttons.find((one) => one.includes(lesson?.title ?? '?'));
    expect((await ana.press(label ?? 'none', near)).text).toContain('card 1 of');
  });

  test('staff commands are suggested to staff alone', async () => {
    expect((await type('stup')).buttons).not.toContain('setup');
    expect((await type('stup', stage.person('Ada', { admin: true }))).buttons).toContain('setup');
  });

  test('alone, it says what it can do', async () => {
    const seen = await type('tutor');
    expect(seen.text).toMatch(/What (?:shall we|I can) do/u);
    expect(seen.text).toMatch(/quiz \[?topic:|\/quiz – /u);
  });

  test('words that belong nowhere are named, and can be left out', async () => {
    const seen = await type('quiz topic: "http" length: 2 what else');
    expect(seen.text).toContain('what else');
    expect((await ana.press('quiz without it', seen)).text).toContain('1 of 2');
  });

  test('a command that is nothing but one endless word is answered', async () => {
    for (const line of [
      'x'.repeat(5_000),
      `what ${'x'.repeat(5_000)}`,
      `quiz ${'x'.repeat(5_000)}`,
      '🙂'.repeat(2_500),
      '<@'.repeat(2_000),
    ]) {
      const seen = await type(line);
      expect(seen.private).toBe(true);
      expect(seen.text).toMatch(
        /I don't know|at most 200 characters|What would you like next|I explain back-end words/u,
      );
    }
  });

  test('nothing broke on the way', () => expect(sous.failures).toEqual([]));
});
