/** The conversations on the bare app. */
import { bareStage } from '../support/bare-stage.ts';
import { dialogueScenes } from './dialogues.ts';

dialogueScenes(bareStage);
