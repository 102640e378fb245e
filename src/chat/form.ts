/** What a form asks, and what was filled in. */
import type { PickOption } from './card.ts';
import type { Press } from './press.ts';
import type { Filled } from './request.ts';

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
  | (FieldBase & { readonly kind: 'channel' | 'role'; readonly value?: string })
  /** One file; it arrives among the `files` of what was filled in. */
  | (FieldBase & { readonly kind: 'file' });
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

/** One filled-in text; a picked list gives its first value. */
export const typed = (given: Filled | undefined): string => (typeof given === 'string' ? given : (given?.[0] ?? ''));
/** Picked values; a text gives itself. */
export const pickedValues = (given: Filled | undefined): readonly string[] =>
  given === undefined ? [] : typeof given === 'string' ? [given] : given;
