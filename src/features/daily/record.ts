/** From an answer to a drop to what the learner sees: graded, recorded once, shown to them alone. */
import { counted, dayText } from '../../chat/words.ts';
import { createHash } from 'node:crypto';
import { button, type Button, type Card, note } from '../../chat/card.ts';
import type { Call } from '../../chat/command.ts';
import { md } from '../../chat/markdown.ts';
import type { Question } from '../../content/schema.ts';
import { gradeOf, isDisputable } from '../../questions/index.ts';
import type { Moves } from '../../questions/kind.ts';
import type { StoredAnswer } from '../../storage/drop-answers.ts';
import type { Tools } from '../../tools.ts';
import { gradeOfScore, pointsFor } from '../../tutor/score.ts';
import { answeredQuestion } from '../player/draw.ts';
import { remediesFor, ruledScore } from '../player/grading.ts';
import type { Confidence } from '../player/view.ts';
import { mineIsRightButton, reportButton } from '../report.ts';
import { itemOf, memoryOfMiss, rateListed } from '../review.ts';
import { changed, type Standing } from './standing.ts';

export interface Given {
  readonly moves: Moves;
  readonly hint: boolean;
  readonly confidence?: Confidence;
}

/** The one private run in which a learner opens a drop: a hint taken there counts wherever they answer. */
export const runIdOf = (drop: string, learner: string): string =>
  `d${createHash('sha256').update(`${drop} ${learner}`).digest('hex').slice(0, 19)}`;

/**
 * Makes a new learner known; most answers need no write for it. A press on a public message may carry a lesser name than
 * the platform has (Slack tells it later), so the name that is known stays.
 */
export async function meetOnce({ store }: Tools, { caller, at }: Call) {
  const known = await store.learners.findLearner(caller.learner);
  if (known !== undefined) return known;
  const { learner, name, locale, community } = caller;
  await store.learners.meet({ learner, name, locale, community }, at);
  return store.learners.findLearner(learner);
}

/** Whoever asks by command is known by their proper name from then on; who is not known yet stays so. */
export async function keepName({ store }: Tools, { caller, at }: Call): Promise<void> {
  const { learner, name, locale, community } = caller;
  const known = await store.learners.findLearner(learner);
  if (known !== undefined && known.name !== name) await store.learners.meet({ learner, name, locale, community }, at);
}

/**
 * Records an answer and draws what became of it. The first one counts; after it, what was stored is shown. Undefined when
 * the drop is over: then nothing was stored, and the answer is for learning only.
 */
export async function takeAnswer(
  tools: Tools,
  call: Call,
  standing: Standing,
  given: Given,
): Promise<Card | undefined> {
  const { drop, cohort, question } = standing;
  const { learner } = call.caller;
  const score = await scoreOf(tools, cohort.community, question, given.moves);
  const points = pointsFor(score, given.hint);
  const answered = await tools.store.dropAnswers.recordAnswer({
    drop: drop.id,
    learner,
    score,
    points,
    ...given,
    at: call.at,
  });
  switch (answered.outcome) {
    case 'first': {
      const review = memoryOfMiss(call.at, score, given.hint);
      const listed = await rateListed(tools, call, learner, question.id, score, given.hint);
      if (!listed && review !== undefined) await tools.store.reviews.addReview(learner, itemOf(question.id), review);
      return drawAnswer(tools, standing, answered.answer, {
        says: 'This is your answer; it counts.',
        after: md`**${counted(answered.earned, 'point')}** in ${cohort.name} so far.`,
      });
    }
    case 'repeat':
      return drawStored(tools, standing, answered.answer);
    case 'closed':
    case 'gone':
      return undefined;
    default:
      return answered satisfies never;
  }
}

/**
 * What was stored when the learner answered, which is what counts. Moves name options by their place: in another version
 * they would be somebody else's words, so then only the points are shown.
 */
export function drawStored(tools: Tools, standing: Standing, answer: StoredAnswer): Card {
  const says = 'You had answered already; this is what counts.';
  if (!changed(standing)) return drawAnswer(tools, standing, answer, { says });
  const earned = `${gradeWords(answer.score)}, ${counted(answer.points, 'point')}`;
  const place = `${placeOf(standing)} · ${says}`;
  return { blocks: [note(`${place} (${earned}). Its authors have changed the question since, so I show no details.`)] };
}

/** An answer that came too late, for learning: graded, not kept. */
export async function drawLate(tools: Tools, standing: Standing, { moves, hint }: Given): Promise<Card> {
  const { cohort, question } = standing;
  const score = await scoreOf(tools, cohort.community, question, moves);
  return drawAnswer(
    tools,
    standing,
    { moves, score, points: 0, hint, at: 0 },
    { says: 'It had closed, so this is for learning only.' },
  );
}

async function scoreOf(tools: Tools, community: string, question: Question, moves: Moves): Promise<number> {
  const { score } = gradeOf(question, moves);
  // a right answer needs no ruling: one look at the database less while everybody answers at once
  if (score >= 1) return score;
  return ruledScore(await tools.store.reports.rulingsOn(community, question.id, question.version), question, moves);
}

function drawAnswer(
  tools: Tools,
  standing: Standing,
  answer: StoredAnswer,
  words: { readonly says: string; readonly after?: string },
): Card {
  const { drop, cohort, question } = standing;
  const place = `${placeOf(standing)} · ${words.says}`;
  const verdict = { ...gradeOf(question, answer.moves), score: answer.score };
  const remedies = remediesFor(tools.library, verdict);
  const subject = dropSubject(drop.id);
  const controls: Button[] = [
    button({ id: 'streak.show', args: { cohort: cohort.id } }, 'My streak'),
    ...(isDisputable(question) && answer.score < 1 ? [mineIsRightButton(subject, 0)] : []),
    reportButton(subject, 0),
  ];
  const outcome = { verdict, points: answer.points, first: true, hint: answer.hint, remedies };
  const drawn = answeredQuestion(place, question, outcome, { id: 'daily.others', args: { drop: drop.id } }, controls);
  if (words.after === undefined) return drawn;
  const last = drawn.blocks.at(-1);
  const row = last?.kind === 'buttons' ? [last] : [];
  return { ...drawn, blocks: [...drawn.blocks.slice(0, drawn.blocks.length - row.length), note(words.after), ...row] };
}

/** How a drop is named where the item of a run is expected: in the press of a report. */
export const dropSubject = (drop: string): string => `drop:${drop}`;

const placeOf = ({ drop }: Standing): string => `**Daily drop of ${dayText(drop.localDate)}**`;

/** A score, 0 to 1, in words. */
export const gradeWords = (score: number): string => {
  const grade = gradeOfScore(score);
  return grade === 'wrong' ? 'not right yet' : grade === 'partly' ? 'partly right' : 'right';
};
