/** Questions in and out: GIFT, Aiken and tables in, GIFT and tables out; everything that is not kept is told. */
import { stringify } from 'yaml';
import type { Question } from '../../content/schema.ts';
import { importAiken } from './aiken.ts';
import { exportCsv } from './csv-export.ts';
import { importCsv } from './csv-import.ts';
import type { Block, Context, Draft } from './draft.ts';
import { type Exported, exportGift } from './gift-export.ts';
import { importGift } from './gift-import.ts';

export type { Block, Context, Draft } from './draft.ts';
export type { Exported } from './gift-export.ts';

const IMPORTS = { gift: importGift, aiken: importAiken, csv: importCsv } as const;
export type ImportFormat = keyof typeof IMPORTS;
const EXPORTS = { gift: exportGift, csv: exportCsv } as const;
export type ExportFormat = keyof typeof EXPORTS;

export const isExportFormat = (name: string): name is ExportFormat => Object.hasOwn(EXPORTS, name);
export const isImportFormat = (name: string): name is ImportFormat => Object.hasOwn(IMPORTS, name);

/** Larger files are not question banks. Characters. */
const LARGEST = 5_000_000;

/** Block by block, in the order of the file. @throws RangeError for a file of more than five million characters. */
export function importQuestions(format: ImportFormat, text: string, context: Context): Block[] {
  if (text.length > LARGEST)
    throw new RangeError(`the file has ${text.length} characters; at most ${LARGEST} can be read at once`);
  return IMPORTS[format](text, context);
}

export const exportQuestions = (format: ExportFormat, questions: Iterable<Question>): Exported =>
  EXPORTS[format](questions);

/** The format by the ending of the name, or by what the text looks like. */
export function formatOf(name: string, text: string): ImportFormat {
  if (/\.(?:csv|tsv)$/iu.test(name)) return 'csv';
  if (/\.gift$/iu.test(name)) return 'gift';
  if (/^\s*ANSWER\s*:/imu.test(text) && !/[{}]/u.test(text)) return 'aiken';
  return 'gift';
}

export const draftsOf = (blocks: readonly Block[]): Draft[] =>
  blocks.flatMap(({ outcome }) => (outcome.kind === 'question' ? [outcome.draft] : []));

/** Drafts as one of our question files. */
export const yamlOf = (drafts: readonly Draft[]): string =>
  drafts.map((draft) => stringify([draft], { lineWidth: 0, aliasDuplicateObjects: false })).join('\n');
