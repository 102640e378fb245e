/** The fake Slack on loopback: Web API, uploads, response URLs, OAuth pages and Socket Mode on one port. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { methodOf } from './api.ts';
import { SlackRefusal } from './refusals.ts';
import { answerResponseUrl } from './response-url.ts';
import { addTeam, createWorld, type Fault, type Team, type World } from './world.ts';

export interface FakeSlack {
  readonly world: World;
  /** As `apiUrl` for the app. */
  readonly apiUrl: string;
  readonly url: string;
  readonly appToken: string;
  /** The open sockets, oldest first. */
  sockets(): readonly WebSocket[];
  /** Resolves with the next (or an already open) socket that has been greeted. */
  socket(): Promise<WebSocket>;
  /** What `apps.connections.open` answers from now on; undefined: a new connection. */
  refuseSockets(error: string | undefined): void;
  close(): Promise<void>;
}

/** Installing needs these; a real app has them from Slack. */
export const CLIENT = { id: '111.222', secret: 'client-secret' } as const;

export async function startFakeSlack(): Promise<FakeSlack> {
  const world = createWorld();
  const appToken = 'xapp-1-A1-test';
  const open: WebSocket[] = [];
  let socketRefusal: string | undefined;
  const ws = new WebSocketServer({ noServer: true });
  const connections = new Set<Socket>();
  const server = createServer((req, res) => {
    handle(req, res).catch((error: unknown) => {
      world.complaints.push(
        `the fake failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
      if (!res.headersSent) res.writeHead(500);
      res.end();
    });
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.on('close', () => connections.delete(socket));
  });
  server.on('upgrade', (req, socket, head) => {
    ws.handleUpgrade(req, socket, head, (client) => {
      open.push(client);
      // every event under way listens for its acknowledgement
      client.setMaxListeners(0);
      client.on('close', () => open.splice(open.indexOf(client), 1));
      client.send(JSON.stringify({ type: 'hello', num_connections: open.length, connection_info: { app_id: 'A1' } }));
      ws.emit('greeted', client);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const at = new URL(req.url ?? '/', url);
    const [, area = '', rest = ''] = at.pathname.split('/');
    const body = await bodyOf(req);
    switch (area) {
      case 'api':
        return api(rest, req, body, res);
      case 'upload': {
        const file = world.files.get(rest);
        const fits = file !== undefined && body.length === file.size && body.length > 0;
        const take = (): void => {
          if (fits) Object.assign(file, { state: 'sent', bytes: body });
        };
        const fault = world.faults.get('upload')?.shift();
        if (fault !== undefined) return faulty(res, fault, take);
        take();
        res.writeHead(fits ? 200 : 400).end(fits ? `OK - ${body.length}` : 'wrong size');
        return;
      }
      case 'files-pri': {
        // only the app of the workspace that owns it; a browser without a session is sent to the login
        const file = world.files.get(rest.split('-')[1] ?? '');
        const token = (req.headers.authorization ?? '').replace(/^Bearer /u, '');
        const owner = world.byToken(token);
        const may = file !== undefined && owner?.id === file.team && owner.scopes.has('files:read');
        if (may) res.writeHead(200).end(file.bytes);
        else res.writeHead(302, { location: `${url}/login` }).end();
        return;
      }
      case 'response':
        return answerResponseUrl(world, rest, req, body.toString(), res, (fault, run) => faulty(res, fault, run));
      default:
        res.writeHead(404).end();
    }
  }

  async function api(method: string, req: IncomingMessage, body: Buffer, res: ServerResponse): Promise<void> {
    const args = argsOf(req, body);
    const token = (req.headers.authorization ?? '').replace(/^Bearer /u, '');
    const team = world.byToken(token);
    const call = { method, team: team?.id, args, result: 'ok' };
    world.calls.push(call);
    const fault = world.faults.get(method)?.shift();
    const run = (): Record<string, unknown> => {
      try {
        return { ok: true, ...dispatch(method, token, team, args) };
      } catch (error) {
        if (!(error instanceof SlackRefusal)) throw error;
        call.result = error.code;
        // whoever looks for a file may find that it is not there
        const innocent = method === 'files.info' && error.code === 'file_not_found';
        if (fault === undefined && !innocent)
          world.complaints.push(`${method}: ${error.code} ${JSON.stringify(error.more)}`);
        return { ok: false, error: error.code, ...error.more };
      }
    };
    if (fault !== undefined) {
      call.result = fault.kind;
      world.events.emit('call', call);
      faulty(res, fault, run);
      return;
    }
    const answer = run();
    world.events.emit('call', call);
    const scopes = team === undefined ? {} : { 'x-oauth-scopes': [...team.scopes].join(',') };
    res.writeHead(200, { 'content-type': 'application/json', ...scopes }).end(JSON.stringify(answer));
  }

  function dispatch(method: string, token: string, team: Team | undefined, args: Record<string, string>) {
    if (method === 'apps.connections.open') {
      if (token !== appToken) throw new SlackRefusal('invalid_auth');
      if (socketRefusal !== undefined) throw new SlackRefusal(socketRefusal);
      return { url: `${url.replace('http', 'ws')}/socket` };
    }
    if (method === 'oauth.v2.access') return install(args);
    if (token === '') throw new SlackRefusal('not_authed');
    if (team === undefined) throw new SlackRefusal('invalid_auth');
    if (team.dead !== undefined) throw new SlackRefusal(team.dead);
    const run = methodOf(world, url, method);
    if (run === undefined) throw new SlackRefusal('unknown_method');
    return run(team, args);
  }

  /** A code is good once, and stands for the workspace that it was given for. */
  function install(args: Record<string, string>) {
    const [id, secret] = [args['client_id'], args['client_secret']];
    if (id !== CLIENT.id || secret !== CLIENT.secret) throw new SlackRefusal('bad_client_secret');
    const teamId = world.codes.get(args['code'] ?? '');
    world.codes.delete(args['code'] ?? '');
    if (teamId === undefined) throw new SlackRefusal('invalid_code');
    const team = world.teams.get(teamId) ?? addTeam(world, { id: teamId, scopes: [] });
    return {
      app_id: 'A1',
      authed_user: { id: 'U1' },
      scope: [...team.scopes].join(','),
      token_type: 'bot',
      access_token: team.token,
      bot_user_id: team.bot.user,
      // an organization's id begins otherwise, and stands for all its workspaces
      ...(team.id.startsWith('E')
        ? { team: null, enterprise: { id: team.id, name: team.name }, is_enterprise_install: true }
        : { team: { id: team.id, name: team.name }, enterprise: null, is_enterprise_install: false }),
    };
  }

  return {
    world,
    url,
    apiUrl: `${url}/api/`,
    appToken,
    sockets: () => open,
    async socket() {
      const live = open.find((one) => one.readyState === 1);
      if (live !== undefined) return live;
      const [client] = (await once(ws, 'greeted')) as [WebSocket];
      return client;
    },
    refuseSockets(error) {
      socketRefusal = error;
    },
    async close() {
      for (const client of ws.clients) client.terminate();
      for (const socket of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Answers as the fault says, with or without doing what was asked. */
function faulty(res: ServerResponse, fault: Fault, run: () => unknown): void {
  const stored = 'stored' in fault && fault.stored;
  if (stored) run();
  switch (fault.kind) {
    case 'status':
      res.writeHead(fault.status).end('<html>something broke</html>');
      return;
    case 'error':
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: false, error: fault.error }));
      return;
    case 'ratelimited':
      res
        .writeHead(429, { 'retry-after': String(fault.seconds), 'content-type': 'application/json' })
        .end(JSON.stringify({ ok: false, error: 'ratelimited' }));
      return;
    case 'cut':
      res.destroy();
      return;
    default:
      fault satisfies never;
  }
}

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of req as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

const argsOf = (req: IncomingMessage, body: Buffer): Record<string, string> =>
  (req.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')
    ? Object.fromEntries(new URLSearchParams(body.toString()))
    : {};
