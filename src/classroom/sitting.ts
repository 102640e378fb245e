/** A sitting: a learner before one question, with all that an answer depends on. It is one item of a run, or a drop. */
import type { Caller } from '../chat/request.ts';
import type { Library } from '../content/library.ts';
import type { Question } from '../content/schema.ts';
import { turnOf } from '../questions/index.ts';
import type { Moves, Turn } from '../questions/kind.ts';
import type { Run } from '../storage/runs.ts';
import type { DropSeat } from '../storage/sittings.ts';
import type { Tools } from '../tools.ts';
import { reaches } from './cohorts.ts';
import { runIdOf } from './drops.ts';

export interface RunSitting {
  readonly kind: 'run';
  readonly run: Run;
  /** 0 is the first. */
  readonly item: number;
  readonly question: Question;
  /** 0 to 2^32-1; shuffles this item. */
  readonly seed: number;
  /** Moves made so far; none once it is answered. */
  readonly moves: Moves;
  /** What can be done now; absent when all moves are made, or it is answered. */
  readonly turn?: Turn;
}

export interface DropSitting extends DropSeat {
  readonly kind: 'drop';
  readonly learner: string;
  /** As it is now, which may be another version than the one that was posted: see `changed`. */
  readonly question: Question;
  /** The authors changed the question after the drop was made: letters that were posted mean nothing now. */
  readonly changed: boolean;
}

export type Sitting = RunSitting | DropSitting;

/** Where a run is at one of its items, from what is stored and nothing else; undefined when its authors withdrew it. */
export function sittingAt(library: Library, run: Run, item: number): RunSitting | undefined {
  const question = library.content.questions.get(run.items[item]?.question ?? '');
  if (question === undefined) return undefined;
  const seed = (run.seed + item) >>> 0;
  const moves = run.moves[String(item)] ?? [];
  const turn = run.attempts.has(item) ? undefined : turnOf(question, seed, moves);
  return { kind: 'run', run, item, question, seed, moves, ...(turn !== undefined && { turn }) };
}

/** Why there is no sitting: the drop is gone, its question was withdrawn, or it is of another community. */
export type NoSitting = 'gone' | 'withdrawn' | 'foreign';

/** A learner before a drop; one statement. */
export async function findDropSitting(
  { library, store }: Tools,
  learner: string,
  drop: string,
): Promise<DropSitting | Exclude<NoSitting, 'foreign'>> {
  const seat = await store.sittings.findSeat({ drop, learner, run: runIdOf(drop, learner) });
  if (seat === undefined) return 'gone';
  const question = library.content.questions.get(seat.drop.question ?? '');
  if (question === undefined) return 'withdrawn';
  const changed = seat.drop.version !== null && seat.drop.version !== question.version;
  return { ...seat, kind: 'drop', learner, question, changed };
}

/** The same for a press, whose ids anybody can make up. */
export async function dropSittingFor(tools: Tools, caller: Caller, drop: string): Promise<DropSitting | NoSitting> {
  const found = await findDropSitting(tools, caller.learner, drop);
  if (typeof found === 'string') return found;
  return (await reaches(tools, caller, found.cohort, async () => found.member)) ? found : 'foreign';
}
