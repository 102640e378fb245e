/** Answers find their way: late, refused, without pictures. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { webApi } from '@slack/bolt';
import { nothing } from '../../../src/chat/reply.ts';
import { createAnswerer } from '../../../src/platforms/slack/answer.ts';
import type { Door } from '../../../src/platforms/slack/door.ts';
import type { AnswerTools } from '../../../src/platforms/slack/ways.ts';
import { answerStage, resultsOf, slowly } from '../../support/slack/answers.ts';
import type { SlackStage } from '../../support/slack/stage.ts';

let stage: SlackStage;
beforeEach(async () => {
  stage = await answerStage();
});
afterEach(async () => stage.stop());
const results = (method: string): string[] => resultsOf(stage, method);
const MINUTES = 60_000;

describe('late', () => {
  test('a form that would open after 3 s is explained instead, to the presser alone', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('public');
    slowly(stage, 3_500);
    const late = await ana.press('Ask', seen);
    expect(late).toMatchObject({ private: true });
    expect(late.text).toContain('press it again');
    expect(results('views.open')).toEqual(['expired_trigger_id']);
  });

  test('an answer after 31 minutes finds another way than the response URL', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('public');
    slowly(stage, 31 * MINUTES);
    expect((await ana.press('Redraw', seen)).text).toBe('Redrawn.');
    expect(results('chat.update')).toEqual(['ok']);
    expect((await stage.channel()).map((one) => one.text)).toEqual(['Redrawn.']);
    expect(results('response_url')).toEqual(['ok']);
  });

  test('so does one that only its caller may see, and a removal', async () => {
    const [ana, ben] = [stage.person('Ana'), stage.person('Ben')];
    const seen = await ana.command('public');
    slowly(stage, 31 * MINUTES);
    expect(await ana.press('Show', seen)).toMatchObject({ text: 'Shown.', private: true });
    expect(results('chat.postEphemeral')).toEqual(['ok']);
    slowly(stage, 31 * MINUTES);
    expect((await ben.press('Remove', seen)).gone).toBe(true);
    expect(results('chat.delete')).toEqual(['ok']);
  });

  test('what was private and is too old to be changed is shown anew, or explained', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('private');
    slowly(stage, 31 * MINUTES);
    expect(await ana.press('Redraw', seen)).toMatchObject({ text: 'Redrawn.', private: true });
    slowly(stage, 31 * MINUTES);
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
    slowly(stage, 3_500);
    const seen = await ana.press('Show', home);
    expect(seen).toMatchObject({ text: 'Shown.', private: true });
    expect(stage.slack.world.messages.at(-1)?.channel).toMatch(/^D/u);
  });
});

describe('something goes wrong on the way', () => {
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

  test('too few picks are told in the open form, which stays', async () => {
    const ana = stage.person('Ana');
    await ana.press('Reopen', await ana.command('private'));
    const wrong = await ana.submit({ Several: ['a'] });
    expect(wrong).toMatchObject({ text: 'Pick at least 2.', form: { title: 'First' } });
    expect((await ana.submit({ Several: ['a', 'b'] })).form?.title).toBe('Form');
  });

  test('a form may lead to another form', async () => {
    const ana = stage.person('Ana');
    expect((await ana.press('Reopen', await ana.command('private'))).form?.title).toBe('First');
    expect((await ana.submit({ Word: 'x' })).form?.title).toBe('Form');
    expect((await ana.submit({ Word: 'y' })).text).toBe('Got y.');
  });
});

test('a press that comes too soon was acknowledged, and nothing else is asked of Slack', async () => {
  const calls: string[] = [];
  const never = (name: string): object =>
    new Proxy({}, { get: (_, key): object => (calls.push(`${name}.${String(key)}`), never(name)) });
  const { answer } = createAnswerer({ ...never('tools'), now: () => 0 } as AnswerTools);
  const door: Door = { team: 'T1', user: 'U1', channel: 'C1', pressed: { team: 'T1', channel: 'C1', ts: '1.1' } };
  await answer(never('client') as webApi.WebClient, door, 'e', nothing, 'caller');
  expect(calls.filter((call) => call.startsWith('client'))).toEqual([]);
});
