/** Time zones as people type them: by city, country or abbreviation; taken only where no other can be meant. */
import type { Suggestion } from '../chat/command.ts';
import { button, buttons } from '../chat/card.ts';
import { distance } from '../chat/distance.ts';
import { plainDigits } from '../chat/digits.ts';
import { md } from '../chat/markdown.ts';
import type { Press } from '../chat/press.ts';
import { Refusal } from '../chat/reply.ts';
import { cut } from '../chat/words.ts';
import { isZone, offsetsOf } from '../tutor/timetable.ts';
import { ABBREVIATIONS, FOREMOST, PLACES, RENAMED } from './zone-names.ts';

const nameOfToday = (zone: string): string => {
  const name = RENAMED.get(zone);
  return name !== undefined && isZone(name) ? name : zone;
};
const ZONES: readonly string[] = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone').map(nameOfToday)])];

/** Without accents, case, and the signs that names are written with or without. */
const plainly = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ı', 'i')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
    .replaceAll(/[.'’‘ʻʼ`()]/gu, '')
    .replaceAll('&', ' and ')
    .replaceAll(/[_\-\s]+/gu, ' ')
    .replaceAll(/ ?\/ ?/gu, '/')
    .trim();

const NAMED = ZONES.map((zone) => ({ zone, name: plainly(zone) }));

interface Place {
  /** In plain letters, of a zone, a city, a country or a state. */
  readonly name: string;
  readonly zones: readonly string[];
}
let made: ReadonlyMap<string, readonly string[]> | undefined;

/** Whatever has one or more zones, by its plain name: what stands in our own list goes before what the runtime says. */
function places(): ReadonlyMap<string, readonly string[]> {
  if (made !== undefined) return made;
  const all = new Map<string, Set<string>>();
  const add = (name: string, zones: readonly string[]): void => {
    const known = all.get(plainly(name)) ?? new Set();
    for (const zone of zones) known.add(zone);
    all.set(plainly(name), known);
  };
  for (const [name, zones] of PLACES) add(name, zones);
  const own = new Set(all.keys());
  const addUnknown: typeof add = (name, zones) => void (own.has(plainly(name)) || add(name, zones));
  for (const zone of [...ZONES, ...RENAMED.keys()]) {
    const parts = zone.split('/');
    // towns of Indiana and Kentucky have the names of larger ones elsewhere
    if (parts.length < 3 || parts[1] === 'Argentina') addUnknown(parts.at(-1) ?? zone, [nameOfToday(zone)]);
  }
  for (const { name, zones } of countries()) addUnknown(name, zones);
  made = new Map([...all].map(([name, zones]) => [name, [...zones]]));
  return made;
}

/** In English and in their own first language, from the runtime's data; zones of the capital first. */
function countries(): Place[] {
  const english = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, n) => String.fromCodePoint(65 + n));
  return letters
    .flatMap((a) => letters.map((b) => a + b))
    .flatMap((code): Place[] => {
      const name = english.of(code);
      const locale = new Intl.Locale(`und-${code}`);
      const zones = zonesOf(locale).map(nameOfToday);
      if (name === undefined || zones.length === 0) return [];
      const own = new Intl.DisplayNames([locale.maximize().language ?? 'en'], { type: 'region' }).of(code);
      const sorted = zones.toSorted((one, two) => Number(FOREMOST.has(two)) - Number(FOREMOST.has(one)));
      const names = new Set([name, ...name.split(/ \(|\) ?| SAR/u), own ?? name].filter((one) => one !== ''));
      return [...names].map((one) => ({ name: one, zones: sorted }));
    });
}

/** Younger than the types that come with the compiler. */
const zonesOf = (locale: Intl.Locale): readonly string[] =>
  (locale as Intl.Locale & { getTimeZones?: () => readonly string[] | undefined }).getTimeZones?.() ?? [];

/** What is typed with a zone and says nothing: "Eastern Standard Time", "the Netherlands". */
const core = (typed: string): string =>
  plainly(typed)
    .replace(/^the (?=.)/u, '')
    .replace(/(?<=.)(?: (?:standard|daylight|summer|winter))? time(?: zone)?$/u, '');

/** Zones for what has no place in it: `EET`, `EST5EDT`, `UTC+2`, `GMT-03:30`. */
function unplaced(typed: string): readonly string[] | undefined {
  const wanted = core(typed);
  const [, letters] = /^([a-z]{3,4})\d{1,2}(?:[a-z]{3,4})?$/u.exec(wanted) ?? [];
  // "CET/CEST" too, but not "Pacific/Aukland"
  const parts = (letters ?? wanted).split('/').map((part) => ABBREVIATIONS.get(part));
  const found = parts.every((part) => part !== undefined) ? parts[0] : undefined;
  if (found !== undefined) return found;
  const [, sign, hours = '', minutes = '00'] =
    /^(?:utc|gmt)?\s*([+-])\s*(\d{1,2})(?::?(\d{2}))?$/iu.exec(plainDigits(typed.normalize('NFKC')).trim()) ?? [];
  if (sign === undefined) return undefined;
  const offset = `${sign}${hours.padStart(2, '0')}:${minutes}`.replace('-00:00', '+00:00');
  const common = new Set(['UTC', ...[...ABBREVIATIONS.values()].flat()]);
  return [...common].filter((zone) => offsetsOf(zone).includes(offset));
}

