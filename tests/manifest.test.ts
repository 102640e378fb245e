/** `manifest.json` is what `npm run manifest` would write now. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { manifestText } from '../src/cli/manifest.ts';
import { CONTENT } from './support/sous.ts';

test('the committed manifest is not stale (npm run manifest writes it anew)', async () => {
  const committed = readFileSync(path.resolve(import.meta.dirname, '../manifest.json'), 'utf8');
  expect(committed).toBe(await manifestText(CONTENT, { command: 'tutor' }));
});
