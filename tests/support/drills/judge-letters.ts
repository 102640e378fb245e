/** How letters of every kind beside drops must have ended. */
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database } from '../../../src/storage/database.ts';
import type { Store } from '../../../src/storage/index.ts';
import { deliveries } from '../../../src/storage/tables/drops.ts';
import type { Posted } from './fake-chat.ts';
import { LETTER_NAMES, type LetterName, nameOfKey, OPEN } from './letters.ts';

/** Each is seen once, under the reference that is stored, and what follows has been done. */
export async function judgeLetters(
  { db, store }: { readonly db: Database; readonly store: Store },
  messages: readonly Pick<Posted, 'ref' | 'key'>[],
  { n, names = LETTER_NAMES }: { n: number; names?: readonly LetterName[] },
): Promise<void> {
  const refs = Map.groupBy(
    messages.filter((message) => nameOfKey(message.key) !== undefined),
    (message) => message.key,
  );
  const seen = [...refs].map(([key, list]) => `${nameOfKey(key)} ${list.length}`);
  expect(seen.toSorted()).toEqual(names.flatMap((name) => Array.from({ length: n }, () => `${name} 1`)).toSorted());
  for (const [key, [message]] of refs) {
    const [letter] = await db.select().from(deliveries).where(eq(deliveries.id, key));
    expect(letter, key).toMatchObject({ state: 'sent', message: message?.ref, words: '' });
  }
  if (names.includes('part')) expect(await store.lessons.participants(OPEN)).toBe(n);
  for (let nth = 0; nth < n && names.includes('prompt'); nth += 1) {
    const [message] = refs.get(`share-talk${nth}`) ?? [];
    expect(await store.lessons.findDiscussion(`talk${nth}`)).toMatchObject({ message: message?.ref });
  }
}
