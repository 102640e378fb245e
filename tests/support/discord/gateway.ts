/** The gateway side of the fake Discord: sessions that can be killed, resumed, declared invalid, and repeated. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { guildCreateJson, userJson } from './json.ts';
import { APPLICATION, BOT, GUILD, TOKEN, type World } from './world.ts';

interface Session {
  readonly id: string;
  readonly shard: readonly [number, number];
  readonly intents: number;
  readonly events: { readonly s: number; readonly t: string; readonly d: unknown }[];
  socket: WebSocket | undefined;
}

export interface GatewaySide {
  /** Hellos, identifies and resumes so far, in order: `identify`, `resume`, `ready`, `resumed`, `invalid`. */
  readonly story: string[];
  readonly sessions: readonly Session[];
  /** How many shards are connected. */
  connected(): number;
  /** Sends an event to the shard that it belongs to; it waits for a resume when the shard is away. */
  dispatch(event: string, data: unknown, guild?: string): void;
  /** Cuts the connections without a word; sessions stay. */
  kill(): void;
  /** Closes with a code of Discord's. */
  close(code: number): void;
  /** Asks every shard to reconnect (opcode 7). */
  askToReconnect(): void;
  /** Declares every session invalid (opcode 9). */
  invalidate(resumable: boolean): void;
  /** The next resume is answered with RESUMED and, in the same breath, INVALID_SESSION. */
  breakNextResume(): void;
  /** Waits until clients have answered a heartbeat: what was sent before has reached them. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** The intents that clients may not ask for without being allowed to: members, presences, message content. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);

export function startGateway(world: World, server: Server, url: () => string): GatewaySide {
  const sockets = new WebSocketServer({ noServer: true });
  const sessions: Session[] = [];
  const story: string[] = [];
  let broken = false;
  let beats = 0;

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    sockets.handleUpgrade(request, socket, head, (client) => greet(client));
  });

  const tell = (what: string): void => {
    story.push(what);
    world.changed();
  };
  const send = (socket: WebSocket | undefined, packet: unknown): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(packet));
  };
  const emit = (session: Session, t: string, d: unknown): void => {
    const event = { s: session.events.length + 1, t, d };
    session.events.push(event);
    send(session.socket, { op: 0, ...event });
  };

  function greet(socket: WebSocket): void {
    send(socket, { op: 10, d: { heartbeat_interval: 41_250 } });
    socket.on('message', (data: Buffer) => {
      const packet = JSON.parse(data.toString('utf8')) as { op: number; d: never };
      if (packet.op === 1) {
        beats += 1;
        send(socket, { op: 11 });
        world.changed();
      }
      if (packet.op === 2) identify(socket, packet.d);
      if (packet.op === 6) resume(socket, packet.d);
    });
  }

  function identify(
    socket: WebSocket,
    d: { readonly token: string; readonly intents: number; readonly shard: readonly [number, number] },
  ): void {
    tell('identify');
    if (d.token !== TOKEN) return socket.close(4_004, 'Authentication failed.');
    if ((d.intents & PRIVILEGED) !== 0) return socket.close(4_014, 'Disallowed intent(s).');
    const session: Session = {
      id: `session-${sessions.length + 1}`,
      shard: d.shard,
      intents: d.intents,
      events: [],
      socket,
    };
    sessions.push(session);
    const mine = shardOf(GUILD, d.shard[1]) === d.shard[0];
    emit(session, 'READY', {
      v: 10,
      user: userJson(world.user(BOT)),
      guilds: mine ? [{ id: GUILD, unavailable: true }] : [],
      session_id: session.id,
      resume_gateway_url: url(),
      shard: d.shard,
      application: { id: APPLICATION, flags: 0 },
      session_type: 'normal',
      relationships: [],
      private_channels: [],
      presences: [],
      guild_join_requests: [],
      geo_ordered_rtc_regions: [],
    });
    if (mine) emit(session, 'GUILD_CREATE', guildCreateJson(world));
    tell('ready');
  }

  function resume(
    socket: WebSocket,
    d: { readonly token: string; readonly session_id: string; readonly seq: number },
  ): void {
    tell('resume');
    const session = sessions.find((one) => one.id === d.session_id);
    if (session === undefined || d.token !== TOKEN) {
      tell('invalid');
      return send(socket, { op: 9, d: false });
    }
    session.socket = socket;
    for (const event of session.events.filter(({ s }) => s > d.seq)) send(socket, { op: 0, ...event });
    emit(session, 'RESUMED', {});
    tell('resumed');
    if (broken) {
      broken = false;
      forget(session);
      send(socket, { op: 9, d: false });
    }
  }

  const forget = (session: Session): void => {
    sessions.splice(sessions.indexOf(session), 1);
    tell('invalid');
  };
  const live = (): Session[] => sessions.filter((session) => session.socket?.readyState === WebSocket.OPEN);

  return {
    story,
    sessions,
    connected: () => live().length,
    dispatch(event, data, guild) {
      for (const session of sessions.slice()) {
        const shard = guild === undefined ? 0 : shardOf(guild, session.shard[1]);
        if (session.shard[0] === shard) emit(session, event, data);
      }
    },
    kill: () => sessions.forEach((session) => session.socket?.terminate()),
    close: (code) => sessions.forEach((session) => session.socket?.close(code)),
    askToReconnect: () => live().forEach((session) => send(session.socket, { op: 7, d: null })),
    invalidate(resumable) {
      for (const session of live()) {
        send(session.socket, { op: 9, d: resumable });
        if (!resumable) forget(session);
      }
    },
    breakNextResume() {
      broken = true;
    },
    async settle() {
      const wanted = beats + live().length;
      for (const session of live()) send(session.socket, { op: 1, d: null });
      await world.until('a heartbeat of every shard', () => (beats >= wanted ? true : undefined));
    },
    stop: async () => {
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => {
        sockets.close(resolve);
      });
    },
  };
}

const shardOf = (guild: string, total: number): number => Number((BigInt(guild) >> 22n) % BigInt(total));
