/**
 * Everything that the real catalog offers, tried on Discord, on Slack and in a terminal: each command, button, list, form, suggestion
 * and shortcut; nothing is refused by the platform, nothing goes unanswered, nothing breaks.
 */
import { describe, expect, test } from 'vitest';
import { createSous } from '../../src/features/index.ts';
import { crawlDiscord } from '../platforms/discord/crawl.ts';
import { crawlSlack } from '../platforms/slack/crawl.ts';
import { crawl, type CrawlReport } from '../support/crawl.ts';
import { discordStage } from '../support/discord/stage.ts';
import { slackStage } from '../support/slack/stage.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import { freshDatabase } from '../support/storage.ts';
import { terminalStage } from '../support/terminal-stage.ts';

const options = {
  samples: {
    'what.is': 'database',
    'compare.a': 'session',
    'compare.b': 'cookie',
    'quiz.topic': 'databases',
    'stack.app': 'GitHub',
  },
  sayings: ['what is a database?', 'is a cookie the same as a session?', 'how long do I boil an egg?', 'hello'],
  depth: 4,
  visits: 1,
};

let walkers = 0;

async function crawled(run: (sous: TestSous) => Promise<CrawlReport>): Promise<void> {
  const database = await freshDatabase();
  const sous = await testSous(database, { random: () => 0.4 });
  try {
    const report = await run(sous);
    expect(report.failures).toEqual([]);
    expect(report.cut).toBe(false);
    // what a walk changes for everybody (a discussion that stands, a report that is decided) may hide a later path
    expect(report.diverged.length).toBeLessThan(report.tried.length / 10);
    const commands = [...createSous(sous.tools).catalog.commands.keys()];
    const untried = commands.filter((name) => !report.tried.some((path) => path.startsWith(`/${name}`)));
    expect(untried).toEqual([]);
    expect(report.tried.length).toBeGreaterThan(100);
    expect(sous.failures).toEqual([]);
  } finally {
    await database.close();
  }
}

test('Discord', async () => {
  await crawled(async (sous) => {
    const stage = await discordStage(sous.boot);
    try {
      return await crawlDiscord(stage, stage.person('Crawler', { admin: true }), createSous(sous.tools).catalog, {
        ...options,
        newcomer: () => stage.person(`Crawler ${(walkers += 1)}`, { admin: true }),
      });
    } finally {
      await stage.stop();
    }
  });
}, 300_000);

describe('Slack', () => {
  test.each(['socket', 'http'] as const)(
    '%s mode',
    async (mode) => {
      await crawled(async (sous) => {
        const stage = await slackStage(sous.boot, { mode });
        try {
          return await crawlSlack(stage, stage.person('Crawler', { admin: true }), createSous(sous.tools).catalog, {
            ...options,
            newcomer: () => stage.person(`Crawler ${(walkers += 1)}`, { admin: true }),
          });
        } finally {
          await stage.stop();
        }
      });
    },
    300_000,
  );
});

test('the terminal', async () => {
  await crawled(async (sous) => {
    const stage = await terminalStage(sous.boot);
    try {
      return await crawl({
        ...options,
        person: stage.person('Crawler', { admin: true }),
        newcomer: () => stage.person(`Crawler ${(walkers += 1)}`, { admin: true }),
        catalog: createSous(sous.tools).catalog,
        // what the platform refuses, it refuses by throwing
        complaints: () => [],
        fieldsOf: stage.fieldsOf,
      });
    } finally {
      await stage.stop();
    }
  });
}, 300_000);
