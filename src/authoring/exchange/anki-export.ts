/** Questions as text for Anki, one note each: the very notes that learners take along from their review list. */
import { ankiText, questionNote } from '../../content/anki.ts';
import type { Question } from '../../content/schema.ts';
import type { Exported } from './exported.ts';

/** `topicOf`: a question's shelf, which becomes a tag of its note. */
export function exportAnki(questions: Iterable<Question>, topicOf: (question: Question) => string): Exported {
  const all = [...questions];
  return {
    text: ankiText(all.map((question) => questionNote(question, topicOf(question)))),
    // cards are for reading: the front asks, the back answers, and nothing is chosen or typed
    losses: ['every question: without all but what the two sides of a card show'],
    count: all.length,
  };
}
