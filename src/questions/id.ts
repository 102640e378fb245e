/** What an id looks like, for everything that has one. */
import { z } from 'zod';

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;

export const idSchema = z
  .string()
  .regex(ID, { error: ({ input }) => `must be lower-case words joined by hyphens${instead(String(input))}` })
  .max(60);

/** What to write in its place, where that can be told. */
function instead(written: string): string {
  const id = written
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-|-$/gu, '');
  return ID.test(id) ? `: "${id}"` : '';
}
