/**
 * What a learner knows, from every answer they ever gave. An answer is a match between the learner and the question, as in
 * the Elo rating: what was expected is held against what came, and the estimate moves by the difference.
 * Sources: R. Pelánek, "Applications of the Elo rating system in adaptive educational systems", Computers & Education 2016,
 * doi 10.1016/j.compedu.2016.03.017 (the model, the shrinking step); Pelánek et al., "Elo-based learner modeling for the
 * adaptive practice of facts", UMUAI 2017, doi 10.1007/s11257-016-9185-7 (what was known before, and what came since).
 * Pure: the present is an argument. Skill, offsets and difficulty are in logits.
 */
import { beyondLuck, isRight } from './score.ts';

/** A question, as far as this model looks at it. */
export interface Item {
  readonly id: string;
  /** What it is mainly about. */
  readonly concept: string;
  /** The shelf that its neighbors stand on. */
  readonly topic: string;
  /** Concepts that it is linked with: who knows those more probably knows it. */
  readonly near: readonly string[];
  /** 0 is middling. */
  readonly difficulty: number;
  /** The chance of being right without knowing anything, 0 to below 1. */
  readonly guess: number;
  /** The mean score of a blind answer, 0 to below 1: more than `guess` where parts of it may be hit. */
  readonly luck: number;
}

/** One answer. */
export interface Given {
  readonly question: string;
  /** 0 to 1. */
  readonly score: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly hint: boolean;
  /** They said that they guessed. */
  readonly unsure?: boolean;
  /** They said that they do not know: no luck was tried. */
  readonly unknown?: boolean;
}

interface Offset {
  /** Logits above what the wider estimate says. */
  value: number;
  /** Answers that it rests on. */
  answers: number;
}

interface ConceptOffset extends Offset {
  /** Answered right in a row, each on another day, at most `LONGEST_ROW`: how well it sits. */
  row: number;
  /** When it was last answered. */
  at: number;
}

/** The estimate: one skill over all, with an offset for each shelf and for each concept that was ever asked. */
export interface Knowledge {
  readonly skill: number;
  readonly answers: number;
  readonly topics: ReadonlyMap<string, Readonly<Offset>>;
  readonly concepts: ReadonlyMap<string, Readonly<ConceptOffset>>;
  /** Missed one after the other, up to now. */
  readonly misses: number;
}

/** The skill of somebody of whom nothing is known: this is a course for beginners. */
const BEGINNER = -1;
/** How far one answer moves each estimate; the more answers it rests on, the less. */
const STEP = { skill: 0.5, topic: 0.5, concept: 1.4 } as const;
const SHRINK = 0.05;
/** What the explanation after each answer teaches, in logits of the concept. */
const TAUGHT = 0.45;
/** How much of what its neighbors are above or below goes for a concept that was never asked. */
const NEAR = 0.4;
/** Reading the lesson of a concept, in logits. */
const READ = 0.8;
/** An answer with the hint, or one called a guess, is worth so much of what it shows. */
const DOUBTFUL = 0.5;
/**
 * Days in which an estimate of a concept keeps nine tenths: what FSRS 6 begins with after *Good*. Each right answer in a row
 * makes it three times as long, when it comes at least half a day after the one before.
 */
const STABLE_DAYS = 2.3;
const GROWTH = 3;
const LONGEST_ROW = 5;
const DAY = 24 * 3_600_000;
const SPACED = DAY / 2;

/** Milliseconds in which nine tenths are kept, by answers right in a row. */
const STABLE = Array.from({ length: LONGEST_ROW + 1 }, (_, row) => DAY * STABLE_DAYS * GROWTH ** row);

