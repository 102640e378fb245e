/** How a drop looks: the public message while it is open and after it closed, and the reveal in its thread. */
import { counted, dayText, momentText } from '../../chat/words.ts';
import {
  type Block,
  button,
  buttons,
  type Card,
  card,
  code,
  lettered,
  letteredLines,
  note,
  picture,
  text,
  title,
} from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import { publicChoices } from '../../classroom/drops.ts';
import type { Question } from '../../content/schema.ts';
import type { Pictures } from '../../pictures/index.ts';
import { codeOf, revealOf, stemOf, turnOf } from '../../questions/index.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tally } from '../../storage/answer-counts.ts';
import type { Drop } from '../../storage/drops.ts';
import { FULL_POINTS, HINT_POINTS } from '../../tutor/score.ts';
import { dropIdOf } from '../../tutor/timetable.ts';
import { UNKNOWN_LABEL } from '../player/draw.ts';
import { chooseLetter, openDrop, sayUnknown, showHint } from './addresses.ts';
import { demoNote } from './demo-note.ts';
import { altOf, barsOf } from './distribution.ts';

export interface DropView {
  readonly drop: Drop;
  readonly cohort: Cohort;
  readonly question: Question;
  readonly state:
    | { readonly kind: 'open'; readonly answers: number }
    | { readonly kind: 'closed'; readonly tally: Tally };
}

/** Numbers about fewer people than these would tell what one of them did. */
export const FEWEST = 5;

export const threadTitleOf = ({ drop }: DropView): string => `Daily question of ${dayText(drop.localDate)}`;

const answered = (n: number): string =>
  n === 0 ? 'Nobody has answered yet.' : `${counted(n, 'person has', 'people have')} answered.`;

/** The public message; says nothing about right or wrong before it closes. */
export function drawDrop({ drop, cohort, question, state }: DropView): Card {
  const open = state.kind === 'open' && drop.state !== 'void';
  const shown = codeOf(question);
  return {
    ...card(
      title(`Daily question · ${dayText(drop.localDate)}`),
      text(stemOf(question)),
      shown !== undefined && code(shown.text, shown.language),
      ...(open ? openBlocks(drop, question) : closedBlocks(drop)),
      note(
        open
          ? `${answered(state.answers)} Answers are private. Open until ${momentText(drop.closesAt, cohort.zone)} (${cohort.zone}).`
          : closedWords(drop, cohort, state),
      ),
      demoNote(cohort),
    ),
    summary: `The daily question of ${dayText(drop.localDate)}`,
  };
}

/** What the public message of a date will say, without anything to press. */
export function drawPreview({
  cohort,
  date,
  question,
}: {
  readonly cohort: Cohort;
  readonly date: string;
  readonly question: Question;
}): readonly Block[] {
  const shown = codeOf(question);
  const choices = publicChoices(question, dropIdOf(cohort.id, date));
  return [
    text(stemOf(question)),
    ...(shown === undefined ? [] : [code(shown.text, shown.language)]),
    ...(choices === undefined ? privateLines(question) : [text(letteredLines(choices.map((choice) => choice.text)))]),
  ];
}

/** What whoever presses *Answer* is asked first. */
function privateLines(question: Question): readonly Block[] {
  const turn = turnOf(question, 0, []);
  const lines = turn === undefined || turn.via === 'type' ? [] : turn.choices.map((choice) => md`- ${choice.text}`);
  return [
    note('Its message has the button *Answer*; what comes then, only that person sees:'),
    ...(turn?.prompt === undefined ? [] : [text(turn.prompt)]),
    ...(lines.length === 0 ? [note('*The answer is typed.*')] : [text(lines.join('\n'))]),
  ];
}

function openBlocks(drop: Drop, question: Question): readonly (Block | undefined)[] {
  const choices = publicChoices(question, drop.id);
  const hint =
    question.hint !== undefined && button(showHint({ drop: drop.id }), `Hint (${FULL_POINTS} → ${HINT_POINTS} points)`);
  if (choices === undefined) return [buttons(button(openDrop({ drop: drop.id }), 'Answer', 'main'))];
  return [
    ...lettered(choices.map(({ key, text: words }) => ({ text: words, press: chooseLetter({ drop: drop.id, key }) }))),
    buttons(button(sayUnknown({ drop: drop.id }), UNKNOWN_LABEL), hint),
  ];
}

const closedBlocks = (drop: Drop): readonly (Block | undefined)[] => [
  buttons(button(openDrop({ drop: drop.id }), 'Try it')),
];

function closedWords(drop: Drop, cohort: Cohort, state: DropView['state']): string {
  const n = state.kind === 'open' ? state.answers : state.tally.answers;
  if (drop.state === 'void')
    return "Staff took this one back. It costs nobody's streak anything; *Try it* still works.";
  const where = cohort.reveal ? ' The answer is in the thread.' : '';
  return `Closed. ${answered(n)}${where} *Try it* still works, for learning.`;
}

/** The reveal: how it went as a picture, the answer, and why. */
export async function drawReveal(pictures: Pictures, { drop, question, state }: DropView): Promise<Card> {
  const tally = state.kind === 'closed' ? state.tally : undefined;
  const bars = tally === undefined || tally.answers < FEWEST ? undefined : barsOf(question, tally);
  return {
    ...card(
      text(`**The answer:**\n\n${revealOf(question)}`),
      text(question.explanation),
      bars !== undefined && tally !== undefined
        ? picture(await pictures.bars(`drop-${drop.localDate}`, bars), altOf(bars, tally.answers))
        : undefined,
      tally !== undefined && note(tallyWords(tally)),
    ),
    summary: `The answer to the daily question of ${dayText(drop.localDate)}`,
  };
}

function tallyWords(tally: Tally): string {
  if (tally.answers === 0) return 'Nobody answered this one in time. It stays there for learning.';
  if (tally.answers < FEWEST)
    return `${answered(tally.answers)} With so few I show no numbers, so that nobody is singled out.`;
  return `${answered(tally.answers)} ${tally.right} right, ${tally.partly} partly right, ${tally.wrong} not yet.`;
}
