/** `npm run content -- coverage`: where each row of the curriculum and each correction is taught, and what is missing. */
import { type Correction, correctionsOf, type Covered, coverageOf, placesOf } from '../check/coverage.ts';
import { type Folder, readFolder } from '../check/folder.ts';
import type { Output } from './output.ts';

/** Ids shown of one sort; the rest is a number. */
const SHOWN = 4;

/** Returns 1 when a row or a correction is taught nowhere. */
export async function coverageCommand(dir: string, output: Output): Promise<number> {
  const folder = await readFolder(dir);
  const rows = coverageOf(folder);
  let missing = 0;
  for (const covered of rows) {
    const places = placesOfRow(covered);
    if (places === '') missing += 1;
    output.print(
      `${covered.row.id.padEnd(7)} ${covered.row.what}\n        ${places === '' ? 'TAUGHT NOWHERE' : places}\n`,
    );
  }
  const corrections = correctionsOf(folder);
  for (const one of corrections) {
    const places = placesOfCorrection(one);
    if (places === '') missing += 1;
    output.print(`${one.id.padEnd(7)} ${one.teach}\n        ${places === '' ? 'TAUGHT NOWHERE' : places}\n`);
  }
  output.print(`${rows.length} rows and ${corrections.length} corrections, ${missing} taught nowhere.\n`);
  output.print(questionsByTerm(folder));
  return missing === 0 ? 0 : 1;
}

function placesOfRow(covered: Covered): string {
  if (covered.row.event !== undefined) return `the bot itself: ${covered.row.event}`;
  if (placesOf(covered) === 0) return '';
  const same = covered.row.sameAs === undefined ? [] : [`same as ${covered.row.sameAs.join(', ')}`];
  return [
    ...same,
    ...named('lesson', covered.lessons),
    ...named('term', covered.terms),
    ...named('question', covered.questions),
    ...named('share-out', covered.shareOuts),
  ].join('; ');
}

const placesOfCorrection = (one: Correction): string =>
  [
    ...named('lesson', one.lessons),
    ...named('term', one.terms),
    ...named('question', one.questions),
    ...(one.house === undefined ? [] : [`the bot itself: ${one.house}`]),
  ].join('; ');

function named(what: string, ids: readonly string[]): string[] {
  if (ids.length === 0) return [];
  const more = ids.length > SHOWN ? ` and ${ids.length - SHOWN} more` : '';
  return [`${what}${ids.length === 1 ? '' : 's'} ${ids.slice(0, SHOWN).join(', ')}${more}`];
}

/** How many questions there are per term of each priority, and the terms without any. */
function questionsByTerm({ content }: Folder): string {
  const about = new Map<string, number>();
  for (const question of content.questions.values())
    for (const term of question.concepts) about.set(term, (about.get(term) ?? 0) + 1);
  return (['A', 'B', 'C'] as const)
    .map((priority) => {
      const terms = [...content.terms.values()].filter((term) => term.priority === priority);
      const main = [...content.questions.values()].filter((question) =>
        terms.some((term) => term.id === question.concepts[0]),
      );
      const none = terms.filter((term) => !about.has(term.id)).map((term) => term.id);
      const share = terms.length === 0 ? 0 : main.length / terms.length;
      return `priority ${priority}: ${terms.length} terms, ${main.length} questions mainly about them (${share.toFixed(1)} each)${none.length === 0 ? '' : `; none about ${none.join(', ')}`}\n`;
    })
    .join('');
}
