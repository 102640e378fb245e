/** What runs in the threads that draw. Nothing imports this file: `index.ts` hands its address to the pool. */
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { boundWasm } from '../wasm.ts';
import { type Drawing, drawPng } from './drawing.ts';

/** Bytes: Graphviz keeps its graphs in the memory of a WebAssembly module. */
const MOST_WASM = 256 * 1024 * 1024;
boundWasm(MOST_WASM, 'the diagram needs too much memory');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (what: { readonly type: 'minor' }) => void;

/**
 * The pixels, some 5 MB a picture, lie where V8 does not see them: by itself it would collect them after a gigabyte. They
 * are let go in the turns after a collection, so the answer waits for those: the next picture would come first otherwise.
 */
async function letPixelsGo(): Promise<void> {
  await turn();
  collect({ type: 'minor' });
  await turn();
  await turn();
}

export default async function drawOne(drawing: Drawing): Promise<Uint8Array> {
  try {
    return await drawPng(drawing);
  } finally {
    await letPixelsGo();
  }
}
