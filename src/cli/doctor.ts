/**
 * `npm run doctor`: looks at everything that Sous needs and says, line by line, what is well and what to mend.
 *
 *     npm run doctor                   only looks
 *     npm run doctor -- --rebuild      recomputes the standings of all cohorts
 */
import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Config, ConfigProblem, loadConfig } from '../config.ts';
import { readFolder } from '../authoring/check/folder.ts';
import { checkFolder } from '../authoring/check/index.ts';
import { describeProblem } from '../content/report.ts';
import { createLog } from '../log.ts';
import { diagnosePlatforms } from '../platforms.ts';
import { newerWords } from '../storage/changes.ts';
import { openEmbedded, openPostgres } from '../storage/database.ts';
import { examineEmbedded, examinePostgres } from '../storage/examine.ts';
import { createStore } from '../storage/index.ts';
import { readCatalog } from './catalog.ts';
import { checkMachine, existing } from './doctor-machine.ts';
import { describeFinding, type Finding, finding } from './finding.ts';
import { isTold } from '../usage.ts';

const USAGE = `Usage: npm run doctor                 looks at everything from the environment to each platform, and changes nothing
       npm run doctor -- --rebuild    recomputes the standings of all cohorts
`;

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return finding(
    'Node',
    major >= 24,
    `this is ${process.version}`,
    'Sous needs Node 24 or newer: run it with npm, or install one.',
  );
}

/** Problems of the content that are told here; a folder with more of them has one cause or needs the whole list. */
const MOST_TOLD = 3;

async function checkContent(config: Config): Promise<Finding> {
  try {
    const folder = await readFolder(config.contentDir);
    const { terms, questions, lessons } = folder.content;
    const errors = checkFolder(folder).filter((problem) => problem.level === 'error');
    const detail = [
      `${terms.size} terms, ${questions.size} questions, ${lessons.size} lessons, ${errors.length} problems`,
      ...errors.slice(0, MOST_TOLD).map((problem) => describeProblem(problem)),
    ].join('\n    ');
    return finding(
      'Content',
      errors.length === 0,
      detail,
      'npm run content -- check lists all problems with file and line.',
    );
  } catch (error) {
    return finding(
      'Content',
      false,
      (error as Error).message,
      'Set CONTENT_DIR to a folder with content, or leave it empty.',
    );
  }
}

/** `places`: where cohorts have their drops, where that can be read. */
interface DatabaseFinding extends Finding {
  readonly places?: readonly string[];
}

async function checkDatabase(config: Config): Promise<DatabaseFinding> {
  return config.databaseUrl === undefined ? checkEmbedded(config.dataDir) : checkPostgres(config.databaseUrl);
}

/** Clocks may differ by so many seconds: drops are claimed by one, and posted by the other. */
const CLOCK_S = 30;
const CLOCKS = 'Let both machines set their clocks by the network (NTP).';
const UPDATES = 'docs/operating.md says how to update, and how to go back.';

async function checkEmbedded(dataDir: string): Promise<DatabaseFinding> {
  try {
    await access(existing(dataDir), constants.W_OK);
    const facts = await examineEmbedded(dataDir);
    const newer = newerWords(facts?.unknown ?? 0);
    const found = finding(
      'Database',
      newer === undefined,
      newer === undefined
        ? `embedded, in ${dataDir}${facts === undefined ? ' (a running Sous has it open)' : ''}: for trying and for small cohorts. docs/operating.md says how to move it to Postgres.`
        : `embedded, in ${dataDir}, but ${newer}`,
      UPDATES,
    );
    return { ...found, ...(facts !== undefined && { places: facts.places }) };
  } catch (error) {
    return finding('Database', false, (error as Error).message, 'Set DATA_DIR to a folder that may be written to.');
  }
}

async function checkPostgres(url: string): Promise<DatabaseFinding> {
  try {
    const { version, missing, changes, unknown, mayCreate, ahead, places } = await examinePostgres(url);
    const newer = newerWords(unknown);
    if (newer !== undefined) return finding('Database', false, `PostgreSQL ${version} answers, but ${newer}`, UPDATES);
    const tables =
      missing === 0
        ? 'its tables are up to date'
        : `the next start makes ${missing} of ${changes} changes to its tables`;
    const found = finding(
      'Database',
      mayCreate,
      `PostgreSQL ${version} answers and ${tables}${mayCreate ? '' : ', but the user may not create tables'}`,
      'Let the user create: grant create on database … to …; grant create on schema public to …',
    );
    const off = Math.round(Math.abs(ahead) / 1000);
    if (off <= CLOCK_S || !mayCreate) return { ...found, places };
    const wrong = `its clock is ${off} s ${ahead > 0 ? 'ahead of' : 'behind'} this machine's`;
    return { ...finding('Database', false, `${found.detail}, but ${wrong}`, CLOCKS), places };
  } catch (error) {
    return finding('Database', false, (error as Error).message, 'Correct DATABASE_URL or the server it names.');
  }
}

