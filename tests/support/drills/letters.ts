/** Letters of every kind beside drops: what makes them due, and what people wish for. */
import type { Mailbox } from '../../../src/chat/request.ts';
import type { NewLetter } from '../../../src/outbox/letter.ts';
import type { Store } from '../../../src/storage/index.ts';
import { newMemory } from '../../../src/tutor/review.ts';
import { HOUR, NINE } from './world.ts';

const DAY = 24 * HOUR;
/** A discussion that stands. */
export const OPEN = 'open-talk';

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
