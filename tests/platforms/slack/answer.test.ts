/** Answers find their way: late, rate-limited, refused, twice delivered, without pictures, without a memory. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defineAction, defineForm, typed } from '../../../src/chat/action.ts';
import { createApp } from '../../../src/chat/app.ts';
import { button, buttons, card, picture, table, text } from '../../../src/chat/card.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import type { Definitions } from '../../../src/chat/feature.ts';
import { arg } from '../../../src/chat/press.ts';
import { ask, redraw, remove, show } from '../../../src/chat/reply.ts';
import { respond } from '../../../src/platforms/slack/respond.ts';
import { newResponseUrl } from '../../support/slack/events.ts';
import { type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { tinyPng } from '../../support/toy.ts';

/** Handlers wait here until the test opens the gate. */
let gate: Promise<void> = Promise.resolve();
let names: string[] = [];

function feature(): Definitions {
  const redrawing = defineAction({
    id: 'a.redraw',
    args: {},
    run: async () => (await gate, redraw(card(text('Redrawn.')))),
  });
  const showing = defineAction({
    id: 'a.show',
    args: {},
    run: async () => (
      await gate,
      show(
        card(
          text('Shown.'),
          buttons(
            button(redrawing.press({}), 'Redraw'),
            button(asking.press({}), 'Ask'),
            button(removing.press({}), 'Remove'),
          ),
        ),
      )
    ),
  });
  const telling = defineAction({
    id: 'a.tell',
    args: {},
    audience: 'channel',
    run: async () => (await gate, show(card(text('Told.')))),
  });
  const removing = defineAction({ id: 'a.remove', args: {}, run: async () => (await gate, remove) });
  const asking = defineAction({ id: 'a.ask', args: {}, run: async () => (await gate, ask(open())) });
  const form = defineForm({
    id: 'a.form',
    args: { n: arg.count },
    run: async ({ fields }) => (await gate, redraw(card(text(`Got ${typed(fields['word'])}.`)))),
  });
  const again = defineForm({ id: 'a.again', args: {}, run: () => ask(open()) });
  const open = () =>
    form.open({ n: 1 }, { title: 'Form', fields: { word: { kind: 'text', label: 'Word', required: true } } });
  const reopen = defineAction({
    id: 'a.reopen',
    args: {},
    run: () => ask(again.open({}, { title: 'First', fields: { word: { kind: 'text', label: 'Word' } } })),
  });
  const controls = card(
    text('Controls'),
    buttons(
      button(redrawing.press({}), 'Redraw'),
      button(showing.press({}), 'Show'),
      button(telling.press({}), 'Tell'),
      button(removing.press({}), 'Remove'),
      button(asking.press({}), 'Ask'),
    ),
    buttons(button(reopen.press({}), 'Reopen')),
  );
  return {
    commands: [
      defineCommand({ name: 'private', description: 'P', options: {}, run: () => show(controls) }),
      defineCommand({ name: 'public', description: 'P', audience: 'channel', options: {}, run: () => show(controls) }),
      defineCommand({
        name: 'rich',
        description: 'R',
        options: {},
        run: () =>
          show(card(text('Rich'), table(['A'], [['1']]), picture({ name: 'p.png', png: tinyPng(9) }, 'A picture.'))),
      }),
      defineCommand({
        name: 'who',
        description: 'W',
        options: {},
        run: ({ caller }) => (
          names.push(caller.name),
          show(card(text(`You are ${caller.name} ${caller.locale} ${caller.zone ?? '-'}`)))
        ),
      }),
    ],
    actions: [redrawing, showing, telling, removing, asking, reopen],
    forms: [form, again],
    said: () => show(controls),
    home: () => [text('Home'), ...controls.blocks.slice(1)],
  };
}

let stage: SlackStage;
const logged: string[] = [];
beforeEach(async () => {
  gate = Promise.resolve();
  names = [];
  logged.splice(0);
  const app = createApp({ features: [feature()] });
  stage = await slackStage(
    async (platform) => {
      await platform.start(app);
      return { stop: async () => platform.stop() };
    },
    { mode: 'socket', logged },
  );
});
afterEach(async () => stage.stop());

/** Lets the handlers run only after `ms` on Slack's clock, once the event has been acknowledged. */
function slowly(ms: number): void {
  let release = (): void => undefined;
  gate = new Promise((resolve) => (release = resolve));
  const { delivery, slack } = stage;
  const send = delivery.send.bind(delivery);
  Object.assign(delivery, {
    send: async (...args: Parameters<typeof send>) => {
      const answer = await send(...args);
      slack.world.offset += ms;
      release();
      return answer;
    },
  });
}
const results = (method: string): string[] =>
  stage.slack.world.calls.filter((call) => call.method === method).map((call) => call.result);
const MINUTES = 60_000;

