/** What every kind must do, run over one sample of each and over the whole bank. */
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../src/chat/markdown.ts';
import { loadContent } from '../../src/content/load.ts';
import {
  gradeOf,
  kindNames,
  problemsOf,
  type QuestionSource,
  revealOf,
  solutionOf,
  stemOf,
  turnOf,
} from '../../src/questions/index.ts';
import type { Move, Moves, Turn } from '../../src/questions/kind.ts';
import { SAMPLES } from './samples.ts';

const { content } = await loadContent(path.resolve(import.meta.dirname, '../../content'));
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

const offered = (turn: Turn, move: Move | undefined): boolean =>
  turn.via === 'type' || [move ?? ''].flat().every((key) => turn.choices.some((choice) => choice.key === key));

function checkContract(question: QuestionSource): void {
  expect(problemsOf(question)).toEqual([]);
  expect(plain(stemOf(question)).trim()).not.toBe('');
  expect(plain(revealOf(question)).trim()).not.toBe('');
  fc.assert(
    fc.property(seeds, fc.array(fc.nat(1000), { minLength: MOST_TURNS, maxLength: MOST_TURNS }), (seed, picks) => {
      const solution = solutionOf(question, seed);
      const played = play(question, seed, (turn, at) => {
        expect(offered(turn, solution[at])).toBe(true);
        return solution[at] ?? '';
      });
      expect(played).toEqual(solution);
      expect(gradeOf(question, solution).score).toBeCloseTo(1);
      expect(gradeOf(question, solution).remarks.some((remark) => remark.chosen && remark.right)).toBe(true);

      const moves = play(question, seed, (turn, at) => anyMove(turn, picks[at] ?? 0));
      const verdict = gradeOf(question, moves);
      expect(verdict.score).toBeGreaterThanOrEqual(0);
      expect(verdict.score).toBeLessThanOrEqual(1 + 1e-9);
      expect(verdict.remarks.length).toBeGreaterThan(0);
      for (const remark of verdict.remarks) expect(remark.feedback.trim()).not.toBe('');
      expect(gradeOf(question, moves)).toEqual(verdict);
      expect(turnOf(question, seed, [])).toEqual(turnOf(question, seed, []));
    }),
    { numRuns: 20 },
  );
}

describe.each(kindNames)('%s', (kind) => {
  test('keeps the contract', () => checkContract(SAMPLES[kind]));
});

test('every question of the bank keeps the contract', () => {
  for (const question of content.questions.values()) {
    try {
      checkContract(question);
    } catch (error) {
      throw new Error(`${question.file}:${question.fileLine} ${question.id}`, { cause: error });
    }
  }
}, 120_000);

test('the options are shuffled by the seed, and only by it', () => {
  const orders = new Set(
    Array.from({ length: 40 }, (_, seed) => JSON.stringify(turnOf(SAMPLES['one-choice'], seed, []))),
  );
  expect(orders.size).toBe(6);
  const kept = { ...SAMPLES['one-choice'], keepOrder: true };
  expect(new Set(Array.from({ length: 10 }, (_, seed) => JSON.stringify(turnOf(kept, seed, [])))).size).toBe(1);
});
