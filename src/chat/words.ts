/** Words that every feature writes: lines cut to size, numbers of things, dates and moments with the zone they are meant in. */

const graphemes = new Intl.Segmenter();

/** At most `max` characters on one line, with an ellipsis when something was cut; never amid what is seen as one letter. */
export function cut(words: string, max: number): string {
  const line = words.replaceAll(/\s+/gu, ' ').trim();
  if (line.length <= max) return line;
  // letters joined without end would leave nothing
  const end = graphemes.segment(line.slice(0, max + 100)).containing(max - 1)?.index ?? 0;
  const kept = line.slice(0, end > 0 ? end : max - 1).toWellFormed();
  return `${kept.replace(/[\ufffd\u200d]+$/u, '').trimEnd()}…`;
}

const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
const short = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
/** One for each zone: making one costs a hundred times what using it does. */
const moments = new Map<string, Intl.DateTimeFormat>();
/** There are some hundreds of zones, but the same one can be written in many ways. */
const MOST_ZONES = 1_000;

/** `YYYY-MM-DD` as "Friday, 20 November". */
export const dayText = (date: string): string => day.format(new Date(`${date}T00:00:00Z`));

/** `YYYY-MM-DD` as "Fri, 20 Nov". */
export const shortDay = (date: string): string => short.format(new Date(`${date}T00:00:00Z`));

/** Milliseconds since 1970 as "Fri, 20 Nov, 09:00" of a zone. */
export function momentText(at: number, zone: string): string {
  let format = moments.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      timeZone: zone,
    });
    if (moments.size >= MOST_ZONES) moments.clear();
    moments.set(zone, format);
  }
  return format.format(new Date(at));
}

/** A day that comes, by how many days from now. */
export const comingDay = (days: number): string =>
  days < 1 ? 'later today' : days === 1 ? 'tomorrow' : `in ${days} days`;

/** `n` of something, in words: "1 answer", "3 answers". */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
