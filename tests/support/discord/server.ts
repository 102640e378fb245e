/** The HTTP side of the fake Discord: reads requests, answers in Discord's form, and fails when a test wants it to. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { bytesOf } from '../stage.ts';
import { invalid, type File } from './rules.ts';
import { ApiError, TOKEN, type World } from './world.ts';

/** How a call fails. `after`: it took effect, and only the answer is lost. */
export type Failure =
  | { readonly how: 'status'; readonly status: number; readonly when: 'before' | 'after' }
  | { readonly how: 'drop'; readonly when: 'before' | 'after' }
  | { readonly how: 'limit'; readonly retryAfter: number; readonly global?: boolean }
  /** Not a failure: another answer than the fake would give. */
  | { readonly how: 'json'; readonly body: unknown }
  | { readonly how: 'refuse'; readonly status: number; readonly code: number; readonly message: string };
export interface Fault {
  readonly method: string;
  readonly path: RegExp;
  readonly failure: Failure;
  times: number;
}

export interface Call {
  readonly method: string;
  /** Without the API's prefix, e.g. `/channels/1/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly File[];
}
export type Route = (call: Call, params: readonly string[]) => unknown;
export interface Routes {
  readonly method: string;
  readonly path: RegExp;
  /** Needs the bot's token; calls about an interaction have their own in the path. */
  readonly bot: boolean;
  readonly run: Route;
}

export interface HttpSide {
  readonly server: Server;
  readonly url: string;
  /** Every call that arrived, as `POST /channels/1/messages`. */
  readonly calls: string[];
  readonly faults: Fault[];
  /** How many calls are being answered. */
  busy(): number;
  close(): Promise<void>;
}

/** Codes that mean bad luck or another's choice, not a mistake of the caller. */
const INNOCENT = new Set([10_003, 10_007, 10_008, 40_060, 50_001, 50_007, 50_013, 160_004]);

export async function startHttp(world: World, routes: readonly Routes[]): Promise<HttpSide> {
  const calls: string[] = [];
  const faults: Fault[] = [];
  const sockets = new Set<Socket>();
  let busy = 0;

  const server = createServer((request, response) => {
    busy += 1;
    void handle(request, response)
      .catch((error: unknown) => {
        world.refusals.push(`the fake broke: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
        response.destroy();
      })
      .finally(() => {
        busy -= 1;
        world.changed();
      });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fake');
    const path = decodeURIComponent(url.pathname).replace(/^\/api\/v10/u, '');
    const method = request.method ?? 'GET';
    calls.push(`${method} ${path}`);
    const kept = world.attachments.get(/^\/api\/attachments\/(\d+)\//u.exec(url.pathname)?.[1] ?? '');
    if (kept !== undefined) return void response.writeHead(200).end(bytesOf(kept));
    const bytes = await readAll(request);
    const fault = faults.find((one) => one.times > 0 && one.method === method && one.path.test(path));
    if (fault !== undefined) {
      fault.times -= 1;
      if (!('when' in fault.failure) || fault.failure.when === 'before') return fail(response, fault.failure);
    }
    const route = routes.find((one) => one.method === method && one.path.test(path));
    let status = 200;
    let result: unknown;
    try {
      if (!url.pathname.startsWith('/api/v10/')) throw new ApiError(404, 0, '404: Not Found');
      if (route === undefined) throw new ApiError(404, 0, `404: Not Found (${method} ${path})`);
      if (route.bot && request.headers.authorization !== `Bot ${TOKEN}`)
        throw new ApiError(401, 0, '401: Unauthorized');
      const { body, files } = await readBody(request, bytes);
      const params = (route.path.exec(path) ?? []).slice(1);
      result = await route.run({ method, path, query: url.searchParams, body, files }, params);
      if (result === undefined) status = 204;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      ({ status } = error);
      result = { message: error.message, code: error.code };
      if (!INNOCENT.has(error.code)) world.refusals.push(`${method} ${path}: ${error.code} ${error.message}`);
    }
    if (fault !== undefined) return fail(response, fault.failure);
    if (status === 204) response.writeHead(204).end();
    else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(result));
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    server,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`,
    calls,
    faults,
    busy: () => busy,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

function fail(response: ServerResponse, failure: Failure): void {
  switch (failure.how) {
    case 'status':
      response.writeHead(failure.status, { 'content-type': 'text/html' });
      response.end('<html>upstream error</html>');
      return;
    case 'drop':
      response.destroy();
      return;
    case 'limit':
      response.writeHead(429, {
        'content-type': 'application/json',
        'retry-after': String(failure.retryAfter),
        'x-ratelimit-scope': failure.global === true ? 'global' : 'user',
        ...(failure.global === true && { 'x-ratelimit-global': 'true' }),
        'x-ratelimit-limit': '5',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset-after': String(failure.retryAfter),
        'x-ratelimit-bucket': 'fake-bucket',
      });
      response.end(
        JSON.stringify({
          message: 'You are being rate limited.',
          retry_after: failure.retryAfter,
          global: failure.global === true,
        }),
      );
      return;
    case 'json':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(failure.body));
      return;
    case 'refuse':
      response.writeHead(failure.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: failure.message, code: failure.code }));
      return;
    default:
      failure satisfies never;
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function readBody(request: IncomingMessage, bytes: Buffer): Promise<{ body: unknown; files: File[] }> {
  const type = request.headers['content-type'] ?? '';
  if (bytes.length === 0) return { body: undefined, files: [] };
  if (type.startsWith('application/json')) return { body: JSON.parse(bytes.toString('utf8')) as unknown, files: [] };
  if (!type.startsWith('multipart/form-data')) throw new ApiError(400, 50_035, `content type ${type}`);
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  const files: File[] = [];
  for (let i = 0; form.has(`files[${i}]`); i += 1) {
    const part = form.get(`files[${i}]`);
    if (part === null || typeof part === 'string') throw invalid(`files[${i}] is no file`);
    // oxlint-disable-next-line no-await-in-loop -- a handful at most
    const content = Buffer.from(await part.arrayBuffer());
    files.push({ name: part.name, bytes: content });
  }
  const json = form.get('payload_json');
  if (typeof json !== 'string') throw invalid('payload_json is missing');
  return { body: JSON.parse(json) as unknown, files };
}
