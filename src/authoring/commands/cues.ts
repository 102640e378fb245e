/** `npm run content -- cues`: what could give answers away, counted over the bank, with how likely it is by chance. */
import { levelsOf } from '../check/levels.ts';
import { readFolder } from '../check/folder.ts';
import { cuesOf } from '../cues/index.ts';
import type { Output } from './output.ts';

/** Returns 1 when something gives answers away. */
export async function cuesCommand(dir: string, output: Output): Promise<number> {
  const folder = await readFolder(dir);
  const { counts, guesses } = cuesOf(folder.content.questions.values());
  output.print(
    table(
      ['what', 'among', 'counted', 'of', 'by chance', 'p'],
      counts.map((one) => [
        one.what,
        one.group,
        String(one.count),
        String(one.of),
        one.expected.toFixed(1),
        Number.isNaN(one.p) ? '' : one.p.toFixed(3),
        mark(one.bad),
      ]),
    ),
  );
  output.print(
    table(
      ['a guesser takes', 'among', 'earns %', 'chance %', 'of'],
      guesses.map((one) => [
        one.how,
        one.group,
        one.earns.toFixed(1),
        one.chance.toFixed(1),
        String(one.of),
        mark(one.bad),
      ]),
    ),
  );
  const { size } = folder.content.questions;
  output.print(
    table(
      ['level', 'questions', '%'],
      [...levelsOf(folder)].map(([level, count]) => [level, String(count), ((100 * count) / size).toFixed(1)]),
    ),
  );
  const bad = [...counts, ...guesses].filter((one) => one.bad).length;
  output.print(bad === 0 ? 'Nothing gives answers away.\n' : `${bad} lines give answers away.\n`);
  return bad === 0 ? 0 : 1;
}

const mark = (bad: boolean): string => (bad ? 'TOO FAR' : '');

/** Columns as wide as their widest cell; numbers are read from the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        /^[\d.]+$/u.test(cell) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return `${all.map(line).join('\n')}\n\n`;
}
