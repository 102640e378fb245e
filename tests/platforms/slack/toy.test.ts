/** Everything the vocabulary has, through the real Bolt app against the fake Slack, in both modes. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { present } from '../../support/slack/expecting.ts';
import { type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { directOf } from '../../support/slack/world.ts';
import { TOY_CSV, toyApp } from '../../support/toy.ts';

describe.each(['socket', 'http'] as const)('%s mode', (mode) => {
  let stage: SlackStage;
  const ran: string[] = [];
  const logged: string[] = [];
  beforeAll(async () => {
    stage = await slackStage(
      async (platform) => {
        await platform.start(toyApp(ran));
        return { stop: async () => platform.stop() };
      },
      { mode, logged },
    );
  });
  afterAll(async () => {
    await stage.stop();
    expect(stage.complaints()).toEqual([]);
  });
  beforeEach(() => void ran.splice(0));

  test('every block is drawn', async () => {
    const seen = await stage.person('Ana').command('all');
    expect(seen).toEqual({
      text: [
        'Every block',
        'Bold, slanted, code, a link, and <b>no markup</b> & @everyone.',
        '- one',
        '- two',
        '1. first',
        '2. second',
        'A quiet note.',
        'def add(a, b)\n  a + b # ``` & <x>\nend',
        'Term   Kind',
        '-----  ---------',
        'Ruby   language',
        'Rails  framework',
        '(picture: A gray square.)',
        'toy-points.csv · Some points\nI sent it to you as a direct message.',
        '---',
      ].join('\n'),
      buttons: ['Form'],
      picks: [
        { label: 'Pick some', options: ['Red', 'Green', 'Blue'] },
        { label: 'Pick a channel', options: ['general'] },
      ],
      pictures: ['A gray square.'],
      private: true,
    });
  });

  test('a file goes to the direct message of whoever asked, and to nobody else', async () => {
    const [ana, ben] = [stage.person('Ana'), stage.person('Ben')];
    const before = (await stage.channel()).length;
    const seen = await ana.command('all');
    expect((await ana.download('toy-points.csv', seen)).toString()).toBe(TOY_CSV);
    expect((await stage.channel()).length).toBe(before);
    const shared = await ana.command('all', { share: true });
    expect((await ana.download('toy-points.csv', shared)).toString()).toBe(TOY_CSV);
    await expect(ben.download('toy-points.csv', shared)).rejects.toThrow('not found');
    const direct = directOf(stage.slack.world, stage.team, ana.user.id).id;
    const handed = stage.slack.world.live(stage.team.id, direct).filter((one) => one.files !== undefined);
    expect(handed.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(handed.at(-1)?.blocks)).toContain('Some points');
  });

  test('a file that cannot be sent is owned up to, and the rest of the card is there', async () => {
    const ana = stage.person('Ana');
    stage.slack.world.fail('conversations.open', { kind: 'error', error: 'cannot_dm_bot' });
    const seen = await ana.command('all');
    expect(seen.text).toContain('I could not send this file. Please ask for it again in a moment.');
    expect(seen.pictures).toEqual(['A gray square.']);
    // the link is only a convenience
    stage.slack.world.fail('files.info', { kind: 'error', error: 'missing_scope' });
    expect((await ana.command('all')).text).toContain('I sent it to you as a direct message.');
  });

  test('however many ways an answer takes, its file is sent once', async () => {
    const ana = stage.person('Ana');
    const { world } = stage.slack;
    const sent = (): number => world.messages.filter((one) => one.files !== undefined).length;
    const before = sent();
    world.fail('response_url', { kind: 'error', error: 'used_url' });
    world.fail('chat.postEphemeral', { kind: 'error', error: 'not_in_channel' });
    expect((await ana.command('all')).text).toContain('Every block');
    expect(sent()).toBe(before + 1);
  });

  test('what is shared is for all, what is not is for me alone', async () => {
    const ana = stage.person('Ana');
    const before = (await stage.channel()).length;
    expect((await ana.command('all', { share: true })).private).toBe(false);
    expect((await ana.command('all', { share: false })).private).toBe(true);
    expect((await stage.channel()).length).toBe(before + 1);
  });

  test('a button redraws its message, for everybody, and once per delivery', async () => {
    const [ana, ben] = [stage.person('Ana'), stage.person('Ben')];
    const seen = await ana.command('count');
    expect(seen.text).toContain('Count: 0');
    expect((await ben.press('One more', seen)).text).toContain('Count: 1');
    expect((await stage.channel()).at(-1)?.text).toContain('Count: 1');
    await ben.repeat();
    await ben.repeat();
    expect(ran).toEqual(['tick 0']);
    expect((await ana.press('One', seen)).text).toContain('Count: 2');
  });

  test('a message can take itself away', async () => {
    const ana = stage.person('Ana');
    const before = (await stage.channel()).length;
    const seen = await ana.command('count');
    expect((await ana.press('Remove', seen)).gone).toBe(true);
    expect((await stage.channel()).length).toBe(before);
  });

  test('one of a list, several of a list, a channel', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('all');
    expect((await ana.pick('Pick a channel', ['general'], seen)).text).toBe(
      `Place: slack:channel/${stage.team.id}.${stage.channelId}`,
    );
    expect((await ana.pick('Pick some', ['Red', 'Blue'], seen)).text).toBe('You picked: r, b');
    expect(ran).toEqual(['pick r,b']);
  });

  test('Done without enough picks says how many, and keeps the list', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('all');
    expect((await ana.pick('Pick some', [], seen)).text).toBe('Pick at least 1, then press Done.');
    expect(ran).toEqual([]);
  });

  test('a form opens, is filled in, and its message is redrawn', async () => {
    const ana = stage.person('Ana');
    const form = await ana.press('Form', await ana.command('all'));
    expect(form.form).toMatchObject({ title: 'Tell me', fields: ['A word', 'A story', 'A kind', 'Several'] });
    expect(form.text).toBe('Two questions.');
    const told = await ana.submit({ 'A word': 'sql', 'A kind': 'Bread', Several: ['Ex', 'Zed'] });
    expect(told.text).toBe('Told kept: sql b x+z');
    expect(told.private).toBe(true);
    await ana.repeat();
    expect(ran).toEqual(['told sql']);
    await expect(ana.submit({})).rejects.toThrow('no form is open');
  });

  test('options are read from what was typed', async () => {
    const ana = stage.person('Ana');
    expect((await ana.type('echo hello there')).text).toBe('You said: hello there');
    expect((await ana.type('echo is:"a b" times:2 tone:loud')).text).toBe('You said: A B A B');
    expect((await ana.type('ECHO tone:LOUDLY hi')).text).toBe('You said: HI');
    expect((await ana.type('echo hi times:9')).text).toContain('from 1 to 3');
    expect((await ana.type('echo <b>&amp;</b> *x* <!channel>')).text).toBe('You said: <b>&</b> *x* @channel');
  });

  test('a missing option is asked for, with what was given filled in', async () => {
    const ana = stage.person('Ana');
    const form = await ana.type('echo times:2');
    expect(form.form).toMatchObject({ title: '/tutor echo', fields: ['What to say.', 'Times'] });
    expect((await ana.submit({ 'What to say.': 'cookie' })).text).toBe('You said: cookie cookie');
  });

  test('type-ahead offers suggestions, and what was typed itself', async () => {
    const ana = stage.person('Ana');
    expect(await ana.suggestions('echo', 'is', 'data')).toEqual(['database', 'data']);
    expect(await ana.suggestions('echo', 'is', 'what is this')).toEqual(['what is this']);
    expect(await ana.suggestions('echo', 'is', '')).toEqual(['database', 'data', 'cookie']);
    expect(await ana.suggestions('echo', 'times', '1')).toEqual([]);
    await ana.type('echo');
    expect((await ana.submit({ 'What to say.': 'something of my own' })).text).toBe('You said: something of my own');
  });

  test('no option that is offered is longer than a list takes', async () => {
    const ana = stage.person('Ana');
    const question = 'what is the difference between a database and a spreadsheet when many people write';
    expect(await ana.suggestions('echo', 'is', question)).toEqual([
      'what is the difference between a database and a spreadsheet when many',
    ]);
    expect(await ana.suggestions('echo', 'is', 'x'.repeat(200))).toEqual(['x'.repeat(75)]);
  });

  test('a refusal and a bug are told to the caller alone', async () => {
    const ana = stage.person('Ana');
    const no = await ana.command('refuse');
    expect(no).toMatchObject({ text: 'Not today. /help knows more.', private: true });
    const bug = await ana.command('bug');
    expect(bug.text).toContain('e1e1');
    expect(bug.text).not.toContain('secret');
    expect(bug.private).toBe(true);
  });

  test('staff commands know who is an admin, and what the zone is', async () => {
    expect((await stage.person('Boss', { admin: true }).command('setup', { zone: 'x' })).text).toBe('Staff: admin x');
    expect((await stage.person('Ana').command('setup')).text).toBe('Staff: member -');
  });

  test('alone it is a menu, help helps, and a slip of the finger is understood', async () => {
    const [ana, boss] = [stage.person('Ana'), stage.person('Boss', { admin: true })];
    const menu = await ana.type('');
    expect(menu.buttons).toEqual(['All', 'Count', 'Echo', 'Refuse', 'Bug', 'Ours']);
    expect(menu.private).toBe(true);
    expect(menu.text).not.toContain('setup');
    expect((await boss.type('  ')).text).toContain('/tutor setup [zone:…]');
    expect((await ana.press('Echo', menu)).form?.title).toBe('/tutor echo');
    expect((await ana.submit({ 'What to say.': 'data' })).text).toBe('You said: data');
    expect((await ana.type('help')).text).toContain('/tutor echo is:… [times:1–3] [tone:calm|loud] Says it again.');
    expect((await ana.type('help echo')).text).toContain('times: How often.');
    const near = await ana.type('ehco hello');
    expect(near.text).toContain("I don't know /ehco. Did you mean");
    expect(near.buttons).toEqual(['echo hello', 'Look up “ehco hello”']);
    expect((await ana.type('xylophone')).buttons).toEqual(['all', 'count', 'echo', 'refuse', 'bug']);
    expect((await ana.type('setpu')).buttons).not.toContain('setup');
    expect((await boss.type('setpu')).buttons).toContain('setup');
  });

  test('a direct message is answered there, in its thread if it has one', async () => {
    const seen = await stage.person('Ana').say('what is <b>&amp;</b>?');
    expect(seen.text).toBe('I heard: what is <b>&amp;</b>?');
    expect(seen.private).toBe(true);
    expect((await stage.person('Ana').press('One more', seen)).text).toContain('Count: 1');
  });

  test('a mention is answered under it, and in the thread it stands in', async () => {
    const ana = stage.person('Ana');
    expect((await ana.mention('what is sql?')).text).toBe('I heard: what is sql?');
    const { messages } = stage.slack.world;
    const answer = messages.at(-1);
    expect(answer?.thread).toBe(messages.at(-2)?.ts);
    const root = answer?.thread ?? '';
    await ana.mention('and rest?', { thread: root });
    expect(messages.at(-1)).toMatchObject({ thread: root });
    await ana.repeat();
    expect(ran).toEqual(['said what is sql?', 'said and rest?']);
    // pressed in the thread: the message changes there
    expect((await ana.press('One more')).text).toContain('Count: 1');
    expect((await ana.mention('   ')).buttons).toContain('Echo');
  });

  test('Explain this answers only who asked', async () => {
    const ana = stage.person('Ana');
    await stage.person('Ben').mention('a cookie & a <session>');
    const message = stage.slack.world.messages.find((one) => one.text === 'a cookie & a <session>');
    const seen = await ana.explainMessage(present(message));
    expect(seen).toMatchObject({ text: 'Explained: a cookie & a <session>', private: true });
    expect((await ana.explainMessage({ ...present(message), text: '' })).text).toContain('no words');
  });

  test('Look it up opens the form, and answers in a modal', async () => {
    const ana = stage.person('Ana');
    expect((await ana.lookUp()).form?.title).toBe('/tutor echo');
    const seen = await ana.submit({ 'What to say.': 'cookie' });
    expect(seen).toMatchObject({ text: 'You said: cookie', private: true });
  });

  test('the App Home is drawn, its buttons work, and it is not drawn again when it says the same', async () => {
    const ana = stage.person('Ana');
    const home = await ana.openHome();
    expect(home.text).toBe('Home\nHello Ana.');
    const form = await ana.press('Form', home);
    expect(form.form?.title).toBe('Tell me');
    const told = await ana.submit({ 'A word': 'home' });
    expect(told.text).toBe('Told kept: home');
    const published = stage.slack.world.calls.filter((call) => call.method === 'views.publish').length;
    expect(published).toBe(1);
  });

  test('every button still works after a restart', async () => {
    const ana = stage.person('Ana');
    const [count, all, menu] = [await ana.command('count'), await ana.command('all'), await ana.type('')];
    const heard = await ana.say('hello');
    await stage.restart();
    expect((await ana.press('One more', count)).text).toContain('Count: 1');
    expect((await ana.press('Form', all)).form?.title).toBe('Tell me');
    expect((await ana.submit({ 'A word': 'after' })).text).toBe('Told kept: after');
    expect((await ana.press('Ours', menu)).text).toBe('Here we are.');
    expect((await ana.press('One more', heard)).text).toContain('Count: 1');
    ran.splice(0);
    await ana.repeat();
    expect(ran).toEqual([]);
  });

  test('a community command is refused in a direct message', async () => {
    const ana = stage.person('Ana');
    await ana.say('hi');
    const direct = [...stage.team.channels.values()].find((one) => one.kind === 'im' && one.members.has(ana.user.id));
    expect((await ana.type('ours', direct?.id)).text).toContain('not in a direct message');
  });

  test('what people said stands in no log', () => {
    expect(logged.join('')).not.toContain('what is sql?');
    expect(logged.join('')).not.toContain(stage.team.token);
  });
});
