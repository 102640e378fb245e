/** The content of this repository passes the checks that every content folder is held to. */
import { beforeAll, describe, expect, test } from 'vitest';
import { checkLimits } from '../../src/authoring/limits.ts';
import { coverageOf, placesOf } from '../../src/authoring/check/coverage.ts';
import { checkGrading } from '../../src/authoring/check/grading.ts';
import { type Folder, readFolder } from '../../src/authoring/check/folder.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { reporterOf } from '../../src/content/folder.ts';
import type { Problem } from '../../src/content/schema.ts';

describe('the content of this repository', () => {
  let real: Folder;
  beforeAll(async () => {
    real = await readFolder('content');
  });

  test('has no errors', () => {
    expect(checkFolder(real).filter((problem) => problem.level === 'error')).toEqual([]);
    // two seconds of work, on a machine that may be busy with other tests
  }, 180_000);

  test('teaches every row of the curriculum', () => {
    const rows = coverageOf(real);
    expect(rows).toHaveLength(121);
    expect(rows.filter((one) => one.row.event === undefined && placesOf(one) === 0)).toEqual([]);
  });

  test('earns the full score for every right answer, as people write it', async () => {
    const problems: Problem[] = [];
    await checkGrading(real, reporterOf(problems));
    expect(problems).toEqual([]);
  }, 180_000);

  test('fits on every platform', async () => {
    const problems: Problem[] = [];
    await checkLimits(real, reporterOf(problems));
    expect(problems).toEqual([]);
  }, 120_000);
});
