/** What stands before the playground: hosts, origins, shapes, sizes. Nothing bad gets in, and the answer says why. */
import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pino } from 'pino';
import { createPlayground } from '../../../src/platforms/playground/index.ts';
import { type Client, post } from '../../support/playground/client.ts';
import { type PlaygroundStage, playgroundStage } from '../../support/playground/stage.ts';
import { TOY_CSV, toyApp } from '../../support/toy.ts';

const ran: string[] = [];
let stage: PlaygroundStage;
let ana: Client;
beforeAll(async () => {
  stage = await playgroundStage(async (platform) => {
    await platform.start(toyApp(ran));
    return { stop: () => platform.stop() };
  });
  ana = await stage.client('Ana');
});
afterAll(async () => stage.stop());
beforeEach(() => ran.splice(0));

/** A request with headers that fetch would not let one set. */
async function raw(
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; text: string; headers: NodeJS.Dict<string | string[]> }> {
  const { hostname, port } = new URL(stage.server.url);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, headers, method: body === undefined ? 'GET' : 'POST' }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const host = () => new URL(stage.server.url).host;
const json = { 'content-type': 'application/json' };
const echo = () =>
  JSON.stringify({
    kind: 'line',
    text: '/echo is:in',
    me: ana.me.id,
    room: 'playground:channel/general',
    event: `door-${Math.floor(performance.now() * 1_000)}`,
  });

describe('other web pages stay outside', () => {
  test.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['a cross-site request without an origin', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling of this site', { 'sec-fetch-site': 'same-site' }],
  ])('%s is refused', async (_name, headers) => {
    const answer = await raw('/playground/api/events', { host: host(), ...json, ...headers }, echo());
    expect(answer.status).toBe(403);
    expect(ran).toEqual([]);
  });

  test('our own page is let in', async () => {
    const headers = { host: host(), ...json, origin: stage.server.url, 'sec-fetch-site': 'same-origin' };
    expect((await raw('/playground/api/events', headers, echo())).status).toBe(200);
    expect(ran).toEqual(['echo in']);
  });

  test('a file is for saving, as what it is, and for the people who may read its message', async () => {
    await ana.send({ kind: 'line', text: '/all' });
    const message = (await ana.snapshot()).messages.findLast(({ body }) => body.kind === 'card');
    const path = `/playground/api/files/${message?.id ?? ''}/0`;
    const good = await raw(`${path}?me=${ana.me.id}`, { host: host(), 'sec-fetch-site': 'same-origin' });
    expect(good).toMatchObject({ status: 200, text: TOY_CSV });
    expect(good.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="toy-points.csv"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    const ben = await stage.client('Ben');
    expect((await raw(`${path}?me=${ben.me.id}`, { host: host() })).status).toBe(404);
    expect((await raw(path, { host: host() })).status).toBe(403);
    expect((await raw(`${path.slice(0, -1)}1?me=${ana.me.id}`, { host: host() })).status).toBe(404);
    const foreign = await raw(`${path}?me=${ana.me.id}`, { host: host(), 'sec-fetch-site': 'cross-site' });
    expect(foreign.status).toBe(403);
  });

  test('what can be sent without asking the browser is not read', async () => {
    const headers = { host: host(), 'content-type': 'text/plain' };
    expect((await raw('/playground/api/events', headers, echo())).status).toBe(400);
    expect(ran).toEqual([]);
  });

  test('a name that points here from elsewhere is refused, for reading too', async () => {
    for (const path of ['/playground/', '/playground/api/commands', '/playground/page.js', '/']) {
      expect((await raw(path, { host: 'kitchen.evil.example' })).status).toBe(421);
    }
    const rebound = { host: 'kitchen.evil.example', origin: 'http://kitchen.evil.example', ...json };
    expect((await raw('/playground/api/events', rebound, echo())).status).toBe(421);
    expect(ran).toEqual([]);
  });

  test.each(['localhost:3000', '127.0.0.1', '127.8.9.1:80', '[::1]:3000', '[::ffff:7f00:1]', 'sous.localhost'])(
    'the host %s is let in',
    async (name) => expect((await raw('/playground/', { host: name })).status).toBe(200),
  );

  test.each([
    '192.168.1.20:3000',
    '8.8.8.8',
    '0.0.0.0:3000',
    '[::]:3000',
    '[2001:db8::1]',
    '[::ffff:8.8.8.8]',
    '127.0.0.1.evil.example',
    'localhost.evil.example',
  ])('the host %s, by which others reach this machine, is refused unless it is told', async (name) => {
    expect((await raw('/playground/', { host: name })).status).toBe(421);
    expect((await raw('/playground/api/people', { host: name, ...json }, '{"name":"Eve","admin":true}')).status).toBe(
      421,
    );
  });

  test('an address is let in when it is told at the start', async () => {
    const own = createPlayground({ log: pino({ level: 'silent' }), hosts: ['192.168.1.20', '[2001:DB8::1]'] });
    for (const host of ['192.168.1.20:3000', '[2001:db8::1]:3000'])
      expect((await own.routes.request('http://x/playground/', { headers: { host } })).status).toBe(200);
  });

  test('a name of one’s own is let in when it is told at the start', async () => {
    const own = createPlayground({ log: pino({ level: 'silent' }), hosts: ['Sous.example'] });
    const ask = async (name: string) =>
      (await own.routes.request('http://x/playground/', { headers: { host: name } })).status;
    expect(await ask('sous.example')).toBe(200);
    expect(await ask('other.example')).toBe(421);
  });

  test('every answer carries the policy', async () => {
    for (const path of ['/playground/', '/playground/page.js', '/playground/api/commands', '/playground/api/nothing']) {
      const { headers } = await raw(path, { host: host() });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['x-frame-options']).toBe('DENY');
    }
  });
});

