/** A file for a form: whoever sits at the terminal has the machine, and names it by its path. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import { escape } from '../../chat/markdown.ts';
import { Refusal } from '../../chat/reply.ts';
import type { Upload } from '../../chat/upload.ts';
import { tooLarge } from '../../chat/uploading.ts';

export const uploadFrom = (file: string): Upload => ({
  name: path.basename(file),
  async read(most) {
    const found = await open(file).catch((error: unknown) => {
      const { code = 'unknown' } = error as NodeJS.ErrnoException;
      throw new Refusal(`I could not open ${escape(file)} (${code}). Is that its path?`);
    });
    try {
      const { size } = await found.stat();
      if (size > most) throw tooLarge(most, size);
      return await found.readFile();
    } finally {
      await found.close();
    }
  },
});
