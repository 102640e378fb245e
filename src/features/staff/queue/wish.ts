/** Does with a question what instructors want, and takes it back with one press. */
import { cut, shortDay } from '../../../chat/words.ts';
import { button, type Card } from '../../../chat/card.ts';
import { escape, md } from '../../../chat/markdown.ts';
import { Refusal } from '../../../chat/reply.ts';
import type { Call } from '../../../chat/request.ts';
import { runsAhead } from '../../../classroom/health.ts';
import { logAct } from '../../../classroom/staff.ts';
import type { Question } from '../../../content/schema.ts';
import type { Cohort } from '../../../storage/cohorts.ts';
import type { NewQueueEntry, QueueEntry } from '../../../storage/drop-queue.ts';
import type { Tools } from '../../../tools.ts';
import { dateText } from '../../times.ts';
import { planProblems } from '../../../tutor/timetable.ts';
import { HIGHEST, undoChoice, WAYS, type Wish } from './addresses.ts';
import { drawQueue } from './card.ts';
import { lineOf, titleOf } from './questions.ts';

/** Queues or skips a question; the queue as it is then, with a way back. */
export async function wish(tools: Tools, call: Call, cohort: Cohort, question: Question, wanted: Wish): Promise<Card> {
  const { kind, date, priority } = wanted;
  const before = await tools.store.cohorts.queueOf(cohort.id);
  const was = before.find((one) => one.question === question.id);
  const out = before.find((one) => date !== undefined && one.date === date && one.question !== question.id);
  const entry = {
    cohort: cohort.id,
    question: question.id,
    kind,
    ...(date !== undefined && { date }),
    ...(priority !== undefined && { priority: Math.min(HIGHEST, priority) }),
  };
  await tools.store.cohorts.queueQuestion(entry, call.caller.learner, tools.now());
  const words = cut(lineOf(question), 80);
  await logAct(tools, call, {
    act: kind === 'skip' ? 'skipped a question' : 'queued a question',
    details: `“${words}”${date === undefined ? '' : ` for ${shortDay(date)}`}`,
    cohort: cohort.id,
  });
  const anew = kind === 'soon' && cohort.shown.length > 0 ? '\n\nThe next questions are chosen anew.' : '';
  const said = `**${WAYS[kind]}**${date === undefined ? '' : ` (${shortDay(date)})`}: ${escape(lineOf(question))}${anew}`;
  if (out !== undefined) {
    const lost = md`\n\nThat day was for “${cut(titleOf(tools, out.question), 80)}”, which is off the queue now.`;
    return drawQueue(tools, cohort, said + lost);
  }
  const back = undoChoice({ c: cohort.id, q: question.id, w: was === undefined ? undefined : wayOf(was) });
  return drawQueue(tools, cohort, said, button(back, 'Undo'));
}

/** Puts a question back to how it stood before (`way`), or off the queue when it stood not at all. */
export async function undo(
  tools: Tools,
  call: Call,
  cohort: Cohort,
  question: string,
  way: string | undefined,
): Promise<Card> {
  const { cohorts } = tools.store;
  if (way !== undefined)
    await cohorts.queueQuestion(asBefore(cohort.id, question, way), call.caller.learner, tools.now());
  else if (!(await cohorts.unqueueQuestion(cohort.id, question)))
    return drawQueue(tools, cohort, 'It was off the queue already.');
  const details = `“${cut(titleOf(tools, question), 80)}”`;
  await logAct(tools, call, { act: 'took back what was chosen for a question', details, cohort: cohort.id });
  return drawQueue(tools, cohort, 'It is as it was before.');
}

/** How a question stood in the queue, in a few letters for a press: `x` skipped, a priority, or a date. */
const wayOf = ({ kind, date, priority }: QueueEntry): string =>
  kind === 'skip' ? 'x' : kind === 'on' ? (date ?? '0') : String(priority);

const asBefore = (cohort: string, question: string, way: string): NewQueueEntry => {
  if (way === 'x') return { cohort, question, kind: 'skip' };
  return /^\d{4}-\d{2}-\d{2}$/u.test(way)
    ? { cohort, question, kind: 'on', date: way }
    : { cohort, question, kind: 'soon', priority: Math.min(HIGHEST, Number(way) || 0) };
};

/** A day on which a drop is planned and not made yet. @throws Refusal */
export async function dateOf(tools: Tools, cohort: Cohort, given: string | undefined): Promise<string> {
  if (given === undefined) throw new Refusal('Which day? Add `date:` like 2026-12-24.');
  const typed = dateText(given);
  const [problem] = planProblems({ ...cohort, skipDates: [typed] });
  if (problem !== undefined) throw new Refusal('The day is written like 2026-12-24.');
  const days = (await runsAhead(tools, cohort, 400)).map((run) => run.date);
  if (days.includes(typed)) return typed;
  const next = days.slice(0, 3).join(', ');
  throw new Refusal(
    md`No drop of **${cohort.name}** is planned on ${typed}.` + (next === '' ? '' : md` The next days are ${next}.`),
  );
}
