/** Marks that people can check with their fingers: the number that is shown is what was counted, and what was paid. */
import assert from 'node:assert/strict';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../src/chat/markdown.ts';
import { markedOf } from '../../src/classroom/verdicts.ts';
import { loadContent } from '../../src/content/load.ts';
import type { Question } from '../../src/content/schema.ts';
import { answeredQuestion } from '../../src/features/player/draw.ts';
import { headline, markOf, type Shown } from '../../src/features/player/marks.ts';
import {
  countOf,
  judge,
  kindNames,
  luckOf,
  type QuestionSource,
  remarksOn,
  solutionOf,
  worthOf,
  turnOf,
} from '../../src/questions/index.ts';
import { type Move, type Moves, shareOf, type Turn } from '../../src/questions/kind.ts';
import { beyondLuck, FULL_POINTS, HINT_POINTS, pointsFor } from '../../src/tutor/score.ts';
import { SAMPLES } from './samples.ts';

const { content } = await loadContent(path.resolve(import.meta.dirname, '../../content'));
const asked = (question: QuestionSource): Question => question as Question;

const subsets = (keys: readonly string[]): string[][] =>
  keys.reduce<string[][]>((all, key) => [...all, ...all.map((one) => [...one, key])], [[]]);

/** Everything that can be answered in a turn; of what is typed, nothing that is right. */
function movesOf(turn: Turn): Move[] {
  switch (turn.via) {
    case 'choose':
      return turn.choices.map(({ key }) => key);
    case 'pick':
      return subsets(turn.choices.map(({ key }) => key)).filter(
        ({ length }) => length >= turn.min && length <= turn.max,
      );
    case 'type': {
      const words = turn.blanks.map(({ choices }) => choices?.map(({ key }) => key) ?? ['nothing like it']);
      const all = words.reduce<string[][]>(
        (lists, own) => lists.flatMap((list) => own.map((word) => [...list, word])),
        [[]],
      );
      return all.map((list) => (list.length === 1 ? (list[0] ?? '') : list));
    }
    default:
      return turn satisfies never;
  }
}

/** All answers there are, each with the chance that blind pressing gives it. */
function* answersTo(question: QuestionSource, moves: Moves = [], chance = 1): Generator<[Moves, number]> {
  const turn = turnOf(question, 7, moves);
  if (turn === undefined) yield [moves, chance];
  const all = turn === undefined ? [] : movesOf(turn);
  for (const move of all) yield* answersTo(question, [...moves, move], chance / all.length);
}

/** An answer in which each move is right or any other, as `picks` has it. */
function answerBy(question: QuestionSource, picks: readonly number[]): Moves {
  const moves: Move[] = [];
  const solution = solutionOf(question, 7);
  for (let turn = turnOf(question, 7, moves); turn !== undefined; turn = turnOf(question, 7, moves)) {
    const pick = picks[moves.length] ?? 0;
    const all = turn.via === 'pick' && turn.choices.length > 10 ? turn.choices.map(({ key }) => [key]) : movesOf(turn);
    const right = solution[moves.length] ?? '';
    // a right move may have been used up by a wrong one before
    const isOpen = turn.via !== 'choose' || turn.choices.some(({ key }) => key === right);
    moves.push(pick % 2 === 0 && isOpen ? right : (all[pick % all.length] ?? ''));
  }
  return moves;
}

async function shownOf(question: QuestionSource, moves: Moves, hint = false): Promise<Shown> {
  const verdict = await judge(question, moves);
  const { score } = verdict;
  const marked = markedOf(asked(question), score, verdict);
  const remarks = remarksOn(question, verdict);
  return { score, marked, remarks, points: pointsFor(score, hint), first: true, hint, remedies: [] };
}

