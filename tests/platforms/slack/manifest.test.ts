/** The manifest fits Slack's own schema, asks for what the code uses and no more, and the doctor knows what is wrong. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { APP_SCOPES, diagnose, SCOPES, slackManifest } from '../../../src/platforms/slack/index.ts';
import { SHORTCUTS } from '../../../src/platforms/slack/manifest.ts';
import { containing } from '../../support/slack/expecting.ts';
import { type FakeSlack, startFakeSlack } from '../../support/slack/server.ts';
import { addChannel, addTeam, type Team } from '../../support/slack/world.ts';
import { toyApp } from '../../support/toy.ts';

const { catalog } = toyApp();
const FILE = path.resolve(import.meta.dirname, '../../support/slack/manifest.schema.json');

describe('manifest', () => {
  let schema: z.ZodType;
  beforeAll(async () => {
    schema = z.fromJSONSchema(JSON.parse(await readFile(FILE, 'utf8')) as Parameters<typeof z.fromJSONSchema>[0]);
  });

  test.each([
    ['Socket Mode', { socketMode: true }],
    ['HTTP mode', { socketMode: false, requestUrl: 'https://sous.example/' }],
    ['many workspaces over a socket', { socketMode: true, requestUrl: 'https://sous.example', command: 'sous-2' }],
  ])('%s: fits the schema', (_, options) => {
    const made = slackManifest(catalog, options);
    const read = schema.safeParse(made);
    expect(read.success ? [] : read.error.issues).toEqual([]);
    expect(schema.safeParse({ ...made, display_information: {} }).success).toBe(false);
    expect(schema.safeParse({ ...made, nonsense: true }).success).toBe(false);
  });

  test('addresses are there when they are needed', () => {
    const http = slackManifest(catalog, { socketMode: false, requestUrl: 'https://sous.example/' });
    expect(http).toMatchObject({
      features: {
        slash_commands: [{ command: '/tutor', url: 'https://sous.example/slack/events', should_escape: true }],
      },
      oauth_config: { redirect_urls: ['https://sous.example/slack/oauth_redirect'] },
      settings: {
        event_subscriptions: { request_url: 'https://sous.example/slack/events' },
        interactivity: { is_enabled: true, message_menu_options_url: 'https://sous.example/slack/events' },
        socket_mode_enabled: false,
      },
    });
    expect(JSON.stringify(slackManifest(catalog, { socketMode: true }))).not.toContain('http');
  });

  test('it is made from the catalog', () => {
    const hint = JSON.stringify(slackManifest(catalog, { socketMode: true }));
    expect(hint).toContain('"usage_hint":"all | count | echo | refuse | bug | ours | help"');
    expect(hint).not.toContain('setup');
    const { features } = slackManifest(catalog, { socketMode: true }) as {
      features: { shortcuts: { callback_id: string }[] };
    };
    expect(features.shortcuts.map((one) => one.callback_id)).toEqual([SHORTCUTS.explain, SHORTCUTS.lookUp]);
  });

  test('scopes: each once, each with its reason', () => {
    const names = SCOPES.map(({ scope }) => scope);
    expect(new Set(names).size).toBe(names.length);
    for (const { reason } of [...SCOPES, ...APP_SCOPES]) expect(reason.length).toBeGreaterThan(10);
    expect(slackManifest(catalog, { socketMode: true })).toMatchObject({ oauth_config: { scopes: { bot: names } } });
  });

  test('what cannot work is refused', () => {
    expect(() => slackManifest(catalog, { socketMode: false })).toThrow(RangeError);
    expect(() => slackManifest(catalog, { socketMode: true, command: 'Two words' })).toThrow(/no slash command/u);
  });
});

describe('diagnose', () => {
  let slack: FakeSlack;
  let team: Team;
  beforeAll(async () => {
    slack = await startFakeSlack();
    team = addTeam(slack.world, { scopes: SCOPES.map(({ scope }) => scope) });
  });
  afterAll(async () => slack.close());
  const log = pino({ level: 'silent' });
  const look = async (
    more: { botToken?: string; appToken?: string; places?: readonly `slack:channel/${string}`[] } = {},
  ) =>
    diagnose({
      mode: { kind: 'socket', appToken: more.appToken ?? slack.appToken },
      auth: { kind: 'single', botToken: more.botToken ?? team.token },
      apiUrl: slack.apiUrl,
      log,
      ...(more.places && { places: more.places }),
    });

  test('all is well', async () => {
    const [general] = [...team.channels.keys()];
    const found = await look({ places: [`slack:channel/${team.id}.${general ?? ''}`] });
    expect(found.map(({ name, ok }) => [name, ok])).toEqual([
      ['Slack: bot token', true],
      ['Slack: scopes', true],
      [`Slack: channel #${team.channels.get(general ?? '')?.name ?? ''}`, true],
      ['Slack: Socket Mode', true],
    ]);
    expect(found.every(({ advice }) => advice === '')).toBe(true);
    expect(found[0]?.detail).toBe(`@sous in ${team.name} (${team.id})`);
  });

  test('wrong tokens, missing scopes, channels without the app', async () => {
    expect((await look({ botToken: 'xoxb-wrong' }))[0]).toMatchObject({
      ok: false,
      detail: 'invalid_auth',
      advice: containing('SLACK_BOT_TOKEN'),
    });
    expect((await look({ appToken: 'xapp-wrong' })).at(-1)).toMatchObject({
      ok: false,
      advice: containing('SLACK_APP_TOKEN'),
    });
    slack.refuseSockets('missing_scope');
    expect((await look()).at(-1)?.advice).toContain('connections:write');
    slack.refuseSockets(undefined);
    team.scopes.delete('files:write');
    team.scopes.add('admin');
    const [, scopes] = await look();
    expect(scopes).toMatchObject({
      ok: false,
      detail: 'missing: files:write (to show diagrams and charts, and to hand out files)',
    });
    team.scopes.add('files:write');
    expect((await look())[1]).toMatchObject({ ok: true, detail: containing('not needed: admin') });
    const outside = addChannel(slack.world, team, 'outside', 'public', false);
    const [, , place] = await look({ places: [`slack:channel/${team.id}.${outside.id}`] });
    expect(place).toMatchObject({ ok: false, advice: containing('/invite @sous') });
  });

  test('Slack is not there; the signing secret has its form', async () => {
    const auth = { kind: 'single', botToken: 'x' } as const;
    const mode = { kind: 'http', signingSecret: 'abc' } as const;
    const found = await diagnose({ mode, auth, apiUrl: 'http://127.0.0.1:1/', log });
    expect(found[0]).toMatchObject({ ok: false, advice: containing('cannot be reached') });
    expect(found[1]).toMatchObject({ name: 'Slack: signing secret', ok: false });
    const good = await diagnose({
      mode: { kind: 'http', signingSecret: '0'.repeat(32) },
      auth,
      apiUrl: 'http://127.0.0.1:1/',
      log,
    });
    expect(good[1]).toMatchObject({ ok: true });
  });
});
