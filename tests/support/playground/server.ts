/** A playground behind a real HTTP server on loopback, which can go away and come back on the same port. */
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { type Logger, pino } from 'pino';
import type { Platform } from '../../../src/chat/platform.ts';
import { createPlayground, memoryHistory, type PlaygroundHistory } from '../../../src/platforms/playground/index.ts';
import type { Boot } from '../stage.ts';

export interface PlaygroundServerOptions {
  readonly history?: PlaygroundHistory;
  readonly now?: () => number;
  readonly log?: Logger;
}

export interface PlaygroundServer {
  /** `http://127.0.0.1:12345` */
  readonly url: string;
  readonly history: PlaygroundHistory;
  /** The platform that runs now; another one after each restart. */
  platform(): Platform;
  /** Stops Sous and the server; everybody is disconnected. */
  goAway(): Promise<void>;
  /** Starts both again, on the same port and the same history. */
  comeBack(): Promise<void>;
}

export async function startPlayground(boot: Boot, options: PlaygroundServerOptions = {}): Promise<PlaygroundServer> {
  const { history = memoryHistory(), now, log = pino({ level: 'silent' }) } = options;
  let port = 0;
  let running: { server: Server; platform: Platform; sous: { stop(): Promise<void> } } | undefined;

  const comeBack = async (): Promise<void> => {
    const platform = createPlayground({ log, history, ...(now !== undefined && { now }) });
    const listener = getRequestListener(platform.routes.fetch);
    const server = createServer((request, response) => void listener(request, response));
    const sous = await boot(platform);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    port = (server.address() as AddressInfo).port;
    running = { server, platform, sous };
  };
  await comeBack();
  return {
    url: `http://127.0.0.1:${port}`,
    history,
    comeBack,
    platform() {
      if (running === undefined) throw new Error('the playground is away');
      return running.platform;
    },
    async goAway() {
      const stopping = running;
      if (stopping === undefined) return;
      running = undefined;
      await stopping.sous.stop();
      const closed = new Promise((resolve) => stopping.server.close(resolve));
      stopping.server.closeAllConnections();
      await closed;
    },
  };
}
