/** What was typed -> Request: a line with a slash is a command, anything else is said. */
import type { AnyCommand } from '../../chat/command.ts';
import { readLine } from '../../chat/line.ts';
import { clean } from '../../chat/markdown.ts';
import type { PersonId, Request } from '../../chat/request.ts';
import { callerOf, type Sitter } from './rooms.ts';

export interface Reading {
  readonly sitter: Sitter;
  readonly event: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly commands: ReadonlyMap<string, AnyCommand>;
  /** The person whom a word names. */
  personOf(word: string): PersonId | undefined;
  /** It is said where everybody at the terminal is; else in direct messages, but for what works among others only. */
  readonly inRoom?: boolean;
}

export function readTyped(line: string, reading: Reading): Request {
  const { sitter, event, at, commands, personOf, inRoom = false } = reading;
  const text = clean(line);
  if (!/^[/／]/u.test(text)) return { kind: 'said', caller: callerOf(sitter, inRoom), event, at, text };
  const { name = 'help', options, rest } = readLine(text, commands, { personOf });
  const among = inRoom || commands.get(name)?.where === 'community';
  return {
    kind: 'command',
    caller: callerOf(sitter, among),
    event,
    at,
    name,
    options,
    ...(rest !== undefined && { rest }),
  };
}
