/** How a run ends: the score, what was missed, and what to read next. */
import { type Block, button, type Button, buttons, type Card, note, text, title } from '../../chat/card.ts';
import { md, type Markdown, plain } from '../../chat/markdown.ts';
import { counted, cut } from '../../chat/words.ts';
import type { Call } from '../../chat/request.ts';
import type { Outcome } from '../../classroom/answering.ts';
import type { DropSitting } from '../../classroom/sitting.ts';
import { outlookOf } from '../../classroom/step.ts';
import { markedOf } from '../../classroom/verdicts.ts';
import { termsOf } from '../../content/library.ts';
import type { Question } from '../../content/schema.ts';
import { stemOf } from '../../questions/index.ts';
import type { Attempt } from '../../storage/run-statements.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { type Grade, gradeOfScore, isRight } from '../../tutor/score.ts';
import type { Step } from '../../tutor/step.ts';
import { stepBlocks } from '../next/draw.ts';
import { scenesButton } from '../scenes/addresses.ts';
import { lookUp } from '../terms.ts';
import { again, finish, go } from './addresses.ts';
import { followSummary } from './follow.ts';

/** A run whose next question depends on the answers before; nothing is told before its end. */
export interface Growing {
  /** The run with a question to ask, or as it was when it is over. */
  follow(run: Run): Promise<Run>;
  /** Where an open question stands. `remark`: something about it that must be said before it. */
  place(run: Run, remark?: string): Markdown;
  /** `over`: the learner ends it, whatever is open. */
  end(call: Call, run: Run, over: boolean): Promise<Card>;
}

/** What a purpose does with its answers and at the end of its runs. */
export interface Ending {
  readonly grows?: Growing;
  /** Draws an answer to a drop, which was opened in private. */
  drawAnswer?(call: Call, sitting: DropSitting, outcome: Outcome): Promise<Card>;
  /** The button after the last answer, in place of the result: e.g. back to the lesson. */
  next?(run: Run): Button | undefined;
  /** What the result is headed by, in place of the plain count. */
  heading?(run: Run, right: number): string | undefined;
  /** What is true from now on: e.g. that a lesson is finished. */
  settle?(call: Call, run: Run): Promise<void>;
  /** More under the result: e.g. what a lesson was for. `step`: what the card says to do next. */
  blocks?(run: Run, step: Step | undefined): Promise<readonly Block[]>;
}
export type Endings = Partial<Record<Run['purpose'], Ending>>;

/** `over`: the learner ends it, whatever is open. */
export async function drawEnd(tools: Tools, endings: Endings, call: Call, run: Run, over = false): Promise<Card> {
  const { grows } = endings[run.purpose] ?? {};
  if (grows !== undefined) return grows.end(call, run, over);
  return drawResult(tools, endings, call, run, over);
}

/** No question of it is talked about any more, but it is: it can be gone on with, or replayed. */
export const aboutEnd = ({ id, purpose }: Run): NonNullable<Card['about']> =>
  purpose === 'placement' ? { asked: null } : { topic: `run:${id}`, asked: null };

async function drawResult(tools: Tools, endings: Endings, call: Call, run: Run, over: boolean): Promise<Card> {
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
  const { settle, heading, blocks } = endings[run.purpose] ?? {};
  await settle?.(call, run);
  const { steps, points: total, hasRead } = await outlookOf(tools, call, { answers: open === undefined });
  // what was left open comes first
  const step = open === undefined ? steps[0] : undefined;
  const lines = attempts.map((attempt) => {
    const question = content.questions.get(attempt.question);
    const stem = question === undefined ? 'a withdrawn question' : plain(stemOf(question)).replaceAll(/\s+/gu, ' ');
    const grade = gradeOfScore(attempt.score);
    const mark =
      grade === 'right' ? '✅ right' : grade === 'partly' ? `🟡 ${partWords(question, attempt)}` : '❌ missed';
    return md`${attempt.item + 1}. ${stem.length > 70 ? `${stem.slice(0, 69)}…` : stem}` + ` — ${mark}`;
  });
  const more = (await blocks?.(run, step)) ?? [];
  const row = buttons(
    open !== undefined && goTo(run, open),
    missed.length > 0 && button(again({ run: run.id }), `Replay what I missed (${missed.length})`),
  );
  return {
    tone: right === attempts.length ? 'good' : 'plain',
    blocks: [
      title(heading?.(run, right) ?? headOf(attempts)),
      text(
        `${encouragement(right, attempts.length)} ${pointWords(attempts, points)} **${counted(total, 'point')}** in all.`,
      ),
      ...(left.length > 0 ? [note(`${counted(left.length, 'question')} left open: they wait for you.`)] : []),
      ...(attempts.length > 1 ? [text(lines.join('\n'))] : []),
      ...followSummary(tools.library, run),
      ...more,
      ...(step === undefined ? [] : stepBlocks(tools.library, step)),
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
      ...offerScenes(run, hasRead),
    ],
  };
}

/** Of so many results one offers a look behind the scenes, to whoever has been through a lesson. */
const OFFERED = 5;
function offerScenes({ seed }: Run, hasRead: boolean): readonly Block[] {
  const offered = hasRead && seed % OFFERED === 0 ? buttons(scenesButton()) : undefined;
  return offered === undefined ? [] : [note('How did that work? This is what your last press set going.'), offered];
}

/** What is only partly right is no right answer, and not nothing. */
function headOf(attempts: readonly Attempt[]): string {
  const number = (grade: Grade): number => attempts.filter(({ score }) => gradeOfScore(score) === grade).length;
  const partly = number('partly');
  return `${number('right')} of ${attempts.length} right${partly === 0 ? '' : `, ${partly} partly`}`;
}

/** "partly: 8 of 12 pairs right", while the question is the one that was answered. */
function partWords(question: Question | undefined, { version, verdict, score }: Attempt): string {
  if (question?.version !== version || verdict === null) return 'partly';
  const { by, count } = markedOf(question, score, verdict);
  return by === 'count' && count !== undefined ? `partly: ${count.right} of ${count.of} ${count.what}` : 'partly';
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
