/**
 * A stage: where a test talks to Sous as people do. The same scenes run on the bare app, the playground, Discord and
 * Slack; each stage drives its platform's real client library against a fake server on loopback.
 */

import type { Platform } from '../../src/chat/platform.ts';

/** One message as a person sees it. */
export interface Seen {
  /** All the words of it, Markdown marks taken off, buttons left out. */
  readonly text: string;
  /** Labels of the enabled buttons, in order; link buttons are not among them. */
  readonly buttons: readonly string[];
  /** Pick lists: the label, and the labels of what can be picked. */
  readonly picks: readonly { readonly label: string; readonly options: readonly string[] }[];
  /** Descriptions of the pictures. */
  readonly pictures: readonly string[];
  /** Only this person sees it. */
  readonly private: boolean;
  /** A form that opened instead of a message. */
  readonly form?: {
    readonly title: string;
    readonly fields: readonly string[];
    /** Labels of what can be picked, by the field's label; typed fields are not there. */
    readonly options: Readonly<Record<string, readonly string[]>>;
  };
  /** The message was removed. */
  readonly gone?: boolean;
}

/** A file that somebody has on their disk. */
export interface GivenFile {
  readonly file: string;
  readonly content: string | Uint8Array;
}
/** What is put into a field: words, labels of what is picked, or a file. */
export type Given = string | readonly string[] | GivenFile;
export const isFile = (given: Given | undefined): given is GivenFile => typeof given === 'object' && 'file' in given;
export const bytesOf = ({ content }: GivenFile): Buffer => Buffer.from(content as Uint8Array);

export interface Person {
  readonly name: string;
  /** The same person in direct messages with the bot, where a press on a message does not tell where it stands. */
  readonly inPrivate?: Person;
  /** Runs a slash command; options by name. Staff commands by their own name, e.g. `setup`. */
  command(name: string, options?: Readonly<Record<string, string | number | boolean>>): Promise<Seen>;
  /** Types a command, all that stands behind the slash, where commands are typed. */
  type?(line: string): Promise<Seen>;
  /** A direct message, or a mention where the platform has no direct messages. */
  say(text: string): Promise<Seen>;
  /** Says something in the common channel, to Sous. */
  mention(text: string): Promise<Seen>;
  /** Presses a button by its label (exact, or the only one that starts with it) on the latest message, or on `on`. */
  press(label: string, on?: Seen): Promise<Seen>;
  /** Picks options by their labels in the list with this label. */
  pick(list: string, options: readonly string[], on?: Seen): Promise<Seen>;
  /** Fills in and submits the open form, by field label. */
  submit(fields: Readonly<Record<string, Given>>): Promise<Seen>;
  /** Opens the file whose name starts so on the latest message, or on `on`, and has its bytes. */
  download(name: string, on?: Seen): Promise<Buffer>;
  /** Delivers this person's last event once more, as platforms do after a time-out. */
  repeat(): Promise<void>;
  /** Chooses *Explain this* on a message in the common channel in which `author` says so; absent where nobody else talks. */
  explain?(author: Pick<Person, 'name'>, text: string): Promise<Seen>;
  /** The labels offered while typing. */
  suggestions(command: string, option: string, typed: string): Promise<readonly string[]>;
}

export interface Stage {
  readonly name: string;
  person(name: string, options?: { readonly admin?: boolean }): Person;
  /** What everybody in the common channel sees, oldest first. */
  channel(): Promise<readonly Seen[]>;
  /** Stops Sous and starts it again on the same database; messages on the platform stay. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** How a stage gets its Sous: starts an app on the given platform; called again, with a new platform, at a restart. */
export type Boot = (platform: Platform) => Promise<{ stop(): Promise<void> }>;
