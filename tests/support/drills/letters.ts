/** Letters of every kind beside drops: what makes them due, what people wish for, and how each must have ended. */
import { eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Mailbox } from '../../../src/chat/request.ts';
import type { NewLetter } from '../../../src/outbox/letter.ts';
import type { Database } from '../../../src/storage/database.ts';
import type { Store } from '../../../src/storage/index.ts';
import { deliveries } from '../../../src/storage/tables/drops.ts';
import { newMemory } from '../../../src/tutor/review.ts';
import type { Posted } from './fake-chat.ts';
import { HOUR, NINE } from './world.ts';

const DAY = 24 * HOUR;
const OPEN = 'open-talk';

/** What keys of letters begin with, by kind. */
export const LETTERS = { reminder: 'm', pulse: 'np', part: 's-', prompt: 'share-', test: 't-' } as const;
export type LetterName = keyof typeof LETTERS;
export const LETTER_NAMES = Object.keys(LETTERS) as LetterName[];

/** The kind of letter that a key is of; undefined for those of drops. */
export const nameOfKey = (key: string): LetterName | undefined =>
  LETTER_NAMES.find((name) => key.startsWith(LETTERS[name]));

/**
 * Makes `n` reminders and weekly pulses due at nine, and gives back `n` wishes of each kind that people wait for. The cohort
 * must be there.
 */
export async function seedLetters(
  store: Store,
  cohort: { readonly id: string; readonly place: Mailbox },
  { n, shareOut, names = LETTER_NAMES }: { n: number; shareOut: string; names?: readonly LetterName[] },
): Promise<readonly NewLetter[]> {
  const wishes: NewLetter[] = [];
  await store.lessons.createDiscussion({ id: OPEN, shareOut, place: cohort.place }, NINE - DAY);
  await store.lessons.discussionPosted(OPEN, 'fake:message/open');
  for (let nth = 0; nth < n; nth += 1) {
    const learner = `fake:user/r${nth}`;
    await store.learners.meet({ learner, name: `R${nth}`, locale: 'en', community: 'fake:room/main' }, NINE - 2 * DAY);
    if (names.includes('reminder')) {
      await store.reviews.addReview(learner, 'term:database', newMemory(NINE - DAY));
      await store.reminders.setReminder({ learner, hour: 9, zone: 'UTC', nextAt: NINE });
    }
    if (names.includes('pulse')) await store.staff.orderPulse(cohort.id, `fake:user/p${nth}`, NINE, NINE - HOUR);
    const talk = `talk${nth}`;
    if (names.includes('prompt'))
      await store.lessons.createDiscussion({ id: talk, shareOut, place: cohort.place }, NINE);
    const to = cohort.place;
    wishes.push(
      { key: `share-${talk}`, kind: 'prompt', to, about: talk, learner },
      { key: `s-${nth}`, kind: 'part', to, about: OPEN, learner, words: `**R${nth}:** my bank, number ${nth}.` },
      { key: `t-${nth}`, kind: 'test', to, cohort: cohort.id, learner },
    );
  }
  return wishes.filter((wish) => names.includes(wish.kind as LetterName));
}

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
