/** What every kind must do, run over one sample of each and over the whole bank. */
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plain } from '../../src/chat/markdown.ts';
import { loadContent } from '../../src/content/load.ts';
import {
  answerWords,
  isDisputable,
  judge,
  kindNames,
  problemsOf,
  type QuestionSource,
  remarksOn,
  revealOf,
  solutionOf,
  stemOf,
  tallied,
  turnOf,
} from '../../src/questions/index.ts';
import type { Move, Moves, Turn } from '../../src/questions/kind.ts';
import { graded } from './graded.ts';
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

async function checkContract(question: QuestionSource): Promise<void> {
  expect(problemsOf(question)).toEqual([]);
  expect(plain(stemOf(question)).trim()).not.toBe('');
  expect(plain(revealOf(question)).trim()).not.toBe('');
  await fc.assert(
    fc.asyncProperty(
      seeds,
      fc.array(fc.nat(1000), { minLength: MOST_TURNS, maxLength: MOST_TURNS }),
      async (seed, picks) => {
        const solution = solutionOf(question, seed);
        const played = play(question, seed, (turn, at) => {
          expect(offered(turn, solution[at])).toBe(true);
          return solution[at] ?? '';
        });
        expect(played).toEqual(solution);
        const best = await graded(question, solution);
        expect(best.score).toBeCloseTo(1);
        expect(best.remarks.some((remark) => remark.chosen && remark.right)).toBe(true);
        expect(best.ideas).toEqual([]);

        const moves = play(question, seed, (turn, at) => anyMove(turn, picks[at] ?? 0));
        const verdict = await graded(question, moves);
        expect(verdict.score).toBeGreaterThanOrEqual(0);
        expect(verdict.score).toBeLessThanOrEqual(1 + 1e-9);
        expect(verdict.remarks.length).toBeGreaterThan(0);
        for (const remark of verdict.remarks) expect(remark.feedback.trim()).not.toBe('');
        // worded from what is kept as from what was judged
        const judged = await judge(question, moves);
        expect({ ...judged, remarks: remarksOn(question, judged) }).toEqual(verdict);
        expect(new Set(verdict.marks.map((mark) => mark.key)).size).toBe(verdict.marks.length);
        const wrong = verdict.remarks.filter((remark) => remark.chosen && !remark.right);
        expect(verdict.ideas).toEqual([...new Set(wrong.flatMap((remark) => remark.misconception ?? []))]);
        expect(answerWords(question, moves)).not.toContain('undefined');
        expect(turnOf(question, seed, [])).toEqual(turnOf(question, seed, []));
      },
    ),
    { numRuns: 20 },
  );
}

describe.each(kindNames)('%s', (kind) => {
  test('keeps the contract', async () => checkContract(SAMPLES[kind]));
});

test('every question of the bank keeps the contract', async () => {
  for (const question of content.questions.values()) {
    try {
      await checkContract(question);
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

test.each([
  ['one-choice', ['2'], 'Gamma'],
  ['several-choices', [['0', '3']], 'Alpha, Delta'],
  ['true-false', ['false', '1'], 'False, because: The server stores it'],
  ['order', ['1', '0', '2'], '1. Look up; 2. Ask; 3. Answer; 4. Show'],
  ['categorise', ['2.1', '0.0'], 'A color: Back end; A button: Front end'],
  ['match', ['1.2', '0.0'], 'Django – Java; Rails – Ruby'],
  ['short-answer', ['a store'], 'a store'],
  ['gaps', [['server', 'response']], 'server, response'],
  ['find-bug', [['3'], '1'], 'line 3; b - a'],
] as const)('staff read a %s answer in words', (kind, moves, words) =>
  expect(answerWords(SAMPLES[kind], moves)).toBe(words),
);

test('only what is typed in words may be right without being listed, only options are counted', () => {
  expect(kindNames.filter((kind) => isDisputable(SAMPLES[kind]))).toEqual(['short-answer']);
  expect(kindNames.filter((kind) => tallied(SAMPLES[kind]) !== undefined)).toEqual([
    'one-choice',
    'predict-output',
    'several-choices',
  ]);
  expect(tallied(SAMPLES['one-choice'])?.map((one) => one.text)).toEqual(['Alpha', 'Beta', 'Gamma']);
});
