/** The scenes on Slack: the real Bolt against a fake Slack on loopback, over a web socket and over signed HTTP. */
import { describe } from 'vitest';
import { runScenes } from '../support/scene-run.ts';
import { slackStage } from '../support/slack/stage.ts';

describe.each(['socket', 'http'] as const)('%s mode', (mode) => {
  runScenes((boot) => slackStage(boot, { mode }));
});
