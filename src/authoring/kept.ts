/** What a long check found, kept for the next time: nothing has to be looked at twice while neither the content nor Sous changes. */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';

const root = path.resolve(import.meta.dirname, '../..');
const SHELF = path.join(root, 'node_modules/.cache/sous-check');
/** Pieces that are kept, the newest: findings of the whole folder and of single files, texts as they were read, what was drawn. */
const MOST = 12;

/** A name for the code that looks, and all that it stands on. */
async function codeKey(): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  const code = (await readdir(path.join(root, 'src'), { recursive: true })).filter((file) => file.endsWith('.ts'));
  for (const file of code.toSorted()) hash.update(file).update(await readFile(path.join(root, 'src', file)));
  return hash.update(await readFile(path.join(root, 'package-lock.json'))).digest('hex');
}
let code: Promise<string> | undefined;

/** A name for what is found in these texts by the code as it is now. */
export async function keyOf(...texts: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(await (code ??= codeKey()));
  for (const text of texts) hash.update(`${text.length}:`).update(text);
  return hash.digest('hex');
}

/** What was kept under this name; undefined where there is nothing. */
export async function recall(key: string): Promise<unknown> {
  const bytes = await readFile(path.join(SHELF, key)).catch((error: unknown) => ignoreMissing(error));
  return bytes === undefined ? undefined : (deserialize(bytes) as unknown);
}

/** Where nothing may be written, the next check takes as long as this one. */
export async function keep(key: string, value: unknown): Promise<void> {
  try {
    await mkdir(SHELF, { recursive: true });
    const file = path.join(SHELF, key);
    // whole or not at all: two checks may run at once
    await writeFile(`${file}.${process.pid}`, serialize(value));
    await rename(`${file}.${process.pid}`, file);
    const others = (await readdir(SHELF)).filter((name) => name !== key);
    const ages = await Promise.all(
      others.map(async (name) => ({ name, age: (await stat(path.join(SHELF, name))).mtimeMs })),
    );
    for (const { name } of ages.toSorted((a, b) => b.age - a.age).slice(MOST - 1))
      await rm(path.join(SHELF, name), { force: true });
  } catch (error) {
    ignoreMissing(error);
  }
}

const HARMLESS: ReadonlySet<unknown> = new Set(['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR']);

function ignoreMissing(error: unknown): undefined {
  if (!HARMLESS.has((error as NodeJS.ErrnoException).code)) throw error;
}
