/**
 * Addresses: where a button, a pick list or a form leads. Each is defined once, at module level, so that whoever draws a
 * button imports its address and nobody spells one; the feature that answers binds its handler to it.
 */
import type { OpenForm } from './form.ts';
import { type ArgShape, type ArgsOf, decodePress, encodePress, type Press, textArgs } from './press.ts';
import type { Audience, Reply } from './reply.ts';
import type { Call, Filled, MessageRef } from './request.ts';
import type { Upload } from './upload.ts';

interface Known {
  readonly id: string;
  readonly args: ArgShape;
}

interface Handler extends Known {
  /** Who sees a new message; `caller` unless said. */
  readonly audience?: Audience;
  /**
   * Its press names the very step that it takes, so that taking it twice is the same as once, and it redraws its message:
   * a platform need not ask first whether somebody had this event already.
   */
  readonly repeatable?: boolean;
}

/** Answers a button or a pick list; see `on`, which knows the types of its arguments. */
export interface AnyAction extends Handler {
  run(
    call: Call & { readonly args: never; readonly picked: readonly string[]; readonly message?: MessageRef },
  ): Reply | Promise<Reply>;
}

/** Answers a form; see `onForm`. */
export interface AnyForm extends Handler {
  run(
    call: Call & {
      readonly args: never;
      readonly fields: Readonly<Record<string, Filled>>;
      readonly files: Readonly<Record<string, Upload>>;
      readonly message?: MessageRef;
    },
  ): Reply | Promise<Reply>;
}

/** What is said when a press is made; arguments that may be absent may be left out. */
type Said<S extends ArgShape> = {
  readonly [K in keyof S as undefined extends ArgsOf<S>[K] ? never : K]: ArgsOf<S>[K];
} & {
  readonly [K in keyof S as undefined extends ArgsOf<S>[K] ? K : never]?: ArgsOf<S>[K] | undefined;
};

/** Makes the press that leads here. */
export interface PressAddress<S extends ArgShape> {
  (...said: object extends Said<S> ? [args?: Said<S>] : [args: Said<S>]): Press;
  readonly id: string;
  readonly args: S;
}

const known = new Map<string, Known>();

/**
 * Defines an address. The id's first word is its shelf: an app that answers one address of a shelf must answer them all.
 * @throws Error when the id is taken, or it or a name of an argument is none that a press may carry
 * @example
 * export const openDrop = address('daily.answer', { drop: arg.id });
 * button(openDrop({ drop: drop.id }), 'Answer it');
 */
export function address<const S extends ArgShape>(id: string, args: S): PressAddress<S> {
  if (known.has(id)) throw new Error(`two addresses "${id}"`);
  const back = decodePress(encodePress({ id, args: Object.fromEntries(Object.keys(args).map((name) => [name, '1'])) }));
  if (back === undefined) throw new Error(`no press can carry the address "${id}" (${Object.keys(args).join(', ')})`);
  const made = Object.assign((said?: Said<S>): Press => ({ id, args: textArgs(said ?? {}) }), { id, args });
  known.set(id, made);
  return made;
}

/**
 * The handler of a button or a pick list.
 * @example on(openDrop, async ({ args, ...call }) => show(await draw(call, args.drop)))
 */
export const on = <S extends ArgShape>(
  { id, args }: PressAddress<S>,
  run: (
    call: Call & {
      readonly args: ArgsOf<S>;
      /** Values of a pick list, mailboxes of a channel picker, ids of a role picker; empty for buttons. */
      readonly picked: readonly string[];
      readonly message?: MessageRef;
    },
  ) => Reply | Promise<Reply>,
  choice: Pick<Handler, 'audience' | 'repeatable'> = {},
): AnyAction => ({ id, args, ...choice, run });

/**
 * The handler of a form that was opened with `openForm`.
 * @example onForm(sendReport, ({ args, fields, ...call }) => send(call, args, typed(fields['reason'])))
 */
export const onForm = <S extends ArgShape>(
  { id, args }: PressAddress<S>,
  run: (
    call: Call & {
      readonly args: ArgsOf<S>;
      /** What was filled in, by field name: text, or picked values. Fields left empty are absent. */
      readonly fields: Readonly<Record<string, Filled>>;
      /** Files that were put into it, by field name. */
      readonly files: Readonly<Record<string, Upload>>;
      readonly message?: MessageRef;
    },
  ) => Reply | Promise<Reply>,
  choice: Pick<Handler, 'audience'> = {},
): AnyForm => ({ id, args, ...choice, run });

/** A form as it opens: `ask(openForm(sendReport({ run, at }), { title: 'Report', fields }))`. */
export const openForm = (press: Press, shown: Omit<OpenForm, 'press'>): OpenForm => ({ press, ...shown });

const shelfOf = (id: string): string => id.split('.', 1)[0] ?? id;

/**
 * Addresses that lead nowhere, though handlers for others of their shelf are there; `all`: of any shelf, where nothing but
 * the product is loaded.
 */
export function deadAddresses(handled: ReadonlySet<string>, all = false): readonly string[] {
  const shelves = new Set([...handled].map(shelfOf));
  return [...known.keys()].filter((id) => (all || shelves.has(shelfOf(id))) && !handled.has(id));
}
