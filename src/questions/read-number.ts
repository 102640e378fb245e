/** Numbers as people type them: with the digits, separators and signs of any keyboard, with words around them. */
import { plainDigits } from '../chat/digits.ts';

export interface Reading {
  /** A whole number is expected: a single comma or point before exactly three digits groups them. */
  readonly whole: boolean;
  /** The unit that is asked for: of kilobytes, `5k` is 5 and not 5,000. */
  readonly unit?: string | undefined;
}

/** What may stand behind a number and multiplies it. `M` is a million; `m` is a meter, a minute, a milli-something. */
const FACTORS: Readonly<Record<string, number>> = {
  k: 1e3,
  K: 1e3,
  M: 1e6,
  bn: 1e9,
  mio: 1e6,
  mln: 1e6,
  dozen: 12,
  hundred: 1e2,
  thousand: 1e3,
  lakh: 1e5,
  lakhs: 1e5,
  million: 1e6,
  millions: 1e6,
  crore: 1e7,
  crores: 1e7,
  billion: 1e9,
  billions: 1e9,
  trillion: 1e12,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  만: 1e4,
  億: 1e8,
  亿: 1e8,
  억: 1e8,
};
const WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** Groups of three, of two and three (India), of four (China, Japan): `1,000,000`, `10,00,000`, `100,0000`. */
const GROUPED = /^[1-9]\d{0,2}(?:([.,' ])\d{3})(?:\1\d{3})*$|^[1-9]\d?(?:,\d\d)+,\d{3}$|^[1-9]\d{0,3}(?:,\d{4})+$/u;

const DIGITS = String.raw`\d{1,3}(?:[ ]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,']\d+)*|(?<![\p{L}\p{N}])[.,]\d+`;
const SIGN = String.raw`(?:(?<![\p{L}\p{N}_)][ ]?)(?<dash>[+\-])[ ]|(?<![\p{L}\p{N}_)])(?<sign>[+\-]))?\p{Sc}?`;
/** A number with its sign: a fraction, a power (with what it is multiplied by), or digits with an exponent. */
const NUMBER = new RegExp(
  String.raw`${SIGN}(?:(?<![\d/])(?:(?<units>\d+)[ ])?(?<over>\d+)[ ]?/[ ]?(?<under>\d+)(?![\d/.,])` +
    String.raw`|(?:(?<times>${DIGITS})[ ]?[x×·*][ ]?)?(?<base>${DIGITS})[ ]?\^[ ]?(?<power>[+\-]?\d{1,3})(?!\d)` +
    String.raw`|(?<digits>(?<![\p{L}\p{N}_][/._\-]?)(?:${DIGITS})|\d+(?:[.,']\d+)*)(?:[eE](?<e>[+\-]?\d{1,3})(?!\d))?)`,
  'gu',
);
/** It belongs to the word before it (`HTTP/2`, `IPv4`), or more follows in the same word (`0x1F`, `12:30`, `2026-11-30`). */
const GLUED_BEFORE = /[\p{L}\p{N}_][/._:-]?$/u;
const GLUED_AFTER = /^[\p{L}_/.:-]+\d/u;

/**
 * Reads the one number in a text: `1,000`, `1.000`, `0,5`, `50 %`, `1 000`, `1,00,000`, `٤٠٤`, `−5`, `5k`, `½`, `10²`, `443.`.
 * A number inside a word counts only when there is no other. Undefined: there is none, or there are several.
 */
export function readNumber(typed: string, reading: Reading): number | undefined {
  const text = tidy(typed);
  const found = [...text.matchAll(NUMBER)].map((match) => {
    const end = match.index + match[0].length;
    const before = text.slice(Math.max(0, match.index - 3), match.index);
    const after = text.slice(end, end + 40);
    return { match, after, glued: GLUED_BEFORE.test(before) || GLUED_AFTER.test(after) };
  });
  const free = found.filter(({ glued }) => !glued);
  const [one, ...others] = free.length > 0 ? free : found;
  if (one === undefined || others.length > 0) return undefined;
  const { dash, sign, ...parts } = one.match.groups ?? {};
  const value = valueOf(parts, reading.whole);
  if (value === undefined) return undefined;
  return value * factor(one.after, reading.unit ?? '') * ((dash ?? sign) === '-' ? -1 : 1);
}

/** With plain digits and signs, powers as `^`, and only what follows the last `=`. */
function tidy(typed: string): string {
  const text = plainDigits(
    typed
      .replaceAll(/(?<=[\p{N})])[⁺⁻]?[⁰¹²³⁴-⁹]+/gu, (power) => `^${power.normalize('NFKC')}`)
      .replaceAll(/[⁰¹²³⁴-⁹]/gu, '')
      // 1½ is not 11/2
      .replaceAll(/\p{No}/gu, (one) => (one.normalize('NFKC').includes('⁄') ? ` ${one.normalize('NFKC')}` : one))
      .normalize('NFKC'),
  )
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll('⁄', '/')
    .replaceAll('**', '^')
    .replaceAll(/['’ʼ]/gu, "'")
    .replaceAll(/(?<=\d)_(?=\d)/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(/\b(?:minus|negative) (?=[\p{Sc}\p{N}.,])/giu, '-');
  const result = text
    .split(/[=≈]/u)
    .findLast((part) => part.trim() !== '')
    ?.trim();
  if (result === undefined || /\d/u.test(result)) return result ?? '';
  return result.replaceAll(/\p{L}+/gu, (word) => {
    const value = WORDS.indexOf(word.toLowerCase());
    return value === -1 ? word : String(value);
  });
}

type Parts = Readonly<
  Partial<Record<'units' | 'over' | 'under' | 'times' | 'base' | 'power' | 'digits' | 'e', string>>
>;

function valueOf({ units = '0', over, under, times = '1', base, power, digits, e }: Parts, whole: boolean) {
  if (over !== undefined) return Number(under) === 0 ? undefined : Number(units) + Number(over) / Number(under);
  const [factorBefore, number] = [plainValue(times, whole), plainValue(base ?? digits ?? '', whole)];
  if (factorBefore === undefined || number === undefined) return undefined;
  // through text, since 1.1 * 10 ** 2 is 110.00000000000001
  if (e !== undefined) return Number(`${number}e${e}`);
  return power === undefined ? number : factorBefore * number ** Number(power);
}

/** Digits with separators, as a number. */
function plainValue(digits: string, whole: boolean): number | undefined {
  const last = Math.max(...['.', ',', "'", ' '].map((mark) => digits.lastIndexOf(mark)));
  if (last === -1) return Number(digits);
  const mark = digits[last] ?? '';
  const strip = (text: string): string => text.replaceAll(/[.,' ]/gu, '');
  const once = digits.indexOf(mark) === last;
  // `1.234` may be either
  const either = once && (mark === '.' || mark === ',') && !/[.,' ]/u.test(digits.slice(0, last));
  if (GROUPED.test(digits) && (!either || whole)) return Number(strip(digits));
  if (!once || mark === "'" || mark === ' ') return undefined;
  const before = digits.slice(0, last);
  return /^\d*$/u.test(before) || GROUPED.test(before)
    ? Number(`${strip(before)}.${digits.slice(last + 1)}`)
    : undefined;
}

/** Of the words right behind a number: `5 hundred thousand`. */
function factor(after: string, unit: string): number {
  let product = 1;
  let rest = after;
  for (;;) {
    const word = /^ ?(\p{L}+)(?![\p{L}\p{N}])/u.exec(rest);
    const name = word?.[1] ?? '';
    const known = Object.hasOwn(FACTORS, name) ? name : name.length > 1 ? name.toLowerCase() : '';
    if (word === null || !Object.hasOwn(FACTORS, known) || unit.toLowerCase().startsWith(known.toLowerCase()))
      return product;
    product *= FACTORS[known] ?? 1;
    rest = rest.slice(word[0].length);
  }
}
