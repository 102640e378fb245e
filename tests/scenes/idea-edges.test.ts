/** Wrong ideas of daily questions: they come back in private, and the pulse tells of five people and more what was cured. */
import { describe, expect, test } from 'vitest';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { publicChoices } from '../../src/classroom/drops.ts';
import { chooseLetter, chooseSure } from '../../src/features/daily/addresses.ts';
import { caller, COMMUNITY, DAY, dropHouse, wordsOf } from '../support/drop-house.ts';

const house = dropHouse();

/** The drop that is open now, with the key of its right option and of the one that stands for a wrong idea. */
async function openDrop() {
  await house.nextDrop('one-choice');
  const { store, library } = house.sous.tools;
  const [drop] = await store.drops.latestDrops(house.cohort.id, { limit: 1 });
  const question = library.content.questions.get(drop?.question ?? '');
  if (drop === undefined || question?.kind !== 'one-choice') throw new Error('no drop');
  const keyOf = (at: number): string =>
    publicChoices(question, drop.id)?.find(({ key }) => key === String(at))?.key ?? '';
  return {
    drop: drop.id,
    question,
    right: keyOf(question.options.findIndex((one) => one.right)),
    idea: keyOf(question.options.findIndex((one) => one.misconception !== undefined)),
  };
}
type Opened = Awaited<ReturnType<typeof openDrop>>;

const misled = async ({ drop, idea: key }: Opened, who: string): Promise<Reply> =>
  house.press(caller(who), chooseLetter({ drop, key }));

/** The press that chooses this option of the question in a reply. */
function choosing(reply: Reply, key: string): Press {
  const blocks = reply.kind === 'show' || reply.kind === 'redraw' ? reply.card.blocks : [];
  const all = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  const found = all.find(
    (one) => one.kind === 'press' && one.press.id === 'ask.choose' && one.press.args['key'] === key,
  );
  if (found?.kind !== 'press') throw new Error(`no choice ${key} in: ${wordsOf(reply)}`);
  return found.press;
}

describe('a wrong idea of a daily question', () => {
  test('comes back in the review, once, though its question is on the list as well', async () => {
    const opened = await openDrop();
    await misled(opened, 'Mia');
    house.now += 2 * DAY;
    const back = await house.run(caller('Mia'), 'review');
    expect(wordsOf(back)).toContain('1 due');
    expect(wordsOf(back)).toContain('2 days ago you mixed something up about this');
    const told = await house.press(caller('Mia'), choosing(back, opened.right));
    expect(wordsOf(told)).toContain('Cured. 2 days ago you thought: A mix-up.');
    expect(wordsOf(told)).toContain('You have answered this one before');
    const done = await house.run(caller('Mia'), 'review');
    expect(wordsOf(done)).toContain('1 reviewed in the last day');
    expect(wordsOf(done)).toMatch(/Cured:\s+- A mix-up/u);
  });

  test('of which somebody was sure is told so', async () => {
    const { drop, idea: key } = await openDrop();
    await house.press(caller('Mia'), chooseSure({ drop, key, as: 'sure' }));
    house.now += 2 * DAY;
    expect(wordsOf(await house.run(caller('Mia'), 'review'))).toContain('you were sure about this, and it was not so');
  });

  test('does not come back by a question that staff took out', async () => {
    const opened = await openDrop();
    await misled(opened, 'Mia');
    house.now += 2 * DAY;
    const { id, version } = opened.question;
    const { store } = house.sous.tools;
    const report = { id: 'r1', community: COMMUNITY, learner: 'bare:user/mia', question: id, version };
    await store.reports.addReport({ ...report, reason: 'wrong', words: '', moves: null }, house.now);
    await house.person('Ada', true).press('Void the question', await house.person('Ada', true).command('reports'));
    const none = wordsOf(await house.run(caller('Mia'), 'review'));
    expect(none).not.toContain('Once more');
    expect(none).toContain('Nothing is due just now');
  });

  test('what authors withdrew goes from the list', async () => {
    const { store } = house.sous.tools;
    const mia = { learner: 'bare:user/mia', name: 'Mia', locale: 'en', community: COMMUNITY };
    await store.learners.meet(mia, house.now);
    const memory = { due: 0, stability: 1, difficulty: 1, reps: 0, lapses: 0, state: 0, steps: 0, scheduledDays: 0 };
    await store.reviews.addReview(mia.learner, 'term:gone', { ...memory, last: null });
    expect(wordsOf(await house.run(caller('Mia'), 'review'))).toContain('Done for today');
    expect(await store.reviews.listReviews(mia.learner)).toEqual([]);
  });
});

test('the pulse says what was cured, from five people on', async () => {
  const opened = await openDrop();
  const people = Array.from({ length: 6 }, (_, n) => `P${n}`);
  for (const who of people) await misled(opened, who);
  house.now += 2 * DAY;
  const ada = house.person('Ada', true);
  const asked = await Promise.all(people.map(async (who) => house.run(caller(who), 'review')));
  const answers = async (from: number, to: number): Promise<void> => {
    for (const [at, who] of people.slice(from, to).entries()) {
      const reply = asked[from + at];
      if (reply === undefined) throw new Error('nothing was asked');
      // one of them has it still
      await house.press(caller(who), choosing(reply, from + at === 0 ? opened.idea : opened.right));
    }
  };
  await answers(0, 4);
  expect((await ada.command('pulse')).text).not.toContain('cured');
  await answers(4, 6);
  expect((await ada.command('pulse')).text).toContain('Wrong ideas cured: 5 of 6 that came back to 6 people');
});
