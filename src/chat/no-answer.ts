/** What is said when there is no other answer: an old button, a refusal, a bug. */
import { card, type Card, note, text } from './card.ts';
import { Refusal } from './reply.ts';

export const staleControl = (): Refusal =>
  new Refusal(
    'That button is from an older version of me, and I no longer know what it did. `/help` shows what I can do now.',
  );

export const refusalCard = (refusal: Refusal): Card => card(text(refusal.message), ...refusal.more);

export const bugCard = (id: string): Card =>
  card(
    text('Something broke on my side, not on yours. Nothing of yours is lost; please try again in a moment.'),
    note(`If it keeps happening, tell whoever runs me this number: \`${id}\``),
  );
