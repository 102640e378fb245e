/** One learner with two accounts: all that linking them takes is another answer to the question who a person is. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LearnerId, PersonId } from '../../src/chat/request.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { bareStage } from '../support/bare-stage.ts';
import { kindsLibrary } from '../support/kinds-library.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import type { Stage } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';

const ANA = 'learner-7' as LearnerId;
const accounts: ReadonlyMap<PersonId, LearnerId> = new Map([
  ['bare:user/ana', ANA],
  ['bare:user/ana-at-work', ANA],
]);
let database: OpenDatabase;
let sous: TestSous;
let stage: Stage;
beforeEach(async () => {
  database = await freshDatabase();
  const learnerOf = async (person: PersonId) => accounts.get(person) ?? (`learner of ${person}` as LearnerId);
  sous = await testSous(database, { library: kindsLibrary(), learnerOf });
  stage = await bareStage(sous.boot);
});
afterEach(async () => {
  await stage.stop();
  await database.close();
  expect(sous.failures).toEqual([]);
});

test('what they did with one account they see with the other, and nobody else does', async () => {
  const [ana, work, ben] = ['Ana', 'Ana-at-work', 'Ben'].map((name) => stage.person(name));
  await ana?.command('quiz', { topic: 'true-false', length: 1 });
  await ana?.press('True');
  await ana?.press('A');
  expect((await work?.command('progress'))?.text).toMatch(/first try: \d of 1/u);
  expect((await work?.command('progress'))?.text).toBe((await ana?.command('progress'))?.text);
  expect((await ben?.command('progress'))?.text).toContain('Nothing answered yet');
  const { store } = sous.tools;
  expect(await store.runs.scoreOf(ANA)).toMatchObject({ answered: 1 });
  expect(await store.runs.scoreOf('bare:user/ana')).toMatchObject({ answered: 0 });
});

test('a quiz that was begun with one account goes on with the other', async () => {
  const [ana, work] = ['Ana', 'Ana-at-work'].map((name) => stage.person(name));
  await ana?.command('quiz', { topic: 'true-false', length: 1 });
  expect((await work?.command('quiz', { topic: 'true-false', length: 1 }))?.text).toContain('unfinished quiz');
});

test('forgetting is for the learner, whichever account asks for it', async () => {
  const [ana, work] = ['Ana', 'Ana-at-work'].map((name) => stage.person(name));
  await ana?.command('settings', { zone: 'UTC' });
  await work?.command('privacy');
  await work?.press('Delete everything');
  expect((await work?.press('Yes, delete everything'))?.text).toContain('It is all gone');
  expect((await ana?.command('privacy'))?.text).toContain('Nothing. I begin to store something');
});
