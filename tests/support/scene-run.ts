/** Runs every scene on one stage, with the real content and a database of its own. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { privacyScenes } from '../scenes/privacy.ts';
import { reportScenes } from '../scenes/report.ts';
import { reviewScenes } from '../scenes/review.ts';
import { spineScenes } from '../scenes/spine.ts';
import { testSous, type TestSous } from './sous.ts';
import type { Boot, Stage } from './stage.ts';
import { freshDatabase } from './storage.ts';

export function runScenes(open: (boot: Boot) => Promise<Stage>): void {
  let database: OpenDatabase;
  let sous: TestSous;
  let stage: Stage;
  beforeAll(async () => {
    database = await freshDatabase();
    sous = await testSous(database);
    stage = await open(sous.boot);
  });
  afterAll(async () => {
    await stage.stop();
    await database.close();
  });
  const setting = () => ({ stage, library: sous.tools.library });
  spineScenes(setting);
  reportScenes(setting);
  reviewScenes(setting);
  privacyScenes(setting);
  test('nothing broke on the way', () => expect(sous.failures).toEqual([]));
}
