/** Reports of questions: what a learner reports, who reads it, and what staff's decision changes. */
import type { Call, Caller } from '../chat/request.ts';
import type { Moves } from '../questions/kind.ts';
import type { Decided } from '../storage/reports.ts';
import type { Decision } from '../storage/tables/reports.ts';
import type { Tools } from '../tools.ts';
import { FULL_POINTS, HINT_POINTS } from '../tutor/score.ts';
import { isUnstaffed, meet } from './meeting.ts';
import { dropSittingFor } from './sitting.ts';

/** Before the id of a drop, where the id of a run is expected: a drop may be answered on its public message. */
const DROP = 'drop:';
/** How a drop is named where the item of a run is expected. */
export const dropSubject = (drop: string): string => `${DROP}${drop}`;

/** Something in front of a learner that they can report, with what they answered. */
interface Reportable {
  /** The one whose staff can rule on it. */
  readonly community: string;
  readonly question: string;
  readonly version: string;
  readonly moves: Moves | null;
}
export type NotReportable = 'gone' | 'foreign' | 'unstaffed';

/** An item of a run, or a drop (`dropSubject` for the run's id). */
export async function findReportable(
  tools: Tools,
  caller: Caller,
  subject: string,
  item: number,
): Promise<Reportable | NotReportable> {
  if (subject.startsWith(DROP)) {
    const sitting = await dropSittingFor(tools, caller, subject.slice(DROP.length));
    if (sitting === 'foreign') return 'foreign';
    if (typeof sitting === 'string' || sitting.drop.version === null) return 'gone';
    const { drop, cohort, question, answered } = sitting;
    const version = sitting.drop.version;
    return {
      community: cohort.community,
      question: drop.question ?? question.id,
      version,
      moves: answered?.moves ?? null,
    };
  }
  const run = await tools.store.runs.findRun(subject);
  const asked = run?.items[item];
  if (run === undefined || asked === undefined || run.learner !== caller.learner) return 'gone';
  const attempt = run.attempts.get(item);
  const { question, version } = attempt ?? asked;
  return { community: run.community, question, version, moves: attempt?.moves ?? null };
}

/** `known`: they reported this version before. */
export async function fileReport(
  tools: Tools,
  call: Call,
  reported: { readonly subject: string; readonly item: number; readonly reason: string; readonly words: string },
): Promise<'filed' | 'known' | NotReportable> {
  const { subject, item, reason, words } = reported;
  const found = await findReportable(tools, call.caller, subject, item);
  if (typeof found === 'string') return found;
  const { community } = found;
  if (isUnstaffed(community)) return 'unstaffed';
  await meet(tools, { ...call, caller: { ...call.caller, community } as Caller });
  const { learner } = call.caller;
  const fresh = await tools.store.reports.addReport({ id: tools.newId(), learner, reason, words, ...found }, call.at);
  return fresh ? 'filed' : 'known';
}

/** Staff decide a report of their community; it is mended for everybody concerned, upward only. */
export async function decideReport(
  { store, newId }: Tools,
  { caller, at }: Call,
  report: string,
  decision: Decision,
): Promise<Decided> {
  const worth = { plain: FULL_POINTS, hint: HINT_POINTS };
  return store.reports.decideReport(report, decision, caller.learner, worth, newId, at);
}
