/**
 * The drops that come next, as staff see them: what they are shown is stored and will be posted, whatever happens in between.
 * They may swap one for another, or have it never come.
 */
import type { Call } from '../chat/request.ts';
import type { Question } from '../content/schema.ts';
import { seedOf } from '../questions/chance.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Coming, Showing } from '../storage/shown-drops.ts';
import type { ShownDrop } from '../storage/tables/drops.ts';
import type { Tools } from '../tools.ts';
import type { BagState } from '../tutor/drop-bag.ts';
import type { Place } from '../tutor/drop-rule.ts';
import { nextRuns, type PlannedRun } from '../tutor/timetable.ts';
import { rememberCandidates } from './candidates.ts';
import { inTime, runsUpTo } from './claims.ts';
import { type CandidatesOf, chooseDrop, type Course, courseNow, stageOf } from './drop-course.ts';
import { planDay } from './plan.ts';

/** So many drops are shown. */
export const SHOWN = 5;

export interface ComingDrop {
  readonly run: PlannedRun;
  readonly question: Question;
  readonly place: Place;
  /** Where it comes from: staff chose it, the lessons of that week, an earlier one, what was read, or it comes again. */
  readonly from: 'chosen' | 'week' | 'earlier' | 'read' | 'again';
  /** It was shown before, and is not any more as it was, or another one. */
  readonly unlike: 'changed' | 'replaced' | undefined;
  /** Swapped away on that day, the last one last. */
  readonly passed: readonly string[];
  /** Stands for the question in a press. */
  readonly key: string;
}

export interface ComingDrops {
  readonly cohort: Cohort;
  /** The soonest first. */
  readonly drops: readonly ComingDrop[];
  /** Why there are no more of them; undefined when there are. */
  readonly end: 'paused' | 'no day' | 'no question' | undefined;
}

/** What a press on one of them came to. `late`: it is posted, or its day is gone. `other`: another question stands there now. */
export interface Wished {
  readonly kind: 'done' | 'late' | 'other' | 'none';
  readonly coming: ComingDrops;
  /** The question that stood there. */
  readonly was: Question | undefined;
}

export const keyOf = (question: string): string => seedOf(question).toString(36);

/** What they are chosen from at one moment. */
interface Look {
  readonly course: Course;
  readonly candidates: CandidatesOf;
  readonly now: number;
}

/** The next drops; from now on they are what will be posted. Undefined when the cohort is gone. */
export const comingDrops = async (tools: Tools, call: Call, cohort: string): Promise<ComingDrops | undefined> =>
  showing(tools, call, cohort, (look, coming) => {
    const seen = drawComing(look, coming);
    return { shown: shownOf(seen), result: seen };
  });

/** Another question for that day; the one that stood there may come later. */
export const swapDrop = async (tools: Tools, call: Call, at: At): Promise<Wished | undefined> =>
  showing(tools, call, at.cohort, (look, coming) =>
    wished(look, coming, at, (drop, now) => {
      const other = otherFor(look, now, drop, at.date);
      if (other === undefined) return undefined;
      const passed = other.again ? [drop.question.id] : [...drop.passed, drop.question.id];
      const isBooked = coming.bag.queue.some((one) => one.kind === 'on' && one.question === drop.question.id);
      return { pin: { ...pinOf(at.date, other.question), passed }, ...(isBooked && { unqueue: drop.question.id }) };
    }),
  );

/** Another question for that day; the one that stood there never comes in this cohort. */
export const skipDrop = async (tools: Tools, call: Call, at: At): Promise<Wished | undefined> =>
  showing(tools, call, at.cohort, (look, coming) =>
    wished(look, coming, at, (drop, now) => {
      const other = otherFor(look, now, drop, at.date);
      const passed = [...drop.passed, drop.question.id];
      return {
        ...(other !== undefined && { pin: { ...pinOf(at.date, other.question), passed } }),
        skip: drop.question.id,
      };
    }),
  );

/** The question that was swapped or skipped away on that day stands there again. */
export const takeBack = async (tools: Tools, call: Call, at: At): Promise<Wished | undefined> =>
  showing(tools, call, at.cohort, (look, coming) =>
    wished(look, coming, at, (drop) => {
      const before = look.course.content.questions.get(drop.passed.at(-1) ?? '');
      if (before === undefined) return undefined;
      return { pin: { ...pinOf(at.date, before), passed: drop.passed.slice(0, -1) }, unskip: before.id };
    }),
  );

/** Which drop a press is about: that of a date, as long as the question with this key stands there. */
export interface At {
  readonly cohort: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly key: string;
}

async function showing<T>(
  tools: Tools,
  { caller }: Call,
  cohort: string,
  decide: (look: Look, coming: Coming) => Shown<T>,
): Promise<T | undefined> {
  const now = tools.now();
  const look = { course: courseNow(tools), candidates: rememberCandidates(tools.library), now };
  let result: T | undefined;
  const keep = (coming: Coming): Showing => {
    const decided = decide(look, coming);
    ({ result } = decided);
    return decided;
  };
  await tools.store.drops.showDrops(cohort, keep, caller.learner, now);
  return result;
}

interface Shown<T> extends Showing {
  readonly result: T;
}

interface Change extends Pick<Showing, 'skip' | 'unskip' | 'unqueue'> {
  readonly pin?: ShownDrop;
}

