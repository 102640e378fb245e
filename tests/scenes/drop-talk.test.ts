/** A daily question in a talk: nobody else hears an answer, and alone it is answered as any other question. */
import { expect, test } from 'vitest';
import type { Reply } from '../../src/chat/reply.ts';
import type { Visitor } from '../../src/chat/request.ts';
import { openDrop } from '../../src/features/daily/addresses.ts';
import { publicChoices } from '../../src/classroom/drops.ts';
import { judge } from '../../src/questions/index.ts';
import { caller, DAY, dropHouse, wordsOf } from '../support/drop-house.ts';
import { chooseLetter } from '../../src/features/daily/addresses.ts';

const house = dropHouse();
let events = 0;
const say = (who: Visitor, text: string): Promise<Reply> =>
  house.app.handle({ kind: 'said', caller: who, event: `said-${(events += 1)}`, at: house.now, text });
const buttonsOf = (reply: Reply) =>
  reply.kind === 'show'
    ? reply.card.blocks
        .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
        .filter((one) => one.kind === 'press')
    : [];
const alone = (name: string): Visitor =>
  caller(name, { direct: true, place: `bare:user/${name.toLowerCase()}`, community: 'bare:direct' });

async function openOne(kind: string) {
  await house.nextDrop(kind);
  const [drop] = await house.sous.tools.store.drops.latestDrops('spring', { limit: 1 });
  const question = house.sous.tools.library.content.questions.get(drop?.question ?? '');
  if (drop === undefined || question === undefined) throw new Error('no drop was posted');
  const choices = publicChoices(question, drop.id) ?? [];
  const scores = await Promise.all(choices.map(async ({ key }) => (await judge(question, [key])).score));
  return { drop: drop.id, question, right: choices[scores.indexOf(1)]?.key ?? '' };
}

test.each(['B', 'the answer is c', 'I think it is A!'])(
  '"%s" in the channel says nothing of the question, and leads to it',
  async (text) => {
    const { drop, question } = await openOne('one-choice');
    const reply = await say(caller('Ana'), text);
    expect(wordsOf(reply)).toContain("Do you mean today's question?");
    expect(wordsOf(reply)).not.toContain(question.explanation);
    const [button] = buttonsOf(reply);
    expect(button?.press).toEqual(openDrop({ drop }));
    expect(await house.sous.tools.store.answers.answersOf('spring', 'bare:user/ana')).toEqual([]);
  },
);

test('opened in the channel, an answer that is said there is not taken and not told', async () => {
  const { drop, question } = await openOne('one-choice');
  await house.press(caller('Ana'), openDrop({ drop }));
  const reply = await say(caller('Ana'), 'B');
  expect(wordsOf(reply)).toContain('between you and me');
  expect(wordsOf(reply)).not.toContain(question.explanation);
  expect(await house.sous.tools.store.answers.answersOf('spring', 'bare:user/ana')).toEqual([]);
  const [back] = buttonsOf(reply);
  if (back === undefined) throw new Error('no way back');
  // somebody else who presses it sees nothing of Ana's
  expect(wordsOf(await house.press(caller('Bo'), back.press))).toContain('belongs to somebody else');
  const again = await house.press(caller('Ana'), back.press);
  expect(again).toMatchObject({ kind: 'show', audience: 'caller' });
});

test('alone, it is answered by a letter, once, and counts', async () => {
  const first = await openOne('one-choice');
  await house.press(caller('Ana'), chooseLetter({ drop: first.drop, key: first.right }));
  house.now += DAY;
  const { drop, question } = await openOne('one-choice');
  const opened = await house.press(alone('Ana'), openDrop({ drop }));
  const option = question.kind === 'one-choice' ? question.options.find((one) => one.right)?.text : undefined;
  expect(wordsOf(opened)).toContain('your first answer counts');
  const answered = await say(alone('Ana'), `it's ${option ?? ''}`);
  expect(wordsOf(answered)).toContain('This is your answer; it counts.');
  // what is said now is no answer any more
  expect(wordsOf(await say(alone('Ana'), 'B'))).not.toContain('counts');
});

test('what is said in the channel to nobody in particular is a look-up as ever', async () => {
  await openOne('short-answer');
  expect(wordsOf(await say(caller('Ana'), 'About order'))).toContain('What order is.');
});
