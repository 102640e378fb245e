/** `npm run doctor`: looks at everything that Sous needs and says, line by line, what is well and what to mend. */
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Config, ConfigProblem, loadConfig } from '../config.ts';
import { loadContent } from '../content/load.ts';
import { createLog } from '../log.ts';
import { diagnosePlatforms } from '../platforms.ts';
import { openPostgres } from '../storage/database.ts';
import { readCatalog } from './catalog.ts';

/** One finding; `advice` says what to do when it is not ok. */
export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly advice?: string;
}

const finding = (name: string, ok: boolean, detail: string, advice = ''): Finding => ({ name, ok, detail, advice });

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  return finding(
    'Node',
    major >= 24,
    `this is ${process.version}`,
    'Sous needs Node 24 or newer: run it with npm, or install one.',
  );
}

async function checkContent(config: Config): Promise<Finding> {
  try {
    const { content, problems } = await loadContent(config.contentDir);
    const errors = problems.filter((problem) => problem.level === 'error').length;
    const detail = `${content.terms.size} terms, ${content.questions.size} questions, ${content.lessons.size} lessons, ${errors} problems`;
    return finding('Content', errors === 0, detail, 'npm run content -- check lists the problems with file and line.');
  } catch (error) {
    return finding(
      'Content',
      false,
      (error as Error).message,
      'Set CONTENT_DIR to a folder with content, or leave it empty.',
    );
  }
}

async function checkDatabase(config: Config): Promise<Finding> {
  if (config.databaseUrl === undefined) {
    try {
      await mkdir(path.dirname(path.resolve(config.dataDir)), { recursive: true });
      await access(path.dirname(path.resolve(config.dataDir)), constants.W_OK);
      return finding(
        'Database',
        true,
        `embedded, in ${config.dataDir}: for trying and for small cohorts. DATABASE_URL moves it to Postgres.`,
      );
    } catch (error) {
      return finding('Database', false, (error as Error).message, 'Set DATA_DIR to a folder that may be written to.');
    }
  }
  try {
    const database = await openPostgres(config.databaseUrl, 1);
    await database.close();
    return finding('Database', true, 'Postgres answers and its tables are up to date');
  } catch (error) {
    return finding('Database', false, (error as Error).message, 'Correct DATABASE_URL or the server it names.');
  }
}

/** Every finding, whatever is wrong with the ones before it. */
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
  return [
    checkNode(),
    finding('Environment', true, 'every name that is set can be read'),
    ...config.warnings.map((warning) => finding('Environment', false, warning)),
    await checkContent(config),
    await checkDatabase(config),
    finding(
      'Playground',
      true,
      config.playground === undefined
        ? 'off, since a platform is on'
        : `on, without a log-in, at http://${config.http.host}:${config.http.port}/`,
    ),
    ...(await diagnosePlatforms(config, await readCatalog(config.contentDir), createLog('silent'))),
  ];
}

export const describeFinding = ({ name, ok, detail, advice = '' }: Finding): string =>
  `${ok ? 'ok   ' : 'MEND '} ${name}: ${detail}${ok || advice === '' ? '' : `\n       → ${advice}`}`;

if (import.meta.main) {
  const findings = await examine(undefined);
  for (const one of findings) process.stdout.write(`${describeFinding(one)}\n`);
  process.exitCode = findings.every((one) => one.ok) ? 0 : 1;
}
