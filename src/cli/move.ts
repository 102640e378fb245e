/**
 * Takes everything from an embedded database into a new Postgres. Stop Sous first.
 *
 *     npm run move -- --from ./data --to postgres://user:password@host:5432/sous
 *
 * Without --from it is DATA_DIR, without --to DATABASE_URL.
 */
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { safe } from '../storage/database.ts';
import { moveDatabase } from '../storage/move.ts';
import type { Output } from '../authoring/commands/output.ts';
import { isTold } from '../usage.ts';

const USAGE = `Usage: npm run move -- [--from FOLDER] [--to postgres://user:password@host:5432/name]
  --from   the folder of the embedded database; default: DATA_DIR
  --to     an empty Postgres database; default: DATABASE_URL
`;

/** Returns the exit code: 0 moved, 1 not moved, 2 wrong use. */
export async function move(
  args: readonly string[],
  output: Output,
  env?: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  let from: string;
  let to: string | undefined;
  try {
    const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' }, to: { type: 'string' } } });
    const config = env === undefined ? loadConfig() : loadConfig(env);
    from = values.from ?? config.dataDir;
    to = values.to ?? config.databaseUrl;
  } catch (error) {
    output.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  if (to === undefined) {
    output.error(`Where to? Name a database with --to or DATABASE_URL.\n${USAGE}`);
    return 2;
  }
  try {
    const moved = await moveDatabase(from, to);
    const filled = moved.filter(({ rows }) => rows > 0);
    for (const { table, rows } of filled) output.print(`${String(rows).padStart(9)} ${table}\n`);
    const all = filled.reduce((sum, { rows }) => sum + rows, 0);
    output.print(
      `Moved ${all} rows of ${moved.length} tables from ${from} to ${safe(to)}, and counted them there.\n` +
        `Start Sous with DATABASE_URL set to it. The folder is as it was: keep it until you have seen that all is well.\n`,
    );
    return 0;
  } catch (error) {
    output.error(`Nothing was moved: ${(error as Error).message}\n`);
    return 1;
  }
}

if (import.meta.main && !isTold(USAGE)) {
  process.exitCode = await move(process.argv.slice(2), {
    print: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  });
}
