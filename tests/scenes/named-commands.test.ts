/**
 * No next step is a command to retype. Whatever card the crawl comes to see: a command in its text stands alone, so that
 * Discord and the page make it something to tap and Slack gives it a button, and there are no more of them than get one.
 */
import { expect, test } from 'vitest';
import type { App } from '../../src/chat/app.ts';
import type { Card } from '../../src/chat/card.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { createSous } from '../../src/features/index.ts';
import { namedIn } from '../../src/platforms/slack/command-names.ts';
import { bareStage } from '../support/bare-stage.ts';
import { crawl } from '../support/crawl.ts';
import { testSous } from '../support/sous.ts';
import { freshDatabase } from '../support/storage.ts';

const SPAN = /`\/(?:tutor )?([a-z]+)([^`]*)`/gu;

/** The names of its options, as the help lists them, or nothing. */
const ALONE = /^(?:\s+[a-z]+:)*\s*$/u;

/** Commands in the texts of a card: the name, and what stands behind it. */
const named = ({ blocks }: Card) =>
  blocks.flatMap((block) =>
    block.kind === 'text' || block.kind === 'note'
      ? [...block.text.matchAll(SPAN)].map(([whole, name = '', rest = '']) => ({ whole, name, rest }))
      : [],
  );

test('a command that a card names can be tapped wherever it stands', async () => {
  const database = await freshDatabase();
  const sous = await testSous(database, { random: () => 0.4 });
  const { commands } = createSous(sous.tools).catalog;
  const names = new Set(commands.keys());
  const faults = new Set<string>();
  const seen = new Set<string>();
  const look = (card: Card): void => {
    const all = named(card).filter(({ name }) => names.has(name));
    for (const { name } of all) seen.add(name);
    const buttons = namedIn(card, { command: 'sous', names });
    // with a value behind it, it would have to be typed
    for (const { whole, name, rest } of all) if (!ALONE.test(rest) || !buttons.includes(name)) faults.add(whole);
  };
  const watch = (app: App): App => ({
    ...app,
    async handle(request) {
      const reply = await app.handle(request);
      if (reply.kind === 'show' || reply.kind === 'redraw') look(reply.card);
      return reply;
    },
  });
  let walkers = 0;
  const stage = await bareStage(async (platform: Platform) => {
    const post: Platform['post'] = async (to, card, options) => {
      look(card);
      return platform.post(to, card, options);
    };
    return sous.boot({ ...platform, post, start: async (app) => platform.start(watch(app)) });
  });
  const report = await crawl({
    person: stage.person('Crawler', { admin: true }),
    newcomer: () => stage.person(`Crawler${(walkers += 1)}`, { admin: true }),
    catalog: { commands },
    complaints: () => [],
    samples: { 'what.is': 'database', 'compare.a': 'session', 'compare.b': 'cookie', 'stack.app': 'GitHub' },
    sayings: ['what is a database?', 'how long do I boil an egg?', 'hello'],
    depth: 4,
    visits: 1,
  });
  await stage.stop();
  await database.close();
  expect([...faults]).toEqual([]);
  expect(report.failures).toEqual([]);
  expect(seen.size).toBeGreaterThan(10);
}, 300_000);

test('what members may not do, and what is not there, ends with a button', async () => {
  const database = await freshDatabase();
  const sous = await testSous(database);
  const { catalog } = createSous(sous.tools);
  const stage = await bareStage(async (platform: Platform) => sous.boot(platform));
  const [member, owner] = [stage.person('Nora'), stage.person('Otto', { admin: true })];
  const staffs = [...catalog.commands.values()].filter(({ staff }) => staff === true);
  expect(staffs.length).toBeGreaterThan(7);
  for (const { name, options } of staffs) {
    const needed = Object.entries(options).flatMap(([key, one]): [string, string | number][] =>
      one.required === true ? [[key, one.kind === 'number' ? 1 : 'bare:user/nora']] : [],
    );
    const refused = await member.command(name, Object.fromEntries(needed));
    expect(refused.text, name).toContain('staff of this community');
    expect(refused.buttons, name).toEqual(['What is next for me', 'What I can do']);
  }
  const next = await member.press('What is next for me', await member.command('health'));
  expect(next.text).toContain('You are new here');

  for (const name of ['daily', 'leaderboard']) {
    expect((await member.command(name)).buttons, name).toEqual(['Take a quiz']);
    expect((await member.command(name, { cohort: 'spring' })).buttons, name).toEqual(['Take a quiz']);
    const typed = await member.press(name, await member.say(`/${name}`));
    expect(typed.text).toContain('I do not know yet which cohort is yours');
    expect(typed.text).not.toContain('no daily question here');
    expect(typed.buttons).toEqual(['Take a quiz']);
    expect((await owner.command(name)).buttons, name).toEqual(['Set it up', 'Take a quiz']);
  }
  expect((await member.say('what is a database? '.repeat(250))).buttons).toEqual(['What I can do']);

  const staffHelp = await owner.press('For staff', await owner.command('help'));
  for (const { name } of staffs) expect(staffHelp.text).toContain(`/tutor ${name}`);
  expect(staffHelp.buttons[0]).toBe('The daily question');
  await stage.stop();
  await database.close();
}, 180_000);