/** Does something about one drop, if it still stands there, and shows what comes then. */
function wished(
  look: Look,
  coming: Coming,
  { date, key }: At,
  change: (drop: ComingDrop, coming: Coming) => Change | undefined,
): Shown<Wished> {
  const before = drawComing(look, coming);
  const drop = before.drops.find((one) => one.run.date === date);
  const stays = (kind: Wished['kind']): Shown<Wished> => ({
    shown: shownOf(before),
    result: { kind, coming: before, was: drop?.question },
  });
  if (drop === undefined) return stays('late');
  if (drop.key !== key) return stays('other');
  const made = change(drop, { ...coming, cohort: { ...coming.cohort, shown: shownOf(before) } });
  if (made === undefined) return stays('none');
  const { pin, ...others } = made;
  const after = drawComing(look, {
    ...coming,
    bag: { ...coming.bag, queue: queueAfter(coming.bag.queue, others) },
    cohort: {
      ...coming.cohort,
      shown: [...shownOf(before).filter((one) => one.date !== date), ...(pin === undefined ? [] : [pin])],
    },
  });
  return { shown: shownOf(after), ...others, result: { kind: 'done', coming: after, was: drop.question } };
}

function queueAfter(queue: BagState['queue'], { skip, unskip, unqueue }: Omit<Change, 'pin'>): BagState['queue'] {
  const kept = queue.filter(({ question }) => question !== skip && question !== unskip && question !== unqueue);
  return skip === undefined ? kept : [...kept, { question: skip, kind: 'skip', date: null, priority: 0, at: 0 }];
}

const pinOf = (date: string, { id, version }: Question): ShownDrop => ({ date, question: id, version });

const shownOf = ({ drops }: ComingDrops): readonly ShownDrop[] =>
  drops.map(({ run, question, passed }) => ({
    ...pinOf(run.date, question),
    ...(passed.length > 0 && { passed }),
  }));

/** Day after day as the claims will decide, each with what was drawn before it. */
function drawComing(look: Look, { cohort, bag, voided, lastDate }: Coming): ComingDrops {
  if (cohort.paused) return { cohort, drops: [], end: 'paused' };
  const runs = comingRuns(cohort, lastDate, look.now);
  const drops: ComingDrop[] = [];
  for (const run of runs) {
    const drawn = drops.map(({ question }) => question.id);
    const state = {
      used: [...bag.used, ...drawn],
      queue: bag.queue.filter((one) => one.kind === 'skip' || !drawn.includes(one.question)),
      shown: cohort.shown.filter((one) => !drawn.includes(one.question)),
    };
    const chosen = chooseDrop(look.course, look.candidates, { cohort, bag: state, voided }, run.date);
    const goesOn = chosen.left > 0 && planDay(look.course, cohort, run.date)?.next !== undefined;
    if (chosen.kind === 'empty' && goesOn) continue;
    if (chosen.kind === 'empty' || (chosen.kind === 'again' && !goesOn && cohort.whenEmpty === 'pause'))
      return { cohort, drops, end: 'no question' };
    drops.push(comingDrop(look, cohort, state, run, chosen.question));
  }
  return { cohort, drops, end: runs.length < SHOWN ? 'no day' : undefined };
}

/** One that is due now and not made yet comes first. */
function comingRuns(cohort: Cohort, lastDate: string | undefined, now: number): readonly PlannedRun[] {
  const due = inTime(cohort, runsUpTo(cohort, now).runs.at(-1), now);
  const rest = nextRuns(cohort, now, SHOWN, due?.date ?? lastDate);
  return due === undefined ? rest : [due, ...rest].slice(0, SHOWN);
}

function comingDrop(
  { course }: Look,
  cohort: Cohort,
  { used, queue, shown }: Required<BagState>,
  run: PlannedRun,
  question: Question,
): ComingDrop {
  const place = course.placeOf(question.id);
  const was = cohort.shown.find((one) => one.date === run.date);
  const isSame = was?.question === question.id;
  const stage = stageOf(course, cohort, run.date);
  const byStage = stage.kind === 'read' ? 'read' : stage.week.has(place.lesson) ? 'week' : 'earlier';
  const isChosen = queue.some((one) => one.kind !== 'skip' && one.question === question.id);
  const isPinned = shown.some((one) => one.date === run.date && one.question === question.id);
  return {
    run,
    question,
    place,
    from: isChosen ? 'chosen' : used.includes(question.id) ? 'again' : byStage,
    unlike:
      was === undefined ? undefined : !isSame ? 'replaced' : was.version === question.version ? undefined : 'changed',
    passed: isPinned ? (was?.passed ?? []) : [],
    key: keyOf(question.id),
  };
}

/** What may stand there instead, `again` when it was swapped away before; undefined when nothing may. */
function otherFor(
  { course, candidates }: Look,
  { cohort, bag, voided }: Coming,
  { question, passed }: ComingDrop,
  date: string,
): { readonly question: Question; readonly again: boolean } | undefined {
  const shown = cohort.shown.filter((one) => one.date !== date);
  const before = shown.filter((one) => one.date < date).map((one) => one.question);
  const without = (gone: readonly string[]) => {
    const left: CandidatesOf = (...given) => candidates(...given).filter(({ id }) => !gone.includes(id));
    const state = {
      used: [...bag.used, ...before],
      queue: bag.queue.filter((one) => one.kind === 'skip' || !gone.includes(one.question)),
      shown,
    };
    const chosen = chooseDrop(course, left, { cohort, bag: state, voided }, date);
    return chosen.kind === 'empty' || shown.some((one) => one.question === chosen.question.id) ? undefined : chosen;
  };
  const fresh = without([...passed, question.id]);
  if (fresh?.kind === 'fresh') return { question: fresh.question, again: false };
  // all were swapped away: the first of them again
  const again = without([question.id]);
  return again === undefined ? undefined : { question: again.question, again: true };
}
