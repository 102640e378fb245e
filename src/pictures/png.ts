/** Turns SVG into PNG, off the main thread, with our own fonts so that a picture is the same on every machine. */
import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';

const font = (name: string): string => fileURLToPath(new URL(`../../assets/fonts/${name}`, import.meta.url));
/** TrueType only: woff and woff2 draw nothing, and say nothing. */
export const fontFiles = [
  font('Inter_400Regular.ttf'),
  font('Inter_600SemiBold.ttf'),
  font('IBMPlexMono_400Regular.ttf'),
] as const;

/** Twice the size, for screens with two dots to a pixel. Around the picture's own ground it is transparent. */
export async function toPng(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: [...fontFiles],
      defaultFontFamily: 'Inter',
      sansSerifFamily: 'Inter',
      monospaceFamily: 'IBM Plex Mono',
    },
    fitTo: { mode: 'zoom', value: 2 },
  });
  return image.asPng();
}
