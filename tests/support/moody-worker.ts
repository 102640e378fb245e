/** Stands where pictures are drawn: says which thread it is, stays at work for ever, or dies, as its source says. */
import { threadId } from 'node:worker_threads';
import type { Drawing } from '../../src/pictures/drawing.ts';

export default function draw({ source }: Drawing): Uint8Array {
  if (source.startsWith('die')) process.exit(3);
  // no promise and no timer: only ending the thread ends this
  while (source.startsWith('stay'));
  if (source.startsWith('fail')) throw new Error('no such color');
  return new Uint8Array([threadId]);
}
