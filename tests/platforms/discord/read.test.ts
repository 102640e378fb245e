/** Discord's events as Requests. */
import type { APIInteraction, GatewayMessageCreateDispatchData } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { firstIdAt, readMailbox, readMessageRef, timeOf } from '../../../src/platforms/discord/ids.ts';
import { FILE_HOSTS, readInteraction as readFrom, readMessage } from '../../../src/platforms/discord/read.ts';

const AT = Date.UTC(2026, 4, 4, 9, 0, 0, 123);
const ID = firstIdAt(AT);
const SELF = '900000000000000002';
const user = { id: '900000000000000101', username: 'ann', discriminator: '0', global_name: 'Ann', avatar: null };
const channel = { id: '900000000000000020', type: 0 };
const inGuild = {
  guild_id: '900000000000000010',
  channel,
  context: 0,
  member: { user, nick: null, roles: ['900000000000000031'], permissions: String(1n << 5n) },
};
const direct = { channel: { id: '900000000000000055', type: 1 }, context: 1, user };
const readInteraction = (interaction: APIInteraction) =>
  readFrom(interaction, {
    hosts: FILE_HOSTS,
    onFault: (error) => {
      throw error;
    },
  });
const event = (more: object): APIInteraction =>
  ({ id: ID, application_id: '1', token: 't', version: 1, locale: 'en-GB', ...more }) as unknown as APIInteraction;

describe('who and where', () => {
  const command = { type: 2, data: { id: '1', type: 1, name: 'what', options: [] } };
  test('in a guild: roles, and Manage Server makes an admin', () => {
    expect(readInteraction(event({ ...inGuild, ...command }))).toEqual({
      kind: 'command',
      name: 'what',
      options: {},
      event: ID,
      at: AT,
      caller: {
        person: 'discord:user/900000000000000101',
        name: 'Ann',
        place: 'discord:channel/900000000000000020',
        community: 'discord:guild/900000000000000010',
        locale: 'en-GB',
        admin: true,
        roles: ['900000000000000031'],
        direct: false,
      },
    });
  });
  test('in a direct message: nobody is admin', () => {
    expect(readInteraction(event({ ...direct, ...command }))).toMatchObject({
      caller: { community: 'discord:direct', place: 'discord:channel/900000000000000055', admin: false, direct: true },
    });
  });
  test.each([
    ['an administrator', 1n << 3n, true],
    ['a moderator', 1n << 13n, false],
  ])('%s', (_, bits, admin) => {
    const member = { ...inGuild.member, nick: 'Annie', permissions: String(bits) };
    expect(readInteraction(event({ ...inGuild, ...command, member }))).toMatchObject({
      caller: { admin, name: 'Annie' },
    });
  });
});

describe('commands', () => {
  const call = (data: object, type = 2) =>
    readInteraction(event({ ...inGuild, type, data: { id: '1', type: 1, ...data } }));
  test('options of every kind', () => {
    const options = [
      { name: 'is', type: 3, value: 'database' },
      { name: 'times', type: 4, value: 2 },
      { name: 'share', type: 5, value: true },
      { name: 'who', type: 6, value: '900000000000000102' },
    ];
    expect(call({ name: 'what', options })).toMatchObject({
      options: { is: 'database', times: 2, share: true, who: 'discord:user/900000000000000102' },
    });
  });
  test('staff commands stand under one name and are read by their own', () => {
    const sub = { name: 'setup', type: 1, options: [{ name: 'zone', type: 3, value: 'Europe/Rome' }] };
    expect(call({ name: 'tutor', options: [sub] })).toMatchObject({
      kind: 'command',
      name: 'setup',
      options: { zone: 'Europe/Rome' },
    });
  });
  test('typing an option, at the top and under the staff', () => {
    const options = [{ name: 'is', type: 3, value: 'dat', focused: true }];
    const asked = { kind: 'typing', option: 'is', typed: 'dat' };
    expect(call({ name: 'what', options }, 4)).toMatchObject({ ...asked, command: 'what' });
    expect(call({ name: 'tutor', options: [{ name: 'find', type: 1, options }] }, 4)).toMatchObject({
      ...asked,
      command: 'find',
    });
  });
  test.each<[string, object, string]>([
    [
      'its words',
      { content: 'what is <@900000000000000101> doing with SQL? <:wave:900000000000000077>' },
      'what is   doing with SQL?',
    ],
    ['what it passes on', { content: '', message_snapshots: [{ message: { content: 'a cookie' } }] }, 'a cookie'],
    [
      'what an app laid out',
      { content: '', components: [{ type: 17, components: [{ type: 10, content: 'a session' }] }] },
      'a session',
    ],
    ['nothing', { content: '' }, ''],
  ])('a message chosen in the menu: %s', (_, message, text) => {
    const data = { id: '1', type: 3, name: 'Explain this', target_id: '7', resolved: { messages: { 7: message } } };
    for (const where of [inGuild, direct]) {
      const read = readInteraction(event({ ...where, type: 2, data }));
      expect(read).toMatchObject({ kind: 'explain', caller: { direct: where === direct } });
      expect(read?.kind === 'explain' && read.text.trim()).toBe(text);
    }
  });
  test('a command of a kind we never registered has a name nobody knows', () => {
    expect(call({ type: 2, name: 'Greet' })).toMatchObject({ kind: 'command', name: 'Greet', options: {} });
  });
});

