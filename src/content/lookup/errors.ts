/** Error messages as machines write them: names, paths and numbers in them change, and what the message says stays. */

/** What stands for anything: "foo" in `column "foo" does not exist`. */
const QUOTED = /"[^"\n]*"|'[^'\n]*'|`[^`\n]*`|“[^”\n]*”|‘[^’\n]*’/gu;
/** Names that programs give to errors: ModuleNotFoundError, EADDRINUSE, ERR_CERT_DATE_INVALID. */
const NAMED = /\b(?:[A-Z]\w*(?:Error|Exception|Timeout)|E[A-Z]{4,}|(?:[A-Z]+_)+[A-Z]+|SIG[A-Z]{3,})\b/gu;
const SAYS_SO = /\b(?:error|exception|fault|failed|fatal|missing|exceeded|(?:does|do|is|are|can) ?not|can't|no)\b/iu;
/** Longer texts tell a story. */
const LONGEST = 300;

/** The parts of a message that may stand in the content word for word, those that say most first; often none. */
export function partsOfError(message: string): readonly string[] {
  if (message.length > LONGEST) return [];
  const names = message.match(NAMED) ?? [];
  if (names.length === 0 && !SAYS_SO.test(message)) return [];
  const whole = message.replaceAll(QUOTED, ' ').trim();
  const parts = whole.split(/:+\s|::|[()\n]|\s-\s/u).map((part) => part.trim());
  const told = [whole, ...parts.toSorted((a, b) => b.length - a.length)].filter((part) => /\p{L}+\W+\p{L}/u.test(part));
  return [...new Set([...told, ...names])];
}
