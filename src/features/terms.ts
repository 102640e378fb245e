/** What several features do with terms: suggest them while somebody types, lead to them, and find them by id. */
import { address } from '../chat/address.ts';
import { button, type Button } from '../chat/card.ts';
import type { Suggestion } from '../chat/command.ts';
import { arg } from '../chat/press.ts';
import { Refusal } from '../chat/reply.ts';
import { termsOf } from '../content/library.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { wayOn } from './declined.ts';

/** Looks another term up; the answer is for whoever pressed. */
export const lookUp = address('what.look', { term: arg.id });

/** The terms that may have been meant, each a button. */
export const termButtons = (terms: readonly Term[]): readonly Button[] =>
  terms.map((term) => button(lookUp({ term: term.id }), term.name));

/** @throws Refusal for an id that the glossary does not have (any more). */
export function knownTerm({ library }: Tools, id: string): Term {
  const term = library.content.terms.get(id);
  if (term !== undefined) return term;
  const near = library.lookup.suggest(id.replaceAll('-', ' '), 3).map((one) => one.id);
  throw new Refusal(
    `That entry is no longer in my glossary.${near.length > 0 ? ' Is it one of these?' : ''}`,
    wayOn(termButtons(termsOf(library.content, near))),
  );
}

export function suggestTerms(tools: Tools, typed: string): readonly Suggestion[] {
  return tools.library.lookup
    .suggest(typed)
    .map(({ name, via }) => ({ label: via === undefined ? name : `${name} (${via})`, value: name }));
}
