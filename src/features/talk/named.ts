/** What a text that may go on with the last word names itself: then it is about that, and not about the last word. */
import type { Library } from '../../content/library.ts';
import { CHAT, GRAMMAR } from '../../content/lookup/words.ts';
import type { Intent, Term } from '../../content/schema.ts';
import { POINTS, telling } from '../../content/talk/phrases.ts';

/** Asks about a thing by its name: "when do I use X", "what is X". */
const ASKS = /^\W*(?:(?:so|and|but|ok|okay|well)\W+)*(?:what|when|why|where|who|how|is|are|do|does)\b/iu;

/** The term; `unknown` when the words name something else that is not known. Undefined when they name nothing of their own. */
export function namedIn(library: Library, said: string, intent: Intent): Term | 'unknown' | undefined {
  const usual = new Set([...intent.cues, ...intent.phrases].flatMap(telling));
  const own = telling(said).filter((word) => !CHAT.has(word) && !GRAMMAR.has(word) && !usual.has(word));
  if (own.length === 0) return undefined;
  return termNamed(library, said) ?? termNamed(library, own.join(' ')) ?? (isOther(said) ? 'unknown' : undefined);
}

/** What only describes a term may be anything. "apis" are as good as "api". */
export function termNamed({ lookup, content }: Library, words: string): Term | undefined {
  const [first] = [words, words.replace(/s$/u, '')].flatMap((one) => {
    const found = lookup.find(one);
    return found.kind === 'terms' ? found.terms.filter(({ via }) => via !== 'asks' && via !== 'content') : [];
  });
  return content.terms.get(first?.id ?? '');
}

const isOther = (said: string): boolean => ASKS.test(said) && !POINTS.test(said);
