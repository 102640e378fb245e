/** Pictures from their sources: `.dot` is laid out, `.svg` is taken as it is; drawn in night tones, once, and kept. */
import { createHash } from 'node:crypto';
import type { Picture } from '../chat/card.ts';
import { diagramSvg } from './diagram.ts';
import { nightSvg } from './palette.ts';
import { toPng } from './png.ts';

export { NIGHT_TONES } from './palette.ts';

/** Pictures kept in memory; each is some 50 kB. */
const KEPT = 100;
const drawn = new Map<string, Promise<Picture>>();

/** `file` ends in `.dot` or `.svg`; `source` is its text. @throws Error when the source cannot be drawn. */
export async function drawPicture(file: string, source: string): Promise<Picture> {
  const key = `${file}:${createHash('sha256').update(source).digest('hex')}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const picture = draw(file, source);
  drawn.set(key, picture);
  picture.catch(() => drawn.delete(key)); // a failure is not kept: the author mends the file and tries again
  const [oldest] = drawn.keys();
  if (drawn.size > KEPT && oldest !== undefined) drawn.delete(oldest);
  return picture;
}

async function draw(file: string, source: string): Promise<Picture> {
  return { name: file.replace(/\.(?:dot|svg)$/u, '.png'), png: await toPng(nightSvg(await svgOf(file, source))) };
}

/** A source as SVG, in the tones that it is written in. @throws Error when a diagram cannot be laid out. */
export const svgOf = async (file: string, source: string): Promise<string> =>
  file.endsWith('.dot') ? diagramSvg(source) : source;
