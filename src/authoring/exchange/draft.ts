/** A question on its way in: what an import made of a block, and what an author must still do about it. */
import type { z } from 'zod';
import { isTodo, todo } from '../../questions/draft.ts';
import { type KindName, problemsOf, schemaOf } from '../../questions/index.ts';

/** As it will be written into YAML; checked by `mendingsOf`, but not necessarily free of problems. */
export type Draft = { readonly id: string; readonly kind: KindName } & Readonly<Record<string, unknown>>;

/** What became of one block (a row, a paragraph) of the file. */
export type Drafted =
  /** `notes`: what the other format said and ours does not keep. `mend`: what the checker will refuse. */
  | {
      readonly kind: 'question';
      readonly draft: Draft;
      readonly notes: readonly string[];
      readonly mend: readonly string[];
    }
  | { readonly kind: 'left out'; readonly reason: string }
  /** Nothing to learn from: a category, a comment. */
  | { readonly kind: 'passed over'; readonly reason: string };

export interface Block {
  /** 1 is the first line of the file. */
  readonly line: number;
  /** The first line of the block's text, to find it by. */
  readonly first: string;
  readonly outcome: Drafted;
}

export interface Context {
  /** Ids of questions that exist already. */
  readonly taken: ReadonlySet<string>;
  /** Ids of terms: a tag that is one becomes a concept. */
  readonly terms: ReadonlySet<string>;
}

export const CONCEPT = todo('the id of the term it is about');
export const EXPLANATION = todo('why the right answer is right, in one or two sentences');

/** Makes ids that are free: the wished one, or words of the text, with a number. */
export function idMaker(taken: ReadonlySet<string>): (wish: string | undefined, text: string) => string {
  const used = new Set(taken);
  return (wish, text) => {
    const base = slug(wish ?? '') || slug(text).split('-').slice(0, 6).join('-') || 'question';
    let id = base;
    for (let count = 1; used.has(id); count += 1) id = `${base.slice(0, 55)}-${count}`;
    used.add(id);
    return id;
  };
}

const slug = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 60)
    .replace(/-+$/u, '');

/** A limit in numbers: "81 characters, at most 72." */
function limitIn(issue: z.core.$ZodIssue, draft: Draft): string | undefined {
  if (issue.code !== 'too_big' && issue.code !== 'too_small') return undefined;
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], draft);
  if (typeof value !== 'string' && !Array.isArray(value)) return undefined;
  const things = typeof value === 'string' ? 'characters' : 'of them';
  const bound = issue.code === 'too_big' ? `at most ${String(issue.maximum)}` : `at least ${String(issue.minimum)}`;
  return `${value.length} ${things}, ${bound}.`;
}

/** Where something is still to write: `options[0].feedback`. */
export function openIn(draft: Draft): string[] {
  const open: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') {
      if (isTodo(value)) open.push(path);
    } else if (Array.isArray(value)) value.forEach((item: unknown, index) => walk(item, `${path}[${index}]`));
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) walk(item, path === '' ? key : `${path}.${key}`);
  };
  walk(draft, '');
  return open;
}

/** What the checker would refuse, one sentence each: what is still to write first, then what breaks a limit. */
export function mendingsOf(draft: Draft): string[] {
  const open = openIn(draft);
  if (draft['level'] === undefined) open.push('level');
  const read = schemaOf(draft.kind).safeParse(draft);
  const broken = read.success
    ? problemsOf(read.data)
    : read.error.issues.map(
        (issue) => `${issue.path.map(String).join('.')}: ${limitIn(issue, draft) ?? `${issue.message}.`}`,
      );
  return [...(open.length === 0 ? [] : [`still to write: ${open.join(', ')}.`]), ...broken];
}

export const question = (draft: Draft, notes: readonly string[] = []): Drafted => ({
  kind: 'question',
  draft,
  notes,
  mend: mendingsOf(draft),
});
export const leftOut = (reason: string): Drafted => ({ kind: 'left out', reason });
