/** Finds the phrase that an author wrote for a question which says the same in other words. */
import type { Steps } from '../slices.ts';
import type { Asks } from './answer.ts';
import { askedFor } from './asking.ts';
import type { Ideas } from './ideas.ts';
import type { Names } from './names.ts';
import { stem, tokenize } from './normalize.ts';
import { FRAME, GRAMMAR } from './words.ts';

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
  /** What the two have in common, in weights of words: a rare word alone has about 5. */
  readonly shared: number;
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

/** Turns words into what is compared: names of terms, groups of like words, stems. */
function reader(ideas: Ideas, names: Names): (words: readonly string[]) => string[] {
  const stems = new Map<string, string>();
  const stemOf = (word: string): string => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    if (stems.size > 20_000) stems.clear();
    const made = stem(word);
    stems.set(word, made);
    return made;
  };
  const named = (words: readonly string[], at: number): { readonly id: string; readonly words: number } | undefined => {
    for (let count = Math.min(4, words.length - at); count > 0; count -= 1) {
      const [naming] = names.at(words.slice(at, at + count));
      if (naming !== undefined && !naming.little && naming.words === count) return { id: naming.id, words: count };
    }
    return undefined;
  };
  return (words) => {
    const own = words.map(stemOf);
    const units: string[] = [];
    for (let at = 0; at < own.length;) {
      const group = ideas.alike(own, at);
      const name = named(words, at);
      if (group !== undefined && group.words >= (name?.words ?? 0)) {
        units.push(group.name);
        at += group.words;
      } else if (name !== undefined) {
        units.push(`#${name.id}`);
        // part of a longer name is still something in common
        if (name.words > 1)
          units.push(...own.slice(at, at + name.words).filter((_, i) => !GRAMMAR.has(words[at + i] ?? '')));
        at += name.words;
      } else {
        const word = words[at] ?? '';
        if (word !== '' && !GRAMMAR.has(word) && !FRAME.has(word)) units.push(own[at] ?? '');
        at += 1;
      }
    }
    return [...new Set(units)];
  };
}

export function* phrasesOf(
  phrases: readonly Phrase[],
  ideas: Ideas,
  names: Names,
  knows: (word: string) => boolean,
): Steps<Phrases> {
  const read = reader(ideas, names);
  const targets: string[] = [];
  const classes: Asks[] = [];
  const unitsOf: string[][] = [];
  const postings = new Map<string, number[]>();
  const ideaPostings = new Map<string, number[]>();
  const owners = new Map<string, Set<string>>();
  for (const { to, text } of phrases) {
    yield;
    const words = tokenize(text).map((token) => token.text);
    const units = read(words);
    if (units.length === 0) continue;
    const at = targets.push(to) - 1;
    classes.push(askedFor(words));
    unitsOf.push(units);
    for (const unit of units) {
      push(postings, unit, at);
      const owner = owners.get(unit) ?? new Set();
      owners.set(unit, owner.add(to));
    }
    for (const idea of new Set(units.flatMap((unit) => ideas.of(unit)))) push(ideaPostings, idea, at);
  }
  const everything = new Set(targets).size;
  const weights = new Map<string, number>();
  const weightOf = (unit: string): number => {
    const known = weights.get(unit);
    if (known !== undefined) return known;
    const made = Math.min(MOST_WEIGHT, Math.log((everything + 1) / (owners.get(unit)?.size ?? 0.7)));
    if (owners.has(unit)) weights.set(unit, made);
    return made;
  };
  const sizes = unitsOf.map((units) => units.reduce((sum, unit) => sum + weightOf(unit), 0));
  const common = new Float64Array(targets.length);
  const seen = new Int32Array(targets.length).fill(-1);

  const like = (words: readonly string[], asks: Asks): Alike[] => {
    const units = read(words).slice(-MOST_UNITS);
    const touched: number[] = [];
    let size = 0;
    let turn = 0;
    const add = (at: number, weight: number): void => {
      if (seen[at] === -1) touched.push(at);
      else if (seen[at] === turn) return;
      seen[at] = turn;
      common[at] = (common[at] ?? 0) + weight;
    };
    for (const unit of units) {
      const weight = weightOf(unit);
      size +=
        postings.has(unit) || unit.startsWith('#') || unit.startsWith('=') || !knows(unit) ? weight : 0.7 * weight;
      for (const at of postings.get(unit) ?? []) add(at, weight);
      for (const idea of ideas.of(unit)) {
        const list = ideaPostings.get(idea) ?? [];
        if (list.length <= MOST_OF_IDEA) for (const at of list) add(at, IDEA * Math.min(weight, 3.5));
      }
      turn += 1;
    }
    const best = new Map<string, Alike>();
    for (const at of touched) {
      const shared = Math.min(common[at] ?? 0, sizes[at] ?? 0);
      common[at] = 0;
      seen[at] = -1;
      const beyond = Math.min(Math.max(0, size - shared), MOST_BEYOND);
      const lacking = (sizes[at] ?? 0) - shared;
      const other = classes[at] ?? 'other';
      const fit = agree(asks, other);
      const likeness = Math.min(1, (shared / (shared + 0.5 * beyond + 0.5 * lacking)) * fit);
      const to = targets[at] ?? '';
      const before = best.get(to);
      if (before === undefined || before.likeness < likeness) best.set(to, { to, likeness, shared });
    }
    return [...best.values()].toSorted((a, b) => b.likeness - a.likeness).slice(0, 8);
  };
  return { like };
}

/** How far the forms of two questions go together. */
function agree(one: Asks, other: Asks): number {
  if (one === other) return 1.06;
  if (one === 'other' || other === 'other' || one === 'what' || other === 'what') return 1;
  return 0.94;
}

function push(map: Map<string, number[]>, key: string, at: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
}
