/** What stands in the folder and is named by nothing: pictures and wrong ideas. */
import type { Lesson } from '../../content/schema.ts';
import { partsOf } from '../../questions/index.ts';
import type { Check, Folder, Reporter } from './folder.ts';

export const checkUnused: Check = (folder, report) => {
  const { terms, questions, lessons, misconceptions, pictures } = folder.content;
  for (const lesson of lessons.values()) checkShown(folder, lesson, report);

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
};

/** A lesson shows every picture of its front matter. */
function checkShown(folder: Folder, { file, pictures, cards }: Lesson, report: Reporter): void {
  const shown = new Set(
    cards.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === 'picture' ? part.name : []))),
  );
  for (const name of Object.keys(pictures))
    if (!shown.has(name))
      report.error(
        file,
        folder.lineOf(file, ['pictures', name]),
        `the picture "${name}" is shown nowhere: write ![${name}].`,
      );
}
