/** Which question a cohort gets next: what staff were shown, what they chose, then a shuffled bag in which nothing comes twice. */
import { shuffled, seedOf } from '../questions/chance.ts';

export interface BagState {
  /** Questions asked before, the earliest first; one asked twice stands twice. */
  readonly used: readonly string[];
  readonly queue: readonly Queued[];
  /** What staff were shown of the drops to come. */
  readonly shown?: readonly { readonly date: string; readonly question: string }[];
}

/** Which of the fresh ones comes first. */
export interface DropRule<Q> {
  /** Whether the cohort is as far as this question. */
  mayAsk(question: Q): boolean;
  /** One of `fresh`, which may all be asked, if there is any. */
  first(fresh: readonly Q[]): Q | undefined;
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
  /** Everything that may be asked was asked before; this one longest ago. `left`: those that the cohort has not reached. */
  | { readonly kind: 'again'; readonly question: Q; readonly left: number }
  | { readonly kind: 'empty'; readonly left: number };

/** Days of stock at which the admin is warned. */
export const STOCK_WARNINGS = [14, 7, 3] as const;

const IN_ORDER: DropRule<never> = { mayAsk: () => true, first: ([one]) => one };

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
  rule: DropRule<Q> = IN_ORDER,
): Draw<Q> {
  const used = new Set(state.used);
  const fresh = freshOnes(cohort, candidates, state);
  const wanted = wantedOn(date, all, state);
  if (wanted !== undefined)
    return { kind: 'fresh', question: wanted, left: fresh.filter((one) => one.id !== wanted.id).length };
  // kept for a date of its own: the bag may use it only when nothing else is left
  const booked = new Set([
    ...state.queue.filter((one) => one.kind === 'on' && (one.date ?? '') >= date).map((one) => one.question),
    ...(state.shown ?? []).filter((one) => one.date > date).map((one) => one.question),
  ]);
  const open = fresh.filter((one) => rule.mayAsk(one));
  const first = rule.first(open.filter((one) => !booked.has(one.id))) ?? rule.first(open);
  if (first !== undefined) return { kind: 'fresh', question: first, left: fresh.length - 1 };
  const skipped = skippedOnes(state.queue);
  const lastUse = new Map(state.used.map((question, index) => [question, index]));
  const [oldest] = candidates
    .filter((one) => used.has(one.id) && !skipped.has(one.id) && rule.mayAsk(one))
    .toSorted((a, b) => (lastUse.get(a.id) ?? 0) - (lastUse.get(b.id) ?? 0));
  return oldest === undefined
    ? { kind: 'empty', left: fresh.length }
    : { kind: 'again', question: oldest, left: fresh.length };
}

/** What staff were shown for that date, or else what they chose; one that was withdrawn is passed over. */
function wantedOn<Q>(date: string, all: ReadonlyMap<string, Q>, { queue, shown = [] }: BagState): Q | undefined {
  const skipped = skippedOnes(queue);
  const later = new Set(shown.filter((one) => one.date > date).map((one) => one.question));
  const ids = [
    ...shown.filter((one) => one.date === date && !skipped.has(one.question)).map((one) => one.question),
    ...queue.filter((one) => one.kind === 'on' && one.date === date).map((one) => one.question),
    ...queue
      .filter((one) => one.kind === 'soon' && !later.has(one.question))
      .toSorted((a, b) => b.priority - a.priority || a.at - b.at)
      .map((one) => one.question),
  ];
  const found = ids.find((id) => all.has(id));
  return found === undefined ? undefined : all.get(found);
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
