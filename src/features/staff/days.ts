/** Days off as staff write them: dates, and ranges of dates. */
import { plainDigits } from '../../chat/digits.ts';
import { dayAfter } from '../../tutor/plan.ts';
import { isDate } from '../../tutor/timetable.ts';
import { dateText } from '../times.ts';

/** `2026-12-21 to 2027-01-03`, however the two are joined. */
const JOINED = /\s*(?:\b(?:to|until|till|through|bis)\b|[–—]|\.{2,}|(?<=\s)-(?=\s))\s*/giu;
/** Longer ranges are a slip of somebody's fingers. */
const LONGEST = 400;

/** All days of what was typed, in order, each once. What cannot be read stays as it is, for whoever checks it. */
export function readDays(typed: string): readonly string[] {
  // first what joins two dates: among digits a dash is read as a minus
  const parts = plainDigits(typed.normalize('NFKC').replaceAll(JOINED, '~'))
    .split(/[\s,;]+/u)
    .filter((part) => part !== '');
  return [...new Set(parts.flatMap(daysOf))].toSorted();
}

function daysOf(part: string): readonly string[] {
  const [from = '', to, ...rest] = part.split('~').map(dateText);
  if (to === undefined) return [from];
  const all = [from];
  for (let day = from; isDate(day) && isDate(to) && day < to && all.length < LONGEST;) {
    day = dayAfter(day);
    all.push(day);
  }
  return rest.length === 0 && all.at(-1) === to ? all : [part.replaceAll('~', ' to ')];
}

/** The same to be read again, with days in a row as a range. */
export function daysText(days: readonly string[]): string {
  const ranges: { from: string; to: string }[] = [];
  for (const day of days) {
    const last = ranges.at(-1);
    if (last !== undefined && dayAfter(last.to) === day) last.to = day;
    else ranges.push({ from: day, to: day });
  }
  return ranges.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(', ');
}