describe('late', () => {
  test('a form that would open after 3 s is explained instead, to the presser alone', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('public');
    slowly(3_500);
    const late = await ana.press('Ask', seen);
    expect(late).toMatchObject({ private: true });
    expect(late.text).toContain('press it again');
    expect(results('views.open')).toEqual(['expired_trigger_id']);
  });

  test('an answer after 31 minutes finds another way than the response URL', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('public');
    slowly(31 * MINUTES);
    expect((await ana.press('Redraw', seen)).text).toBe('Redrawn.');
    expect(results('chat.update')).toEqual(['ok']);
    expect((await stage.channel()).map((one) => one.text)).toEqual(['Redrawn.']);
    expect(results('response_url')).toEqual(['ok']);
  });

  test('so does one that only its caller may see, and a removal', async () => {
    const [ana, ben] = [stage.person('Ana'), stage.person('Ben')];
    const seen = await ana.command('public');
    slowly(31 * MINUTES);
    expect(await ana.press('Show', seen)).toMatchObject({ text: 'Shown.', private: true });
    expect(results('chat.postEphemeral')).toEqual(['ok']);
    slowly(31 * MINUTES);
    expect((await ben.press('Remove', seen)).gone).toBe(true);
    expect(results('chat.delete')).toEqual(['ok']);
  });

  test('what was private and is too old to be changed is shown anew, or explained', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('private');
    slowly(31 * MINUTES);
    expect(await ana.press('Redraw', seen)).toMatchObject({ text: 'Redrawn.', private: true });
    slowly(31 * MINUTES);
    expect((await ana.press('Remove', seen)).text).toContain('too old');
  });

  test('a form filled in after 31 minutes still changes its message', async () => {
    const ana = stage.person('Ana');
    await ana.press('Ask', await ana.command('public'));
    stage.slack.world.offset += 31 * MINUTES;
    expect((await ana.submit({ Word: 'late' })).text).toBe('Got late.');
    expect(results('chat.update')).toEqual(['ok']);
  });

  test('on the App Home, where there is only the trigger, it becomes a direct message', async () => {
    const ana = stage.person('Ana');
    const home = await ana.openHome();
    slowly(3_500);
    const seen = await ana.press('Show', home);
    expect(seen).toMatchObject({ text: 'Shown.', private: true });
    expect(stage.slack.world.messages.at(-1)?.channel).toMatch(/^D/u);
  });
});

describe('something goes wrong on the way', () => {
  test('a redraw is sent again after a doubt; a public message is not', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('public');
    stage.slack.world.fail('response_url', { kind: 'status', status: 500, stored: false });
    stage.slack.world.fail('response_url', { kind: 'cut', stored: false });
    expect((await ana.press('Redraw', seen)).text).toBe('Redrawn.');
    const told = await ana.command('public');
    stage.slack.world.fail('response_url', { kind: 'status', status: 500, stored: true });
    expect(await ana.press('Tell', told)).toMatchObject({ text: 'Told.', private: false });
    await ana.command('private');
    expect((await stage.channel()).filter((one) => one.text === 'Told.')).toHaveLength(1);
  });

  test('a public answer in doubt is not sent twice, a private one is', async () => {
    const { user } = stage.person('Ana');
    const url = newResponseUrl(stage.scene, { team: stage.team.id, user: user.id, channel: stage.channelId });
    const message = { text: 'Hi', blocks: [{ type: 'divider' as const }] };
    const atOnce = async (): Promise<void> => undefined;
    stage.slack.world.fail('response_url', { kind: 'status', status: 500, stored: true });
    await expect(respond(url, { kind: 'public', ...message }, atOnce)).rejects.toMatchObject({ doubt: true });
    expect(stage.slack.world.messages).toHaveLength(1);
    stage.slack.world.fail('response_url', { kind: 'cut', stored: false });
    await respond(url, { kind: 'private', ...message }, atOnce);
    expect(stage.slack.world.messages).toHaveLength(2);
  });

  test('an answer to the first message of a thread stands in the channel, one inside it in the thread', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('public');
    const root = stage.slack.world.messages.at(-1)?.ts ?? '';
    const inside = await ana.mention('in here', { thread: root });
    await ana.press('Show', seen);
    expect(stage.slack.world.messages.at(-1)).toMatchObject({ viewer: ana.user.id });
    expect(stage.slack.world.messages.at(-1)?.thread).toBeUndefined();
    await ana.press('Show', inside);
    expect(stage.slack.world.messages.at(-1)?.thread).toBe(root);
  });

  test('a rate limit is waited out', async () => {
    const ana = stage.person('Ana');
    stage.slack.world.fail('response_url', { kind: 'ratelimited', seconds: 1 });
    expect((await ana.command('private')).text).toBe('Controls');
    stage.slack.world.fail('chat.postMessage', { kind: 'ratelimited', seconds: 1 });
    expect((await ana.say('hello')).text).toBe('Controls');
    expect(results('chat.postMessage')).toEqual(['ratelimited', 'ok']);
  });

  test('a used-up response URL is not the end', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('public');
    stage.slack.world.fail('response_url', { kind: 'error', error: 'used_url' });
    expect((await ana.press('Redraw', seen)).text).toBe('Redrawn.');
    stage.slack.world.fail('response_url', { kind: 'error', error: 'expired_url' });
    expect((await ana.press('Show', await ana.command('public'))).text).toBe('Shown.');
    expect(stage.complaints()).toEqual([]);
  });

  test('blocks that Slack does not take after all are drawn more simply', async () => {
    const ana = stage.person('Ana');
    stage.slack.world.fail('response_url', { kind: 'error', error: 'invalid_blocks' });
    const seen = await ana.command('rich');
    expect(seen.text).toBe('Rich\nA\n-\n1\nPicture: A picture.');
    expect(seen.pictures).toEqual([]);
  });

  test('a picture is uploaded once; one that cannot be is described', async () => {
    const ana = stage.person('Ana');
    expect((await ana.command('rich')).pictures).toEqual(['A picture.']);
    expect((await ana.command('rich')).pictures).toEqual(['A picture.']);
    expect(results('files.completeUploadExternal')).toEqual(['ok']);
    await stage.restart();
    stage.slack.world.fail('files.getUploadURLExternal', { kind: 'error', error: 'missing_scope' });
    const seen = await ana.command('rich');
    expect(seen.pictures).toEqual([]);
    expect(seen.text).toContain('Picture: A picture.');
    expect((await ana.command('rich')).pictures).toEqual(['A picture.']);
  });

  test('a form may lead to another form', async () => {
    const ana = stage.person('Ana');
    expect((await ana.press('Reopen', await ana.command('private'))).form?.title).toBe('First');
    expect((await ana.submit({ Word: 'x' })).form?.title).toBe('Form');
    expect((await ana.submit({ Word: 'y' })).text).toBe('Got y.');
  });
});

