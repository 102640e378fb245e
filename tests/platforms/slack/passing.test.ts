/** An answer survives a passing error of Slack: in its place, and no more than once where others see it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WAITS } from '../../../src/chat/insist.ts';
import { answerStage, resultsOf, slowly } from '../../support/slack/answers.ts';
import { type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { addChannel, directOf, type Fault } from '../../support/slack/world.ts';
import { TOY_CSV, toyApp } from '../../support/toy.ts';

let stage: SlackStage;
beforeEach(async () => {
  stage = await answerStage();
});
afterEach(async () => stage.stop());

const results = (method: string): string[] => resultsOf(stage, method);
const ana = () => stage.person('Ana');
/** However busy the machine is. */
const SOON = { timeout: 30_000 };
const SECOND: Fault = { kind: 'ratelimited', seconds: 1 };
const MINUTE: Fault = { kind: 'ratelimited', seconds: 60 };
/** Nobody knows whether it was done: it was, or it was not. */
const doubts = (stored: boolean): Fault[] => [
  { kind: 'status', status: 500, stored },
  { kind: 'cut', stored },
  { kind: 'error', error: 'internal_error', stored },
];
const lost = doubts(false);
const kept = doubts(true);
const named = (faults: readonly Fault[]) => faults.map((fault) => [JSON.stringify(fault), fault] as const);
const TRIES = WAITS.answer.pauses.length + 1;
const direct = (): number => {
  const { id } = directOf(stage.slack.world, stage.team, ana().user.id);
  return stage.slack.world.live(stage.team.id, id).filter((one) => one.files === undefined).length;
};
const fail = (method: string, fault: Fault, times?: number): void => stage.slack.world.fail(method, fault, times);
/** So many calls of this method have been made: what was sent again for a person who had seen it already has arrived. */
const called = async (method: string, times: number): Promise<void> => {
  await expect.poll(() => results(method), SOON).toHaveLength(times);
};
/** Each fails once; the place of an upload knows no errors but those of HTTP. */
const failSteps = (fault: Fault, ...steps: readonly string[]): void => {
  for (const step of steps) if (step !== 'upload' || fault.kind !== 'error') fail(step, fault);
};
/** Everything under way is over. */
const over = async (): Promise<void> => stage.platform().stop();

describe('the App Home', () => {
  test.each(named([SECOND, ...lost, ...kept]))('is drawn after %s', async (_, fault) => {
    fail('views.publish', fault);
    await ana().openHome();
    await over();
    expect(stage.slack.world.homes.size).toBe(1);
    expect(results('views.publish')).toEqual([fault.kind, 'ok']);
    expect(stage.pauses).toEqual([fault.kind === 'ratelimited' ? 1_000 : 300]);
  });
});

describe('in the direct message with the app', () => {
  test.each(named([SECOND, ...lost, ...kept]))('an answer is there once after %s', async (_, fault) => {
    fail('chat.postMessage', fault);
    expect((await ana().say('hello')).text).toBe('Controls');
    await over();
    expect(direct()).toBe(1);
  });

  test('where it cannot be looked for, rather twice than never', async () => {
    stage.team.scopes.delete('im:history');
    fail('chat.postMessage', { kind: 'cut', stored: false });
    expect((await ana().say('hello')).text).toBe('Controls');
    await over();
    expect(direct()).toBe(1);
    await stage.restart();
    fail('chat.postMessage', { kind: 'cut', stored: true });
    await ana().say('hello');
    await over();
    expect(direct()).toBe(3);
  });

  test('a look that fails in passing is not the end', async () => {
    fail('chat.postMessage', { kind: 'cut', stored: true });
    fail('conversations.history', { kind: 'cut', stored: false }, 2);
    await ana().say('hello');
    await over();
    expect(direct()).toBe(1);
  });
});

