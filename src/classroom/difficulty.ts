/** What people's answers say about how hard questions are; looked at now and then, and kept in memory. */
import type { Job } from '../chat/feature.ts';
import type { Store } from '../storage/index.ts';
import type { Tools } from '../tools.ts';
import { correctionOf, ENOUGH } from '../tutor/difficulty.ts';
import type { CourseItem } from '../tutor/items.ts';

const HOUR = 3_600_000;
const EVERY = 6 * HOUR;
/** Answers that are older say little about a course that goes on. */
const SINCE = 365 * 24 * HOUR;

interface Looked {
  readonly at: number;
  /** Logits to add, by question and version. */
  readonly corrections: ReadonlyMap<string, number>;
}
const looked = new WeakMap<Store, Looked>();
const keyOf = (question: string, version: string): string => `${question}@${version}`;

/** Looks at all first answers again, every six hours. */
export const difficultyJob = ({ store }: Tools): Job => ({
  name: 'difficulty',
  async run(now) {
    if (now - (looked.get(store)?.at ?? -Infinity) < EVERY) return;
    const compared = await store.answers.comparedAnswers(ENOUGH, now - SINCE);
    const corrections = compared.map((one) => [keyOf(one.question, one.version), correctionOf(one)] as const);
    looked.set(store, { at: now, corrections: new Map(corrections) });
  },
});

/** The same item, as hard as people found it. */
export function corrected({ store }: Tools, item: CourseItem): CourseItem {
  const correction = looked.get(store)?.corrections.get(keyOf(item.id, item.version));
  return correction === undefined ? item : { ...item, difficulty: item.difficulty + correction };
}
