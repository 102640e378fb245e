/** The toy app on the real discord.js client against the fake: every block, control, form and reply there is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DiscordPerson } from '../../support/discord/stage.ts';
import { toyStage, type ToyStage } from '../../support/discord/toy-stage.ts';
import { BOT, COHORT_ROLE, GENERAL } from '../../support/discord/world.ts';
import { TOY_CSV } from '../../support/toy.ts';

let stage: ToyStage;
let ann: DiscordPerson;
let bob: DiscordPerson;
beforeEach(async () => {
  stage = await toyStage();
  ann = stage.person('ann');
  bob = stage.person('bob');
});
afterEach(async () => {
  // nothing that was said here was refused, and nobody waited in vain
  const complaints = stage.complaints();
  await stage.stop();
  expect(complaints).toEqual([]);
});

describe('blocks', () => {
  test('all of them, private unless shared', async () => {
    const seen = await ann.command('all');
    expect(seen).toMatchObject({ buttons: ['Form'], pictures: ['A gray square.'], private: true });
    expect(seen.text).toContain('Every block');
    expect(seen.text).toContain('Bold, slanted, code, a link, and <b>no markup</b> & @everyone.');
    expect(seen.text).toContain('- one\n- two');
    expect(seen.text).toContain('a + b # ``` & <x>');
    expect(seen.text).toContain('Ruby   language');
    expect(seen.picks.map((pick) => pick.label)).toEqual(['Pick some', 'Pick a channel']);
    expect(seen.text).toContain('(file: toy-points.csv)');
    expect((await ann.download('toy-points.csv', seen)).toString()).toBe(TOY_CSV);
    await expect(bob.download('toy-points.csv', seen)).rejects.toThrow('sees no such message');
    expect(await stage.channel()).toEqual([]);

    expect(await ann.command('all', { share: true })).toMatchObject({ private: false });
    expect(await stage.channel()).toHaveLength(1);
  });

  test('nothing that is ever sent may ping', async () => {
    await ann.command('all', { share: true });
    await ann.mention('@everyone <@&900000000000000031>');
    await ann.say('<@900000000000000101>');
    const sent = [...stage.fake.world.messages.values()].filter((message) => message.author === BOT);
    expect(sent).toHaveLength(3);
    for (const message of sent) expect(message.allowed).toMatchObject({ parse: [] });
  });
});

describe('controls', () => {
  test('a button changes its message, for everybody', async () => {
    await ann.command('count');
    await ann.press('One more');
    expect((await ann.press('One')).text).toContain('Count: 2');
    const [shown] = await stage.channel();
    expect(shown?.text).toContain('Count: 2');
    await bob.press('One more', shown);
    expect((await stage.channel()).map((seen) => seen.text)).toEqual(['Counter\nCount: 3']);
    expect(stage.ran).toEqual(['tick 0', 'tick 1', 'tick 2']);
  });
  test('one call answers: nothing is deferred when the app is quick', async () => {
    stage.fake.http.calls.length = 0;
    await ann.command('count');
    await ann.press('One more');
    expect(stage.fake.http.calls.map((call) => call.replaceAll(/\d{17,}/gu, '#'))).toEqual([
      'POST /interactions/#/token-#/callback',
      'POST /interactions/#/token-#/callback',
    ]);
  });
  test('a list of ours, and a list of channels', async () => {
    const all = await ann.command('all');
    expect(await ann.pick('Pick a channel', ['general'], all)).toMatchObject({
      text: `Place: discord:channel/${GENERAL}`,
      private: true,
    });
    expect((await ann.pick('Pick some', ['Red', 'Blue'], all)).text).toBe('You picked: r, b');
  });
  test('a message is removed', async () => {
    await ann.command('count');
    expect(await ann.press('Remove')).toMatchObject({ gone: true });
    expect(await stage.channel()).toEqual([]);
  });
});

describe('forms', () => {
  test('open, ask, and change the message they came from', async () => {
    const all = await ann.command('all');
    const open = await ann.press('Form', all);
    expect(open).toMatchObject({
      text: 'Two questions.',
      form: { title: 'Tell me', fields: ['A word', 'A story', 'A kind', 'Several'] },
    });
    const told = await ann.submit({ 'A word': 'cookie', 'A kind': 'Bread', Several: ['Ex', 'Zed'] });
    expect(told).toMatchObject({ text: 'Told kept: cookie b x+z', private: true });
    expect(stage.messageOf(told).id).toBe(stage.messageOf(all).id);
  });
  test('what may stay empty, may', async () => {
    await ann.command('all');
    await ann.press('Form');
    expect((await ann.submit({ 'A word': 'x' })).text.trim()).toBe('Told kept: x');
  });
});

describe('commands', () => {
  test('options of every kind, and suggestions', async () => {
    expect((await ann.command('echo', { is: 'ho', times: 3, tone: 'loud' })).text).toBe('You said: HO HO HO');
    expect(await ann.suggestions('echo', 'is', 'da')).toEqual(['database', 'data']);
    expect(await ann.suggestions('echo', 'is', 'nothing')).toEqual([]);
  });
  test('what people type stays text', async () => {
    const typed = '**x** @everyone <@1> [a](https://b.c) ``` `c` # -# ||d||';
    expect((await ann.command('echo', { is: typed })).text).toBe(`You said: ${typed}`);
  });
  test('staff under one name; who may manage the server is an admin', async () => {
    const boss = stage.person('boss', { admin: true });
    expect((await boss.command('setup', { zone: 'Europe/Rome' })).text).toBe('Staff: admin Europe/Rome');
    expect((await ann.command('setup')).text).toBe('Staff: member -');
  });
  test('a refusal is private and kind, also where the answer would be public', async () => {
    expect(await ann.command('refuse')).toMatchObject({ text: 'Not today. /help knows more.', private: true });
    expect(await stage.channel()).toEqual([]);
  });
  test('a bug shows a number and no detail', async () => {
    const seen = await ann.command('bug');
    expect(seen).toMatchObject({ private: true });
    expect(seen.text).toContain('e1e1');
    expect(seen.text).not.toContain('secret');
  });
  test('in a direct message: private without the mark, and community commands are refused', async () => {
    const echo = await ann.inPrivate.command('echo', { is: 'ho' });
    expect(echo).toMatchObject({ text: 'You said: ho', private: true });
    expect(stage.messageOf(echo).only).toBeUndefined();
    expect((await ann.inPrivate.command('ours')).text).toContain('not in a direct message');
  });
});

describe('talk', () => {
  test('a direct message is answered there, a mention in the channel; both with buttons that work', async () => {
    expect(await ann.say('what is a cookie?')).toMatchObject({ text: 'I heard: what is a cookie?', private: true });
    expect((await ann.inPrivate.command('count')).private).toBe(true);
    const answered = await bob.mention('hello');
    expect(answered).toMatchObject({ text: 'I heard: hello', private: false, buttons: ['One more'] });
    expect((await bob.press('One more', answered)).text).toContain('Count: 1');
  });
  test('Explain this: in the channel and in direct messages, of anybody’s message, only for who chose it', async () => {
    const there = await ann.explain?.({ name: 'bob' }, 'a <b>cookie</b> & @everyone');
    expect(there).toMatchObject({ text: 'Explained: a <b>cookie</b> & @everyone', private: true });
    expect(await stage.channel()).toEqual([]);
    const alone = await ann.inPrivate.explain?.({ name: 'ann' }, 'a session');
    expect(alone?.text).toBe('Explained: a session');
    // a picture without words; and what the bot itself laid out
    expect((await ann.explain?.({ name: 'bob' }, ' '))?.text).toContain('There are no words in that message');
  });

  test('the bot does not talk with itself, nor about what was not said to it', async () => {
    stage.fake.say(ann.user.id, GENERAL, 'just among us');
    await ann.mention('now you');
    await stage.fake.gateway.settle();
    expect(stage.ran).toEqual(['said now you']);
  });
});

describe('restart and repetition', () => {
  test('a press on a message from before a restart works', async () => {
    const counter = await ann.command('count');
    await ann.press('One more');
    await stage.restart();
    expect((await ann.press('One more', counter)).text).toContain('Count: 2');
  });
  test('one event delivered twice runs once', async () => {
    await ann.command('count');
    await ann.press('One more');
    await ann.repeat();
    expect(stage.ran).toEqual(['tick 0']);
    expect((await stage.channel())[0]?.text).toContain('Count: 1');
  });
  test('delivered once more to another process: it runs, and the first answer stays', async () => {
    await ann.command('count');
    await ann.press('One more');
    await stage.restart();
    await ann.repeat();
    await stage.logged('it was answered already');
    expect((await stage.channel())[0]?.text).toContain('Count: 1');
  });
});

describe('registration', () => {
  const puts = () => stage.fake.http.calls.filter((call) => call.startsWith('PUT')).length;
  test('only when the catalog is not what is registered', async () => {
    expect(puts()).toBe(1);
    await stage.restart();
    expect(puts()).toBe(1);
    stage.fake.world.commands.get('global')?.pop();
    await stage.restart();
    expect(puts()).toBe(2);
  });
  test('in one guild', async () => {
    const other = await toyStage({ guildId: '900000000000000010' });
    try {
      expect([...other.fake.world.commands.keys()]).toEqual(['900000000000000010']);
      await other.restart();
      expect(other.fake.http.calls.filter((call) => call.startsWith('PUT'))).toHaveLength(1);
      expect(other.complaints()).toEqual([]);
    } finally {
      await other.stop();
    }
  });
  test('a role that may be mentioned is not mentioned by words', async () => {
    expect((await ann.command('echo', { is: `<@&${COHORT_ROLE}>` })).text).toBe(`You said: <@&${COHORT_ROLE}>`);
  });
});
