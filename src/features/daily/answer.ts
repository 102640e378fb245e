/** What a learner sees of their answer to a drop, alone. */
import { type Block, type Button, type Card, note } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import type { Call } from '../../chat/request.ts';
import { counted, dayText } from '../../chat/words.ts';
import type { Outcome } from '../../classroom/answering.ts';
import { dropSubject } from '../../classroom/reports.ts';
import type { DropSitting } from '../../classroom/sitting.ts';
import { markedOf, mayBeRight, remediesFor, verdictOf } from '../../classroom/verdicts.ts';
import { isUnknown, remarksOn } from '../../questions/index.ts';
import type { Answer } from '../../storage/answer-shapes.ts';
import type { Tools } from '../../tools.ts';
import { gradeOfScore, isRight } from '../../tutor/score.ts';
import { nextRow } from '../next/draw.ts';
import { answeredQuestion } from '../player/draw.ts';
import { missBlocks } from '../player/miss.ts';
import { mineIsRightButton, reportButton } from '../report.ts';
import { showOthers } from './addresses.ts';
import { streakButton } from './streak.ts';

export async function drawOutcome(tools: Tools, call: Call, sitting: DropSitting, outcome: Outcome): Promise<Card> {
  const { answer, earned } = outcome;
  switch (outcome.kind) {
    case 'stored':
      return drawAnswer(tools, sitting, answer, {
        says: 'This is your answer; it counts.',
        after: md`**${counted(earned ?? answer.points, 'point')}** in ${sitting.cohort.name} so far.`,
        // after a miss the next step is what explains it
        next: isRight(answer.score) ? await nextRow(tools, call) : missBlocks(tools.library, sitting.question),
      });
    case 'before':
      return drawStored(tools, sitting, answer);
    case 'late':
      return drawAnswer(tools, sitting, answer, { says: 'It had closed, so this is for learning only.' });
    default:
      return outcome.kind satisfies never;
  }
}

/**
 * What was stored when the learner answered, which is what counts. Moves name options by their place: in another version
 * they would be somebody else's words, so then only the points are shown.
 */
export async function drawStored(tools: Tools, sitting: DropSitting, answer: Answer): Promise<Card> {
  const says = 'You had answered already; this is what counts.';
  const next = isRight(answer.score) ? [] : missBlocks(tools.library, sitting.question);
  if (isOfThisVersion(sitting, answer)) return drawAnswer(tools, sitting, answer, { says, next });
  const earned = `${gradeWords(answer.score)}, ${counted(answer.points, 'point')}`;
  const place = `${placeOf(sitting)} · ${says}`;
  return { blocks: [note(`${place} (${earned}). Its authors have changed the question since, so I show no details.`)] };
}

/** Whether the answer was given to the question as it is now, so that its moves name what they named then. */
export const isOfThisVersion = ({ question }: DropSitting, { version }: Answer): boolean =>
  version === question.version;

async function drawAnswer(
  tools: Tools,
  sitting: DropSitting,
  answer: Answer,
  words: { readonly says: string; readonly after?: string; readonly next?: readonly Block[] },
): Promise<Card> {
  const { drop, cohort, question } = sitting;
  const verdict = await verdictOf(question, answer);
  const subject = dropSubject(drop.id);
  const controls: Button[] = [
    streakButton(cohort.id),
    ...(mayBeRight(question, answer) ? [mineIsRightButton(subject, 0)] : []),
    reportButton(subject, 0),
  ];
  const drawn = answeredQuestion(
    `${placeOf(sitting)} · ${words.says}`,
    question,
    {
      ...answer,
      first: true,
      marked: markedOf(question, answer.score, verdict),
      remarks: remarksOn(question, verdict),
      remedies: remediesFor(tools.library, verdict),
      unknown: isUnknown(answer.moves),
    },
    showOthers({ drop: drop.id }),
    controls,
  );
  const last = drawn.blocks.at(-1);
  const row = last?.kind === 'buttons' ? [last] : [];
  const after = words.after === undefined ? [] : [note(words.after)];
  const blocks = [...drawn.blocks.slice(0, drawn.blocks.length - row.length), ...after, ...(words.next ?? []), ...row];
  return { ...drawn, blocks };
}

const placeOf = ({ drop }: DropSitting): string => `**Daily question of ${dayText(drop.localDate)}**`;

/** A score, 0 to 1, in words. */
export const gradeWords = (score: number): string => {
  const grade = gradeOfScore(score);
  return grade === 'wrong' ? 'not right yet' : grade === 'partly' ? 'partly right' : 'right';
};