/** Whatever is shown of an answer says the same. */
async function checkMarks(question: QuestionSource, moves: Moves, hint: boolean): Promise<void> {
  const verdict = await judge(question, moves);
  const shown = await shownOf(question, moves, hint);
  const words = plain(headline(shown));
  const count = countOf(question, verdict);
  const full = hint ? HINT_POINTS : FULL_POINTS;
  const [, earned] = /(\d+)(?: of \d+)? points?\b/u.exec(words) ?? [];
  assert.equal(Number(earned ?? 0), pointsFor(verdict.score, hint), words);
  const worth = worthOf(question, verdict);
  const isPartly = verdict.score > 0 && verdict.score < 1;
  if (worth !== undefined) return assert.equal(words.includes(plain(worth)), isPartly, words);
  if (count === undefined) return assert.ok([0, 0.5, 1].includes(verdict.score));
  const { right, of } = count;
  assert.ok(right >= 0 && right <= of && of > 1);
  assert.equal(verdict.score, right / of);
  assert.equal(shown.remarks.filter((one) => markOf(one) === '✅').length, right, words);
  assert.ok(shown.remarks.filter((one) => markOf(one) === '❌').length >= of - right, words);
  // the rule, as it is written for people
  const paid = right === of ? full : Math.min(full - 1, Math.floor((2 * right * full + of) / (2 * of)));
  assert.equal(pointsFor(verdict.score, hint), paid);
  if (right < of) assert.ok(words.includes(`${right} of ${of} `), words);
}

describe.each(kindNames)('%s', (kind) => {
  const question = SAMPLES[kind];

  test('every answer there is: the words, the ticks and the points say the same', async () => {
    for (const [moves] of answersTo(question))
      for (const hint of [false, true]) await checkMarks(question, moves, hint);
    for (const hint of [false, true]) await checkMarks(question, solutionOf(question, 7), hint);
  });

  test('all right is full, none right is nothing, and more is never worth less', async () => {
    const marks: { share: number; points: number }[] = [];
    for (const [moves] of answersTo(question)) {
      const verdict = await judge(question, moves);
      const count = countOf(question, verdict);
      const share = count === undefined ? verdict.score : shareOf(count);
      marks.push({ share, points: pointsFor(verdict.score, false) });
    }
    const sorted = marks.toSorted((a, b) => a.share - b.share);
    for (const [at, { share, points }] of sorted.entries()) {
      expect(points).toBeGreaterThanOrEqual(sorted[at - 1]?.points ?? 0);
      expect(points === 0).toBe(share === 0);
      expect(points === FULL_POINTS).toBe(share === 1);
    }
    expect((await shownOf(question, solutionOf(question, 7))).points).toBe(FULL_POINTS);
  });

  test('luck is what blind answers earn on average', async () => {
    let mean = 0;
    for (const [moves, chance] of answersTo(question)) mean += chance * (await judge(question, moves)).score;
    expect(luckOf(question)).toBeCloseTo(mean, 9);
  });
});

test('answers to every question of the bank', async () => {
  for (const question of content.questions.values()) {
    expect(luckOf(question), question.id).toBeLessThan(0.75);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(1000), { minLength: 13, maxLength: 13 }), fc.boolean(), async (picks, hint) =>
        checkMarks(question, answerBy(question, picks), hint),
      ),
      { numRuns: 10 },
    );
  }
}, 120_000);

test('the rule of rounding', () => {
  expect([1, 4, 8, 11, 12].map((right) => pointsFor(right / 12, false))).toEqual([1, 3, 7, 9, 10]);
  expect([1, 4, 8, 11, 12].map((right) => pointsFor(right / 12, true))).toEqual([1, 2, 4, 5, 6]);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(12), fc.nat(12), fc.boolean(), (of, a, b, hint) => {
      const points = (right: number): number => pointsFor(Math.min(right, of) / of, hint);
      assert.ok(a > b || points(a) <= points(b));
      assert.ok(points(0) === 0 && points(1) >= 1 && points(of) === (hint ? HINT_POINTS : FULL_POINTS));
      assert.ok(of === 1 || points(of - 1) < points(of));
    }),
  );
});

test('an estimate of what somebody knows takes luck out', () => {
  expect(beyondLuck(0.5, 0.5)).toBe(0);
  expect(beyondLuck(0.75, 0.5)).toBe(0.5);
  expect(beyondLuck(0.2, 0.5)).toBe(0);
  expect(beyondLuck(1, 0.7)).toBe(1);
});

