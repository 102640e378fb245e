/**
 * The map of a course as SVG, composed by hand: each lesson with a mark for each of its concepts. What a mark means is in its
 * shape first and in its color second, so that nobody needs the colors.
 */
import { escaped, linesOf } from './xml.ts';

export type ConceptMark = 'known' | 'shaky' | 'new';

export interface LessonMark {
  readonly number: number;
  /** Plain text. */
  readonly title: string;
  readonly state: 'done' | 'begun' | 'ahead';
  readonly concepts: readonly ConceptMark[];
}

/** Twice a small phone; letters of 24 are 12 there. */
const WIDTH = 720;
const PAD = 28;
const BETWEEN = 32;
const COLUMN = (WIDTH - 2 * PAD - BETWEEN) / 2;
const LETTERS = 22;
const LINE = 28;
const BADGE = 30;
/** From mark to mark. */
const PITCH = 24;
const A_LINE = Math.floor(COLUMN / PITCH);
/** Below a lesson, to the next one. */
const GAP = 14;
const TITLE_AT = BADGE + 12;
const LETTERS_A_LINE = 23;
const MOST_LINES = 2;

const INK = '#1e293b';
const QUIET = '#475569';
const GREEN = '#15803d';
const ORANGE = '#c2410c';
const GRAY = '#94a3b8';
const GROUND = '#ffffff';

/** A disc with a tick, a diamond, a ring. */
function markAt(mark: ConceptMark, x: number, y: number): string {
  switch (mark) {
    case 'known':
      return `<circle cx="${x}" cy="${y}" r="9" fill="${GREEN}"/><path d="M${x - 4} ${y}l3 4l6 -7" fill="none" stroke="${GROUND}" stroke-width="2.5"/>`;
    case 'shaky':
      return `<path d="M${x} ${y - 10}l10 10l-10 10l-10 -10z" fill="${ORANGE}"/>`;
    case 'new':
      return `<circle cx="${x}" cy="${y}" r="7" fill="none" stroke="${GRAY}" stroke-width="2"/>`;
    default:
      return mark satisfies never;
  }
}

/** A filled square with a tick, a half-filled one, an empty one. */
function badgeAt({ state }: LessonMark, x: number, y: number): string {
  const box = (fill: string, stroke: string): string =>
    `<rect x="${x + 1}" y="${y + 1}" width="${BADGE - 2}" height="${BADGE - 2}" rx="7" fill="${fill}" stroke="${stroke}" stroke-width="2"/>`;
  switch (state) {
    case 'done':
      return `${box(GREEN, GREEN)}<path d="M${x + 8} ${y + 15}l5 6l9 -12" fill="none" stroke="${GROUND}" stroke-width="3.5"/>`;
    case 'begun':
      return `${box('none', ORANGE)}<path d="M${x + 11} ${y + 8}l10 7l-10 7z" fill="${ORANGE}"/>`;
    case 'ahead':
      return box('none', GRAY);
    default:
      return state satisfies never;
  }
}

interface Drawn {
  readonly svg: string;
  readonly height: number;
}

/** The title before its colon says enough beside its number. */
const titleLines = ({ number, title }: LessonMark): readonly string[] =>
  linesOf(`${number} ${title.replace(/:.*$/su, '')}`, LETTERS_A_LINE, MOST_LINES);

const isUntouched = ({ state, concepts }: LessonMark): boolean =>
  state === 'ahead' && concepts.every((mark) => mark === 'new');

/** Of what lies ahead the title is enough: rings and rings would look like a wall. */
const marksOf = (lesson: LessonMark): readonly ConceptMark[] => (isUntouched(lesson) ? [] : lesson.concepts);

function lessonAt(lesson: LessonMark, x: number, y: number): Drawn {
  const weight = lesson.state === 'ahead' ? '' : ' font-weight="600"';
  const lines = titleLines(lesson).map(
    (line, at) =>
      `<text x="${x + TITLE_AT}" y="${y + 22 + at * LINE}" font-size="${LETTERS}" fill="${INK}"${weight}>${escaped(line)}</text>`,
  );
  const top = y + lines.length * LINE + 18;
  const concepts = marksOf(lesson);
  const marks = concepts.map((mark, at) =>
    markAt(mark, x + 11 + (at % A_LINE) * PITCH, top + Math.floor(at / A_LINE) * PITCH),
  );
  const rows = Math.ceil(concepts.length / A_LINE);
  return {
    svg: [badgeAt(lesson, x, y), ...lines, ...marks].join(''),
    height: lines.length * LINE + 6 + rows * PITCH + GAP,
  };
}

