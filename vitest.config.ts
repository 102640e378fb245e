/** Test projects: fast ones without a database, storage on both drivers, platforms, and the real browser. */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { InOrder } from './tests/support/sequencer.ts';
import { Slowest } from './tests/support/slowest.ts';

// where .ci/run wants the counts to be written
const report = process.env['SOUS_TEST_REPORT'];
const json = (outputFile: string): ['json', { outputFile: string }] => ['json', { outputFile }];
const slow = { hookTimeout: 120_000, testTimeout: 120_000 };
/** These replace modules, and so must be the first in their process to load them. */
const alone = ['tests/doctor.test.ts', 'tests/scenes/toy-kind.test.ts'];

export default defineConfig({
  test: {
    environment: 'node',
    // compiling is half of a start, and processes are started by the hundred
    env: { NODE_COMPILE_CACHE: path.resolve(import.meta.dirname, 'node_modules/.cache/compiled') },
    reporters: ['default', new Slowest(), ...(report === undefined ? [] : [json(report)])],
    // one more than there are processors, for many tests wait; a process with an embedded database takes half a gigabyte
    maxWorkers: Math.min(availableParallelism() + 1, 6),
    // a process runs many files: what they import, and the content, is loaded once; rows are kept apart by support/storage.ts
    isolate: false,
    // what is waited for comes, or does not: how soon says nothing on a busy machine
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: InOrder },
    // the order in which they begin: those with long files first, so that nothing long is left at the end
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/{chat,content,questions,tutor,features,lab,pictures}/**/*.test.ts', 'tests/*.test.ts'],
          exclude: ['tests/**/*.browser.test.ts', ...alone],
          hookTimeout: 60_000,
          testTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: { name: 'alone', include: alone, isolate: true, globalSetup: ['tests/support/pglite-setup.ts'], ...slow },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: ['tests/storage/**/*.test.ts', 'tests/postgres/**/*.test.ts'],
          globalSetup: ['tests/support/postgres-setup.ts'],
          ...slow,
        },
      },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: ['tests/storage/**/*.test.ts', 'tests/pglite/**/*.test.ts', 'tests/scenes/**/*.test.ts'],
          exclude: alone,
          globalSetup: ['tests/support/pglite-setup.ts'],
          ...slow,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          globalSetup: ['tests/support/pglite-setup.ts'],
          ...slow,
        },
      },
      {
        extends: true,
        test: {
          name: 'platforms',
          include: ['tests/platforms/**/*.test.ts'],
          exclude: ['tests/platforms/**/*.browser.test.ts'],
          ...slow,
        },
      },
    ],
  },
});
