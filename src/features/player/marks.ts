/** An answer in words: its grade, the parts that were right, each piece's own mark, and what the author says of it. Pure. */
import { type Block, type Card, text } from '../../chat/card.ts';
import { md, type Markdown } from '../../chat/markdown.ts';
import { counted } from '../../chat/words.ts';
import type { Marked } from '../../classroom/verdicts.ts';
import type { Remark } from '../../questions/kind.ts';
import { FULL_POINTS, gradeOfScore, HINT_POINTS } from '../../tutor/score.ts';

/** An answer, ready to be shown. */
export interface Shown {
  /** 0 to 1: what counts, rulings included. */
  readonly score: number;
  readonly marked: Marked;
  readonly remarks: readonly Remark[];
  readonly points: number;
  readonly first: boolean;
  readonly hint: boolean;
  /** What helps against the wrong ideas in it, in two lines each. */
  readonly remedies: readonly Markdown[];
  /** They said that they do not know. */
  readonly unknown?: boolean;
  /** It was a drop's question, answered when the drop was over. */
  readonly over?: boolean;
  /** What becomes of it from here. */
  readonly after?: readonly Block[];
}

/** What the card of an answered question is headed by. */
export function headline(answer: Shown): Markdown {
  const { score, points, first, hint, over, unknown, marked } = answer;
  if (unknown === true) return '💡 **Good to know that.** Here is how it is; it comes back when you review.';
  const grade = gradeOfScore(score);
  const word = gradeLine(answer);
  if (over === true) return `${word} The daily question was over, so this was for practice.`;
  if (!first) return `${word} You have answered this one before, so this was for practice.`;
  const then = marked.by === 'earlier' ? ', by the rule of that time' : '';
  if (points === 0) return then === '' ? word : `${word} No points${then}.`;
  const full = hint ? HINT_POINTS : FULL_POINTS;
  const earned = grade === 'partly' ? `${points} of ${full} points` : counted(points, 'point');
  return `${word} ${earned}${hint ? ' (with the hint)' : ''}${then}.`;
}

/** The grade in words, with the parts that were right: what is shown is what was paid. */
function gradeLine({ score, marked: { by, count, worth } }: Shown): Markdown {
  const parts = count && `${count.right} of ${count.of} ${count.what}.`;
  switch (gradeOfScore(score)) {
    case 'right':
      return by === 'ruled' ? '✅ **Right**, by a decision of your instructors.' : '✅ **Right.**';
    case 'partly':
      return parts === undefined
        ? `🟡 **Partly right:** ${worth ?? 'close, which is worth half.'}`
        : `🟡 **Partly right: ${parts}**`;
    default:
      return parts === undefined ? '❌ **Not this time.**' : `❌ **Not this time:** ${parts}`;
  }
}

/** Characters of remarks that fit beside a stem, code and explanation of full length. */
const REMARKS_ROOM = 1_500;

/** What did not fit on the card of the answered question. */
export function otherRemarks(remarks: readonly Remark[]): Card {
  const { left } = fitted(remarks);
  return {
    blocks: [text(left.length === 0 ? 'The card above has them all.' : left.slice(0, 10).map(remarkLine).join('\n\n'))],
  };
}

/** Whether there is something to be told of it in a word: options that were left alone, rightly, come with their feedback. */
export const isMarked = ({ chosen, right, said }: Remark): boolean => chosen || right || said !== undefined;
const isMissed = (remark: Remark): boolean => isMarked(remark) && markOf(remark) !== '✅';

/**
 * The remarks as they fit: each piece's own mark first, then feedback, for what went wrong before what went right. `left`:
 * those whose feedback found no room.
 */
export function fitted(remarks: readonly Remark[]): { readonly lines: Markdown; readonly left: readonly Remark[] } {
  let room = REMARKS_ROOM;
  const took = (length: number): boolean => {
    if (length > room) return false;
    room -= length;
    return true;
  };
  const lengthOf = ({ text: words, said = '' }: Remark): number => words.length + said.length + 30;
  const bare = new Set(remarks.filter((one) => isMarked(one) && took(lengthOf(one))));
  const full = new Set(
    remarks
      .toSorted((a, b) => Number(isMissed(b)) - Number(isMissed(a)))
      .filter((one) => took(one.feedback.length + (bare.has(one) ? 0 : lengthOf(one)))),
  );
  const shown = remarks.filter((one) => bare.has(one) || full.has(one));
  const lines = shown.map((one, at) => {
    const before = shown[at - 1];
    // bare marks stand close together
    const gap = before === undefined ? '' : full.has(before) || full.has(one) ? '\n\n' : '  \n';
    return gap + (full.has(one) ? remarkLine(one) : bareLine(one));
  });
  return { lines: lines.join(''), left: remarks.filter((one) => !full.has(one)) };
}

/** A tick is for what the learner got right, and for nothing else: the ticks are the number in the headline. */
export function markOf({ right, said, chosen }: Remark): string {
  if (said !== undefined) return '❌';
  if (chosen) return right ? '✅' : '❌';
  return right ? '👉' : '▫️';
}

const named = (remark: Remark): Markdown => md`${markOf(remark)} **${remark.text === '' ? '(nothing)' : remark.text}**`;
const bareLine = (remark: Remark): Markdown => named(remark) + (markOf(remark) === '✅' ? '' : who(remark));
const remarkLine = (remark: Remark): Markdown => `${named(remark)}${who(remark)}: ${remark.feedback}`;

function who({ said, chosen, right }: Remark): Markdown {
  if (said !== undefined) return md` (yours: ${said})`;
  if (chosen) return right ? ' (your answer, right)' : ' (your answer)';
  return right ? ' (right)' : '';
}
