/** Questions in and out of other programs' formats; everything that is not kept is told. */
import { stringify } from 'yaml';
import type { Question } from '../../content/schema.ts';
import { importAiken } from './aiken.ts';
import { exportAiken } from './aiken-export.ts';
import { exportAnki } from './anki-export.ts';
import { exportCsv } from './csv-export.ts';
import { importCsv, importRows } from './csv-import.ts';
import { deckRows, triviaRows } from './deck.ts';
import type { Block, Context, Draft } from './draft.ts';
import { excelRows } from './excel.ts';
import type { Exported } from './exported.ts';
import { exportGift } from './gift-export.ts';
import { importGift } from './gift-import.ts';
import { exportMoodle } from './moodle-export.ts';
import { importMoodle } from './moodle-import.ts';
import { type FileFormat, LARGEST, sniff } from './sniff.ts';

export type { Block, Context, Draft } from './draft.ts';
export { formatOf } from './sniff.ts';
export type { Exported } from './exported.ts';

const IMPORTS = {
  gift: importGift,
  aiken: importAiken,
  moodle: importMoodle,
  csv: importCsv,
  deck: (text: string, context: Context) => importRows(deckRows(text), context),
  trivia: (text: string, context: Context) => importRows(triviaRows(text), context),
} as const;
export type ImportFormat = keyof typeof IMPORTS;
const EXPORTS = {
  gift: exportGift,
  aiken: exportAiken,
  moodle: exportMoodle,
  csv: exportCsv,
  anki: exportAnki,
} as const;
export type ExportFormat = keyof typeof EXPORTS;

export const importFormats = Object.keys(IMPORTS) as ImportFormat[];
export const exportFormats = Object.keys(EXPORTS) as ExportFormat[];
export const isExportFormat = (name: string): name is ExportFormat => Object.hasOwn(EXPORTS, name);
export const isImportFormat = (name: string): name is ImportFormat => Object.hasOwn(IMPORTS, name);

/** Block by block, in the order of the file. @throws RangeError for a text of more than five million characters. */
export function importQuestions(format: ImportFormat, text: string, context: Context): Block[] {
  if (text.length > LARGEST)
    throw new RangeError(`the file has ${text.length} characters; at most ${LARGEST} can be read at once`);
  return IMPORTS[format](text, context);
}

export interface Imported {
  /** What the file is, in words: "a table (CSV), UTF-8". */
  readonly what: string;
  readonly blocks: readonly Block[];
}

const CALLED: Readonly<Record<FileFormat, string>> = {
  gift: 'GIFT',
  aiken: 'Aiken',
  moodle: 'Moodle XML',
  csv: 'a table (CSV)',
  deck: 'cards with two sides (Anki or Quizlet text)',
  trivia: 'trivia (Open Trivia JSON)',
  xlsx: 'a table (Excel)',
};

/**
 * A file as it lies on a disk; `format` is for one whose looks deceive.
 * @throws Error in words for its author when it is none of ours
 */
export async function importFile(
  name: string,
  bytes: Uint8Array,
  context: Context,
  format?: ImportFormat,
): Promise<Imported> {
  const found = sniff(name, bytes);
  if (found.kind === 'other') throw new Error(`${name}: ${found.reason}`);
  if (found.kind === 'sheet') return whole(name, CALLED.xlsx, importRows(await excelRows(bytes), context));
  const as = format ?? found.format;
  const encoding =
    found.encoding === 'UTF-8'
      ? found.encoding
      : `${found.encoding}, read as such; save it as UTF-8 if letters look wrong`;
  return whole(name, `${CALLED[as]}, ${encoding}`, importQuestions(as, found.text, context));
}

function whole(name: string, what: string, blocks: readonly Block[]): Imported {
  if (blocks.length === 0) throw new Error(`${name} is ${what}, and there is no question in it.`);
  return { what, blocks };
}

/** `topicOf`: a question's shelf, for formats that have tags. */
export const exportQuestions = (
  format: ExportFormat,
  questions: Iterable<Question>,
  topicOf: (question: Question) => string = () => '',
): Exported => EXPORTS[format](questions, topicOf);

export const draftsOf = (blocks: readonly Block[]): Draft[] =>
  blocks.flatMap(({ outcome }) => (outcome.kind === 'question' ? [outcome.draft] : []));

/** Drafts as one of our question files. */
export const yamlOf = (drafts: readonly Draft[]): string =>
  drafts.map((draft) => stringify([draft], { lineWidth: 0, aliasDuplicateObjects: false })).join('\n');
