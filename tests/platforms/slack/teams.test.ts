/** Many workspaces: installed with a state, forgotten when they leave, and strangers to each other. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createApp } from '../../../src/chat/app.ts';
import { button, buttons, card, text } from '../../../src/chat/card.ts';
import { address, on } from '../../../src/chat/address.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import { md } from '../../../src/chat/markdown.ts';
import { PostError } from '../../../src/chat/platform.ts';
import { arg } from '../../../src/chat/press.ts';
import { show } from '../../../src/chat/reply.ts';
import { BOT_SCOPES } from '../../../src/platforms/slack/manifest.ts';
import {
  actionOnMessage,
  commandPayload,
  homeOpened,
  tokensRevoked,
  uninstalled,
  uninstalledFromAll,
} from '../../support/slack/events.ts';
import { beginInstalling, type Begun, type Browser, finishInstalling } from '../../support/slack/browser.ts';
import { findButton } from '../../support/slack/hands.ts';
import { memoryHomes } from '../../support/slack/homes.ts';
import { CLIENT } from '../../support/slack/server.ts';
import { containing, present } from '../../support/slack/expecting.ts';
import { type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { addTeam, type Team } from '../../support/slack/world.ts';

const ran: string[] = [];
/** Something that the App Home says beside whose it is. */
let fact = '';
const touch = address('iso.touch', { it: arg.id });
const app = createApp({
  features: [
    {
      commands: [
        defineCommand({
          name: 'point',
          description: 'A button that names something.',
          audience: 'channel',
          options: { it: { kind: 'text', description: 'What.', required: true } },
          run: ({ options, caller }) => {
            ran.push(`${caller.learner} in ${caller.place} of ${caller.community}`);
            return show(card(text(md`At ${options.it}`), buttons(button(touch({ it: options.it }), 'Touch'))));
          },
        }),
      ],
      actions: [
        on(touch, ({ args, caller }) => {
          ran.push(`${caller.community} ${args.it}`);
          return show(card(text('Touched.')));
        }),
      ],
      home: ({ caller }) => [text(md`Home of ${caller.learner}${fact}`)],
    },
  ],
});
const boot = async (platform: { start(given: typeof app): Promise<void>; stop(): Promise<void> }) => {
  await platform.start(app);
  return { stop: async () => platform.stop() };
};
beforeEach(() => {
  ran.splice(0);
  fact = '';
});

