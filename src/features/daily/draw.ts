/** How a drop looks: the public message while it is open and after it closed, and the reveal in its thread. */
import { button, buttons, type Card, card, code, note, text, title } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import type { Question } from '../../content/schema.ts';
import { revealOf, stemOf } from '../../questions/index.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tally } from '../../storage/drop-answers.ts';
import type { Drop } from '../../storage/drops.ts';

export interface DropView {
  readonly drop: Drop;
  readonly cohort: Cohort;
  readonly question: Question;
  readonly state:
    | { readonly kind: 'open'; readonly answers: number }
    | { readonly kind: 'closed'; readonly tally: Tally };
}

export const threadTitleOf = ({ drop }: DropView): string => `Daily drop of ${drop.localDate}`;

const answered = (n: number): string => (n === 1 ? '1 person has answered.' : `${n} people have answered.`);

/** The public message; says nothing about right or wrong before it closes. */
export function drawDrop({ drop, question, state }: DropView): Card {
  const answers = state.kind === 'open' ? state.answers : state.tally.answers;
  return card(
    title(`Daily drop, ${drop.localDate}`),
    text(stemOf(question)),
    question.code !== undefined && code(question.code.text.trimEnd(), question.code.language),
    note(state.kind === 'open' ? answered(answers) : `${answered(answers)} It is closed; the answer is in the thread.`),
    buttons(
      button(
        { id: 'daily.answer', args: { drop: drop.id } },
        state.kind === 'open' ? 'Answer' : 'Try it',
        state.kind === 'open' ? 'main' : 'plain',
      ),
    ),
  );
}

/** The reveal: the answer, how it went, and why. */
export function drawReveal({ question, state }: DropView): Card {
  const tally = state.kind === 'closed' ? state.tally : undefined;
  return card(
    text(`**The answer:**\n\n${revealOf(question)}`),
    text(question.explanation),
    tally !== undefined &&
      note(md`${tally.answers} answered: ${tally.right} right, ${tally.partly} partly right, ${tally.wrong} not yet.`),
  );
}
