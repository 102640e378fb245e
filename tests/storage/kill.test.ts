/** The process dies in a storm of answers; whatever was acknowledged is there, once, when the next one starts. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { count, sql } from 'drizzle-orm';
import { expect, inject, test } from 'vitest';
import { openEmbedded, openPostgres, type OpenDatabase } from '../../src/storage/database.ts';
import { attempts, scores } from '../../src/storage/tables/runs.ts';
import { freshDatabase } from '../support/storage.ts';

const script = path.resolve(import.meta.dirname, '../support/storm-process.ts');

/** Lets the storm acknowledge `enough` answers, kills it with SIGKILL, returns what it had acknowledged. */
function stormUntilKilled(kind: string, where: string, round: number, enough: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, kind, where, String(round)], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      if (out.split('\n').length > enough) child.kill('SIGKILL');
    });
    child.on('exit', (_code, signal) => {
      if (signal === 'SIGKILL') resolve(out.slice(0, out.lastIndexOf('\n')).split('\n'));
      else reject(new Error(`the storm ended by itself: ${errors}`));
    });
  });
}

test('kill -9 during a storm: every acknowledged answer is there once', async () => {
  const embedded = inject('storage').kind === 'pglite';
  const folder = await mkdtemp(path.join(tmpdir(), 'sous-kill-'));
  const fresh = embedded ? undefined : await freshDatabase();
  const where = fresh?.url ?? path.join(folder, 'db');
  const open = (): Promise<OpenDatabase> => (embedded ? openEmbedded({ dataDir: where }) : openPostgres(where));
  const acknowledged: string[] = [];
  for (const round of [1, 2, 3])
    acknowledged.push(...(await stormUntilKilled(embedded ? 'pglite' : 'postgres', where, round, 60 * round)));

  const database = await open();
  try {
    const rows = await database.db
      .select({ run: attempts.run, item: attempts.item, n: count() })
      .from(attempts)
      .groupBy(attempts.run, attempts.item);
    const stored = new Map(rows.map((row) => [`${row.run} ${row.item}`, row.n]));
    expect(acknowledged.length).toBeGreaterThan(300);
    expect(acknowledged.filter((one) => stored.get(one) !== 1)).toEqual([]);
    const [total] = await database.db
      .select({
        points: sql`sum(${scores.points})`.mapWith(Number),
        answered: sql`sum(${scores.answered})`.mapWith(Number),
      })
      .from(scores);
    // an answer and its points are one transaction: they can never drift apart
    expect(total).toEqual({ points: rows.length * 10, answered: rows.length });
  } finally {
    await database.close();
    await fresh?.close();
    await rm(folder, { recursive: true, force: true });
  }
}, 120_000);
