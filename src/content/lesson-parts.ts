/** The parts of one card of a lesson, as its text has them: running text, pictures, questions, share-outs, and prompts with their answers. */
import type { LessonPart } from './schema.ts';

/** What a prompt opens with, in bold: it asks the reader to do something, so it owes them an answer. */
export const PROMPT_WORDS = [
  'Think',
  'Try',
  'Do',
  'Look',
  'Draw',
  'Write',
  'Say',
  'Guess',
  'Find',
  'Decide',
  'Choose',
  'Point',
  'Compare',
  'Begin',
  'Count',
] as const;

const OPENS_PROMPT = new RegExp(`^\\*\\*(?:${PROMPT_WORDS.join('|')})\\b[^*]*\\*\\*`, 'u');
/** Any other bold words before a colon, with a question behind them: a prompt by another name. */
const ASKS = /^\*\*[^*]+:\*\*[^]*\?/u;
const PART = /^(!|\?|&)\[([a-z0-9-]+)\]$/u;
const ANSWER = /^>\s?/u;
/** The longest answer, in characters: it stands on the card beside all the rest. */
const LONGEST_ANSWER = 400;

interface Piece {
  readonly lines: readonly string[];
  /** Counted from the first line of the text. */
  readonly at: number;
}

/**
 * `report` is told what is wrong, with the line counted from the first line of `body`: a prompt without an answer, which
 * stays plain text, and an answer that no prompt stands before.
 */
export function lessonParts(body: string, report: (at: number, message: string) => void): LessonPart[] {
  const parts: LessonPart[] = [];
  const say = (text: string): void => {
    const last = parts.at(-1);
    if (last?.kind === 'text') parts[parts.length - 1] = { kind: 'text', text: `${last.text}\n\n${text}` };
    else parts.push({ kind: 'text', text });
  };
  const pieces = piecesOf(body);
  for (let index = 0; index < pieces.length; index += 1) {
    const { lines, at } = pieces[index] as Piece;
    const text = lines.join('\n');
    const [, mark, id] = (lines.length === 1 && PART.exec(text.trim())) || [];
    if (mark !== undefined && id !== undefined) parts.push(named(mark, id));
    else if (ANSWER.test(text)) report(at, 'an answer (lines with ">") stands behind the prompt that it answers.');
    else if (OPENS_PROMPT.test(text) || ASKS.test(text)) {
      const answer = pieces[index + 1];
      if (answer !== undefined && ANSWER.test(answer.lines[0] ?? '')) {
        index += 1;
        const words = answer.lines.map((line) => line.replace(ANSWER, '')).join('\n');
        parts.push({ kind: 'prompt', text, answer: words });
        if (words.length > LONGEST_ANSWER)
          report(answer.at, `the answer has ${words.length} characters; at most ${LONGEST_ANSWER}.`);
      } else {
        report(
          at,
          `"${text.slice(0, 40)}…" asks for something: write the answer behind it, in lines that begin with ">".`,
        );
        say(text);
      }
    } else say(text);
  }
  return parts;
}

const named = (mark: string, id: string): LessonPart =>
  mark === '!'
    ? { kind: 'picture', name: id }
    : mark === '?'
      ? { kind: 'ask', question: id }
      : { kind: 'share', share: id };

/** Paragraphs, with fenced code whole; a line that names a part is a piece of its own. */
function piecesOf(body: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let lines: string[] = [];
  let from = 0;
  let fenced = false;
  const flush = (): void => {
    if (lines.length > 0) pieces.push({ lines, at: from });
    lines = [];
  };
  body.split('\n').forEach((line, at) => {
    const alone = !fenced && PART.test(line.trim());
    if (!fenced && (alone || line.trim() === '' || (ANSWER.test(line) && !ANSWER.test(lines[0] ?? '> ')))) flush();
    if (line.trim() === '' && !fenced) return;
    if (lines.length === 0) from = at;
    lines.push(line);
    if (/^\s*```/u.test(line)) fenced = !fenced;
    if (alone) flush();
  });
  flush();
  return pieces;
}
