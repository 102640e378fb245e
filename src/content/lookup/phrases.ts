/** Finds the phrase that an author wrote for a question which says the same in other words. */
import type { Steps } from '../slices.ts';
import type { Asks } from './answer.ts';
import { askedFor } from './asking.ts';
import type { Ideas } from './ideas.ts';
import type { Names } from './names.ts';
import { tokenize } from './normalize.ts';
import { unitReader } from './units.ts';

/** A way to ask for something, as an author wrote it. */
export interface Phrase {
  /** What it leads to; opaque here. */
  readonly to: string;
  readonly text: string;
}

export interface Alike {
  readonly to: string;
  /** 0 to 1: how nearly the question says what the phrase says. */
  readonly likeness: number;
  /** How many words, names and groups of like words the two have in common. */
  readonly shared: number;
  /** The two say all the same things, and ask for the same kind of answer. */
  readonly same: boolean;
}

export interface Phrases {
  /** What phrases like this lead to, each once, best first; at most eight. `words`: one question, in lower case. */
  like(words: readonly string[], asks: Asks): readonly Alike[];
}

/** An idea shared is worth less than a word shared. */
const IDEA = 0.35;
/** Of what a question says beyond a phrase, more than this (in weights) is chat: long-winded people ask the same. */
const MOST_BEYOND = 16;
/** No word counts for more: that nobody knows a word says little about how much it matters. */
const MOST_WEIGHT = 5.5;
/** More ideas in common than that find nothing. */
const MOST_OF_IDEA = 400;
const MOST_UNITS = 24;
const PHRASES_A_STEP = 40;
/** A word that no text of ours uses speaks of something else: it counts so much more. */
const STRANGE = 0.6;

/** All phrases, by number, and which of them hold what. */
interface Shelf {
  readonly targets: readonly string[];
  readonly classes: readonly Asks[];
  readonly units: readonly (readonly string[])[];
  readonly byUnit: ReadonlyMap<string, readonly number[]>;
  readonly byIdea: ReadonlyMap<string, readonly number[]>;
  /** How many different things are asked for by phrases with this unit. */
  readonly owners: ReadonlyMap<string, ReadonlySet<string>>;
}

type ReadUnits = ReturnType<typeof unitReader>;

function* shelve(phrases: readonly Phrase[], ideas: Ideas, read: ReadUnits): Steps<Shelf> {
  const targets: string[] = [];
  const classes: Asks[] = [];
  const unitsOf: string[][] = [];
  const byUnit = new Map<string, number[]>();
  const byIdea = new Map<string, number[]>();
  const owners = new Map<string, Set<string>>();
  for (const [count, { to, text }] of phrases.entries()) {
    // a phrase takes microseconds: a turn for others after each would cost more than the work
    if (count % PHRASES_A_STEP === 0) yield;
    const words = tokenize(text).map((token) => token.text);
    const units = read(words).map(({ key }) => key);
    if (units.length === 0) continue;
    const at = targets.push(to) - 1;
    classes.push(askedFor(words));
    unitsOf.push(units);
    for (const unit of units) {
      push(byUnit, unit, at);
      owners.set(unit, (owners.get(unit) ?? new Set()).add(to));
    }
    for (const idea of new Set(units.flatMap((unit) => ideas.of(unit)))) push(byIdea, idea, at);
  }
  return { targets, classes, units: unitsOf, byUnit, byIdea, owners };
}

/** Rare things weigh more. */
function weigher({ targets, owners }: Shelf): (unit: string) => number {
  const everything = new Set(targets).size;
  const weights = new Map<string, number>();
  const made = (unit: string): number =>
    Math.min(MOST_WEIGHT, Math.log((everything + 1) / (owners.get(unit)?.size ?? 0.7)));
  for (const unit of owners.keys()) weights.set(unit, made(unit));
  return (unit) => weights.get(unit) ?? made(unit);
}

export function* phrasesOf(
  phrases: readonly Phrase[],
  ideas: Ideas,
  names: Names,
  knows: (word: string) => boolean,
): Steps<Phrases> {
  const read = unitReader(ideas, names);
  const shelf = yield* shelve(phrases, ideas, read);
  const { targets, classes, byUnit, byIdea } = shelf;
  const weightOf = weigher(shelf);
  const sizes = shelf.units.map((units) => units.reduce((sum, unit) => sum + weightOf(unit), 0));
  const common = new Float64Array(targets.length);
  const counts = new Uint8Array(targets.length);
  const seen = new Int32Array(targets.length).fill(-1);

  const like = (words: readonly string[], asks: Asks): Alike[] => {
    const units = read(words).slice(-MOST_UNITS);
    const touched: number[] = [];
    const add = (at: number, weight: number, turn: number, exact: boolean): void => {
      if (seen[at] === -1) touched.push(at);
      else if (seen[at] === turn) return;
      seen[at] = turn;
      common[at] = (common[at] ?? 0) + weight;
      if (exact) counts[at] = (counts[at] ?? 0) + 1;
    };
    let size = 0;
    let strange = 0;
    for (const [turn, { key, word }] of units.entries()) {
      const weight = weightOf(key);
      size += weight;
      if (word !== '' && !byUnit.has(key) && !knows(word)) strange += weight;
      for (const at of byUnit.get(key) ?? []) add(at, weight, turn, true);
      for (const idea of ideas.of(key)) {
        const list = byIdea.get(idea) ?? [];
        if (list.length <= MOST_OF_IDEA) for (const at of list) add(at, IDEA * Math.min(weight, 3.5), turn, false);
      }
    }
    const best = new Map<string, Alike>();
    for (const at of touched) {
      const own = sizes[at] ?? 0;
      const weight = Math.min(common[at] ?? 0, own);
      const shared = counts[at] ?? 0;
      common[at] = 0;
      counts[at] = 0;
      seen[at] = -1;
      const beyond = Math.min(size - weight, MOST_BEYOND) + STRANGE * strange;
      const fit = agree(asks, classes[at] ?? 'other');
      const likeness = Math.min(1, (weight / (weight + 0.5 * beyond + 0.5 * (own - weight))) * fit);
      const to = targets[at] ?? '';
      const before = best.get(to);
      if (before === undefined || before.likeness < likeness)
        best.set(to, {
          to,
          likeness,
          shared,
          same: shared === units.length && likeness >= 0.97 && asks === classes[at] && asks !== 'other',
        });
    }
    return [...best.values()].toSorted((a, b) => b.likeness - a.likeness).slice(0, 8);
  };
  return { like };
}

/** How far the forms of two questions go together. */
function agree(one: Asks, other: Asks): number {
  const [naming, alsoNaming] = [NAMING.has(one), NAMING.has(other)];
  if (naming || alsoNaming) return naming && alsoNaming ? 1.04 : 0.94;
  return one === other ? 1.06 : 0.94;
}

/** What these want is the name of something. */
const NAMING: ReadonlySet<Asks> = new Set(['what', 'other']);

function push(map: Map<string, number[]>, key: string, at: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
}
