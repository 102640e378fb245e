/** Zones and times of day as people write them: taken when one is meant, else refused with what it could be. */
import { describe, expect, test } from 'vitest';
import { cardText } from '../../src/chat/text.ts';
import { Refusal } from '../../src/chat/reply.ts';
import { plain } from '../../src/chat/markdown.ts';
import { takeZone } from '../../src/features/settings/addresses.ts';
import { readMore, readPlan } from '../../src/features/staff/setup/fields.ts';
import { dateText, timeOf } from '../../src/features/times.ts';
import { suggestZones, zoneOf } from '../../src/features/zones.ts';

function refusalOf(run: () => unknown): Refusal {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
const refused = (typed: string): string => plain(refusalOf(() => zoneOf(typed)).message);

describe('a zone', () => {
  test.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['Europe / Berlin', 'Europe/Berlin'],
    ['berlin', 'Europe/Berlin'],
    ['kathmandu', 'Asia/Kathmandu'],
    ['kolkata', 'Asia/Kolkata'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Kiev', 'Europe/Kyiv'],
    ['lord howe', 'Australia/Lord_Howe'],
    ['new-york', 'America/New_York'],
    ['Port au Prince', 'America/Port-au-Prince'],
    ['St. Johns', 'America/St_Johns'],
    ['UTC', 'UTC'],
    ['us/pacific', 'America/Los_Angeles'],
  ])('%j is %s', (given, wanted) => expect(zoneOf(given)).toBe(wanted));

  test.each([
    ['São Paulo', 'America/Sao_Paulo'],
    ['Bogotá', 'America/Bogota'],
    ['Zürich', 'Europe/Zurich'],
    ['Cancún', 'America/Cancun'],
    ['Reykjavík', 'Atlantic/Reykjavik'],
    ['SÃO PAULO', 'America/Sao_Paulo'],
  ])('%j may be spelled right', (given, wanted) => expect(zoneOf(given)).toBe(wanted));

  test.each([
    ['Iran', 'Asia/Tehran'],
    ['India', 'Asia/Kolkata'],
    ['Germany', 'Europe/Berlin'],
    ['Deutschland', 'Europe/Berlin'],
    ['日本', 'Asia/Tokyo'],
    ['Türkiye', 'Europe/Istanbul'],
    ['Turkey', 'Europe/Istanbul'],
    ['the Netherlands', 'Europe/Amsterdam'],
    ['UK', 'Europe/London'],
    ['Burma', 'Asia/Yangon'],
    ['Mumbai', 'Asia/Kolkata'],
    ['Texas', 'America/Chicago'],
    ['Berlin, Germany', 'Europe/Berlin'],
    ['Córdoba, Spain', 'Europe/Madrid'],
    ['Georgia (USA)', 'America/New_York'],
    ['London (GMT)', 'Europe/London'],
    ['Europe/Berlin (CET)', 'Europe/Berlin'],
  ])('%j, where all clocks agree, is %s', (given, wanted) => expect(zoneOf(given)).toBe(wanted));

  test.each([
    ['Spain', 'Europe/Madrid, Africa/Ceuta, or Atlantic/Canary'],
    ['Georgia', 'Asia/Tbilisi or America/New_York'],
    ['USA', 'America/New_York, America/Chicago'],
    ['Australia', 'Australia/Sydney'],
    ['Ukraine', 'Europe/Kyiv'],
    ['Portland, Maine', 'America/Los_Angeles or America/New_York'],
    ['Petersburg', 'Europe/Moscow'],
    ['Córdoba', 'America/Argentina/Cordoba or Europe/Madrid'],
  ])('%j, where clocks differ, is asked about', (given, could) => expect(refused(given)).toContain(could));

  test.each([
    ['MST', 'America/Denver'],
    ['EET', 'Europe/Athens'],
    ['PET', 'America/Lima'],
    ['MET', 'Europe/Berlin'],
    ['AMST', 'America/Manaus'],
    ['CHOT', 'Asia/Ulaanbaatar'],
    ['MART', 'Pacific/Marquesas'],
    ['NCT', 'Pacific/Noumea'],
    ['PONT', 'Pacific/Pohnpei'],
    ['COST', 'America/Bogota'],
    ['GMT', 'UTC, Europe/London'],
    ['ist', 'Asia/Kolkata, Asia/Jerusalem, or Europe/Dublin'],
    ['EST5EDT', 'America/New_York'],
    ['Eastern Standard Time', 'America/New_York'],
    ['Pacific time', 'America/Los_Angeles'],
    ['UTC+2', 'Europe/Athens'],
    ['CET/CEST', 'Europe/Berlin'],
    ['gmt −3', 'America/Sao_Paulo'],
    ['+05:30', 'Asia/Kolkata'],
  ])('%j says no place, and is explained', (given, could) => expect(refused(given)).toContain(could));

  test.each([
    ['East', 'Pacific/Easter'],
    ['Amster', 'Europe/Amsterdam'],
    ['Berln', 'Europe/Berlin'],
    ['Europe/Berlim', 'Europe/Berlin'],
    ['Pacific/Aukland', 'Pacific/Auckland'],
    ['Atlantic/Reykjavick', 'Atlantic/Reykjavik'],
    ['New', 'America/New_York'],
    ['Atlantis', 'city, like Berlin'],
    ['', 'city, like Berlin'],
  ])('%j is refused with what is near', (given, near) => expect(refused(given)).toContain(near));

  test('letters inside the name of a city never stand for it', () => {
    const taken = (piece: string): string => {
      try {
        return zoneOf(piece);
      } catch (error) {
        if (error instanceof Refusal) return 'none';
        throw error;
      }
    };
    const guessed = Intl.supportedValuesOf('timeZone').flatMap((zone) => {
      const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '';
      const pieces = city.split('').flatMap((_, from) => [3, 5].map((length) => city.slice(from, from + length)));
      return pieces.filter((piece) => piece.trim() !== city && taken(piece) === zone);
    });
    // the land of Tongatapu
    expect([...new Set(guessed)]).toEqual(['Tonga']);
  }, 180_000);

  test('what it could be stands on buttons that set it', () => {
    const refusal = refusalOf(() => zoneOf('Spain', (zone) => takeZone({ zone })));
    expect(cardText({ blocks: refusal.more })).toBe('[Europe/Madrid] [Africa/Ceuta] [Atlantic/Canary]');
  });
});

