/** Turns SVG into PNG, with our own fonts so that a picture is the same on every machine. */
import { fileURLToPath } from 'node:url';
import { Resvg, type ResvgRenderOptions } from '@resvg/resvg-js';
import { svgProblem, tooLarge } from '../content/picture-rules.ts';

const font = (name: string): string => fileURLToPath(new URL(`../../assets/fonts/${name}`, import.meta.url));
/** TrueType only: woff and woff2 draw nothing, and say nothing. */
const fontFiles = [font('Inter_400Regular.ttf'), font('Inter_600SemiBold.ttf'), font('IBMPlexMono_400Regular.ttf')];

/** Twice the size, for screens with two dots to a pixel. Around the picture's own ground it is transparent. */
export const RENDERING: ResvgRenderOptions = {
  font: {
    loadSystemFonts: false,
    fontFiles,
    defaultFontFamily: 'Inter',
    sansSerifFamily: 'Inter',
    monospaceFamily: 'IBM Plex Mono',
  },
  fitTo: { mode: 'zoom', value: 2 },
};

/**
 * How large it would be is asked before anything is drawn: memory goes by the dots, and what is being drawn cannot be stopped.
 * @throws Error when it is no SVG, refers to something outside, or is too large
 */
export function toPng(svg: string, rendering: ResvgRenderOptions = RENDERING): Uint8Array {
  const outside = svgProblem(svg);
  if (outside !== undefined) throw new Error(outside);
  const image = new Resvg(svg, rendering);
  const large = tooLarge(image.width, image.height);
  if (large !== undefined) throw new Error(large);
  return image.render().asPng();
}
