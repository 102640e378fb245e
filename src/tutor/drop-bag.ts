/** Which question a cohort gets next: what instructors chose, then a shuffled bag in which nothing comes twice. */
import { shuffled, seedOf } from '../questions/chance.ts';

export interface BagState {
  /** Questions asked before, the earliest first; one asked twice stands twice. */
  readonly used: readonly string[];
  readonly queue: readonly Queued[];
}

/** `on`: for that date. `soon`: before the bag, the highest priority first, then the oldest. `skip`: never. */
export interface Queued {
  readonly question: string;
  readonly kind: 'on' | 'soon' | 'skip';
  readonly date: string | null;
  readonly priority: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export type Draw<Q> =
  | { readonly kind: 'fresh'; readonly question: Q; readonly left: number }
  /** Everything was asked before; this one longest ago. */
  | { readonly kind: 'again'; readonly question: Q; readonly left: 0 }
  | { readonly kind: 'empty' };

/** Days of stock at which the admin is warned. */
export const STOCK_WARNINGS = [14, 7, 3] as const;

/**
 * The question of a date. `candidates`: what may be asked, in any order; a chosen one may be any of `all`.
 * The order of the bag depends on the cohort alone, so every process draws the same. `left`: fresh ones after this.
 */
export function chooseDropQuestion<Q extends { readonly id: string }>(
  cohort: string,
  date: string,
  candidates: readonly Q[],
  all: ReadonlyMap<string, Q>,
  state: BagState,
): Draw<Q> {
  const used = new Set(state.used);
  const fresh = freshOnes(cohort, candidates, state);
  const after = (question: Q): number => fresh.filter((one) => one.id !== question.id).length;
  const chosen = state.queue.find((one) => one.kind === 'on' && one.date === date) ?? soonest(state.queue, all);
  const wanted = chosen === undefined ? undefined : all.get(chosen.question);
  if (wanted !== undefined) return { kind: 'fresh', question: wanted, left: after(wanted) };
  // kept for a date of its own: the bag may use it only when nothing else is left
  const booked = new Set(
    state.queue.filter((one) => one.kind === 'on' && (one.date ?? '') >= date).map((one) => one.question),
  );
  const first = fresh.find((one) => !booked.has(one.id)) ?? fresh[0];
  if (first !== undefined) return { kind: 'fresh', question: first, left: fresh.length - 1 };
  const skipped = skippedOnes(state.queue);
  const lastUse = new Map(state.used.map((question, index) => [question, index]));
  const [oldest] = candidates
    .filter((one) => used.has(one.id) && !skipped.has(one.id))
    .toSorted((a, b) => (lastUse.get(a.id) ?? 0) - (lastUse.get(b.id) ?? 0));
  return oldest === undefined ? { kind: 'empty' } : { kind: 'again', question: oldest, left: 0 };
}

export interface Stock {
  /** Drops that can still be made without asking anything twice. */
  readonly left: number;
  readonly total: number;
  /** The warning that the stock has reached: at most that many left. */
  readonly warning?: (typeof STOCK_WARNINGS)[number];
}

/** The gauge. */
export function stockOf(candidates: readonly { readonly id: string }[], state: BagState): Stock {
  const skipped = skippedOnes(state.queue);
  const left = freshOnes('', candidates, state).length;
  const warning = STOCK_WARNINGS.toReversed().find((at) => left <= at);
  return {
    left,
    total: candidates.filter((one) => !skipped.has(one.id)).length,
    ...(warning !== undefined && { warning }),
  };
}

/** Never asked and not skipped, in the cohort's own order. */
function freshOnes<Q extends { readonly id: string }>(cohort: string, candidates: readonly Q[], state: BagState): Q[] {
  const gone = new Set([...state.used, ...skippedOnes(state.queue)]);
  return shuffled(byId(candidates), seedOf(cohort)).filter((one) => !gone.has(one.id));
}

/** Sorted copies of lists: the cohorts of a claim share theirs. */
const sorted = new WeakMap<object, readonly { readonly id: string }[]>();

function byId<Q extends { readonly id: string }>(candidates: readonly Q[]): readonly Q[] {
  const known = sorted.get(candidates) as readonly Q[] | undefined;
  if (known !== undefined) return known;
  const made = candidates.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  sorted.set(candidates, made);
  return made;
}

const skippedOnes = (queue: readonly Queued[]): ReadonlySet<string> =>
  new Set(queue.filter((one) => one.kind === 'skip').map((one) => one.question));

/** One whose question was withdrawn is passed over. */
const soonest = (queue: readonly Queued[], all: ReadonlyMap<string, unknown>): Queued | undefined =>
  queue
    .filter((one) => one.kind === 'soon' && all.has(one.question))
    .toSorted((a, b) => b.priority - a.priority || a.at - b.at)[0];
