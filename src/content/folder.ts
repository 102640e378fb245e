/** A content folder as the checks see it: what was read, its problems so far, and the way back to a line of a file. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { Content, Problem } from './schema.ts';
import type { Loaded, Source } from './source.ts';

export interface Folder {
  readonly content: Content;
  /** What the loader found wrong; entries with an error are not in `content`. */
  readonly problems: readonly Problem[];
  readonly sources: ReadonlyMap<string, string>;
  /**
   * The line of a field: for terms and lessons a path in the front matter, for lists with `id` a path in that entry.
   * A path that is not there gives the line of the nearest thing around it.
   */
  lineOf(file: string, at: readonly (string | number)[], id?: string): number;
  /** The line of the first place in the file that holds this text, from a line on; that line when there is none. */
  lineWith(file: string, text: string, from?: number): number;
}

/** What was read of these files, as checks see it. */
export function folderWith(loaded: Loaded, sources: readonly Source[]): Folder {
  const texts = new Map(sources.map((source) => [source.file, source.text]));
  const parsed = new Map<string, Parsed>();
  const open = (file: string): Parsed => {
    const known = parsed.get(file) ?? parse(file, texts.get(file) ?? '');
    parsed.set(file, known);
    return known;
  };
  return {
    ...loaded,
    sources: texts,
    lineOf: (file, at, id) => open(file).line(at, id),
    lineWith(file, text, from = 1) {
      const lines = (texts.get(file) ?? '').split('\n');
      const index = lines.findIndex((line, at) => at + 1 >= from && line.includes(text));
      return index === -1 ? from : index + 1;
    },
  };
}

interface Parsed {
  line(at: readonly (string | number)[], id?: string): number;
}

function parse(file: string, text: string): Parsed {
  const counter = new LineCounter();
  const front = file.endsWith('.md');
  const source = front ? (text.replaceAll('\r\n', '\n').split('\n---')[0] ?? '').replace(/^---\n?/u, '') : text;
  const before = front ? 1 : 0;
  const document = parseDocument(source, { lineCounter: counter, uniqueKeys: false });
  const entries = new Map<string, number>();
  if (!front && document.errors.length === 0) {
    const value: unknown = document.toJS({ maxAliasCount: 20 });
    if (Array.isArray(value)) {
      value.forEach((item: unknown, index) => {
        if (typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string')
          entries.set(item.id, index);
      });
    }
  }
  return {
    line(at, id) {
      const path = id === undefined ? at : [entries.get(id) ?? 0, ...at];
      for (let length = path.length; length > 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return Math.max(1, counter.linePos(node.range[0]).line) + before;
      }
      return 1;
    },
  };
}

/** How a check reports: where, and one sentence of advice. */
export interface Reporter {
  error(file: string, line: number, message: string): void;
  advise(file: string, line: number, message: string): void;
}

/** A check looks at a whole folder and reports what it finds. */
export type Check = (folder: Folder, report: Reporter) => void;

export function reporterOf(problems: Problem[]): Reporter {
  const add =
    (level: Problem['level']) =>
    (file: string, line: number, message: string): void =>
      void problems.push({ level, file, line, message });
  return { error: add('error'), advise: add('advice') };
}

export const sorted = (problems: readonly Problem[]): Problem[] =>
  problems.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
