/**
 * Answering: a question is judged once, when it is answered, and the answer stored once with its verdict; what follows from
 * it (points, standings, the review list) is stored in the same statement.
 */
import type { Call } from '../chat/request.ts';
import type { Question } from '../content/schema.ts';
import { judge, luckOf } from '../questions/index.ts';
import type { Moves } from '../questions/kind.ts';
import type { Answer, Judged, Recorded } from '../storage/answer-shapes.ts';
import type { RulingOnItem } from '../storage/rulings.ts';
import type { Run } from '../storage/runs.ts';
import type { Confidence } from '../storage/tables/runs.ts';
import type { Tools } from '../tools.ts';
import type { Memory } from '../tutor/review.ts';
import { beyondLuck, pointsFor } from '../tutor/score.ts';
import { reaches } from './cohorts.ts';
import { countsFor, isOpen } from './drops.ts';
import { reviewAfter } from './reviews.ts';
import { type DropSitting, findDropSitting, type RunSitting, type Sitting } from './sitting.ts';
import { ruledScore } from './verdicts.ts';

/** Complete moves, and how sure the learner was. */
export interface Given {
  readonly moves: Moves;
  readonly confidence?: Confidence;
}

/**
 * What became of an answer. `stored`: it is there now; `earned` are the points in the cohort in all, for a drop. `before`:
 * there was one, which is what counts. `late`: the drop is over, so it was judged and not stored.
 */
export interface Outcome {
  readonly kind: 'stored' | 'before' | 'late';
  readonly answer: Answer;
  readonly earned?: number;
  /** What is remembered of its question from now on, where that changed; told of answers in runs. */
  readonly memory?: Memory;
}

export async function answer(tools: Tools, call: Call, sitting: Sitting, given: Given): Promise<Outcome> {
  return sitting.kind === 'run' ? answerRun(tools, call, sitting, given) : answerDrop(tools, call, sitting, given);
}

/**
 * What is asked again by a review, or was a drop that is over, has shown its answer before: it earns nothing. A question that
 * follows something up is another one. A placement only looks where somebody stands: the answer that pays is still to come.
 */
const isPractice = ({ purpose, items }: Run, item: number): boolean =>
  (purpose === 'review' && items[item]?.follows === undefined) || purpose === 'drop' || purpose === 'placement';

async function answerRun(tools: Tools, call: Call, sitting: RunSitting, given: Given): Promise<Outcome> {
  const { run, item, question } = sitting;
  const before = run.attempts.get(item);
  if (before !== undefined) return { kind: 'before', answer: before };
  const practice = isPractice(run, item);
  const judged = await judgedNow(
    call,
    { ...sitting, learner: run.learner, rulings: run.rulings, hint: run.hints.includes(item) },
    given,
  );
  const { follows, ahead } = run.items[item] ?? {};
  const review = reviewAfter(recalled(question, judged), run.reviewed.get(question.id), {
    // a placement asks for much that nobody has taught yet
    adds: (run.purpose !== 'review' && run.purpose !== 'placement') || follows !== undefined,
    early: ahead === true,
  });
  const recorded = await tools.store.answers.recordAnswer({
    ...judged,
    run: run.id,
    item,
    practice,
    points: practice ? 0 : judged.points,
    ...(review !== undefined && { review }),
  });
  const outcome = outcomeOf(recorded);
  return review === undefined || outcome.kind !== 'stored' ? outcome : { ...outcome, memory: review.memory };
}

async function answerDrop(tools: Tools, call: Call, sitting: DropSitting, given: Given): Promise<Outcome> {
  const { drop, answered, memory, member, settings } = sitting;
  if (answered !== undefined) return { kind: 'before', answer: answered };
  const judged = await judgedNow(call, sitting, given);
  const late: Outcome = { kind: 'late', answer: { ...judged, points: 0, first: false } };
  if (!countsFor(drop, call.at)) return late;
  const review = reviewAfter(recalled(sitting.question, judged), memory, { adds: true });
  const { name, locale } = call.caller;
  const recorded = await tools.store.answers.recordAnswer({
    ...judged,
    drop: drop.id,
    ...(!member && { newcomer: settings === undefined ? { name, locale } : {} }),
    ...(review !== undefined && { review }),
  });
  // it may have been closed early since it was read
  return recorded.outcome === 'closed' || recorded.outcome === 'gone' ? late : outcomeOf(recorded);
}

/** What the answer says of the memory: parts that luck may hit are no recall. */
const recalled = (question: Question, judged: Judged) => ({
  ...judged,
  score: beyondLuck(judged.score, luckOf(question)),
});

interface Desk {
  readonly learner: string;
  readonly question: Question;
  readonly rulings: readonly RulingOnItem[];
  readonly hint: boolean;
}

/** The one place where an answer is judged. */
async function judgedNow(
  { at }: Call,
  { learner, question, rulings, hint }: Desk,
  { moves, confidence }: Given,
): Promise<Judged> {
  const verdict = await judge(question, moves);
  const score = ruledScore(rulings, question, moves, verdict);
  const { id, version } = question;
  const sure = confidence === undefined ? {} : { confidence };
  return { learner, question: id, version, moves, score, points: pointsFor(score, hint), hint, verdict, at, ...sure };
}

/** @throws Error for an answer to a run that could not be stored, which is a bug. */
function outcomeOf(recorded: Recorded): Outcome {
  switch (recorded.outcome) {
    case 'first':
      return { ...recorded, kind: 'stored' };
    case 'repeat':
      return { kind: 'before', answer: recorded.answer };
    default:
      throw new Error(`an answer was not stored: ${recorded.outcome}`);
  }
}

/**
 * An answer at an item of a run: a drop that was opened in private counts as the drop's while it is open; the sitting that it
 * was answered in says which it was.
 */
export async function answerItem(
  tools: Tools,
  call: Call,
  sitting: RunSitting,
  given: Given,
): Promise<{ readonly sitting: Sitting; readonly outcome: Outcome }> {
  const { run } = sitting;
  if (run.purpose === 'drop') {
    const found = await findDropSitting(tools, run.learner, run.subject);
    const drop = typeof found === 'string' ? undefined : found;
    // one that was answered meanwhile shows what counts; one that is over is practice, and the run's own
    const stands = drop !== undefined && (drop.answered === undefined ? countsFor : isOpen)(drop.drop, call.at);
    // who left its community since goes on for learning
    if (stands && (await reaches(tools, call.caller, drop.cohort, async () => drop.member)))
      return { sitting: drop, outcome: await answer(tools, call, drop, given) };
  }
  return { sitting, outcome: await answer(tools, call, sitting, given) };
}
