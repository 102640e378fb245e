/**
 * What a journey may cost the database, in statements: a look-up one, a press in a run two, a press on a drop three. What
 * the platforms add is counted in `press.test.ts`.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PGlite } from '@electric-sql/pglite';
import type { Button, Pick } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Visitor } from '../../src/chat/request.ts';
import { publicChoices } from '../../src/classroom/drops.ts';
import { chooseLetter, chooseSure, openDrop, showHint, showOthers } from '../../src/features/daily/addresses.ts';
import { judge } from '../../src/questions/index.ts';
import { caller, DAY, dropHouse, HOUR, wordsOf } from '../support/drop-house.ts';

const LOOK_UP = 1;
const RUN_PRESS = 2;
const DROP_PRESS = 3;
/** A question that opens is remembered, so that it can be answered in words. */
const REMEMBERED = 1;
/** Each answer decides what is asked next. */
const PLACEMENT_PRESS = 3 + REMEMBERED;
/** Where it ends, the next step is looked for: what waits, and what the answers tell. */
const END = 3;
/** To choose the questions of a quiz, and to begin it. */
const QUIZ = 6 + REMEMBERED;
const REVIEW = 6 + REMEMBERED;
const OPENING = DROP_PRESS + REMEMBERED;

const house = dropHouse();
let counted = 0;
let restore = (): void => undefined;

beforeEach(() => {
  const { raw } = house.database as unknown as { raw: PGlite };
  const query = raw.query.bind(raw);
  raw.query = (async (...given: Parameters<typeof query>) => {
    counted += 1;
    return query(...given);
  }) as typeof raw.query;
  restore = () => {
    raw.query = query;
  };
});
afterEach(() => restore());

/** How many statements something takes, and what came of it. */
async function cost<T>(work: () => Promise<T>): Promise<{ readonly statements: number; readonly got: T }> {
  counted = 0;
  const got = await work();
  return { statements: counted, got };
}

const blocksOf = (reply: Reply) => (reply.kind === 'show' || reply.kind === 'redraw' ? reply.card.blocks : []);
const buttonsOf = (reply: Reply): Extract<Button, { kind: 'press' }>[] =>
  blocksOf(reply).flatMap((block) =>
    block.kind === 'buttons' ? block.buttons.filter((one) => one.kind === 'press') : [],
  );
const labeled = (reply: Reply, label: string): Press => {
  const found = buttonsOf(reply).find((one) => one.label.startsWith(label));
  if (found === undefined) throw new Error(`no "${label}" on: ${wordsOf(reply)}`);
  return found.press;
};
const listOf = (reply: Reply): Pick | undefined => blocksOf(reply).find((block) => block.kind === 'pick');

/** What was chosen takes its letter away. */
const firstLetter = (reply: Reply): string => buttonsOf(reply).find((one) => /^[A-J]$/u.test(one.label))?.label ?? 'A';

/** The drop that is open now, and its letters: right ones and others. */
async function openLetters(kind = 'one-choice') {
  await house.nextDrop(kind);
  const [drop] = await house.sous.tools.store.drops.latestDrops('spring', { limit: 1 });
  const question = house.sous.tools.library.content.questions.get(drop?.question ?? '');
  if (drop === undefined || question === undefined) throw new Error('no drop was posted');
  const choices = publicChoices(question, drop.id) ?? [];
  const scores = await Promise.all(choices.map(async ({ key }) => (await judge(question, [key])).score));
  return { drop: drop.id, right: choices[scores.indexOf(1)]?.key ?? '', wrong: choices[scores.indexOf(0)]?.key ?? '' };
}

const press = (who: Visitor, given: Press, at?: number): Promise<Reply> => house.press(who, given, at);

test('a look-up is remembered, in one statement', async () => {
  const { statements, got } = await cost(() => house.run(caller('Ana'), 'what', { is: 'About order' }));
  expect(wordsOf(got)).toContain('What order is.');
  expect(statements).toBe(LOOK_UP);
});

