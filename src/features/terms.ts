/** What several features do with terms: suggest them while somebody types, and lead to them. */
import { address } from '../chat/address.ts';
import type { Suggestion } from '../chat/command.ts';
import { arg } from '../chat/press.ts';
import type { Tools } from '../tools.ts';

/** Looks another term up; the answer is for whoever pressed. */
export const lookUp = address('what.look', { term: arg.id });

export function suggestTerms(tools: Tools, typed: string): readonly Suggestion[] {
  return tools.library.lookup
    .suggest(typed)
    .map(({ name, via }) => ({ label: via === undefined ? name : `${name} (${via})`, value: name }));
}
