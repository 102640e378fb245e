/** What the engine says of a statement, as a beginner understands it: which mistake it is, where, and what was meant. */
import { codeSpan, escape, type Markdown } from '../chat/markdown.ts';
import { distance } from '../chat/distance.ts';
import type { Dataset } from '../content/dataset.ts';
import { type Mistake, mistakeWords, type Tried } from '../questions/trial.ts';
import { isWord, placeOf, type Token, tokensOf } from './tokens.ts';

type Told = Extract<Tried, { kind: 'mistake' }>;

/** A statement that was not run at all. */
export const refused = (mistake: Mistake): Told => ({ kind: 'mistake', mistake, words: mistakeWords(mistake) });

/** `message`: the engine's own words about this statement. */
export function mistakeOf(dataset: Dataset, sql: string, message: string): Told {
  const tokens = tokensOf(sql);
  const found = reading(tokens, message);
  const near = found.name === undefined ? undefined : nearestName(dataset, found.mistake, found.name);
  const spot = found.token ?? tokens.find(({ text }) => sameName(text, found.name));
  const before = found.name === undefined ? '' : `${codeSpan(found.name)}: `;
  const own =
    found.mistake === 'other' || found.mistake === 'constraint' ? ` *(${escape(message.slice(0, 160))})*` : '';
  return {
    kind: 'mistake',
    mistake: found.mistake,
    ...(near !== undefined && { near }),
    words: `${before}${mistakeWords(found.mistake, near)}${own}`,
    ...(spot !== undefined && { where: placeWords(sql, spot) }),
  };
}

function placeWords(sql: string, { at, text }: Token): Markdown {
  const { line, column } = placeOf(sql, at);
  const place = sql.includes('\n') ? `line ${line}, character ${column}` : `character ${column}`;
  return `It is at ${codeSpan(text.slice(0, 40))}, ${place}.`;
}

interface Read {
  readonly mistake: Mistake;
  /** The name that the engine does not know. */
  readonly name?: string;
  readonly token?: Token;
}

/** The engine's messages, in the order in which they are looked for. */
const MESSAGES: readonly [RegExp, Mistake][] = [
  [/^no such column: (?<name>\S+)/u, 'no-column'],
  [/^table \S+ has no column named (?<name>\S+)/u, 'no-column'],
  [/^no such table: (?<name>\S+)/u, 'no-table'],
  [/^ambiguous column name: (?<name>\S+)/u, 'ambiguous'],
  [/^misuse of aggregate/u, 'aggregate'],
  [/HAVING clause on a non-aggregate|GROUP BY clause is required before HAVING/u, 'having'],
  [/^unrecognized token/u, 'quote'],
  [/^incomplete input/u, 'end'],
  [/constraint failed/u, 'constraint'],
  [/^no such function|^wrong number of arguments to function/u, 'function'],
  [/readonly database/u, 'reads-only'],
];

function reading(tokens: readonly Token[], message: string): Read {
  const open = tokens.find((token) => token.open);
  if (open !== undefined) return { mistake: 'quote', token: open };
  for (const [pattern, mistake] of MESSAGES) {
    const match = pattern.exec(message);
    if (match === null) continue;
    const name = match.groups?.['name']?.replaceAll(/["'[\]]/gu, '');
    return name === undefined ? { mistake } : { mistake, name };
  }
  const [, near] = /^near "(.*)": syntax error/su.exec(message) ?? [];
  return near === undefined ? { mistake: 'other' } : nearToken(tokens, near);
}

const CLAUSES = ['FROM', 'JOIN', 'INNER', 'LEFT', 'WHERE', 'GROUP', 'HAVING', 'ORDER'];

/** Where the parser stopped, and the two most common reasons for it. */
function nearToken(tokens: readonly Token[], near: string): Read {
  const at = tokens.findIndex(({ text }, index) => text === near && isStop(tokens, index));
  const token = tokens[at];
  if (token === undefined) return { mistake: 'syntax' };
  const before = tokens[at - 1];
  if (before?.text === ',' && isWord(token, 'FROM', 'WHERE', 'GROUP', 'ORDER')) return { mistake: 'comma', token };
  // a FROM that is still to come: else FROM itself may be what is misspelled
  const isFrom = (one: Token): boolean => isWord(one, 'FROM');
  const inList = !tokens.slice(0, at).some(isFrom) && tokens.slice(at).some(isFrom);
  const isItem = token.kind === 'word' || token.kind === 'text' || token.kind === 'number';
  const follows = (before?.kind === 'word' && !isWord(before, 'SELECT', 'DISTINCT')) || before?.text === ')';
  if (inList && isItem && !isWord(token, 'FROM', 'WHERE') && follows) return { mistake: 'comma', token };
  if (isWord(token, ...CLAUSES) && tokens.slice(0, at).some((one) => isWord(one, 'WHERE', 'GROUP', 'ORDER', 'LIMIT')))
    return { mistake: 'clauses', token };
  return { mistake: 'syntax', token };
}

/** Of a word that stands several times the parser names one: the last is as good a guess as any, but after a comma. */
function isStop(tokens: readonly Token[], index: number): boolean {
  const { text } = tokens[index] ?? { text: '' };
  const later = tokens.findIndex((other, at) => at > index && other.text === text);
  return later === -1 || tokens[index - 1]?.text === ',';
}

const sameName = (text: string, name: string | undefined): boolean =>
  name !== undefined && text.replaceAll(/["[\]]/gu, '').toLowerCase() === (name.split('.').at(-1) ?? '').toLowerCase();

function nearestName(dataset: Dataset, mistake: Mistake, typed: string): string | undefined {
  if (mistake !== 'no-column' && mistake !== 'no-table') return undefined;
  const name = (typed.split('.').at(-1) ?? '').toLowerCase();
  const names = dataset.tables.flatMap((table) =>
    mistake === 'no-table' ? [table.name] : table.columns.map((column) => column.name),
  );
  const [best] = [...new Set(names)]
    .map((one) => ({ one, far: one.startsWith(name) || name.startsWith(one) ? 1 : distance(name, one, 3) }))
    .filter(({ one, far }) => far <= (one.length > 4 ? 2 : 1))
    .toSorted((a, b) => a.far - b.far);
  return best?.one;
}

const AGGREGATES = ['COUNT', 'SUM', 'AVG', 'MIN', 'MAX', 'TOTAL', 'GROUP_CONCAT'];

/** A query that ran and yet mixes a count with single values, without groups: other databases refuse it. */
export function mixesGroups(sql: string): boolean {
  const tokens = tokensOf(sql);
  if (!isWord(tokens[0], 'SELECT') || tokens.some((token) => isWord(token, 'GROUP', 'OVER', 'UNION', 'WITH')))
    return false;
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(1)) {
    if (depth === 0 && isWord(token, 'FROM')) break;
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text === ',' && depth === 0) items.push([]);
    else items.at(-1)?.push(token);
  }
  const isOwn = (item: readonly Token[]): boolean => !item.some((token) => isWord(token, 'SELECT'));
  const counts = (item: readonly Token[]): boolean =>
    item.some((token, at) => isWord(token, ...AGGREGATES) && item[at + 1]?.text === '(');
  const own = items.filter(isOwn);
  return own.some(counts) && own.some((item) => !counts(item) && item.some(({ kind }) => kind === 'word'));
}
