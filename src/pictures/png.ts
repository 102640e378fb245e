/** Turns SVG into PNG, off the main thread, with our own font so that a picture is the same on every machine. */
import { fileURLToPath } from 'node:url';
import { renderAsync, Resvg } from '@resvg/resvg-js';
import { svgProblem, tooLarge } from '../content/picture-rules.ts';

const font = (name: string): string => fileURLToPath(new URL(`../../assets/fonts/${name}`, import.meta.url));
/** TrueType only: woff and woff2 draw nothing, and say nothing. */
export const fontFiles = [font('Inter_400Regular.ttf'), font('Inter_600SemiBold.ttf')] as const;

/**
 * How large it would be is asked before anything is drawn: memory goes by the dots.
 * @throws Error when the picture refers to something outside, or is too large
 */
function check(svg: string): void {
  const outside = svgProblem(svg);
  if (outside !== undefined) throw new Error(outside);
  const { width, height } = new Resvg(svg, { font: { loadSystemFonts: false } });
  const large = tooLarge(width, height);
  if (large !== undefined) throw new Error(large);
}

/** Twice the size, for screens with two dots to a pixel. Opaque white: readable on a dark and on a light chat. */
export async function toPng(svg: string): Promise<Uint8Array> {
  check(svg);
  const image = await renderAsync(svg, {
    background: '#ffffff',
    font: { loadSystemFonts: false, fontFiles: [...fontFiles], defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' },
    fitTo: { mode: 'zoom', value: 2 },
  });
  return image.asPng();
}
