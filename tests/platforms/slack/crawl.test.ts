/** Crawls the toy app on Slack in both modes: nothing refused, nothing unacknowledged, nothing broken. */
import { expect, test } from 'vitest';
import { slackStage } from '../../support/slack/stage.ts';
import { toyApp } from '../../support/toy.ts';
import { crawlSlack } from './crawl.ts';

test.each(['socket', 'http'] as const)('everything in the toy app works in %s mode', async (mode) => {
  const app = toyApp();
  const stage = await slackStage(
    async (platform) => {
      await platform.start(app);
      return { stop: async () => platform.stop() };
    },
    { mode },
  );
  try {
    const boss = stage.person('Boss', { admin: true });
    const report = await crawlSlack(stage, boss, app.catalog, { sayings: ['hello'], depth: 3 });
    // the toy breaks on purpose, by command and from the menu
    expect(report.failures.filter((failure) => !/^(?:\/bug|\/tutor > press Bug)/u.test(failure))).toEqual([]);
    expect(report.diverged).toEqual([]);
    expect(report.cut).toBe(false);
    expect(report.tried).toEqual(
      expect.arrayContaining([
        '/all > press Form > submit A word',
        '/tutor > press Echo > submit',
        'App Home > press Form',
      ]),
    );
  } finally {
    await stage.stop();
  }
});
