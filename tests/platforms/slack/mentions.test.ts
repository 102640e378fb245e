/** Every mention is answered once, however often its message is edited and whichever process hears of it. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mention, type Said } from '../../support/slack/events.ts';
import { type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { toyApp } from '../../support/toy.ts';

describe.each(['socket', 'http'] as const)('%s mode', (mode) => {
  let stage: SlackStage;
  const ran: string[] = [];
  beforeEach(async () => {
    ran.splice(0);
    stage = await slackStage(
      async (platform) => {
        await platform.start(toyApp(ran));
        return { stop: async () => platform.stop() };
      },
      { mode },
    );
  });
  afterEach(async () => {
    await stage.stop();
    expect(stage.complaints()).toEqual([]);
  });

  const ana = () => stage.person('Ana');
  /** A message that stands in the channel; in a thread when given its first message. */
  function written(text: string, thread?: string): Said {
    const { world } = stage.slack;
    const said = { channel: stage.channelId, text, ts: world.stamp(), ...(thread !== undefined && { thread }) };
    world.messages.push({ ...said, team: stage.team.id, blocks: [], gone: false });
    return said;
  }
  /** Slack tells of a mention: of a new message, or of one that its author has just edited. */
  async function heard(said: Said, edited?: string): Promise<void> {
    const { world } = stage.slack;
    const extra = {
      ...said.extra,
      ...(edited !== undefined && { edited: { user: ana().user.id, ts: world.stamp() } }),
    };
    const event = mention(stage.scene, stage.team, ana().user, { ...said, text: edited ?? said.text, extra });
    await stage.delivery.send('events_api', event);
  }
  /** What was heard of, when all before has been dealt with. */
  async function heardOf(): Promise<readonly string[]> {
    await ana().say('the end');
    return ran.filter((line) => line !== 'said the end');
  }
  const answers = (to: Said): number =>
    stage.slack.world
      .live(stage.team.id, stage.channelId)
      .filter((one) => one.blocks.length > 0 && one.thread === (to.thread ?? to.ts)).length;

  test.each([false, true])('edited twice after it was answered; in a thread: %s', async (inThread) => {
    const root = written('A talk.');
    const said = written('what is sql?', inThread ? root.ts : undefined);
    await heard(said);
    await heard(said, 'what is SQL?');
    await heard(said, 'what is SQL, then?');
    expect(await heardOf()).toEqual(['said what is sql?']);
    expect(answers(said)).toBe(1);
  });

  test('added by an edit, and edited again', async () => {
    const said = written('what is sql?');
    await heard(said, 'what is SQL?');
    await heard(said, 'what is SQL, then?');
    expect(await heardOf()).toEqual(['said what is SQL?']);
    expect(answers(said)).toBe(1);
  });

  test('edited when another process has taken over', async () => {
    const said = written('what is sql?');
    await heard(said);
    expect(await heardOf()).toHaveLength(1);
    await stage.restart();
    await heard(said, 'what is SQL?');
    expect(await heardOf()).toEqual(['said what is sql?']);
  });

  test('of two messages with the same words: two', async () => {
    for (const said of [written('what is sql?'), written('what is sql?')]) await heard(said);
    expect(await heardOf()).toHaveLength(2);
  });

  test('added to a message of yesterday, or by another app: none', async () => {
    const old = written('what is sql?');
    stage.slack.world.offset += 13 * 3_600_000;
    await heard(old, 'what is SQL?');
    await heard({ ...written('beep'), extra: { bot_id: 'B1' } }, 'beep beep');
    expect(await heardOf()).toEqual([]);
  });
});
