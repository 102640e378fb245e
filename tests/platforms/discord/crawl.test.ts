/** The crawler on the toy app, and that it notices what is wrong. */
import { describe, expect, test } from 'vitest';
import { address, on } from '../../../src/chat/address.ts';
import { createApp } from '../../../src/chat/app.ts';
import { button, buttons, card, text } from '../../../src/chat/card.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import { remove, type Reply, show } from '../../../src/chat/reply.ts';
import { discordStage } from '../../support/discord/stage.ts';
import { toyFeature } from '../../support/toy.ts';
import { crawlDiscord } from './crawl.ts';

describe('the crawler', () => {
  test('reaches everything the toy app has, and nothing is refused or left unanswered', async () => {
    const ran: string[] = [];
    // `/bug` breaks on purpose
    const { commands = [], ...rest } = toyFeature(ran);
    const app = createApp({ features: [{ ...rest, commands: commands.filter(({ name }) => name !== 'bug') }] });
    const stage = await discordStage(async (platform) => {
      await platform.start(app);
      return { stop: () => platform.stop() };
    });
    try {
      const person = stage.person('boss', { admin: true });
      const report = await crawlDiscord(stage, person, app.catalog, { sayings: ['what is a database?'] });
      expect(report.failures).toEqual([]);
      expect(report.cut).toBe(false);
      expect(report.tried.join('\n')).toMatchInlineSnapshot(`
        "/echo suggests is
        /all
        /all share:true
        /count
        /echo is:database
        /echo is:database times:3 tone:loud
        /refuse
        /ours
        /setup
        /setup zone:test
        say "what is a database?"
        /all > press Form
        /all > pick Red of Pick some
        /all > pick #general of Pick a channel
        /all share:true > press Form
        /all share:true > pick Red of Pick some
        /all share:true > pick #general of Pick a channel
        /count > press One more
        /count > press Remove
        say "what is a database?" > press One more
        /all > press Form > submit A word
        /all > press Form > submit A word, A story, A kind, Several
        /all share:true > press Form > submit A word
        /all share:true > press Form > submit A word, A story, A kind, Several
        /count > press One more > press One more
        /count > press One more > press Remove
        say "what is a database?" > press One more > press One more
        say "what is a database?" > press One more > press Remove
        say "what is a database?" > press One more > press One more > press One more
        say "what is a database?" > press One more > press One more > press Remove"
      `);
      expect(new Set(ran.map((one) => one.split(' ')[0]))).toEqual(new Set(['tick', 'pick', 'told', 'echo', 'said']));
    } finally {
      await stage.stop();
    }
  });

  test('notices a broken handler, a card that cannot be drawn, and a button that is not answered', async () => {
    const never = Promise.withResolvers<Reply>();
    const silent = address('bad.silent', {});
    const loud = defineCommand({
      name: 'loud',
      description: 'x',
      options: {},
      run: () => show(card(text('x'), buttons(button(silent(), 'Silent')))),
    });
    const wide = defineCommand({
      name: 'wide',
      description: 'x',
      options: {},
      // within the house's limits; Discord counts the backslashes too
      run: () => show(card(text('_a'.repeat(1_400)))),
    });
    const app = createApp({
      features: [{ commands: [loud, wide], actions: [on(silent, () => show(card(text('x'))))] }, toyFeature()],
    });
    const stage = await discordStage(
      async (platform) => {
        await platform.start({
          ...app,
          handle: async (request) =>
            request.kind === 'press' && request.press.id === 'bad.silent' ? never.promise : app.handle(request),
        });
        return { stop: () => platform.stop() };
      },
      { patience: 60_000, answerWithin: 1_500 },
    );
    try {
      const catalog = {
        commands: new Map([...app.catalog.commands].filter(([name]) => ['loud', 'wide', 'bug'].includes(name))),
      };
      const { failures } = await crawlDiscord(stage, stage.person('boss'), catalog);
      expect(failures.map((failure) => failure.split('\n')[0])).toEqual([
        expect.stringMatching(/^\/wide: I have an answer, but I could not show it here/u),
        expect.stringMatching(/^\/bug: Something broke on my side/u),
        expect.stringMatching(/^\/loud > press Silent: nothing happened/u),
        expect.stringMatching(/^\/loud > press Silent: interaction \d+ \(type 3\) was not acknowledged/u),
      ]);
    } finally {
      never.resolve(remove); // stopping waits for what is under way
      await stage.stop();
    }
  });
});
