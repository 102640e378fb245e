/** A form, asked field by field: what is said fills the open field, and its list is picked from like any other. */
import type { Field, OpenForm } from '../../chat/form.ts';
import { LIMITS } from '../../chat/limits.ts';
import { plainDigits } from '../../chat/digits.ts';
import type { Filled, MessageRef } from '../../chat/request.ts';
import type { Key, List, Part, Screen } from './render.ts';
import { CHANNELS, ROLES } from './rooms.ts';

/** A form that is being filled in. */
export interface Filling {
  readonly form: OpenForm;
  readonly given: Readonly<Record<string, Filled>>;
  /** Which field is open. */
  readonly at: number;
  /** It was opened where everybody at the terminal is. */
  readonly inRoom: boolean;
  /** The message on which it was opened. */
  readonly message?: MessageRef;
}

const KEEP = 'Keep it';
const SKIP = 'Skip';
const CANCEL = 'Cancel';

export type Step =
  | { readonly kind: 'next' | 'filled'; readonly filling: Filling }
  | { readonly kind: 'canceled' }
  /** It does not fit: the field stays open. */
  | { readonly kind: 'wrong'; readonly problem: string };

const openField = ({ form, at }: Filling): readonly [string, Field] => {
  const field = Object.entries(form.fields)[at];
  if (field === undefined) throw new Error(`the form "${form.title}" has no field ${at}`);
  return field;
};

type Options = readonly { readonly value: string; readonly label: string; readonly note?: string }[];
function optionsOf(field: Field): Options | undefined {
  switch (field.kind) {
    case 'text':
    case 'file':
      return undefined;
    case 'pick':
      return field.options;
    case 'channel':
      return CHANNELS;
    case 'role':
      return ROLES;
    default:
      return field satisfies never;
  }
}

/** What stands in the field before anything is typed. */
function standing(field: Field): Filled | undefined {
  if (field.kind === 'file') return undefined;
  if (field.kind !== 'pick') return field.value === '' ? undefined : field.value;
  const picked = field.options.filter((option) => option.picked === true).map(({ value }) => value);
  return picked.length === 0 ? undefined : picked;
}

const needed = (field: Field): boolean =>
  field.required === true || (field.kind === 'pick' && field.required === undefined && (field.min ?? 0) > 0);
const most = (field: Field): number => (field.kind === 'pick' ? (field.max ?? 1) : 1);
const labelsOf = (options: Options, values: Filled): string =>
  options
    .filter(({ value }) => values.includes(value))
    .map(({ label }) => label)
    .join(', ');

/** The open field: what it asks, what stands in it, and how to leave it. The first one tells what the form is about. */
export function fieldScreen(filling: Filling): Screen {
  const { form, at } = filling;
  const [, field] = openField(filling);
  const count = Object.keys(form.fields).length;
  const options = optionsOf(field);
  const stands = standing(field);
  const hints = [
    needed(field) ? undefined : 'may be left out',
    field.kind === 'text' && field.max !== undefined ? `at most ${field.max} characters` : undefined,
    field.kind === 'file' ? 'the path of a file on this machine' : undefined,
  ].filter((hint) => hint !== undefined);
  const place = count === 1 ? '' : `${at + 1} of ${count}: `;
  const lines = [
    at === 0 ? form.intro : undefined,
    `${place}${field.label}${hints.length === 0 ? '' : ` (${hints.join(', ')})`}`,
    field.note,
    field.kind === 'text' && stands === undefined ? field.placeholder : undefined,
    stands === undefined ? undefined : `Now: ${options === undefined ? String(stands) : labelsOf(options, stands)}`,
  ];
  const parts: Part[] = lines.flatMap((text) =>
    text === undefined || text === '' ? [] : [{ kind: 'words', text } as const],
  );
  const lists: List[] =
    options === undefined ? [] : [{ label: field.label, options, min: needed(field) ? 1 : 0, max: most(field) }];
  const way = stands !== undefined ? [KEEP] : needed(field) ? [] : [SKIP];
  const keys: Key[] = [...way, CANCEL].map((label) => ({ label }));
  return { parts: at === 0 ? [{ kind: 'title', text: form.title }, ...parts] : parts, keys, lists };
}

const next = (filling: Filling, value: Filled | undefined): Step => {
  const [name] = openField(filling);
  const given = value === undefined ? filling.given : { ...filling.given, [name]: value };
  const at = filling.at + 1;
  const done = at === Object.keys(filling.form.fields).length;
  return { kind: done ? 'filled' : 'next', filling: { ...filling, given, at } };
};

/** A press on one of the field's own buttons; undefined when it has none of that name. */
export function pressInForm(filling: Filling, label: string): Step | undefined {
  const [, field] = openField(filling);
  const own = fieldScreen(filling).keys.some((key) => key.label === label);
  if (!own) return undefined;
  return label === CANCEL ? { kind: 'canceled' } : next(filling, standing(field));
}

/** Picks options of the open list by their values. */
export function pickInForm(filling: Filling, values: readonly string[]): Step {
  const [, field] = openField(filling);
  const max = most(field);
  const min = field.kind === 'pick' ? Math.max(field.min ?? 0, needed(field) ? 1 : 0) : needed(field) ? 1 : 0;
  if (values.length < min || values.length > max)
    return { kind: 'wrong', problem: `Please pick ${min === max ? min : `${min} to ${max}`} of these.` };
  return next(filling, values);
}

/** What was said, as the value of the open field. Nothing at all keeps what stands there. */
export function fillField(filling: Filling, said: string): Step {
  const [, field] = openField(filling);
  const options = optionsOf(field);
  if (said.trim() === '') {
    const stands = standing(field);
    return stands === undefined && needed(field)
      ? { kind: 'wrong', problem: `${field.label} is needed. *${CANCEL}* closes the form.` }
      : next(filling, stands);
  }
  if (options !== undefined) {
    const wanted = valuesOf(options, said);
    return wanted === undefined
      ? { kind: 'wrong', problem: `Please pick one of: ${options.map(({ label }) => label).join(', ')}.` }
      : pickInForm(filling, wanted);
  }
  const max = field.kind === 'text' ? (field.max ?? LIMITS.typed) : LIMITS.typed;
  return said.length > max
    ? { kind: 'wrong', problem: `That has ${said.length} characters; at most ${max} have room.` }
    : next(filling, said);
}

/** Options by their labels, or by their places in the list, several with commas between. */
function valuesOf(options: Options, said: string): readonly string[] | undefined {
  const named = (word: string): string | undefined => {
    const wanted = word.trim().toLowerCase();
    const found =
      options.find(({ label }) => label.toLowerCase() === wanted || label.toLowerCase() === `#${wanted}`) ??
      options[/^\d{1,3}$/u.test(wanted) ? Number(plainDigits(wanted)) - 1 : -1];
    return found?.value;
  };
  const whole = named(said);
  const all = whole === undefined ? said.split(',').map(named) : [whole];
  return all.every((one) => one !== undefined) ? all : undefined;
}
