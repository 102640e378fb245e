/** What could give answers away without any knowledge, measured over the whole bank: places, lengths, counts, tell-tale words. */
import type { Question } from '../../content/schema.ts';
import { choicesOf, groupsOf } from './choices.ts';
import { type Cue, countsOf } from './counts.ts';
import { type Guess, guessesOf } from './guesses.ts';

export interface Cues {
  readonly counts: readonly Cue[];
  readonly guesses: readonly Guess[];
}

export function cuesOf(questions: Iterable<Question>): Cues {
  const all = [...questions];
  const choices = all.flatMap(choicesOf);
  const groups = groupsOf(choices);
  return { counts: countsOf(all, choices, groups), guesses: guessesOf(all, groups) };
}