describe.each(['socket', 'http'] as const)('%s mode', (mode) => {
  const kept = new Map<string, string>();
  const homes = memoryHomes();
  let stage: SlackStage;
  let other: Team;
  beforeAll(async () => {
    const installations = {
      save: async (id: string, value: string) => void kept.set(id, value),
      find: async (id: string) => kept.get(id),
      remove: async (id: string) => void kept.delete(id),
    };
    const auth = {
      kind: 'oauth',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      stateSecret: 'state-secret',
      installations,
    } as const;
    stage = await slackStage(boot, { mode, auth, homes });
    other = addTeam(stage.slack.world, { scopes: BOT_SCOPES });
  });
  afterAll(async () => stage.stop());

  const begin = async (): Promise<Begun> => beginInstalling(stage.base);
  const finished = async (team: Team, browser: Browser): Promise<Response> => finishInstalling(stage, team, browser);
  const finish = async (team: Team, browser: Browser): Promise<number> => (await finished(team, browser)).status;
  const install = async (team: Team): Promise<number> => finish(team, await begin());
  const address = (team: Team) => `slack:channel/${team.id}.${[...team.channels.values()][0]?.id ?? ''}` as const;
  /** The workspaces of those whose App Home is remembered. */
  const teamsWithHomes = (): unknown[] =>
    [...new Set([...homes.marks.keys()].map((learner) => /T\d+/u.exec(learner)?.[0]))].toSorted();
  const failed = async (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

  test('nobody is known before the installation', async () => {
    const error = await failed(stage.platform().post(address(stage.team), card(text('Hi')), { key: 'x' }));
    expect(error).toMatchObject({ outcome: 'refused', advice: containing('Install it again') });
    const { user } = stage.person('Ana');
    const payload = commandPayload(stage.scene, stage.team, user, stage.channelId, 'point it:x');
    if (mode === 'socket') await stage.delivery.send('slash_commands', payload);
    expect(ran).toEqual([]);
  });

  test('the link asks for the least scopes, and leads to Slack', async () => {
    const { link } = await begin();
    expect(link.pathname).toBe('/oauth/v2/authorize');
    expect(link.searchParams.get('scope')?.split(',')).toEqual(BOT_SCOPES);
    expect(link.searchParams.get('client_id')).toBe(CLIENT.id);
  });

  test('a forged, borrowed or missing state installs nothing', async () => {
    const mine = await begin();
    const theirs = await begin();
    const wrong = [
      { cookie: '', state: mine.state },
      { cookie: mine.cookie, state: theirs.state },
      { cookie: mine.cookie.replace(/=.*/u, '=forged'), state: 'forged' },
      { cookie: mine.cookie, state: '' },
    ];
    for (const browser of wrong) expect(await finish(stage.team, browser)).not.toBe(200);
    expect(kept.size).toBe(0);
  });

  test('two workspaces install, and both are served', async () => {
    expect(await install(stage.team)).toBe(200);
    expect(await install(other)).toBe(200);
    expect([...kept.keys()].toSorted()).toEqual([stage.team.id, other.id].toSorted());
    expect((await stage.person('Ana').command('point', { it: 'a' })).text).toBe('At a');
    expect((await stage.person('Ana', { team: other }).command('point', { it: 'b' })).text).toBe('At b');
    expect(new Set(ran.map((line) => /of (\S+)/u.exec(line)?.[1]))).toEqual(
      new Set([`slack:team/${stage.team.id}`, `slack:team/${other.id}`]),
    );
    expect(ran.every((line) => new Set(line.match(/T\d{9}/gu)).size === 1)).toBe(true);
    const home = await stage.person('Ana', { team: other }).openHome();
    expect(home.text).toBe(`Home of slack:user/${other.id}.${stage.person('Ana', { team: other }).user.id}`);
  });

  test('one cannot press what belongs to the other', async () => {
    const ben = stage.person('Ben', { team: other });
    for (const kind of ['channel', 'user', 'message', 'team']) {
      const seen = await ben.command('point', { it: `slack:${kind}/${stage.team.id}.C1.1` });
      ran.splice(0);
      expect((await ben.press('Touch', seen)).text).toBe('That belongs to another workspace.');
      expect(ran).toEqual([]);
    }
    const own = await ben.command('point', { it: `slack:channel/${other.id}.C1` });
    expect((await ben.press('Touch', own)).text).toBe('Touched.');
  });

  test('the same message id in two workspaces is two messages', async () => {
    const seen = await stage.person('Ana').command('point', { it: 'mine' });
    expect(seen.text).toBe('At mine');
    const message = present(stage.slack.world.messages.at(-1));
    const before = message.blocks;
    const ben = stage.person('Ben', { team: other });
    ran.splice(0);
    // an event of the other workspace about a message of this one: the answer goes to its own sender only
    const pressed = findButton(message.blocks, 'Touch');
    await stage.delivery.send(
      'interactive',
      actionOnMessage(stage.scene, other, ben.user, { ...message, team: other.id }, pressed),
    );
    await expect.poll(() => ran).toEqual([`slack:team/${other.id} mine`]);
    const edited = await failed(
      stage.platform().edit(`slack:message/${other.id}.${message.channel}.${message.ts}`, card(text('Stolen.'))),
    );
    expect(edited).toBeInstanceOf(PostError);
    expect(message.blocks).toEqual(before);
    stage.slack.world.complaints.splice(0);
  });

  test('the same event id in two workspaces is two events', async () => {
    const here = homeOpened(stage.scene, stage.team, stage.person('Ana').user);
    const there = homeOpened(stage.scene, other, stage.person('Ben', { team: other }).user);
    await stage.delivery.send('events_api', { ...here, event_id: 'EvSAME' });
    await stage.delivery.send('events_api', { ...there, event_id: 'EvSAME' });
    const { homes } = stage.slack.world;
    await expect.poll(() => homes.has(`${other.id}.${stage.person('Ben', { team: other }).user.id}`)).toBe(true);
    await expect.poll(() => homes.has(`${stage.team.id}.${stage.person('Ana').user.id}`)).toBe(true);
  });

  test('each App Home is drawn again with its own workspace, for its own person', async () => {
    const people = [stage.person('Ana'), stage.person('Ben', { team: other })] as const;
    for (const one of people) await one.openHome();
    fact = ', now';
    const ids = people.map((one, n) => `${n === 0 ? stage.team.id : other.id}.${one.user.id}` as const);
    for (const id of ids) stage.platform().refreshHome?.(`slack:user/${id}`);
    const { homes: views } = stage.slack.world;
    for (const id of ids)
      await expect
        .poll(
          () => {
            stage.hurry();
            return JSON.stringify(views.get(id)?.blocks);
          },
          { timeout: 30_000 },
        )
        .toContain(`user/${id}, now`);
    for (const [id, view] of views) expect(JSON.stringify(view.blocks)).toContain(`Home of slack:user/${id}`);
  });

  test.each([
    ['uninstalled', uninstalled],
    ['token revoked', tokensRevoked],
  ])('%s: the token is forgotten, the other workspace stays', async (_, event) => {
    await install(other);
    await stage.person('Ben', { team: other }).openHome();
    await expect.poll(teamsWithHomes).toEqual([stage.team.id, other.id]);
    stage.slack.world.offset += 60_000;
    await stage.delivery.send('events_api', event(stage.scene, other));
    await expect.poll(() => kept.has(other.id)).toBe(false);
    await expect.poll(teamsWithHomes).toEqual([stage.team.id]);
    expect(kept.has(stage.team.id)).toBe(true);
    const error = await failed(stage.platform().post(address(other), card(text('Hi')), { key: 'x' }));
    expect(error).toMatchObject({ outcome: 'refused' });
    await stage.platform().post(address(stage.team), card(text('Hi')), { key: 'y' });
    expect(stage.fatal).toEqual([]);
  });

  test('an uninstallation that arrives after the next installation removes nothing', async () => {
    const old = uninstalled(stage.scene, other);
    stage.slack.world.offset += 60_000;
    await install(other);
    await stage.person('Ben', { team: other }).openHome();
    await expect.poll(teamsWithHomes).toEqual([stage.team.id, other.id]);
    await stage.delivery.send('events_api', old);
    await stage.person('Ben', { team: other }).command('point', { it: 'still' });
    expect(kept.has(other.id)).toBe(true);
    expect(teamsWithHomes()).toEqual([stage.team.id, other.id]);
  });

  test('a whole organization is refused in words, and nothing of it is kept', async () => {
    const organization = addTeam(stage.slack.world, { id: `E00000000${mode === 'http' ? 1 : 2}`, scopes: BOT_SCOPES });
    const before = [...kept.keys()];
    const { cookie, state } = await begin();
    const page = await finished(organization, { cookie, state });
    expect(page.status).toBe(403);
    expect(await page.text()).toContain('choose one\nworkspace');
    expect([...kept.keys()]).toEqual(before);
    // an organization that an earlier version had taken gives nobody a token, and leaves no row
    const value = JSON.stringify({
      savedAt: 0,
      installation: { isEnterpriseInstall: true, bot: { token: organization.token } },
    });
    for (const team of ['T000000077', null]) {
      kept.set(organization.id, value);
      const unasked = await failed(
        stage.platform().post('slack:channel/T000000077.C1', card(text('Hi')), { key: 'z' }),
      );
      expect(unasked).toMatchObject({ outcome: 'refused' });
      await stage.delivery.send('events_api', uninstalledFromAll(stage.scene, organization.id, team));
      await expect.poll(() => [...kept.keys()]).toEqual(before);
    }
  });

  test('survives a restart', async () => {
    await stage.restart();
    expect((await stage.person('Ben', { team: other }).command('point', { it: 'again' })).text).toBe('At again');
    expect(stage.complaints()).toEqual([]);
  });
});

describe('one workspace', () => {
  let stage: SlackStage;
  beforeAll(async () => {
    stage = await slackStage(boot, { mode: 'socket' });
  });
  afterAll(async () => stage.stop());

  test('an event of another one is acknowledged, and nothing more', async () => {
    const other = addTeam(stage.slack.world, { scopes: BOT_SCOPES });
    const mallory = stage.person('Mallory', { team: other });
    const [channel] = [...other.channels.keys()];
    await stage.delivery.send(
      'slash_commands',
      commandPayload(stage.scene, other, mallory.user, channel ?? '', 'point it:x'),
    );
    await stage.delivery.send('events_api', homeOpened(stage.scene, other, mallory.user));
    await stage.person('Ana').command('point', { it: 'mine' });
    expect(ran).toHaveLength(1);
    expect(stage.slack.world.homes.size).toBe(0);
    expect(stage.complaints()).toEqual([]);
  });

  test('when it is uninstalled, whoever runs it is told', async () => {
    await stage.delivery.send('events_api', tokensRevoked(stage.scene, stage.team));
    await expect
      .poll(() => stage.fatal.map((error) => error.message))
      .toEqual(['the app was uninstalled or its token revoked']);
    expect(stage.platform().ready()).toBe(false);
  });
});
