/** One migrated dump for as long as the migrations stay the same; loading it is far quicker than making a database anew. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import * as fs from 'node:fs/promises';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../../src/storage/database.ts';
import './provided.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Changes with the migrations and with PGlite. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const folder = path.join(root, 'drizzle');
  for (const name of (await fs.readdir(folder, { recursive: true })).toSorted())
    if (/\.(?:sql|json)$/u.test(name)) hash.update(name).update(await fs.readFile(path.join(folder, name)));
  hash.update(await fs.readFile(path.join(root, 'node_modules/@electric-sql/pglite/package.json')));
  return hash.digest('hex').slice(0, 20);
}

export default async function setup(project: TestProject): Promise<void> {
  const cache = path.join(root, 'node_modules/.cache/pglite');
  const dump = path.join(cache, `${await fingerprint()}.tar`);
  if (!existsSync(dump)) {
    project.vitest.logger.log(' making the tables of the embedded database …');
    const lite = await openEmbedded({});
    await fs.mkdir(cache, { recursive: true });
    // another run may be at it as well
    const part = `${dump}.${process.pid}`;
    await fs.writeFile(part, (await lite.raw.dumpDataDir('none')).stream());
    await fs.rename(part, dump);
    await lite.close();
  }
  project.provide('storage', { kind: 'pglite', dump });
}
