/** What the tests of import and export share: sample files, and reading a text against a small glossary. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Block, type ImportFormat, importQuestions } from '../../src/authoring/exchange/index.ts';

export const fixture = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../content/fixtures', name), 'utf8');
/** Of what is there already: no question, and two terms. */
export const nothing = { taken: new Set<string>(), terms: new Set(['request', 'sql']) };
export const read = (format: ImportFormat, text: string): Block[] => importQuestions(format, text, nothing);
