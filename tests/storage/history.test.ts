/** What answers say of a learner and of a question: every answer, and how it went against what was expected. */
import { describe, expect } from 'vitest';
import { test } from '../support/storage.ts';
import { judged } from '../support/judged.ts';
import { openDrops } from '../support/open-drops.ts';
import type { Store } from '../../src/storage/index.ts';

const NOW = Date.UTC(2026, 10, 2, 9);
const community = 'playground:room/kitchen';

async function answered(store: Store, learner: string, question: string, more: object = {}): Promise<void> {
  await store.learners.meet({ learner, name: learner, locale: 'en', community }, NOW);
  const { expected, purpose, ...given } = { expected: undefined, purpose: 'quiz' as const, ...more };
  const run = `${learner}-${question}-${purpose}`.replaceAll(/\W/gu, '-');
  const items = [{ question, version: 'v1', ...(expected !== undefined && { expected }) }];
  await store.runs.createRun({ id: run, learner, community, purpose, subject: 'web', items, seed: 1 }, NOW);
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
  test('has every answer of that learner, the oldest first, with hints, guesses, wrong ideas and "I don\'t know"', async ({
    store,
  }) => {
    const ana = 'playground:user/ana';
    await answered(store, ana, 'second', { at: NOW + 2_000, confidence: 'guess' });
    await answered(store, ana, 'first', { at: NOW, hint: true });
    const verdict = { score: 0, marks: [], ideas: [], unknown: true };
    const misled = { score: 0, marks: [], ideas: ['web-is-internet'] };
    await answered(store, ana, 'third', { at: NOW + 3_000, score: 0, points: 0, moves: [[]], verdict });
    await answered(store, ana, 'fourth', { at: NOW + 4_000, score: 0, verdict: misled, confidence: 'sure' });
    await answered(store, 'playground:user/bob', 'first');
    const plain = { hint: false, unsure: false, unknown: false, score: 1, confidence: null, ideas: [], looking: false };
    expect(await store.answers.history(ana)).toEqual([
      { ...plain, question: 'first', at: NOW, hint: true },
      { ...plain, question: 'second', at: NOW + 2_000, unsure: true, confidence: 'guess' },
      { ...plain, question: 'third', at: NOW + 3_000, score: 0, unknown: true },
      { ...plain, question: 'fourth', at: NOW + 4_000, score: 0, confidence: 'sure', ideas: ['web-is-internet'] },
    ]);
  });
});

describe('an answer of a placement', () => {
  test('is told as one in the history, and is no latest answer', async ({ store }) => {
    const cleo = 'playground:user/cleo';
    await answered(store, cleo, 'q', { at: NOW, score: 1 });
    await answered(store, cleo, 'q', { at: NOW + 1, score: 0, points: 0, purpose: 'placement' });
    await answered(store, cleo, 'only', { at: NOW + 2, purpose: 'placement' });
    const looking = (await store.answers.history(cleo)).map((one) => [one.question, one.looking]);
    expect(looking).toEqual([
      ['q', false],
      ['q', true],
      ['only', true],
    ]);
    expect((await store.answers.latest(cleo)).map(({ question, score }) => [question, score])).toEqual([['q', 1]]);
  });
});

describe('of the members of a cohort', () => {
  test('there are the answers to some questions since a moment, wherever they were given, and nobody else’s', async ({
    store,
  }) => {
    const [ana, bob] = ['playground:user/ana', 'playground:user/bob'];
    const verdict = { score: 0, marks: [], ideas: ['web-is-internet'] };
    await answered(store, ana, 'q0', { at: NOW, score: 0, points: 0, verdict });
    await answered(store, ana, 'early', { at: NOW - 1 });
    await answered(store, ana, 'other', { at: NOW + 1 });
    await answered(store, bob, 'q0');
    const [drop = ''] = await openDrops(store, 'spring', [0]);
    expect(await store.answers.membersHistory('spring', ['q0'], NOW)).toEqual([]);
    const given = { drop, learner: ana, moves: ['1'], score: 1, points: 10, hint: false, at: NOW + 3 };
    await store.answers.recordAnswer({ ...given, ...judged(1), question: 'q0', version: 'v' });
    const found = await store.answers.membersHistory('spring', ['q0', 'early'], NOW);
    expect(found.map(({ learner, question, at, ideas }) => [learner, question, at, ideas])).toEqual([
      [ana, 'q0', NOW, ['web-is-internet']],
      [ana, 'q0', NOW + 3, []],
    ]);
    expect(await store.answers.membersHistory('spring', [], NOW)).toEqual([]);
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
