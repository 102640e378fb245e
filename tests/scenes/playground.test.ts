/** The scenes in the playground, over its real HTTP server. */
import { playgroundStage } from '../support/playground/stage.ts';
import { runScenes } from '../support/scene-run.ts';

runScenes(playgroundStage);
