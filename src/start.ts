/** Wires everything from a Config: what `main.ts` runs, and what tests start without a process of their own. */
import type { Witness } from './chat/app.ts';
import type { Platform } from './chat/platform.ts';
import { type Clock, startClock } from './clock.ts';
import type { Config } from './config.ts';
import { type Library, openLibrary } from './content/library.ts';
import { createLab, type Lab } from './lab/index.ts';
import { expectWhole } from './chat/feature.ts';
import { createSous } from './features/index.ts';
import { ownFilesOf, readWhole, toldInWords, toolsOf, watchContent } from './house.ts';
import { startHttp } from './http.ts';
import type { Log } from './log.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createPictures, type Pictures } from './pictures/index.ts';
import { openPlatforms } from './platforms.ts';
import { STALL } from './platforms/playground/index.ts';
import { openEmbedded, openPostgres } from './storage/database.ts';
import { createStore } from './storage/index.ts';
import { createReadiness } from './storage/readiness.ts';

export interface Sous {
  readonly url: string;
  /** The one line that says where everything is. */
  readonly greeting: string;
  /** Stops taking requests, lets those under way finish, closes everything. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Load the content again when a file of it changes. */
  readonly dev?: boolean;
  /** Draws in another way, for whoever measures. */
  readonly pictures?: Pictures;
  /** Runs statements in another way, for whoever measures. */
  readonly lab?: Lab;
  /** Whether requests are measured; they are unless it is said, for whoever measures what that costs. */
  readonly measured?: boolean;
  /** Called when a platform will not have us back. */
  readonly fatal?: () => void;
}

/** The way to the person and back, and a double click. Milliseconds. */
const CALM_MS = 500;

/** No platform delivers an event again after a day. Milliseconds. */
const KEEP_EVENTS = 24 * 3_600_000;

/** A platform cannot be reached, or will not have us: the message says what to do. */
class PlatformProblem extends Error {
  override readonly name = 'PlatformProblem';
}

const TOLD_IN_WORDS: ReadonlySet<string> = new Set([
  'ConfigProblem',
  'DatabaseProblem',
  'ContentProblem',
  'ListenProblem',
  'PlatformProblem',
]);

/** Whether the message alone says what to do, so that where it was thrown would only stand in the way. */
export const isForOperators = (error: unknown): error is Error =>
  error instanceof Error && TOLD_IN_WORDS.has(error.name);

/** @throws ConfigProblem, DatabaseProblem, ContentProblem, ListenProblem, or an Error whose message says what to do. */
export async function startSous(config: Config, log: Log, options: StartOptions = {}): Promise<Sous> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).toReversed()) {
      // one that fails must not keep the others from closing: the database comes last
      await close().catch((error: unknown) => log.error({ err: error }, 'closing failed'));
    }
  };
  try {
    // content that cannot be served leaves the database as it is; the index is built while that opens
    const indexed = openLibrary(await readWhole(config.contentDir, log));
    const database =
      config.databaseUrl === undefined
        ? await openEmbedded({ dataDir: config.dataDir })
        : await openPostgres(config.databaseUrl);
    closers.push(() => database.close());
    const library = await indexed;
    const readiness = createReadiness(database.db, Date.now);
    const store = createStore(database.db, readiness.failed);
    const pictures = options.pictures ?? loggedPictures(log, library);
    closers.push(() => pictures.stop());
    // what was typed is in no error: a thread that dies says only how
    const lab = options.lab ?? createLab({ failed: (error) => log.error({ err: error }, 'a thread of the lab died') });
    closers.push(() => lab.stop());
    const metrics = createMetrics();
    const platforms: Platform[] = [];
    const tools = toolsOf({ library, store, pictures, lab, ownFiles: ownFilesOf(log) }, () => platforms);
    // beside a chat platform people have cohorts of their own
    const alone = config.playground !== undefined && config.discord === undefined && config.slack === undefined;
    // a thousand files that nobody needs who sends nothing
    const telemetry =
      config.collector === undefined
        ? undefined
        : (await import('./telemetry.ts')).openTelemetry(config.collector, (error) =>
            log.warn({ err: error }, 'the collector did not take what requests did'),
          );
    if (telemetry !== undefined) closers.push(() => telemetry.stop());
    const app = createSous(tools, {
      ...(telemetry && { traced: telemetry.send }),
      ...(options.measured !== undefined && { measured: options.measured }),
      witness: witnessOf(metrics, log),
      calm: { ms: CALM_MS, now: () => performance.now() },
      ...(alone && { stall: STALL }),
    });
    expectWhole(app.catalog);
    await tools.shelves.refresh();
    const opened = openPlatforms(config, store, log, options.fatal ?? (() => undefined));
    platforms.push(...opened.platforms);
    let clock: Clock | undefined;
    const http = await startHttp({
      ...config.http,
      registry: metrics.registry,
      routes: opened.routes,
      raw: opened.raw,
      unready: async () => [
        ...(await readiness.reasons()),
        ...platforms.filter((platform) => !platform.ready()).map((platform) => `${platform.name} is not connected`),
      ],
    });
    closers.push(() => http.close());
    for (const platform of platforms) {
      closers.push(() => platform.stop());
      await platform.start(app).catch((error: unknown) => {
        throw toldInWords(error) ? new PlatformProblem(error.message, { cause: error }) : error;
      });
    }
    const sweep = { name: 'events', run: async (now: number) => store.events.sweepEvents(now - KEEP_EVENTS) };
    clock = startClock([...app.catalog.jobs, sweep], {
      log,
      now: tools.now,
      ticked: (now) => metrics.lastTick.set(now / 1000),
    });
    closers.push(() => clock.stop());
    if (options.dev === true) closers.push(watchContent(library, config.contentDir, log));
    return { url: http.url, greeting: greeting(config, http.url, database.kind), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the app says of each request, counted and logged. */
const witnessOf = ({ witness }: Metrics, log: Log): Witness => ({
  handled(request, route, outcome, ms) {
    witness.handled(request, route, outcome, ms);
    log.debug({ event: request.event, route, outcome, ms: Math.round(ms) }, 'handled');
  },
  failed(request, route, id, error) {
    witness.failed(request, route, id, error);
    log.error({ err: error, id, route, event: request.event, person: request.caller.person }, 'request failed');
  },
});

const loggedPictures = (log: Log, library: Library): Pictures =>
  createPictures({
    style: () => library.content.course.pictures,
    failed: (picture, error) => log.error({ err: error, picture }, 'a picture could not be drawn'),
  });

function greeting(config: Config, url: string, kind: 'postgres' | 'pglite'): string {
  const where = kind === 'postgres' ? 'Postgres' : `the embedded database in ${config.dataDir}`;
  const on = [config.discord && 'Discord', config.slack && 'Slack'].filter(Boolean).join(' and ');
  const talk = config.playground === undefined ? `health: ${url}/healthz` : `playground: ${url}/`;
  return `Sous is ready${on === '' ? '' : ` on ${on}`}, with ${where}. ${talk}`;
}
