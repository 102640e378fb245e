/** Texts with gaps as Moodle's XML has them: Cloze, and words that are dragged or selected into `[[1]]`, `[[2]]`. */
import type { TextFormat } from 'gift-pegjs';
import { CLOZE_START, type Cloze, clozeGap, type Gap } from './gift-gaps.ts';
import { unescaped } from './gift-signs.ts';
import { decodedEntities, type Texts } from './gift-texts.ts';
import { childrenOf, type Element, wordsIn } from './xml.ts';

const OWN = 'the numbers in brackets of the text are [1], [2] here, since (1), (2) are the gaps.';

/** The text with `(1)`, `(2)` for its gaps; brackets of its own become square ones. */
function marked(pieces: readonly string[], notes: string[]): string {
  if (pieces.some((piece) => /\(\d\)/u.test(piece))) notes.push(OWN);
  return pieces
    .map((piece) => piece.replaceAll(/\((\d)\)/gu, '[$1]'))
    .reduce((text, piece, at) => `${text}(${at})${piece}`);
}

/** Of `{1:SHORTANSWER:=a}` in a text; other braces are words. A string says why it cannot be read. */
export function clozeIn({ format, text }: TextFormat, texts: Texts): Cloze | string {
  const pieces: string[] = [];
  const gaps: Gap[] = [];
  let from = 0;
  for (let open = text.search(CLOZE_START); open !== -1;) {
    const end = unescaped(text, '}', open);
    if (end === -1) return `the gap ${text.slice(open, open + 30)}… is not closed by }.`;
    const gap = clozeGap(text.slice(open + 1, end), {
      answer: (said) => texts.plain({ format: 'moodle', text: unsigned(said) }),
      feedback: (said) => (format === 'html' || format === 'moodle' ? unsigned(said) : decodedEntities(unsigned(said))),
    });
    if (gap === undefined)
      return `the gap ${text.slice(open, end + 1).slice(0, 40)} has no right answer: put = before it.`;
    pieces.push(text.slice(from, open));
    gaps.push(gap);
    from = end + 1;
    const next = text.slice(from).search(CLOZE_START);
    open = next === -1 ? -1 : from + next;
  }
  if (gaps.length === 0) return 'its text has no gap, such as {1:SHORTANSWER:=word}.';
  return { format, text: marked([...pieces, text.slice(from)], texts.notes), gaps, notes: [] };
}

const unsigned = (text: string): string => text.replaceAll(/\\([}#~=])/gu, '$1');

/** Words in groups, of which each gap takes those of one. */
export function groupedIn(question: Element, { format, text }: TextFormat, texts: Texts): Cloze | string {
  const words = ['dragbox', 'selectoption']
    .flatMap((name) => childrenOf(question, name))
    .map((box) => {
      const group = childrenOf(box, 'group')[0];
      return {
        text: texts.plain({ format: 'moodle', text: wordsIn(box) }),
        group: group === undefined ? '1' : wordsIn(group),
      };
    });
  const pieces = text.split(/\[\[\s*(\d+)\s*\]\]/u);
  const numbers = pieces.filter((_, at) => at % 2 === 1).map(Number);
  if (numbers.length === 0) return 'its text has no gap, such as [[1]].';
  const gaps: Gap[] = [];
  for (const number of numbers) {
    const right = words[number - 1];
    if (right === undefined) return `the gap [[${number}]] has no word of its own: there are ${words.length}.`;
    const choices = [...new Set(words.filter(({ group }) => group === right.group).map((one) => one.text))];
    gaps.push({
      answers: choices.map((one) => ({ text: one, right: one === right.text, partly: false, feedback: '' })),
      listed: choices.length > 1,
      number: false,
      several: false,
      exact: false,
    });
  }
  return {
    format,
    text: marked(
      pieces.filter((_, at) => at % 2 === 0),
      texts.notes,
    ),
    gaps,
    notes: [],
  };
}
