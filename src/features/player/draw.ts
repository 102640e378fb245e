/** How a question looks: while it is open, and after it was answered. Pure: from what is stored to a Card. */
import {
  type Block,
  button,
  buttons,
  type Button,
  type Card,
  code,
  lettered,
  note,
  rowsOf,
  text,
} from '../../chat/card.ts';
import { LIMITS } from '../../chat/limits.ts';
import { escape, type Markdown } from '../../chat/markdown.ts';
import type { Question } from '../../content/schema.ts';
import { codeOf, revealOf, stemOf } from '../../questions/index.ts';
import type { Turn } from '../../questions/kind.ts';
import { FULL_POINTS, gradeOfScore, HINT_POINTS } from '../../tutor/score.ts';
import type { Press } from '../../chat/press.ts';
import { fitted, headline, isMarked, type Shown } from './marks.ts';

/** Where the question stands: "Question 2 of 5 · Databases". */
export type Place = Markdown;

/** What saves a guess. */
export const UNKNOWN_LABEL = 'I don’t know';

/** More choices than this and they become a list to pick from: three rows of buttons are enough on a phone. */
const MOST_BUTTONS = 10;

export interface OpenControls {
  /** The press for one choice. */
  choose(key: string): Press;
  readonly pick: Press;
  readonly type: Press;
  /** Absent when there is no hint, or it is shown already. */
  readonly hint?: Press;
  readonly unknown: Press;
  /** Absent before the first move. */
  readonly undo?: Press;
  readonly more: readonly Button[];
}

function questionBlocks(question: Question): Block[] {
  const shown = codeOf(question);
  return [text(stemOf(question)), ...(shown === undefined ? [] : [code(shown.text, shown.language)])];
}

/** An unanswered question. `hint`: show it. */
export function openQuestion(
  place: Place,
  question: Question,
  turn: Turn,
  hint: boolean,
  controls: OpenControls,
): Card {
  // what costs points comes last in its row: not where the button to go on was
  const help = buttons(
    controls.undo && button(controls.undo, 'Undo'),
    button(controls.unknown, UNKNOWN_LABEL),
    controls.hint && button(controls.hint, `Hint (${FULL_POINTS} → ${HINT_POINTS} points)`),
  );
  const rest = buttons(...controls.more);
  return {
    blocks: [
      note(place),
      ...questionBlocks(question),
      ...(turn.sofar === undefined || turn.sofar.length === 0
        ? []
        : [
            turn.code === true
              ? code(turn.sofar.join('\n'))
              : text(turn.sofar.map((line) => escape(line)).join('  \n')),
          ]),
      ...(turn.prompt === undefined ? [] : [text(turn.prompt)]),
      ...turnBlocks(turn, controls),
      ...(hint && question.hint !== undefined ? [note(`**Hint:** ${question.hint}`)] : []),
      ...[help, rest].filter((row) => row !== undefined),
    ],
  };
}

/** Everything is chosen; before the answer is shown, the learner says how sure they are. */
export function sureQuestion(
  place: Place,
  question: Question,
  choices: Block | undefined,
  controls: { readonly undo?: Press },
): Card {
  const rest = buttons(controls.undo && button(controls.undo, 'Undo'));
  return {
    blocks: [
      note(place),
      ...questionBlocks(question),
      text('**How sure are you?** It changes no points; it tells you later what you only guessed.'),
      ...[choices, rest].filter((block) => block !== undefined),
    ],
  };
}

function turnBlocks(turn: Turn, controls: OpenControls): Block[] {
  switch (turn.via) {
    case 'choose': {
      if (turn.choices.length > MOST_BUTTONS) {
        const options = turn.choices
          .slice(0, LIMITS.options)
          .map((choice) => ({ value: choice.key, label: choice.text }));
        return [{ kind: 'pick', press: controls.pick, label: 'Choose one', of: 'options', options }];
      }
      if (turn.labels !== true)
        return [
          ...lettered(
            turn.choices.map(({ key, text: words, place }) => ({
              text: words,
              press: controls.choose(key),
              ...(place !== undefined && { place }),
            })),
            turn.code,
          ),
        ];
      return [...rowsOf(turn.choices.map((choice) => button(controls.choose(choice.key), choice.text)))];
    }
    case 'pick':
      return [
        {
          kind: 'pick',
          press: controls.pick,
          label: turn.max === 1 ? 'Choose one' : 'Choose all that are right',
          done: 'Answer',
          of: 'options',
          min: turn.min,
          max: turn.max,
          options: turn.choices.map((choice) => ({ value: choice.key, label: choice.text })),
        },
      ];
    case 'type':
      return [{ kind: 'buttons', buttons: [button(controls.type, 'Write the answer', 'main')] }];
    default:
      return turn satisfies never;
  }
}

/** An answered question: the verdict in words, each piece with its mark, feedback as far as there is room, and the reason. */
export function answeredQuestion(
  place: Place,
  question: Question,
  answer: Shown,
  more: Press,
  controls: readonly Button[],
): Card {
  const { lines, left } = fitted(answer.remarks);
  const grade = gradeOfScore(answer.score);
  const row = buttons(
    ...controls,
    left.length > 0 && button(more, left.some(isMarked) ? 'More explanations' : 'The other options'),
  );
  return {
    tone: grade === 'right' ? 'good' : grade === 'wrong' && answer.unknown !== true ? 'bad' : 'plain',
    blocks: [
      note(place),
      ...questionBlocks(question),
      text(headline(answer)),
      ...(lines === '' ? [] : [text(lines)]),
      ...(grade === 'right' || answer.remarks.some((remark) => remark.right)
        ? []
        : [text(`**The answer:**\n\n${revealOf(question)}`)]),
      text(question.explanation),
      ...answer.remedies.map((remedy) => note(`**A common mix-up.** ${remedy}`)),
      ...(answer.after ?? []),
      ...(row === undefined ? [] : [row]),
    ],
  };
}
