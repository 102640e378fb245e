/** Draws every picture, term, question, lesson and journey once, and reports what some platform would not show, or show too small. */
import type { Folder, Reporter } from './check/folder.ts';
import { versionOf } from '../content/source.ts';
import { checkPictures } from './check/pictures.ts';
import { createStudio, type Drawn, type DrawnBefore } from './draw.ts';

/** The same, and what need not even be put on a card. */
export interface LookedBefore extends DrawnBefore {
  /** Versions of questions and journeys that every platform shows: their cards have nothing of any other one. */
  readonly fine: Set<string>;
}

/** `wanted`: files to look at; all unless given. */
export async function checkLimits(
  folder: Folder,
  report: Reporter,
  wanted: (file: string) => boolean = () => true,
  before: LookedBefore = { pictures: new Map(), cards: new Set(), fine: new Set() },
): Promise<void> {
  const { content } = folder;
  const seen = <T extends { readonly file: string }>(items: ReadonlyMap<string, T>): readonly T[] =>
    [...items.values()].filter(({ file }) => wanted(file));
  const studio = createStudio(content, before);
  const look = (file: string, line: number, id: string, drawn: readonly Drawn[]): void => {
    for (const one of drawn)
      for (const problem of one.problems) report.error(file, one.line ?? line, `${id}, ${one.what}: ${problem}`);
  };
  await checkPictures(folder, report);
  for (const term of seen(content.terms)) look(term.file, 1, term.id, await studio.term(term.id));
  for (const lesson of seen(content.lessons)) look(lesson.file, 1, lesson.id, await studio.lesson(lesson.id));
  for (const journey of seen(content.journeys)) {
    const name = `${journey.id} ${versionOf(journey)}`;
    if (before.fine.has(name)) continue;
    const drawn = await studio.journey(journey.id);
    look(journey.file, 1, journey.id, drawn);
    if (drawn.every(({ problems }) => problems.length === 0)) before.fine.add(name);
  }
  for (const question of seen(content.questions)) {
    const { id, version, file, fileLine } = question;
    // a version is short, and might be that of another question too
    const name = `${id} ${version}`;
    if (before.fine.has(name)) continue;
    const drawn = await studio.question(id);
    look(file, fileLine, id, drawn);
    if (drawn.every(({ problems }) => problems.length === 0)) before.fine.add(name);
  }
}
