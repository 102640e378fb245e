/** How a run ends: the score, what was missed, and what to read next. */
import { type Block, button, type Button, buttons, type Card, note, text, title } from '../../chat/card.ts';
import { md, type Markdown, plain } from '../../chat/markdown.ts';
import { counted, cut } from '../../chat/words.ts';
import type { Call } from '../../chat/request.ts';
import type { Outcome } from '../../classroom/answering.ts';
import type { DropSitting } from '../../classroom/sitting.ts';
import { termsOf } from '../../content/library.ts';
import { stemOf } from '../../questions/index.ts';
import type { Attempt } from '../../storage/run-statements.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { gradeOfScore, isRight } from '../../tutor/score.ts';
import { lookUp } from '../terms.ts';
import { again, finish, go } from './addresses.ts';

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

/** `over`: the learner ends it, whatever is open. */
export async function drawEnd(tools: Tools, endings: Endings, call: Call, run: Run, over = false): Promise<Card> {
  const { content } = tools.library;
  const left = run.items.flatMap(({ question }, index) =>
    run.attempts.has(index) || !content.questions.has(question) ? [] : [index],
  );
  const [open] = left;
  if (open !== undefined && (!over || run.attempts.size === 0)) return drawOpen(run, open, over);
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
    open !== undefined && goTo(run, open),
    missed.length > 0 &&
      button(
        again({ run: run.id }),
        `Replay what I missed (${missed.length})`,
        open === undefined ? 'main' : undefined,
      ),
  );
  return {
    tone: right === attempts.length ? 'good' : 'plain',
    blocks: [
      title(endings[run.purpose]?.heading?.(run, right) ?? `${right} of ${attempts.length} right`),
      text(
        `${encouragement(right, attempts.length)} ${pointWords(attempts, points)} **${counted(total, 'point')}** in all.`,
      ),
      ...(left.length > 0 ? [note(`${counted(left.length, 'question')} left open: they wait for you.`)] : []),
      ...(attempts.length > 1 ? [text(lines.join('\n'))] : []),
      ...(read.length > 0
        ? [
            text('**To read again:**'),
            {
              kind: 'buttons' as const,
              buttons: read.slice(0, 3).map((term) => button(lookUp({ term: term.id }), cut(term.name, 75))),
            },
          ]
        : []),
      ...(missed.length > 0 ? [note('Replaying is for practice: points come from the first try.')] : []),
      ...(row === undefined ? [] : [row]),
      ...more,
    ],
  };
}

const goTo = ({ id }: Run, item: number): Button =>
  button(go({ run: id, at: item }), `Go to question ${item + 1}`, 'main');

/** There is no result yet. */
const drawOpen = (run: Run, item: number, over: boolean): Card => ({
  blocks: [
    text(over ? 'You stopped before the first answer; nothing was counted.' : `You skipped question ${item + 1}.`),
    {
      kind: 'buttons',
      buttons: [goTo(run, item), ...(over ? [] : [button(finish({ run: run.id }), 'Finish without it')])],
    },
  ],
});

/** Points are for first tries; where there were none, that is said instead of "0 points". */
function pointWords(attempts: readonly Attempt[], points: number): Markdown {
  if (points > 0) return `**${counted(points, 'point')}** from this run,`;
  return attempts.some((attempt) => attempt.first)
    ? 'No points this time.'
    : 'You have met these before, so this was for practice.';
}

function encouragement(right: number, of: number): string {
  if (right === of) return 'All of them. Well done.';
  if (right * 2 >= of) return 'Good work.';
  return 'A good start: what you miss now is what you remember later.';
}
