/** Sous's Discord adapter with an app that only counts and has no database: what the adapter itself costs. */
import { pino } from 'pino';
import { createDiscord } from '../../src/platforms/discord/index.ts';
import { toyApp } from '../../tests/support/toy.ts';
import type { DiscordGiven } from './bare-discord.ts';
import { serve } from './member.ts';

await serve(async ({ token, apiUrl }: DiscordGiven) => {
  const discord = createDiscord({ token, apiUrl, log: pino({ level: 'info' }) });
  await discord.start(toyApp());
  return { url: '', stop: () => discord.stop() };
});
