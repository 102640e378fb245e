/** Two words that tests say often. */
import { expect } from 'vitest';

/** Within `toMatchObject`: a text with this in it. */
export const containing = (text: string): unknown => expect.stringContaining(text);

/** What has to be there. */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('it is not there');
  return value;
}