describe('a mention', () => {
  test.each(named([SECOND, ...lost, ...kept]))('is answered once after %s', async (_, fault) => {
    fail('chat.postMessage', fault);
    await ana().mention('hello');
    await over();
    expect((await stage.channel()).map((one) => one.text)).toEqual(['Controls']);
    expect(direct()).toBe(0);
  });

  test('is answered after two errors, in its thread', async () => {
    fail('chat.postMessage', { kind: 'status', status: 502, stored: false }, 2);
    await ana().mention('hello');
    const [question, answer] = stage.slack.world.live(stage.team.id, stage.channelId);
    expect(answer?.thread).toBe(question?.ts);
    expect(results('chat.postMessage')).toEqual(['status', 'status', 'ok']);
  });

  test('is not answered twice where nobody can look', async () => {
    stage.team.scopes.delete('channels:history');
    fail('chat.postMessage', { kind: 'cut', stored: true });
    await ana().mention('hello');
    await over();
    expect(await stage.channel()).toHaveLength(1);
    expect(direct()).toBe(0);
  });
});

describe('what a command is answered in its channel', () => {
  test.each(named([SECOND, ...lost, ...kept]))('is there once for all after %s', async (_, fault) => {
    fail('response_url', fault);
    expect(await ana().command('public')).toMatchObject({ text: 'Controls', private: false });
    await over();
    expect(await stage.channel()).toHaveLength(1);
  });

  test('is not said twice where the app is no member', async () => {
    const { id } = addChannel(stage.slack.world, stage.team, 'elsewhere', 'public', false);
    const said = (): number => stage.slack.world.live(stage.team.id, id).length;
    fail('response_url', { kind: 'cut', stored: true });
    await ana().type('public', id);
    await over();
    expect(said()).toBe(1);
  });

  test.each(named([SECOND, ...lost]))('stays private and in its place after %s', async (_, fault) => {
    fail('response_url', fault);
    expect(await ana().command('private')).toMatchObject({ private: true });
    fail('response_url', { kind: 'error', error: 'expired_url' });
    fail('chat.postEphemeral', fault);
    expect(await ana().command('private')).toMatchObject({ private: true });
    await over();
    const here = stage.slack.world.live(stage.team.id, stage.channelId);
    expect(here.map((one) => one.viewer)).toEqual([ana().user.id, ana().user.id]);
    expect(direct()).toBe(0);
  });

  test('takes another way at once when the wait is longer than anybody waits', async () => {
    fail('response_url', MINUTE);
    fail('chat.postEphemeral', MINUTE);
    expect((await ana().command('private')).text).toBe('Controls');
    expect(direct()).toBe(1);
    expect(stage.pauses).toEqual([]);
  });

  test('is given up after so many tries, and the next one works', async () => {
    for (const way of ['response_url', 'chat.postEphemeral', 'chat.postMessage']) fail(way, lost[0] ?? SECOND, TRIES);
    const nothing = ana().command('private');
    nothing.catch(() => undefined);
    await expect.poll(() => results('chat.postMessage'), SOON).toHaveLength(TRIES);
    expect(await stage.person('Ben').command('private')).toMatchObject({ private: true });
    await ana().command('private');
    expect((await nothing).text).toBe('Controls');
  });
});

describe('a message that was pressed', () => {
  test.each(named([SECOND, ...lost, ...kept]))('is redrawn and removed after %s', async (_, fault) => {
    const seen = await ana().command('public');
    fail('response_url', fault);
    expect((await ana().press('Redraw', seen)).text).toBe('Redrawn.');
    await called('response_url', 3);
    slowly(stage, 31 * 60_000);
    const other = await ana().command('public');
    fail('chat.update', fault);
    expect((await ana().press('Redraw', other)).text).toBe('Redrawn.');
    await called('chat.update', 2);
    expect((await stage.channel()).map((one) => one.text)).toEqual(['Redrawn.', 'Redrawn.']);
    const third = await ana().command('public');
    fail('chat.delete', fault);
    expect((await ana().press('Remove', third)).gone).toBe(true);
    await over();
    expect(await stage.channel()).toHaveLength(2);
    expect(stage.slack.world.messages.filter((one) => one.viewer !== undefined)).toEqual([]);
  });
});

