/** The composition root: config -> database -> content -> app -> platforms -> clock; stopped on SIGTERM and SIGINT. */
import { faultOf } from './chat/fault.ts';
import { loadConfig } from './config.ts';
import { createLog } from './log.ts';
import { isTold } from './usage.ts';
import { isForOperators, startSous } from './start.ts';

// Before anything looks at the clock: node-cron stands still for an hour when the process has a zone that changes its time.
process.env['TZ'] = 'UTC';

/** How long a stop may take before the process is ended all the same. */
const STOP_MS = 9_000;

const USAGE = `Usage: npm start              starts Sous; docs/operating.md lists what the environment may set
       npm run dev            the same, and reads content and code again when they change
`;

async function main(): Promise<void> {
  const config = loadConfig();
  const log = createLog(config.logLevel);
  for (const warning of config.warnings) log.warn(warning);
  let stopping = false;
  let stop = async (): Promise<void> => undefined;
  const end = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    setTimeout(() => {
      log.error('did not stop in time');
      process.exit(1);
    }, STOP_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // A rejection that nobody waits for is a bug; it is logged, and does not take everybody's lessons down.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));
  // Nobody knows what state it left: the process ends, as it would by itself, but Node would print all that the error carries.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught exception');
    process.exit(1);
  });
  const sous = await startSous(config, log, { dev: args.includes('--dev'), fatal: () => end('fatal') });
  stop = sous.stop;
  process.stdout.write(`${sous.greeting}\n`);
}

const args = process.argv.slice(2);
const unknown = args.find((one) => one !== '--dev');
if (isTold(USAGE, args)) process.exit(0);
if (unknown !== undefined) {
  process.stderr.write(`I don't know ${unknown}.\n${USAGE}`);
  process.exit(2);
}
main().catch((error: unknown) => {
  // what an operator can mend is told in words; anything else with where it happened
  const { type, message, stack = '' } = faultOf(error);
  process.stderr.write(isForOperators(error) ? `${error.message}\n` : `${type}: ${message}\n${stack}\n`);
  process.exit(1);
});
