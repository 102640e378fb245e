/** What makes an entry of the glossary easy to find and to read, in a glossary that is more than a sketch. */
import { namesOf } from '../../content/lookup/names.ts';
import { readQuestion } from '../../content/lookup/reading.ts';
import { createSpeller } from '../../content/lookup/typos.ts';
import type { Term } from '../../content/schema.ts';
import { atOnce } from '../../content/slices.ts';
import type { Check, Folder, Reporter } from './folder.ts';
import { BANK } from './levels.ts';
import { spoken } from './texts.ts';

/** Most words of the fuller text: about a minute of slow reading. */
const MOST_WORDS = 120;

/**
 * Names that a short answer may use although the course does not begin with them: they are plain words in such a sentence
 * ("delete a photo", "store a record", "response time"), or the sentence itself says what they are ("the language C#").
 */
const FAMILIAR: ReadonlySet<string> = new Set(
  `web-server world-wide-web table https get delete-http c-sharp secret git encryption dns-record latency xml
    microservices`.split(/\s+/u),
);

/** How somebody begins who does not know the word. */
const WONDERING = /^(?:how|why|what)\b/iu;

export const checkEntries: Check = (folder, report) => {
  const { terms } = folder.content;
  // a handful of terms cannot all point at each other
  if (terms.size < BANK) return;
  const named = new Set([...terms.values()].flatMap((term) => [...term.see, ...term.confused.map((one) => one.with)]));
  for (const term of terms.values()) {
    if (!named.has(term.id))
      report.error(term.file, 1, `no other term leads here: name "${term.id}" under "see" or "confused" of one.`);
    if (!term.asks.some((phrase) => WONDERING.test(phrase)))
      report.error(term.file, folder.lineOf(term.file, ['asks']), 'none of the "asks" begins with how, why or what.');
    const words = spoken(term.more).match(/[\p{L}\p{N}][\p{L}\p{N}'’./-]*/gu)?.length ?? 0;
    if (words > MOST_WORDS)
      report.error(
        term.file,
        folder.lineWith(term.file, '## More'),
        `the fuller text has ${words} words; at most ${MOST_WORDS}.`,
      );
  }
  checkShorts(folder, report);
};

/** The first paragraph stands on its own: it names no other term that a beginner may not have met. */
function checkShorts(folder: Folder, report: Reporter): void {
  const { terms } = folder.content;
  const reader = { names: atOnce(namesOf([...terms.values()])), speller: createSpeller([]), knows: () => true };
  const met = ({ id, priority }: Term): boolean => priority === 'A' || FAMILIAR.has(id);
  for (const term of terms.values()) {
    const unmet = readQuestion(spoken(term.short), reader).mentions.flatMap(({ namings: [naming], everyday, via }) => {
      const other = terms.get(naming?.id ?? '');
      if (other === undefined || other.id === term.id || everyday || via === 'typo' || met(other)) return [];
      return [other.name];
    });
    if (unmet.length > 0)
      report.error(
        term.file,
        folder.lineWith(term.file, term.short.split('\n')[0] ?? ''),
        `the first paragraph uses ${[...new Set(unmet)].join(' and ')}, which a beginner may not have met: say it without.`,
      );
  }
}
