/** A day of a cohort in a real browser: an admin sets it up, learners answer, it closes, and the answers are revealed. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../src/storage/database.ts';
import { publicChoices } from '../src/classroom/drops.ts';
import { KITCHEN } from '../src/platforms/playground/rooms.ts';
import { launchChromium } from './support/chromium.ts';
import { comeIn, openWindow, send, type Window } from './support/playground/browser.ts';
import { type PlaygroundServer, startPlayground } from './support/playground/server.ts';
import { testSous, type TestSous } from './support/sous.ts';
import { judged } from './support/judged.ts';
import { freshDatabase } from './support/storage.ts';

const HOUR = 3_600_000;
/** A Monday, eight in the morning. */
let now = Date.UTC(2026, 10, 23, 8);
let browser: Browser;
let database: OpenDatabase;
let sous: TestSous;
let server: PlaygroundServer;

beforeAll(async () => {
  [browser, database] = await Promise.all([launchChromium(), freshDatabase()]);
  sous = await testSous(database, { now: () => now });
  server = await startPlayground(sous.boot, { now: () => now });
});
afterAll(async () => {
  await server.goAway();
  await database.close();
  await browser.close();
  expect(sous.failures).toEqual([]);
});

/** Where to keep a picture of each step, for whoever wants to look. */
const look = async ({ page }: Window, name: string): Promise<void> => {
  const folder = process.env['SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
};

test('from set-up to the reveal', async () => {
  const { store, library } = sous.tools;
  const ada = await openWindow(browser, server.url);
  await comeIn(ada, 'Ada', true);
  await send(ada, '/setup');
  await ada.log.getByRole('button', { name: 'Create the first cohort…' }).click();
  await ada.dialog.getByLabel('Name of the cohort').fill('Spring');
  await ada.dialog.getByLabel('Time zone').fill('UTC');
  await ada.dialog.getByLabel('Time of the drop').fill('09:00');
  await ada.page.keyboard.press('Enter');
  await ada.log.getByText('I may post in the channel').waitFor();
  await look(ada, '1-set-up');

  const [cohort] = await store.cohorts.cohortsOf(KITCHEN);
  if (cohort === undefined) throw new Error('there is no cohort');
  const question = [...library.content.questions.values()].find((one) => one.daily && one.kind === 'one-choice');
  if (question?.kind !== 'one-choice') throw new Error('there is no question');
  await store.cohorts.queueQuestion({ cohort: cohort.id, question: question.id, kind: 'soon' }, 'test', now);
  now += HOUR;
  await sous.tick();

  const learners: Window[] = [];
  for (const [name, right] of [
    ['Ana', true],
    ['Ben', false],
  ] as const) {
    const learner = await openWindow(browser, server.url);
    learners.push(learner);
    await comeIn(learner, name);
    const drop = learner.log.getByRole('article').filter({ hasText: 'Answers are private' });
    const [{ id } = { id: '' }] = await store.drops.latestDrops(cohort.id);
    const at = publicChoices(question, id)?.findIndex(
      (choice) => (question.options[Number(choice.key)]?.right === true) === right,
    );
    await drop.getByRole('button', { name: new RegExp(`^${'ABCDE'.charAt(at ?? 0)} `, 'u') }).click();
    await learner.log.getByText(right ? /Right\. 10 points/u : /Not this time/u).waitFor();
    await look(learner, `2-answer-${name}`);
    // nobody else saw it
    expect(await ada.log.getByText(/10 points|Not this time/u).count()).toBe(0);
  }
  // and some who are not looked at: of fewer than five no numbers are shown
  const [open] = await store.drops.latestDrops(cohort.id);
  for (const who of ['cleo', 'dan', 'eve', 'finn'])
    await store.answers.recordAnswer({
      drop: open?.id ?? '',
      learner: `playground:user/${who}`,
      moves: ['0'],
      score: 0,
      points: 0,
      hint: false,
      at: now,
      ...judged(0),
    });
  now += HOUR;
  await sous.tick();
  await ada.log.getByText('6 people have answered').waitFor();

  now += 24 * HOUR;
  await sous.tick();
  const [ana] = learners;
  if (ana === undefined) throw new Error('nobody answered');
  await ana.log.getByText('Closed.').first().waitFor();
  const reveal = ana.log.locator('.thread').getByRole('img');
  await reveal.waitFor();
  expect(await reveal.getAttribute('alt')).toContain('How 6 answers spread');
  await reveal.scrollIntoViewIfNeeded();
  await look(ana, '3-reveal');
  await send(ana, '/leaderboard');
  await ana.log.getByText('You are number 1').waitFor();
  await look(ana, '4-board');
  for (const one of [ada, ...learners]) expect(one.errors).toEqual([]);
});

test('what staff ticked and did not save yet stays, whatever else of the panel they change', async () => {
  const eva = await openWindow(browser, server.url, { viewport: { width: 390, height: 844 }, hasTouch: true });
  await comeIn(eva, 'Eva', true);
  await send(eva, '/setup cohort:Spring');
  const panel = eva.log.getByRole('article').filter({ hasText: '/setup cohort:Spring' });
  const friday = panel.getByRole('checkbox', { name: 'Friday' });
  await friday.uncheck();
  await panel.getByRole('option', { name: '#daily' }).click();
  await panel.getByText('Saved.').waitFor();
  expect(await friday.isChecked()).toBe(false);
  const names = await panel.getByRole('button').allInnerTexts();
  expect(new Set(names).size).toBe(names.length);
  await panel.getByRole('button', { name: 'Save weekdays' }).click();
  await expect.poll(async () => (await sous.tools.store.cohorts.cohortsOf(KITCHEN))[0]?.weekdays).toEqual([1, 2, 3, 4]);
  await send(eva, '/audit');
  const audit = eva.log.getByRole('article').filter({ hasText: 'What staff did' });
  await audit.getByText('changed the channel in Spring: #daily').waitFor();
  expect(await audit.innerText()).not.toMatch(/playground:|role /u);
  expect(eva.errors).toEqual([]);
  await eva.context.close();
});
