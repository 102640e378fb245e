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

interface Corrected {
  readonly looked: Looked;
  readonly items: ReadonlyMap<string, CourseItem>;
}
const corrected = new WeakMap<ReadonlyMap<string, CourseItem>, Corrected>();

/** The questions by id, as hard as people found them; worked out once for each look and each state of the content. */
export function itemsNow({ store }: Tools, authored: ReadonlyMap<string, CourseItem>): ReadonlyMap<string, CourseItem> {
  const now = looked.get(store);
  if (now === undefined || now.corrections.size === 0) return authored;
  const known = corrected.get(authored);
  if (known?.looked === now) return known.items;
  const items = new Map(
    [...authored].map(([id, item]) => {
      const correction = now.corrections.get(keyOf(id, item.version)) ?? 0;
      return [id, correction === 0 ? item : { ...item, difficulty: item.difficulty + correction }];
    }),
  );
  corrected.set(authored, { looked: now, items });
  return items;
}
