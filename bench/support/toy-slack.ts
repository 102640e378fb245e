/** Sous's Slack adapter with an app that only counts and has no database: what the adapter itself costs. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createSlack } from '../../src/platforms/slack/index.ts';
import { memoryHomes } from '../../tests/support/slack/homes.ts';
import { toyApp } from '../../tests/support/toy.ts';
import type { SlackGiven } from './bare-slack.ts';
import { serve } from './member.ts';

await serve(async ({ token, apiUrl, mode }: SlackGiven) => {
  const events = new Set<string>();
  const slack = createSlack({
    mode,
    auth: { kind: 'single', botToken: token },
    apiUrl,
    log: pino({ level: 'info' }),
    firstTime: async (event) => {
      const first = !events.has(event);
      events.add(event);
      return first;
    },
    homes: memoryHomes(),
  });
  const server = createServer((req, res) => {
    if (slack.http === undefined) res.writeHead(404).end();
    else slack.http.listener(req, res);
  });
  // as the server of Sous itself does
  server.keepAliveTimeout = 75_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await slack.start(toyApp());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      await slack.stop();
      server.closeAllConnections();
      server.close();
    },
  };
});
