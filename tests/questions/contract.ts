/** What every kind must do, whichever question of it is taken. */
// plain assertions where there are hundreds of thousands of them
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { expect } from 'vitest';
import { plain } from '../../src/chat/markdown.ts';
import {
  answerWords,
  guessOf,
  judge,
  partsOf,
  problemsOf,
  type QuestionSource,
  remarksOn,
  revealOf,
  solutionOf,
  stemOf,
  turnOf,
  UNKNOWN,
} from '../../src/questions/index.ts';
import type { Move, Moves, Turn } from '../../src/questions/kind.ts';
import { graded } from './graded.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

/** More turns than any kind takes. */
const MOST_TURNS = 13;

/** A legal move for a turn, chosen by `n`. */
function anyMove(turn: Turn, n: number): Move {
  switch (turn.via) {
    case 'choose':
      return turn.choices[n % turn.choices.length]?.key ?? '';
    case 'pick': {
      const start = n % turn.choices.length;
      const count = turn.min + (n % (turn.max - turn.min + 1));
      return [...turn.choices.slice(start), ...turn.choices.slice(0, start)]
        .slice(0, count)
        .map((choice) => choice.key);
    }
    case 'type': {
      const words = turn.blanks.map(
        (blank) => blank.choices?.[n % blank.choices.length]?.key ?? ['', 'server', '7', '0,5 %', 'ok'][n % 5] ?? '',
      );
      return words.length === 1 ? (words[0] ?? '') : words;
    }
    default:
      return turn satisfies never;
  }
}

/** Plays a question to its end; every turn must offer something to do. */
function play(question: QuestionSource, seed: number, pick: (turn: Turn, at: number) => Move): Moves {
  const moves: Move[] = [];
  for (let turn = turnOf(question, seed, moves); turn !== undefined; turn = turnOf(question, seed, moves)) {
    expect(moves.length).toBeLessThan(MOST_TURNS);
    if (turn.via === 'type') expect(turn.blanks.length).toBeGreaterThan(0);
    else {
      expect(turn.choices.length).toBeGreaterThan(1);
      expect(new Set(turn.choices.map((choice) => choice.key)).size).toBe(turn.choices.length);
    }
    moves.push(pick(turn, moves.length));
  }
  return moves;
}

/** What stands in the question where a path says. */
const at = (question: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Readonly<Record<string | number, unknown>> | undefined)?.[key],
    question,
  );

const offered = (turn: Turn, move: Move | undefined): boolean =>
  turn.via === 'type' || [move ?? ''].flat().every((key) => turn.choices.some((choice) => choice.key === key));

/** Plays the question right and in any way, and looks at all that its kind says of it. */
export async function checkContract(question: QuestionSource): Promise<void> {
  expect(problemsOf(question)).toEqual([]);
  expect(plain(stemOf(question)).trim()).not.toBe('');
  expect(plain(revealOf(question)).trim()).not.toBe('');
  const parts = partsOf(question);
  for (const { path, text } of parts) {
    expect(text.trim()).not.toBe('');
    expect(at(question, path), path.join('.')).toBeDefined();
  }
  expect(guessOf(question)).toBeGreaterThanOrEqual(0);
  expect(guessOf(question)).toBeLessThanOrEqual(0.5);
  // whoever does not know is done, at any point, and is shown nothing as theirs
  const unknown = await graded(question, UNKNOWN);
  expect(turnOf(question, 1, UNKNOWN)).toBeUndefined();
  expect(turnOf(question, 1, [solutionOf(question, 1)[0] ?? '', ...UNKNOWN])).toBeUndefined();
  expect(unknown).toMatchObject({ score: 0, ideas: [], remarks: [], unknown: true });
  expect(answerWords(question, UNKNOWN)).toBe('I don’t know');
  /** Of the questions about JavaScript, some say it themselves. */
  const saysUndefined = parts.some(({ text }) => text.includes('undefined'));
  await fc.assert(
    fc.asyncProperty(
      seeds,
      fc.array(fc.nat(1000), { minLength: MOST_TURNS, maxLength: MOST_TURNS }),
      async (seed, picks) => {
        const solution = solutionOf(question, seed);
        const played = play(question, seed, (turn, at) => {
          assert.ok(offered(turn, solution[at]));
          return solution[at] ?? '';
        });
        assert.deepEqual(played, solution);
        const best = await graded(question, solution);
        assert.ok(Math.abs(best.score - 1) < 0.005);
        assert.ok(best.remarks.some((remark) => remark.chosen && remark.right));
        assert.deepEqual(best.ideas, []);
        // the checks read what parts tell them of
        for (const { feedback } of best.remarks)
          assert.ok(feedback === '' || parts.some(({ text }) => feedback.includes(text)));

        const moves = play(question, seed, (turn, at) => anyMove(turn, picks[at] ?? 0));
        const verdict = await graded(question, moves);
        assert.ok(verdict.score >= 0 && verdict.score <= 1 + 1e-9);
        assert.ok(verdict.remarks.length > 0);
        for (const remark of verdict.remarks) assert.notEqual(remark.feedback.trim(), '');
        // worded from what is kept as from what was judged
        const judged = await judge(question, moves);
        assert.deepEqual({ ...judged, remarks: remarksOn(question, judged) }, verdict);
        assert.equal(new Set(verdict.marks.map((mark) => mark.key)).size, verdict.marks.length);
        const wrong = verdict.remarks.filter((remark) => remark.chosen && !remark.right);
        assert.deepEqual(verdict.ideas, [...new Set(wrong.flatMap((remark) => remark.misconception ?? []))]);
        if (!saysUndefined) assert.doesNotMatch(answerWords(question, moves), /undefined/u);
        assert.deepEqual(turnOf(question, seed, []), turnOf(question, seed, []));
      },
    ),
    { numRuns: 20 },
  );
}
