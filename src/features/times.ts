/** Times of day and dates as people write them. */
import { plainDigits } from '../chat/digits.ts';
import { md } from '../chat/markdown.ts';
import { Refusal } from '../chat/reply.ts';
import { cut } from '../chat/words.ts';

const NAMED: Readonly<Record<string, string>> = { noon: '12:00', midday: '12:00', midnight: '00:00' };

/** Hours, minutes, and the half of the day. */
const TIME = /^(\d{1,2})(?:\s?[:.,h時시点]\s?(\d{2})?\s?[m分분]?)?\s?(?:([ap])\.?\s?m?\.?)?$/u;

/** `9:00`, `9.30`, `0900`, `9`, `21h`, `21h30`, `9am`, `9:30 p.m.`, `noon` as `HH:MM`. @throws Refusal with an example */
export function timeOf(typed: string): string {
  const text = plainDigits(typed.normalize('NFKC'))
    .toLowerCase()
    .replace(/^\s*(?:at|um|kl\.?|à|a las)\s+/u, '')
    .replace(/\s*(?:o['’]?clock|uhr|hrs?|hours?)\.?\s*$/u, '')
    .trim();
  const named = Object.hasOwn(NAMED, text) ? NAMED[text] : undefined;
  if (named !== undefined) return named;
  const [, hours = '', minutes = '00', half] = TIME.exec(text.replace(/^(\d{1,2})(\d{2})(?!\d)/u, '$1:$2')) ?? [];
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half === 'p' ? 12 : 0);
  const isHour = hours !== '' && (half === undefined ? hour < 24 : Number(hours) >= 1 && Number(hours) <= 12);
  if (!isHour || Number(minutes) > 59)
    throw new Refusal(md`I cannot read the time “${cut(typed, 40)}”. Write it like 09:00 or 9 pm.`);
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

/**
 * A date as `YYYY-MM-DD`, in whatever digits and order it was typed: `2026/12/24`, `24.12.2026`, `12/24/2026`. What can be
 * read in two ways (`3/4/2026`), or in none, stays as it is.
 */
export function dateText(typed: string): string {
  const text = plainDigits(typed.normalize('NFKC')).trim();
  const [, year, month = '', day = ''] = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})[.日]?$/u.exec(text) ?? [];
  if (year !== undefined) return [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  const [, one = '', mark, other = '', last] = /^(\d{1,2})([-./])(\d{1,2})\2(\d{4})$/u.exec(text) ?? [];
  if (last === undefined) return text;
  // with points the day goes before the month; with slashes it does in most countries only
  const isDayFirst = mark === '.' || Number(one) > 12;
  if (!isDayFirst && Number(other) <= 12) return text;
  const [first, second] = isDayFirst ? [other, one] : [one, other];
  return [last, first.padStart(2, '0'), second.padStart(2, '0')].join('-');
}
