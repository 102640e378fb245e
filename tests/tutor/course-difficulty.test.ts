/** The questions of the course as hard as people found them. */
import { expect, test } from 'vitest';
import { difficultyJob, itemsNow } from '../../src/classroom/difficulty.ts';
import type { Tools } from '../../src/tools.ts';
import { itemsOf } from '../../src/tutor/items.ts';
import { realLibrary } from '../support/sous.ts';

const HOUR = 3_600_000;

test('are corrected by what people answered, looked at every six hours, and worked out once for each look', async () => {
  const authored = itemsOf(await realLibrary());
  const [first, second] = [...authored.values()];
  if (first === undefined || second === undefined) throw new Error('no questions');
  let asked = 0;
  const comparedAnswers = async () => {
    asked += 1;
    const missed = { answers: 50, score: 10, expected: 40, spread: 8 };
    return [
      { ...missed, question: first.id, version: first.version },
      { ...missed, question: second.id, version: 'an older one' },
    ];
  };
  const tools = { store: { answers: { comparedAnswers } } } as unknown as Tools;
  expect(itemsNow(tools, authored)).toBe(authored);

  const job = difficultyJob(tools);
  await job.run(0);
  await job.run(5 * HOUR);
  expect(asked).toBe(1);
  const corrected = itemsNow(tools, authored);
  expect(corrected.get(first.id)?.difficulty).toBeCloseTo(first.difficulty + 2);
  expect(corrected.get(second.id)).toBe(second);
  expect(itemsNow(tools, authored)).toBe(corrected);

  await job.run(6 * HOUR);
  expect(asked).toBe(2);
  expect(itemsNow(tools, authored)).not.toBe(corrected);
  expect(itemsNow(tools, authored)).toEqual(corrected);
});
