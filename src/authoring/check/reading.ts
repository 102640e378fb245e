/** Reading level by Flesch and Kincaid: the years of school that a text asks for. Advice, since it only counts. */
import { fleschKincaid } from 'flesch-kincaid';
import { syllable } from 'syllable';
import { stemOf } from '../../questions/index.ts';
import type { Check } from './folder.ts';
import { prose, textOfLesson } from './texts.ts';

/** Highest grades that pass. Technical words are long, so words from a glossary may ask for more than a lesson. */
export const GRADES = { lesson: 8, term: 10, question: 10 } as const;

/** Fewer words than this say nothing about a level. */
const ENOUGH = 40;

/** The grade of a Markdown text, code left out; undefined when it is too short to tell. */
export function schoolYearOf(markdown: string, enough = ENOUGH): number | undefined {
  const text = prose(markdown);
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’./-]*/gu) ?? [];
  if (words.length < enough) return undefined;
  const sentence = Math.max(1, (text.match(/[.!?](?=\s|$)/gu) ?? []).length);
  return fleschKincaid({
    sentence,
    word: words.length,
    syllable: words.reduce((sum, one) => sum + syllablesOf(one), 0),
  });
}

/** Few words make up most of all texts, so each is counted once. */
function syllablesOf(word: string): number {
  const known = SYLLABLES.get(word);
  if (known !== undefined) return known;
  const count = syllable(word);
  SYLLABLES.set(word, count);
  return count;
}
const SYLLABLES = new Map<string, number>();

export const checkReading: Check = (folder, report) => {
  const { terms, questions, lessons, course } = folder.content;
  // the formula counts English syllables
  if (course.language !== 'en') return;
  const look = (text: string, most: number, file: string, line: () => number): void => {
    const grade = schoolYearOf(text);
    if (grade !== undefined && grade > most)
      report.advise(
        file,
        line(),
        `reads like school year ${Math.round(grade)} (aim for ${most}): shorter sentences help.`,
      );
  };
  for (const term of terms.values())
    look(`${term.short}\n\n${term.more}`, GRADES.term, term.file, () =>
      folder.lineWith(term.file, term.short.split('\n')[0] ?? ''),
    );
  for (const lesson of lessons.values()) look(textOfLesson(lesson), GRADES.lesson, lesson.file, () => 1);
  for (const question of questions.values())
    look(`${stemOf(question)}\n\n${question.explanation}`, GRADES.question, question.file, () => question.fileLine);
};
