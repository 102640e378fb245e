/** Conversations as data: what somebody says and presses, and what the answer must and must never hold. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = path.resolve(import.meta.dirname, '../dialogues');

const pattern = z.string().min(1);
const turnSchema = z
  .strictObject({
    /** In a direct message. `{right}` and `{wrong}` stand for an answer to the open question, `{right text}` for its words. */
    say: z.string().optional(),
    /** In the common channel. */
    mention: z.string().optional(),
    /** Behind the slash, where commands are typed. */
    command: z.string().optional(),
    /** The first button of the latest message that begins so; `.` is the first of all. */
    press: z.string().optional(),
    /** Regular expressions, in any case: each must be in the text or on a button. */
    holds: z.array(pattern).default([]),
    never: z.array(pattern).default([]),
    /** Each must be on a button or in a list. */
    buttons: z.array(pattern).default([]),
    /** A question is open after it. */
    open: z.boolean().optional(),
    /** Only this person sees the answer. */
    privately: z.boolean().optional(),
    /** It is a look-up, so that it may be said not to be there. */
    lookup: z.boolean().default(false),
  })
  .refine(
    (turn) => [turn.say, turn.mention, turn.command, turn.press].filter((one) => one !== undefined).length === 1,
    {
      message: 'is one of say, mention, command, press',
    },
  );
export type DialogueTurn = z.output<typeof turnSchema>;

const dialogueSchema = z.strictObject({
  id: z.string(),
  voice: z.string(),
  /** Names of stages; all unless given. */
  only: z.array(z.string()).optional(),
  turns: z.array(turnSchema).min(1),
});
export type Dialogue = z.output<typeof dialogueSchema> & { readonly file: string };

/** All of them, by file; ids are unique. */
export function readDialogues(): readonly Dialogue[] {
  const all = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .toSorted()
    .flatMap((file) =>
      z
        .array(dialogueSchema)
        .parse(parse(readFileSync(path.join(FOLDER, file), 'utf8')))
        .map((dialogue) => ({ ...dialogue, file })),
    );
  const ids = all.map(({ id }) => id);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) throw new Error(`two dialogues are called: ${twice.join(', ')}`);
  return all;
}

/** What an answer never says to anybody. */
const NEVER = ['something broke', 'undefined', '\\[object', 'README', 'older version of me'];
const UNKNOWN = ['not in my glossary', 'outside what I teach'];

/** What was shown, as far as dialogues look at it. */
export interface Answered {
  readonly text: string;
  readonly buttons: readonly string[];
  readonly picks: readonly { readonly options: readonly string[] }[];
  readonly private: boolean;
}

const has = (one: string, all: readonly string[]): boolean => all.some((text) => new RegExp(one, 'iu').test(text));

/** What is wrong with an answer, in words; nothing when it is as it must be. */
export function faultsOf(turn: DialogueTurn, seen: Answered, open: boolean): readonly string[] {
  const labels = [...seen.buttons, ...seen.picks.flatMap((pick) => pick.options)];
  const all = [seen.text, ...labels];
  const never = [...NEVER, ...turn.never, ...(turn.lookup ? [] : UNKNOWN)];
  return [
    ...turn.holds.filter((one) => !has(one, all)).map((one) => `holds no "${one}"`),
    ...turn.buttons.filter((one) => !has(one, labels)).map((one) => `has no button "${one}"`),
    ...never.filter((one) => has(one, all)).map((one) => `says "${one}"`),
    ...(turn.open !== undefined && turn.open !== open ? [`leaves ${open ? 'a' : 'no'} question open`] : []),
    ...(turn.privately === true && !seen.private ? ['is public'] : []),
  ];
}
