/** Tells the names that are words of grammar, such as GET, PUT and WHERE, from those words, by what stands beside them. */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/u));

/** Who gets and puts things: behind these it is an ordinary verb. */
const DOERS = words(
  `i you we they he she it to not can could will would may might must should please let us people users everybody
    somebody someone who cannot always never did`,
);
/** Before a name of a command or a method. */
const BEFORE = words(
  'use using used method verb http sql command keyword clause plain called forgot forget forgotten without',
);
/** Behind it. */
const BEHIND = words('request requests method methods query statement clause vs versus route handler endpoint keyword');
/** Words of the same kind: beside one of them the other is meant, too. */
const SIBLINGS = words(
  'get put post patch delete head options select where insert update join having limit order group',
);
const JOINTS = words('or and vs versus than from instead between with when of');
/** What an article or "does" may lead to: "can a get have a body", "what does put do". */
const LEADS = words('a an the does do is are was when why how and');
const ACTS = words(
  'do does mean means return returns have has work works send sends change changes in on for safe better faster instead idempotent',
);

/** `at`: where the little word stands, in lower-case words of a question. */
export function isTechnical(question: readonly string[], at: number): boolean {
  const word = question[at] ?? '';
  if (!SIBLINGS.has(word)) return false;
  const before = question[at - 1] ?? '';
  const behind = question[at + 1] ?? '';
  if (DOERS.has(before)) return false;
  if (BEFORE.has(before) || BEHIND.has(behind)) return true;
  const near = question.slice(Math.max(0, at - 4), at + 5).filter((one) => one !== word && SIBLINGS.has(one));
  if (near.length > 0 && (JOINTS.has(before) || JOINTS.has(behind))) return true;
  if (word === 'where')
    return (
      behind === 'in' &&
      /^(?:sql|a|the|delete|update|select|my)$/u.test(question[at + 2] ?? '') &&
      question.some((one) => /^(?:sql|query|delete|update|select)$/u.test(one))
    );
  return (
    LEADS.has(before) &&
    ACTS.has(behind) &&
    !(LEADS.has(before) && /^(?:do|does|how|why|when)$/u.test(before) && behind === 'in')
  );
}

/** What may stand behind the name WHERE; anything else is a sentence that it joins. */
const BEHIND_WHERE = words(
  'do does mean means in clause sql statement keyword condition work works vs and or is for used',
);

/** "What I put into it", "the page where users log in": it is a verb that somebody does, or joins a sentence. */
export function isDone(question: readonly string[], at: number): boolean {
  if (DOERS.has(question[at - 1] ?? '')) return true;
  const behind = question[at + 1];
  return question[at] === 'where' && behind !== undefined && !BEHIND_WHERE.has(behind);
}
