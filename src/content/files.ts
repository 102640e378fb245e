/** The files of a content folder as they lie on the disk, and what is wrong with one as a whole. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { decode } from './decode.ts';
import { isHidden, isRead, strayWords } from './places.ts';
import type { Problem } from './schema.ts';
import type { Source } from './source.ts';

/**
 * Every file of a folder, or of one folder in it, by name; those that are not read are there without their text. @throws Error
 * when there is none.
 */
export async function readSources(dir: string, under = ''): Promise<Source[]> {
  const found = await readdir(path.join(dir, under), { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      throw nowhere(dir, error);
    },
  );
  const files = found
    .filter((one) => one.isFile() || one.isSymbolicLink())
    .map((one) => path.relative(dir, path.join(one.parentPath, one.name)).replaceAll('\\', '/'))
    .filter((file) => !isHidden(file));
  if (!files.some((file) => isRead(file))) throw nowhere(dir);
  return Promise.all(
    files.toSorted().map(async (file) => ({
      file,
      ...(TEXT.test(file) ? decode(await readFile(path.join(dir, file))) : { text: '' }),
    })),
  );
}

const TEXT = /\.(?:md|yaml|dot|svg)$/u;

const nowhere = (dir: string, cause?: unknown): Error =>
  new Error(`${dir}: there is no content here; set CONTENT_DIR to a content folder`, { cause });

/** What is wrong with a file as a whole, whatever it holds. */
export function fileProblems({ file, saved, text }: Source): Problem[] {
  const stray = strayWords(file);
  if (stray !== undefined) return [{ ...stray, file, line: 1 }];
  switch (saved) {
    case undefined:
      return [];
    case 'with a byte order mark':
      return [{ level: 'advice', file, line: 1, message: 'is saved with a byte order mark (BOM): save it as UTF-8.' }];
    default:
      return [
        {
          level: 'error',
          file,
          // the first letter that the encodings disagree about
          line: text.split('\n').findIndex((line) => /[^\t\r -~]/u.test(line)) + 1 || 1,
          message: `is saved ${saved}: save it as UTF-8, or letters such as é are lost.`,
        },
      ];
  }
}
