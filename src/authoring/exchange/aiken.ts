/** Questions from Aiken: a line with the question, lines `A. …` or `A) …`, and a line `ANSWER: B`. */
import { draftOption, firstLine } from '../../questions/draft.ts';
import { kindFor } from '../../questions/index.ts';
import { asIs } from './as-is.ts';
import { type Block, CONCEPT, type Context, EXPLANATION, idMaker, leftOut, type Drafted, question } from './draft.ts';

const OPTION = /^\s*([A-Z])(?:[.)]\s+|\)\s*)(\S.*)$/u;
/** `B`, `B.`, `B) GET`, `A, C`. */
const LETTERED = /^([A-Z])[.):](?:\s+(.*))?$/u;
const SMALL = /^\s*[a-z][.)]\s+\S/u;
const ANSWER = /^\s*ANSWER\s*:\s*(.*)$/iu;

export function importAiken(source: string, { taken }: Context): Block[] {
  const newId = idMaker(taken);
  const lines = source
    .replace(/^\ufeff/u, '')
    .replaceAll(/\r\n?/gu, '\n')
    .split('\n');
  const blocks: Block[] = [];
  let start = -1;
  let kept: string[] = [];
  const close = (): void => {
    if (kept.length > 0)
      blocks.push({ line: start + 1, first: firstLine(kept.join('\n')), outcome: readBlock(kept, newId) });
    kept = [];
  };
  let answered = false;
  lines.forEach((line, at) => {
    if (line.trim() === '') {
      // people put blank lines between a question and its options: those do not end it
      if (answered || !aheadIsPart(lines, at)) close();
      answered = false;
      return;
    }
    if (answered) {
      close();
      answered = false;
    }
    if (kept.length === 0) start = at;
    kept.push(line);
    answered = ANSWER.test(line);
  });
  close();
  return blocks;
}

/** Whether the next line with words still belongs to the question: an option or the answer. */
function aheadIsPart(lines: readonly string[], from: number): boolean {
  const next = lines.slice(from, from + 5).find((line) => line.trim() !== '') ?? '';
  return OPTION.test(next) || ANSWER.test(next);
}

function readBlock(lines: readonly string[], newId: ReturnType<typeof idMaker>): Drafted {
  const stem: string[] = [];
  const options: { letter: string; text: string }[] = [];
  let answer: string | undefined;
  for (const line of lines) {
    const found = OPTION.exec(line);
    const said = ANSWER.exec(line);
    if (said !== null) answer = (said[1] ?? '').trim();
    else if (found !== null) options.push({ letter: found[1] ?? '', text: (found[2] ?? '').trim() });
    else if (options.length === 0) stem.push(line.trim());
    else return leftOut(`an option may not go on in a second line: "${firstLine(line)}".`);
  }
  if (options.length === 0)
    return leftOut(
      stem.some((line) => SMALL.test(line))
        ? 'its options begin with small letters: write "A. " or "A) ", with capital letters.'
        : 'it has no options: lines that begin with "A. " or "A) ".',
    );
  if (stem.length === 0) return leftOut('the question itself is missing above its options.');
  if (answer === undefined) return leftOut('the line "ANSWER: …" is missing after its options.');
  const wrong = options.find(({ letter }, index) => letter !== String.fromCodePoint(65 + index));
  if (wrong !== undefined)
    return leftOut(`option ${wrong.letter} is out of turn: letters go A, B, C … without gaps or repeats.`);
  const letters = lettersIn(answer, options);
  if (typeof letters === 'string') return leftOut(letters);
  const text = asIs(stem.join('\n'));
  return question({
    id: newId(undefined, text),
    kind: kindFor(letters.length > 1 ? 'choices' : 'choice'),
    concepts: [CONCEPT],
    stem: text,
    options: options.map((one) => draftOption(one.text, letters.includes(one.letter), undefined)),
    explanation: EXPLANATION,
  });
}

type Option = { readonly letter: string; readonly text: string };

/** The letters that the answer names; a string says what to write instead. */
function lettersIn(answer: string, options: readonly Option[]): string[] | string {
  const own = LETTERED.exec(answer);
  const named = options.find(({ letter }) => letter === own?.[1]);
  const words = own?.[2]?.trim() ?? '';
  if (named !== undefined && (words === '' || words === named.text)) return [named.letter];
  const letters = answer
    .toUpperCase()
    .split(/[\s,;]+/u)
    .filter(Boolean);
  const unknown = letters.find((letter) => !options.some((one) => one.letter === letter));
  return unknown === undefined && letters.length > 0
    ? letters
    : `ANSWER names "${firstLine(answer)}", which is not the letter of one of its options: write ANSWER: ${options[0]?.letter ?? 'A'}, for example.`;
}
