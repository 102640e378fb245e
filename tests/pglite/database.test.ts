/** Opening the embedded database: one process a folder. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

  test('a folder that is none, or may not be written, is told with what to do, and nothing is left there', async () => {
    const file = path.join(folder, 'file');
    await writeFile(file, 'no folder');
    expect(await problem(openEmbedded({ dataDir: file }))).toBe(
      `${file} is a file and no folder: set DATA_DIR to a folder`,
    );
    expect(await problem(openEmbedded({ dataDir: path.join(file, 'deeper') }))).toMatch(
      /a file and no folder.*DATA_DIR/u,
    );
    expect(await problem(openEmbedded({ dataDir: '/proc/nope' }))).toMatch(/\/proc\/nope \(E\w+\): .*DATA_DIR/u);
    expect(await readFile(file, 'utf8')).toBe('no folder');
  });

  test('a folder with something else in it is refused in words', async () => {
    const dataDir = path.join(folder, 'broken');
    await mkdir(dataDir);
    await writeFile(path.join(dataDir, 'PG_VERSION'), '17\n');
    const said = await problem(openEmbedded({ dataDir }));
    expect(said).toContain(`cannot open the embedded database in ${dataDir}`);
    expect(said).not.toContain('undefined');
  });
});
