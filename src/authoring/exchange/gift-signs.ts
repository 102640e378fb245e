/** Signs in GIFT: a backslash takes away what the next sign means. */

/** Where the sign stands next without a backslash before it; -1 when nowhere. */
export function unescaped(text: string, sign: string, from = 0): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(sign, at)) return at;
  }
  return -1;
}

/** Backslashes before these signs, where there are none yet. */
export function quiet(text: string, signs: RegExp): string {
  let out = '';
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '\\') {
      out += sign + (text[at + 1] ?? '');
      at += 1;
    } else out += signs.test(sign) ? `\\${sign}` : sign;
  }
  return out;
}

export interface Braces {
  /** Where `{` stands. */
  readonly open: number;
  /** One past `}`; the end of the text where it is missing. */
  readonly end: number;
  readonly inside: string;
}

/** All pairs of braces, one after the other. */
export function bracesIn(text: string, from = 0): Braces[] {
  const out: Braces[] = [];
  let at = from;
  for (;;) {
    const open = unescaped(text, '{', at);
    if (open === -1) return out;
    const close = unescaped(text, '}', open);
    const end = close === -1 ? text.length : close + 1;
    out.push({ open, end, inside: text.slice(open + 1, close === -1 ? text.length : close) });
    at = end;
  }
}

/** Title and format before the stem. */
export const headOf = (text: string): string =>
  /^\s*(?:::(?:\\.|[^:\\]|:(?!:))*::)?\s*(?:\[(?:html|moodle|plain|markdown)\])?/iu.exec(text)?.[0] ?? '';
