/** What comes back to a learner because it was wrong inside: their wrong ideas and lucky guesses, due, later and settled. */
import type { Call } from '../chat/request.ts';
import type { Library } from '../content/library.ts';
import type { Question } from '../content/schema.ts';
import type { Past } from '../storage/answers.ts';
import type { Tools } from '../tools.ts';
import {
  type Doubt,
  type DoubtId,
  type Doubts,
  doubtsOf,
  followUps,
  nextGap,
  shelfOf,
  type Why,
} from '../tutor/ideas.ts';
import { staffedCommunity } from './meeting.ts';

/** Something that is due, with the question to ask next. */
export interface IdeaDue {
  readonly id: DoubtId;
  /** `sure`: they were sure, and wrong. `idea`: they chose a wrong idea. `guess`: they were right, by a guess. */
  readonly why: Why;
  /** The wrong idea in a sentence, as Markdown; absent where it has no name, and for guesses. */
  readonly idea?: string;
  /** The name of what it is about, in plain text. */
  readonly about: string;
  /** The answer that showed it first, in milliseconds since 1970. */
  readonly since: number;
  /** Days until it comes again when this question is missed. */
  readonly again: number;
  readonly question: Question;
}

export interface Ideas {
  /** What to ask first is first. */
  readonly due: readonly IdeaDue[];
  readonly doubts: Doubts;
}

/** A learner's ideas due now; two statements at once, and one more in a direct message. */
export async function ideasDue(tools: Tools, call: Call): Promise<readonly IdeaDue[]> {
  const { store, library } = tools;
  const [voided, history] = await Promise.all([
    staffedCommunity(tools, call).then((community) => store.rulings.voided(community)),
    store.answers.history(call.caller.learner),
  ]);
  return ideasIn(library, history, { now: call.at, voided }).due;
}

/** The same for who has read the answers, the oldest first. `voided`: `question@version` that staff want no more. */
export function ideasIn(
  library: Library,
  history: readonly Past[],
  { now, voided }: { readonly now: number; readonly voided: ReadonlySet<string> },
): Ideas {
  const { questions } = library.content;
  const shelf = shelfOf(library);
  const doubts = doubtsOf(history, shelf);
  const asked = followUps(doubts, shelf, {
    now,
    lastAt: new Map(history.map(({ question, at }) => [question, at])),
    may: (id) => {
      const question = questions.get(id);
      return question !== undefined && !voided.has(`${id}@${question.version}`);
    },
  });
  return {
    doubts,
    due: asked.flatMap(({ doubt, question: id }) => {
      const question = questions.get(id);
      return question === undefined ? [] : [{ ...describe(library, doubt), question }];
    }),
  };
}

function describe({ content }: Library, doubt: Doubt): Omit<IdeaDue, 'question'> {
  const { id, why, since } = doubt;
  const [kind, name = ''] = id.split(/:(.*)/su);
  const idea = kind === 'idea' ? content.misconceptions.get(name)?.idea : undefined;
  const about = content.terms.get(name)?.name ?? name;
  return { id, why, since, about, again: nextGap(doubt), ...(idea !== undefined && { idea }) };
}
