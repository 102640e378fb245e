/** The beginnings of an entry stand on their own: whoever asks what a word means has not met its neighbors yet. */
import { namesOf } from '../../content/lookup/names.ts';
import { readQuestion } from '../../content/lookup/reading.ts';
import { createSpeller } from '../../content/lookup/typos.ts';
import type { Term } from '../../content/schema.ts';
import { atOnce } from '../../content/slices.ts';
import type { Check } from './folder.ts';
import { BANK } from './levels.ts';
import { spoken } from './texts.ts';

/** Letters that everybody says. */
const EVERYDAY_LETTERS: ReadonlySet<string> = new Set(['OK', 'AM', 'PM', 'AI', 'PDF', 'USB', 'TV', 'ID', 'A', 'I']);
const LETTERS = /(?<![\p{L}\p{N}-])[A-Z][A-Z0-9]+s?(?![\p{L}\p{N}])/gu;

/** What a text explains where it stands is set in bold or italics there. */
const INTRODUCED = /\*{1,2}[^*\n]+\*{1,2}/gu;
const CODE = /`[^`\n]+`/gu;

export const checkBeginnings: Check = ({ content: { terms, course }, lineWith }, report) => {
  const familiar = new Set(course.familiar);
  const known = course.known.flatMap((id) => terms.get(id) ?? []);
  // a handful of terms cannot all point at each other
  if (terms.size < BANK) return;
  const reader = { names: atOnce(namesOf([...terms.values()])), speller: createSpeller([]), knows: () => true };
  const namedIn: NamedIn = (words) =>
    readQuestion(words, reader).mentions.flatMap(({ namings: [naming], everyday, via }) => {
      const term = terms.get(naming?.id ?? '');
      return term === undefined || everyday || via === 'typo' ? [] : [term];
    });
  for (const term of terms.values()) {
    const short = namedIn(spoken(term.short));
    const unmet = short.filter((one) => one !== term && one.priority !== 'A' && !familiar.has(one.id));
    if (unmet.length > 0)
      report.error(
        term.file,
        lineWith(term.file, term.short.split('\n')[0] ?? ''),
        `the first paragraph uses ${listed(unmet.map(({ name }) => name))}, which a beginner may not have met: say it without.`,
      );
    const strange = strangeIn(term, new Set([term, ...short, ...known]), namedIn);
    if (strange.length > 0)
      report.advise(
        term.file,
        lineWith(term.file, term.more.split('\n')[0] ?? ''),
        `"More" begins with ${listed(strange)}, which a beginner may not have met: say it in everyday words, or below.`,
      );
  }
};

/** The terms that a text names, in the order of the text. */
type NamedIn = (words: string) => readonly Term[];

/** Names, letters and code words in the first paragraph of the fuller text, but for what the short answer has said already. */
function strangeIn(term: Term, said: ReadonlySet<Term>, namedIn: NamedIn): readonly string[] {
  const [first = ''] = term.more.split(/\n\s*\n/u);
  const own = [term.name, ...term.aliases].join(' ').toLowerCase();
  const words = spoken(first.replaceAll(INTRODUCED, ' '));
  const names = namedIn(words).flatMap((one) => (said.has(one) ? [] : [one.name]));
  const letters = [...words.matchAll(LETTERS)]
    .map(([found]) => found)
    .filter((found) => !EVERYDAY_LETTERS.has(found) && !own.includes(found.toLowerCase()));
  const code = [...first.matchAll(CODE)].map(([found]) => found);
  return [...names, ...letters, ...code];
}

const listed = (words: readonly string[]): string => [...new Set(words)].join(', ');
