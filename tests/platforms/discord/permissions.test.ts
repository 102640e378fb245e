/** What the bot asks for, what it has, and what the doctor says of it. */
import { PermissionFlagsBits } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { diagnose, INTENTS, inviteUrl, REQUIRED_PERMISSIONS } from '../../../src/platforms/discord/index.ts';
import { heldPermissions, missingPermissions, type Standing } from '../../../src/platforms/discord/permissions.ts';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/fake.ts';
import { toyStage } from '../../support/discord/toy-stage.ts';
import { APPLICATION, BOT_ROLE, GENERAL, GUILD, LOUNGE, TOKEN } from '../../support/discord/world.ts';
import { toyApp } from '../../support/toy.ts';

const names = new Map(Object.entries(PermissionFlagsBits).map(([name, bit]) => [bit, name]));

describe('what is asked for', () => {
  test('the least, each with a reason', () => {
    expect(REQUIRED_PERMISSIONS.map(({ bit }) => names.get(bit))).toEqual([
      'ViewChannel',
      'SendMessages',
      'CreatePublicThreads',
      'SendMessagesInThreads',
      'AttachFiles',
      'ReadMessageHistory',
    ]);
    expect(INTENTS.reduce((sum, { bit }) => sum | bit, 0)).toBe(1 | (1 << 9) | (1 << 12));
    for (const { name, reason } of [...REQUIRED_PERMISSIONS, ...INTENTS])
      expect(`${name}: ${reason}`).toMatch(/: to /u);
  });
  test('the invitation asks for exactly these', () => {
    const url = new URL(inviteUrl(APPLICATION));
    expect(url.origin + url.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(url.searchParams.get('client_id')).toBe(APPLICATION);
    expect(url.searchParams.get('scope')).toBe('bot applications.commands');
    const asked = BigInt(url.searchParams.get('permissions') ?? '0');
    expect(asked).toBe(REQUIRED_PERMISSIONS.reduce((sum, { bit }) => sum | bit, 0n));
    expect(missingPermissions(asked)).toEqual([]);
  });
});

describe('what is held, by the published algorithm', () => {
  const VIEW = PermissionFlagsBits.ViewChannel;
  const SEND = PermissionFlagsBits.SendMessages;
  const rule = (id: string, type: 0 | 1, allow: bigint, deny: bigint) => ({
    id,
    type: type as number,
    allow: String(allow),
    deny: String(deny),
  });
  const standing = (more: Partial<Standing> = {}): Standing => ({
    guild: {
      id: 'g',
      owner_id: 'owner',
      roles: [
        { id: 'g', permissions: String(VIEW) },
        { id: 'a', permissions: String(SEND) },
        { id: 'admin', permissions: String(PermissionFlagsBits.Administrator) },
      ],
    },
    user: 'me',
    roles: [],
    ...more,
  });
  const may = (bit: bigint, given: Partial<Standing>) => (heldPermissions(standing(given)) & bit) !== 0n;

  test.each<[string, Partial<Standing>, boolean]>([
    ['nobody by default', {}, false],
    ['by a role', { roles: ['a'] }, true],
    ['the owner', { user: 'owner' }, true],
    ['an administrator, whatever the channel says', { roles: ['admin'], overwrites: [rule('g', 0, 0n, SEND)] }, true],
    ["everybody's rule takes away", { roles: ['a'], overwrites: [rule('g', 0, 0n, SEND)] }, false],
    ["a role's rule gives back", { roles: ['a'], overwrites: [rule('g', 0, 0n, SEND), rule('a', 0, SEND, 0n)] }, true],
    ["another role's rule is no matter", { overwrites: [rule('a', 0, SEND, 0n)] }, false],
    [
      "one's own rule has the last word",
      { roles: ['a'], overwrites: [rule('me', 1, 0n, SEND), rule('a', 0, SEND, 0n)] },
      false,
    ],
  ])('Send Messages: %s', (_, given, held) => {
    expect(may(SEND, given)).toBe(held);
  });
  test('without View Channel nothing is held', () => {
    expect(missingPermissions(~VIEW)).toHaveLength(REQUIRED_PERMISSIONS.length);
  });
  test('inside a thread other permissions count', () => {
    const all = REQUIRED_PERMISSIONS.reduce((sum, { bit }) => sum | bit, 0n);
    const without = all & ~SEND & ~PermissionFlagsBits.CreatePublicThreads;
    expect(missingPermissions(without, true)).toEqual([]);
    expect(missingPermissions(without)).toEqual(['Send Messages', 'Create Public Threads']);
  });
});

describe('the doctor', () => {
  let fake: FakeDiscord;
  beforeEach(async () => {
    fake = await startFakeDiscord();
  });
  afterEach(async () => {
    await fake.stop();
  });
  const findings = async (more: Partial<Parameters<typeof diagnose>[0]> = {}) =>
    (await diagnose({ token: TOKEN, apiUrl: fake.url, catalog: toyApp().catalog, ...more })).map(
      ({ name, ok, detail, advice }) =>
        `${ok ? 'good' : 'bad'} ${name}: ${detail}${advice === '' ? '' : ` -> ${advice}`}`,
    );

  test('all is well', async () => {
    const stage = await toyStage();
    try {
      const all = await diagnose({ token: TOKEN, apiUrl: stage.fake.url, catalog: toyApp().catalog });
      expect(all.map(({ name, ok, advice }) => [name, ok, advice])).toEqual([
        ['token', true, ''],
        ['intents', true, ''],
        ['gateway', true, ''],
        ['server Kitchen', true, ''],
        ['commands', true, ''],
      ]);
    } finally {
      await stage.stop();
    }
  });
  test('a wrong token', async () => {
    expect(await findings({ token: 'wrong' })).toEqual([
      expect.stringMatching(/^bad token: .*DISCORD_TOKEN.* -> .*Reset Token/u),
    ]);
  });
  test('Discord cannot be reached', async () => {
    await fake.stop();
    expect(await findings()).toEqual([expect.stringMatching(/^bad token: .*ECONNREFUSED.* -> .*DISCORD_API_URL/u)]);
  });
  test('a permission that the whole server lacks, by name', async () => {
    const role = fake.world.roles.find(({ id }) => id === BOT_ROLE);
    if (role !== undefined) role.permissions = String(BigInt(role.permissions) & ~PermissionFlagsBits.AttachFiles);
    expect(await findings()).toContainEqual(
      expect.stringMatching(/^bad server Kitchen: missing in the whole server: Attach Files -> Invite the bot: https/u),
    );
  });
  test('not in the server that is named', async () => {
    expect(await findings({ guildId: '900000000000000077' })).toContainEqual(
      expect.stringMatching(/^bad servers: .*900000000000000077 of DISCORD_GUILD_ID -> Invite the bot/u),
    );
    expect(await findings({ guildId: GUILD })).toContainEqual(expect.stringMatching(/^good server Kitchen/u));
  });
  test('the channels of cohorts, each with its own rules', async () => {
    const no = String(PermissionFlagsBits.SendMessages);
    fake.world.channel(LOUNGE).overwrites.push({ id: BOT_ROLE, type: 0, allow: '0', deny: no });
    const gone = '900000000000009999';
    const places = [GENERAL, LOUNGE, gone].map((id): `discord:channel/${string}` => `discord:channel/${id}`);
    const seen = await findings({ places: [...places, 'slack:channel/T1.C1'] });
    expect(seen.filter((one) => / channel /u.test(one.split(':')[0] ?? ''))).toEqual([
      'good channel #general: drops can be posted',
      expect.stringMatching(
        /^bad channel 900000000000000021: missing: Send Messages -> In <#900000000000000021> I lack/u,
      ),
      expect.stringMatching(/^bad channel 900000000000009999: missing: View Channel -> That channel no longer exists/u),
    ]);
    const many = await findings({ places: Array.from({ length: 12 }, () => places.slice(0, 1)).flat() });
    expect(many).toContainEqual('good channels: 2 more were not looked at; /tutor health looks at one');
  });
  test('in no server', async () => {
    fake.fail('GET', /^\/users\/@me\/guilds$/u, { how: 'json', body: [] });
    expect(await findings()).toContainEqual(expect.stringMatching(/^bad servers: the bot is in no server -> Invite/u));
  });
  test('privileged intents that are on, though none is needed', async () => {
    fake.fail('GET', /^\/applications\/@me$/u, {
      how: 'json',
      body: { id: APPLICATION, name: 'Sous', flags: 1 << 19 },
    });
    expect(await findings()).toContainEqual(
      expect.stringMatching(/^good intents: on, though not needed: Message Content/u),
    );
  });
  test('no starts left today', async () => {
    const limit = { total: 1_000, remaining: 0, reset_after: 7_200_000, max_concurrency: 1 };
    fake.fail('GET', /^\/gateway\/bot$/u, {
      how: 'json',
      body: { url: 'ws://x', shards: 1, session_start_limit: limit },
    });
    expect(await findings()).toContainEqual(expect.stringMatching(/^bad gateway: no starts left today -> Wait 2 h/u));
  });
  test('commands that are not those of now', async () => {
    expect(await findings()).toContainEqual(
      expect.stringMatching(
        /^good commands: 0 registered, by another version: the next start brings them up to date$/u,
      ),
    );
  });
});
