/**
 * What the source of a picture may hold. A picture comes with a change of the content, which anybody may propose, and is drawn
 * by the bot: it must not reach for files of the machine, nor fill its memory. Read when content is loaded, and once more
 * where it is drawn, for a layout engine writes SVG too.
 */

/** Characters of a source, by how it is read: a diagram has to be laid out. */
export const LONGEST_SOURCE = { svg: 64_000, dot: 10_000 } as const;
/** Dots across or down, before it is drawn at twice the size. */
export const WIDEST = 2_000;
/** Names, numbers and quoted texts in a `.dot`: its layout takes time by the square of them. */
export const MOST_WORDS = 400;
/** Edges between them, groups counted out: `{a b c} -> {d e f}` are nine. */
export const MOST_EDGES = 150;

/** What is wrong with the file, in words for its author; undefined when nothing is. */
export function pictureProblem(file: string, source: string): string | undefined {
  const isDot = file.endsWith('.dot');
  const longest = LONGEST_SOURCE[isDot ? 'dot' : 'svg'];
  if (source.length > longest)
    return `the picture has ${source.length} characters; at most ${longest}: draw less, or round its numbers`;
  return isDot ? dotProblem(source) : (svgProblem(source) ?? sizeProblem(source));
}

const WORD = /"(?:\\.|[^"\\])*"|<[^>]*>|[\p{L}\p{N}_.]+/gu;

function dotProblem(source: string): string | undefined {
  const words = source.match(WORD)?.length ?? 0;
  if (words > MOST_WORDS)
    return `the diagram has ${words} names, numbers and texts; at most ${MOST_WORDS}: make two of it`;
  const edges = edgesOf(source);
  return edges > MOST_EDGES
    ? `the diagram has up to ${edges} edges; at most ${MOST_EDGES}: fewer groups, or two diagrams`
    : undefined;
}

/** At most so many: each end is a name or a group of names, and every name of one group goes to every one of the next. */
function edgesOf(source: string): number {
  const bare = source.replaceAll(/"(?:\\.|[^"\\])*"/gu, 'x').replaceAll(/\[[^\]]*\]/gu, ' ');
  if (!/-[->]/u.test(bare)) return 0;
  let most = 0;
  for (const statement of bare.split(/[;\n](?![^{]*\})/u)) {
    const ends = statement.split(/-[->]/u).map((end) => end.match(/[\p{L}\p{N}_.]+/gu)?.length ?? 0);
    for (const [at, end] of ends.entries()) most += at === 0 ? 0 : (ends[at - 1] ?? 0) * end;
  }
  return most;
}

/** `href` by any prefix, as it stands in the source; entities could hide one, and are refused altogether. */
const HREF = /(?:^|[\s"'])(?:[\w.-]+:)?href\s*=\s*(?:"([^"]*)"|'([^']*)')?/giu;
const URL_OF_STYLE = /(?:url\(\s*["']?(?!#)|@import|image-set\()/iu;

/** As far as it is written in plain numbers; the rest is known when it is drawn. */
function sizeProblem(svg: string): string | undefined {
  const root = /<svg\b[^>]*>/iu.exec(svg)?.[0] ?? '';
  const given = (name: string): string =>
    new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`, 'iu').exec(root)?.[1]?.trim() ?? '';
  const dots = (text: string): number => Number(/^([\d.]+)(?:px)?$/u.exec(text)?.[1] ?? 0);
  const [, , width = 0, height = 0] = given('viewBox')
    .split(/[\s,]+/u)
    .map(Number);
  return tooLarge(dots(given('width')) || width, dots(given('height')) || height);
}

export const tooLarge = (width: number, height: number): string | undefined =>
  width > WIDEST || height > WIDEST
    ? `the picture is ${Math.ceil(width)} by ${Math.ceil(height)} dots; at most ${WIDEST} by ${WIDEST}: give it a smaller width and height`
    : undefined;

/** The same for SVG that is about to be drawn, whoever made it. */
export function svgProblem(svg: string): string | undefined {
  if (/<!ENTITY/iu.test(svg)) return 'the picture defines entities (<!ENTITY): write out what they stand for';
  for (const [, double, single] of svg.matchAll(HREF)) {
    const to = double ?? single ?? '';
    if (!to.startsWith('#') && !isSmallPng(to))
      return `the picture refers to "${to.slice(0, 60)}": only a part of itself (#name) or a small PNG within it (data:image/png;base64,…) can be shown`;
  }
  return URL_OF_STYLE.test(svg)
    ? 'the picture refers to something outside in a style: only url(#name) can be shown'
    : undefined;
}

/** Its size stands at a fixed place; a few bytes of it could unfold to gigabytes. */
function isSmallPng(href: string): boolean {
  const data = /^data:image\/png;base64,([A-Za-z0-9+/=\s]*)$/u.exec(href)?.[1];
  if (data === undefined) return false;
  const bytes = Buffer.from(data, 'base64');
  const isPng = bytes.length > 24 && bytes.subarray(1, 4).toString('latin1') === 'PNG';
  return isPng && bytes.readUInt32BE(16) <= WIDEST && bytes.readUInt32BE(20) <= WIDEST;
}
