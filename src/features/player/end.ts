/** How a run ends: the score, what was missed, and what to read next. */
import { type Block, button, type Button, buttons, type Card, note, text, title } from '../../chat/card.ts';
import { md, plain } from '../../chat/markdown.ts';
import type { Call } from '../../chat/request.ts';
import type { Outcome } from '../../classroom/answering.ts';
import type { DropSitting } from '../../classroom/sitting.ts';
import { termsOf } from '../../content/library.ts';
import { stemOf } from '../../questions/index.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { gradeOfScore, isRight } from '../../tutor/score.ts';
import { again, go } from './addresses.ts';

/** What a purpose does with its answers and at the end of its runs. */
export interface Ending {
  /** Draws an answer to a drop, which was opened in private. */
  drawAnswer?(sitting: DropSitting, outcome: Outcome): Promise<Card>;
  /** The button after the last answer, in place of the result: e.g. back to the lesson. */
  next?(run: Run): Button | undefined;
  /** What the result is headed by, in place of the plain count. */
  heading?(run: Run, right: number): string | undefined;
  /** More under the result: e.g. a lesson's "what comes next". */
  blocks?(call: Call, run: Run): Promise<readonly Block[]>;
}
export type Endings = Partial<Record<Run['purpose'], Ending>>;

export async function drawEnd(tools: Tools, endings: Endings, call: Call, run: Run): Promise<Card> {
  const { content } = tools.library;
  const open = run.items.findIndex((item, index) => !run.attempts.has(index) && content.questions.has(item.question));
  if (open !== -1) {
    return {
      blocks: [
        text(`You have not answered question ${open + 1} yet.`),
        { kind: 'buttons', buttons: [button(go({ run: run.id, at: open }), `Go to question ${open + 1}`, 'main')] },
      ],
    };
  }
  const attempts = [...run.attempts.values()];
  const right = attempts.filter((attempt) => isRight(attempt.score)).length;
  const points = attempts.reduce((sum, attempt) => sum + attempt.points, 0);
  const missed = attempts.filter((attempt) => !isRight(attempt.score));
  const concepts = new Set(missed.flatMap((attempt) => content.questions.get(attempt.question)?.concepts[0] ?? []));
  const read = termsOf(content, [...concepts]).slice(0, 5);
  const { points: total } = await tools.store.runs.scoreOf(run.learner);
  const lines = attempts.map((attempt) => {
    const question = content.questions.get(attempt.question);
    const stem = question === undefined ? 'a withdrawn question' : plain(stemOf(question)).replaceAll(/\s+/gu, ' ');
    const grade = gradeOfScore(attempt.score);
    const mark = grade === 'right' ? '✅ right' : grade === 'partly' ? '🟡 partly' : '❌ missed';
    return md`${attempt.item + 1}. ${stem.length > 70 ? `${stem.slice(0, 69)}…` : stem}` + ` — ${mark}`;
  });
  const more = (await endings[run.purpose]?.blocks?.(call, run)) ?? [];
  const row = buttons(
    missed.length > 0 && button(again({ run: run.id }), `Replay what I missed (${missed.length})`, 'main'),
  );
  return {
    tone: right === attempts.length ? 'good' : 'plain',
    blocks: [
      title(endings[run.purpose]?.heading?.(run, right) ?? `${right} of ${attempts.length} right`),
      text(
        `${encouragement(right, attempts.length)} **${points}** ${points === 1 ? 'point' : 'points'} from this run, **${total}** in all.`,
      ),
      ...(attempts.length > 1 ? [text(lines.join('\n'))] : []),
      ...(read.length > 0
        ? [
            text(
              md`To read again: ${read.map((term) => term.name).join(', ')}. Try ` +
                // inside a code span nothing is escaped
                `\`/what ${(read[0]?.name ?? '').replaceAll('`', '')}\`.`,
            ),
          ]
        : []),
      ...(missed.length > 0 ? [note('Replaying is for practice: points come from the first try.')] : []),
      ...(row === undefined ? [] : [row]),
      ...more,
    ],
  };
}

function encouragement(right: number, of: number): string {
  if (right === of) return 'All of them. Well done.';
  if (right * 2 >= of) return 'Good work.';
  return 'A good start: what you miss now is what you remember later.';
}
