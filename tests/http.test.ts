/** The one HTTP server: who gets what, and what is said when it cannot listen. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { type HttpServer, ListenProblem, startHttp } from '../src/http.ts';
import { createMetrics } from '../src/metrics.ts';
import { isForOperators } from '../src/start.ts';

const open: HttpServer[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});
const start = async (host: string, port = 0, reasons: readonly string[] = []): Promise<HttpServer> => {
  const started = await startHttp({ host, port, registry: createMetrics().registry, unready: async () => reasons });
  open.push(started);
  return started;
};
const refusal = async (host: string, port: number): Promise<unknown> =>
  start(host, port).then(
    () => undefined,
    (error: unknown) => error,
  );

const get = async (url: string, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    request(url, { headers }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });

test('a port that is taken, and an address that is not ours, are told in words that name the setting', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const cases: readonly (readonly [string, number, RegExp])[] = [
    ['127.0.0.1', port, /port \d+ on 127\.0\.0\.1 is taken: .*set PORT/u],
    ['203.0.113.7', 0, /203\.0\.113\.7 is no address of this machine: set HOST/u],
    ['not.a.host.invalid', 0, /not\.a\.host\.invalid.*set HOST/u],
  ];
  for (const [host, at, words] of cases) {
    const error = await refusal(host, at);
    expect(error).toBeInstanceOf(ListenProblem);
    expect((error as Error).message).toMatch(words);
    // and so without a stack
    expect(isForOperators(error)).toBe(true);
  }
  taken.close();
});

test('figures are for whoever asks directly from near by, not for the world behind a proxy', async () => {
  const { url } = await start('127.0.0.1');
  expect((await get(`${url}/metrics`)).text).toContain('sous_requests_total');
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
    for (const path of ['/metrics', '/metrics?x=1']) {
      const { status, text } = await get(`${url}${path}`, { [header]: '203.0.113.7' });
      expect(status).toBe(403);
      expect(text).not.toContain('sous_');
    }
  }
});

test('whether it is ready is told to everybody, with the reasons, by any name', async () => {
  const { url } = await start('127.0.0.1', 0, ['the database does not answer in time']);
  const answer = await get(`${url}/readyz`, { host: 'sous.example', 'x-forwarded-for': '203.0.113.7' });
  expect(answer).toEqual({ status: 503, text: 'not ready: the database does not answer in time' });
  expect(await get(`${url}/healthz`, { host: 'sous.example' })).toEqual({ status: 200, text: 'ok' });
});
