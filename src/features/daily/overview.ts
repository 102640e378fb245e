/** The drops of a cohort as a learner stands to them: what is open, and past ones for learning. */
import { type Block, button, buttons, type Card, card, note, type PickOption, text, title } from '../../chat/card.ts';
import { escape, plain } from '../../chat/markdown.ts';
import type { Call } from '../../chat/request.ts';
import { counted, cut, dayText, momentText, shortDay } from '../../chat/words.ts';
import { isOpen, MOST_OPEN, openIn, unanswered } from '../../classroom/drops.ts';
import { stemOf } from '../../questions/index.ts';
import type { DropAnswer } from '../../storage/answers.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Drop } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { reminderNotice } from '../reminders.ts';
import { openDrop, pickDrop } from './addresses.ts';
import { gradeWords } from './answer.ts';
import { findCohort } from './cohort.ts';

const MOST_PAST = 24;
/** Open drops in full; more of them are a list to pick from. */
const MOST_SHOWN = 3;

export async function drawOverview(tools: Tools, call: Call, cohort: Cohort): Promise<Card> {
  const { learner } = call.caller;
  const [drops, answers, news] = await Promise.all([
    tools.store.drops.latestDrops(cohort.id, { limit: MOST_PAST + MOST_OPEN }),
    tools.store.answers.answersOf(cohort.id, learner),
    reminderNotice(tools, learner),
  ]);
  const mine = new Map(answers.map((one) => [one.drop, one]));
  const open = drops.filter((drop) => isOpen(drop, call.at));
  const waiting = open.filter((drop) => !mine.has(drop.id));
  const today = [...waiting, ...open.filter((drop) => mine.has(drop.id))].slice(0, MOST_SHOWN);
  const rest = open.filter((drop) => !today.includes(drop) && titleOf(tools, drop) !== undefined);
  const past = drops.filter((drop) => !open.includes(drop) && titleOf(tools, drop) !== undefined).slice(0, MOST_PAST);
  const options = (list: readonly Drop[]): PickOption[] => list.map((drop) => optionOf(tools, drop, mine.get(drop.id)));
  return card(
    title(cut(`Daily question · ${cohort.name}`, 100)),
    ...news,
    ...(today.length === 0
      ? nothingOpen(cohort)
      : today.flatMap((drop) => todayBlocks(tools, cohort, drop, mine.get(drop.id)))),
    rest.length > 0 && {
      kind: 'pick',
      of: 'options',
      press: pickDrop({ open: true }),
      label: 'Open too',
      options: options(rest),
    },
    past.length > 0 && {
      kind: 'pick',
      of: 'options',
      press: pickDrop(),
      label: 'Past questions, for learning',
      options: options(past),
    },
    past.length > 0 && note('Past questions stay open for learning; the board takes answers given in time.'),
  );
}

function nothingOpen(cohort: Cohort): readonly Block[] {
  if (cohort.nextAt !== null)
    return [
      text(
        `Nothing is open now. The next daily question comes ${momentText(cohort.nextAt, cohort.zone)} (${cohort.zone}).`,
      ),
    ];
  return [text(cohort.paused ? 'The daily question is paused; staff can resume it.' : 'No daily question is planned.')];
}

function todayBlocks(
  tools: Tools,
  cohort: Cohort,
  drop: Drop,
  answered: DropAnswer | undefined,
): readonly (Block | undefined)[] {
  const until = `${momentText(drop.closesAt, cohort.zone)} (${cohort.zone})`;
  const shown = titleOf(tools, drop);
  return [
    text(
      answered === undefined
        ? `**${dayText(drop.localDate)}** is open until ${until}. You have not answered it yet.`
        : `**${dayText(drop.localDate)}**: answered, ${gradeWords(answered.score)}, ${counted(answered.points, 'point')}. ${cohort.reveal ? `Everybody’s answers are shown at ${until}.` : `It closes at ${until}.`}`,
    ),
    text(`> ${escape(cut(shown ?? 'This question was withdrawn by its authors.', 200))}`),
    shown === undefined
      ? undefined
      : buttons(button(openDrop({ drop: drop.id }), answered === undefined ? 'Answer it' : 'Show my answer', 'main')),
  ];
}

function optionOf(tools: Tools, drop: Drop, answered: DropAnswer | undefined): PickOption {
  const how = answered === undefined ? 'not answered' : gradeWords(answered.score);
  return { value: drop.id, label: cut(`${shortDay(drop.localDate)}: ${titleOf(tools, drop) ?? ''}`, 75), note: how };
}

/** The question in one plain line; undefined when it was withdrawn. */
function titleOf({ library }: Tools, drop: Drop): string | undefined {
  const question = library.content.questions.get(drop.question ?? '');
  return question === undefined ? undefined : cut(plain(stemOf(question)), 200);
}

/** The drops' part of a learner's own page, once they are answered; what waits is their next step. */
export async function drawHome(tools: Tools, call: Call): Promise<readonly Block[]> {
  const cohort = await findCohort(tools, call.caller);
  if (cohort === undefined) return [];
  const [drop, ...others] = await openIn(tools, cohort.id, call.at);
  if (drop === undefined || (await unanswered(tools, [drop, ...others], call.caller.learner)).length > 0) return [];
  const row = buttons(button(openDrop({ drop: drop.id }), "Today's question"));
  return [text("Today's question: answered."), ...(row ? [row] : [])];
}