test('said in a chat, with a question open or not, it costs one statement as well', async () => {
  const say = async (text: string, event: string) =>
    cost(async () => house.app.handle({ kind: 'said', caller: caller('Ana'), event, at: house.now, text }));
  const first = await say('About order', 'said-1');
  expect(wordsOf(first.got)).toContain('What order is.');
  expect(first.statements).toBe(LOOK_UP);
  const alone = caller('Ana', { direct: true, place: 'bare:user/ana', community: 'bare:direct' });
  await house.run(alone, 'quiz', { topic: 'one-choice', length: 1 });
  const between = await cost(async () =>
    house.app.handle({ kind: 'said', caller: alone, event: 'said-2', at: house.now, text: 'what is About order?' }),
  );
  expect(wordsOf(between.got)).toContain('Back to your question');
  expect(between.statements).toBeLessThanOrEqual(LOOK_UP + 1);
});

describe('a press on a drop', () => {
  test.each(['right', 'wrong'] as const)('of somebody who was never here, %s', async (how) => {
    const letters = await openLetters();
    const { statements, got } = await cost(() =>
      press(caller('Ana'), chooseLetter({ drop: letters.drop, key: letters[how] })),
    );
    expect(wordsOf(got)).toContain('This is your answer; it counts.');
    expect(statements).toBeLessThanOrEqual(DROP_PRESS);
    expect(await house.sous.tools.store.learners.findLearner('bare:user/ana')).toMatchObject({ name: 'Ana' });
    const reviews = await house.sous.tools.store.reviews.countReviews('bare:user/ana', house.now + 9 * DAY, 0);
    expect(reviews.all).toBe(how === 'wrong' ? 1 : 0);
  });

  test.each(['right', 'wrong'] as const)('of a member, %s; once more, and to see the rest', async (how) => {
    const first = await openLetters();
    await press(caller('Bo'), chooseLetter({ drop: first.drop, key: first.wrong }));
    house.now += DAY;
    const letters = await openLetters();
    const choose = chooseLetter({ drop: letters.drop, key: letters[how] });
    const answered = await cost(() => press(caller('Bo'), choose));
    expect(wordsOf(answered.got)).toContain('it counts');
    expect(answered.statements).toBeLessThanOrEqual(DROP_PRESS);
    const again = await cost(() => press(caller('Bo'), choose));
    expect(wordsOf(again.got)).toContain('You had answered already');
    expect(again.statements).toBe(1);
    const rest = await cost(() => press(caller('Bo'), showOthers({ drop: letters.drop })));
    expect(rest.statements).toBe(1);
  });

  test('of somebody who wants to be asked how sure they are, and too late', async () => {
    const { store } = house.sous.tools;
    await store.learners.meet(
      { learner: 'bare:user/cy', name: 'Cy', locale: 'en', community: 'bare:room/main' },
      house.now,
    );
    await store.learners.changeSettings('bare:user/cy', { confidence: true });
    const letters = await openLetters();
    const asked = await cost(() => press(caller('Cy'), chooseLetter({ drop: letters.drop, key: letters.wrong })));
    expect(wordsOf(asked.got)).toContain('How sure are you?');
    expect(asked.statements).toBe(1);
    const sure = chooseSure({ drop: letters.drop, key: letters.wrong, as: 'guess' });
    expect((await cost(() => press(caller('Cy'), sure))).statements).toBeLessThanOrEqual(DROP_PRESS);
    const late = await cost(() =>
      press(caller('Dee'), chooseLetter({ drop: letters.drop, key: letters.right }), house.now + 25 * HOUR),
    );
    expect(wordsOf(late.got)).toContain('for learning only');
    expect(late.statements).toBe(1);
  });

  test('in private: opened, with its hint, and answered', async () => {
    const { drop } = await openLetters('short-answer');
    const opened = await cost(() => press(caller('Eve'), openDrop({ drop })));
    expect(wordsOf(opened.got)).toContain('your first answer counts');
    expect(opened.statements).toBeLessThanOrEqual(OPENING);
    const hinted = await cost(() => press(caller('Eve'), showHint({ drop })));
    expect(hinted.statements).toBeLessThanOrEqual(OPENING);
    const form = await press(caller('Eve'), labeled(hinted.got, 'Write the answer'));
    if (form.kind !== 'ask') throw new Error('no form opened');
    const event = { caller: caller('Eve'), event: 'typed', at: house.now, fields: { b0: 'zebra' } };
    const answered = await cost(() => house.app.handle({ kind: 'form', press: form.form.press, ...event }));
    expect(wordsOf(answered.got)).toContain('This is your answer; it counts.');
    expect(answered.statements).toBeLessThanOrEqual(DROP_PRESS);
  });
});

