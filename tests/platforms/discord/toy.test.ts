import { afterEach, describe, expect, test } from 'vitest';
import { discordStage } from '../../support/discord/stage.ts';
import { toyApp } from '../../support/toy.ts';

describe('x', () => {
  test('count', async () => {
    const ran: string[] = [];
    const stage = await discordStage(async (platform) => {
      await platform.start(toyApp(ran));
      return { stop: () => platform.stop() };
    });
    const ann = stage.person('ann');
    console.log(await ann.command('count'));
    console.log(await ann.press('One more'));
    console.log(await ann.command('all'));
    console.log(await ann.press('Form'));
    console.log(await ann.submit({ 'A word': 'hey', Several: ['Ex', 'Why'] }));
    console.log(await ann.suggestions('echo', 'is', 'd'));
    console.log(await ann.say('hello'), await ann.mention('hi'));
    console.log(stage.complaints());
    await stage.stop();
  });
});
