/** The next daily questions, one a screen, as they will look and with their answers; each can be swapped, or never come. */
import { counted, cut, momentText, shortDay } from '../../../chat/words.ts';
import { type Block, button, buttons, type Card, card, note, rule, text, title } from '../../../chat/card.ts';
import { LIMITS } from '../../../chat/limits.ts';
import { escape, md, type Markdown } from '../../../chat/markdown.ts';
import { Refusal } from '../../../chat/reply.ts';
import type { Call } from '../../../chat/request.ts';
import {
  type At,
  type ComingDrop,
  type ComingDrops,
  comingDrops,
  skipDrop,
  swapDrop,
  takeBack,
  type Wished,
} from '../../../classroom/coming.ts';
import { planOf } from '../../../classroom/plan.ts';
import { logAct } from '../../../classroom/staff.ts';
import type { Cohort } from '../../../storage/cohorts.ts';
import type { Tools } from '../../../tools.ts';
import { topicsWords } from '../../plan-words.ts';
import { drawPreview } from '../../daily/draw.ts';
import { pickComing, showComing, showQueue, skipComing, swapComing, takeBackComing } from './addresses.ts';
import { answerBlocks, lineOf } from './questions.ts';

const WISHES = {
  swap: { run: swapDrop, act: 'swapped a question to come', none: 'No other question is left for that day.' },
  skip: { run: skipDrop, act: 'skipped a question', none: 'No other question is left for that day.' },
  back: { run: takeBack, act: 'took back a change of a question to come', none: 'There is nothing to take back.' },
} as const;
export type Change = keyof typeof WISHES;

/** What comes next, opened at a date; at the first one unless it is said, or when that day is over. */
export async function drawNext(tools: Tools, call: Call, cohort: Cohort, date?: string): Promise<Card> {
  const coming = await comingDrops(tools, call, cohort.id);
  if (coming === undefined) throw gone();
  const isOver = date !== undefined && !coming.drops.some(({ run }) => run.date === date);
  return drawComing(tools, coming, date, isOver ? `*${shortDay(date)} is over: its question is posted.*` : undefined);
}

/** Does it, writes it down, and shows what stands there then. */
export async function changeComing(tools: Tools, call: Call, at: At, change: Change): Promise<Card> {
  const { run, act, none } = WISHES[change];
  const wished = await run(tools, call, at);
  if (wished === undefined) throw gone();
  const { kind, coming, was } = wished;
  if (kind !== 'done') return drawComing(tools, coming, at.date, kind === 'none' ? none : tooLate(kind, at.date));
  const now = coming.drops.find(({ run: { date } }) => date === at.date);
  const [before, after] = [was, now?.question].map((one) => (one === undefined ? '' : `“${cut(lineOf(one), 60)}”`));
  const details = `${shortDay(at.date)}: ${[before, after].filter((one) => one !== '').join(' → ')}`;
  await logAct(tools, call, { act, details, cohort: at.cohort });
  const words = was === undefined ? '' : escape(cut(lineOf(was), 60));
  const said: Record<Change, Markdown> = {
    swap: `**Swapped.** “${words}” may come on a later day.`,
    skip: `**Skipped.** “${words}” never comes in this cohort.`,
    back: '**It is as it was before.**',
  };
  const back = now !== undefined && now.passed.length > 0 && change !== 'back';
  return drawComing(tools, coming, at.date, said[change], back);
}

const gone = (): Refusal => new Refusal('That cohort is gone. `/tutor setup` shows those that are there.');

const tooLate = (kind: Exclude<Wished['kind'], 'done' | 'none'>, date: string): Markdown =>
  kind === 'late'
    ? `**Nothing was changed:** the question of ${shortDay(date)} is posted already, or that day has none any more.`
    : `**Nothing was changed:** another question stands there by now. Here it is.`;

