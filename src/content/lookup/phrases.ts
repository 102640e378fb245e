/** Finds the phrase that an author wrote for a question which says the same in other words. */
import type { Steps } from '../slices.ts';
import type { Asks } from './answer.ts';
import { askedFor } from './asking.ts';
import type { Ideas } from './ideas.ts';
import type { Names } from './names.ts';
import { isTechnical } from './little.ts';
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
/** A word that no text of ours uses speaks of something else: it counts so much more. */
const STRANGE = 0.6;

/** What is compared: the name of a term ("#cookie"), a group of like words ("=7"), or the stem of `word`. */
interface Unit {
  readonly key: string;
  readonly word: string;
}

/** Says the opposite, although it is a word of grammar. */
const TURNING = new Set(['without']);
/** Says only what kind of answer is wanted. */
const FORMING = new Set('happen happens happened happening occur occurs'.split(' '));

function reader(ideas: Ideas, names: Names): (words: readonly string[]) => Unit[] {
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
      if (naming === undefined || naming.words !== count || (naming.little && !isTechnical(words, at))) continue;
      return { id: naming.id, words: count };
    }
    return undefined;
  };
  const telling = (word: string): boolean =>
    TURNING.has(word) || (word !== '' && !GRAMMAR.has(word) && !FRAME.has(word) && !FORMING.has(word));
  return (words) => {
    const own = words.map(stemOf);
    const units = new Map<string, Unit>();
    const add = (key: string, word: string): void => void units.set(key, { key, word });
    for (let at = 0; at < own.length;) {
      const group = ideas.alike(own, at);
      const name = named(words, at);
      if (group !== undefined && group.words >= (name?.words ?? 0)) {
        add(group.name, '');
        at += group.words;
      } else if (name !== undefined) {
        add(`#${name.id}`, '');
        // part of a longer name is still something in common
        if (name.words > 1)
          for (let i = at; i < at + name.words; i += 1) if (telling(words[i] ?? '')) add(own[i] ?? '', words[i] ?? '');
        at += name.words;
      } else {
        if (telling(words[at] ?? '')) add(own[at] ?? '', words[at] ?? '');
        at += 1;
      }
    }
    return [...units.values()];
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
    const units = read(words).map(({ key }) => key);
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
      if (word !== '' && !postings.has(key) && !knows(word)) strange += weight;
      for (const at of postings.get(key) ?? []) add(at, weight, turn, true);
      for (const idea of ideas.of(key)) {
        const list = ideaPostings.get(idea) ?? [];
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
  if (one === other) return 1.06;
  if (one === 'other' || other === 'other' || one === 'what' || other === 'what') return 1;
  return 0.94;
}

function push(map: Map<string, number[]>, key: string, at: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [at]);
  else list.push(at);
}
