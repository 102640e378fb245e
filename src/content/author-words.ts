/** What a schema has to say, for people who write content: what is wrong, in numbers, and what to write. */
import type { z } from 'zod';
import { meant } from './nearest.ts';

type Issue = Parameters<z.core.$ZodErrorMap>[0];

/** Words for one issue, without a full stop. Schemas that say it themselves are not asked again. */
export const authorWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords(issue.expected, issue.input);
    case 'too_big':
      return `${sizeOf(issue.origin, issue.input)}, at most ${issue.maximum}`;
    case 'too_small':
      return isNothing(issue.input) && issue.minimum === 1
        ? 'is empty: write something'
        : `${sizeOf(issue.origin, issue.input)}, at least ${issue.minimum}`;
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownWords(key, fieldsOf(issue))).join('; ');
    case 'invalid_value':
      return valueWords(issue.input, issue.values.map(String));
    case 'invalid_format':
      return issue.format === 'url'
        ? `${shown(issue.input)} is no web address: it begins with https://`
        : `${shown(issue.input)} is not written as it should be`;
    case 'invalid_union':
      return unionWords(issue.input, issue.errors);
    default:
      return 'is not as it should be';
  }
};

const shown = (input: unknown): string => {
  const text = typeof input === 'string' ? `"${input}"` : (JSON.stringify(input) ?? String(input));
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};

const isNothing = (input: unknown): boolean =>
  (typeof input === 'string' || Array.isArray(input)) && input.length === 0;

function sizeOf(origin: string, input: unknown): string {
  if (origin === 'string' && typeof input === 'string') return counted(input.length, 'character');
  if (Array.isArray(input)) return counted(input.length, 'entry', 'entries');
  return shown(input);
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

const NEEDED: Readonly<Record<string, string>> = {
  string: 'must be a text',
  number: 'must be a number, without quotes',
  int: 'must be a whole number, without quotes',
  boolean: 'must be true or false, without quotes',
  array: 'must be a list: [one, two], or lines that begin with "- "',
  tuple: 'must be a list: [one, two], or lines that begin with "- "',
  object: 'must have fields of its own: lines such as "name: text"',
  record: 'must have fields of its own: lines such as "name: text"',
};

function typeWords(expected: string, input: unknown): string {
  if (input === undefined) return 'is missing';
  if (input === null) return 'is empty: write something';
  if (expected !== 'string') return NEEDED[expected] ?? 'is not as it should be';
  switch (typeof input) {
    case 'number':
    case 'bigint':
      return `${String(input)} is read as a number: put it in quotes, "${String(input)}"`;
    case 'boolean':
      return `${String(input)} is read as yes or no: put it in quotes, "${String(input)}"`;
    default:
      return Array.isArray(input)
        ? 'is a list, and must be one text: if it is one, put it in quotes'
        : `must be a text, and ": " or braces in it made fields of it: put it in quotes`;
  }
}

/** The fields that the schema has at this place. */
function fieldsOf({ inst }: Issue): readonly string[] {
  return inst !== undefined && 'shape' in inst ? Object.keys(inst.shape as object) : [];
}

function unknownWords(key: string, fields: readonly string[]): string {
  const near = meant(key, fields);
  return `there is no field "${key}" here${near === '' ? `: there are ${fields.join(', ')}` : near}`;
}

const valueWords = (input: unknown, values: readonly string[]): string =>
  input === undefined
    ? `is missing: one of ${values.join(', ')}`
    : `${shown(input)} is not one of: ${values.join(', ')}${typeof input === 'string' ? meant(input, values) : ''}`;

/** Of several shapes the one that fits best; of several fixed values all of them. */
function unionWords(input: unknown, shapes: readonly (readonly z.core.$ZodIssue[])[]): string {
  const values = shapes.flatMap(([first]) => (first?.code === 'invalid_value' ? first.values.map(String) : []));
  if (values.length >= shapes.length) return valueWords(input, values);
  const [best = []] = shapes.toSorted((a, b) => a.length - b.length);
  return best.map(({ path, message }) => placed(path, message)).join('; ') || 'is not as it should be';
}

/** A message with its place within an entry; entries of a list are counted from 1, as people count. */
export function placed(path: readonly PropertyKey[], message: string): string {
  const place = path.map((step) => (typeof step === 'number' ? `entry ${step + 1}` : `\`${String(step)}\``)).join(', ');
  return place === '' ? message : `${place}: ${message}`;
}
