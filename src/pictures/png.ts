/** Turns SVG into PNG, with our own font so that a picture is the same on every machine. */
import { fileURLToPath } from 'node:url';
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';

const font = (name: string): string => fileURLToPath(new URL(`../../assets/fonts/${name}`, import.meta.url));
/** TrueType only: woff and woff2 draw nothing, and say nothing. */
const fontFiles = [font('Inter_400Regular.ttf'), font('Inter_600SemiBold.ttf')];

/** Twice the size, for screens with two dots to a pixel. Opaque white: readable on a dark and on a light chat. */
export const RENDERING: ResvgRenderOptions = {
  background: '#ffffff',
  font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
  fitTo: { mode: 'zoom', value: 2 },
};

/** In SVG units: drawn at twice the size, 64 MB of pixels. What is being rendered cannot be stopped, so this bounds its time too. */
const MOST_AREA = 2_000 * 2_000;

/** Whatever resvg would read from the disk; an entity could hide it. */
const OUTSIDE = /<(?:\w+:)?(?:image|feImage)\b[^>]*href\s*=\s*["'](?!data:|#)|<!ENTITY/iu;

/** @throws Error when it is no SVG, too large, or made of other files. */
export function toPng(svg: string): Uint8Array {
  if (OUTSIDE.test(svg)) throw new Error('a picture holds everything itself: no address of another file, no entity');
  const image = new Resvg(svg, RENDERING);
  if (image.width * image.height > MOST_AREA)
    throw new Error(`a picture of ${image.width} by ${image.height} is too large: 2,000 by 2,000 is the most`);
  return image.render().asPng();
}
