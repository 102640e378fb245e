/** Names as people nearly type them: which one was meant, and which come near. */
import { distance } from './distance.ts';

/** Letters and digits alone, without case and accents: `Netflix?` and `“netflix”` are one name. */
export const plainName = (text: string): string =>
  text
    .slice(0, 200)
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');

/** Farther than any slip of the finger. */
const FAR = 99;

export interface Near<T> {
  /** The one whose name was typed. */
  readonly found: T | undefined;
  /** Without it: those that come near, the nearest first. */
  readonly near: readonly T[];
}

/** @param namesOf All that one of them is called. */
export function nearest<T>(
  typed: string,
  all: readonly T[],
  namesOf: (one: T) => readonly string[],
  most = 3,
): Near<T> {
  const exact = typed.trim().toLowerCase();
  const wanted = plainName(typed);
  const found =
    all.find((one) => namesOf(one).some((name) => name.toLowerCase() === exact)) ??
    (wanted === '' ? undefined : all.find((one) => namesOf(one).some((name) => plainName(name) === wanted)));
  if (found !== undefined || wanted.length < 2) return { found, near: [] };
  const near = all
    .map((one) => ({ one, far: Math.min(...namesOf(one).map((name) => farness(wanted, name))) }))
    .filter(({ far }) => far < FAR)
    .toSorted((a, b) => a.far - b.far)
    .slice(0, most)
    .map(({ one }) => one);
  return { found, near };
}

/** A beginning is as near as one slip; a word of the name, or a part of it, a little less. */
function farness(wanted: string, name: string): number {
  const whole = plainName(name);
  if (whole.startsWith(wanted) || (whole.length > 2 && wanted.startsWith(whole))) return 1;
  const words = name
    .split(/[\s/_-]+/u)
    .map(plainName)
    .filter((word) => word.length > 3);
  const slips = Math.min(slipsTo(wanted, whole), ...words.map((word) => slipsTo(wanted, word) + 0.5));
  return wanted.length > 2 && whole.includes(wanted) ? Math.min(slips, 2) : slips;
}

function slipsTo(wanted: string, name: string): number {
  const bound = wanted.length < 5 ? 1 : wanted.length < 9 ? 2 : 3;
  const far = distance(wanted, name, bound);
  return far > bound ? FAR : far;
}
