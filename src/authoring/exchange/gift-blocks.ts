/** Cuts a GIFT file into its questions, so that one that cannot be read does not take the others with it. */

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
    .replaceAll('\ufeff', '')
    .replaceAll(/\r\n?|[\u2028\u2029\u0085]/gu, '\n')
    .split('\n');
  const blocks: GiftBlock[] = [];
  let at = 0;
  while (at < lines.length) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const end = endOf(lines, at);
    const block = blockOf(lines, at, end);
    const before = blocks.at(-1);
    // the answers of a question whose text ended at a blank line
    if (before !== undefined && !before.text.includes('{') && block.text.trimStart().startsWith('{'))
      blocks[blocks.length - 1] = {
        ...before,
        fault: `a blank line (line ${at}) parts the question from its answers: remove it.`,
      };
    else blocks.push(block);
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

/** Why there is no question in it, though words are. */
export function described({ text, lines }: GiftBlock): string {
  if (/[\uff5b\uff5d]/u.test(text))
    return String.raw`its braces are wide ones (\uff5b \uff5d): write { and }.`.replaceAll(
      /\\u(ff5[bd])/gu,
      (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)),
    );
  const answer = text.split('\n').findIndex((line) => /^\s*[=~]\s*\S/u.test(line));
  return answer > 0
    ? `its answers stand outside braces: write { before line ${lines[answer] ?? 0} and } after the last answer.`
    : 'it is a description, not a question: there are no answers in { }.';
}

/** Why it cannot be read, in words for authors: what most often is wrong, else what the parser stumbled over. */
export function explain({ text, line, lines }: GiftBlock, message: string): string {
  const at = lines[text.split('\n').findIndex((one) => one.includes('{'))] ?? line;
  const inside = /\{([\s\S]*?)\}/u.exec(text)?.[1]?.trim() ?? '';
  if (inside !== '' && !/[=~#]|^(?:T|F|TRUE|FALSE)$/u.test(inside))
    return String.raw`line ${at}: {${inside.slice(0, 30)}} holds no answers: they begin with = or ~; for braces in text write \{ and \}.`;
  const found = /but (.*) found\.?$/su.exec(message)?.[1] ?? 'something else';
  const what = found === 'end of input' ? 'the end of the question' : found.slice(0, 40);
  return String.raw`line ${at}: its answers cannot be read (there is ${what} where none may be). In text write \~ \= \# \{ \} for these signs; answers go between { and }.`;
}
