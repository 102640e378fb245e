/** The scenes on the bare app. */
import { bareStage } from '../support/bare-stage.ts';
import { runScenes } from '../support/scene-run.ts';

runScenes(bareStage);
