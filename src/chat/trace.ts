/**
 * What one request did on its way through: measured where it happens, told afterwards. A platform begins it, everything that is
 * awaited inside belongs to it, and outside of any request nothing is measured. It holds names and times, and never a value.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** `who`: whose account it is. `checked`: what was sent fits. `handler`: the feature's work. `data`: one purpose in the database. `card`: the answer fits everywhere. `sent`: drawn for the platform and handed over. */
export type SpanKind = 'who' | 'checked' | 'handler' | 'data' | 'picture' | 'card' | 'sent';

/** Times are milliseconds, with fractions. */
export interface Span {
  readonly kind: SpanKind;
  /** What it is for, from the names in our code: `reviews: list reviews`. */
  readonly what: string;
  /** Since the request arrived. */
  readonly at: number;
  readonly ms: number;
  /** Of the database: what it gave back, where that is a list, or one or nothing. */
  readonly rows?: number;
  /** Of the database: statements, where they are counted. */
  readonly statements?: number;
  readonly failed?: true;
}

export interface Trace {
  /** Nobody can guess it. */
  readonly id: string;
  /** When the request arrived: milliseconds since 1970. */
  readonly began: number;
  /** `/what`, `ask.choose`, …: of few values, as in metrics. */
  readonly route: string;
  readonly platform: string;
  /** Whose request it was, and where; for whoever asks to see it. */
  readonly learner: string;
  readonly place: string;
  readonly ms: number;
  /** In the order in which they began. */
  readonly spans: readonly Span[];
}

/** Told of each request that is over. */
export type TraceSink = (trace: Trace) => void;

type Known = Pick<Trace, 'route' | 'platform' | 'learner' | 'place'>;

class Open {
  readonly id = randomBytes(9).toString('base64url');
  readonly began = Date.now();
  readonly start = performance.now();
  readonly spans: Span[] = [];
  known: Known | undefined;
  sink: TraceSink | undefined;

  /** Who and what it is, known a little after it began. */
  name(known: Known, sink: TraceSink): void {
    this.known = known;
    this.sink = sink;
  }

  end(): void {
    if (this.known === undefined) return;
    const spans = this.spans.toSorted((a, b) => a.at - b.at);
    this.sink?.({ id: this.id, began: this.began, ...this.known, ms: performance.now() - this.start, spans });
  }
}

/** A request under way, and the part of it that is measured now. */
interface Here {
  readonly open: Open;
  readonly part?: { statements: number };
}
const here = new AsyncLocalStorage<Here>();

/** Spans of one request; more are not kept. */
const MOST_SPANS = 200;

/** Everything inside belongs to one request; inside of one that is under way it is part of that. */
export async function traced<T>(work: () => Promise<T>): Promise<T> {
  if (here.getStore() !== undefined) return work();
  const open = new Open();
  try {
    return await here.run({ open }, work);
  } finally {
    open.end();
  }
}

/** Names the request under way, once it is known. */
export const nameTrace = (known: Known, sink: TraceSink): void => here.getStore()?.open.name(known, sink);

/** The id of the request under way, where it can be looked at afterwards. */
export function traceId(): string | undefined {
  const open = here.getStore()?.open;
  return open?.known === undefined ? undefined : open.id;
}

/** Measures a part of the request under way; outside of one it just does the work. `rowsOf`: what came back, as a number. */
export function span<T>(
  kind: SpanKind,
  what: string,
  work: () => T,
  rowsOf?: (value: Awaited<T>) => number | undefined,
): T {
  const store = here.getStore();
  if (store === undefined || store.open.spans.length >= MOST_SPANS) return work();
  const { open } = store;
  const part = { statements: 0 };
  const begun = performance.now();
  const add = (more: Partial<Span>): void =>
    void open.spans.push({
      kind,
      what,
      at: begun - open.start,
      ms: performance.now() - begun,
      ...(part.statements > 0 && { statements: part.statements }),
      ...more,
    });
  const result = here.run({ open, part }, work);
  if (!(result instanceof Promise)) {
    if (kind !== 'data') add({});
    return result;
  }
  (result as Promise<Awaited<T>>).then(
    (value) => {
      const rows = rowsOf?.(value);
      add(rows === undefined ? {} : { rows });
    },
    () => add({ failed: true }),
  );
  return result;
}

/** A statement goes out: it counts for the part that is measured now. */
export function countStatement(): void {
  const part = here.getStore()?.part;
  if (part !== undefined) part.statements += 1;
}

/** How long a request can be looked at, and how many are kept: of one person, and of all. */
const KEPT_MS = 10 * 60_000;
const MOST_OWN = 10;
const MOST = 3_000;

export interface Traces {
  readonly keep: TraceSink;
  /** The request of this id; undefined when it is too old, or another process had it. */
  find(id: string): Trace | undefined;
  /** The latest request of somebody in a place, leaving out those of these routes. */
  latest(learner: string, place: string, without: ReadonlySet<string>): Trace | undefined;
}

/** Keeps the latest requests in memory. */
export function createTraces(now: () => number): Traces {
  // the oldest first
  const kept = new Map<string, { readonly trace: Trace; readonly since: number }>();
  const own = new Map<string, readonly string[]>();
  const find = (id: string): Trace | undefined => {
    const found = kept.get(id);
    return found !== undefined && now() - found.since < KEPT_MS ? found.trace : undefined;
  };
  const drop = (id: string): void => {
    const learner = kept.get(id)?.trace.learner ?? '';
    kept.delete(id);
    const left = (own.get(learner) ?? []).filter((one) => one !== id);
    if (left.length === 0) own.delete(learner);
    else own.set(learner, left);
  };
  return {
    keep(trace) {
      kept.set(trace.id, { trace, since: now() });
      const mine = [...(own.get(trace.learner) ?? []), trace.id];
      own.set(trace.learner, mine);
      if (mine.length > MOST_OWN) drop(mine[0] ?? '');
      for (const id of kept.keys()) {
        if (kept.size <= MOST && find(id) !== undefined) break;
        drop(id);
      }
    },
    find,
    latest: (learner, place, without) =>
      (own.get(learner) ?? [])
        .flatMap((id) => find(id) ?? [])
        .findLast((one) => one.place === place && !without.has(one.route)),
  };
}
