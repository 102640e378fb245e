/** What a file is, told from its bytes first and its name last; a file that cannot be read says how to save it otherwise. */
import { strFromU8, unzipSync } from 'fflate';
import { BACKUP, BINARY, INSIDE, JSON_OTHERS, TEXTS } from './others.ts';

export type FileFormat = 'gift' | 'aiken' | 'moodle' | 'csv' | 'deck' | 'trivia' | 'xlsx';

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
  const head = strFromU8(bytes.subarray(0, 16), true);
  if (head.startsWith('PK')) return packed(bytes);
  if (/\.mbz$/iu.test(name)) return other(BACKUP);
  const binary = BINARY.find(([signs]) => signs.some((sign) => head.startsWith(sign)));
  if (binary !== undefined) return other(binary[1]);
  const { text, encoding } = decoded(bytes);
  if (text.includes('\0')) return other('it is no text: save it as CSV, GIFT, Aiken or Excel (.xlsx).');
  if (text.trim() === '') return other('it is empty.');
  const strange = otherText(text);
  if (strange !== undefined) return other(strange);
  return { kind: 'text', format: formatOf(name, text), encoding, text };
}

const other = (reason: string): Sniffed => ({ kind: 'other', reason });

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

/** Questions as Moodle hands them out: `<quiz>` is the first element. */
const isMoodle = (text: string): boolean =>
  /^\s*(?:<\?xml[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE\s+quiz\b[^[>]*(?:\[[\s\S]*?\])?\s*>|\s)*<quiz[\s>/]/iu.test(
    text.slice(0, 20_000),
  );

/** Text that is none of our formats. */
function otherText(text: string): string | undefined {
  const begin = text.trimStart().slice(0, 2_000);
  if (isMoodle(text)) return undefined;
  const strange = TEXTS.find(([pattern]) => pattern.test(begin));
  if (strange !== undefined) return strange[1];
  return /^[[{]/u.test(begin) && isJson(text) && triviaIn(text) === undefined ? JSON_OTHERS : undefined;
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
  readonly category?: unknown;
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
  if (isMoodle(text)) return 'moodle';
  if (/\.gift$/iu.test(name)) return 'gift';
  if (/^\ufeff?#(?:separator|html|notetype|deck|columns|tags)\b/iu.test(text)) return 'deck';
  if (/\.(?:csv|tsv)$/iu.test(name)) return 'csv';
  if (isAiken(text)) return 'aiken';
  return isDeck(text) ? 'deck' : 'gift';
}

/** Lines `ANSWER: B`, with lettered options above them or at least no braces anywhere. */
const isAiken = (text: string): boolean =>
  /^\s*ANSWER\s*:/imu.test(text) &&
  (!/[{}]/u.test(text) || /^[ \t]*[A-L][.)].*(?:\r\n?|\n)\s*ANSWER\s*:[ \t]*[A-L]\b/imu.test(text));

/** Lines with two sides: Quizlet's and Anki's way out. */
function isDeck(text: string): boolean {
  const lines = text.split(/\r\n?|\n/u).filter((line) => line.trim() !== '');
  if (lines.length < 2 || /[{}]/u.test(text)) return false;
  return [/^[^\t]+\t[^\t]+/u, /^.+ --- .+$/u].some(
    (sides) => lines.filter((line) => sides.test(line)).length >= lines.length * 0.9,
  );
}
