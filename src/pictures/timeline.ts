/** What happened when: a bar for each phase along one axis of milliseconds, as SVG. */
import { escaped, linesOf } from './xml.ts';

export interface Phase {
  /** Plain text. */
  readonly label: string;
  /** Milliseconds since the first one began. */
  readonly at: number;
  readonly ms: number;
  /** `data`: in the database. `out`: on the way out. `work`: anything else. The label must say it too. */
  readonly tone: 'work' | 'data' | 'out';
}

/** As the chart of bars: twice a small phone. */
const WIDTH = 720;
const PAD = 28;
const LETTERS = 22;
const ROW = 62;
const BAR = 18;
const ROOM = WIDTH - 2 * PAD;
const TONES = { work: '#c2410c', data: '#15803d', out: '#1d4ed8' } as const;

/** "0.4 ms", "12 ms". */
export const millis = (ms: number): string => `${ms < 9.95 ? ms.toFixed(1) : Math.round(ms)} ms`;

export function timelineSvg(phases: readonly Phase[]): string {
  const end = Math.max(1, ...phases.map(({ at, ms }) => at + ms));
  const rows = phases.map(({ label, at, ms, tone }, row) => {
    const top = PAD + row * ROW;
    const [line = ''] = linesOf(label, 46, 1);
    const from = PAD + (ROOM * at) / end;
    const width = Math.max(5, (ROOM * ms) / end);
    return [
      `<text x="${PAD}" y="${top + LETTERS}" font-size="${LETTERS}" fill="#1e293b">${escaped(line)}</text>`,
      `<text x="${WIDTH - PAD}" y="${top + LETTERS}" font-size="${LETTERS}" text-anchor="end" fill="#475569">${millis(ms)}</text>`,
      `<rect x="${PAD}" y="${top + LETTERS + 10}" width="${ROOM}" height="${BAR}" rx="4" fill="#f1f5f9"/>`,
      `<rect x="${Math.min(from, WIDTH - PAD - width).toFixed(1)}" y="${top + LETTERS + 10}" width="${width.toFixed(1)}" height="${BAR}" rx="4" fill="${TONES[tone]}"/>`,
    ].join('');
  });
  const height = PAD * 2 + phases.length * ROW;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Inter"><rect width="${WIDTH}" height="${height}" rx="20" fill="#ffffff"/>${rows.join('')}</svg>`;
}
