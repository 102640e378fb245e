/** Everything that names something else by its id must find it: terms, topics, lessons, questions, pictures, wrong ideas. */
import { partsOf } from '../../questions/index.ts';
import type { LessonPart } from '../../content/schema.ts';
import type { Check } from './folder.ts';

export const checkLinks: Check = (folder, report) => {
  const { content } = folder;
  const { terms, questions, lessons, misconceptions, shareOuts, pictures, topics } = content;
  /** What is missing is told once, with the number of places: one slip in an id should not bury everything else. */
  const gone = new Map<string, { file: string; line: number; near: string | undefined; more: number }>();
  const missing = (
    what: string,
    id: string,
    among: ReadonlyMap<string, unknown>,
    file: string,
    line: () => number,
  ): void => {
    if (among.has(id)) return;
    const key = `${what} "${id}"`;
    const known = gone.get(key);
    if (known === undefined) gone.set(key, { file, line: line(), near: nearest(id, among), more: 0 });
    else known.more += 1;
  };

  for (const term of terms.values()) {
    const at =
      (...path: (string | number)[]) =>
      () =>
        folder.lineOf(term.file, path);
    missing('topic', term.topic, topics, term.file, at('topic'));
    term.see.forEach((id, index) => {
      missing('term', id, terms, term.file, at('see', index));
      if (id === term.id) report.error(term.file, at('see', index)(), 'a term cannot point at itself.');
    });
    term.confused.forEach((one, index) => missing('term', one.with, terms, term.file, at('confused', index, 'with')));
    if (term.picture !== undefined) missing('picture', term.picture.file, pictures, term.file, at('picture', 'file'));
  }

  for (const question of questions.values()) {
    const at =
      (...path: (string | number)[]) =>
      () =>
        folder.lineOf(question.file, path, question.id);
    question.concepts.forEach((id, index) => missing('term', id, terms, question.file, at('concepts', index)));
    if (question.lesson !== undefined) missing('lesson', question.lesson, lessons, question.file, at('lesson'));
    for (const { idea, path } of partsOf(question))
      if (idea !== undefined)
        missing('misconception', idea, misconceptions, question.file, at(...path.slice(0, -1), 'misconception'));
  }

  for (const lesson of lessons.values()) {
    const at =
      (...path: (string | number)[]) =>
      () =>
        folder.lineOf(lesson.file, path);
    lesson.concepts.forEach((id, index) => missing('term', id, terms, lesson.file, at('concepts', index)));
    lesson.after.forEach((id, index) => missing('lesson', id, lessons, lesson.file, at('after', index)));
    lesson.checks.forEach((id, index) => missing('question', id, questions, lesson.file, at('checks', index)));
    for (const [name, { file }] of Object.entries(lesson.pictures))
      missing('picture', file, pictures, lesson.file, at('pictures', name, 'file'));
    const used = new Set<string>();
    for (const card of lesson.cards) {
      for (const part of card.parts) {
        if (part.kind === 'text') continue;
        const [what, id, among] = target(part);
        missing(what, id, among, lesson.file, () => folder.lineWith(lesson.file, `[${id}]`, card.line));
        if (part.kind === 'picture') used.add(part.name);
      }
    }
    for (const name of Object.keys(lesson.pictures))
      if (!used.has(name))
        report.error(lesson.file, at('pictures', name)(), `the picture "${name}" is shown nowhere: write ![${name}].`);

    function target(part: Exclude<LessonPart, { kind: 'text' }>): [string, string, ReadonlyMap<string, unknown>] {
      switch (part.kind) {
        case 'picture':
          return ['picture in the front matter named', part.name, new Map(Object.entries(lesson.pictures))];
        case 'ask':
          return ['question', part.question, questions];
        case 'share':
          return ['share-out', part.share, shareOuts];
        default:
          return part satisfies never;
      }
    }
  }

  for (const share of shareOuts.values())
    if (share.lesson !== undefined)
      missing('lesson', share.lesson, lessons, 'share-outs.yaml', () =>
        folder.lineOf('share-outs.yaml', ['lesson'], share.id),
      );

  for (const [what, { file, line, near, more }] of gone)
    report.error(
      file,
      line,
      `there is no ${what}${more === 0 ? '' : ` (asked for in ${more} more places)`}${near === undefined ? '.' : `; do you mean "${near}"?`}`,
    );

  const meant = new Set([...questions.values()].flatMap((one) => partsOf(one).map(({ idea }) => idea)));
  for (const id of misconceptions.keys())
    if (!meant.has(id))
      report.advise(
        'misconceptions.yaml',
        folder.lineOf('misconceptions.yaml', ['id'], id),
        `no question's option stands for the wrong idea "${id}".`,
      );

  const shown = new Set([
    ...[...terms.values()].flatMap((term) => term.picture?.file ?? []),
    ...[...lessons.values()].flatMap((lesson) => Object.values(lesson.pictures).map(({ file }) => file)),
  ]);
  for (const file of pictures.keys())
    if (!shown.has(file)) report.advise(`pictures/${file}`, 1, 'no term and no lesson shows this picture.');

  const slots = new Map<number, string>();
  for (const lesson of lessons.values()) {
    const before = slots.get(lesson.number);
    if (before !== undefined) report.error(lesson.file, 1, `${before} has the number ${lesson.number} too.`);
    slots.set(lesson.number, lesson.file);
    if (lesson.cards.length < 5 || lesson.cards.length > 8)
      report.advise(lesson.file, 1, `a lesson has five to eight cards; this one has ${lesson.cards.length}.`);
  }
};

/** The id that shares most pairs of letters, when it shares most of them. */
function nearest(id: string, among: ReadonlyMap<string, unknown>): string | undefined {
  const pairs = (word: string): Set<string> =>
    new Set(Array.from({ length: word.length + 1 }, (_, at) => ` ${word} `.slice(at, at + 2)));
  const own = pairs(id);
  let best: string | undefined;
  let most = 0.5;
  for (const other of among.keys()) {
    const theirs = pairs(other);
    const shared = [...own].filter((pair) => theirs.has(pair)).length;
    const share = (2 * shared) / (own.size + theirs.size);
    if (share > most) [best, most] = [other, share];
  }
  return best;
}
