/** What the forms of the set-up ask, and how what was typed is read. */
import { cut } from '../../../chat/words.ts';
import { button, buttons, note } from '../../../chat/card.ts';
import { plainDigits } from '../../../chat/digits.ts';
import { type Fields, typed } from '../../../chat/form.ts';
import { LIMITS } from '../../../chat/limits.ts';
import { md } from '../../../chat/markdown.ts';
import { type Press, sizeOf } from '../../../chat/press.ts';
import { Refusal } from '../../../chat/reply.ts';
import type { Filled } from '../../../chat/request.ts';
import type { Cohort, CohortSettings } from '../../../storage/cohorts.ts';
import { timeOf } from '../../times.ts';
import { zoneOf } from '../../zones.ts';
import { readDays } from '../days.ts';
import { daysOffField } from '../plan/fields.ts';

type Typed = Readonly<Record<string, Filled>>;
/** Fields of a form that fit into a press, as they were filled in. */
export type Kept = {
  readonly [K in 'name' | 'zone' | 'time' | 'starts' | 'pace' | 'dates' | keyof MoreFields]?: string;
};
type MoreFields = { readonly [K in 'open' | 'late' | 'reveal' | 'empty' | 'skip']?: string | undefined };

/** What does what a suggested zone says. */
type TakeZone = (zone: string) => Press;

/**
 * Runs what a form asks for. When that is refused, a button opens the form again as it was filled in: what is right need
 * not be typed twice. A press has little room, so what does not fit is shown to be copied.
 */
export async function correctable<T>(
  opens: (kept: Kept) => Press,
  fields: Typed,
  run: (takeZone: TakeZone) => Promise<T>,
): Promise<T> {
  const given = Object.entries(fields).map(([name, value]): [string, string] => [name, typed(value)]);
  /** What fits beside what must stay, the short ones first. */
  const fitting = (stays: Kept): Kept => {
    const kept = given
      .filter(([name, value]) => !(name in stays) && value.length <= 60)
      .toSorted(([, a], [, b]) => a.length - b.length);
    const all = (): Kept => ({ ...Object.fromEntries(kept), ...stays });
    while (kept.length > 0 && sizeOf(opens(all())) > LIMITS.press) kept.pop();
    return all();
  };
  try {
    return await run((zone) => opens(fitting({ zone })));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const kept = fitting({});
    const lost = given.filter(([name]) => !(name in kept));
    throw new Refusal(
      error.message,
      [
        ...error.more,
        lost.length > 0 && note(md`To copy: ${lost.map(([, value]) => cut(value, 1_000)).join(' · ')}`),
        buttons(button(opens(kept), 'Correct it…', 'main')),
      ].filter((block) => block !== false && block !== undefined),
    );
  }
}

/** Name, zone and time: of a new cohort, or as they are. */
export const planFields = (shown: Plan): Fields => ({
  name: { kind: 'text', label: 'Name of the cohort', required: true, max: 60, value: shown.name },
  zone: {
    kind: 'text',
    label: 'Time zone',
    note: 'A city: Europe/Berlin',
    required: true,
    max: 60,
    ...withValue(shown.zone),
    suggest: { command: 'setup', option: 'zone' },
  },
  time: {
    kind: 'text',
    label: 'Time of the drop',
    note: 'Like 09:00 or 9 pm',
    required: true,
    max: 20,
    value: shown.time,
  },
});

export type Plan = Pick<CohortSettings, 'name' | 'zone' | 'time'>;

/** @throws Refusal */
export function readPlan(fields: Typed, takeZone?: TakeZone): Plan {
  const name = typed(fields['name']).trim();
  if (name === '') throw new Refusal('A cohort needs a name.');
  return { name, zone: zoneOf(typed(fields['zone']), takeZone), time: timeOf(typed(fields['time'])) };
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
  skip: daysOffField(cohort.skipDates, given.skip),
});

/** Checked further when it is stored. */
export function readMore(fields: Typed): Partial<CohortSettings> {
  const whole = (name: string): number => {
    const value = plainDigits(typed(fields[name])).trim();
    return /^\d{1,4}$/u.test(value) ? Number(value) : Number.NaN;
  };
  return {
    openHours: whole('open'),
    catchUpMinutes: whole('late'),
    reveal: typed(fields['reveal']) !== 'no',
    whenEmpty: typed(fields['empty']) === 'pause' ? 'pause' : 'repeat',
    skipDates: readDays(typed(fields['skip'])),
  };
}
