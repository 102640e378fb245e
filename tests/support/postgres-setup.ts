/** One real Postgres server per run, with a migrated template that each test file copies in about 30 ms. */
import type { TestProject } from 'vitest/node';
import postgres from 'postgres';
import { openPostgres } from '../../src/storage/database.ts';
import { startTestPostgres } from './postgres.ts';
import './provided.ts';

export const TEMPLATE = 'sous_template';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startTestPostgres();
  const admin = postgres(server.url, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`drop database if exists ${TEMPLATE} with (force)`);
  await admin.unsafe(`create database ${TEMPLATE}`);
  await admin.end();
  const template = new URL(server.url);
  template.pathname = `/${TEMPLATE}`;
  await (await openPostgres(template.href, 1)).close();
  project.provide('storage', { kind: 'postgres', adminUrl: server.url });
  return () => server.stop();
}
