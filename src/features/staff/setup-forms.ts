/** The forms of the set-up: what they ask, and how what was typed is read. */
import { type Fields, typed } from '../../chat/action.ts';
import { Refusal } from '../../chat/reply.ts';
import type { Given } from '../../chat/request.ts';
import type { Cohort, CohortSettings } from '../../storage/cohorts.ts';
import { zoneOf } from '../zones.ts';

type Filled = Readonly<Record<string, Given>>;

/** Name, zone and time: of a new cohort, or as they are. */
export const planFields = (shown: { readonly name: string; readonly zone: string; readonly time: string }): Fields => ({
  name: { kind: 'text', label: 'Name of the cohort', required: true, max: 60, value: shown.name },
  zone: {
    kind: 'text',
    label: 'Time zone',
    note: 'A name like Europe/Berlin',
    required: true,
    max: 60,
    ...(shown.zone !== '' && { value: shown.zone }),
    suggest: { command: 'setup', option: 'zone' },
  },
  time: { kind: 'text', label: 'Time of the drop', note: 'Like 09:00', required: true, max: 5, value: shown.time },
});

/** @throws Refusal */
export function readPlan(fields: Filled): Pick<CohortSettings, 'name' | 'zone' | 'time'> {
  const name = typed(fields['name']).trim();
  if (name === '') throw new Refusal('A cohort needs a name.');
  return { name, zone: zoneOf(typed(fields['zone'])), time: readTime(typed(fields['time'])) };
}

/** `9:00` and `9.00` are meant as `09:00`. @throws Refusal */
function readTime(given: string): string {
  const [, hours, minutes] = /^(\d{1,2})[:.h]?(\d{2})$/u.exec(given.trim()) ?? [];
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59)
    throw new Refusal('The time is written like 09:00.');
  return `${hours.padStart(2, '0')}:${minutes}`;
}

const YES_NO = { yes: 'Yes', no: 'No' };
const WHEN_EMPTY = { repeat: 'Ask the one asked longest ago', pause: 'Pause and tell me' };

const pick = (label: string, choices: Readonly<Record<string, string>>, picked: string) => ({
  kind: 'pick' as const,
  label,
  required: true,
  options: Object.entries(choices).map(([value, name]) => ({
    value,
    label: name,
    ...(value === picked && { picked: true }),
  })),
});

export const moreFields = (cohort: Cohort): Fields => ({
  open: {
    kind: 'text',
    label: 'Hours it stays open (1 to 168)',
    required: true,
    max: 3,
    value: String(cohort.openHours),
  },
  late: {
    kind: 'text',
    label: 'Post late within minutes (5 to 720)',
    note: 'Later than that it is recorded as missed, and you are told',
    required: true,
    max: 3,
    value: String(cohort.catchUpMinutes),
  },
  reveal: pick('Reveal the answer in the thread', YES_NO, cohort.reveal ? 'yes' : 'no'),
  empty: pick('When the questions run out', WHEN_EMPTY, cohort.whenEmpty),
  skip: {
    kind: 'text',
    label: 'Days without a drop',
    note: 'Like 2026-12-24, 2026-12-25',
    long: true,
    max: 3_000,
    ...(cohort.skipDates.length > 0 && { value: cohort.skipDates.join(', ') }),
  },
});

/** Checked further when it is stored. */
export function readMore(fields: Filled): Partial<CohortSettings> {
  const whole = (name: string): number => {
    const value = typed(fields[name]).trim();
    return /^\d{1,3}$/u.test(value) ? Number(value) : Number.NaN;
  };
  return {
    openHours: whole('open'),
    catchUpMinutes: whole('late'),
    reveal: typed(fields['reveal']) !== 'no',
    whenEmpty: typed(fields['empty']) === 'pause' ? 'pause' : 'repeat',
    skipDates: [
      ...new Set(
        typed(fields['skip'])
          .split(/[\s,;]+/u)
          .filter((date) => date !== ''),
      ),
    ].toSorted(),
  };
}