/** Opened at a date. `back`: what was just done can be undone. */
export function drawComing(tools: Tools, coming: ComingDrops, date?: string, said?: Markdown, back = false): Card {
  const { cohort, drops } = coming;
  const at = Math.max(
    0,
    drops.findIndex(({ run }) => run.date === date),
  );
  const drop = drops[at];
  const c = cohort.id;
  if (drop === undefined)
    return card(
      title(cut(`Next questions · ${cohort.name}`, 100)),
      said !== undefined && text(said),
      text(endWords(coming)),
      buttons(button(showComing({ c }), 'Look again', 'main'), button(showQueue({ cohort: c }), 'Chosen by hand')),
    );
  const here = { c, d: drop.run.date, k: drop.key };
  const next = drops[(at + 1) % drops.length];
  const isLast = at + 1 === drops.length;
  return card(
    title(cut(`Next questions · ${cohort.name}`, 100)),
    said !== undefined && text(said),
    drop.unlike !== undefined && text(unlikeWords(drop)),
    note(
      `**${at + 1} of ${drops.length} · ${momentText(drop.run.at, cohort.zone)}** (${cohort.zone}) · ${fromWords(drop)}`,
    ),
    ...drawPreview({ cohort, date: drop.run.date, question: drop.question }),
    rule,
    ...answerBlocks(drop.question),
    buttons(
      next !== undefined &&
        drops.length > 1 &&
        button(
          showComing({ c, d: next.run.date }),
          isLast ? 'Back to the first' : `Next: ${shortDay(next.run.date)}`,
          'main',
        ),
      button(swapComing(here), 'Swap'),
      button(skipComing(here), 'Skip'),
      back && button(takeBackComing(here), 'Undo'),
      button(showQueue({ cohort: c }), 'Chosen by hand'),
    ),
    daysPick(c, drops),
    note(`${noteWords(tools, coming)} *Swap* takes another one for that day, *Skip* never asks it in this cohort.`),
  );
}

function daysPick(c: string, drops: readonly ComingDrop[]): Block | undefined {
  if (drops.length < 2) return undefined;
  return {
    kind: 'pick',
    of: 'options',
    press: pickComing({ c }),
    label: 'See another day',
    options: drops.map(({ run, question }) => ({
      value: run.date,
      label: cut(`${shortDay(run.date)}: ${lineOf(question)}`, LIMITS.optionLabel),
    })),
  };
}

function fromWords({ from, place }: ComingDrop): string {
  const level = place.level < 0 ? 'easy' : place.level > 0 ? 'hard' : 'medium';
  switch (from) {
    case 'chosen':
      return 'chosen by hand';
    case 'again':
      return `asked before, longest ago · lesson ${place.lesson}`;
    case 'week':
      return `lesson ${place.lesson}, of this week · ${level}`;
    case 'earlier':
      return `lesson ${place.lesson}, of an earlier week · ${level}`;
    case 'read':
      return `lesson ${place.lesson} · ${level}`;
    default:
      return from satisfies never;
  }
}

const unlikeWords = ({ unlike, run }: ComingDrop): Markdown =>
  unlike === 'changed'
    ? `⚠️ Its authors changed this question since it was shown for ${shortDay(run.date)}. This is how it is now.`
    : `⚠️ Another question was shown for ${shortDay(run.date)} before. That one may not be asked any more, so this one takes its place.`;

/** Why there is nothing, or no more. */
function endWords({ end, cohort }: ComingDrops): Markdown {
  switch (end) {
    case 'paused':
      return '⏸️ **Paused**: nothing is posted until somebody resumes it in `/tutor setup`.';
    case 'no question':
      return 'No question is left, so the daily question pauses. `/tutor setup` decides what happens then.';
    case 'no day':
    case undefined:
      return md`No day is left in the plan of **${cohort.name}**, so nothing will be posted. \`/tutor setup\` has its days.`;
    default:
      return end satisfies never;
  }
}

function noteWords(tools: Tools, { cohort, drops, end }: ComingDrops): Markdown {
  const all = drops.length === 1 ? 'This is' : `These ${counted(drops.length, 'question')} are`;
  const more = end === undefined ? '' : ` ${endWords({ cohort, drops, end })}`;
  const topics = planOf(cohort) === undefined ? '' : ` ${topicsWords(tools, cohort)}`.trimEnd();
  return `${all} what will be posted, unless staff change it or the plan.${more}${topics}`;
}
