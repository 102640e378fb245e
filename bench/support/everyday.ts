/** Measures how everyday questions are answered: what is seen first, what is declined, and what is wrong. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Answer, Lookup } from '../../src/content/lookup.ts';

/** `everyday` is what the look-up was fitted to; `everyday-broad` was written later, by harder voices, before any answer was seen. */
export type EverydaySet = 'everyday' | 'everyday-broad';

const content = path.join(import.meta.dirname, '../../tests/content');

/** By kind of question: the question, and what may be shown first. */
const setSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** Ids of terms and lessons, any of which is right to be seen first. */
export interface Accepted {
  readonly terms: readonly string[];
  readonly lessons: readonly string[];
}

export interface EverydayQuestion {
  /** Whose voice: the name of the file. */
  readonly voice: string;
  readonly kind: string;
  /** The look-up may be changed to suit "tune"; "held" says whether the change generalizes. */
  readonly half: 'tune' | 'held';
  readonly ask: string;
  /** One for each question of the message; none: it must be declined. */
  readonly wanted: readonly Accepted[];
}

/** Every second question of a file is held out. "cookie session / who-are-you; json" are two questions of one message. */
export async function readEveryday(set: EverydaySet = 'everyday'): Promise<EverydayQuestion[]> {
  const folder = path.join(content, set);
  const files = (await readdir(folder)).toSorted();
  const sets = await Promise.all(
    files.map(async (file) => {
      const kinds = setSchema.parse(parse(await readFile(path.join(folder, file), 'utf8')));
      return Object.entries(kinds)
        .flatMap(([kind, questions]) => Object.entries(questions).map(([ask, wanted]) => ({ kind, ask, wanted })))
        .map(({ kind, ask, wanted }, at): EverydayQuestion => ({
          voice: path.basename(file, '.yaml'),
          kind,
          half: at % 2 === 0 ? 'tune' : 'held',
          ask,
          wanted: kind === 'decline' ? [] : wanted.split(';').map(acceptedIn),
        }));
    }),
  );
  return sets.flat();
}

function acceptedIn(text: string): Accepted {
  const [terms = '', lessons = ''] = text.split('/').map((ids) => ids.trim());
  const list = (ids: string): string[] => ids.split(/\s+/u).filter((id) => id !== '');
  return { terms: list(terms), lessons: list(lessons) };
}

export type Outcome = 'right' | 'declined' | 'wrong' | 'false';

/** What is seen first of an answer fits. */
const fits = (answer: Answer, { terms, lessons }: Accepted): boolean =>
  answer.first === 'lesson'
    ? lessons.includes(answer.cards[0]?.lesson ?? '')
    : terms.includes(answer.terms[0]?.id ?? '');

export function outcomeOf(lookup: Lookup, { ask, wanted }: EverydayQuestion): Outcome {
  const answers = lookup.ask(ask).filter((answer) => answer.kind === 'found');
  if (wanted.length === 0) return answers.length === 0 ? 'right' : 'false';
  if (answers.length === 0) return 'declined';
  return wanted.every((accepted) => answers.some((answer) => fits(answer, accepted))) ? 'right' : 'wrong';
}

export type Tally = Record<Outcome, number> & { asked: number };

/** By kind, and all in scope together as "in scope". */
export function measureEveryday(lookup: Lookup, questions: readonly EverydayQuestion[]): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const question of questions) {
    const outcome = outcomeOf(lookup, question);
    const kinds = question.wanted.length === 0 ? [question.kind] : [question.kind, 'in scope'];
    for (const kind of kinds) {
      const tally = tallies.get(kind) ?? { asked: 0, right: 0, declined: 0, wrong: 0, false: 0 };
      tally.asked += 1;
      tally[outcome] += 1;
      tallies.set(kind, tally);
    }
  }
  return tallies;
}
