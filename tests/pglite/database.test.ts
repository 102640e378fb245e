/** Opening the embedded database: one process a folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../src/storage/database.ts';
import { problem } from '../support/problem.ts';

describe('the embedded database', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sous-db-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('a folder in use by somebody else is refused, and free again afterwards', async () => {
    const dataDir = path.join(folder, 'deep/er/db');
    const first = await openEmbedded({ dataDir });
    expect(await problem(openEmbedded({ dataDir }))).toContain('in use by another process');
    expect(await first.ping()).toBe(true);
    await first.close();
    const second = await openEmbedded({ dataDir });
    await second.close();
  });
});
