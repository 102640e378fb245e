/** A press is an address: `quiz.answer?run=8f3k&at=2&given=1` says which handler, and everything it needs to know. */
import { z } from 'zod';
import { LIMITS } from './limits.ts';

/** What a button carries. It names the thing it acts on, never "the current one", so old messages are harmless. */
export interface Press {
  readonly id: string;
  readonly args: Readonly<Record<string, string>>;
}

/** Arguments travel as text; a shape says how each is read back. Only shapes that round-trip through text belong here. */
export type ArgShape = Readonly<Record<string, z.ZodType<string | number | boolean | undefined>>>;
export type ArgsOf<S extends ArgShape> = { readonly [K in keyof S]: z.output<S[K]> };

/** Readers for press arguments. */
export const arg = {
  /** An id of ours: letters, digits, `.`, `_`, `-`, `:` and `/`; at most 80 characters. */
  id: z.string().regex(/^[\w.:/-]{1,80}$/u),
  /** A whole number, 0 or more. */
  count: z
    .string()
    .regex(/^\d{1,9}$/u)
    .transform(Number),
  flag: z.enum(['0', '1']).transform((text) => text === '1'),
  /** A short text typed by a person or taken from content. */
  text: z.string().max(60),
};

const ID = /^[a-z][a-z0-9.-]{0,39}$/u;

/** As text, however long. */
export const pressText = ({ id, args }: Press): string => {
  const entries = Object.entries(args);
  // most are short words, which stand as they are
  const query = entries.every(([, value]) => /^[\w*.-]*$/u.test(value))
    ? entries.map(([name, value]) => `${name}=${value}`).join('&')
    : new URLSearchParams(entries).toString();
  return query === '' ? id : `${id}?${query}`;
};

/** Characters that a press takes; at most `LIMITS.press` can travel. */
export const sizeOf = (press: Press): number => pressText(press).length;

/**
 * As one string of at most `LIMITS.press` (100) characters: Discord's `custom_id`, Slack's `value`.
 * @throws RangeError when it does not fit: an author's mistake, found by tests and the crawler.
 */
export function encodePress(press: Press): string {
  const text = pressText(press);
  if (text.length > LIMITS.press) {
    const query = text.slice(press.id.length + 1);
    throw new RangeError(
      `press "${press.id}" is ${text.length} characters long; at most ${LIMITS.press}: shorten ${query}`,
    );
  }
  return text;
}

/** The reverse; undefined when the text is not an address of ours (made by something else, or tampered with). */
export function decodePress(text: string): Press | undefined {
  if (text.length > LIMITS.press) return undefined;
  const cut = text.indexOf('?');
  const id = cut === -1 ? text : text.slice(0, cut);
  if (!ID.test(id)) return undefined;
  const args: Record<string, string> = Object.create(null) as Record<string, string>;
  if (cut !== -1) {
    for (const [key, value] of new URLSearchParams(text.slice(cut + 1))) {
      if (!/^[a-z][A-Za-z0-9]{0,19}$/u.test(key) || key in args) return undefined;
      args[key] = value;
    }
  }
  return { id, args };
}

/** Values as the text that travels; undefined ones are left out. */
export function textArgs(
  args: Readonly<Record<string, string | number | boolean | undefined>>,
): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, value] of Object.entries(args)) {
    if (value !== undefined) out[key] = typeof value === 'boolean' ? (value ? '1' : '0') : String(value);
  }
  return out;
}
