/**
 * What comes back because it was wrong inside: a wrong idea that was chosen, an answer that somebody was sure of and missed,
 * a right one that was only a guess. Another question on the same is asked two days later: right settles it, wrong brings it
 * again, later each time. Errors made with high confidence are corrected best when they are told (Butterfield & Metcalfe 2001,
 * doi 10.1037/0278-7393.27.6.1491) and return when they are not asked again (Butler, Fazio & Marsh 2011,
 * doi 10.3758/s13423-011-0173-y), so they come first. Pure: all of it is read from the answers, and the present is an argument.
 */
import type { Library } from '../content/library.ts';
import type { Content } from '../content/schema.ts';
import { partsOf } from '../questions/index.ts';
import { itemsOf } from './items.ts';
import { isRight } from './score.ts';

/** One answer, as far as it tells what somebody thinks. */
export interface Told {
  readonly question: string;
  /** 0 to 1. */
  readonly score: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Wrong ideas that were chosen. */
  readonly ideas: readonly string[];
  readonly confidence: 'sure' | 'unsure' | 'guess' | null;
  /** Of a placement, where nobody has been taught yet: it neither shows a wrong idea nor settles one. */
  readonly looking?: boolean;
}

/** `sure`: they were sure, and wrong. `idea`: they chose a wrong idea. `guess`: they were right, and said it was a guess. */
export type Why = 'sure' | 'idea' | 'guess';
const FIRST_OF: Readonly<Record<Why, number>> = { sure: 0, idea: 1, guess: 2 };

/** What it is about: a wrong idea that authors named, or else the concept that the question was mainly on. */
export type DoubtId = `idea:${string}` | `concept:${string}`;

/** Something that is asked again. */
export interface Doubt {
  readonly id: DoubtId;
  readonly why: Why;
  /** The first answer that showed it, and when the next question on it is due. Milliseconds since 1970. */
  readonly since: number;
  readonly due: number;
  /** Days from the last answer to `due`. */
  readonly gap: number;
  /** Questions that it showed in: the next one is another. */
  readonly tried: ReadonlySet<string>;
}

