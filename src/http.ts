/** The one HTTP server: health, readiness, metrics, and whatever the platforms bring along. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, BlockList, isIP } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { Registry } from 'prom-client';

/** Paths that want the untouched request (Slack checks a signature over the raw body). */
export interface RawMount {
  readonly paths: readonly string[];
  readonly listener: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface HttpOptions {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly registry: Registry;
  /** Why Sous is not ready; empty when it is. */
  readonly unready: () => Promise<readonly string[]>;
  readonly routes?: readonly Hono[];
  readonly raw?: readonly RawMount[];
}

export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Milliseconds for which an idle connection stays open: longer than proxies and balancers keep theirs (60 s is usual), so that
 * none of them sends a request into a connection that is just being closed here. Slack does not send a lost press again.
 */
const KEEP_ALIVE = 75_000;

const isFigures = ({ url }: IncomingMessage): boolean => url?.split('?', 1)[0] === '/metrics';

const near = new BlockList();
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
] as const)
  near.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  near.addSubnet(net, bits, 'ipv6');

/**
 * The port may be open to the world for Slack's requests, often by a proxy on this very machine, which says that it is one. So
 * figures go to whoever asks directly, from this machine or a network that the world does not reach.
 */
function isNearby({ socket, headers }: IncomingMessage): boolean {
  const proxied = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  const from = socket.remoteAddress ?? '';
  return !proxied && isIP(from) !== 0 && near.check(from, isIP(from) === 4 ? 'ipv4' : 'ipv6');
}

/** Nothing can be served at this address; the message says what to do. */
export class ListenProblem extends Error {
  override readonly name = 'ListenProblem';
}

const CANNOT_LISTEN: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (host, port) => `port ${port} on ${host} is taken: stop what listens there, or set PORT to another`,
  EACCES: (_, port) => `port ${port} may not be used by this user: set PORT to one above 1023`,
  EADDRNOTAVAIL: (host) => `${host} is no address of this machine: set HOST to one that is, or to 127.0.0.1`,
  ENOTFOUND: (host) => `there is no host of the name ${host}: set HOST to an address of this machine, or to 127.0.0.1`,
  EAI_AGAIN: (host) => `the name ${host} cannot be looked up: set HOST to an address of this machine, or to 127.0.0.1`,
};

/** @throws ListenProblem when the port cannot be had. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const app = new Hono();
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const reasons = await options.unready();
    return reasons.length === 0 ? c.text('ready') : c.text(`not ready: ${reasons.join(', ')}`, 503);
  });
  app.get('/metrics', async (c) =>
    c.body(await options.registry.metrics(), 200, { 'content-type': options.registry.contentType }),
  );
  for (const routes of options.routes ?? []) app.route('/', routes);
  const hono = getRequestListener(app.fetch);
  const raw = new Map(options.raw?.flatMap((mount) => mount.paths.map((path) => [path, mount.listener] as const)));
  const server = createServer((request, response) => {
    if (isFigures(request) && !isNearby(request)) {
      response
        .writeHead(403, { 'content-type': 'text/plain' })
        .end('figures are for whoever runs me: ask from my network, not through a proxy\n');
      return;
    }
    const listener = raw.get(request.url?.split('?', 1)[0] ?? '');
    if (listener === undefined) void hono(request, response);
    else listener(request, response);
  });
  server.keepAliveTimeout = KEEP_ALIVE;
  const { host, port } = options;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const words = CANNOT_LISTEN[error.code ?? '']?.(host, port);
      reject(words === undefined ? error : new ListenProblem(words, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown === '0.0.0.0' || shown === '[::]' ? '127.0.0.1' : shown}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections(); // open event streams would hold close() for ever
      }),
  };
}
