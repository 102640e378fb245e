/** The conversations on Slack, over a web socket. */
import { slackStage } from '../support/slack/stage.ts';
import { dialogueScenes } from './dialogues.ts';

dialogueScenes((boot) => slackStage(boot, { mode: 'socket' }));
