/** The scenes on Discord: the real discord.js against a fake Discord on loopback. */
import { discordStage } from '../support/discord/stage.ts';
import { runScenes } from '../support/scene-run.ts';

runScenes(discordStage);
