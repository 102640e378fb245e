/** What makes an entry of the glossary easy to find and to read, in a glossary that is more than a sketch. */
import type { Check } from './folder.ts';
import { BANK } from './levels.ts';
import { spoken } from './texts.ts';

/** Most words of the fuller text: about a minute of slow reading. */
const MOST_WORDS = 120;

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
    const untold = (['use', 'watch'] as const).filter((field) => term[field] === undefined);
    if (untold.length > 0)
      report.advise(
        term.file,
        1,
        `without "${untold.join('" and "')}" a comparison has a row less: write one sentence each.`,
      );
    const words = spoken(term.more).match(/[\p{L}\p{N}][\p{L}\p{N}'’./-]*/gu)?.length ?? 0;
    if (words > MOST_WORDS)
      report.error(
        term.file,
        folder.lineWith(term.file, '## More'),
        `the fuller text has ${words} words; at most ${MOST_WORDS}.`,
      );
  }
};