/** Something that was asked again and is over. */
export interface Settled extends Pick<Doubt, 'id' | 'why' | 'since'> {
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Doubts {
  /** What comes first is first; not all of them are due. */
  readonly open: readonly Doubt[];
  /** The earliest first; what was chosen again since is not among them. */
  readonly settled: readonly Settled[];
  /** When a question that was due was answered, the earliest first. */
  readonly followed: readonly { readonly id: DoubtId; readonly question: string; readonly at: number }[];
}

const DAY = 24 * 3_600_000;
/** Days. */
const FIRST_GAP = 2;
const LONGEST_GAP = 32;

/** Days until it comes again when the question that is due now is missed. */
const nextGap = ({ gap }: Doubt): number => Math.min(LONGEST_GAP, gap * 2);

/** Which questions can show what. */
export interface Shelf {
  /** What a question is about. */
  readonly about: ReadonlyMap<string, readonly DoubtId[]>;
  /** The questions on it: what is taught first comes first, and of that the easier. */
  readonly on: ReadonlyMap<DoubtId, readonly string[]>;
  /** The wrong ideas that a question stands for, by the names that authors gave them. */
  readonly ideaOf: ReadonlyMap<string, DoubtId>;
  /** The number of the lesson that teaches what a question asks. */
  readonly lessonOf: ReadonlyMap<string, number>;
}

const shelves = new WeakMap<Content, Shelf>();

/** Worked out once for each state of the content. */
export function shelfOf(library: Library): Shelf {
  const { content } = library;
  const known = shelves.get(content);
  if (known !== undefined) return known;
  const about = new Map<string, readonly DoubtId[]>();
  const on = new Map<DoubtId, string[]>();
  const items = [...itemsOf(library).values()].toSorted(
    (a, b) => a.lesson - b.lesson || a.difficulty - b.difficulty || (a.id < b.id ? -1 : 1),
  );
  for (const { id, concept } of items) {
    const question = content.questions.get(id);
    const ideas = new Set(question === undefined ? [] : partsOf(question).flatMap(({ idea }) => idea ?? []));
    const named = [...ideas].filter((idea) => content.misconceptions.has(idea));
    const ids: readonly DoubtId[] = [...named.map((idea) => `idea:${idea}` as const), `concept:${concept}`];
    about.set(id, ids);
    for (const one of ids) {
      const list = on.get(one) ?? [];
      list.push(id);
      on.set(one, list);
    }
  }
  const ideaOf = new Map([...on.keys()].flatMap((id) => (id.startsWith('idea:') ? [[id.slice(5), id] as const] : [])));
  const shelf = { about, on, ideaOf, lessonOf: new Map(items.map(({ id, lesson }) => [id, lesson])) };
  shelves.set(content, shelf);
  return shelf;
}

/** What a question follows up, for whoever draws it: as it was when the question was chosen. */
export interface Follows extends Pick<Doubt, 'id' | 'why' | 'since' | 'gap'> {
  /** Days until it comes again when this question is missed. */
  readonly again: number;
}

const followed = (doubt: Doubt): Follows => {
  const { id, why, since, gap } = doubt;
  return { id, why, since, gap, again: nextGap(doubt) };
};

/** What each of these questions follows up, where it does: the most urgent of what is due and can be told by it. */
export function followsOf(
  { open }: Pick<Doubts, 'open'>,
  shelf: Shelf,
  questions: Iterable<string>,
  now: number,
): ReadonlyMap<string, Follows> {
  const found = new Map<string, Follows>();
  for (const question of questions) {
    const about = shelf.about.get(question) ?? [];
    const doubt = open.find((one) => one.due <= now && about.includes(one.id) && isNew(one, question, shelf));
    if (doubt === undefined) continue;
    found.set(question, followed(doubt));
  }
  return found;
}

/** From all answers, the oldest first. */
export function doubtsOf(history: Iterable<Told>, shelf: Shelf): Doubts {
  const open = new Map<DoubtId, Growing>();
  const settled = new Map<DoubtId, Settled>();
  const followed: { id: DoubtId; question: string; at: number }[] = [];
  const keep = (doubt: Growing): void => {
    open.set(doubt.id, doubt);
    settled.delete(doubt.id);
  };
  const { about } = shelf;
  for (const told of history) {
    if (told.looking === true) continue;
    const right = isRight(told.score);
    // a ruling may have made an answer right that was judged by a wrong idea
    const chosen = right || told.ideas.length === 0 ? NONE : named(told.ideas, shelf);
    let followedNow = false;
    const ids = open.size === 0 ? NONE : (about.get(told.question) ?? NONE);
    // by number: an iterator for each of thousands of answers is most of what this costs
    for (let n = 0, id = ids[n]; id !== undefined; n += 1, id = ids[n]) {
      const doubt = open.get(id);
      if (doubt === undefined || told.at < doubt.due || (right && !isNew(doubt, told.question, shelf))) continue;
      followedNow = true;
      followed.push({ id, question: told.question, at: told.at });
      if (chosen.includes(id)) continue;
      if (!right) keep(again(doubt, told, told.confidence === 'sure' ? 'sure' : doubt.why));
      else if (told.confidence === 'guess') keep(later(doubt, told));
      else {
        open.delete(id);
        settled.set(id, { id, why: doubt.why, since: doubt.since, at: told.at });
      }
    }
    if (chosen.length > 0)
      for (const id of chosen) keep(again(open.get(id) ?? id, told, told.confidence === 'sure' ? 'sure' : 'idea'));
    if (followedNow || chosen.length > 0) continue;
    // without a name: they were sure and wrong, or right by luck
    if (told.confidence !== (right ? 'guess' : 'sure')) continue;
    const concept = about.get(told.question)?.at(-1);
    if (concept !== undefined) keep(again(open.get(concept) ?? concept, told, right ? 'guess' : 'sure'));
  }
  return { open: [...open.values()].toSorted(byUrgency), settled: [...settled.values()], followed };
}

const NONE: readonly DoubtId[] = [];
const named = (ideas: readonly string[], { ideaOf }: Shelf): readonly DoubtId[] =>
  ideas.flatMap((idea) => ideaOf.get(idea) ?? []);

const byUrgency = (a: Doubt, b: Doubt): number =>
  FIRST_OF[a.why] - FIRST_OF[b.why] || a.due - b.due || (a.id < b.id ? -1 : 1);

/** A question that it showed in tells nothing new once its answer was seen, unless there is no other one. */
const isNew = ({ id, tried }: Doubt, question: string, { on }: Shelf): boolean =>
  !tried.has(question) || (on.get(id) ?? []).every((one) => tried.has(one));

/** While all answers are gone through; nobody holds one of before. */
type Growing = Doubt & { readonly tried: Set<string> };

/** It showed (once more): only a question that was due makes it come later than the time before. */
function again(before: Growing | DoubtId, { question, at }: Told, why: Why): Growing {
  if (typeof before === 'string')
    return { id: before, why, since: at, due: at + FIRST_GAP * DAY, gap: FIRST_GAP, tried: new Set([question]) };
  const gap = at >= before.due ? nextGap(before) : before.gap;
  const { id, since, tried } = before;
  return { id, why, since, due: at + gap * DAY, gap, tried: tried.add(question) };
}

/** Right by luck: nothing is known yet. */
const later = (before: Growing, { question, at }: Told): Growing => ({
  ...before,
  due: at + before.gap * DAY,
  tried: before.tried.add(question),
});

/** A question that follows something up. */
export interface FollowUp {
  readonly follows: Follows;
  readonly question: string;
}

/**
 * What is due now, each with its question: one that it has not shown in, not far ahead of what they met, never answered if
 * there is such a one, else answered longest ago. No question stands for two of them. `may`: whether it can be asked at all.
 */
export function followUps(
  { open }: Pick<Doubts, 'open'>,
  { on, lessonOf }: Shelf,
  { now, lastAt, may }: { now: number; lastAt: ReadonlyMap<string, number>; may(question: string): boolean },
): readonly FollowUp[] {
  const due = open.filter((doubt) => doubt.due <= now);
  if (due.length === 0) return [];
  let reach = 1;
  for (const id of lastAt.keys()) reach = Math.max(reach, (lessonOf.get(id) ?? 0) + 1);
  const isFar = (id: string): number => Number((lessonOf.get(id) ?? 0) > reach);
  const taken = new Set<string>();
  return due.flatMap((doubt): FollowUp[] => {
    const all = (on.get(doubt.id) ?? []).filter((id) => may(id) && !taken.has(id));
    const others = all.filter((id) => !doubt.tried.has(id));
    const [question] = (others.length > 0 ? others : all).toSorted(
      (a, b) => isFar(a) - isFar(b) || (lastAt.get(a) ?? -1) - (lastAt.get(b) ?? -1),
    );
    if (question === undefined) return [];
    taken.add(question);
    return [{ follows: followed(doubt), question }];
  });
}
