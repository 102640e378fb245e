/** Draws one picture from its source. Takes tens of milliseconds of processor time: `worker.ts` does it, in a thread of its own. */
import { pictureProblem } from '../content/picture-rules.ts';
import { diagramSvg } from './diagram.ts';
import { ANY_COURSE, type PictureStyle } from '../content/schema.ts';
import { styled } from './palette.ts';
import { toPng } from './png.ts';

export interface Drawing {
  /** The body of a Graphviz digraph, or a whole SVG. */
  readonly kind: 'dot' | 'svg';
  readonly source: string;
  /** The house's, unless a course has its own. */
  readonly style?: PictureStyle;
}

/** @throws Error when the source is wrong, or breaks the rules of pictures: what is drawn may not have been checked before. */
export async function drawPng(
  { kind, source, style = ANY_COURSE.pictures }: Drawing,
  rendering?: Parameters<typeof toPng>[1],
): Promise<Uint8Array> {
  const problem = pictureProblem(`picture.${kind}`, source);
  if (problem !== undefined) throw new Error(problem);
  return toPng(styled(await svgOf({ kind, source }), style), rendering);
}

/** A source as SVG, in the tones that it is written in. @throws Error when a diagram cannot be laid out. */
export const svgOf = async ({ kind, source }: Drawing): Promise<string> =>
  kind === 'dot' ? diagramSvg(source) : source;
