/** Reads one authored file: YAML, or Markdown with front matter; every problem with its line. */
import { createHash } from 'node:crypto';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Problem } from './schema.ts';
import { atOnce, type Steps } from './slices.ts';

export interface Source {
  /** Relative to the content folder, with `/`. */
  readonly file: string;
  readonly text: string;
}

export interface Located<T> {
  readonly value: T;
  readonly line: number;
}

/** Parsed YAML and a way back from a path in it to a line of the file. */
interface Yaml {
  readonly value: unknown;
  lineOf(path: readonly PropertyKey[]): number;
}

/** `firstLine`: where the YAML starts in its file, 1 for a whole file. Undefined when it cannot be parsed at all. */
function parseYaml(source: Source, text: string, firstLine: number, problems: Problem[]): Yaml | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line) + firstLine - 1;
  for (const error of document.errors) {
    problems.push({
      level: 'error',
      file: source.file,
      line: lineAt(error.pos[0]),
      message: `${(error.message.split('\n')[0] ?? '').replace(/ at line \d+.*$/u, '')}. If a text holds ": " or "#", put it in quotes.`,
    });
  }
  if (document.errors.length > 0) return undefined;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    problems.push({ level: 'error', file: source.file, line: firstLine, message: `${(error as Error).message}.` });
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
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    const at = [...path, ...issue.path];
    const field = issue.path.map(String).join('.');
    problems.push({
      level: 'error',
      file: source.file,
      line: yaml.lineOf(at),
      message: field === '' ? sentence(issue.message) : `\`${field}\`: ${sentence(issue.message)}`,
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
  if (yaml === undefined || yaml.value === null) return [];
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
    problems.push({
      level: 'error',
      file: source.file,
      line: 1,
      message: 'must begin with front matter: a line "---", the fields, and another line "---".',
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
