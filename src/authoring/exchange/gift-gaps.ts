/** Several gaps in one text: more than one pair of braces, or Moodle's Cloze notation in them. */
import type { TextFormat } from 'gift-pegjs';
import type { GiftBlock } from './gift-blocks.ts';
import { bracesIn, headOf, unescaped } from './gift-signs.ts';

interface Answer {
  readonly text: string;
  readonly right: boolean;
  /** Earns a part of the points. */
  readonly partly: boolean;
  readonly feedback: string;
}
export interface Gap {
  readonly answers: readonly Answer[];
  /** Chosen from a list. */
  readonly listed: boolean;
  readonly number: boolean;
  /** All of its right answers are to be chosen. */
  readonly several: boolean;
  /** Small letters are not taken for capitals. */
  readonly exact: boolean;
}
export interface Cloze {
  readonly title?: string;
  readonly format: TextFormat['format'];
  /** As it is written, with `(1)`, `(2)` where the braces stood. */
  readonly text: string;
  readonly gaps: readonly Gap[];
  readonly notes: readonly string[];
}

/** `{1:MC:~a~=b}`: https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type */
const TYPES =
  'SHORTANSWER(?:_C)?|SAC?|MWC?|MULTICHOICE(?:_[VHS]+)?|MC[VHS]*|MULTIRESPONSE(?:_[HS]+)?|MR[HS]*|NUMERICAL|NM';
const CLOZE = new RegExp(String.raw`^\s*\d*:(${TYPES}):([\s\S]*)$`, 'iu');
/** Where a gap of Cloze begins in a text. */
export const CLOZE_START = new RegExp(String.raw`\{\s*\d*:(?:${TYPES}):`, 'iu');

/** Undefined for a question with one pair of braces; a string says why the braces cannot be read. */
export function clozeOf({ text, lines }: GiftBlock): Cloze | string | undefined {
  const head = headOf(text);
  const braces = bracesIn(text, head.length);
  const alone = braces.length < 2;
  if (braces.length === 0 || (alone && !CLOZE.test(braces[0]?.inside ?? ''))) return undefined;
  const second = text.split('\n').findIndex((line, at) => at > 0 && /^\s*::/u.test(line));
  if (second > 0) return `another question begins in line ${lines[second] ?? 0}: put a blank line before it.`;
  const two = braces.some(({ inside }) => /^\s*(?:#|(?:T|F|TRUE|FALSE)\s*(?:#|$)|$)/u.test(inside));
  if (two || text.slice(braces[0]?.end ?? 0).includes('::'))
    return 'it holds two questions: put a blank line between them.';
  const gaps = braces.map(({ inside }) => gapOf(inside));
  const odd = gaps.indexOf(undefined);
  if (odd !== -1)
    return String.raw`{${(braces[odd]?.inside ?? '').trim().slice(0, 30)}} holds no answers: for braces in text write \{ and \}, and answers begin with = or ~.`;
  const own = /\(\d\)/u.test(text.slice(head.length));
  let out = '';
  let from = head.length;
  for (const [index, { open, end }] of braces.entries()) {
    out += `${text.slice(from, open).replaceAll(/\((\d)\)/gu, '[$1]')}(${index + 1})`;
    from = end;
  }
  out += text.slice(from).replaceAll(/\((\d)\)/gu, '[$1]');
  const title = /::((?:\\.|[^:\\]|:(?!:))*)::/u.exec(head)?.[1]?.trim();
  const format = /\[(html|moodle|plain|markdown)\]/iu.exec(head)?.[1]?.toLowerCase();
  return {
    ...(title !== undefined && title !== '' && { title }),
    format: format === 'html' || format === 'plain' || format === 'markdown' ? format : 'moodle',
    text: unsigned(out.trim()),
    gaps: gaps.filter((gap) => gap !== undefined),
    notes: own ? ['the numbers in brackets of the text are [1], [2] here, since (1), (2) are the gaps.'] : [],
  };
}

/** Without the backslashes. */
const unsigned = (text: string): string =>
  text.replaceAll(/\\(n|[\\~=#{}:[\]])/gu, (_, sign: string) => (sign === 'n' ? '\n' : sign));

/** How the words of a gap are read. */
interface Reading {
  answer(said: string): string;
  feedback(said: string): string;
}
const asGift: Reading = { answer: unsigned, feedback: unsigned };

/** `1:SA:=word#feedback`: the inside of a pair of braces in Cloze. */
export const clozeGap = (inside: string, reading: Reading): Gap | undefined => gapOf(inside, reading);

function gapOf(inside: string, reading = asGift): Gap | undefined {
  const cloze = CLOZE.exec(inside);
  const said = (cloze?.[2] ?? inside).trim();
  if (cloze === null && !/^[=~]/u.test(said)) return undefined;
  const answers = (cloze === null ? plainAnswers(said, reading) : clozeAnswers(said, reading)).filter(
    ({ text }) => text !== '',
  );
  if (!answers.some(({ right }) => right)) return undefined;
  const type = cloze?.[1]?.toUpperCase() ?? '';
  const listed = cloze === null ? answers.some(({ right }) => !right) : /^M(?:C|R|ULTI)/u.test(type);
  return {
    answers,
    listed,
    number: type === 'NM' || type === 'NUMERICAL',
    several: type.startsWith('MR') || type.startsWith('MULTIR'),
    exact: /^(?:SAC|MWC|SHORTANSWER_C)$/u.test(type),
  };
}

/** `=right =also right ~wrong`. */
function plainAnswers(said: string, reading: Reading): Answer[] {
  const cuts: number[] = [];
  for (let at = 0; at < said.length; at += 1) {
    if (said[at] === '\\') at += 1;
    else if (said[at] === '=' || said[at] === '~') cuts.push(at);
  }
  return cuts.map((at, index) => answerOf(said.slice(at + 1, cuts[index + 1]), said[at] === '=', reading));
}

/** `=right~wrong~%50%partly right`. */
function clozeAnswers(said: string, reading: Reading): Answer[] {
  const out: Answer[] = [];
  let rest = said;
  for (;;) {
    const at = unescaped(rest, '~');
    const piece = (at === -1 ? rest : rest.slice(0, at)).trim();
    out.push(answerOf(piece.replace(/^=/u, ''), piece.startsWith('='), reading));
    if (at === -1) return out;
    rest = rest.slice(at + 1);
  }
}

function answerOf(piece: string, marked: boolean, reading: Reading): Answer {
  const hash = unescaped(piece, '#');
  const text = (hash === -1 ? piece : piece.slice(0, hash)).trim();
  const weight = /^%(-?\d{1,3}(?:\.\d+)?)%/u.exec(text);
  const share = weight === null ? (marked ? 100 : 0) : Number(weight[1]);
  return {
    text: reading.answer(text.slice(weight?.[0].length ?? 0).trim()),
    right: share === 100,
    partly: share > 0 && share < 100,
    feedback: hash === -1 ? '' : reading.feedback(piece.slice(hash + 1).trim()),
  };
}