const LEGEND: Readonly<Record<ConceptMark, string>> = { known: 'known', shaky: 'shaky', new: 'not asked yet' };

function legendAt(x: number, y: number): Drawn {
  const lines = (['known', 'shaky', 'new'] as const).map(
    (mark, at) =>
      `${markAt(mark, x + 15, y + 15 + at * LINE)}<text x="${x + TITLE_AT}" y="${y + 23 + at * LINE}" font-size="${LETTERS}" fill="${QUIET}">${LEGEND[mark]}</text>`,
  );
  return { svg: lines.join(''), height: lines.length * LINE + GAP };
}

/** In two columns, as even as they can be with the lessons in their order; the legend ends the second. */
export function courseSvg(lessons: readonly LessonMark[]): string {
  if (lessons.every(isUntouched)) return pathSvg(lessons.length);
  const heights = lessons.map((lesson) => lessonAt(lesson, 0, 0).height);
  const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
  const legend = legendAt(0, 0).height;
  const tallest = (first: number): number => Math.max(sum(heights.slice(0, first)), sum(heights.slice(first)) + legend);
  const best = [...heights.keys(), heights.length].toSorted((a, b) => tallest(a) - tallest(b))[0] ?? 0;
  const columns = [lessons.slice(0, best), lessons.slice(best)].map((column, at) => {
    const x = PAD + at * (COLUMN + BETWEEN);
    let y = PAD;
    const drawn = column.map((lesson) => {
      const { svg, height } = lessonAt(lesson, x, y);
      y += height;
      return svg;
    });
    return drawn.join('') + (at === 1 ? legendAt(x, y).svg : '');
  });
  return framed(tallest(best) - GAP + 2 * PAD, columns.join(''));
}

const framed = (height: number, inside: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="Inter"><rect width="${WIDTH}" height="${height}" rx="20" fill="${GROUND}"/>${inside}</svg>`;

/** Stones of the path that a newcomer sees, from the left to the right and back. */
const STONES_A_ROW = 6;
const STEP = (WIDTH - 2 * PAD - 88) / (STONES_A_ROW - 1);
const ROW = 108;

/** Before anything was done: the way ahead, with the first stone lit and a flag at the end. Nothing of it is a zero. */
function pathSvg(lessons: number): string {
  const at = (stone: number): readonly [x: number, y: number] => {
    const row = Math.floor(stone / STONES_A_ROW);
    const along = stone % STONES_A_ROW;
    const column = row % 2 === 0 ? along : STONES_A_ROW - 1 - along;
    return [PAD + 44 + column * STEP, 128 + row * ROW + (column % 2 === 0 ? 0 : 16)];
  };
  const stones = Array.from({ length: lessons }, (_, stone) => at(stone));
  const [[x, y] = [0, 0]] = stones;
  const [endX, endY] = stones.at(-1) ?? [0, 0];
  const way = `<polyline points="${stones.map((one) => one.join(',')).join(' ')}" fill="none" stroke="#cbd5e1" stroke-width="8" stroke-dasharray="2 16" stroke-linecap="round"/>`;
  const drawn = stones.map(([left, top], stone) => {
    const lit = stone === 0;
    return `<circle cx="${left}" cy="${top}" r="${lit ? 34 : 28}" fill="${lit ? ORANGE : '#f1f5f9'}" stroke="${lit ? ORANGE : GRAY}" stroke-width="2"/><text x="${left}" y="${top + 9}" font-size="26" text-anchor="middle" fill="${lit ? GROUND : QUIET}"${lit ? ' font-weight="600"' : ''}>${stone + 1}</text>`;
  });
  const here = `<text x="${PAD}" y="62" font-size="28" font-weight="600" fill="${INK}">You start here</text><path d="M${x} 74v${y - 34 - 74 - 8}" stroke="${INK}" stroke-width="3"/>`;
  const flag = `<path d="M${endX} ${endY - 28}v-44" stroke="${INK}" stroke-width="4"/><path d="M${endX} ${endY - 74}l34 12l-34 12z" fill="${GREEN}"/>`;
  const height = 128 + Math.ceil(lessons / STONES_A_ROW) * ROW - 28;
  return framed(height, way + here + drawn.join('') + flag);
}
