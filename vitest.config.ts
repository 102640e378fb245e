/** Test projects: fast ones without a database, storage on both drivers, platforms, and the real browser. */
import { defineConfig } from 'vitest/config';

// where .ci/run wants the counts to be written
const report = process.env['SOUS_TEST_REPORT'];
const slow = { hookTimeout: 60_000, testTimeout: 30_000 };

export default defineConfig({
  test: {
    environment: 'node',
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/{chat,content,questions,tutor,features,pictures}/**/*.test.ts', 'tests/*.test.ts'],
          exclude: ['tests/**/*.browser.test.ts'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'pglite',
          include: ['tests/storage/**/*.test.ts', 'tests/pglite/**/*.test.ts', 'tests/scenes/**/*.test.ts'],
          globalSetup: ['tests/support/pglite-setup.ts'],
          // each instance takes half a gigabyte
          maxWorkers: 2,
          ...slow,
        },
      },
      {
        test: {
          name: 'postgres',
          include: ['tests/storage/**/*.test.ts', 'tests/postgres/**/*.test.ts'],
          globalSetup: ['tests/support/postgres-setup.ts'],
          ...slow,
        },
      },
      {
        test: {
          name: 'platforms',
          include: ['tests/platforms/**/*.test.ts'],
          exclude: ['tests/platforms/**/*.browser.test.ts'],
          ...slow,
        },
      },
      { test: { name: 'browser', include: ['tests/**/*.browser.test.ts'], ...slow } },
    ],
  },
});