const step = (most: number, answers: number): number => most / (1 + SHRINK * answers);
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** The power law by which FSRS forgets (version 4.5: https://github.com/open-spaced-repetition/fsrs4anki/wiki): 0 to 1. */
export const kept = ({ at, row }: Readonly<ConceptOffset>, now: number): number =>
  1 / Math.sqrt(1 + ((19 / 81) * Math.max(0, now - at)) / (STABLE[row] ?? Infinity));

const offsetNow = (offset: ConceptOffset | undefined, now: number): number =>
  offset === undefined ? 0 : offset.value * kept(offset, now);

/** From all answers, the oldest first. Answers to questions that are gone are left out. */
export function knowledgeOf(history: Iterable<Given>, itemOf: (question: string) => Item | undefined): Knowledge {
  let skill = BEGINNER;
  let answers = 0;
  let misses = 0;
  const topics = new Map<string, Offset>();
  const concepts = new Map<string, ConceptOffset>();
  for (const { question, score: marked, at, hint, unsure, unknown } of history) {
    const item = itemOf(question);
    if (item === undefined) continue;
    const score = beyondLuck(marked, item.luck);
    let topic = topics.get(item.topic);
    if (topic === undefined) topics.set(item.topic, (topic = { value: 0, answers: 0 }));
    let concept = concepts.get(item.concept);
    if (concept === undefined) concepts.set(item.concept, (concept = { value: 0, answers: 0, row: 0, at }));
    const before = offsetNow(concept, at);
    const known = logistic(skill + topic.value + before - item.difficulty);
    const guess = unknown === true ? 0 : item.guess;
    const expected = guess + (1 - guess) * known;
    // the gradient of the likelihood: what may have been luck moves less (the weight is 1 where nothing can be guessed)
    const weight = known / expected;
    const doubtful = hint || unsure === true;
    const move = (score - expected) * weight * (doubtful && score > expected ? DOUBTFUL : 1);
    skill += step(STEP.skill, answers) * move;
    topic.value += step(STEP.topic, topic.answers) * move;
    concept.value = before + step(STEP.concept, concept.answers) * move + TAUGHT * (1 - known);
    const spaced = concept.row === 0 || at - concept.at >= SPACED;
    concept.row = isRight(score) && !doubtful ? Math.min(LONGEST_ROW, concept.row + (spaced ? 1 : 0)) : 0;
    concept.at = at;
    answers += 1;
    topic.answers += 1;
    concept.answers += 1;
    misses = score < 0.5 ? misses + 1 : 0;
  }
  return { skill, answers, topics, concepts, misses };
}

/** What the learner brings to the concept now, in logits above a question of difficulty 0. `read`: they have read its lesson. */
export function standingOf({ concepts, topics, skill }: Knowledge, item: Item, now: number, read: boolean): number {
  const own = concepts.get(item.concept);
  const offset = own === undefined ? aroundOf(concepts, item, now) : offsetNow(own, now);
  const topic = topics.get(item.topic)?.value ?? 0;
  return skill + topic + (read ? Math.max(offset, Math.min(READ, offset + READ)) : offset);
}

/** The chance, 0 to 1, of doing something of this difficulty without luck. */
export const masteryAt = (standing: number, difficulty: number): number => logistic(standing - difficulty);

/** The chance, 0 to 1, of answering it right, luck included. */
export const chanceAt = (standing: number, { guess, difficulty }: Pick<Item, 'guess' | 'difficulty'>): number =>
  guess + (1 - guess) * masteryAt(standing, difficulty);

/** The score, 0 to 1, to be expected, luck included: more than the chance where parts of the answer may be right. */
export const shareAt = (standing: number, { luck, difficulty }: Pick<Item, 'luck' | 'difficulty'>): number =>
  luck + (1 - luck) * masteryAt(standing, difficulty);

/** The chance, 0 to 1, that the learner can do it now without luck. */
export const masteryOf = (knowledge: Knowledge, item: Item, now: number, read: boolean): number =>
  masteryAt(standingOf(knowledge, item, now, read), item.difficulty);

/** What the concepts around one that was never asked say about it. */
function aroundOf(concepts: Knowledge['concepts'], { near }: Item, now: number): number {
  let sum = 0;
  let count = 0;
  for (const id of near) {
    const offset = concepts.get(id);
    if (offset === undefined) continue;
    sum += offsetNow(offset, now);
    count += 1;
  }
  return count === 0 ? 0 : (NEAR * sum) / count;
}

/** The score, 0 to 1, to be expected of an answer now. */
export const scoreOf = (knowledge: Knowledge, item: Item, now: number, read: boolean): number =>
  shareAt(standingOf(knowledge, item, now, read), item);

/** The chance, 0 to 1, that the learner answers it right now. */
export const chanceOf = (knowledge: Knowledge, item: Item, now: number, read: boolean): number =>
  chanceAt(standingOf(knowledge, item, now, read), item);
