/** Cuts a GIFT file into its questions, so that one that cannot be read does not take the others with it. */
import type { Location } from 'gift-pegjs';

export interface GiftBlock {
  /** 1 is the first line of the file; where the question itself begins, after its comments. */
  readonly line: number;
  /** Without comment lines. */
  readonly text: string;
  /** For each line of `text`, its line in the file. */
  readonly lines: readonly number[];
  /** From comments: `[id:x]` and `[tag:x]`. */
  readonly id?: string;
  readonly tags: readonly string[];
  /** Why it cannot be a question, seen before parsing. */
  readonly fault?: string;
}

/**
 * Blank lines end a question, as in Moodle, but not inside braces. A brace that is never closed would swallow the rest of
 * the file: then its question ends at its first blank line, and says so.
 */
export function cutGift(source: string): GiftBlock[] {
  const lines = source
    .replace(/^\ufeff/u, '')
    .replaceAll(/\r\n?/gu, '\n')
    .split('\n');
  const blocks: GiftBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const end = endOf(lines, at);
    blocks.push(blockOf(lines, at, end));
    at = end.next;
  }
  return blocks;
}

interface End {
  /** One past the last line. */
  readonly next: number;
  readonly open: boolean;
  /** A blank line inside braces, as an index. */
  readonly blank?: number;
}

function endOf(lines: readonly string[], start: number): End {
  let depth = 0;
  let blank: number | undefined;
  for (let at = start; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    if (line.trim() === '') {
      if (depth === 0) return { next: at, open: false, ...(blank !== undefined && { blank }) };
      blank ??= at;
    } else if (!isComment(line)) {
      // a new question cannot begin inside braces: the one before was not closed
      if (depth > 0 && blank !== undefined && /^\s*(?:::|\$CATEGORY)/u.test(line)) break;
      depth = depthAfter(line, depth);
    }
  }
  if (depth > 0) return { next: blank ?? lines.length, open: true };
  return { next: lines.length, open: false, ...(blank !== undefined && { blank }) };
}

const isComment = (line: string): boolean => /^\s*\/\//u.test(line);

function depthAfter(line: string, before: number): number {
  let depth = before;
  for (let index = 0; index < line.length; index += 1) {
    const sign = line[index];
    if (sign === '\\') index += 1;
    else if (sign === '{') depth += 1;
    else if (sign === '}') depth = Math.max(0, depth - 1);
  }
  return depth;
}

function blockOf(lines: readonly string[], start: number, end: End): GiftBlock {
  const kept: number[] = [];
  const tags: string[] = [];
  let id: string | undefined;
  for (let at = start; at < end.next; at += 1) {
    const line = lines[at] ?? '';
    if (!isComment(line)) {
      kept.push(at);
      continue;
    }
    id = /\[id:([^\]]{1,200})\]/u.exec(line)?.[1]?.trim() ?? id;
    tags.push(...Array.from(line.matchAll(/\[tag:([^\]]{1,200})\]/gu), (match) => (match[1] ?? '').trim()));
  }
  const opened = kept.find((at) => depthAfter(lines[at] ?? '', 0) > 0) ?? start;
  const fault = end.open
    ? `the brace { of line ${opened + 1} is not closed.`
    : end.blank !== undefined && kept.length > 0
      ? `there is a blank line inside { } (line ${end.blank + 1}), which ends a question in GIFT: remove it, or write \\n.`
      : undefined;
  return {
    line: (kept[0] ?? start) + 1,
    text: kept.map((at) => lines[at] ?? '').join('\n'),
    lines: kept.map((at) => at + 1),
    tags,
    ...(id !== undefined && id !== '' && { id }),
    ...(fault !== undefined && { fault }),
  };
}

/** `$CATEGORY: …` may share a paragraph with the first question after it. */
export const categoryOf = (text: string): string | undefined => /^\s*\$CATEGORY:\s*(.*)$/u.exec(text)?.[1]?.trim();

/**
 * Escapes what Moodle takes as text and the parser as its own: `:`, `#`, `=` and `~` in the stem, `:` in answers that are
 * no numbers.
 */
export function calmed(text: string): string {
  const head = /^\s*(?:::(?:\\.|[^:\\]|:(?!:))*::)?\s*(?:\[(?:html|moodle|plain|markdown)\])?/u.exec(text)?.[0] ?? '';
  const open = unescaped(text, '{', head.length);
  if (open === -1) return head + quiet(text.slice(head.length), /[:#=~]/u);
  const close = unescaped(text, '}', open);
  const end = close === -1 ? text.length : close + 1;
  const inside = text.slice(open, end);
  return (
    head +
    quiet(text.slice(head.length, open), /[:#=~]/u) +
    (/^\{\s*#(?!#)/u.test(inside) ? inside : quiet(inside, /:/u)) +
    quiet(text.slice(end), /[:#=~]/u)
  );
}

function unescaped(text: string, sign: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === sign) return at;
  }
  return -1;
}

/** Whether answers in braces are followed by another pair of braces. */
export function holdsTwo(text: string): boolean {
  const close = unescaped(text, '}', Math.max(0, unescaped(text, '{', 0)));
  return close !== -1 && unescaped(text, '{', close) !== -1;
}

function quiet(text: string, signs: RegExp): string {
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

/** The parser's message in words for authors. */
export function explain(block: GiftBlock, message: string, at: Location | undefined): string {
  const line = block.lines[(at?.line ?? 1) - 1] ?? block.line;
  const found = /but (.*) found\.?$/su.exec(message)?.[1] ?? 'something else';
  const what = found === 'end of input' ? 'the end of the question' : found.slice(0, 40);
  return `line ${line}, column ${at?.column ?? 1}: did not expect ${what}. In text write \\~ \\= \\# \\{ \\} for these signs; answers go between { and }.`;
}
