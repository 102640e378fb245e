/** The conversations in a terminal. */
import { terminalStage } from '../support/terminal-stage.ts';
import { dialogueScenes } from './dialogues.ts';

dialogueScenes(terminalStage);
