/** Where the controls of the queue lead. */
import { z } from 'zod';
import { address } from '../../../chat/address.ts';
import { arg } from '../../../chat/press.ts';

/** What may be wanted with a question. */
export const WAYS = { soon: 'As soon as possible', on: 'On a date', skip: 'Never in this cohort' } as const;
const KINDS = Object.keys(WAYS) as (keyof typeof WAYS)[];

/** The highest priority that can be given. */
export const HIGHEST = 9;

/** What is wanted with a question; a date only for `on`. */
export interface Wish {
  readonly kind: keyof typeof WAYS;
  readonly date: string | undefined;
  readonly priority: number | undefined;
}

export const showQueue = address('queue.look', { cohort: arg.id });
/** Of the questions that fit what was typed, the one that is picked. */
export const chooseQuestion = address('queue.choose', {
  cohort: arg.id,
  kind: z.enum(KINDS),
  date: arg.text.optional(),
  priority: arg.count.optional(),
});
/** `c` is the cohort, `q` the question, `w` how it stood in the queue before; without it, it stood not at all. */
export const undoChoice = address('queue.undo', { c: arg.id, q: arg.id, w: arg.text.optional() });
/** Takes the question that is picked off the queue. */
export const takeOff = address('queue.off', { cohort: arg.id });

/** The next questions, opened at a date: `c` is the cohort, `d` the date. */
export const showComing = address('queue.next', { c: arg.id, d: arg.text.optional() });
/** Opens them at the date that is picked. */
export const pickComing = address('queue.day', { c: arg.id });
/** These name the question that stands there by its key, `k`: when another one stands there by then, nothing happens. */
const one = { c: arg.id, d: arg.text, k: arg.id };
export const swapComing = address('queue.swap', one);
export const skipComing = address('queue.skip', one);
export const takeBackComing = address('queue.back', one);
