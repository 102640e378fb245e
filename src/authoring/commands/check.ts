/** `npm run content -- check`: every problem at once, as `file:line: message`, then what there is. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { rememberMarkdown } from '../../chat/markdown.ts';
import { decode } from '../../content/decode.ts';
import { readSources } from '../../content/files.ts';
import { placeFor } from '../../content/places.ts';
import { describeProblem } from '../../content/report.ts';
import { type ReadYaml, rememberYaml, type Source } from '../../content/source.ts';
import type { Looked } from '../check/all.ts';
import type { LookedBefore } from '../limits.ts';
import { keep, keyOf, recall } from '../kept.ts';
import type { Output } from './output.ts';

export interface CheckChoice {
  /** Tell of these files alone, and see the whole folder all the same; all files when there are none. */
  readonly files: readonly string[];
  /** Leave advice out. */
  readonly errors: boolean;
  /** Run code snippets with the interpreters that this machine has. */
  readonly run: boolean;
  /** Look at everything, though nothing may have changed since the last time. */
  readonly fresh: boolean;
}

/** Returns 1 when there are errors; advice alone is well. @throws Error for a file that is not there. */
export async function checkCommand(dir: string, choice: CheckChoice, output: Output): Promise<number> {
  const { sources, names } = await withFiles(dir, choice.files);
  const shown = path.relative('', dir);
  const at = shown === '' || shown.startsWith('..') ? dir : shown;
  const { problems, what } = await look(dir, sources, new Set(names.keys()), choice, output);
  for (const problem of problems)
    if (!choice.errors || problem.level === 'error')
      output.print(`${describeProblem({ ...problem, file: names.get(problem.file) ?? `${at}/${problem.file}` })}\n`);
  const errors = problems.filter((problem) => problem.level === 'error').length;
  const advice = problems.length - errors;
  output.print(
    `${names.size === 0 ? what : counted(names.size, 'file')}: ${counted(errors, 'error')}, ` +
      `${advice === 1 ? '1 piece' : `${advice} pieces`} of advice\n`,
  );
  return errors === 0 ? 0 : 1;
}

const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`;

/** What was found the last time, if nothing has changed; what looks is loaded only if it has to look. */
async function look(
  dir: string,
  sources: readonly Source[],
  only: ReadonlySet<string>,
  { run, fresh }: CheckChoice,
  output: Output,
): Promise<Looked> {
  // what snippets print depends on the interpreters of the machine
  if (run) return (await import('../check/all.ts')).lookAtAll(dir, sources, only, output);
  const all = sources.flatMap(({ file, saved = '', text }) => [file, saved, text]);
  const key = await keyOf(...all, ...[...only].toSorted());
  const known = fresh ? undefined : await recall(key);
  if (known !== undefined) return known as Looked;
  const looked = await withReading(sources, fresh, async (before) =>
    (await import('../check/all.ts')).lookAtAll(dir, sources, only, undefined, before),
  );
  await keep(key, looked);
  return looked;
}

/** Texts that are the same as the last time are not read anew, and what is shown the same is not drawn anew, only looked at. */
async function withReading(
  sources: readonly Source[],
  fresh: boolean,
  work: (before: LookedBefore) => Promise<Looked>,
): Promise<Looked> {
  const key = await keyOf('reading');
  // a question or a journey is shown as itself, its terms, wrong ideas, names of shelves ... but never as another one
  const around = sources.filter(({ file }) => !/^(?:questions|journeys)\//u.test(file));
  const drawn = await keyOf('drawn', ...around.flatMap(({ file, text }) => [file, text]));
  const known = ((fresh ? undefined : await recall(key)) ?? {}) as Partial<Reading>;
  const yaml = new Map(known.yaml);
  rememberYaml(yaml);
  const markdown = rememberMarkdown(MOST_TEXTS, known.markdown);
  const pictures = new Map(known.pictures);
  const cards = new Set(known.cards);
  const fine = new Set((fresh ? undefined : await recall(drawn)) as ReadonlySet<string> | undefined);
  const sizes = (): [number, number] => [yaml.size + markdown.size + pictures.size + cards.size, fine.size];
  const [before, fineBefore] = sizes();
  const looked = await work({ pictures, cards, fine });
  const [after, all] = sizes();
  // a handful of texts more is read faster again than all of them are written
  if (after - before > FEW_TEXTS && markdown.size < MOST_TEXTS) await keep(key, { yaml, markdown, pictures, cards });
  if (all - fineBefore > FEW_TEXTS) await keep(drawn, fine);
  return looked;
}

interface Reading {
  readonly yaml: ReadonlyMap<string, ReadYaml>;
  readonly markdown: ReturnType<typeof rememberMarkdown>;
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  readonly cards: ReadonlySet<string>;
}

const FEW_TEXTS = 60;
/** Several times what the course has. */
const MOST_TEXTS = 100_000;

/** The files of the folder, with those in it that lie elsewhere; `names`: what their author calls them. */
async function withFiles(
  dir: string,
  files: readonly string[],
): Promise<{ readonly sources: readonly Source[]; readonly names: ReadonlyMap<string, string> }> {
  const names = new Map<string, string>();
  const sources = new Map((await readSources(dir)).map((source) => [source.file, source]));
  for (const name of files) {
    const inside = path.relative(path.resolve(dir), path.resolve(name)).replaceAll('\\', '/');
    if (sources.has(inside)) {
      names.set(inside, name);
      continue;
    }
    const bytes = await readFile(name).catch((error: unknown) => {
      const folder = (error as NodeJS.ErrnoException).code === 'EISDIR';
      throw new Error(`${name}: ${folder ? 'is a folder' : 'there is no such file'}.`, { cause: error });
    });
    const decoded = decode(bytes);
    const file = placeFor(name.replaceAll('\\', '/'), decoded.text);
    sources.set(file, { file, ...decoded });
    names.set(file, name);
  }
  return { sources: [...sources.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1)), names };
}
