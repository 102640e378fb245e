/** A press in a run on the platforms: two statements on each of them, and taken once though two processes hear of it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PGlite } from '@electric-sql/pglite';
import { createSous } from '../../src/features/index.ts';
import { attempts as attemptRows } from '../../src/storage/tables/runs.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { discordStage } from '../support/discord/stage.ts';
import { actionOnMessage } from '../support/slack/events.ts';
import { findButton, stateOf } from '../support/slack/hands.ts';
import { type SlackStage, slackStage } from '../support/slack/stage.ts';
import { kindsLibrary } from '../support/kinds-library.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import type { Stage } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';

/** However busy the machine is. */
const SOON = { timeout: 30_000 };

let database: OpenDatabase;
let sous: TestSous;
let stage: Stage | undefined;
let statements: string[];
let restore = (): void => undefined;

beforeEach(async () => {
  database = await freshDatabase();
  sous = await testSous(database, { library: kindsLibrary() });
  const { raw } = database as unknown as { raw: PGlite };
  const query = raw.query.bind(raw);
  statements = [];
  raw.query = (async (...given: Parameters<typeof query>) => {
    statements.push(given[0]);
    return query(...given);
  }) as typeof raw.query;
  restore = () => {
    raw.query = query;
  };
});
afterEach(async () => {
  restore();
  await stage?.stop();
  await database.close();
});

const claim = async (event: string): Promise<boolean> =>
  sous.tools.store.events.claimEvent(`slack:${event}`, Date.now());
const onSlack = async (mode: 'socket' | 'http'): Promise<SlackStage> => slackStage(sous.boot, { mode, claim });
const stages: Readonly<Record<string, () => Promise<Stage>>> = {
  Discord: async () => discordStage(sous.boot),
  'Slack over a socket': async () => onSlack('socket'),
  'Slack over HTTP': async () => onSlack('http'),
};
const attempts = async () => database.db.select().from(attemptRows);

test.each(Object.keys(stages))(
  'costs two statements at most, and three at the end, which says what is next: %s',
  async (name) => {
    stage = await stages[name]?.();
    const ana = stage?.person('Ana');
    if (ana === undefined) throw new Error('nobody is there');
    let presses = 0;
    for (const topic of ['one-choice', 'order']) {
      let seen = await ana.command('quiz', { topic, length: 1 });
      for (let step = 0; step < 10 && !seen.text.includes('How it went'); step += 1) {
        const end = seen.buttons.find((label) => label.startsWith('See how it went'));
        const letter = seen.buttons.find((label) => /^[A-E]$/u.test(label));
        if (end === undefined && letter === undefined) break;
        statements = [];
        seen = await ana.press(end ?? letter ?? '', seen);
        presses += 1;
        expect(statements.length, statements.join('\n')).toBeGreaterThan(0);
        expect(statements.length, statements.join('\n')).toBeLessThanOrEqual(end === undefined ? 2 : 3);
        if (end !== undefined) break;
      }
    }
    expect(presses).toBeGreaterThan(4);
    expect(await attempts()).toHaveLength(2);
  },
);

describe('that two processes of Slack hear of', () => {
  /** Delivers the press on *A* to each of them, over a socket each. */
  async function heardTwice(atOnce: boolean) {
    const slack = await onSlack('socket');
    stage = slack;
    const ana = slack.person('Ana');
    await ana.command('quiz', { topic: 'one-choice', length: 1 });
    const other = slack.another();
    await other.start(createSous(sous.tools));
    const message = slack.slack.world.messages.at(-1);
    const sockets = slack.slack.sockets();
    if (message === undefined || sockets.length !== 2) throw new Error('there are not two processes');
    const { blocks } = message;
    const pressed = { ...findButton(blocks, 'A'), state: stateOf(blocks, new Map()) };
    const payload = actionOnMessage(slack.scene, slack.team, ana.user, message, pressed);
    const answers = (): number => slack.slack.world.calls.filter(({ method }) => method === 'response_url').length;
    const before = answers();
    for (const [n, socket] of sockets.entries()) {
      socket.send(
        JSON.stringify({ envelope_id: `e${n}`, type: 'interactive', accepts_response_payload: true, payload }),
      );
      if (!atOnce) await vi.waitUntil(() => answers() > before + n, SOON);
    }
    await expect.poll(answers, SOON).toBe(before + 2);
    await other.stop();
    return { slack, ana, message };
  }

  test.each([true, false])(
    'is taken once, and its message is drawn as it stands (at the same time: %s)',
    async (atOnce) => {
      const { slack, ana, message } = await heardTwice(atOnce);
      expect(await attempts()).toHaveLength(1);
      expect(sous.failures).toEqual([]);
      const shown = slack.slack.world.messages.filter((one) => one.viewer === ana.user.id);
      expect(shown).toEqual([message]);
      expect(JSON.stringify(message.blocks)).toMatch(/Right\.|Not this time|Partly right/u);
      expect((await ana.press('See how it went')).text).toContain('1');
      expect(slack.complaints()).toEqual([]);
    },
  );
});
