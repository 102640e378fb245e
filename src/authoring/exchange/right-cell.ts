/** Which options a cell calls right: by letter, by number, or by the text of an option, one or several. Pure. */
import { firstLine } from '../../questions/draft.ts';

const same = (a: string, b: string): boolean => squeezed(a) === squeezed(b);
const squeezed = (text: string): string => text.trim().replaceAll(/\s+/gu, ' ').toLowerCase();
const SEPARATORS = /\s*(?:[,;|&/+\n]|\s(?:and|y|und|et|e)\s)\s*|\s+/iu;

export interface Asked {
  /** Texts of the options, in their order. */
  readonly options: readonly string[];
  /** The number that the first option has: 0 in some tables. */
  readonly first: 0 | 1;
  /** Numbers are places, also where an option is a number: so our own tables are written. */
  readonly places: boolean;
}

/** Places of the right options, counted from 1; a string says what to write instead. */
export function rightIn(cell: string, { options, first, places }: Asked): number[] | string {
  const said = cell.trim();
  const byPlace = placesIn(said, options, first);
  const byText = textsIn(said, options);
  if (places && byPlace !== undefined) return byPlace;
  if (byText !== undefined && byPlace !== undefined && String(byText) !== String(byPlace))
    return `"${firstLine(said)}" is an option's text and another option's place: write the letter (A to ${letterOf(options.length)}) instead.`;
  return (
    byText ??
    byPlace ??
    `"${firstLine(said)}" is none of its options: write the letter (A to ${letterOf(options.length)}), the number or the text of the right one, several with commas between them.`
  );
}

const letterOf = (count: number): string => String.fromCodePoint(64 + Math.max(1, count));

/** `2`, `B`, `1, 3`, `A and C`, `AC`, `B) GET`. */
function placesIn(said: string, options: readonly string[], first: 0 | 1): number[] | undefined {
  const labeled = /^\(?([a-l])[).:]\s*(.*)$/iu.exec(said);
  if (labeled !== null) {
    const place = placeOf(labeled[1] ?? '', first);
    const rest = labeled[2] ?? '';
    if (rest === '' || same(rest, options[place - 1] ?? '')) return inRange([place], options);
    return undefined;
  }
  const parts = /^[a-l]{2,12}$/iu.test(said) ? said.split('') : said.split(SEPARATORS).filter(Boolean);
  if (parts.length === 0 || !parts.every((part) => /^(?:[a-l]|\d{1,2})$/iu.test(part))) return undefined;
  return inRange(
    parts.map((part) => placeOf(part, first)),
    options,
  );
}

const placeOf = (sign: string, first: 0 | 1): number =>
  /^\d+$/u.test(sign) ? Number(sign) + 1 - first : sign.toLowerCase().charCodeAt(0) - 96;

function inRange(places: readonly number[], options: readonly string[]): number[] | undefined {
  const unique = [...new Set(places)].toSorted((a, b) => a - b);
  const known = unique.every((place) => place >= 1 && (options[place - 1] ?? '').trim() !== '');
  return known && unique.length === places.length ? unique : undefined;
}

function textsIn(said: string, options: readonly string[]): number[] | undefined {
  const find = (text: string): number => options.findIndex((option) => option.trim() !== '' && same(option, text)) + 1;
  const whole = find(said);
  if (whole > 0) return [whole];
  for (const separator of [/\s*[|\n]\s*/u, /\s*;\s*/u, /\s*,\s*/u]) {
    const places = said.split(separator).map(find);
    if (places.length > 1 && places.every((place) => place > 0)) return [...new Set(places)].toSorted((a, b) => a - b);
  }
  return undefined;
}
