/** Horizontal bars with their words and numbers beside them, as SVG: composed by hand, for a chart of eight rows needs no library. */
import { escaped, linesOf } from './xml.ts';

export interface Bar {
  /** Plain text. */
  readonly label: string;
  readonly count: number;
  /** What the count is a part of. */
  readonly of: number;
  /** Drawn in the color of right answers; the label must say it in words too. */
  readonly good: boolean;
}

/** Twice a small phone; letters of 24 are 12 there. */
const WIDTH = 720;
const PAD = 28;
const LETTERS = 24;
const LINE = 30;
const BAR = 20;
/** Below a bar, to the next label. */
const GAP = 26;
const NUMBERS = 150;
const LETTERS_A_LINE = 50;
const MOST_LINES = 2;

/** Each row: the label above its bar, in at most two lines, the number and share behind it. */
export function barsSvg(bars: readonly Bar[]): string {
  const room = WIDTH - 2 * PAD - NUMBERS;
  let y = PAD;
  const rows = bars.map((bar) => {
    const part = bar.of === 0 ? 0 : Math.min(1, bar.count / bar.of);
    const fill = bar.good ? '#15803d' : '#64748b';
    const weight = bar.good ? ' font-weight="600"' : '';
    const label = linesOf(bar.label, LETTERS_A_LINE, MOST_LINES).map((line) => {
      y += LINE;
      return `<text x="${PAD}" y="${y - 8}" font-size="${LETTERS}" fill="#1e293b"${weight}>${escaped(line)}</text>`;
    });
    const top = y;
    y += BAR + GAP;
    const box = (width: number, color: string): string =>
      `<rect x="${PAD}" y="${top}" width="${width.toFixed(1)}" height="${BAR}" rx="4" fill="${color}"/>`;
    return [
      ...label,
      box(room, '#e2e8f0'),
      part === 0 ? '' : box(Math.max(4, room * part), fill),
      `<text x="${PAD + room + 14}" y="${top + BAR - 1}" font-size="${LETTERS}" fill="#334155">${bar.count} · ${Math.round(part * 100)} %</text>`,
    ].join('');
  });
  const height = y - GAP + PAD;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Inter"><rect width="${WIDTH}" height="${height}" rx="20" fill="#ffffff"/>${rows.join('')}</svg>`;
}
