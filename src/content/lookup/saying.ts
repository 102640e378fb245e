/** Whether the sentence of an everyday question may be said: "Yes", "No" and "Because" answer one form of question only. */
import type { Asks } from './answer.ts';
import { askedFor } from './asking.ts';

/** How a sentence answers by its first word: yes or no, or a reason; undefined when it says the same to any question. */
const OPENER = /^(?:(?<verdict>(?:Yes|No)(?=[.,:])|Not\b)|(?<reason>Because)\b)/u;
/** Such a question wants something else than yes or no, whatever it is about. */
const OTHER_FORM: ReadonlySet<Asks> = new Set([
  'how',
  'why',
  'happens',
  'where',
  'when',
  'which',
  'compare',
  'symptom',
]);
const NAMING = /\b(?:what|whats|who|whose|which|define|explain|describe)\b/u;
/** What turns yes into no, and is no word that phrases are compared by. */
const TURNING = /\b(?:no|not|never|without|nobody|nothing)\b/u;

/**
 * What is said to a question, or nothing.
 * @param close an author wrote this very question, or one that says the same, for this sentence
 */
export function sayingTo(
  say: string,
  words: readonly string[],
  close: 'verbatim' | 'same' | undefined,
): string | undefined {
  const opener = OPENER.exec(say)?.groups;
  if (opener === undefined) return say;
  if (close === undefined) return undefined;
  const text = words.join(' ');
  const asks = askedFor(words);
  const fits = opener['reason'] === undefined ? isVerdictFor(asks, text) : asks === 'why';
  if (fits && (close === 'verbatim' || opener['reason'] !== undefined || !TURNING.test(text))) return say;
  return close === 'verbatim' ? withoutOpener(say) : undefined;
}

const isVerdictFor = (asks: Asks, text: string): boolean =>
  !OTHER_FORM.has(asks) && !/\bor\b(?! not\b)/u.test(text) && !NAMING.test(text);

/** "No. It is a runtime." answers "what is it" as well, without its first word. */
function withoutOpener(say: string): string {
  const rest = say.replace(/^(?:(?:Yes|No)\b[,.:]?|Because) /u, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