describe('a form', () => {
  test.each(named([SECOND, ...lost, ...kept]))('opens once after %s', async (_, fault) => {
    const seen = await ana().command('public');
    fail('views.open', fault);
    expect((await ana().press('Ask', seen)).form?.title).toBe('Form');
    await over();
    expect(stage.slack.world.views.size).toBe(1);
    expect(stage.slack.world.messages.filter((one) => one.viewer !== undefined)).toEqual([]);
  });

  test('that Slack would take only when it is too late is explained at once', async () => {
    const seen = await ana().command('public');
    fail('views.open', { kind: 'ratelimited', seconds: 3 });
    expect((await ana().press('Ask', seen)).text).toContain('press it again');
    fail('views.open', { kind: 'status', status: 500, stored: false }, WAITS.door.pauses.length + 1);
    expect((await ana().press('Ask', seen)).text).toContain('press it again');
    expect(stage.pauses).toEqual([...WAITS.door.pauses]);
  });

  test('on the App Home, and on top of another one', async () => {
    const home = await ana().openHome();
    for (const [n, fault] of [SECOND, ...lost, ...kept].entries()) {
      const twice = 2 * (n + 1);
      fail('views.open', fault);
      const modal = await ana().press('Show', home);
      expect(modal.text).toBe('Shown.');
      await called('views.open', twice);
      fail('views.push', fault);
      expect((await ana().press('Ask', modal)).form?.title).toBe('Form');
      await called('views.push', twice);
      fail('views.update', fault);
      expect((await ana().submit({ Word: 'y' })).text).toBe('Got y.');
      await called('views.update', twice);
    }
    await over();
    expect(direct()).toBe(0);
  });
});

test('pictures come along after passing errors of every step', async () => {
  for (const fault of [SECOND, ...lost]) {
    failSteps(fault, 'files.getUploadURLExternal', 'upload', 'files.completeUploadExternal', 'files.info');
    expect((await ana().command('rich')).pictures).toEqual(['A picture.']);
    await stage.restart();
  }
  fail('files.completeUploadExternal', { kind: 'cut', stored: true });
  expect((await ana().command('rich')).pictures).toEqual(['A picture.']);
  expect(stage.complaints()).toEqual([]);
});

describe('with a file', () => {
  beforeEach(async () => {
    await stage.stop();
    stage = await slackStage(
      async (platform) => {
        await platform.start(toyApp());
        return { stop: async () => platform.stop() };
      },
      { mode: 'http' },
    );
  });

  test.each(named([SECOND, ...lost, ...kept]))('it is handed out once after %s', async (_, fault) => {
    failSteps(fault, 'conversations.open', 'files.getUploadURLExternal', 'upload', 'files.completeUploadExternal');
    const seen = await ana().command('all');
    expect((await ana().download('toy-points.csv', seen)).toString()).toBe(TOY_CSV);
    await over();
    expect(stage.slack.world.messages.filter((one) => one.files !== undefined)).toHaveLength(1);
    expect(stage.complaints()).toEqual([]);
  });

  test.each(named([SECOND, ...lost]))('an admin is one after %s', async (_, fault) => {
    const boss = stage.person('Boss', { admin: true });
    fail('users.info', fault);
    expect((await boss.command('setup', { zone: 'x' })).text).toBe('Staff: admin x');
  });
});

test('what was answered in the thread of one message is not taken for the answer to another', async () => {
  await ana().mention('first');
  fail('chat.postMessage', { kind: 'cut', stored: false });
  await ana().mention('second');
  const answered = (await stage.channel()).map((one) => one.text);
  expect(answered).toEqual(['Controls', 'Controls']);
});
