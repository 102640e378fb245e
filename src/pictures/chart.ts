/** Horizontal bars with their words and numbers beside them: composed by hand, for a chart of eight rows needs no library. */
import type { Picture } from '../chat/card.ts';
import { nightSvg } from './palette.ts';
import { toPng } from './png.ts';

export interface Bar {
  /** Plain text. */
  readonly label: string;
  readonly count: number;
  /** What the count is a part of. */
  readonly of: number;
  /** Drawn in the color of right answers; the label must say it in words too. */
  readonly good: boolean;
}

const WIDTH = 640;
const ROW = 46;
const PAD = 16;
const NUMBERS = 92;
const LETTERS_A_LINE = 80;

/** `name`: without `.png`. */
export async function drawBars(name: string, bars: readonly Bar[]): Promise<Picture> {
  return { name: `${name}.png`, png: await toPng(nightSvg(barsSvg(bars))) };
}

/** Each row: the label above its bar, the number and share behind it. */
export function barsSvg(bars: readonly Bar[]): string {
  const room = WIDTH - 2 * PAD - NUMBERS;
  const rows = bars.map((bar, index) => {
    const y = PAD + index * ROW;
    const part = bar.of === 0 ? 0 : Math.min(1, bar.count / bar.of);
    const fill = bar.good ? '#15803d' : '#64748b';
    return [
      `<text x="${PAD}" y="${y + 14}" font-size="14" fill="#1e293b"${bar.good ? ' font-weight="600"' : ''}>${escaped(bar.label)}</text>`,
      `<rect x="${PAD}" y="${y + 21}" width="${room}" height="14" rx="3" fill="#f1f5f9"/>`,
      part === 0
        ? ''
        : `<rect x="${PAD}" y="${y + 21}" width="${Math.max(3, room * part).toFixed(1)}" height="14" rx="3" fill="${fill}"/>`,
      `<text x="${PAD + room + 10}" y="${y + 33}" font-size="13" fill="#334155">${bar.count} · ${Math.round(part * 100)} %</text>`,
    ].join('');
  });
  const height = 2 * PAD + bars.length * ROW - 6;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Inter"><rect width="${WIDTH}" height="${height}" rx="14" fill="#ffffff"/>${rows.join('')}</svg>`;
}

/** On one line, short enough for the picture, safe in XML. Control characters are not allowed there at all. */
function escaped(label: string): string {
  const line = label.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  const short = line.length <= LETTERS_A_LINE ? line : `${line.slice(0, LETTERS_A_LINE - 1).trimEnd()}…`;
  return short.toWellFormed().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
