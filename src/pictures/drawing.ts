/** Draws one picture from its source. Takes tens of milliseconds of processor time: `worker.ts` does it, in a thread of its own. */
import { diagramSvg } from './diagram.ts';
import { toPng } from './png.ts';

export interface Drawing {
  /** The body of a Graphviz digraph, or a whole SVG. */
  readonly kind: 'dot' | 'svg';
  readonly source: string;
}

/** The largest picture of the course has 9,000 characters. */
const MOST_CHARACTERS = 200_000;

/** @throws Error when the source is wrong, or too large to be drawn while people wait. */
export async function drawPng({ kind, source }: Drawing): Promise<Uint8Array> {
  if (source.length > MOST_CHARACTERS) throw new Error(`a picture's source has at most ${MOST_CHARACTERS} characters`);
  return toPng(kind === 'dot' ? await diagramSvg(source) : source);
}
