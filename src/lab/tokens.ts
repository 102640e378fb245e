/** A statement of SQL in its words and signs, with their places: enough to say what it begins with and where it went wrong. */

export interface Token {
  readonly kind: 'word' | 'text' | 'name' | 'number' | 'sign';
  readonly text: string;
  /** 0 is the first character. */
  readonly at: number;
  /** A quote or bracket that nothing closes. */
  readonly open?: true;
}

/** What phones make of quotes and dashes. */
export const typedPlainly = (sql: string): string =>
  sql
    .replaceAll(/[‘’‚‛`´]/gu, "'")
    .replaceAll(/[“”„‟«»]/gu, '"')
    .replaceAll('\u2014', '--')
    .replaceAll(/[\u00a0\u2007\u202f\ufeff]/gu, ' ');

const CLOSES: Readonly<Record<string, string>> = { "'": "'", '"': '"', '[': ']' };

/** Spaces and comments are left out. A comment that nothing closes goes to the end, as it does for the engine. */
export function tokensOf(sql: string): readonly Token[] {
  const found: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    const rest = sql.slice(at);
    const skipped = /^(?:\s+|--[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*$))/u.exec(rest)?.[0];
    if (skipped !== undefined) {
      at += skipped.length;
      continue;
    }
    const token = tokenAt(sql, rest, at);
    found.push(token);
    at += token.text.length;
  }
  return found;
}

function tokenAt(sql: string, rest: string, at: number): Token {
  const closing = CLOSES[rest[0] ?? ''];
  if (closing !== undefined) return quoted(sql, at, closing);
  const word = /^[\p{L}_][\p{L}\p{N}_$]*/u.exec(rest)?.[0];
  if (word !== undefined) return { kind: 'word', text: word, at };
  const number = /^\d[\d.]*(?:e[+-]?\d+)?/iu.exec(rest)?.[0];
  if (number !== undefined) return { kind: 'number', text: number, at };
  const sign = /^(?:<=|>=|<>|!=|==|\|\||[\s\S])/u.exec(rest)?.[0] ?? rest;
  return { kind: 'sign', text: sign, at };
}

function quoted(sql: string, at: number, closing: string): Token {
  const kind = closing === "'" ? 'text' : 'name';
  let end = at + 1;
  while (end < sql.length) {
    if (sql[end] === closing) {
      // twice inside means itself
      if (closing === ']' || sql[end + 1] !== closing) return { kind, text: sql.slice(at, end + 1), at };
      end += 1;
    }
    end += 1;
  }
  return { kind, text: sql.slice(at), at, open: true };
}

/** Whether the token is this word, in whatever case. */
export const isWord = (token: Token | undefined, ...words: readonly string[]): boolean =>
  token?.kind === 'word' && words.includes(token.text.toUpperCase());

/** Line and character of a place, for people: both begin at 1. */
export function placeOf(sql: string, at: number): { readonly line: number; readonly column: number } {
  const before = sql.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
