/** Gathers what a drop's card is drawn from. */
import type { Card } from '../../chat/card.ts';
import { CardProblem, cardProblems } from '../../chat/card-problems.ts';
import type { Question } from '../../content/schema.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Drop } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { type DropView, drawDrop, drawReveal } from '../daily/draw.ts';

/** The question was taken out of the content after the drop was made. */
export class Withdrawn extends Error {
  override readonly name = 'Withdrawn';
}

/** @throws Withdrawn */
export function questionOf({ shelves }: Tools, { community }: Cohort, drop: Drop): Question {
  const question = shelves.within(community, () => shelves.library.content.questions.get(drop.question ?? ''));
  if (question === undefined) throw new Withdrawn(`the question ${drop.question ?? '(none)'} is not in the content`);
  return question;
}

/** @throws Withdrawn */
export async function viewOf(
  tools: Tools,
  { cohort, drop }: { readonly cohort: Cohort; readonly drop: Drop },
): Promise<DropView> {
  const question = questionOf(tools, cohort, drop);
  const { answers } = tools.store;
  const state: DropView['state'] =
    drop.closedAt === null
      ? { kind: 'open', answers: await answers.countAnswers(drop.id) }
      : { kind: 'closed', tally: await answers.tallyOf(drop.id) };
  return { drop, cohort, question, state };
}

/** The public message. @throws CardProblem when it cannot be shown everywhere. */
export const drawnDrop = async (view: DropView): Promise<Card> => Promise.resolve(drawDrop(view)).then(checked);
/** The reveal. @throws CardProblem */
export const drawnReveal = async (tools: Tools, view: DropView): Promise<Card> =>
  drawReveal(tools.pictures, view).then(checked);

function checked(card: Card): Card {
  const problems = cardProblems(card);
  if (problems.length > 0) throw new CardProblem(problems);
  return card;
}
