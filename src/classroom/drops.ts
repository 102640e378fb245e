/** Drops as learners meet them: which are open, and how each is opened in private. */
import { createHash } from 'node:crypto';
import type { Question } from '../content/schema.ts';
import { turnOf } from '../questions/index.ts';
import type { Choice } from '../questions/kind.ts';
import { seedOf } from '../questions/chance.ts';
import type { Drop } from '../storage/drops.ts';
import type { Tools } from '../tools.ts';

/** As many as stand in one row of buttons everywhere. */
const MOST_LETTERS = 5;

/** A drop is open for a week at most and there is one a day, so that never more are open at once. */
export const MOST_OPEN = 8;

/** Whether an answer given then counts for the board, whenever it is handled: the rule by which answers are stored too. */
export const countsFor = ({ state, closesAt, closedAt }: Drop, at: number): boolean =>
  (state === 'due' || state === 'posted' || state === 'closed') && at < Math.min(closesAt, closedAt ?? closesAt);

/** Posted, and time is left. */
export const isOpen = (drop: Drop, at: number): boolean =>
  (drop.state === 'posted' || drop.state === 'due') && drop.closedAt === null && at < drop.closesAt;

/** The drops of a cohort that can be answered for the board now, the latest first. */
export const openIn = async ({ store }: Tools, cohort: string, at: number): Promise<readonly Drop[]> =>
  (await store.drops.latestDrops(cohort, { limit: MOST_OPEN })).filter(
    (drop) => drop.question !== null && isOpen(drop, at),
  );

/** Those of these drops that the learner has not answered. */
export async function unanswered({ store }: Tools, drops: readonly Drop[], learner: string): Promise<readonly Drop[]> {
  const answers = await Promise.all(drops.map((drop) => store.answers.findDropAnswer(drop.id, learner)));
  return drops.filter((_, index) => answers[index] === undefined);
}

/** The one private run in which a learner opens a drop: a hint taken there counts wherever they answer. */
export const runIdOf = (drop: string, learner: string): string =>
  `d${createHash('sha256').update(`${drop} ${learner}`).digest('hex').slice(0, 19)}`;

/**
 * The lettered choices that can be pressed on the public message itself, in the order that everybody sees: one choice of a
 * few, and nothing after it. Undefined when the question has to be opened privately.
 */
export function publicChoices(question: Question, drop: string): readonly Choice[] | undefined {
  const seed = seedOf(drop);
  const turn = turnOf(question, seed, []);
  if (turn?.via !== 'choose' || turn.labels === true || turn.choices.length > MOST_LETTERS) return undefined;
  const [first] = turn.choices;
  return first !== undefined && turnOf(question, seed, [first.key]) === undefined ? turn.choices : undefined;
}

/** Shuffles the private question: where the letters are public, the private ones are the same. */
export const privateSeed = (question: Question, drop: string, learner: string): number =>
  seedOf(publicChoices(question, drop) === undefined ? runIdOf(drop, learner) : drop);
