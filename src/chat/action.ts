/** What buttons, pick lists and forms lead to. Each definition makes its own press, so nobody spells an address. */
import type { z } from 'zod';
import type { PickOption } from './card.ts';
import type { Call } from './command.ts';
import { type ArgShape, type ArgsOf, type Press, textArgs } from './press.ts';
import type { Audience, Reply } from './reply.ts';
import type { Filled, MessageRef } from './request.ts';

type PressArgs<S extends ArgShape> = { readonly [K in keyof S]: z.output<S[K]> };

export interface Action<S extends ArgShape> {
  readonly id: string;
  readonly args: S;
  readonly audience?: Audience;
  run(
    call: Call & {
      readonly args: ArgsOf<S>;
      /** Values of a pick list, mailboxes of a channel picker, ids of a role picker; empty for buttons. */
      readonly picked: readonly string[];
      readonly message?: MessageRef;
    },
  ): Reply | Promise<Reply>;
}
export interface AnyAction extends Omit<Action<ArgShape>, 'run'> {
  run(
    call: Call & { readonly args: never; readonly picked: readonly string[]; readonly message?: MessageRef },
  ): Reply | Promise<Reply>;
}

/** A button or pick list: `const answer = defineAction({...})`, then `button(answer.press({ run, at }), 'A')`. */
export function defineAction<const S extends ArgShape>(
  action: Action<S>,
): Action<S> & { press(args: PressArgs<S>): Press } {
  return { ...action, press: (args) => ({ id: action.id, args: textArgs(args) }) };
}

interface FieldBase {
  readonly label: string;
  readonly note?: string;
  readonly required?: boolean;
}
export type Field =
  | (FieldBase & {
      readonly kind: 'text';
      readonly long?: boolean;
      /** Characters; at most `LIMITS.typed`. */
      readonly max?: number;
      readonly placeholder?: string;
      readonly value?: string;
      /** Type-ahead where the platform has it; what is typed freely is accepted too. */
      readonly suggest?: { readonly command: string; readonly option: string };
    })
  | (FieldBase & {
      readonly kind: 'pick';
      readonly options: readonly PickOption[];
      readonly min?: number;
      readonly max?: number;
    })
  | (FieldBase & { readonly kind: 'channel' | 'role'; readonly value?: string });
export type Fields = Readonly<Record<string, Field>>;

/** A form as it opens: where it leads, and what it asks. */
export interface OpenForm {
  readonly press: Press;
  readonly title: string;
  /** A line above the fields, in plain text. */
  readonly intro?: string;
  readonly fields: Fields;
  readonly submit?: string;
}

export interface Form<S extends ArgShape> {
  readonly id: string;
  readonly args: S;
  readonly audience?: Audience;
  run(
    call: Call & {
      readonly args: ArgsOf<S>;
      /** What was filled in, by field name: text, or picked values. Fields left empty are absent. */
      readonly fields: Readonly<Record<string, Filled>>;
      readonly message?: MessageRef;
    },
  ): Reply | Promise<Reply>;
}
export interface AnyForm extends Omit<Form<ArgShape>, 'run'> {
  run(
    call: Call & {
      readonly args: never;
      readonly fields: Readonly<Record<string, Filled>>;
      readonly message?: MessageRef;
    },
  ): Reply | Promise<Reply>;
}

/** A form: `ask(reportForm.open({ question }, { title: 'Report', fields }))` opens it, `run` gets what was filled in. */
export function defineForm<const S extends ArgShape>(
  form: Form<S>,
): Form<S> & { open(args: PressArgs<S>, shown: Omit<OpenForm, 'press'>): OpenForm } {
  return { ...form, open: (args, shown) => ({ press: { id: form.id, args: textArgs(args) }, ...shown }) };
}

/** One filled-in text; a picked list gives its first value. */
export const typed = (given: Filled | undefined): string => (typeof given === 'string' ? given : (given?.[0] ?? ''));
/** Picked values; a text gives itself. */
export const pickedValues = (given: Filled | undefined): readonly string[] =>
  given === undefined ? [] : typeof given === 'string' ? [given] : given;
