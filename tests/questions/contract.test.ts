/** The contract of kinds, run over one sample of each and over the whole bank. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadContent } from '../../src/content/load.ts';
import { answerWords, isDisputable, kindNames, tallied, turnOf } from '../../src/questions/index.ts';
import { checkContract } from './contract.ts';
import { SAMPLES } from './samples.ts';

const { content } = await loadContent(path.resolve(import.meta.dirname, '../../content'));

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
