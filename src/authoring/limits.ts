/** Draws every picture, term, question and lesson once, and reports what some platform would not show, or show too small. */
import type { Folder, Reporter } from './check/folder.ts';
import { checkPictures } from './check/pictures.ts';
import { createStudio, type Drawn } from './draw.ts';

export async function checkLimits(folder: Folder, report: Reporter): Promise<void> {
  const { content } = folder;
  const studio = createStudio(content);
  const look = (file: string, line: number, id: string, drawn: readonly Drawn[]): void => {
    for (const one of drawn)
      for (const problem of one.problems) report.error(file, one.line ?? line, `${id}, ${one.what}: ${problem}`);
  };
  await checkPictures(folder, report);
  for (const term of content.terms.values()) look(term.file, 1, term.id, await studio.term(term.id));
  for (const lesson of content.lessons.values()) look(lesson.file, 1, lesson.id, await studio.lesson(lesson.id));
  for (const question of content.questions.values())
    look(question.file, question.fileLine, question.id, await studio.question(question.id));
}
