/** One side of a term at a time: in everyday words, by an example, what it is good for, and all the rest. */
import { button, buttons, type Card, card, text, title } from '../../chat/card.ts';
import type { Act, Term } from '../../content/schema.ts';
import type { Tools } from '../../tools.ts';
import { everydayCard, exampleCard, explanation, moreCard, quizMe, showMore } from '../terms-card.ts';

export type Part = Extract<Act, 'simpler' | 'example' | 'why' | 'more'>;

export async function partCard(tools: Tools, term: Term, part: Part): Promise<Card> {
  const drawn = await draw(tools, term, part);
  return { ...drawn, about: { topic: `term:${term.id}` } };
}

async function draw(tools: Tools, term: Term, part: Part): Promise<Card> {
  switch (part) {
    case 'simpler':
      return everydayCard(tools, term);
    case 'example':
      return exampleCard(tools, term);
    case 'why':
      return whyCard(tools, term);
    case 'more':
      return moreCard(tools, term);
    default:
      return part satisfies never;
  }
}

/** When one uses it, where an author says so; else what it is about. */
const whyCard = ({ library }: Tools, term: Term): Card =>
  card(
    title(term.name),
    term.use === undefined ? explanation(term) : text(`**When you use it.** ${term.use}`),
    buttons(
      button(showMore({ term: term.id }), 'More'),
      library.questionsOn(term.id).length > 0 && button(quizMe({ term: term.id }), 'Quiz me', 'main'),
    ),
  );
