/** `npm run content -- import FILE` and `-- export FORMAT`: questions in and out, with a report of everything not kept. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readFolder } from '../check/folder.ts';
import {
  type Block,
  draftsOf,
  exportFormats,
  exportQuestions,
  importFile,
  importFormats,
  isExportFormat,
  isImportFormat,
  yamlOf,
} from '../exchange/index.ts';
import { createLibrary, topicOf } from '../../content/library.ts';
import { counted } from '../../chat/words.ts';
import type { Output } from './output.ts';

export interface ExchangeChoice {
  readonly topic?: string | undefined;
  readonly out?: string | undefined;
  /** Report alone, write nothing. */
  readonly dry: boolean;
  /** Of the file to import; told from its name and text when absent. */
  readonly format?: string | undefined;
}

/** Returns 1 when something in the file could not become a question. */
export async function importCommand(
  dir: string,
  file: string | undefined,
  choice: ExchangeChoice,
  output: Output,
): Promise<number> {
  if (file === undefined) throw new Error('Which file? npm run content -- import questions.gift');
  const folder = await readFolder(dir);
  const bytes = await readFile(file);
  if (choice.format !== undefined && !isImportFormat(choice.format))
    throw new Error(`I can read ${listed(importFormats)}, not "${choice.format}".`);
  if (choice.topic !== undefined && !folder.content.topics.has(choice.topic))
    throw new Error(`There is no topic "${choice.topic}"; topics.yaml lists them.`);
  const context = { taken: new Set(folder.content.questions.keys()), terms: new Set(folder.content.terms.keys()) };
  const { what, blocks } = await importFile(file, bytes, context, choice.format);
  const drafts = draftsOf(blocks);
  const count = (kind: Block['outcome']['kind']): number =>
    blocks.filter(({ outcome }) => outcome.kind === kind).length;
  const mend = blocks.filter(({ outcome }) => outcome.kind === 'question' && outcome.mend.some(isBroken)).length;
  output.print(
    `${file} is ${what}: ${counted(drafts.length, 'question')}, ${drafts.length - mend} of them within all limits, ` +
      `${count('left out')} left out, ${count('passed over')} passed over.\n`,
  );
  for (const block of blocks) output.print(describeBlock(file, block));
  if (drafts.length > 0 && !choice.dry) {
    const name = path.basename(file).replace(/\.[^.]*$/u, '');
    const target = choice.out ?? path.join(dir, 'questions', choice.topic ?? 'imported', `${slug(name)}.yaml`);
    if (await exists(target)) throw new Error(`${target} exists already; choose another file with --out.`);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, yamlOf(drafts));
    output.print(`Wrote ${target}. npm run content -- check says what is still to write.\n`);
  }
  return count('left out') > 0 ? 1 : 0;
}

const listed = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

/** Beyond what every import leaves to be written. */
const isBroken = (what: string): boolean => !what.startsWith('still to write');

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '') || 'questions';

const exists = async (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );

function describeBlock(file: string, { line, first, outcome }: Block): string {
  const place = `${file}:${line}:`;
  switch (outcome.kind) {
    case 'question':
      return [
        `${place} ${outcome.draft.kind} "${outcome.draft.id}" from "${first}"`,
        ...outcome.notes.map((note) => `    not kept: ${note}`),
        ...outcome.mend.map((what) => `    to mend: ${what}`),
        '',
      ].join('\n');
    case 'left out':
      return `${place} left out "${first}": ${outcome.reason}\n`;
    case 'passed over':
      return `${place} passed over "${first}": ${outcome.reason}\n`;
    default:
      return outcome satisfies never;
  }
}

/** Writes to standard output, or to a file with `--out`; what the format cannot carry goes to standard error. */
export async function exportCommand(
  dir: string,
  format: string | undefined,
  choice: ExchangeChoice,
  output: Output,
): Promise<number> {
  if (format === undefined || !isExportFormat(format))
    throw new Error(`Which format? npm run content -- export gift. There are ${listed(exportFormats)}.`);
  const { content } = await readFolder(dir);
  if (choice.topic !== undefined && !content.topics.has(choice.topic))
    throw new Error(`There is no topic "${choice.topic}"; topics.yaml lists them.`);
  const questions = createLibrary(content).questionsIn(choice.topic);
  const { text, losses, count } = exportQuestions(format, questions, (question) => topicOf(content, question));
  if (choice.out === undefined) output.print(text);
  else await writeFile(choice.out, text);
  for (const loss of losses) output.error(`${loss}\n`);
  output.error(
    `${format}: ${count} of ${questions.length} questions${choice.out === undefined ? '' : ` in ${choice.out}`}.\n`,
  );
  return 0;
}
