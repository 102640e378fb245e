/**
 * A question as Moodle reads it, in what the parser reads: Moodle splits answers at `=` and `~` wherever they stand, takes the
 * first `#` of an answer for its feedback and `####` for the general one, knows a weight by its two signs of percent, and lets
 * everything else stand as text (question/format/gift/format.php).
 */
import { type Braces, bracesIn, headOf, quiet, unescaped } from './gift-signs.ts';

export interface Calmed {
  readonly text: string;
  /** What the author may not have meant. */
  readonly notes: readonly string[];
  /** Why it cannot be read, where the parser would not say it in words for authors. */
  readonly fault?: string;
}

/** Signs that are text in a stem. */
const IN_STEM = /[:#=~]/u;

export function calmed(text: string): Calmed {
  const said = headOf(text);
  // formats are written in small letters, and people write them in capital ones too
  const head = said.replace(/\[[a-z]+\]$/iu, (format) => format.toLowerCase());
  const [braces] = bracesIn(text, said.length);
  const html = /\[html\]$/iu.test(head);
  const stem = (part: string): string => quiet(kept(part, html), IN_STEM);
  if (braces === undefined) return { text: head + stem(text.slice(head.length).trim()), notes: [] };
  const fault = faultIn(braces.inside.trim());
  if (fault !== undefined) return { text, notes: [], fault };
  const notes: string[] = [];
  const before = text.slice(head.length, braces.open);
  const after = text.slice(braces.end);
  // a space beside the braces tells a gap in the text from answers after it
  const gap = /[ \t]$/u.test(before) ? ' ' : '';
  return {
    text: `${head}${stem(before.trim())}${gap}{${answers(braces, notes)}}${after.trim() === '' ? '' : ` ${stem(after.trim())}`}`,
    notes,
  };
}

/** What is often written and means nothing. */
function faultIn(inside: string): string | undefined {
  const word = /^(true|false|t|f)\s*(?:#|$)/iu.exec(inside)?.[1];
  if (word !== undefined && word !== word.toUpperCase())
    return `write {${word.toUpperCase()}} in capital letters for a question of true or false.`;
  if (/^#(?!#)/u.test(inside)) {
    const value = /^#\s*[=~]?\s*(?:%[^%]*%)?\s*([^#=~]*)/u.exec(inside)?.[1]?.trim() ?? '';
    if (/\d,\d/u.test(value))
      return `write ${value.replaceAll(/(?<=\d),(?=\d)/gu, '.')} with a full stop: a comma is not read in numbers.`;
    return /^[-+\d.:eE\s]*$/u.test(value)
      ? undefined
      : `behind { # stands a number alone, such as {#3}, {#3:0.5} or {#3..4}, and here stands "${value.slice(0, 30)}".`;
  }
  return /(?:^|[^\\\s~=])\s*[=~]\s*#(?!#)/u.test(` ${inside}`) && !inside.startsWith('####')
    ? String.raw`an answer begins with #, which begins its feedback: write \# for the sign.`
    : undefined;
}

/** Line breaks that Moodle keeps and the parser does not: all in words, those of `pre` in HTML. */
function kept(part: string, html: boolean): string {
  const breaks = (text: string): string => text.replaceAll('\n', String.raw`\n`);
  return html ? part.replaceAll(/<pre\b[\s\S]*?<\/pre>/giu, breaks) : breaks(part);
}

/** A weight, as Moodle knows it. */
const WEIGHT = /^%-*\d{1,2}\.?\d*%/u;

function answers({ inside }: Braces, notes: string[]): string {
  const general = unescaped(inside, '####');
  const main = (general === -1 ? inside : inside.slice(0, general)).trim();
  const last = general === -1 ? '' : inside.slice(general + 4).trim();
  const rest = last === '' ? '' : `####${quiet(kept(last, false), /[:#=~{}]/u)}`;
  if (main.startsWith('#')) return `#${numbers(main.slice(1).trim())}${rest}`;
  if (unescaped(main, '~') === -1 && /^(?:TRUE|FALSE|T|F)\s*(?:#|$)/u.test(main)) return truth(main) + rest;
  if (unescaped(main, '~') === -1 && unescaped(main, '=') === -1) return quiet(main, /[:{]/u) + rest;
  return pieces(main, notes) + rest;
}

/** `T#said to who is wrong#said to who is right`: what comes after belongs to the last. */
function truth(main: string): string {
  const [word = '', ...told] = splitAt(main, '#');
  const [wrong, ...right] = told.map((text) => quiet(kept(text.trim(), false), /[:=~{]/u));
  const all = [...(wrong === undefined ? [] : [wrong]), ...(right.length > 0 ? [right.join(String.raw`\#`)] : [])];
  return [word.trim(), ...all].filter((text, index) => index === 0 || index < all.length || text !== '').join('#');
}

function splitAt(text: string, sign: string): string[] {
  const out: string[] = [];
  let from = 0;
  for (;;) {
    const at = unescaped(text, sign, from);
    if (at === -1) return [...out, text.slice(from)];
    out.push(text.slice(from, at));
    from = at + 1;
  }
}

interface Piece {
  readonly sign: string;
  readonly text: string;
  /** What stands right before its sign. */
  readonly before: string;
}

/** Cut at each `=` and `~`; `~=x` is one right answer, and empty ones are none. */
function cut(main: string): Piece[] {
  const out: Piece[] = [];
  let at = 0;
  while (at < main.length) {
    const [next] = ['=', '~']
      .map((sign) => unescaped(main, sign, at + 1))
      .filter((place) => place !== -1)
      .toSorted((a, b) => a - b);
    const end = next ?? main.length;
    const sign = main[at] === '=' || main[at] === '~' ? (main[at] ?? '') : '';
    out.push({ sign: sign || '=', text: main.slice(at + sign.length, end).trim(), before: main[at - 1] ?? ' ' });
    at = end;
  }
  return out.filter(({ text }) => text !== '');
}

function pieces(main: string, notes: string[]): string {
  const all = cut(main);
  const pairs = all.every(({ sign, text }) => sign === '=' && text.includes('->'));
  for (const [index, { sign, text, before }] of all.entries())
    if (index > 0 && sign === '=' && /[^\s~]/u.test(before))
      notes.push(
        String.raw`the = before "${text.slice(0, 30)}" begins an answer of its own, as in Moodle; for a sign in a text write \=.`,
      );
  return all
    .map(({ sign, text }) => `${sign}${pairs ? quiet(kept(text, false), /[:{#]/u) : piece(sign, text)}`)
    .join(' ');
}

function piece(sign: string, text: string): string {
  const [answer = '', ...told] = splitAt(text, '#');
  const own = answer.trim();
  const weight = WEIGHT.exec(own)?.[0] ?? (own.startsWith('%') ? (sign === '=' ? '%100%' : '%0%') : '');
  const words = WEIGHT.test(own) ? own.slice(weight.length).trim() : own;
  const feedback = told.join(String.raw`\#`).trim();
  return `${weight}${quiet(kept(words, false), /[:{]/u)}${told.length === 0 || feedback === '' ? '' : `#${quiet(kept(feedback, false), /[:{]/u)}`}`;
}

/** `.5`, `1e3`, `3 : 1`, and a `~` for who is wrong after a single number. */
function numbers(main: string): string {
  if (unescaped(main, '=') === -1 && unescaped(main, '~') === -1) return number(main);
  return cut(main)
    .map(({ sign, text }) => (text.startsWith('#') ? `~${quiet(text, /[:{]/u)}` : `${sign}${number(text)}`))
    .join(' ');
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/giu;

function number(text: string): string {
  const [value = '', ...told] = splitAt(text, '#');
  const weight = WEIGHT.exec(value.trim())?.[0] ?? '';
  const plain = value
    .trim()
    .slice(weight.length)
    .replaceAll(/\s*(:|\.\.)\s*/gu, '$1')
    .replaceAll(/(\d)\.\.(?=[\d.-])/gu, '$1 .. ')
    .replaceAll(NUMBER, (one) => decimal(one))
    .replaceAll(' .. ', '..');
  const feedback = told.join(String.raw`\#`).trim();
  return `${weight}${plain}${feedback === '' ? '' : `#${quiet(kept(feedback, false), /[:=~{]/u)}`}`;
}

/** Digits alone, as the parser reads numbers. */
function decimal(text: string): string {
  const value = Number(text);
  if (!Number.isFinite(value) || /^-?\d+(?:\.\d+)?$/u.test(text)) return text;
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 17 });
}
