/** "Is Python a database?": yes or no, as far as the first sentence of an entry says what kind of thing it is. */
import { variant } from './normalize.ts';
import type { LookupTerm } from './term.ts';

/** The two things that a question of this form puts together, as they were typed. */
export interface IsA {
  readonly subject: string;
  /** With its article: "a database". */
  readonly kind: string;
  readonly article: string;
}

const FORM =
  /^(?:(?:so|and|but|hi|hey|hello|ok|okay|wait|please) )*(?:is|isn|was) (?:(?:the|an?) )?(?<subject>.{1,40}?) (?:really |just |also )?(?<article>an?) (?:(?:kind|type|sort|form) of (?:an? )?)?(?<kind>.{1,40})$/u;

export function isAIn(words: readonly string[]): IsA | undefined {
  const found = FORM.exec(words.filter((word) => word !== '').join(' '))?.groups;
  const { subject, kind, article } = found ?? {};
  if (subject === undefined || kind === undefined || article === undefined || /\b(?:or|and|not)\b/u.test(kind))
    return undefined;
  return { subject, kind, article };
}

/** Whoever is one of the first is none of the others. What may be both, such as a library and a framework, is left out. */
const NEVER_BOTH: readonly (readonly [string, readonly string[]])[] = [
  ['programming language', ['database', 'framework', 'browser', 'protocol', 'operating system', 'web server']],
  ['framework', ['database', 'language', 'programming language', 'browser', 'protocol', 'operating system']],
];

/** "A small framework for building …": what stands before the first word that tells more. */
function headOf({ short }: LookupTerm): string {
  const [head = ''] = short
    .toLowerCase()
    .split(/[,.:;]|\b(?:that|which|for|of|in|used|widely|known|from|made|to|by|with|at|on|whose|you)\b/u);
  return head.trim().split(/\s+/u).map(variant).join(' ');
}

/** Whether the entry says that it is of this kind; undefined where it does not tell. */
export function isOfKind(term: LookupTerm, kind: string): boolean | undefined {
  const head = headOf(term);
  const asked = kind.split(' ').map(variant).join(' ');
  const ends = (end: string): boolean => head === end || head.endsWith(` ${end}`);
  if (ends(asked)) return true;
  return NEVER_BOTH.some(([is, not]) => ends(is) && not.includes(asked)) ? false : undefined;
}
