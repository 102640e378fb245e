/** Words that make a text untrue or out of date: absolute claims, "recently" and its kin, and what an import left open. */
import type { Question } from '../../content/schema.ts';
import { PLACEHOLDER } from '../../questions/draft.ts';
import { partsOf } from '../../questions/index.ts';
import type { Check, Folder, Reporter } from './folder.ts';
import { spoken, textOfLesson, textsOfTerm } from './texts.ts';

const ABSOLUTE =
  /\b(?:always|impossible|guarantees?|guaranteed|nobody ever|no one ever|in every case|without exception|100 ?%|completely (?:safe|secure))(?![\p{L}])/iu;
const DATED =
  /\b(?:recently|nowadays|these days|currently|modern|latest versions?|state[- ]of[- ]the[- ]art|cutting[- ]edge|up[- ]and[- ]coming|still in wide use|so far this|in recent years)\b/iu;
const BELITTLING = /\b(?:simply|obviously|of course|trivial(?:ly)?)\b/iu;
/** A year in running text; port numbers, amounts and status codes are not years. */
const YEAR = /(?<![\d.,:/#-])\b(?:19[6-9]\d|20[0-4]\d)\b(?![\d:/-]|[.,]\d)/u;

export const checkWords: Check = (folder, report) => {
  const { content } = folder;
  for (const question of content.questions.values()) checkQuestion(folder, question, report);
  for (const term of content.terms.values()) {
    const lineOf = (words: string): number => folder.lineWith(term.file, words, bodyStart(folder, term.file));
    for (const part of textsOfTerm(term))
      styleOf(part, (words, advice) => report.advise(term.file, lineOf(words), advice));
    const claim = ABSOLUTE.exec(spoken(term.short))?.[0];
    if (claim !== undefined) report.advise(term.file, lineOf(claim), absolute(claim));
  }
  for (const lesson of content.lessons.values())
    styleOf(textOfLesson(lesson), (words, advice) =>
      report.advise(lesson.file, folder.lineWith(lesson.file, words, bodyStart(folder, lesson.file)), advice),
    );
  for (const [file, text] of folder.sources) {
    if (!/\.(?:md|yaml)$/u.test(file)) continue;
    text.split('\n').forEach((line, index) => {
      if (line.includes(PLACEHOLDER))
        report.error(file, index + 1, `"${PLACEHOLDER}" was left by an import: write what is asked for there.`);
    });
  }
};

function checkQuestion(folder: Folder, question: Question, report: Reporter): void {
  for (const one of partsOf(question)) {
    if (one.role === 'code' || one.role === 'language' || one.role === 'label') continue;
    const at = (): number => folder.lineOf(question.file, one.path, question.id);
    const words = spoken(one.text);
    styleOf(one.text, (_, advice) => report.advise(question.file, at(), advice));
    const claim = one.role === 'claim' || one.role === 'stem' ? ABSOLUTE.exec(words)?.[0] : undefined;
    if (claim !== undefined) report.advise(question.file, at(), absolute(claim));
    // "in 2019" dates a fact; a bare year is part of the question
    const year =
      one.role === 'stem' || one.role === 'claim'
        ? YEAR.exec(words.replaceAll(/\b(?:as of|in|since|until) (?:19|20)\d\d\b/giu, ''))?.[0]
        : undefined;
    if (year !== undefined)
      report.advise(question.file, at(), `the year ${year}: will this question still be right in five years?`);
  }
}

function styleOf(markdown: string, advise: (words: string, advice: string) => void): void {
  const words = spoken(markdown);
  const dated = DATED.exec(words)?.[0];
  if (dated !== undefined)
    advise(dated, `"${dated}" goes out of date: give the month and year, or a fact that stays true.`);
  const belittling = BELITTLING.exec(words)?.[0];
  if (belittling !== undefined)
    advise(belittling, `"${belittling}" tells a beginner that it ought to be easy: leave it out.`);
}

const absolute = (claim: string): string => `"${claim}" is an absolute claim: is there really no exception?`;

/** The line after the front matter. */
function bodyStart(folder: Folder, file: string): number {
  const lines = (folder.sources.get(file) ?? '').split('\n');
  return lines.indexOf('---', 1) + 2;
}
