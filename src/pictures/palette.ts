/** The colors of pictures: those of the house, by night and by day, and those that a course wants instead. */
import type { PictureStyle } from '../content/schema.ts';

/**
 * The house colors of pictures. Sources are written in light tones, as any viewer shows them; what is drawn has the night tone
 * of each: bright ink on a dark ground, which is readable in a light and in a dark chat and dazzles in neither.
 */
export const NIGHT_TONES: Readonly<Record<string, string>> = {
  // the ground, and what is written on a filled mark
  '#ffffff': '#22211f',
  // grays, from ground to ink
  '#f8fafc': '#2c2a28',
  '#f1f5f9': '#353230',
  '#e2e8f0': '#464340',
  '#cbd5e1': '#65605b',
  '#94a3b8': '#948e87',
  '#64748b': '#b0aaa2',
  '#475569': '#d5d0c9',
  '#334155': '#e3dfd8',
  '#1e293b': '#f7f4ef',
  // orange: back end, what is meant
  '#fff7ed': '#3a2b20',
  '#ffedd5': '#4b3524',
  '#fdba74': '#9a6336',
  '#c2410c': '#ff9f66',
  // blue: front end, who asks
  '#eff6ff': '#212f4a',
  '#dbeafe': '#2b3f66',
  '#93c5fd': '#41649c',
  '#1d4ed8': '#8db4ff',
  // green: data, what is right
  '#f0fdf4': '#1d3528',
  '#dcfce7': '#264635',
  '#86efac': '#3c7a54',
  '#15803d': '#71d394',
  // red: danger
  '#fef2f2': '#452627',
  '#b91c1c': '#ff9b95',
  // yellow and lime: fruit and other things that have a color of their own
  '#facc15': '#d6a512',
  '#a16207': '#ecc35c',
  '#a3e635': '#6f9c28',
  '#4d7c0f': '#b9dd6e',
};

/** The tones of an accent, from ground to ink. */
const ACCENTS: Readonly<Record<PictureStyle['accent'], readonly string[]>> = {
  orange: ['#fff7ed', '#ffedd5', '#fdba74', '#c2410c'],
  blue: ['#eff6ff', '#dbeafe', '#93c5fd', '#1d4ed8'],
  green: ['#f0fdf4', '#dcfce7', '#86efac', '#15803d'],
};

/** The same SVG as a course wants its pictures: what is written in orange has its accent, and it is night unless it wants a light ground. */
export function styled(svg: string, { accent, ground }: PictureStyle): string {
  const own = ACCENTS[accent];
  const accented =
    accent === 'orange'
      ? svg
      : inColors(svg, (color) => {
          const at = ACCENTS.orange.indexOf(color);
          return at === -1 ? undefined : own[at];
        });
  return ground === 'light' ? accented : nightSvg(accented);
}

const inColors = (svg: string, other: (color: string) => string | undefined): string =>
  svg.replaceAll(/(?<==")#[\da-f]{6}(?=")/giu, (color) => other(color.toLowerCase()) ?? color);

/** The same SVG in night tones. Colors that are not of the house stay as they are; the check of content reports them. */
export const nightSvg = (svg: string): string => inColors(svg, (color) => NIGHT_TONES[color]);
