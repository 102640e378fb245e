/** What several features do with terms: suggest them while somebody types. */
import type { Suggestion } from '../chat/command.ts';
import type { Tools } from '../tools.ts';

export function suggestTerms(tools: Tools, typed: string): readonly Suggestion[] {
  return tools.library.lookup
    .suggest(typed)
    .map(({ name, via }) => ({ label: via === undefined ? name : `${name} (${via})`, value: name }));
}
