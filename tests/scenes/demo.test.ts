/** The made-up cohort of a playground on its own: alive from the first minute, honest about itself, and gone when staff say so. */
import { getTableColumns } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { KITCHEN, STALL } from '../../src/platforms/playground/rooms.ts';
import type { WireMessage } from '../../src/platforms/playground/wire.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { EVERY_TABLE } from '../../src/storage/every-table.ts';
import { playgroundStage, type PlaygroundStage } from '../support/playground/stage.ts';
import { seenMessage } from '../support/playground/seen.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import { freshDatabase } from '../support/storage.ts';

const HOUR = 3_600_000;
/** A Monday afternoon: the plan's own minute is long over. */
const START = Date.UTC(2026, 10, 23, 15, 20);
let now: number;
let database: OpenDatabase;
let sous: TestSous;
let stage: PlaygroundStage;

beforeEach(async () => {
  now = START;
  database = await freshDatabase();
  sous = await testSous(database, { now: () => now, stall: STALL });
  stage = await playgroundStage(sous.boot, { now: () => now });
});
afterEach(async () => {
  await stage.stop();
  await database.close();
  expect(sous.failures).toEqual([]);
});

const daily = async (): Promise<readonly WireMessage[]> => {
  const { messages } = await (await stage.client('Onlooker')).snapshot();
  return messages.filter((message) => message.room === STALL.place).toSorted((a, b) => a.at - b.at);
};
const words = (message: WireMessage | undefined): string => (message === undefined ? '' : seenMessage(message).text);

test('the first tick has yesterday revealed, today open, and a board of names that say what they are', async () => {
  await sous.tick();
  const [yesterday, ...rest] = await daily();
  expect(words(yesterday)).toMatch(/Sunday,? 22 November[^]*Closed\./u);
  const reveal = rest.find((message) => message.under === yesterday?.id);
  expect(words(reveal)).toContain('The answer:');
  expect(words(reveal)).toContain('6 people have answered');
  const today = rest.find((message) => message.under === undefined);
  expect(words(today)).toMatch(/Monday,? 23 November[^]*4 people have answered/u);
  expect(words(today)).toContain('This is a demo');
  const ana = stage.person('Ana');
  const board = await ana.command('leaderboard');
  expect(board.text).toMatch(/Demo cohort[^]*Mia \(made up\)/u);
  expect(board.text).toContain('This is a demo');
  expect((await ana.command('daily')).text).toContain('You have not answered it yet');
});

test('a restart changes nothing, and each later day has one question, whenever it is started', async () => {
  await sous.tick();
  const before = await daily();
  await stage.restart();
  await sous.tick();
  expect((await daily()).map((message) => message.id)).toEqual(before.map((message) => message.id));
  now = START + 3 * 24 * HOUR + 7 * HOUR; // it was switched off for days, and comes back late in the evening
  await stage.restart();
  await sous.tick();
  await sous.tick();
  const all = await daily();
  const heads = all.filter((message) => message.under === undefined);
  expect(heads.length).toBe(3);
  expect(words(heads.at(-1))).toMatch(/Thursday,? 26 November[^]*Open until/u);
  expect(all.filter((message) => /Open until/u.test(words(message))).length).toBe(1);
});

test('staff remove it with everything of it, and it does not come back', async () => {
  await sous.tick();
  const ana = stage.person('Ana');
  await ana.press('Answer it', await ana.command('daily'));
  const ada = stage.person('Ada', { admin: true });
  const first = await ada.command('setup');
  expect(first.buttons[0]).toBe('Create the first cohort…');
  const asked = await ada.press('Remove the demo cohort', first);
  expect(asked.buttons).toEqual(['No, keep it', 'Yes, remove the demo']);
  await ada.press('Yes, remove the demo', asked);
  expect(await daily()).toEqual([]);
  for (const table of EVERY_TABLE) {
    const columns = Object.values(getTableColumns(table)).filter((column) =>
      /^(?:cohort|drop|learner|id)$/u.test(column.name),
    );
    const rows = (await database.db.select().from(table)) as Record<string, unknown>[];
    for (const { name } of columns)
      expect(rows.filter((row) => /^demo(?:-\d|$)|\.demo$/u.test(String(row[name])))).toEqual([]);
  }
  now += 24 * HOUR;
  await stage.restart();
  await sous.tick();
  expect(await daily()).toEqual([]);
});

test('a learner cannot remove it', async () => {
  await sous.tick();
  const { body } = await (
    await stage.client('Bob')
  ).send({
    event: 'abcdefgh1234',
    kind: 'press',
    room: STALL.place,
    message: (await daily())[0]?.id ?? '',
    press: 'demo.remove',
  });
  expect(JSON.stringify(body)).toContain('That is for the staff');
  expect(await sous.tools.store.cohorts.cohortsOf(KITCHEN)).toHaveLength(1);
});

test('a cohort of their own takes its place', async () => {
  await sous.tick();
  const ada = stage.person('Ada', { admin: true });
  await ada.press('Create the first cohort…', await ada.command('setup'));
  await ada.submit({ 'Name of the cohort': 'Spring', 'Time zone': 'UTC', 'Time of the drop': '09:00' });
  expect((await sous.tools.store.cohorts.cohortsOf(KITCHEN)).map((cohort) => cohort.name)).toEqual(['Spring']);
  expect(await daily()).toEqual([]);
});

test('where there is a cohort, in any community, none is made', async () => {
  await sous.tools.store.cohorts.createCohort(
    { id: 'real', community: 'discord:guild/1', name: 'Real', place: 'discord:channel/1', zone: 'UTC', admin: '' },
    'test',
    now,
  );
  await sous.tick();
  expect(await daily()).toEqual([]);
  expect(await sous.tools.store.cohorts.cohortsOf(KITCHEN)).toEqual([]);
});

test('it is as alive just after midnight, on the first of a month', async () => {
  now = Date.UTC(2026, 11, 1, 0, 4, 50);
  await sous.tick();
  expect(words((await daily()).findLast((message) => message.under === undefined))).toMatch(
    /Tuesday,? 1 December[^]*4 people have answered/u,
  );
  expect((await stage.person('Ana').command('leaderboard')).text).toContain('(made up)');
});
