/** Draws every term, question and lesson once, and reports what some platform would not show. */
import type { Folder, Reporter } from '../../content/check/folder.ts';
import { createStudio, type Drawn, drawingProblems, drawQuestion, fitsNowhere } from './draw.ts';

export async function checkLimits(folder: Folder, report: Reporter): Promise<void> {
  const { content } = folder;
  const studio = createStudio(content);
  const look = async (file: string, line: number, id: string, draw: () => Promise<readonly Drawn[]>): Promise<void> => {
    try {
      for (const drawn of await draw())
        for (const problem of fitsNowhere(drawn.card))
          report.error(file, drawn.line ?? line, `${id}, ${drawn.what}: ${problem}`);
    } catch (error) {
      for (const problem of drawingProblems(error)) report.error(file, line, `${id} cannot be drawn: ${problem}`);
    }
  };
  for (const term of content.terms.values()) await look(term.file, 1, term.id, async () => studio.term(term.id));
  for (const lesson of content.lessons.values())
    await look(lesson.file, 1, lesson.id, async () => studio.lesson(lesson.id));
  for (const question of content.questions.values())
    await look(question.file, question.fileLine, question.id, async () => drawQuestion(content, question));
}
