/** The scenes in a terminal. */
import { runScenes } from '../support/scene-run.ts';
import { terminalStage } from '../support/terminal-stage.ts';

runScenes(terminalStage);
