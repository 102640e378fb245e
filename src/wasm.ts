/** Bounds what WebAssembly of this thread may hold: a thread's own limits count JavaScript only. */

const PAGE = 65_536;
/** TypeScript knows it in browsers only. */
interface Memory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** `most`: bytes of one memory; `problem`: what is thrown, as a RangeError, where it would grow over that. */
export function boundWasm(most: number, problem: string): { /** Of the memory that grew last. */ bytes(): number } {
  const { prototype } = (globalThis as unknown as { WebAssembly: { Memory: { prototype: Memory } } }).WebAssembly
    .Memory;
  const grow = Reflect.get(prototype, 'grow');
  let bytes = 0;
  prototype.grow = function bounded(pages) {
    if (this.buffer.byteLength + pages * PAGE > most) throw new RangeError(problem);
    const before = grow.call(this, pages);
    bytes = this.buffer.byteLength;
    return before;
  };
  return { bytes: () => bytes };
}
