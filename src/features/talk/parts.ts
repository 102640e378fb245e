/** One side of a term at a time: in everyday words, by an example, what it is good for, and all the rest. */
import { button, type Button, buttons, type Card, card, link, note, text, title } from '../../chat/card.ts';
import { md, type Markdown } from '../../chat/markdown.ts';
import { cut } from '../../chat/words.ts';
import type { Library } from '../../content/library.ts';
import type { Term } from '../../content/schema.ts';
import { readLessonButton } from '../learn/addresses.ts';
import { quizMe } from '../terms.ts';
import { tellPart } from './addresses.ts';

/** What each is called on a button, in the order in which they are offered. */
export const PARTS = {
  simpler: 'In everyday words',
  example: 'An example',
  why: 'What for?',
  more: 'More',
} as const;
export type Part = keyof typeof PARTS;
export const isPart = (name: string): name is Part => Object.hasOwn(PARTS, name);

/** A bold lead-in; on a line of its own before a code block or a list. */
const withLead = (lead: string, body: Markdown): Markdown =>
  /^(?:```|- |\d+\. )/u.test(body) ? `**${lead}.**\n\n${body}` : `**${lead}.** ${body}`;

/** Which side can be shown: where an author wrote none, the one that comes nearest. */
function sideOf(term: Term, part: Part): { readonly part: Part; readonly words: Markdown } {
  if (part === 'simpler') {
    const words = term.analogy === undefined ? '' : `\n\n${withLead('Picture it', term.analogy)}`;
    return { part, words: `**${term.short}**${words}` };
  }
  if (part === 'example' && term.example !== undefined) return { part, words: withLead('Example', term.example) };
  return part === 'example'
    ? { part: 'why', words: withLead('What it is about', term.more) }
    : { part, words: part === 'why' ? withLead('What it is good for', term.more) : term.more };
}

export function partCard(library: Library, term: Term, wanted: Part): Card {
  const { part, words } = sideOf(term, wanted);
  const lesson = library.lessonOn(term.id);
  const [reading] = term.reading;
  const others = (part === 'simpler' ? (['example', 'more'] as const) : (['simpler', 'example'] as const)).filter(
    (other) => other !== part && (other !== 'example' || term.example !== undefined),
  );
  const confused = term.confused.flatMap((one) => {
    const other = library.content.terms.get(one.with);
    return other === undefined ? [] : [md`**Not to be confused with ${other.name}.** ` + one.how];
  });
  return {
    summary: `${term.name}: ${term.short}`,
    about: { topic: `term:${term.id}` },
    ...card(
      title(term.name),
      text(words),
      part === 'more' && term.example !== undefined && text(withLead('Example', term.example)),
      part === 'more' && confused.length > 0 && note(confused.join('\n\n')),
      buttons(
        ...others
          .slice(0, part === 'more' ? 1 : 2)
          .map((other): Button => button(tellPart({ term: term.id, part: other }), PARTS[other])),
        library.questionsOn(term.id).length > 0 && button(quizMe({ term: term.id }), 'Quiz me', 'main'),
        lesson !== undefined && readLessonButton(lesson),
        part === 'more' && reading !== undefined && link(reading.url, cut(`Read: ${reading.title}`, 75)),
      ),
    ),
  };
}
