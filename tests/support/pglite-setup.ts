/** One migrated dump for as long as the migrations stay the same; loading it is far quicker than making a database anew. */
import type { TestProject } from 'vitest/node';
import { seedFile } from '../../src/storage/seed.ts';
import './provided.ts';

export default async function setup(project: TestProject): Promise<void> {
  const dump = await seedFile(() => project.vitest.logger.log(' making the tables of the embedded database …'));
  project.provide('storage', { kind: 'pglite', dump });
}
