/**
 * Where somebody starts: at most twelve questions, each chosen by the answers before, until the place is sure enough. The
 * procedure is B. D. Wright's ("Practical adaptive testing", Rasch Measurement Transactions 2:2, 1988): ask what lies a little
 * below the estimate, move it with each answer, stop when its error is small enough for the decision. The estimate is the mean
 * of what is likely after the answers (Bock & Mislevy 1982, doi 10.1177/014662168200600405): it takes luck into account and
 * holds after one answer. Pure.
 */
import { randomFrom } from '../questions/chance.ts';
import type { CourseItem } from './items.ts';
import { beyondLuck } from './score.ts';

export const MOST_QUESTIONS = 12;
/** What one is about from the moment they stop it themselves: it is not offered again unasked. */
export const STOPPED = 'stopped';
/** Fewer say too little, whatever they say: then the beginning is the safe place, and nothing is called known. */
export const FEWEST = 4;

/** One answer to a question of the placement. */
export interface PlacedAnswer {
  readonly question: string;
  /** 0 to 1. */
  readonly score: number;
  /** They said that they do not know. */
  readonly unknown: boolean;
}

/** What the answers say; lessons by their numbers. */
export interface Place {
  /** The first lesson that they do not know well; undefined when they know them all. */
  readonly start: number | undefined;
  /** There are enough answers to say anything; without them the start is the first lesson. */
  readonly told: boolean;
  /** Another question would hardly change it. */
  readonly sure: boolean;
  /** Questions that they missed though they know the rest of their lessons. */
  readonly shaky: readonly string[];
}

/** Logits from the first lesson to the last, and between two levels of authored difficulty. */
const SPAN = 9;
const LEVEL = 0.8;
/** Who comes to be placed: beginners rather than others, but hardly anything is known. Logits. */
const PRIOR = { mean: -1.5, spread: 6 } as const;
/** A lesson is known by who knows so much of it, 0 to 1. */
const KNOWN = 0.5;
/** Who is far on still slips or has a gap, and who is new has met this or that. */
const GAPS = 0.2;
const BITS = 0.08;
/** Sure enough: with this chance it is the lesson, or one of so many beside it. */
const SURE = 0.85;
const BESIDE = 2;
/** So far below the estimate: it costs little, and is kinder than to miss one in two. Logits. */
const BELOW = 0.3;
/** The lesson of the first question. */
const FIRST = 2;
/** Each question that a lesson has had already puts it that much farther off. Logits. */
const SPREAD = 0.3;
/** Of those that are about as near, one is drawn. Logits. */
const NEAR = 0.25;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const POINTS: readonly number[] = Array.from({ length: 101 }, (_, n) => -8 + n * 0.16);

const placeOfLesson = (lesson: number, lessons: number): number =>
  SPAN * ((lesson - 1) / Math.max(1, lessons - 1) - 0.5);

/** Where a question lies, in logits: by its lesson, and by how hard it is among those of its lesson. */
const placeOfItem = ({ lesson, difficulty, middle }: CourseItem, lessons: number): number =>
  placeOfLesson(lesson, lessons) + Math.max(-LEVEL, Math.min(LEVEL, difficulty - middle));

/** How likely each point is after the answers; they add up to 1. */
function likely(answers: readonly PlacedAnswer[], items: ReadonlyMap<string, CourseItem>, lessons: number): number[] {
  const weights = POINTS.map((skill) => {
    let log = -((skill - PRIOR.mean) ** 2) / (2 * PRIOR.spread ** 2);
    for (const { question, score: marked, unknown } of answers) {
      const item = items.get(question);
      if (item === undefined) continue;
      const score = beyondLuck(marked, item.luck);
      const known = BITS + (1 - BITS - GAPS) * logistic(skill - placeOfItem(item, lessons));
      const right = unknown ? known : item.guess + (1 - item.guess) * known;
      log += score * Math.log(right) + (1 - score) * Math.log(1 - right);
    }
    return Math.exp(log);
  });
  const sum = weights.reduce((all, one) => all + one, 0);
  return weights.map((one) => one / sum);
}

/** The first lesson that somebody at this point does not know well; one past the last when there is none. */
function startAt(skill: number, lessons: number): number {
  for (let lesson = 1; lesson <= lessons; lesson += 1)
    if (logistic(skill - placeOfLesson(lesson, lessons)) < KNOWN) return lesson;
  return lessons + 1;
}

/** @param lessons How many there are; they are numbered from 1. */
export function placeAfter(
  answers: readonly PlacedAnswer[],
  items: ReadonlyMap<string, CourseItem>,
  lessons: number,
): Place {
  if (answers.filter(({ question }) => items.has(question)).length < FEWEST)
    return { start: 1, told: false, sure: false, shaky: [] };
  const chances = likely(answers, items, lessons);
  const mean = meanOf(chances);
  const start = startAt(mean, lessons);
  const about = chances.reduce(
    (sum, chance, n) => (Math.abs(startAt(POINTS[n] ?? 0, lessons) - start) <= BESIDE ? sum + chance : sum),
    0,
  );
  return {
    start: start > lessons ? undefined : start,
    told: true,
    sure: about >= SURE,
    shaky: answers
      .filter(({ question, score }) => score < 0.999 && (items.get(question)?.lesson ?? lessons) < start)
      .map(({ question }) => question),
  };
}

const meanOf = (chances: readonly number[]): number =>
  chances.reduce((sum, chance, n) => sum + chance * (POINTS[n] ?? 0), 0);

/**
 * The question to ask after these answers, about a concept that was not asked yet; undefined when the place is sure, twelve
 * were asked, or nothing is left to ask. `seed`: 0 to 2^32-1.
 */
export function nextForPlace(
  candidates: readonly CourseItem[],
  answers: readonly PlacedAnswer[],
  items: ReadonlyMap<string, CourseItem>,
  { lessons, seed }: { readonly lessons: number; readonly seed: number },
): CourseItem | undefined {
  if (answers.length >= MOST_QUESTIONS || placeAfter(answers, items, lessons).sure) return undefined;
  const asked = answers.flatMap(({ question }) => items.get(question) ?? []);
  const concepts = new Set(asked.map(({ concept }) => concept));
  // nobody is met by a hard one
  const target = answers.length === 0 ? placeOfLesson(FIRST, lessons) : meanOf(likely(answers, items, lessons)) - BELOW;
  const ranked = candidates
    .filter(({ id, concept }) => !concepts.has(concept) && !asked.some((one) => one.id === id))
    .map((item) => {
      const again = asked.filter(({ lesson }) => lesson === item.lesson).length;
      return { item, far: Math.abs(placeOfItem(item, lessons) - target) + SPREAD * again };
    })
    .toSorted((a, b) => a.far - b.far);
  const near = ranked.filter(({ far }) => far <= (ranked[0]?.far ?? 0) + NEAR);
  const random = randomFrom((seed + answers.length) >>> 0);
  return near[Math.floor(random() * near.length)]?.item;
}
