/** Where the buttons of lessons lead; each names its lesson and card. */
import { address } from '../../chat/address.ts';
import { button, type Button } from '../../chat/card.ts';
import { arg } from '../../chat/press.ts';

/** Turns the message to a card of a lesson: 0 is the first, one past the last is the end. */
export const openLesson = address('learn.open', { lesson: arg.id, card: arg.count });
/** Turns the message to the same card with answers of its prompts: `shown` has a bit for each, 1 for the first. */
export const showAnswers = address('learn.answer', { lesson: arg.id, card: arg.count, shown: arg.count });
/** Opens a lesson in a message of its own: at this card, or where the learner stopped. */
export const readLesson = address('learn.read', { lesson: arg.id, card: arg.count.optional() });
/** Turns the message to the lesson that is picked. */
export const pickLesson = address('learn.pick', {});
export const showCourse = address('learn.index', {});
/** Asks a question that stands on a card. */
export const askOnCard = address('learn.ask', { lesson: arg.id, card: arg.count, question: arg.id });
/** Asks the questions at the end of a lesson. */
export const askChecks = address('learn.checks', { lesson: arg.id });

export const readLessonButton = (lesson: string, label = 'Read the lesson', card?: number): Button =>
  button(readLesson({ lesson, card }), label);
