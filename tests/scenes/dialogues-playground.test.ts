/** The conversations in the playground. */
import { playgroundStage } from '../support/playground/stage.ts';
import { dialogueScenes } from './dialogues.ts';

dialogueScenes(playgroundStage);
