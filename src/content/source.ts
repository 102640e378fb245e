/** Reads one authored file: YAML, or Markdown with front matter; every problem with its line. */
import { createHash } from 'node:crypto';
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { authorWords, placed } from './author-words.ts';
import type { Content, Problem } from './schema.ts';
import { atOnce, type Steps } from './slices.ts';
import { aliasWords, yamlWords } from './yaml-words.ts';

export interface Source {
  /** Relative to the content folder, with `/`. */
  readonly file: string;
  readonly text: string;
  /** In which way its bytes are not plain UTF-8, where they are not. */
  readonly saved?: Saved;
}

/** With a mark before the first letter; in another encoding, which was read as well as can be. */
export type Saved = 'with a byte order mark' | 'as UTF-16' | 'as Latin-1';

export interface Loaded {
  readonly content: Content;
  readonly problems: readonly Problem[];
}

export interface Located<T> {
  readonly value: T;
  readonly line: number;
}

/** Parsed YAML and a way back from a path in it to a line of the file. */
interface Yaml {
  readonly value: unknown;
  lineOf(path: readonly PropertyKey[]): number;
  /** Where the name of a field stands; what it holds may begin below. */
  lineOfKey(path: readonly PropertyKey[], key: string): number;
}

/** What whole texts hold, for a command that reads the same files again and again; the bot reads each once. */
export interface ReadYaml {
  readonly value: unknown;
  /** Of the entries of a list. Counted from the first line of the text. */
  readonly lines: readonly number[];
}
let remembered: Map<string, ReadYaml> | undefined;
export const rememberYaml = (known: Map<string, ReadYaml> | undefined): void => {
  remembered = known;
};

/** A text that was read before, without fault: the reader is started only to find a line. */
function recalled(source: Source, text: string, firstLine: number): Yaml | undefined {
  const known = remembered?.get(text);
  if (known === undefined) return undefined;
  let whole: Yaml | undefined;
  const open = (): Yaml | undefined => (whole ??= readYaml(source, text, firstLine, []));
  return {
    value: known.value,
    lineOf(path) {
      const [entry] = path;
      const line = path.length === 1 && typeof entry === 'number' ? known.lines[entry] : undefined;
      return line === undefined ? (open()?.lineOf(path) ?? firstLine) : line + firstLine - 1;
    },
    lineOfKey: (path, key) => open()?.lineOfKey(path, key) ?? firstLine,
  };
}

function parseYaml(source: Source, text: string, firstLine: number, problems: Problem[]): Yaml | undefined {
  const known = recalled(source, text, firstLine);
  if (known !== undefined) return known;
  const yaml = readYaml(source, text, firstLine, problems);
  if (yaml !== undefined)
    remembered?.set(text, {
      value: yaml.value,
      lines: Array.isArray(yaml.value) ? yaml.value.map((_, at) => yaml.lineOf([at]) - firstLine + 1) : [],
    });
  return yaml;
}

/** `firstLine`: where the YAML starts in its file, 1 for a whole file. Undefined when it cannot be parsed at all. */
function readYaml(source: Source, text: string, firstLine: number, problems: Problem[]): Yaml | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line) + firstLine - 1;
  const lines = text.split('\n');
  const told = new Set<number>();
  for (const error of document.errors) {
    const line = lineAt(error.pos[0]);
    // the first word that cannot be read makes nonsense of the rest of its line
    if (told.has(line)) continue;
    told.add(line);
    const message = yamlWords(error, lines[line - firstLine] ?? '');
    problems.push({ level: 'error', file: source.file, line, message });
  }
  if (document.errors.length > 0) return undefined;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    const { message } = error as Error;
    const name = /^Unresolved alias.*: (.+)$/u.exec(message)?.[1];
    const at = name === undefined ? -1 : lines.findIndex((line) => line.includes(`*${name}`));
    problems.push({
      level: 'error',
      file: source.file,
      line: firstLine + Math.max(0, at),
      message:
        name === undefined ? 'the file refers to parts of itself so often that it grows too large.' : aliasWords(name),
    });
    return undefined;
  }
  return {
    value,
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return lineAt(node.range[0]);
      }
      return firstLine;
    },
    lineOfKey(path, key) {
      const map = path.length === 0 ? document.contents : document.getIn(path, true);
      const found = isMap(map) ? map.items.find((pair) => isScalar(pair.key) && pair.key.value === key) : undefined;
      return isScalar(found?.key) && found.key.range ? lineAt(found.key.range[0]) : this.lineOf(path);
    },
  };
}