describe('what is asked next', () => {
  test('costs a statement at most more for what comes back', async () => {
    await house.run(caller('Ana'), 'quiz', { topic: 'one-choice', length: 1 });
    const quiz = await cost(() => house.run(caller('Ana'), 'quiz', { topic: 'order', length: 1 }));
    expect(wordsOf(quiz.got)).toContain('Kind order');
    expect(quiz.statements).toBe(QUIZ);
    const review = await cost(() => house.run(caller('Ana'), 'review'));
    expect(review.statements).toBeLessThanOrEqual(REVIEW);
  });
});

describe('a press in a run', () => {
  test.each(['one-choice', 'several-choices', 'order', 'true-false', 'find-bug'])('of %s, to its end', async (kind) => {
    let reply = await house.run(caller('Ana'), 'quiz', { topic: kind, length: 1 });
    for (let n = 0; n < 10 && !wordsOf(reply).includes('See how it went'); n += 1) {
      const list = listOf(reply);
      const next =
        list?.of === 'options'
          ? {
              kind: 'press' as const,
              press: list.press,
              picked: list.options.slice(0, list.min ?? 1).map((one) => one.value),
            }
          : {
              kind: 'press' as const,
              press: labeled(reply, kind === 'true-false' && n === 0 ? 'True' : firstLetter(reply)),
            };
      const done = await cost(() =>
        house.app.handle({ ...next, caller: caller('Ana'), event: `${kind}-${n}`, at: house.now }),
      );
      expect(done.statements).toBeLessThanOrEqual(RUN_PRESS);
      reply = done.got;
    }
    expect(wordsOf(reply)).toMatch(/Right\.|Partly right|Not this time/u);
    expect((await cost(() => press(caller('Ana'), labeled(reply, 'See how it went')))).statements).toBe(END);
  });

  test('hint, undo, and an answer to what is on the review list', async () => {
    const asked = await house.run(caller('Ana'), 'quiz', { topic: 'one-choice', length: 1 });
    const hinted = await cost(() => press(caller('Ana'), labeled(asked, 'Hint')));
    expect(hinted.statements).toBe(RUN_PRESS);
    await press(caller('Ana'), labeled(hinted.got, 'B'));
    const start = await house.run(caller('Ana'), 'quiz', { topic: 'order', length: 1 });
    const moved = await press(caller('Ana'), labeled(start, 'A'));
    const back = await cost(() => press(caller('Ana'), labeled(moved, 'Undo')));
    expect(back.statements).toBe(RUN_PRESS);
    const { store, library } = house.sous.tools;
    const [question] = library.questionsIn('one-choice');
    if (question === undefined) throw new Error('no question');
    house.now += 9 * DAY;
    const [due] = await store.reviews.dueReviews('bare:user/ana', house.now, 1);
    expect(due?.item).toBe(`question:${question.id}`);
    const reviewed = await house.run(caller('Ana'), 'review');
    expect((await cost(() => press(caller('Ana'), labeled(reviewed, 'A')))).statements).toBe(RUN_PRESS);
    const [rated] = await store.reviews.dueReviews('bare:user/ana', house.now + 900 * DAY, 1);
    expect(rated?.memory.reps).toBe((due?.memory.reps ?? 0) + 1);
  });
});

test('a step of a placement reads the run, stores the answer, adds the next question and remembers it; the next step is one statement, or two', async () => {
  const open = await house.run(caller('Ana'), 'start');
  const second = await cost(() => press(caller('Ana'), labeled(open, 'I don’t know')));
  expect(wordsOf(second.got)).toMatch(/Question 2, at most|Start/u);
  expect(second.statements).toBeLessThanOrEqual(PLACEMENT_PRESS);
  expect((await cost(() => house.run(caller('Ana'), 'next'))).statements).toBe(2);
});
