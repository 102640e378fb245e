/** The scenes on the bare app, with the real content, on each driver of the project. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bareStage } from '../support/bare-stage.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import type { Stage } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { privacyScenes } from './privacy.ts';
import { reportScenes } from './report.ts';
import { reviewScenes } from './review.ts';
import { spineScenes } from './spine.ts';

let database: OpenDatabase;
let sous: TestSous;
let stage: Stage;
beforeAll(async () => {
  database = await freshDatabase();
  sous = await testSous(database);
  stage = await bareStage(sous.boot);
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
