/** What answers say of a learner and of a question: every answer, and how it went against what was expected. */
import { describe, expect } from 'vitest';
import { test } from '../support/storage.ts';
import { judged } from '../support/judged.ts';
import type { Store } from '../../src/storage/index.ts';

const NOW = Date.UTC(2026, 10, 2, 9);
const community = 'playground:room/kitchen';

async function answered(store: Store, learner: string, question: string, more: object = {}): Promise<void> {
  await store.learners.meet({ learner, name: learner, locale: 'en', community }, NOW);
  const run = `${learner}-${question}`.replaceAll(/\W/gu, '-');
  const { expected, ...given } = { expected: undefined, ...more };
  const items = [{ question, version: 'v1', ...(expected !== undefined && { expected }) }];
  await store.runs.createRun({ id: run, learner, community, purpose: 'quiz', subject: 'web', items, seed: 1 }, NOW);
  await store.answers.recordAnswer({
    run,
    item: 0,
    question,
    learner,
    version: 'v1',
    moves: ['0'],
    points: 10,
    score: 1,
    hint: false,
    verdict: judged(1).verdict,
    at: NOW,
    ...given,
  });
}

describe('history', () => {
  test('has every answer of that learner, the oldest first, with hints, guesses and "I don\'t know"', async ({
    store,
  }) => {
    const ana = 'playground:user/ana';
    await answered(store, ana, 'second', { at: NOW + 2_000, confidence: 'guess' });
    await answered(store, ana, 'first', { at: NOW, hint: true });
    const verdict = { score: 0, marks: [], ideas: [], unknown: true };
    await answered(store, ana, 'third', { at: NOW + 3_000, score: 0, points: 0, moves: [[]], verdict });
    await answered(store, 'playground:user/bob', 'first');
    const plain = { hint: false, unsure: false, unknown: false, score: 1 };
    expect(await store.answers.history(ana)).toEqual([
      { ...plain, question: 'first', at: NOW, hint: true },
      { ...plain, question: 'second', at: NOW + 2_000, unsure: true },
      { ...plain, question: 'third', at: NOW + 3_000, score: 0, unknown: true },
    ]);
  });
});

describe('compared answers', () => {
  test('sum up first answers that had an expectation, of everybody, from so many and so long on', async ({ store }) => {
    await answered(store, 'playground:user/a', 'q', { expected: 0.8 });
    await answered(store, 'playground:user/b', 'q', { expected: 0.5, score: 0, points: 0 });
    await answered(store, 'playground:user/c', 'q');
    await answered(store, 'playground:user/d', 'rare', { expected: 0.5 });
    const [only, ...more] = await store.answers.comparedAnswers(2, NOW);
    expect(more).toEqual([]);
    expect(only).toMatchObject({ question: 'q', version: 'v1', answers: 2, score: 1 });
    expect(only?.expected).toBeCloseTo(1.3);
    expect(only?.spread).toBeCloseTo(0.41);
    expect(await store.answers.comparedAnswers(2, NOW + 1)).toEqual([]);
  });
});
