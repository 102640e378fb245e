/** Stores what owners set: once for a delivery, never over somebody else's change, and written down. */
import { createHash } from 'node:crypto';
import { momentText } from '../../../chat/words.ts';
import { md, type Markdown } from '../../../chat/markdown.ts';
import { redraw, Refusal, type Reply } from '../../../chat/reply.ts';
import type { Call } from '../../../chat/request.ts';
import { isDemo, removeDemo } from '../../../classroom/demo.ts';
import { meet } from '../../../classroom/meeting.ts';
import { type Act, logAct } from '../../../classroom/staff.ts';
import type { Cohort, CohortSettings } from '../../../storage/cohorts.ts';
import type { Tools } from '../../../tools.ts';
import { localDate } from '../../../tutor/timetable.ts';
import { refreshHomesIn } from '../../homes.ts';
import { placeWords } from '../../plan-words.ts';
import { cohortOfStaff, ownerOnly } from '../role.ts';
import type { Plan } from './fields.ts';
import { drawPanel } from './panel.ts';

export async function create(tools: Tools, call: Call, plan: Plan & Partial<CohortSettings>): Promise<Reply> {
  // the same event delivered twice makes the same cohort
  const id = `c${createHash('sha256').update(call.event).digest('hex').slice(0, 10)}`;
  const before = await tools.store.cohorts.findCohort(id);
  if (before !== undefined) return redraw(await drawPanel(tools, call, before));
  await meet(tools, call);
  const { community, place, learner } = call.caller;
  const made = await valid(() =>
    tools.store.cohorts.createCohort({ id, community, place, admin: learner, ...plan }, learner, tools.now()),
  );
  // a real one takes the place of the made-up one
  if ((await tools.store.cohorts.cohortsOf(community)).some(isDemo)) await removeDemo(tools);
  await logAct(tools, call, {
    act: 'made a cohort',
    details: `${plan.name}: ${plan.time} ${plan.zone}`,
    cohort: id,
  });
  const planPlace = placeWords(tools, made, tools.now());
  const planned = planPlace === undefined ? '' : ` Its plan: ${planPlace}.`;
  const said = `It is set up.${planned} Check the channel and the next runs; a test drop shows how it looks.`;
  return redraw(await drawPanel(tools, call, made, said));
}

/** Changes the version that the panel showed, by an owner. */
export async function change(
  tools: Tools,
  call: Call,
  at: Version,
  wanted: Partial<CohortSettings>,
  act: Act,
): Promise<Reply> {
  ownerOnly(call.caller);
  const { cohort, said } = await store(tools, call, at, wanted, act);
  return redraw(await drawPanel(tools, call, cohort, said));
}

/** A cohort, and which version of it was shown. */
interface Version {
  readonly c: string;
  readonly v: number;
}

/**
 * Changes the version that was shown; if that is over, says who changed it and stores nothing. The cohort as it is then, and
 * what to say of it. Whether the caller may is for whoever asks.
 */
export async function store(
  tools: Tools,
  call: Call,
  { c, v }: Version,
  wanted: Partial<CohortSettings>,
  act: Act,
): Promise<{ readonly cohort: Cohort; readonly said: Markdown }> {
  const before = await cohortOfStaff(tools, call.caller, c);
  await meet(tools, call);
  const { learner } = call.caller;
  const cohort = await valid(() => tools.store.cohorts.changeCohort(c, v, wanted, learner, tools.now()));
  if (cohort === undefined) return overtaken(tools, call, before);
  await logAct(tools, call, { ...act, cohort: c });
  if (cohort.name !== before.name) await refreshHomesIn(tools, [cohort]);
  const today = localDate(cohort.zone, tools.now());
  const isAnew = cohort.shown.length === 0 && before.shown.some(({ date }) => date >= today);
  const anew = ' The questions that `/tutor queue` showed are chosen anew.';
  return { cohort, said: `*Saved.*${isAnew ? anew : ''}` };
}

async function overtaken(
  tools: Tools,
  call: Call,
  { id }: Cohort,
): Promise<{ readonly cohort: Cohort; readonly said: Markdown }> {
  const now = await cohortOfStaff(tools, call.caller, id);
  const who =
    now.changedBy === call.caller.learner
      ? 'you'
      : ((await tools.store.learners.findLearner(now.changedBy))?.name ?? 'somebody');
  const when = momentText(now.changedAt, now.zone);
  const said = md`**Nothing was stored:** this panel was older than the last change, by ${who}, ${when}. Here it is as it is now.`;
  return { cohort: now, said };
}

/** Settings that cannot be are refused in the words of whoever found it. @throws Refusal */
async function valid<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error && error.name === 'CohortProblem') throw new Refusal(error.message satisfies Markdown);
    throw error;
  }
}