describe('what cannot be read gets a clear answer', () => {
  const general = { room: 'playground:channel/general' };
  test.each<[string, object, number, RegExp]>([
    ['an event without a kind', { kind: undefined }, 400, /cannot read/u],
    ['a malformed event id', { kind: 'line', text: 'x', event: '../../x' }, 400, /event/u],
    ['another field', { kind: 'line', text: 'x', admin: true }, 400, /admin/u],
    ['a stranger', { kind: 'line', text: 'x', me: 'playground:user/stranger' }, 403, /Choose a name/u],
    ['a name from the prototype', { kind: 'line', text: 'x', me: '__proto__' }, 403, /Choose a name/u],
    ['an unknown room', { kind: 'line', text: 'x', room: 'playground:channel/none' }, 404, /no such room/u],
    ['the direct room of another', { kind: 'line', text: 'x', room: 'playground:user/ben' }, 404, /no such room/u],
    ['nothing but invisible letters', { kind: 'line', text: '\u0000\u200B \n' }, 400, /nothing to read/u],
    ['a press on nothing', { kind: 'press', press: 'toy.tick?n=1', message: 'no-message-here' }, 404, /no longer/u],
    ['a thread under nothing', { kind: 'line', text: 'x', under: 'no-message-here' }, 404, /no longer/u],
  ])('%s', async (_name, event, status, problem) => {
    const answer = await ana.send({ ...general, ...event });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toMatch(problem);
    expect(ran).toEqual([]);
  });

  test('bodies that are not JSON, or far too long', async () => {
    const url = `${stage.server.url}/playground/api/events`;
    expect(await post(url, '{"kind":')).toEqual({ status: 400, body: { problem: 'That is not JSON.' } });
    expect((await post(url, JSON.stringify({ text: 'x'.repeat(1_100_000) }))).status).toBe(413);
    // nothing but a form with a file is long
    const people = `${stage.server.url}/playground/api/people`;
    expect((await post(people, JSON.stringify({ name: 'x'.repeat(70_000) }))).status).toBe(413);
    expect(await post(`${stage.server.url}/playground/api/nothing`, {})).toMatchObject({ status: 404 });
  });

  test('presses that are none, and presses of an older Sous', async () => {
    const made = await ana.send({ kind: 'line', text: '/count' });
    const { message } = made.body as { message: { id: string } };
    const press = async (address: string) => ana.send({ kind: 'press', press: address, message: message.id });
    for (const bad of ['', '?n=1', 'toy.tick?n=1&n=2', 'x'.repeat(101), '<script>', 'toy.tick?__proto__=1']) {
      expect((await press(bad)).status).toBe(400);
    }
    for (const stale of ['toy.gone?n=1', 'toy.tick', 'toy.tick?n=-1', 'toy.tick?n=1&more=2', 'constructor']) {
      const answer = await press(stale);
      expect(JSON.stringify(answer.body)).toContain('older version');
      expect(JSON.stringify(answer.body)).toContain('"private":true');
    }
    expect(ran).toEqual([]);
  });

  test('5,000 characters are refused kindly, and shown cut', async () => {
    const answer = await ana.send({ kind: 'line', text: 'why '.repeat(1_250) });
    expect(JSON.stringify(answer.body)).toContain('more than I can read at once');
    const { messages } = await ana.snapshot();
    const line = messages.findLast((message) => message.body.kind === 'line');
    expect(line?.body.kind === 'line' && line.body.text.length).toBe(1_001);
  });

  test('markup, mentions and control characters stay text', async () => {
    const typed = '<script>alert(1)</script> @everyone \u0007\u202E**bold**';
    await ana.send({ kind: 'line', text: typed });
    const { messages } = await ana.snapshot();
    expect(JSON.stringify(messages.at(-1))).toContain('I heard: <script>alert(1)</script> @everyone **bold**');
    expect(JSON.stringify(messages.at(-1))).not.toContain('"strong"');
  });

  test('names that cannot be', async () => {
    const url = `${stage.server.url}/playground/api/people`;
    for (const name of ['', ' \u200B ', 'Sous', ' SOUS ']) {
      expect((await post(url, { name, admin: false })).status).toBe(400);
    }
    expect((await post(url, { name: 'x'.repeat(300), admin: false })).status).toBe(400);
    expect((await post(url, { name: 'Ben', admin: 'yes' })).status).toBe(400);
  });
});

