/** What requests did, as OpenTelemetry spans over OTLP: loaded only where an operator has somewhere to send them. */
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace as api } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Trace, TraceSink } from './chat/trace.ts';

export interface Telemetry {
  readonly send: TraceSink;
  /** Sends what is left; never rejects. */
  stop(): Promise<void>;
}

/** Milliseconds since 1970, with fractions, as seconds and nanoseconds: most parts take less than a millisecond. */
const hrTime = (ms: number): [number, number] => [Math.floor(ms / 1_000), Math.round((ms % 1_000) * 1e6)];

/** Milliseconds that the last spans may take at the end. */
const GRACE = 3_000;

/**
 * `endpoint` as OTEL_EXPORTER_OTLP_ENDPOINT says it, without `/v1/traces`. Spans carry names, times and counts: of whom a request
 * was, and what was in it, nothing is sent.
 */
export function openTelemetry(endpoint: string, failed: (error: unknown) => void): Telemetry {
  const exporter = new OTLPTraceExporter({
    url: `${endpoint.replace(/\/+$/u, '')}/v1/traces`,
    timeoutMillis: GRACE / 2,
  });
  const deliver = exporter.export.bind(exporter);
  // spans that a collector does not take are lost; whoever runs it hears of each batch
  exporter.export = (spans, done) =>
    deliver(spans, (result) => {
      if (result.error !== undefined) failed(result.error);
      done(result);
    });
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'sous' }),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: GRACE })],
  });
  const tracer = provider.getTracer('sous');

  function send({ began, ms, route, platform, spans }: Trace): void {
    const root = tracer.startSpan(
      route,
      { kind: SpanKind.SERVER, startTime: hrTime(began), attributes: { 'sous.platform': platform } },
      ROOT_CONTEXT,
    );
    const inside = api.setSpan(ROOT_CONTEXT, root);
    for (const { kind, what, at, ms: took, rows, statements, failed } of spans) {
      const attributes = {
        'sous.kind': kind,
        ...(rows !== undefined && { 'sous.rows': rows }),
        ...(statements !== undefined && { 'sous.statements': statements }),
      };
      const part = tracer.startSpan(
        what,
        {
          kind: kind === 'data' ? SpanKind.CLIENT : SpanKind.INTERNAL,
          startTime: hrTime(began + at),
          attributes,
        },
        inside,
      );
      if (failed === true) part.setStatus({ code: SpanStatusCode.ERROR });
      part.end(hrTime(began + at + took));
    }
    root.end(hrTime(began + ms));
  }

  return {
    send,
    // a collector that is gone must not keep the process
    stop: async () => provider.shutdown().catch(() => undefined),
  };
}