function checkPlayground({ playground, playgroundAsked, http }: Config): Finding {
  const off = playgroundAsked === 'off' ? 'off, as PLAYGROUND says' : 'off, since a platform is on';
  return finding(
    'Playground',
    true,
    playground === undefined ? off : `on, without a log-in, at http://${http.host}:${http.port}/`,
  );
}

async function checkPlatforms(config: Config, places: readonly string[]): Promise<readonly Finding[]> {
  const log = createLog('silent');
  try {
    const catalog = await readCatalog(config.contentDir);
    return await diagnosePlatforms(config, { catalog, places }, log);
  } catch (error) {
    return [
      finding('Commands', false, (error as Error).message, 'Mend the content first: the commands are made from it.'),
      ...(await diagnosePlatforms(config, { places }, log)),
    ];
  }
}

/** What only somebody else, or only time, can tell. */
function leftOut(config: Config, places: readonly string[] | undefined): Finding {
  const all = [
    places === undefined && 'the channels of cohorts, since the list of them cannot be read now',
    config.slack?.auth.kind === 'oauth' && 'the workspaces that installed it, each with a token of its own',
    config.slack?.mode.kind === 'http' && 'whether Slack reaches this server from outside',
    config.databaseUrl !== undefined && 'room and memory of the database server',
    'backups',
  ];
  return finding('Not looked at', true, all.filter((one) => one !== false).join('; '));
}

/** Every finding, whatever is wrong with the ones before it. Changes nothing anywhere. */
export async function examine(
  env: Readonly<Record<string, string | undefined>> | undefined,
): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = env === undefined ? loadConfig() : loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigProblem)) throw error;
    return [
      checkNode(),
      ...error.problems.map((problem) => finding('Environment', false, problem, 'See .env.example.')),
    ];
  }
  const { places, ...told } = await checkDatabase(config);
  return [
    checkNode(),
    finding('Environment', true, 'every name that is set can be read'),
    ...config.warnings.map((warning) => finding('Environment', false, warning)),
    await checkContent(config),
    ...(await checkMachine(config)),
    told,
    checkPlayground(config),
    ...(await checkPlatforms(config, places ?? [])),
    leftOut(config, places),
  ];
}

/**
 * Recomputes all standings from answers, corrections and credits: after rows were changed by hand, or restored in part.
 * The embedded database must not be in use.
 */
export async function rebuild(env: Readonly<Record<string, string | undefined>> | undefined): Promise<Finding> {
  const config = env === undefined ? loadConfig() : loadConfig(env);
  const { databaseUrl, dataDir } = config;
  const missing = databaseUrl === undefined ? !existsSync(dataDir) : (await examinePostgres(databaseUrl)).missing > 0;
  if (missing) return finding('Standings', false, 'the tables are not made, or not up to date', 'Start Sous once.');
  const database = databaseUrl === undefined ? await openEmbedded({ dataDir }) : await openPostgres(databaseUrl, 1);
  try {
    const wrong = await createStore(database.db).points.rebuildAllStandings();
    const told = wrong.map(({ cohort, rows }) => `${rows} in cohort ${cohort}`).join(', ');
    return finding('Standings', true, told === '' ? 'all were right' : `put right: ${told}`);
  } finally {
    await database.close();
  }
}

/** Returns the exit code: 0 all is well, 1 something is to be mended, 2 wrong use. */
async function doctor(args: readonly string[]): Promise<number> {
  let values: { rebuild: boolean };
  try {
    ({ values } = parseArgs({ args: [...args], options: { rebuild: { type: 'boolean', default: false } } }));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  try {
    const findings = values.rebuild ? [await rebuild(undefined)] : await examine(undefined);
    for (const one of findings) process.stdout.write(`${describeFinding(one)}\n`);
    return findings.every((one) => one.ok) ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 1;
  }
}

if (import.meta.main && !isTold(USAGE)) process.exitCode = await doctor(process.argv.slice(2));
