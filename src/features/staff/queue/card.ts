/** The queue as a card: what comes soon, on which day, and never. */
import { counted, cut, shortDay } from '../../../chat/words.ts';
import { button, type Button, buttons, type Card, card, note, text, title } from '../../../chat/card.ts';
import { LIMITS } from '../../../chat/limits.ts';
import { escape, type Markdown } from '../../../chat/markdown.ts';
import type { Question } from '../../../content/schema.ts';
import type { Cohort } from '../../../storage/cohorts.ts';
import type { QueueEntry } from '../../../storage/drop-queue.ts';
import type { Tools } from '../../../tools.ts';
import { chooseQuestion, showComing, takeOff, type Wish } from './addresses.ts';
import { lineOf, titleOf } from './questions.ts';

const SHOWN = 20;

/** `said`: what has just been done. `back`: the button that undoes it. */
export async function drawQueue(tools: Tools, cohort: Cohort, said?: Markdown, back?: Button): Promise<Card> {
  const entries = await tools.store.cohorts.queueOf(cohort.id);
  const shown = entries.slice(0, SHOWN);
  const [waiting, skipped] = [shown.filter((one) => one.kind !== 'skip'), shown.filter((one) => one.kind === 'skip')];
  const lines = (some: readonly QueueEntry[]): Markdown => some.map((one) => entryLine(tools, one)).join('\n');
  return card(
    title(cut(`Chosen by hand · ${cohort.name}`, 100)),
    said !== undefined && text(said),
    text(
      waiting.length === 0 ? 'Nothing is queued: questions are drawn from the bag, and none twice.' : lines(waiting),
    ),
    skipped.length > 0 && text(`**Never in this cohort**\n\n${lines(skipped)}`),
    shown.length > 0 && {
      kind: 'pick',
      of: 'options',
      press: takeOff({ cohort: cohort.id }),
      label: 'Take a question off this list',
      options: shown.map((one) => ({ value: one.question, label: cut(titleOf(tools, one.question), 75) })),
    },
    buttons(button(showComing({ c: cohort.id }), 'See the next questions', 'main'), back),
    entries.length > shown.length && note(`${entries.length - shown.length} more.`),
    note(
      '`/tutor queue question:` adds one: as soon as possible, on a `date:`, or never (`when:`). Of those for soon the highest `priority:` goes first.',
    ),
  );
}

function entryLine(tools: Tools, { kind, date, priority, question }: QueueEntry): Markdown {
  const soon = priority === 0 ? 'soon: ' : `soon, priority ${priority}: `;
  const when = kind === 'on' ? `${shortDay(date ?? '')}: ` : kind === 'soon' ? soon : '';
  return `- ${when}${escape(cut(titleOf(tools, question), 70))}`;
}

/** Several questions fit what was typed: none is queued before it was said which. */
export const drawFitting = (cohort: Cohort, wish: Wish, fitting: readonly Question[]): Card =>
  card(
    text(`${counted(fitting.length, 'question fits', 'questions fit')}. Which one do you mean?`),
    {
      kind: 'pick',
      of: 'options',
      press: chooseQuestion({ cohort: cohort.id, ...wish }),
      label: 'The question',
      options: fitting
        .slice(0, LIMITS.options)
        .map((question) => ({ value: question.id, label: cut(lineOf(question), LIMITS.optionLabel) })),
    },
    fitting.length > LIMITS.options &&
      note(`The first ${LIMITS.options} of ${fitting.length}; type more words to find others.`),
  );
