/** Text out of the bytes of a file, in whichever way an editor saved it. */
import type { Saved } from './source.ts';

interface Decoded {
  readonly text: string;
  /** In which way it is not plain UTF-8, where it is not. */
  readonly saved?: Saved;
}

/** `fatal`: bytes that are no UTF-8 are told, not turned into boxes. The mark before the first letter is no part of the text. */
const UTF_8 = new TextDecoder('utf-8', { fatal: true });

export function decode(bytes: Uint8Array): Decoded {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return { text: new TextDecoder('utf-16le').decode(bytes), saved: 'as UTF-16' };
  if (first === 0xfe && second === 0xff) return { text: new TextDecoder('utf-16be').decode(bytes), saved: 'as UTF-16' };
  const wide = withoutMark(bytes);
  if (wide !== undefined) return { text: new TextDecoder(wide).decode(bytes), saved: 'as UTF-16' };
  try {
    const text = UTF_8.decode(bytes);
    return first === 0xef && second === 0xbb && third === 0xbf ? { text, saved: 'with a byte order mark' } : { text };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: new TextDecoder('windows-1252').decode(bytes), saved: 'as Latin-1' };
  }
}

/** Our words are mostly Latin letters: in UTF-16 every other byte of them is zero, and no byte of UTF-8 text is. */
function withoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, 200);
  const zeros = (odd: 0 | 1): number => head.filter((byte, at) => at % 2 === odd && byte === 0).length;
  if (zeros(1) > head.length / 4) return 'utf-16le';
  return zeros(0) > head.length / 4 ? 'utf-16be' : undefined;
}
