/** The fake itself: it refuses what Discord refuses, else the other tests of this folder would prove nothing. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/fake.ts';
import { APPLICATION, BOT, GENERAL, type Interaction, TOKEN, type User } from '../../support/discord/world.ts';
import { tinyPng } from '../../support/toy.ts';

const V2 = 1 << 15;
const none = { allowed_mentions: { parse: [] } };
const words = (content: string, more: object = {}) => ({ type: 10, content, ...more });
const row = (...components: object[]) => ({ type: 1, components });
const button = (custom_id: string, more: object = {}) => ({ type: 2, style: 1, label: 'B', custom_id, ...more });
const message = (...components: object[]) => ({ flags: V2, components, ...none });
const select = (count: number, more: object = {}) =>
  row({
    type: 3,
    custom_id: 's',
    options: Array.from({ length: count }, (_, i) => ({ label: `L${i}`, value: `v${i}` })),
    ...more,
  });

let fake: FakeDiscord;
let ann: User;
beforeEach(async () => {
  fake = await startFakeDiscord();
  ann = fake.addUser('ann');
});
afterEach(async () => {
  await fake.stop();
});

/** The code of the answer: 0 when it was taken. */
async function call(method: string, path: string, body?: unknown, files: readonly Uint8Array[] = [], token = TOKEN) {
  const form = new FormData();
  files.forEach((file, i) => form.append(`files[${i}]`, new Blob([new Uint8Array(file)]), `f${i}.png`));
  form.append('payload_json', JSON.stringify(body));
  const response = await fetch(`${fake.url}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, ...(files.length === 0 && { 'content-type': 'application/json' }) },
    ...(method !== 'GET' && method !== 'DELETE' && { body: files.length === 0 ? JSON.stringify(body) : form }),
  });
  const text = await response.text();
  const parsed = (text === '' ? {} : JSON.parse(text)) as { code?: number; id?: string; message?: string };
  return { status: response.status, code: response.ok ? 0 : (parsed.code ?? -1), body: parsed };
}
const post = async (body: unknown, files: readonly Uint8Array[] = []) =>
  call('POST', `/channels/${GENERAL}/messages`, body, files);

describe('messages', () => {
  test('a good one is taken', async () => {
    expect(await post(message(words('x'), row(button('a'))))).toMatchObject({ status: 200 });
    expect(fake.complaints()).toEqual([]);
  });
  test.each<[string, unknown]>([
    ['content beside V2', { ...message(words('x')), content: 'y' }],
    ['V2 components without the flag', { ...message(words('x')), flags: 0 }],
    ['41 components', message(...Array.from({ length: 41 }, () => words('x')))],
    [
      '41 components, nested',
      message(...Array.from({ length: 7 }, (_, r) => row(...[1, 2, 3, 4, 5].map((b) => button(`${r}.${b}`))))),
    ],
    ['4,001 characters in two texts', message(words('x'.repeat(4_000)), words('y'))],
    ['an empty text', message(words(''))],
    ['one custom_id twice', message(row(button('a')), row(button('a')))],
    ['one id twice', message(words('x', { id: 7 }), words('y', { id: 7 }))],
    ['six buttons in a row', message(row(...[1, 2, 3, 4, 5, 6].map((b) => button(String(b)))))],
    [
      'a list beside a button',
      message({ type: 1, components: [button('a'), ...(select(1) as { components: object[] }).components] }),
    ],
    ['a label of 81', message(row(button('a', { label: 'x'.repeat(81) })))],
    ['a custom_id of 101', message(row(button('a'.repeat(101))))],
    ['a button without a row', message(button('a'))],
    ['a container in a container', message({ type: 17, components: [{ type: 17, components: [words('x')] }] })],
    ['26 options', message(select(26))],
    ['more picks than options', message(select(2, { max_values: 3 }))],
    [
      'one value twice',
      message(
        select(0, {
          options: [
            { label: 'A', value: 'a' },
            { label: 'B', value: 'a' },
          ],
        }),
      ),
    ],
    ['a field that there is not', { ...message(words('x')), color: 1 }],
    ['pings by default', { flags: V2, components: [words('x')] }],
    ['an ephemeral message of its own', { ...message(words('x')), flags: V2 | 64 }],
    ['a nonce of 26', { ...message(words('x')), nonce: 'n'.repeat(26) }],
    ['a picture that is not there', message({ type: 12, items: [{ media: { url: 'attachment://a.png' } }] })],
    ['a picture from elsewhere', message({ type: 12, items: [{ media: { url: 'https://example.com/a.png' } }] })],
    ['a file that is not there', message({ type: 13, file: { url: 'attachment://a.csv' } })],
    ['a file from elsewhere', message({ type: 13, file: { url: 'https://example.com/a.csv' } })],
  ])('refused: %s', async (_, body) => {
    expect((await post(body)).code).toBe(50_035);
    expect(fake.complaints()).toHaveLength(1);
  });
  test('pictures: named, attached, and real', async () => {
    const gallery = { type: 12, items: [{ media: { url: 'attachment://a.png' } }] };
    const body = { ...message(gallery), attachments: [{ id: '0', filename: 'a.png' }] };
    expect((await post(body, [tinyPng()])).code).toBe(0);
    expect((await post(body, [Buffer.from('no picture')])).code).toBe(50_035);
    expect((await post(body, [tinyPng(), tinyPng()])).code).toBe(50_035);
    expect((await post({ ...body, attachments: [{ id: '0', filename: 'b.png' }] }, [tinyPng()])).code).toBe(50_035);
    // ids are texts of digits, and name a file each
    for (const id of [0, '00', '1', 'a', '', null])
      expect((await post({ ...body, attachments: [{ id, filename: 'a.png' }] }, [tinyPng()])).code).toBe(50_035);
    const twice = ['a.png', 'b.png'].map((filename) => ({ id: '0', filename }));
    expect((await post({ ...body, attachments: twice }, [tinyPng(), tinyPng()])).code).toBe(50_035);
  });
  test('files: by names that survive, and not too large', async () => {
    const named = (filename: string) => ({
      ...message({ type: 13, file: { url: `attachment://${filename}` } }),
      attachments: [{ id: '0', filename }],
    });
    expect((await post(named('a.csv'), [Buffer.from('x')])).code).toBe(0);
    expect((await post(named('a b.csv'), [Buffer.from('x')])).code).toBe(50_035);
    expect((await post(named('a.csv'), [Buffer.alloc(10_485_761)])).code).toBe(40_005);
  });
  test('the V2 mark stays on a message; strangers are not edited; a wrong token opens nothing', async () => {
    const { body } = await post(message(words('x')));
    const plain = { flags: 0, content: 'x', ...none };
    expect((await call('PATCH', `/channels/${GENERAL}/messages/${body.id ?? ''}`, plain)).code).toBe(50_035);
    const said = fake.say(ann.id, GENERAL, 'hello');
    expect((await call('PATCH', `/channels/${GENERAL}/messages/${said.id}`, message(words('x')))).code).toBe(50_005);
    expect((await call('GET', '/users/@me', undefined, [], 'wrong')).status).toBe(401);
    expect((await call('DELETE', `/channels/${GENERAL}/messages/${said.id}`)).code).toBe(50_013);
  });
  test('a nonce holds for minutes, in one channel', async () => {
    const body = { ...message(words('x')), nonce: 'n', enforce_nonce: true };
    const first = await post(body);
    expect((await post(body)).body.id).toBe(first.body.id);
    fake.world.advance(200_000);
    expect((await post(body)).body.id).not.toBe(first.body.id);
    expect((await post({ ...body, enforce_nonce: false })).body.id).not.toBe(first.body.id);
  });
  test('history gives the components with their ids, and no nonce', async () => {
    await post({ ...message(words('x', { id: 77 }), words('y')), nonce: 'n' });
    const response = await fetch(`${fake.url}/v10/channels/${GENERAL}/messages?limit=10`, {
      headers: { authorization: `Bot ${TOKEN}` },
    });
    const [found] = (await response.json()) as { components: { id: number }[]; author: { id: string } }[];
    expect(found).toMatchObject({ author: { id: BOT }, components: [{ id: 77 }, { id: 1 }] });
    expect(found).not.toHaveProperty('nonce');
  });
});

