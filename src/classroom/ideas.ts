/** What comes back to a learner because it was wrong inside: their wrong ideas and lucky guesses, due, later and settled. */
import type { Call } from '../chat/request.ts';
import type { Library } from '../content/library.ts';
import type { Question } from '../content/schema.ts';
import type { Past } from '../storage/answers.ts';
import type { Tools } from '../tools.ts';
import { type DoubtId, type Doubts, doubtsOf, type Follows, followsOf, followUps, shelfOf } from '../tutor/ideas.ts';

/** What something that comes back is about. */
export interface About {
  /** The wrong idea in a sentence, and what helps against it, as Markdown; absent where it has no name. */
  readonly idea?: string;
  readonly remedy?: string;
  /** The name of the concept, in plain text; absent where there is an idea. */
  readonly concept?: string;
}

/**
 * Something that is due, with the question to ask next. `why`: they were sure, and wrong; they chose a wrong idea; or they
 * were right, by a guess. `since`: the answer that showed it first.
 */
export interface IdeaDue extends Follows {
  readonly about: About;
  readonly question: Question;
}

export interface Ideas {
  /** What to ask first is first. */
  readonly due: readonly IdeaDue[];
  readonly doubts: Doubts;
}

/** From all answers of a learner, the oldest first. `may`: whether a question can be asked. */
export function ideasOf(
  library: Library,
  history: readonly Past[],
  now: number,
  may: (question: Question) => boolean = () => true,
): Ideas {
  const { questions } = library.content;
  const shelf = shelfOf(library);
  const doubts = doubtsOf(history, shelf);
  const lastAt = new Map(history.map(({ question, at }) => [question, at]));
  const due = followUps(doubts, shelf, { now, lastAt, may: (id) => isThere(questions.get(id)) });
  function isThere(question: Question | undefined): boolean {
    return question !== undefined && may(question);
  }
  return {
    doubts,
    due: due.flatMap(({ follows, question: id }) => {
      const question = questions.get(id);
      return question === undefined ? [] : [{ ...follows, about: aboutOf(library, follows.id), question }];
    }),
  };
}

/** How many there are of each, due or not. */
export interface MixUps {
  /** Wrong ideas, and what somebody was sure of and missed. */
  readonly cured: number;
  readonly open: number;
  /** Right answers that were a guess. */
  readonly confirmed: number;
  readonly guessed: number;
}

export function mixUpsOf({ open, settled }: Doubts): MixUps {
  const guesses = (all: Doubts['open'] | Doubts['settled']): number => all.filter(({ why }) => why === 'guess').length;
  const [confirmed, guessed] = [guesses(settled), guesses(open)];
  return { cured: settled.length - confirmed, open: open.length - guessed, confirmed, guessed };
}

/** What a doubt is about, in words. */
export function aboutOf({ content }: Library, id: DoubtId): About {
  const [kind, name = ''] = id.split(/:(.*)/su);
  const found = kind === 'idea' ? content.misconceptions.get(name) : undefined;
  if (found !== undefined) return { idea: found.idea, remedy: found.remedy };
  return { concept: content.terms.get(name)?.name ?? name };
}

/** What each of these questions follows up, when they were not chosen for it; one statement. */
export async function followedBy(
  { library, store }: Tools,
  { caller, at }: Call,
  questions: readonly Question[],
): Promise<ReadonlyMap<string, Follows>> {
  const shelf = shelfOf(library);
  const doubts = doubtsOf(await store.answers.history(caller.learner), shelf);
  const ids = questions.map(({ id }) => id);
  return followsOf(doubts, shelf, ids, at);
}
