/** What the tests of import and export share: sample files, and reading a text against a small glossary. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Block, type ImportFormat, importQuestions } from '../../src/authoring/exchange/index.ts';
import { PLACEHOLDER } from '../../src/questions/draft.ts';

export const fixture = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../content/fixtures', name), 'utf8');
/** Of what is there already: no question, and two terms. */
export const nothing = { taken: new Set<string>(), terms: new Set(['request', 'sql']) };
export const read = (format: ImportFormat, text: string): Block[] => importQuestions(format, text, nothing);
/** A report as lines: where, what it became, what is not kept. */
export const told = (blocks: readonly Block[]): string[] =>
  blocks.map(({ line, outcome }) =>
    outcome.kind === 'question'
      ? [`${line} ${outcome.draft.kind} ${outcome.draft.id}`, ...outcome.notes].join(' | ')
      : `${line} ${outcome.kind}: ${outcome.reason}`,
  );
/** What an author wrote, without what is still to be written. */
export const openless = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(openless).filter((one) => !isOpen(one))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (isOpen(one) ? [] : [[key, openless(one)]])))
      : value;
const isOpen = (value: unknown): boolean => typeof value === 'string' && value.startsWith(PLACEHOLDER);
