/** What the forms of the set-up ask, and how what was typed is read. */
import { cut } from '../../../chat/words.ts';
import { button, buttons, note } from '../../../chat/card.ts';
import { type Fields, typed } from '../../../chat/form.ts';
import { LIMITS } from '../../../chat/limits.ts';
import { md } from '../../../chat/markdown.ts';
import type { Press } from '../../../chat/press.ts';
import { Refusal } from '../../../chat/reply.ts';
import type { Filled } from '../../../chat/request.ts';
import type { Cohort, CohortSettings } from '../../../storage/cohorts.ts';
import { zoneOf } from '../../zones.ts';

type Typed = Readonly<Record<string, Filled>>;
/** Fields of a form that fit into a press, as they were filled in. */
export type Kept = { readonly [K in 'name' | 'zone' | 'time' | keyof MoreFields]?: string };
type MoreFields = { readonly [K in 'open' | 'late' | 'reveal' | 'empty' | 'skip']?: string | undefined };

/**
 * Runs what a form asks for. When that is refused, a button opens the form again as it was filled in: what is right need
 * not be typed twice. A press has little room, so what does not fit is shown to be copied.
 */
export async function correctable<T>(opens: (kept: Kept) => Press, fields: Typed, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const given = Object.entries(fields).map(([name, value]): [string, string] => [name, typed(value)]);
    const kept = given.filter(([, value]) => value.length <= 60).toSorted(([, a], [, b]) => a.length - b.length);
    const press = (): Press => opens(Object.fromEntries(kept));
    while (kept.length > 0 && sizeOf(press()) > LIMITS.press) kept.pop();
    const lost = given.filter(([name]) => !kept.some(([one]) => one === name));
    throw new Refusal(
      error.message,
      [
        lost.length > 0 && note(md`To copy: ${lost.map(([, value]) => cut(value, 1_000)).join(' · ')}`),
        buttons(button(press(), 'Correct it…', 'main')),
      ].filter((block) => block !== false && block !== undefined),
    );
  }
}

const sizeOf = ({ id, args }: Press): number => `${id}?${new URLSearchParams({ ...args }).toString()}`.length;

/** Name, zone and time: of a new cohort, or as they are. */
export const planFields = (shown: Plan): Fields => ({
  name: { kind: 'text', label: 'Name of the cohort', required: true, max: 60, value: shown.name },
  zone: {
    kind: 'text',
    label: 'Time zone',
    note: 'A name like Europe/Berlin',
    required: true,
    max: 60,
    ...withValue(shown.zone),
    suggest: { command: 'setup', option: 'zone' },
  },
  time: { kind: 'text', label: 'Time of the drop', note: 'Like 09:00', required: true, max: 20, value: shown.time },
});

export type Plan = Pick<CohortSettings, 'name' | 'zone' | 'time'>;

/** @throws Refusal */
export function readPlan(fields: Typed): Plan {
  const name = typed(fields['name']).trim();
  if (name === '') throw new Refusal('A cohort needs a name.');
  return { name, zone: zoneOf(typed(fields['zone'])), time: readTime(typed(fields['time'])) };
}

/** `9:00`, `9.00`, `9am` and `9 am` are meant as `09:00`. @throws Refusal */
function readTime(given: string): string {
  const [, said = '', minutes, half] =
    /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(?:([ap])\.?m\.?)?$/u.exec(given.trim().toLowerCase()) ?? [];
  const hour = half === undefined ? Number(said) : (Number(said) % 12) + (half === 'p' ? 12 : 0);
  const clear = said !== '' && (half === undefined ? minutes !== undefined : Number(said) >= 1 && Number(said) <= 12);
  if (!clear || hour > 23 || Number(minutes ?? 0) > 59)
    throw new Refusal(md`I cannot read the time “${given}”: it is written like 09:00.`);
  return `${String(hour).padStart(2, '0')}:${minutes ?? '00'}`;
}

const withValue = (value: string) => (value === '' ? {} : { value });

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

/** As they are, or as they were just filled in. */
export const moreFields = (cohort: Cohort, given: MoreFields): Fields => ({
  open: {
    kind: 'text',
    label: 'Hours it stays open (1 to 168)',
    required: true,
    max: 3,
    value: given.open ?? String(cohort.openHours),
  },
  late: {
    kind: 'text',
    label: 'Post late within minutes (5 to 1440)',
    note: 'Later than that it is recorded as missed, and you are told',
    required: true,
    max: 4,
    value: given.late ?? String(cohort.catchUpMinutes),
  },
  reveal: pick('Reveal the answer in the thread', YES_NO, given.reveal ?? (cohort.reveal ? 'yes' : 'no')),
  empty: pick('When the questions run out', WHEN_EMPTY, given.empty ?? cohort.whenEmpty),
  skip: {
    kind: 'text',
    label: 'Days without a drop',
    note: 'Like 2026-12-24, 2026-12-25',
    long: true,
    max: 3_000,
    ...withValue(given.skip ?? cohort.skipDates.join(', ')),
  },
});

/** Checked further when it is stored. */
export function readMore(fields: Typed): Partial<CohortSettings> {
  const whole = (name: string): number => {
    const value = typed(fields[name]).trim();
    return /^\d{1,4}$/u.test(value) ? Number(value) : Number.NaN;
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
