/** Runs and attempts: every answer once, whatever is pressed how often. */
import { describe, expect } from 'vitest';
import { test } from '../support/storage.ts';
import type { Store } from '../../src/storage/index.ts';
import { judged } from '../support/judged.ts';

const ana = { learner: 'playground:user/ana', name: 'Ana', locale: 'en', community: 'playground:room/kitchen' };
const NOW = Date.UTC(2026, 10, 2, 9);

async function newRun(store: Store, id: string, questions: readonly string[] = ['q1', 'q2']): Promise<void> {
  await store.learners.meet(ana, NOW);
  const items = questions.map((question) => ({ question, version: 'v1' }));
  await store.runs.createRun(
    { id, learner: ana.learner, community: ana.community, purpose: 'quiz', subject: 'web', items, seed: 4_294_967_295 },
    NOW,
  );
}

const answer = (run: string, item: number, question: string, score = 1, at = NOW) => ({
  run,
  item,
  question,
  score,
  learner: ana.learner,
  community: ana.community,
  version: 'v1',
  moves: ['0'],
  points: 10 * score,
  hint: false,
  verdict: judged(score).verdict,
  at,
});

describe('attempts', () => {
  test('earn points once per item, and only the first time a question is met', async ({ store }) => {
    await newRun(store, 'r1');
    expect(await store.answers.recordAnswer(answer('r1', 0, 'q1'))).toMatchObject({
      outcome: 'first',
      answer: { first: true, points: 10 },
    });
    expect(await store.answers.recordAnswer(answer('r1', 0, 'q1', 0))).toMatchObject({
      outcome: 'repeat',
      answer: { score: 1, points: 10 },
    });
    await newRun(store, 'r2');
    expect(await store.answers.recordAnswer(answer('r2', 0, 'q1'))).toMatchObject({
      outcome: 'first',
      answer: { first: false, points: 0 },
    });
    expect(await store.runs.scoreOf(ana.learner)).toEqual({ points: 10, answered: 1, correct: 1 });
  });

  test('of two runs that meet a question at the same moment, one is first', async ({ store }) => {
    await newRun(store, 'r1');
    await newRun(store, 'r2');
    const both = await Promise.all([1, 2, 1, 2].map((n) => store.answers.recordAnswer(answer(`r${n}`, 0, 'q1'))));
    expect(both.filter((one) => one.outcome === 'first')).toHaveLength(2);
    expect(both.filter((one) => one.outcome === 'first' && one.answer.first)).toHaveLength(1);
    expect(await store.runs.scoreOf(ana.learner)).toEqual({ points: 10, answered: 1, correct: 1 });
  });

  test('for practice earn nothing, and leave the first attempt for later', async ({ store }) => {
    await newRun(store, 'r1');
    await newRun(store, 'r2');
    const practice = { ...answer('r1', 0, 'q1'), practice: true };
    expect(await store.answers.recordAnswer(practice)).toMatchObject({ answer: { first: false, points: 0 } });
    expect(await store.answers.recordAnswer(answer('r2', 0, 'q1'))).toMatchObject({
      answer: { first: true, points: 10 },
    });
  });

  test('are listed by question with the latest score', async ({ store }) => {
    await newRun(store, 'r1', ['q1', 'q1', 'q2']);
    await store.answers.recordAnswer(answer('r1', 0, 'q1', 0));
    await store.answers.recordAnswer(answer('r1', 1, 'q1', 1, NOW + 1000));
    await store.answers.recordAnswer(answer('r1', 2, 'q2', 0.5));
    expect(await store.answers.latest(ana.learner)).toEqual([
      { question: 'q1', score: 1, at: NOW + 1000 },
      { question: 'q2', score: 0.5, at: NOW },
    ]);
  });
});

describe('moves', () => {
  test('are added at their step only, and can be taken back', async ({ store }) => {
    await newRun(store, 'r1');
    expect(await store.runs.addMove('r1', 1, 0, 'b')).toBe(true);
    expect(await store.runs.addMove('r1', 1, 0, 'b')).toBe(false); // the same press twice
    expect(await store.runs.addMove('r1', 1, 1, ['a', 'c'])).toBe(true);
    expect((await store.runs.findRun('r1'))?.moves).toEqual({ 1: ['b', ['a', 'c']] });
    expect(await store.runs.takeMoveBack('r1', 1, 1)).toBe(false);
    expect(await store.runs.takeMoveBack('r1', 1, 2)).toBe(true);
    expect((await store.runs.findRun('r1'))?.moves).toEqual({ 1: ['b'] });
  });

  test('go when the question is renewed', async ({ store }) => {
    await newRun(store, 'r1');
    await store.runs.addMove('r1', 0, 0, 'b');
    await store.runs.renewItem('r1', 0, 'v2');
    const run = await store.runs.findRun('r1');
    expect(run?.moves).toEqual({});
    expect(run?.items).toEqual([
      { question: 'q1', version: 'v2' },
      { question: 'q2', version: 'v1' },
    ]);
  });

  test('a hint is remembered once', async ({ store }) => {
    await newRun(store, 'r1');
    await store.runs.markHint('r1', 1);
    await store.runs.markHint('r1', 1);
    expect((await store.runs.findRun('r1'))?.hints).toEqual([1]);
  });
});

test('unfinished runs of late say what is left of them, and leave when they are answered', async ({ store }) => {
  await newRun(store, 'r1', ['q1']);
  await newRun(store, 'r2', ['q1', 'q2', 'q3']);
  await store.answers.recordAnswer(answer('r2', 1, 'q2'));
  const [one, two] = [
    { id: 'r1', subject: 'web', left: ['q1'] },
    { id: 'r2', subject: 'web', left: ['q1', 'q3'] },
  ];
  expect((await store.runs.openRuns(ana.learner, 'quiz', NOW)).toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
    one,
    two,
  ]);
  expect(await store.runs.openRuns(ana.learner, 'quiz', NOW + 1)).toEqual([]);
  await store.answers.recordAnswer(answer('r1', 0, 'q1'));
  expect(await store.runs.openRuns(ana.learner, 'quiz', NOW)).toEqual([two]);
});

test('an event is claimed once, whoever asks how often', async ({ store }) => {
  const claims = await Promise.all(Array.from({ length: 8 }, () => store.events.claimEvent('e1', NOW)));
  expect(claims.filter(Boolean)).toHaveLength(1);
  await store.events.sweepEvents(NOW + 1);
  expect(await store.events.claimEvent('e1', NOW)).toBe(true);
});

test('settings change one at a time', async ({ store }) => {
  await store.learners.meet(ana, NOW);
  await store.learners.changeSettings(ana.learner, { confidence: true });
  await store.learners.changeSettings(ana.learner, { zone: 'Europe/Berlin' });
  expect(await store.learners.findLearner(ana.learner)).toMatchObject({
    settings: { confidence: true, zone: 'Europe/Berlin' },
  });
});
