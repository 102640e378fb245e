/** Answers at the edges: pressed in time and handled late, to a question that was mended, and reported before they were given. */
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { publicChoices } from '../../src/classroom/drops.ts';
import { chooseLetter } from '../../src/features/daily/addresses.ts';
import { claimRight, sendReport } from '../../src/features/report.ts';
import { caller, DAY, dropHouse, wordsOf } from '../support/drop-house.ts';
import { answer } from './spine.ts';

const house = dropHouse();
const mia = caller('Mia');

/** The latest drop, its question, and where its first letter leads. */
async function latest() {
  const [drop] = await house.sous.tools.store.drops.latestDrops(house.cohort.id, { limit: 1 });
  const question = house.sous.tools.library.content.questions.get(drop?.question ?? '');
  if (drop === undefined || question === undefined) throw new Error('no drop was posted');
  const key = publicChoices(question, drop.id)?.[0]?.key ?? '';
  return { drop, question, press: chooseLetter({ drop: drop.id, key }) };
}

test('who pressed in time is counted, though it was closed when the press was handled', async () => {
  await house.nextDrop('one-choice');
  const { drop, press } = await latest();
  const count = () => house.sous.tools.store.answers.countAnswers(drop.id);
  house.now = drop.closesAt + 1;
  await house.sous.tick();
  expect(await house.sous.tools.store.drops.findDrop(drop.id)).toMatchObject({ state: 'closed' });
  expect(wordsOf(await house.press(mia, press, drop.closesAt - 500))).not.toContain('had closed');
  expect(await count()).toBe(1);
  expect(wordsOf(await house.press(caller('Ben'), press, drop.closesAt + 500))).toContain('had closed');
  expect(await count()).toBe(1);
});

test('who opened it in time and answers when it is over is told so', async () => {
  const drop = await house.nextDrop('several-choices');
  const person = house.person('Mia');
  const seen = await person.press('Answer', drop);
  house.now += DAY + 1;
  await house.sous.tick();
  expect((await answer(person, seen)).text).toContain('The daily question was over, so this was for practice.');
});

test('an answer to a question that was mended after it was posted is kept as one to the new version', async () => {
  await house.nextDrop('several-choices');
  const { drop, question } = await latest();
  await house.database.db.execute(sql`update drops set version = 'older'`);
  const person = house.person('Mia');
  await answer(person, await person.press('Answer', await house.latest('Daily question ·')));
  const { store } = house.sous.tools;
  expect(await store.answers.findDropAnswer(drop.id, mia.person)).toMatchObject({ version: question.version });
});

test('what was reported before it was answered can be claimed afterwards', async () => {
  const drop = await house.nextDrop('short-answer');
  const { id } = (await latest()).drop;
  const at = { run: `drop:${id}`, at: 0 };
  const event = { caller: mia, event: 'reports-it', at: house.now };
  await house.app.handle({ ...event, kind: 'form', press: sendReport(at), fields: { reason: ['unclear'] } });
  const person = house.person('Mia');
  const form = await person.press('Answer', drop);
  await answer(person, form);
  const queue = async () => JSON.stringify(await house.run(caller('Ada', { admin: true }), 'reports'));
  expect(await queue()).not.toContain('Accept this answer');
  expect(wordsOf(await house.press(mia, claimRight(at)))).toContain('Thank you');
  expect(await queue()).toContain('Accept this answer');
  expect(wordsOf(await house.press(mia, claimRight(at)))).toContain('already');
});
