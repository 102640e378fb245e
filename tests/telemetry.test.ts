/** What requests did goes to a collector as OTLP: the tree of spans, and no word of anybody. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Trace } from '../src/chat/trace.ts';
import { openTelemetry } from '../src/telemetry.ts';

interface Sent {
  readonly path: string;
  readonly body: string;
}
const sent: Sent[] = [];
const collector = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (part: string) => (body += part));
  request.on('end', () => {
    sent.push({ path: request.url ?? '', body });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
});
let endpoint: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
});
afterAll(() => void collector.close());

const TRACE: Trace = {
  id: 'secret-id',
  began: Date.parse('2026-12-01T09:00:00Z'),
  route: '/progress',
  platform: 'discord',
  learner: 'discord:user/80351',
  place: 'discord:channel/77',
  ms: 12.5,
  spans: [
    { kind: 'handler', what: '/progress', at: 1, ms: 10 },
    { kind: 'data', what: 'lessons: lessons of', at: 2, ms: 3.25, rows: 4, statements: 2 },
    { kind: 'sent', what: 'drawn for Discord and sent', at: 11, ms: 1.5, failed: true },
  ],
};

test('a request is a span with its parts below it, and says nothing of whose it was', async () => {
  const telemetry = openTelemetry(`${endpoint}/`, (error) => {
    throw error;
  });
  telemetry.send(TRACE);
  await telemetry.stop();
  expect(sent.map(({ path }) => path)).toEqual(['/v1/traces']);
  const { body = '' } = sent[0] ?? {};
  const { resourceSpans } = JSON.parse(body) as {
    resourceSpans: {
      scopeSpans: { spans: { name: string; spanId: string; parentSpanId?: string; status: { code: number } }[] }[];
    }[];
  };
  const spans = resourceSpans.flatMap((one) => one.scopeSpans.flatMap((scope) => scope.spans));
  const root = spans.find(({ name, parentSpanId }) => name === '/progress' && (parentSpanId ?? '') === '');
  expect(spans).toHaveLength(4);
  expect(spans.filter(({ parentSpanId }) => parentSpanId === root?.spanId)).toHaveLength(3);
  expect(spans.find(({ name }) => name.startsWith('drawn'))?.status.code).toBe(2);
  expect(body).toContain('"sous.rows"');
  expect(body).toContain('"sous"');
  expect(body).not.toMatch(/80351|channel\/77|secret-id/u);
});

test('a collector that is gone costs nobody anything', async () => {
  const failed = vi.fn<(error: unknown) => void>();
  const telemetry = openTelemetry('http://127.0.0.1:1', failed);
  telemetry.send(TRACE);
  await telemetry.stop();
  expect(sent).toHaveLength(1);
  expect(failed).toHaveBeenCalled();
});
