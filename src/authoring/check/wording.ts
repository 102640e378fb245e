/** Words that our texts do without: `wording.yaml` lists them, with what to write in their place. */
import { z } from 'zod';
import type { Term } from '../../content/schema.ts';
import { readList } from '../../content/source.ts';
import { partsOf } from '../../questions/index.ts';
import type { Check, Folder } from './folder.ts';
import { spoken, textOfLesson, textsOfTerm } from './texts.ts';

export const WORDING = 'wording.yaml';

export const wordingSchema = z.strictObject({
  avoid: z.array(z.string().trim().min(1).max(60)).min(1).describe('Words or phrases; a star stands for any ending.'),
  write: z.string().trim().min(1).max(160).describe('What to write in their place.'),
});

/** What is said, and where. */
interface Said {
  readonly file: string;
  readonly text: string;
  line(words: string): number;
}

export const checkWording: Check = (folder, report) => {
  const text = folder.sources.get(WORDING);
  if (text === undefined) return;
  const problems: Parameters<typeof readList>[2] = [];
  const rules = readList({ file: WORDING, text }, () => wordingSchema, problems).flatMap(({ value }) =>
    value.avoid.map((avoid) => ({ avoid, write: value.write })),
  );
  for (const problem of problems) report.error(problem.file, problem.line, problem.message);
  if (rules.length === 0) return;
  const find = finderOf(rules);
  for (const said of saidIn(folder)) {
    for (const [found, write] of find(spoken(said.text))) {
      report.error(said.file, said.line(found), `"${found}" is hard for some readers, or British: write ${write}.`);
    }
  }
};

interface Rule {
  readonly avoid: string;
  readonly write: string;
}

/** Finds what is to be avoided, each once, with what to write. Most words begin no rule, so only few are compared. */
function finderOf(rules: readonly Rule[]): (text: string) => ReadonlyMap<string, string> {
  const all = rules.map((rule) => ({ ...rule, start: startOf(rule.avoid), pattern: patternOf(rule.avoid) }));
  const starts = [...new Set(all.map(({ start }) => start))].filter(Boolean).toSorted((x, y) => y.length - x.length);
  // where the longer of two starts stands, the shorter stands too
  const byStart = new Map(starts.map((start) => [start, all.filter((rule) => start.startsWith(rule.start))]));
  const finder = new RegExp(starts.join('|'), 'giu');
  return (text) => {
    const found = new Map<string, string>();
    for (const { 0: start, index } of text.matchAll(finder))
      for (const { pattern, write } of byStart.get(start.toLowerCase()) ?? []) {
        pattern.lastIndex = index;
        const [phrase] = pattern.exec(text) ?? [];
        // looked at last, since it is seldom: what begins in the middle of a word is another word
        if (phrase !== undefined && !IN_WORD.test(text.slice(Math.max(0, index - 2), index))) found.set(phrase, write);
      }
    return found;
  };
}
const IN_WORD = /[\p{L}\p{N}_-]$/u;

/** The first letters, by which words are sorted out. */
const startOf = (words: string): string =>
  words
    .slice(0, 3)
    .replace(/\P{L}.*$/u, '')
    .toLowerCase();

/** Whole words, from a place on; spaces may be line breaks. */
const patternOf = (avoid: string): RegExp =>
  new RegExp(
    `${avoid
      .replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`)
      .replaceAll(String.raw`\*`, String.raw`\p{L}*`)
      .replaceAll(' ', String.raw`\s+`)}(?![\\p{L}\\p{N}_-])`,
    'iuy',
  );

/** What a term says beside its texts: in comparisons. */
const besideOf = ({ confused, use = '', watch = '' }: Term): string[] => [
  ...confused.map(({ how }) => how),
  use,
  watch,
];

function* saidIn(folder: Folder): Generator<Said> {
  const { terms, questions, lessons, misconceptions, shareOuts, stacks, faqs } = folder.content;
  const inFile = (file: string) => (words: string) => folder.lineWith(file, words);
  for (const term of terms.values())
    for (const text of [...textsOfTerm(term), ...besideOf(term)])
      yield { file: term.file, text, line: inFile(term.file) };
  for (const question of questions.values())
    for (const { role, path, text } of partsOf(question))
      if (role !== 'code' && role !== 'language')
        yield { file: question.file, text, line: () => folder.lineOf(question.file, path, question.id) };
  for (const { id, file, say } of faqs.values())
    yield { file, text: say, line: () => folder.lineOf(file, ['say'], id) };
  for (const lesson of lessons.values()) {
    const { file, title, goals, next } = lesson;
    for (const text of [
      title,
      ...goals.map(({ can }) => can),
      next,
      textOfLesson(lesson),
      ...lesson.cards.map((card) => card.title),
    ])
      yield { file, text, line: inFile(file) };
  }
  for (const [file, id, text] of [
    ...[...misconceptions.values()].map((one) => ['misconceptions.yaml', one.id, `${one.idea} ${one.remedy}`] as const),
    ...[...shareOuts.values()].map((one) => ['share-outs.yaml', one.id, `${one.title}. ${one.prompt}`] as const),
    ...[...stacks.values()].map((one) => ['stacks.yaml', one.id, `${one.what} ${one.note ?? ''}`] as const),
  ])
    yield { file, text, line: () => folder.lineOf(file, [], id) };
}
