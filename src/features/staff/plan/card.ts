/** The plan as a card: its weeks with their dates, where the cohort is, and what changes it. */
import { type Card, button, buttons, card, note, text, title } from '../../../chat/card.ts';
import { escape, md, type Markdown } from '../../../chat/markdown.ts';
import { counted, cut, momentText, shortDay } from '../../../chat/words.ts';
import { candidatesOf } from '../../../classroom/candidates.ts';
import { courseNow, leftOfReached } from '../../../classroom/drop-course.ts';
import { goingOn, planWeeks } from '../../../classroom/plan.ts';
import type { Cohort } from '../../../storage/cohorts.ts';
import type { Tools } from '../../../tools.ts';
import { dayOf, type PlanDay, type PlanWeek } from '../../../tutor/plan.ts';
import { localDate } from '../../../tutor/timetable.ts';
import { placeWords, topicsWords } from '../../plan-words.ts';
import { showComing } from '../queue/addresses.ts';
import { editDates, editDaysOff, editPace, showPlan } from './addresses.ts';

/** Weeks on the first screen: the last one, this one, and some to come. */
const SHOWN = 6;

/** `said`: what has just been done. `all`: with every week. */
export async function drawPlan(tools: Tools, cohort: Cohort, said?: Markdown, all = false): Promise<Card> {
  const now = tools.now();
  const at = { c: cohort.id, v: cohort.version };
  const today = localDate(cohort.zone, now);
  const weeks = planWeeks(tools.library, goingOn(cohort, today));
  const head = [title(cut(`Plan · ${cohort.name}`, 100)), said !== undefined && text(said)];
  const [by, ...forms] = [
    await tools.store.learners.findLearner(cohort.changedBy),
    button(editPace(at), 'Start and pace…', weeks === undefined ? 'main' : 'plain'),
    button(editDates(at), 'A date for each lesson…'),
    button(editDaysOff(at), 'Days off…'),
  ] as const;
  const changed = note(
    md`Last changed by ${cut(by?.name ?? 'somebody', 40)}, ${momentText(cohort.changedAt, cohort.zone)} (${cohort.zone}).`,
  );
  if (weeks === undefined) return card(...head, ...noPlan(tools, cohort), buttons(...forms), changed);
  const day = dayOf(weeks, today);
  const current = Math.max(0, (day.week?.number ?? 0) - 2);
  const shown = all ? weeks : weeks.slice(current, current + SHOWN);
  return card(
    ...head,
    text(await standing(tools, cohort, now)),
    shown.length > 0 && text(shown.map((week) => weekLine(tools, week, day)).join('\n')),
    buttons(button(showComing({ c: cohort.id }), 'Next questions', 'main'), ...forms),
    buttons(shown.length < weeks.length && button(showPlan({ c: cohort.id, all: true }), `All ${weeks.length} weeks`)),
    note(rulesOf(tools, cohort)),
    changed,
  );
}

function noPlan({ library }: Tools, cohort: Cohort) {
  const read = cohort.readByMost.flatMap((id) => library.content.lessons.get(id)?.number ?? []);
  const from =
    read.length === 0
      ? 'the first lessons, because most of the cohort has not finished one yet'
      : `what most of the cohort has read: ${read.length === 1 ? 'lesson' : 'lessons'} ${read.toSorted((a, b) => a - b).join(', ')}`;
  return [
    text(
      `**No plan yet.** Questions come from ${from}; easy ones first.\n\n` +
        'With a plan they follow your weeks: a first day and some lessons a week, or a date for each lesson.',
    ),
    cohort.starts !== null &&
      cohort.starts > '' &&
      note(`The first day is ${shortDay(cohort.starts)}; nothing is asked before it.`),
  ];
}

async function standing(tools: Tools, cohort: Cohort, now: number): Promise<Markdown> {
  const left = await leftWords(tools, cohort, now);
  const place = placeWords(tools, cohort, now) ?? '';
  const paused = cohort.pauses.find(({ to }) => to === null);
  const words = `${place.charAt(0).toUpperCase()}${place.slice(1)}.`;
  return [
    words,
    cohort.paused &&
      `⏸️ Paused since ${shortDay(paused?.from ?? localDate(cohort.zone, now))}: the dates below are as if it went on today.`,
    left,
  ]
    .filter((line) => line !== false && line !== undefined)
    .join('\n\n');
}

async function leftWords(tools: Tools, cohort: Cohort, now: number): Promise<Markdown | undefined> {
  const [bag, voided] = await Promise.all([
    tools.store.drops.bagState(cohort.id),
    tools.store.rulings.voided(cohort.community),
  ]);
  const candidates = (of: Pick<Cohort, 'topics'>) => candidatesOf(tools.library, of, voided);
  const left = leftOfReached(courseNow(tools), candidates, { cohort, bag, voided }, localDate(cohort.zone, now));
  if (left === undefined) return undefined;
  return left === 0
    ? '⚠️ No new question is left in the lessons reached: until the next lesson the one asked longest ago comes again.'
    : `${counted(left, 'question')} of the lessons reached ${left === 1 ? 'was' : 'were'} not asked yet.`;
}

function weekLine(
  { library }: Tools,
  { number, from, to, lessons }: PlanWeek,
  { week, reached, state }: PlanDay,
): Markdown {
  const isNow = week?.number === number && state !== 'over';
  const isDone = !isNow && number <= (week?.number ?? 0);
  const names = lessons.map(({ lesson }) => {
    const found = library.content.lessons.get(lesson);
    const begun = reached.some((one) => one.lesson === lesson);
    const name = escape(`${found?.number ?? ''} ${found?.title ?? lesson}`.trim());
    return isNow && begun ? `**${name}**` : name;
  });
  const days = from === to ? shortDay(from) : `${shortDay(from)} – ${shortDay(to)}`;
  const mark = isNow ? '▶️ ' : isDone ? '✅ ' : '';
  return `- ${mark}Week ${number} · ${days}: ${names.length === 0 ? 'no new lesson' : names.join(' · ')}`;
}

function rulesOf(tools: Tools, cohort: Cohort): Markdown {
  const shift =
    cohort.lessonDates === null
      ? 'A week with most of its days off goes on through the next seven days; a single day off moves no week.'
      : 'A lesson whose day is off begins on the next day with a question.';
  const topics = topicsWords(tools, cohort);
  return (
    'Questions come from lessons that have begun, about a third of them from earlier weeks, and each lesson begins with easy ones. ' +
    `${shift}${topics === '' ? '' : ` ${topics}`}`
  );
}