describe('what is shown', () => {
  const twelve = {
    ...SAMPLES.categorise,
    items: Array.from({ length: 12 }, (_, at) => ({
      text: `Item number ${at + 1} of the things to sort`,
      bucket: at % 2 === 0 ? 'Front end' : 'Back end',
      feedback: `${'A long reason why it belongs there and not in the other group. '.repeat(3)}So it is ${at + 1}.`,
    })),
  };
  const answer = (right: number): Moves => twelve.items.map((_, at) => `${at}.${at < right ? at % 2 : 1 - (at % 2)}`);
  const textOf = (question: QuestionSource, shown: Shown): string =>
    answeredQuestion('', asked(question), shown, 'x:y' as never, [])
      .blocks.flatMap((block) => (block.kind === 'text' ? block.text : []))
      .join('\n');

  test('8 of 12 sorted right are 7 points, each of the twelve with its own mark', async () => {
    const shown = await shownOf(twelve, answer(8));
    expect(headline(shown)).toBe('🟡 **Partly right: 8 of 12 sorted right.** 7 of 10 points.');
    const text = textOf(twelve, shown);
    for (const [at, { text: item }] of twelve.items.entries())
      expect(text).toContain(`${at < 8 ? '✅' : '❌'} **${item}\\:`);
    expect(text.length).toBeLessThan(2_600);
    // what went wrong is explained before what went right
    expect(text.match(/So it is \d+/gu)).toEqual(['So it is 9', 'So it is 10']);
  });

  test('an item at a wrong place is never ticked', async () => {
    const shown = await shownOf(SAMPLES.order, ['0', '2', '1']);
    expect(headline(shown)).toBe('🟡 **Partly right: 2 of 4 steps in their places.** 5 of 10 points.');
    const text = textOf(SAMPLES.order, shown);
    expect(text).toMatch(/✅ \*\*1\\?\. Ask\*\* \(your answer, right\)/u);
    expect(text).toMatch(/❌ \*\*2\\?\. Look up\*\* \(yours: number 3\)/u);
    expect(text).toMatch(/❌ \*\*3\\?\. Answer\*\* \(yours: number 2\)/u);
  });

  test('with the hint, and with nothing right', async () => {
    expect(headline(await shownOf(SAMPLES.order, ['0', '2', '1'], true))).toBe(
      '🟡 **Partly right: 2 of 4 steps in their places.** 3 of 6 points (with the hint).',
    );
    expect(headline(await shownOf(SAMPLES['several-choices'], ['2']))).toBe(
      '❌ **Not this time:** 0 of 3 parts right (2 missed, 1 too many).',
    );
    expect(headline(await shownOf(SAMPLES.numeric, ['1040']))).toBe(
      '🟡 **Partly right:** close, which is worth half. 5 of 10 points.',
    );
  });

  test('an answer from before keeps its points, and says by which rule', async () => {
    const verdict = await judge(twelve, answer(8));
    // corrected for guessing: (8 - 6) / (12 - 6)
    const old = { ...verdict, score: 1 / 3 };
    const shown = { ...(await shownOf(twelve, answer(8))), score: 1 / 3, points: 3 };
    expect(headline({ ...shown, marked: markedOf(asked(twelve), old.score, old) })).toBe(
      '🟡 **Partly right: 8 of 12 sorted right.** 3 of 10 points, by the rule of that time.',
    );
    const none = { ...verdict, score: 0 };
    expect(headline({ ...shown, score: 0, points: 0, marked: markedOf(asked(twelve), 0, none) })).toBe(
      '❌ **Not this time:** 8 of 12 sorted right. No points, by the rule of that time.',
    );
  });

  test('what staff counted as right says so', async () => {
    const verdict = await judge(twelve, answer(8));
    const shown = { ...(await shownOf(twelve, answer(8))), score: 1, points: 10 };
    expect(headline({ ...shown, marked: markedOf(asked(twelve), 1, verdict) })).toBe(
      '✅ **Right**, by a decision of your instructors. 10 points.',
    );
  });
});
