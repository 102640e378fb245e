/** Files that are handed out: written where only this user can read them, and named by their path. */
import * as fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { FileBlock } from '../../chat/card.ts';

export interface Files {
  /** Gives back where the content stands now. */
  write(file: FileBlock): Promise<string>;
}

/** A folder is made for the first file; each file has one of its own in it, so that two of one name both stay. */
export function openFiles(): Files {
  let folder: Promise<string> | undefined;
  let made = 0;
  return {
    async write({ name, content }) {
      folder ??= fs.mkdtemp(path.join(os.tmpdir(), 'sous-'));
      made += 1;
      const own = path.join(await folder, String(made));
      await fs.mkdir(own);
      const full = path.join(own, name);
      await fs.writeFile(full, content, { mode: 0o600 });
      return full;
    },
  };
}
