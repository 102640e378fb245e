/** What several features do with terms: suggest them while somebody types, cut their words to size. */
import type { Suggestion } from '../chat/command.ts';
import type { Tools } from '../tools.ts';

export function suggestTerms(tools: Tools, typed: string): readonly Suggestion[] {
  return tools.library.lookup
    .suggest(typed)
    .map(({ name, via }) => ({ label: via === undefined ? name : `${name} (${via})`, value: name }));
}

/** At most `max` characters on one line, with an ellipsis when something was cut. */
export function cut(words: string, max: number): string {
  const line = words.replaceAll(/\s+/gu, ' ').trim();
  return line.length <= max
    ? line
    : `${line
        .slice(0, max - 1)
        .toWellFormed()
        .replace(/\ufffd$/u, '')
        .trimEnd()}…`;
}
