/** Pictures as a phone shows them: no letter is too small to read, and every color has a night tone. */
import { svgOf } from '../../pictures/drawing.ts';
import { NIGHT_TONES } from '../../pictures/palette.ts';
import type { Folder, Reporter } from './folder.ts';

/** Width of a picture on a small phone, and the smallest letters that are read there without effort. CSS pixels. */
const PHONE = 360;
const SMALLEST = 12;

export async function checkPictures({ content }: Folder, report: Reporter): Promise<void> {
  for (const [name, source] of content.pictures) {
    const file = `pictures/${name}`;
    const svg = await svgOf({ kind: name.endsWith('.dot') ? 'dot' : 'svg', source }).catch((error: unknown) => {
      report.error(file, 1, `cannot be drawn: ${error instanceof Error ? error.message : String(error)}`);
    });
    if (svg === undefined) continue;
    const small = smallestLetters(svg);
    if (small !== undefined && small.size < SMALLEST)
      report.error(
        file,
        lineOf(source, small.said),
        `letters of ${small.size.toFixed(1)} pixels at a width of ${PHONE}: at least ${SMALLEST}, so make them larger or the picture narrower.`,
      );
    for (const color of foreignColors(svg))
      report.error(
        file,
        lineOf(source, color),
        `the color "${color}" is not of the house (src/pictures/palette.ts), so it has no night tone.`,
      );
  }
}

/** The smallest font size of a drawing as a phone shows it, and the attribute that says it. */
function smallestLetters(svg: string): { readonly size: number; readonly said: string } | undefined {
  const [, width = '', unit = ''] = /<svg[^>]*\swidth="([\d.]+)(pt)?"/u.exec(svg) ?? [];
  const [, box = width] = /<svg[^>]*\sviewBox="[-\d.]+ [-\d.]+ ([\d.]+)/u.exec(svg) ?? [];
  const pixels = Number(width) * (unit === 'pt' ? 4 / 3 : 1);
  // a picture that is narrower than the phone is not blown up
  const scale = Math.min(pixels, PHONE) / Number(box);
  const sizes = [...svg.matchAll(/font-size="([\d.]+)"/gu)].map(([said, size]) => ({
    said,
    size: Number(size) * scale,
  }));
  return sizes.toSorted((a, b) => a.size - b.size)[0];
}

const foreignColors = (svg: string): ReadonlySet<string> =>
  new Set(
    [...svg.matchAll(/\s(?:fill|stroke|stop-color|color)="([^"]+)"/gu)]
      .map(([, color]) => color ?? '')
      .filter(
        (color) => color !== 'none' && color !== 'transparent' && !Object.hasOwn(NIGHT_TONES, color.toLowerCase()),
      ),
  );

const lineOf = (source: string, text: string): number =>
  Math.max(1, source.split('\n').findIndex((line) => line.includes(text)) + 1);
