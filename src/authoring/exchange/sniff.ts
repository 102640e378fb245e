/** What a file is, told from its bytes first and its name last; a file that cannot be read says how to save it otherwise. */
import { strFromU8, unzipSync } from 'fflate';

export type FileFormat = 'gift' | 'aiken' | 'csv' | 'deck' | 'trivia' | 'xlsx';

/** How the bytes became words. */
export type Encoding = 'UTF-8' | 'UTF-16' | 'Windows-1252';

export type Sniffed =
  | {
      readonly kind: 'text';
      readonly format: Exclude<FileFormat, 'xlsx'>;
      readonly encoding: Encoding;
      readonly text: string;
    }
  | { readonly kind: 'sheet'; readonly format: 'xlsx' }
  /** Not one of ours: what it is, and what to do. */
  | { readonly kind: 'other'; readonly reason: string };

/** Bytes. Larger files are not question banks. */
export const LARGEST = 5_000_000;

export function sniff(name: string, bytes: Uint8Array): Sniffed {
  if (bytes.length > LARGEST)
    return other(`it has ${bytes.length} bytes, at most ${LARGEST} can be read at once: cut it into several files.`);
  const head = strFromU8(bytes.subarray(0, 8), true);
  if (head.startsWith('PK')) return packed(bytes);
  const binary = BINARY.find(([sign]) => head.startsWith(sign));
  if (binary !== undefined) return other(binary[1]);
  const { text, encoding } = decoded(bytes);
  if (text.includes('\0')) return other('it is no text: save it as CSV, GIFT, Aiken or Excel (.xlsx).');
  if (text.trim() === '') return other('it is empty.');
  const strange = markedUp(text);
  if (strange !== undefined) return other(strange);
  return { kind: 'text', format: formatOf(name, text), encoding, text };
}

const other = (reason: string): Sniffed => ({ kind: 'other', reason });

const BINARY: readonly (readonly [string, string])[] = [
  [
    '%PDF',
    'it is a PDF, whose text cannot be read as questions: copy the questions into a text file, as GIFT or Aiken.',
  ],
  ['\u{d0}\u{cf}\u{11}\u{e0}', 'it is a file of an old Office program: save it as .xlsx, or as CSV.'],
  ['{\\rtf', 'it is rich text: save it as plain text.'],
  ['\u{1f}\u{8b}', 'it is packed (gzip): unpack it first.'],
];

const INSIDE: readonly (readonly [RegExp, string])[] = [
  [/^word\//u, 'it is a Word document: save it as plain text (.txt), with the questions as Aiken or GIFT.'],
  [/^(?:content\.xml|mimetype)$/u, 'it is an OpenDocument file: save it as .xlsx, or as CSV.'],
  [/^collection\.anki/u, 'it is an Anki package: in Anki choose Export, "Notes in Plain Text (.txt)".'],
  [
    /^h5p\.json$/u,
    'it is an H5P activity, which cannot be read: export the questions as text, or copy them into a table.',
  ],
  [
    /(?:^|\/)imsmanifest\.xml$/u,
    'it is a QTI or SCORM package, which cannot be read: in Moodle import it there, and export GIFT.',
  ],
  [/^moodle_backup\.xml$/u, 'it is a Moodle backup: in Moodle choose Question bank, Export, GIFT format.'],
];

/** Only the names of what lies in it are read, nothing is unpacked. */
function packed(bytes: Uint8Array): Sniffed {
  const names: string[] = [];
  let size = 0;
  try {
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        names.push(name);
        size += originalSize;
        return false;
      },
    });
  } catch {
    return other('it is a ZIP file that is cut short or broken: save it anew.');
  }
  if (size > LARGEST * 10) return other(`it unpacks to ${size} bytes, at most ${LARGEST * 10} can be read.`);
  if (names.some((name) => name.startsWith('xl/'))) return { kind: 'sheet', format: 'xlsx' };
  const known = INSIDE.find(([pattern]) => names.some((name) => pattern.test(name)));
  return other(
    known?.[1] ?? `it is a ZIP file with ${names.length} files in it: unpack it, and import them one by one.`,
  );
}

function decoded(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const [a, b] = bytes;
  const pairs = bytes.subarray(0, 200);
  const zeros = (from: 0 | 1): number => pairs.filter((byte, at) => at % 2 === from && byte === 0).length;
  if ((a === 0xff && b === 0xfe) || zeros(1) > pairs.length / 4)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' };
  if ((a === 0xfe && b === 0xff) || zeros(0) > pairs.length / 4)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' };
  }
}

/** Text with marks that none of our formats has. */
function markedUp(text: string): string | undefined {
  const begin = text.trimStart().slice(0, 2_000);
  if (/^<\?xml|^<quiz\b/iu.test(begin))
    return /<quiz\b/iu.test(begin)
      ? 'it is Moodle XML: in Moodle choose Question bank, Export, GIFT format, and import that.'
      : 'it is XML, which cannot be read: export GIFT, Aiken or a table from where it comes.';
  if (/^<(?:!doctype html|html)\b/iu.test(begin))
    return 'it is a page of HTML: save what it shows as a table or as text.';
  if (/^[[{]/u.test(begin) && isJson(text) && triviaIn(text) === undefined)
    return 'it is JSON of a shape that is not known: a table (CSV) with the columns question, A, B, C, right can be read, or JSON as opentdb.com has it.';
  return undefined;
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

export interface Trivia {
  readonly question: string;
  readonly correct_answer: string;
  readonly incorrect_answers: readonly string[];
  readonly type?: unknown;
  readonly difficulty?: unknown;
}

/** Questions as https://opentdb.com hands them out, with their wrapping or as a bare list; undefined for anything else. */
export function triviaIn(text: string): Trivia[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const list = Array.isArray(value) ? (value as unknown[]) : (value as { results?: unknown } | null)?.results;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return list.every(isTrivia) ? list : undefined;
}

const isTrivia = (one: unknown): one is Trivia => {
  if (typeof one !== 'object' || one === null) return false;
  const { question, correct_answer: right, incorrect_answers: wrong } = one as Record<string, unknown>;
  return (
    typeof question === 'string' &&
    typeof right === 'string' &&
    Array.isArray(wrong) &&
    wrong.every((text) => typeof text === 'string')
  );
};

/** The format of a text by what it looks like, then by the ending of the name. */
export function formatOf(name: string, text: string): Exclude<FileFormat, 'xlsx'> {
  if (/^\s*[[{]/u.test(text) && triviaIn(text) !== undefined) return 'trivia';
  if (/\.gift$/iu.test(name)) return 'gift';
  if (/^\ufeff?#(?:separator|html|notetype|deck|columns|tags)\b/iu.test(text)) return 'deck';
  if (/\.(?:csv|tsv)$/iu.test(name)) return 'csv';
  if (/^\s*ANSWER\s*:/imu.test(text) && !/[{}]/u.test(text)) return 'aiken';
  return isDeck(text) ? 'deck' : 'gift';
}

/** Lines with two sides: Quizlet's and Anki's way out. */
function isDeck(text: string): boolean {
  const lines = text.split(/\r\n?|\n/u).filter((line) => line.trim() !== '');
  if (lines.length < 2 || /[{}]/u.test(text)) return false;
  return [/^[^\t]+\t[^\t]+/u, /^.+ --- .+$/u].some(
    (sides) => lines.filter((line) => sides.test(line)).length >= lines.length * 0.9,
  );
}