describe('suggestions', () => {
  const first = (typed: string): string | undefined => suggestZones(typed)[0]?.value;
  test.each([
    ['new y', 'America/New_York'],
    ['são p', 'America/Sao_Paulo'],
    ['zür', 'Europe/Zurich'],
    ['germ', 'Europe/Berlin'],
    ['spain', 'Europe/Madrid'],
    ['EET', 'Europe/Athens'],
    ['mumb', 'Asia/Kolkata'],
    ['berln', 'Europe/Berlin'],
    ['utc', 'UTC'],
  ])('%j suggests %s', (typed, wanted) => expect(first(typed)).toBe(wanted));

  test('há sempre duas: São Tomé and São Paulo', () => {
    expect(suggestZones('são').map(({ value }) => value)).toEqual(['Africa/Sao_Tome', 'America/Sao_Paulo']);
  });
  test('nothing typed suggests as many as there is room for', () => expect(suggestZones('')).toHaveLength(25));
  test('every suggestion is taken', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz'.split(''))
      for (const { label, value } of suggestZones(letter))
        expect([zoneOf(value), zoneOf(label)]).toEqual([value, value]);
  });
});

describe('a time of day', () => {
  test.each([
    ['9:00', '09:00'],
    ['09.30', '09:30'],
    ['1745', '17:45'],
    ['0900', '09:00'],
    ['9', '09:00'],
    ['9am', '09:00'],
    ['9 pm', '21:00'],
    ['9 P.M.', '21:00'],
    ['7:30pm', '19:30'],
    ['12am', '00:00'],
    ['12 pm', '12:00'],
    ['noon', '12:00'],
    ['Midnight', '00:00'],
    ['21h', '21:00'],
    ['21h30', '21:30'],
    ['9,30', '09:30'],
    ['9 Uhr', '09:00'],
    ["9 o'clock", '09:00'],
    ['9 o’clock', '09:00'],
    ['at 9', '09:00'],
    ['kl. 9', '09:00'],
    ['９：００', '09:00'],
    ['٩:٣٠', '09:30'],
    ['9時30分', '09:30'],
    ['0:00', '00:00'],
  ])('%j is %s', (given, wanted) => {
    expect(timeOf(given)).toBe(wanted);
    expect(readPlan({ name: 'A', zone: 'UTC', time: given }).time).toBe(wanted);
  });
  test.each(['25:00', '24:00', 'nine', '09:60', '13pm', '0am', '9:5', '-9', '99999', '9:00:00', 'half past 9', ''])(
    '%j is answered with an example',
    (given) => expect(refusalOf(() => timeOf(given)).message).toContain('like 09:00 or 9 pm'),
  );
});

test('numbers and days of the set-up may be typed in any digits', () => {
  const read = readMore({ open: '２４', late: '٩٠', reveal: ['yes'], empty: ['pause'], skip: '２０２６－１２－２４' });
  expect(read).toMatchObject({ openHours: 24, catchUpMinutes: 90, skipDates: ['2026-12-24'] });
});

test.each([
  ['2026-12-24', '2026-12-24'],
  ['2026/12/24', '2026-12-24'],
  ['2026.1.5.', '2026-01-05'],
  ['2026年12月24日', '2026-12-24'],
  ['２０２６－１２－２４', '2026-12-24'],
  ['24.12.2026', '2026-12-24'],
  ['3.4.2026', '2026-04-03'],
  ['24/12/2026', '2026-12-24'],
  ['12/24/2026', '2026-12-24'],
  ['3/4/2026', '3/4/2026'],
  ['tomorrow', 'tomorrow'],
])('the date %j is %s', (typed, wanted) => {
  expect(dateText(typed)).toBe(wanted);
  expect(readMore({ skip: `${typed}, ${typed}` }).skipDates).toEqual([wanted]);
});
