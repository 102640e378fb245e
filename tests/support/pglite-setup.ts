/** One migrated dump per run; each test file loads it, which is far quicker than creating a database anew. */
import * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from '../../src/storage/database.ts';
import './provided.ts';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await fs.mkdtemp(path.join(tmpdir(), 'sous-pglite-'));
  const lite = await openEmbedded({});
  const dump = path.join(dir, 'migrated.tar');
  await fs.writeFile(dump, (await lite.raw.dumpDataDir('none')).stream());
  await lite.close();
  project.provide('storage', { kind: 'pglite', dump });
  return () => fs.rm(dir, { recursive: true, force: true });
}