describe('what is private', () => {
  test('cannot be pressed, replied to or read by others', async () => {
    const made = await ana.send({ kind: 'line', text: '/all' });
    const { message } = made.body as { message: { id: string; private: boolean } };
    expect(message.private).toBe(true);
    const ben = await stage.client('Ben');
    expect((await ben.send({ kind: 'press', press: 'toy.form', message: message.id })).status).toBe(404);
    expect((await ben.send({ kind: 'line', text: 'hi', under: message.id })).status).toBe(404);
    expect(await ana.send({ kind: 'line', text: 'hi', under: message.id })).toMatchObject({ status: 400 });
    const { body } = await ben.get('/messages', { before: '99999999999999' });
    expect(JSON.stringify(body)).not.toContain(message.id);
  });
});

test('pictures are served by their hash alone', async () => {
  await ana.send({ kind: 'line', text: '/all' });
  const { messages } = await ana.snapshot();
  const src = /\/playground\/api\/pictures\/[0-9a-f]{64}\.png/u.exec(JSON.stringify(messages))?.[0] ?? '';
  const picture = await fetch(stage.server.url + src);
  expect(picture.headers.get('content-type')).toBe('image/png');
  expect(new Uint8Array(await picture.arrayBuffer()).slice(1, 4)).toEqual(new TextEncoder().encode('PNG'));
  for (const bad of [`${'0'.repeat(64)}.png`, '../people', `${'0'.repeat(64)}.svg`]) {
    expect((await fetch(`${stage.server.url}/playground/api/pictures/${bad}`)).status).toBe(404);
  }
});

test('files of the page are served, with their types, and nothing above them', async () => {
  const get = async (path: string) => raw(path, { host: host() });
  expect((await get('/')).headers['location']).toBe('/playground/');
  const page = await get('/playground/');
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
  expect((await get('/playground/page.css')).headers['content-type']).toBe('text/css; charset=utf-8');
  const again = await raw('/playground/', { host: host(), 'if-none-match': String(page.headers['etag']) });
  expect(again.status).toBe(304);
  for (const path of ['/playground/../index.ts', '/playground/tsconfig.json', '/playground/%2e%2e/index.ts']) {
    expect((await get(path)).status).toBe(404);
  }
});

test('before the start and after the stop there is a clear answer', async () => {
  const platform = createPlayground({ log: pino({ level: 'silent' }) });
  const ask = async () =>
    platform.routes.request('http://localhost/playground/api/commands', { headers: { host: 'localhost' } });
  expect((await ask()).status).toBe(503);
  expect(platform.ready()).toBe(false);
  await platform.start(toyApp());
  expect(platform.ready()).toBe(true);
  expect((await ask()).status).toBe(200);
  await platform.stop();
  expect((await ask()).status).toBe(503);
  expect(platform.ready()).toBe(false);
});