describe('presses', () => {
  const message = { id: '900000000000000500', channel_id: channel.id, flags: 0 };
  const pressed = (data: object, on: object = message) =>
    readInteraction(event({ ...inGuild, type: 3, message: on, data: { component_type: 2, ...data } }));
  test('a button is an address, and says on which message', () => {
    expect(pressed({ custom_id: 'quiz.answer?run=8f&at=2' })).toMatchObject({
      kind: 'press',
      press: { id: 'quiz.answer', args: { run: '8f', at: '2' } },
      message: 'discord:message/900000000000000020/900000000000000500',
    });
  });
  test('a message that only its reader sees cannot be edited later, so it is not named', () => {
    expect(pressed({ custom_id: 'a' }, { ...message, flags: 64 })).not.toHaveProperty('message');
  });
  test.each([
    [3, ['x', 'y'], ['x', 'y']],
    [6, ['900000000000000031'], ['900000000000000031']],
    [8, ['900000000000000020'], ['discord:channel/900000000000000020']],
  ])('a list of type %i', (component_type, values, picked) => {
    expect(pressed({ component_type, custom_id: 'a', values })).toMatchObject({ picked });
  });
  test('an id of another making is passed on as one that nobody knows', () => {
    expect(pressed({ custom_id: '☃ not ours' })).toMatchObject({ press: { id: 'discord.unreadable', args: {} } });
  });
});

test('forms: every kind of field', () => {
  const label = (component: object) => ({ type: 18, id: 1, component });
  const components = [
    { type: 10, id: 1 },
    label({ type: 4, custom_id: 'word', value: 'cookie' }),
    label({ type: 3, custom_id: 'list', values: ['a', 'b'] }),
    label({ type: 21, custom_id: 'radio', value: 'r' }),
    label({ type: 21, custom_id: 'none', value: null }),
    label({ type: 22, custom_id: 'boxes', values: ['x'] }),
    label({ type: 8, custom_id: 'where', values: ['900000000000000020'] }),
    label({ type: 6, custom_id: 'who', values: ['900000000000000031'] }),
  ];
  expect(
    readInteraction(event({ ...inGuild, type: 5, data: { custom_id: 'toy.told?tag=k', components } })),
  ).toMatchObject({
    kind: 'form',
    press: { id: 'toy.told', args: { tag: 'k' } },
    fields: {
      word: 'cookie',
      list: ['a', 'b'],
      radio: ['r'],
      boxes: ['x'],
      where: ['discord:channel/900000000000000020'],
      who: ['900000000000000031'],
    },
  });
});

test('a kind of interaction that Discord may invent is not read', () => {
  expect(readInteraction(event({ ...inGuild, type: 99 }))).toBeUndefined();
});

describe('what is said', () => {
  const said = (more: object): GatewayMessageCreateDispatchData =>
    ({
      id: ID,
      type: 0,
      channel_id: channel.id,
      author: user,
      content: 'what is a database?',
      mentions: [],
      ...more,
    }) as unknown as GatewayMessageCreateDispatchData;
  const guild = { guild_id: '900000000000000010', member: { nick: 'Annie', roles: [] } };
  const bot = { ...user, id: SELF, bot: true };

  test('a direct message', () => {
    expect(readMessage(said({}), SELF, false)).toMatchObject({
      kind: 'said',
      text: 'what is a database?',
      event: ID,
      at: AT,
      caller: { direct: true, community: 'discord:direct', admin: false },
    });
  });
  test.each(['<@900000000000000002> what is a database?', 'what is <@!900000000000000002> a database?'])(
    '%s',
    (content) => {
      expect(readMessage(said({ ...guild, content, mentions: [bot] }), SELF, true)).toMatchObject({
        text: 'what is a database?',
        caller: { direct: false, name: 'Annie', admin: true },
      });
    },
  );
  test.each<[string, object]>([
    ['no mention', { ...guild }],
    ['a mention of somebody else', { ...guild, content: '<@900000000000000101> hi', mentions: [user] }],
    ['a reply to the bot that does not name it', { ...guild, type: 19, mentions: [bot] }],
    ['a bot, even in private', { author: { ...user, bot: true } }],
    ['a webhook', { webhook_id: '1' }],
    ['a message of the system', { type: 7 }],
  ])('not heard: %s', (_, more) => {
    expect(readMessage(said(more), SELF, false)).toBeUndefined();
  });
});

describe('ids', () => {
  test('hold their time', () => {
    expect(timeOf('175928847299117063')).toBe(1_462_015_105_796); // the example of Discord's documentation
    expect(timeOf(firstIdAt(AT))).toBe(AT);
    expect(firstIdAt(0)).toBe('0');
  });
  test('of other platforms, or malformed, are not ours', () => {
    expect(readMailbox('slack:channel/T1.C2')).toBeUndefined();
    expect(readMailbox('discord:channel/12/../34')).toBeUndefined();
    expect(readMailbox('discord:user/900000000000000101')).toEqual({ kind: 'user', id: '900000000000000101' });
    expect(readMessageRef('discord:message/900000000000000020')).toBeUndefined();
  });
});
