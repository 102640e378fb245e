/** Time zones as people type them: suggested by city, taken only when they are real. */
import type { Suggestion } from '../chat/command.ts';
import { md } from '../chat/markdown.ts';
import { Refusal } from '../chat/reply.ts';
import { isZone } from '../tutor/timetable.ts';

/** Names of today that ICU still lists under their older ones (IANA's `backward` file). */
const RENAMED = [
  'America/Argentina/Buenos_Aires',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Kanton',
  'Pacific/Pohnpei',
];
const ZONES: readonly string[] = [
  ...new Set(['UTC', ...RENAMED.filter((zone) => isZone(zone)), ...Intl.supportedValuesOf('timeZone')]),
];
const plainly = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[_\s]+/gu, ' ')
    .trim();

/** Zones whose city or name begins with what was typed, then those that have it anywhere. */
export function suggestZones(typed: string): readonly Suggestion[] {
  const wanted = plainly(typed);
  const found = ZONES.map((zone) => ({ zone, name: plainly(zone) }))
    .filter(({ name }) => name.includes(wanted))
    .toSorted((a, b) => Number(begins(b.name, wanted)) - Number(begins(a.name, wanted)));
  return found.slice(0, 25).map(({ zone }) => ({ label: zone.replaceAll('_', ' '), value: zone }));
}
const begins = (name: string, wanted: string): boolean => name.split('/').some((part) => part.startsWith(wanted));

/** The zone that was meant. @throws Refusal with what is near. */
export function zoneOf(typed: string): string {
  const name = typed.trim();
  const exact = ZONES.find((zone) => plainly(zone) === plainly(name));
  if (exact !== undefined) return exact;
  // names that are not in the list but known all the same: US/Pacific, Asia/Calcutta
  if (name.includes('/') && isZone(name)) return name;
  const near = suggestZones(name);
  const [only] = near;
  if (near.length === 1 && only !== undefined) return only.value;
  const some = near.slice(0, 5).map((one) => one.value);
  throw new Refusal(
    md`I do not know the time zone “${name.slice(0, 40)}”. ` +
      (some.length > 0
        ? md`Did you mean: ${some.join(', ')}?`
        : 'It is a name like Europe/Berlin or America/New_York.'),
  );
}
