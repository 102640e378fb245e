/** The toy app, which has everything there is, played on the playground over HTTP. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../../src/chat/app.ts';
import { TOY_CSV, toyApp, toyFeature } from '../../support/toy.ts';
import { type PlaygroundStage, playgroundStage } from '../../support/playground/stage.ts';

let ran: string[];
let now: number;
let stage: PlaygroundStage;
beforeEach(async () => {
  ran = [];
  now = Date.now();
  stage = await playgroundStage(
    async (platform) => {
      await platform.start(toyApp(ran));
      return { stop: () => platform.stop() };
    },
    { now: () => now },
  );
});
afterEach(async () => stage.stop());

describe('a card with every block', () => {
  test('shows all words, controls and pictures, to the caller alone', async () => {
    const seen = await stage.person('Ana').command('all');
    expect(seen.text.split('\n')).toEqual([
      'Every block',
      'Bold, slanted, code, a link, and <b>no markup</b> & @everyone.',
      '- one',
      '- two',
      '1. first',
      '2. second',
      'A quiet note.',
      'def add(a, b)',
      '  a + b # ``` & <x>',
      'end',
      'Term   Kind',
      '-----  ---------',
      'Ruby   language',
      'Rails  framework',
      '(picture: A gray square.)',
      '(file: toy-points.csv, Some points)',
      '---',
    ]);
    expect(seen).toMatchObject({
      buttons: ['Form'],
      picks: [
        { label: 'Pick some', options: ['Red', 'Green', 'Blue'] },
        { label: 'Pick a channel', options: ['#general', '#daily'] },
      ],
      pictures: ['A gray square.'],
      private: true,
    });
    expect(await stage.channel()).toEqual([]);
  });

  test('hands its file to whoever may read it, for a day', async () => {
    const [ana, ben] = [stage.person('Ana'), stage.person('Ben')];
    const seen = await ana.command('all');
    expect((await ana.download('toy-points.csv', seen)).toString()).toBe(TOY_CSV);
    await expect(ben.download('toy-points.csv', seen)).rejects.toThrow('404');
    const shared = await ana.command('all', { share: true });
    expect((await ben.download('toy-points.csv', shared)).toString()).toBe(TOY_CSV);
    await stage.restart();
    expect((await ana.download('toy-points.csv', seen)).toString()).toBe(TOY_CSV);
    now += 24 * 60 * 60 * 1_000 + 1;
    await stage.restart();
    await expect(ana.download('toy-points.csv', seen)).rejects.toThrow('Ask for it again');
  });

  test('is for everybody when it is shared', async () => {
    const seen = await stage.person('Ana').command('all', { share: true });
    expect(seen.private).toBe(false);
    expect((await stage.channel()).map((one) => one.text)).toEqual([seen.text]);
  });
});

describe('buttons', () => {
  test('change the message in its place, for everybody', async () => {
    const ana = stage.person('Ana');
    const first = await ana.command('count');
    expect(first).toMatchObject({ text: 'Counter\nCount: 0', private: false, buttons: ['One more', 'Remove'] });
    await ana.press('One more');
    await stage.person('Ben').press('One more', first);
    expect((await stage.channel()).map((one) => one.text)).toEqual(['Counter\nCount: 2']);
    expect(ran).toEqual(['tick 0', 'tick 1']);
  });

  test('remove the message for everybody, and it cannot be pressed any more', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('count');
    expect(await ana.press('Remove')).toMatchObject({ gone: true });
    expect(await stage.channel()).toEqual([]);
    expect((await stage.person('Ben').press('One more', seen)).text).toBe('That message is no longer here.');
    expect(ran).toEqual([]);
  });
});

describe('pick lists', () => {
  test('give what was picked, one or several', async () => {
    const ana = stage.person('Ana');
    await ana.command('all');
    expect((await ana.pick('Pick some', ['Red', 'Blue'])).text).toBe('You picked: r, b');
  });

  test('of channels give the address of one', async () => {
    const ana = stage.person('Ana');
    await ana.command('all');
    expect((await ana.pick('Pick a channel', ['daily'])).text).toBe('Place: playground:channel/daily');
  });
});

describe('forms', () => {
  test('open from a button, and what comes of them stands in its message', async () => {
    const ana = stage.person('Ana');
    await ana.command('all');
    const form = await ana.press('Form');
    expect(form.form).toMatchObject({ title: 'Tell me', fields: ['A word', 'A story', 'A kind', 'Several'] });
    const told = await ana.submit({ 'A word': 'hello', 'A kind': 'Bread', Several: ['Ex', 'Zed'] });
    expect(told).toMatchObject({ text: 'Told kept: hello b x+z', private: true });
    expect(ran).toEqual(['told hello']);
  });

  test('ask for the options that a command needs', async () => {
    const ana = stage.person('Ana');
    const form = await ana.command('echo', { times: 2 });
    expect(form.form).toMatchObject({ title: '/echo', fields: ['What to say.', 'Times'] });
    expect((await ana.submit({ 'What to say.': 'ho', Times: '2' })).text).toBe('You said: ho ho');
  });
});

describe('answers', () => {
  test('to a sentence come in the place where it was said', async () => {
    const seen = await stage.person('Ana').say('what is a database?');
    expect(seen).toMatchObject({ text: 'I heard: what is a database?', private: true });
    expect(await stage.channel()).toEqual([]);
    const ben = await stage.client('Ben');
    await ben.send({ kind: 'line', text: 'hello all' });
    expect((await stage.channel()).map((one) => one.text)).toEqual(['hello all', 'I heard: hello all']);
  });

  test('that refuse, and bugs, are for the person alone, and say nothing of the inside', async () => {
    const ana = stage.person('Ana');
    expect(await ana.command('refuse')).toMatchObject({ text: 'Not today. /help knows more.', private: true });
    const bug = await ana.command('bug');
    expect(bug.text).toContain('e1e1');
    expect(bug.text).not.toContain('secret');
    expect(bug.private).toBe(true);
    expect((await ana.command('nonsense')).text).toContain("I don't know /nonsense");
    expect((await ana.command('echo', { is: 'x', times: 9 })).text).toContain('from 1 to 3');
    expect(await stage.channel()).toEqual([]);
  });

  test('know channels from direct messages, and admins from members', async () => {
    const ben = await stage.client('Ben');
    const { body } = await ben.send({ kind: 'line', text: '/ours', room: ben.me.id });
    expect(JSON.stringify(body)).toContain('not in a direct message');
    expect((await stage.person('Ana').command('ours')).text).toBe('Here we are.');
    expect((await stage.person('Ana').command('setup', { zone: 'Europe/Berlin' })).text).toBe(
      'Staff: member Europe/Berlin',
    );
    expect((await stage.person('Eva', { admin: true }).command('setup')).text).toBe('Staff: admin -');
  });

  test('suggest while one types', async () => {
    const ana = stage.person('Ana');
    expect(await ana.suggestions('echo', 'is', 'da')).toEqual(['database', 'data']);
    expect(await ana.suggestions('echo', 'times', '1')).toEqual([]);
    expect(await ana.suggestions('nothing', 'constructor', '')).toEqual([]);
  });
});

describe('the same event twice', () => {
  test('is done once', async () => {
    const ana = stage.person('Ana');
    await ana.command('echo', { is: 'once' });
    await ana.repeat();
    await ana.command('count');
    await ana.press('One more');
    await ana.repeat();
    expect(ran).toEqual(['echo once', 'tick 0']);
    expect((await stage.channel()).map((one) => one.text)).toEqual(['Counter\nCount: 1']);
  });

  test('is done once even when both arrive together, and both hear of it', async () => {
    const ana = await stage.client('Ana');
    const event = { kind: 'line', text: '/echo is:twin', event: 'twin-event' };
    const answers = await Promise.all([ana.send(event), ana.send(event)]);
    expect(answers[0]).toEqual(answers[1]);
    expect(ran).toEqual(['echo twin']);
  });

  test('is done once over a restart, and gets the same answer', async () => {
    const ana = await stage.client('Ana');
    const event = { kind: 'line', text: '/echo is:kept', event: 'kept-event' };
    const first = await ana.send(event);
    await stage.restart();
    expect(await ana.send(event)).toEqual(first);
    expect(ran).toEqual(['echo kept']);
  });

  test('of two people is two events', async () => {
    const event = { kind: 'line', text: '/echo is:mine', event: 'same-event' };
    await (await stage.client('Ana')).send(event);
    await (await stage.client('Ben')).send(event);
    expect(ran).toEqual(['echo mine', 'echo mine']);
  });
});

describe('a restart', () => {
  test('loses nothing: messages, people, pictures, and buttons work on', async () => {
    const ana = stage.person('Ana');
    await ana.command('all', { share: true });
    const counter = await ana.command('count');
    await stage.restart();
    const [all, count] = await stage.channel();
    expect(all?.pictures).toEqual(['A gray square.']);
    expect(count?.text).toBe('Counter\nCount: 0');
    expect((await ana.press('One more', counter)).text).toBe('Counter\nCount: 1');
  });

  test('keeps what is private private', async () => {
    await stage.person('Ana').command('all');
    await stage.restart();
    const ben = await stage.client('Ben');
    expect((await ben.snapshot()).messages).toEqual([]);
    const ana = await stage.client('Ana');
    expect((await ana.snapshot()).messages).toHaveLength(1);
  });

  test('does not break an open form', async () => {
    const ana = stage.person('Ana');
    await ana.command('all');
    await ana.press('Form');
    await stage.restart();
    expect((await ana.submit({ 'A word': 'late' })).text).toContain('Told kept: late');
  });
});

test('a press that comes too soon after another changes nothing, and one in time does', async () => {
  let clock = 0;
  const calm = await playgroundStage(async (platform) => {
    await platform.start(createApp({ features: [toyFeature(ran)], calm: { ms: 600, now: () => clock } }));
    return { stop: () => platform.stop() };
  });
  const ana = calm.person('Ana');
  const one = await ana.press('One more', await ana.command('count'));
  expect(one.text).toContain('Count: 1');
  expect((await ana.press('Remove', one)).text).toBe('');
  const ben = calm.person('Ben');
  expect((await ben.press('One more', await ben.command('count'))).text).toContain('Count: 1');
  clock = 600;
  expect((await ana.press('Remove', one)).gone).toBe(true);
  await calm.stop();
});
