/** The id of a question says what it is about: people meet it in reports, exports and lessons, without the question. */
import type { Content, Question } from '../../content/schema.ts';
import { partsOf } from '../../questions/index.ts';
import type { Check } from './folder.ts';

export const checkIds: Check = ({ content, lineOf }, report) => {
  for (const question of content.questions.values()) {
    const { id, concepts, file } = question;
    const said = wordsOf(id);
    const about = aboutOf(content, question);
    if (said.some((word) => about.some((one) => one.startsWith(word) || (word.length > 2 && word.startsWith(one)))))
      continue;
    const better = `${concepts[0] ?? 'topic'}-1`;
    report.advise(
      file,
      lineOf(file, ['id'], id),
      `the id "${id}" does not say what the question is about: begin it with its term, such as "${better}".`,
    );
  }
};

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !/^\d+$/u.test(word));

/** Words of its terms, its lesson, its file and its texts. */
const aboutOf = ({ terms }: Content, question: Question): string[] =>
  [
    ...question.concepts.flatMap((id) => [id, ...(terms.get(id)?.aliases ?? [])]),
    question.kind,
    question.lesson ?? '',
    question.file,
    ...partsOf(question).map(({ text }) => text),
  ]
    .flatMap(wordsOf)
    .filter((word) => word.length > 1);
