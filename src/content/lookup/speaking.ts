/** Which terms a message speaks of, whether it asks anything or not: what somebody who points at it may not know. */
import { BROAD } from './judge.ts';
import type { Mention, Reading } from './reading.ts';

/**
 * The terms that are worth explaining, in the order of the message. Names that everybody has heard of stand back behind
 * the others, and words that are ordinary English count only in computing company.
 */
export function spokenOf(
  reading: Reading,
  computing: boolean,
  idOf: (mention: Mention) => string | undefined,
  most: number,
): readonly string[] {
  const isMeant = ({ start, everyday, little, via, namings }: Mention): boolean => {
    // GET and PUT are ordinary verbs of a message that asks nothing, unless they are written as commands are
    if (little || namings.some((one) => one.little || (one.everyday && /^[A-Z]{2,}$/u.test(one.shown)))) {
      const { shout = false, quoted = false } = reading.tokens[start] ?? {};
      return shout || quoted;
    }
    return everyday ? computing && via !== 'typo' : true;
  };
  const wide = ({ start, end, everyday }: Mention): boolean =>
    everyday || (end - start === 1 && BROAD.has(reading.words[start] ?? ''));
  const found: { readonly id: string; readonly at: number; readonly wide: boolean }[] = [];
  for (const mention of reading.mentions.filter(isMeant)) {
    const id = idOf(mention);
    if (id !== undefined && !found.some((one) => one.id === id))
      found.push({ id, at: mention.start, wide: wide(mention) });
  }
  return found
    .toSorted((a, b) => Number(a.wide) - Number(b.wide) || a.at - b.at)
    .slice(0, most)
    .toSorted((a, b) => a.at - b.at)
    .map(({ id }) => id);
}