describe('interactions', () => {
  const interact = (type: 2 | 3 | 4 | 5, on?: string): Interaction =>
    fake.interact({ type, user: ann.id, channel: GENERAL, ...(on !== undefined && { message: on }) }, { name: 'x' });
  const answer = async (to: Interaction, body: unknown) =>
    (await call('POST', `/interactions/${to.id}/${to.token}/callback`, body)).code;
  const webhook = async (to: Interaction, method: string, path: string, body?: unknown) =>
    (await call(method, `/webhooks/${APPLICATION}/${to.token}${path}`, body)).code;
  const reply = { type: 4, data: message(words('x')) };
  const original = '/messages/@original';

  test('are answered once, in time, by their token', async () => {
    const one = interact(2);
    expect(await answer({ ...one, token: 'other' }, reply)).toBe(10_062);
    expect(await answer(one, reply)).toBe(0);
    expect(await answer(one, reply)).toBe(40_060);
    const late = interact(2);
    fake.world.advance(3_001);
    expect(await answer(late, reply)).toBe(10_062);
  });
  test('tokens: not before the answer, and for 15 minutes', async () => {
    const one = interact(2);
    expect(await webhook(one, 'POST', '', message(words('x')))).toBe(10_015);
    await answer(one, { type: 5 });
    expect(await webhook(one, 'PATCH', original, message(words('x')))).toBe(0);
    fake.world.advance(900_001);
    expect(await webhook(one, 'PATCH', original, message(words('y')))).toBe(50_027);
  });
  test('the first message after a deferral takes its place, with the privacy of the deferral', async () => {
    const one = interact(2);
    await answer(one, { type: 5, data: { flags: 0 } });
    const count = fake.world.messages.size;
    expect(await webhook(one, 'POST', '', { ...message(words('x')), flags: V2 | 64 })).toBe(0);
    expect(fake.world.messages.size).toBe(count);
    expect(one.outcome).toMatchObject({ kind: 'message', message: { only: undefined } });
  });
  test('a private message is not in the history, and the bot token does not reach it', async () => {
    const one = interact(2);
    await answer(one, { type: 4, data: { ...message(words('x')), flags: V2 | 64 } });
    const id = one.original ?? '';
    expect((await call('PATCH', `/channels/${GENERAL}/messages/${id}`, message(words('y')))).code).toBe(10_008);
    expect(await webhook(one, 'DELETE', original)).toBe(0);
    expect(await webhook(one, 'PATCH', original, message(words('y')))).toBe(10_008);
  });
  const modal = (components: object[], more: object = {}) => ({
    type: 9,
    data: { custom_id: 'm', title: 'T', components, ...more },
  });
  const label = (component: object, more: object = {}) => ({ type: 18, label: 'L', component, ...more });
  const input = (custom_id = 'i') => label({ type: 4, custom_id, style: 1 });
  const radio = (count: number) =>
    label({
      type: 21,
      custom_id: 'r',
      options: Array.from({ length: count }, (_, i) => ({ label: `L${i}`, value: `v${i}` })),
    });

  test.each<[string, 2 | 3 | 4 | 5, unknown]>([
    ['a modal on a modal', 5, modal([input()])],
    ['a change without a message', 2, { type: 7, data: message(words('x')) }],
    ['a silent wait without a message', 5, { type: 6 }],
    ['words while typing', 4, reply],
    ['suggestions on a command', 2, { type: 8, data: { choices: [] } }],
    [
      '26 suggestions',
      4,
      { type: 8, data: { choices: Array.from({ length: 26 }, (_, i) => ({ name: `n${i}`, value: 'v' })) } },
    ],
    ['a deferral with the V2 mark', 2, { type: 5, data: { flags: V2 } }],
    ['six fields', 2, modal([1, 2, 3, 4, 5, 6].map((i) => input(`i${i}`)))],
    ['a title of 46', 2, modal([input()], { title: 'x'.repeat(46) })],
    ['one field twice', 2, modal([input(), input()])],
    ['one radio button', 2, modal([radio(1)])],
    ['11 radio buttons', 2, modal([radio(11)])],
    ['a label of 46', 2, modal([label({ type: 4, custom_id: 'i', style: 1 }, { label: 'x'.repeat(46) })])],
    [
      'none of what is required',
      2,
      modal([label({ type: 22, custom_id: 'c', min_values: 0, options: [{ label: 'A', value: 'a' }] })]),
    ],
    [
      'words longer than they may be',
      2,
      modal([label({ type: 4, custom_id: 'i', style: 1, max_length: 2, value: 'abc' })]),
    ],
  ])('refused: %s', async (_, type, body) => {
    expect(await answer(interact(type), body)).toBe(50_035);
  });
  test('silence is complained of', () => {
    interact(3);
    expect(fake.complaints()).toEqual([expect.stringMatching(/\(type 3\) was not acknowledged/u)]);
  });
});

describe('commands', () => {
  const command = (more: object = {}) => ({ type: 1, name: 'a', description: 'x', ...more });
  const text = (name: string, required: boolean) => ({ type: 3, name, description: 'x', required });
  test.each<[string, unknown[]]>([
    ['upper case', [command({ name: 'Upper' })]],
    ['no description', [command({ description: '' })]],
    ['one name twice', [command(), command()]],
    ['a required option after others', [command({ options: [text('a', false), text('b', true)] })]],
    ['26 options', [command({ options: Array.from({ length: 26 }, (_, i) => text(`o${i}`, false)) })]],
  ])('refused: %s', async (_, list) => {
    expect((await call('PUT', `/applications/${APPLICATION}/commands`, list)).code).toBe(50_035);
  });
});
