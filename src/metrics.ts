/** The one registry of metrics, in Prometheus' text format. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Witness } from './chat/app.ts';
import { platformOf, type Request } from './chat/request.ts';

export interface Metrics {
  readonly registry: Registry;
  readonly witness: Witness;
  /** Seconds since 1970 of the clock's last tick. */
  readonly lastTick: Gauge;
}

const platformIn = (request: Request): string => platformOf(request.caller.person);

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'sous_requests_total',
    help: 'Requests handled, by platform, route and outcome',
    labelNames: ['platform', 'route', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'sous_request_seconds',
    help: 'Time from a request to its reply, before it is sent',
    labelNames: ['platform'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3],
    registers: [registry],
  });
  const lastTick = new Gauge({
    name: 'sous_last_tick_timestamp_seconds',
    help: 'When the clock last ticked',
    registers: [registry],
  });
  return {
    registry,
    lastTick,
    witness: {
      handled(request, route, outcome, ms) {
        requests.inc({ platform: platformIn(request), route, outcome });
        seconds.observe({ platform: platformIn(request) }, ms / 1000);
      },
      failed(request, route) {
        requests.inc({ platform: platformIn(request), route, outcome: 'failed' });
      },
    },
  };
}
