/** Teachers' files with questions of their own: what is asked of whoever reads and writes them, and what they say. */
import type { QuestionSource } from '../questions/index.ts';
import type { Content, Question } from './schema.ts';

/** Something about one question of the file. */
export interface AboutLine {
  /** 1 is the first line (of a table: row). */
  readonly line: number;
  readonly message: string;
}

/** What a file holds. */
export interface OwnFile {
  readonly kind: 'read';
  /** In words: "GIFT, UTF-8". */
  readonly what: string;
  /** Those that can be asked as they are. */
  readonly questions: readonly QuestionSource[];
  /** Why others cannot, and what to write instead. */
  readonly problems: readonly AboutLine[];
  /** What the file says and is not kept, or what was added. */
  readonly notes: readonly AboutLine[];
}
/** It is none of ours; `reason` says what to do, for its owner. */
export interface Unreadable {
  readonly kind: 'unreadable';
  readonly reason: string;
}

export interface Written {
  readonly kind: 'written';
  readonly text: string;
  /** What the format cannot carry. */
  readonly losses: readonly string[];
}
export type OwnFormat = 'yaml' | 'gift' | 'csv';

export type OwnTask =
  | {
      readonly kind: 'read';
      readonly name: string;
      readonly bytes: Uint8Array;
      /** The id of the term that questions are about which do not say it themselves. */
      readonly term: string | undefined;
      readonly content: Content;
    }
  | {
      readonly kind: 'write';
      readonly format: OwnFormat;
      readonly questions: readonly Question[];
      readonly content: Content;
    };
export type OwnResult = OwnFile | Unreadable | Written;

export interface OwnFiles {
  read(name: string, bytes: Uint8Array, content: Content, term?: string): Promise<OwnFile | Unreadable>;
  write(format: OwnFormat, questions: readonly Question[], content: Content): Promise<Written>;
}