/** Zones that are near what was typed, nearest first: begun so, of a country begun so, holding it, or a slip away. */
function near(typed: string): readonly string[] {
  const wanted = core(typed);
  const exact = unplaced(typed) ?? places().get(wanted) ?? [];
  if (wanted === '') return ZONES;
  const begun = NAMED.filter(({ name }) => name.split('/').some((part) => part.startsWith(wanted)));
  const lands = wanted.length < 3 ? [] : [...places()].filter(([name]) => name.startsWith(wanted));
  const held = NAMED.filter(({ name }) => name.includes(wanted));
  const found = new Set([
    ...exact,
    ...begun.map(({ zone }) => zone),
    ...lands.flatMap(([, zones]) => zones),
    ...held.map(({ zone }) => zone),
  ]);
  return found.size > 0 || wanted.length < 4 ? [...found] : slips(wanted);
}

function slips(wanted: string): readonly string[] {
  const city = wanted.split('/').at(-1) ?? wanted;
  const most = city.length < 9 ? 1 : 2;
  const close = [...places()]
    .map(([name, zones]) => ({ zones, far: distance(name, city, most), named: plainly(zones[0] ?? '').endsWith(name) }))
    .filter(({ far }) => far <= most)
    .toSorted((a, b) => a.far - b.far || Number(b.named) - Number(a.named));
  return [...new Set(close.flatMap(({ zones }) => zones))];
}

export function suggestZones(typed: string): readonly Suggestion[] {
  return near(typed)
    .slice(0, 25)
    .map((zone) => ({ label: zone.replaceAll('_', ' '), value: zone }));
}

/** Suggestions in a refusal: more are not read. */
const MOST = 5;

/**
 * The zone that was meant.
 * @throws Refusal with what it could be; with buttons where `take` says what one of them does.
 */
export function zoneOf(typed: string, take?: (zone: string) => Press): string {
  const name = typed.trim();
  const plain = plainly(name);
  const exact = NAMED.find((one) => one.name === plain);
  if (exact !== undefined) return exact.zone;
  // names that are not in the list but known all the same: US/Pacific, Asia/Calcutta
  const written = name.replaceAll(/\s*\/\s*/gu, '/').replaceAll(' ', '_');
  if (written.includes('/') && isZone(written))
    return nameOfToday(new Intl.DateTimeFormat('en', { timeZone: written }).resolvedOptions().timeZone);
  const vague = unplaced(name);
  const placed = vague === undefined ? (places().get(core(name)) ?? bothOf(name)) : [];
  const [first] = placed;
  if (first !== undefined && haveOneClock(placed)) return first;
  throw refusal(name, { vague, placed }, take);
}

/** Zones of a place that is named twice, as in `Berlin, Germany` and `London (GMT)`; those of either where none is of both. */
function bothOf(name: string): readonly string[] {
  const sets = name
    .split(/[,(]/u)
    .map(
      (part) =>
        unplaced(part) ??
        places().get(core(part)) ??
        NAMED.filter((one) => one.name === core(part)).map(({ zone }) => zone),
    );
  const [first = [], second = []] = sets;
  if (sets.length !== 2 || first.length === 0 || second.length === 0) return [];
  const common = first.filter((zone) => second.includes(zone));
  return common.length > 0 ? common : [...first, ...second];
}

const haveOneClock = (zones: readonly string[]): boolean =>
  new Set(zones.map((zone) => offsetsOf(zone).join(' '))).size === 1;

function refusal(
  name: string,
  { vague, placed }: { vague: readonly string[] | undefined; placed: readonly string[] },
  take: ((zone: string) => Press) | undefined,
): Refusal {
  const some = (vague ?? (placed.length > 0 ? placed : core(name) === '' ? [] : near(name))).slice(0, MOST);
  const listed = new Intl.ListFormat('en', { type: 'disjunction' }).format(some);
  const shown = cut(name, 40);
  const said =
    some.length === 0
      ? md`I do not know the time zone “${shown}”. Name the next big city, like Berlin, New York or Kolkata.`
      : vague !== undefined
        ? md`“${shown}” could be the time zone ${listed}. Name the city: clocks change on different days.`
        : placed.length > 0
          ? md`“${shown}” has more than one time zone: ${listed}. Which one?`
          : md`I do not know the time zone “${shown}”. Did you mean ${listed}?`;
  const choice =
    take === undefined ? undefined : buttons(...some.map((zone) => button(take(zone), zone.replaceAll('_', ' '))));
  return new Refusal(said, choice === undefined ? [] : [choice]);
}
