/** A content folder for the checks: from the disk, or from files already in memory. */
import { type Folder, folderWith } from '../../content/folder.ts';
import { readSources } from '../../content/files.ts';
import { readContent } from '../../content/load.ts';
import type { Source } from '../../content/source.ts';

export type { Check, Folder, Reporter } from '../../content/folder.ts';

/** @throws Error when there is nothing to read. */
export async function readFolder(dir: string): Promise<Folder> {
  return folderOf(dir, await readSources(dir));
}

/** The same for files already in memory. */
export const folderOf = (dir: string, sources: readonly Source[]): Folder =>
  folderWith(readContent(dir, sources), sources);
