/** The real app in a terminal, on an embedded database: what `npm run talk` starts. */
import { openAsBlob } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { parseArgs } from 'node:util';
import pino from 'pino';
import type { App } from '../chat/app.ts';
import { startClock } from '../clock.ts';
import { type Config, loadConfig } from '../config.ts';
import { openLibrary } from '../content/library.ts';
import { createSous } from '../features/index.ts';
import { ownFilesOf, readWhole, toolsOf, watchContent } from '../house.ts';
import { createLab } from '../lab/index.ts';
import { createLog, type Log } from '../log.ts';
import type { Pictures } from '../pictures/index.ts';
import { answerLines, callerOf, converse, createTerminal, type Terminal } from '../platforms/terminal/index.ts';
import { isForOperators } from '../start.ts';
import { openEmbedded, type OpenDatabase } from '../storage/database.ts';
import { createStore } from '../storage/index.ts';
import { seedFile } from '../storage/seed.ts';
import { isTold } from '../usage.ts';

const USAGE = `Usage: npm run talk                    a conversation in this terminal
       npm run -s talk -- --jsonl      one JSON object a line in, one line of JSON each out
Options: --staff   with the rights of an instructor
DATA_DIR keeps what is learned in that folder; without it everything is gone at the end.
`;

export interface Streams {
  readonly input: Readable;
  readonly output: Writable;
  readonly errors: Writable;
}

/** Nothing can be seen of a picture here but its description. */
const NO_PICTURES: Pictures = {
  draw: async () => undefined,
  bars: async () => undefined,
  course: async () => undefined,
  timeline: async () => undefined,
  stop: async () => undefined,
};

interface Open {
  readonly app: App;
  readonly terminal: Terminal;
  readonly newId: () => string;
  close(): Promise<void>;
}

/** From a file with the tables, where one can be kept: that is most of the time that a start takes. */
async function inMemory(log: Log): Promise<OpenDatabase> {
  const seed = await seedFile().catch((error: unknown) => {
    log.debug({ err: error }, 'no file with the tables can be kept');
    return undefined;
  });
  return openEmbedded(seed === undefined ? {} : { seed: await openAsBlob(seed) });
}

/** `clock`: reminders and daily questions come by themselves, and content is read again; a program is told nothing unasked. */
async function open(config: Config, log: Log, clock: boolean): Promise<Open> {
  // the index is built while the database opens
  const [library, database] = await Promise.all([
    readWhole(config.contentDir, log).then(openLibrary),
    config.dataDirAsked === undefined ? inMemory(log) : openEmbedded({ dataDir: config.dataDirAsked }),
  ]);
  const terminal = createTerminal();
  const lab = createLab({ failed: (error) => log.error({ err: error }, 'a thread of the lab died') });
  const tools = toolsOf(
    { library, store: createStore(database.db), pictures: NO_PICTURES, lab, ownFiles: ownFilesOf(log) },
    () => [terminal],
  );
  const app = createSous(tools, {
    witness: {
      handled: () => undefined,
      failed: (_request, route, id, error) => log.error({ err: error, id, route }, 'request failed'),
    },
  });
  await terminal.start(app);
  const ticking = clock ? startClock(app.catalog.jobs, { log, now: tools.now, ticked: () => undefined }) : undefined;
  const unwatch = clock ? watchContent(library, config.contentDir, log) : undefined;
  return {
    app,
    terminal,
    newId: tools.newId,
    async close() {
      await unwatch?.();
      await lab.stop();
      await terminal.stop();
      await ticking?.stop();
      await database.close();
    },
  };
}

/** Runs the command. Returns the exit code: 0 at the end of the conversation, 2 for wrong use. */
export async function talk(
  args: readonly string[],
  streams: Streams,
  { zone, signal }: { readonly zone?: string; readonly signal?: AbortSignal } = {},
): Promise<number> {
  const options = optionsOf(args);
  if (typeof options === 'string') {
    streams.errors.write(`${options}\n${USAGE}`);
    return 2;
  }
  const { input, output } = streams;
  const config = loadConfig();
  // what a server tells of itself would stand between the lines of a conversation
  const log = createLog(
    config.logLevel === 'info' ? 'warn' : config.logLevel,
    pino.destination({ dest: 2, sync: true }),
  );
  const { app, terminal, newId, close } = await open(config, log, !options.jsonl);
  const locale = 'en';
  try {
    if (options.jsonl) {
      await answerLines({
        input,
        output,
        signal,
        newSeat: (staff) => terminal.sit({ name: 'Learner', admin: staff || options.staff, locale }, `new.${newId()}`),
      });
    } else {
      await converse({
        input,
        output,
        signal,
        sit: (heard) =>
          terminal.sit(
            { name: 'You', admin: options.staff, locale, ...(zone !== undefined && { zone }) },
            'you',
            heard,
          ),
        starters: async ({ sitter }) => app.starters(callerOf(sitter, false)),
      });
    }
  } finally {
    await close();
  }
  return 0;
}

/** The options, or what is wrong with them. */
function optionsOf(args: readonly string[]): { readonly jsonl: boolean; readonly staff: boolean } | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { jsonl: { type: 'boolean' }, staff: { type: 'boolean' } },
    });
    return { jsonl: values.jsonl === true, staff: values.staff === true };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Until the input ends or the process is asked to end. Returns the exit code. */
export async function talkHere(args: readonly string[]): Promise<number> {
  if (isTold(USAGE, args)) return 0;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  // before anything looks at the clock: see main.ts
  process.env['TZ'] = 'UTC';
  const stopped = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stopped.abort());
  // without a listener a reader that went away would end the process with a stack trace
  process.stdout.on('error', () => {
    process.exitCode = 0;
  });
  const { stdin: input, stdout: output, stderr: errors } = process;
  try {
    return await talk(args, { input, output, errors }, { zone, signal: stopped.signal });
  } catch (error) {
    if (!isForOperators(error)) throw error;
    errors.write(`${error.message}\n`);
    return 1;
  } finally {
    // whoever still types after the end holds the process up
    input.destroy();
  }
}