describe('who it is', () => {
  test('the display name, language and zone; asked once', async () => {
    const ana = stage.person('Ana Lovelace');
    expect((await ana.command('who')).text).toBe('You are Ana Lovelace en-US Europe/Berlin');
    await ana.command('who');
    expect(results('users.info')).toEqual(['ok']);
  });

  test('during a rate limit the handle will do, and nobody is asked about', async () => {
    stage.slack.world.fail('users.info', { kind: 'ratelimited', seconds: 60 });
    expect((await stage.person('Ana Lovelace').command('who')).text).toBe('You are ana.lovelace en -');
    await stage.person('Ben').command('who');
    expect(results('users.info')).toEqual(['ratelimited']);
    stage.slack.world.offset += MINUTES;
    expect((await stage.person('Ana Lovelace').command('who')).text).toContain('Ana Lovelace');
  });
});

describe('the App Home', () => {
  test('is drawn again when something may have changed, if it was ever opened', async () => {
    const [ana, ben] = [stage.person('Ana'), stage.person('Ben')];
    await ana.openHome();
    await ben.command('private');
    await ana.command('private');
    await expect.poll(() => results('views.publish').length, { timeout: 5_000 }).toBe(2);
    expect(stage.slack.world.homes.has(`${stage.team.id}.${ben.user.id}`)).toBe(false);
  });

  test('cards answer in a modal: redrawn in place, forms stacked on top of it', async () => {
    const ana = stage.person('Ana');
    const home = await ana.openHome();
    const modal = await ana.press('Show', home);
    expect(modal.text).toBe('Shown.');
    expect(results('views.open')).toEqual(['ok']);
    expect((await ana.press('Ask', modal)).form?.title).toBe('Form');
    expect(results('views.push')).toEqual(['ok']);
    expect((await ana.submit({ Word: 'stacked' })).text).toBe('Got stacked.');
    expect(results('views.update')).toEqual(['ok']);
    expect((await ana.press('Redraw', await ana.press('Show', home))).text).toBe('Redrawn.');
    expect((await ana.press('Remove', await ana.press('Show', home))).text).toBe('Removed.');
    expect((await ana.press('Ask', home)).form?.title).toBe('Form');
    expect((await ana.submit({ Word: 'home' })).text).toBe('Got home.');
    expect(stage.complaints()).toEqual([]);
  });

  test('a failure to draw it is logged, and the next opening tries again', async () => {
    const ana = stage.person('Ana');
    stage.slack.world.fail('views.publish', { kind: 'error', error: 'internal_error' });
    const opened = ana.openHome();
    await expect.poll(() => logged.join('')).toContain('App Home could not be drawn');
    await ana.openHome();
    expect((await opened).text).toBe('Home');
  });
});