/** Checks a value against a schema; each issue becomes a problem at its own line. */
function checked<S extends z.ZodType>(
  source: Source,
  schema: S,
  yaml: Yaml,
  path: readonly PropertyKey[],
  value: unknown,
  problems: Problem[],
): z.output<S> | undefined {
  const result = schema.safeParse(value, { error: authorWords });
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const at = [...path, ...issue.path];
    const [key] = issue.code === 'unrecognized_keys' ? issue.keys : [];
    problems.push({
      level: 'error',
      file: source.file,
      line: key === undefined ? yaml.lineOf(at) : yaml.lineOfKey(at, key),
      message: placed(issue.path, sentence(issue.message)),
    });
  }
  return undefined;
}

const sentence = (message: string): string => (/[.!?]$/u.test(message) ? message : `${message}.`);

/** A YAML file that is a list; items that do not fit are reported and left out, the others are kept. */
export const readList = <S extends z.ZodType>(
  source: Source,
  schemaOf: (item: unknown) => S,
  problems: Problem[],
): Located<z.output<S>>[] => atOnce(readingList(source, schemaOf, problems));

/** The same in steps of one item. */
export function* readingList<S extends z.ZodType>(
  source: Source,
  schemaOf: (item: unknown) => S,
  problems: Problem[],
): Steps<Located<z.output<S>>[]> {
  const yaml = parseYaml(source, source.text, 1, problems);
  if (yaml === undefined) return [];
  if (yaml.value === null) {
    const message = 'the file is empty: write a list, each entry beginning with "- ", or delete the file.';
    problems.push({ level: 'advice', file: source.file, line: 1, message });
    return [];
  }
  if (!Array.isArray(yaml.value)) {
    problems.push({
      level: 'error',
      file: source.file,
      line: 1,
      message: 'must be a list: start each entry with "- ".',
    });
    return [];
  }
  const items: Located<z.output<S>>[] = [];
  for (const [index, item] of (yaml.value as unknown[]).entries()) {
    yield;
    const value = checked(source, schemaOf(item), yaml, [index], item, problems);
    if (value !== undefined) items.push({ value, line: yaml.lineOf([index]) });
  }
  return items;
}

/** A YAML file that is one entry. */
export function readEntry<S extends z.ZodType>(
  source: Source,
  schema: S,
  problems: Problem[],
): z.output<S> | undefined {
  const yaml = parseYaml(source, source.text, 1, problems);
  return yaml === undefined ? undefined : checked(source, schema, yaml, [], yaml.value, problems);
}

export interface Document<T> {
  readonly front: T;
  /** The text under the front matter, and the line of the file it starts at. */
  readonly body: string;
  readonly bodyLine: number;
}

/** Markdown with YAML front matter between two `---` lines. */
export function readDocument<S extends z.ZodType>(
  source: Source,
  schema: S,
  problems: Problem[],
): Document<z.output<S>> | undefined {
  const lines = source.text.replaceAll('\r\n', '\n').split('\n');
  const end = lines.indexOf('---', 1);
  if (lines[0] !== '---' || end === -1) {
    const seen =
      source.text.trim() === ''
        ? 'the file is empty; it '
        : lines[0] === '---'
          ? 'the second "---" is missing: it '
          : '';
    problems.push({
      level: 'error',
      file: source.file,
      line: 1,
      message: `${seen}must begin with front matter: a line "---", the fields, and another line "---".`,
    });
    return undefined;
  }
  const yaml = parseYaml(source, lines.slice(1, end).join('\n'), 2, problems);
  if (yaml === undefined) return undefined;
  const front = checked(source, schema, yaml, [], yaml.value, problems);
  return front === undefined ? undefined : { front, body: lines.slice(end + 1).join('\n'), bodyLine: end + 2 };
}

/** A part of a Markdown body under one `##` heading; the text before the first one has an empty heading. */
export interface Section {
  readonly heading: string;
  readonly text: string;
  readonly line: number;
  /** Where the text begins: empty lines under the heading are left out. */
  readonly textLine: number;
}

/** Splits at `## ` lines, but not inside fenced code. */
export function sections(body: string, bodyLine: number): Section[] {
  const found: { heading: string; lines: string[]; line: number }[] = [{ heading: '', lines: [], line: bodyLine }];
  let fenced = false;
  body.split('\n').forEach((text, index) => {
    if (/^\s*```/u.test(text)) fenced = !fenced;
    const heading = fenced ? null : /^##\s+(.+)$/u.exec(text);
    if (heading?.[1] !== undefined) found.push({ heading: heading[1].trim(), lines: [], line: bodyLine + index });
    else found.at(-1)?.lines.push(text);
  });
  return found.map(({ heading, lines, line }) => {
    const first = lines.findIndex((text) => text.trim() !== '');
    const under = heading === '' ? line : line + 1;
    return { heading, text: lines.join('\n').trim(), line, textLine: under + Math.max(0, first) };
  });
}

/** Eight characters that change when the value does. */
export const versionOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 8);
