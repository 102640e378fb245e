/** The conversations on Discord. */
import { discordStage } from '../support/discord/stage.ts';
import { dialogueScenes } from './dialogues.ts';

dialogueScenes(discordStage);
