/** What a feature adds to Sous: definitions beside their functions. */
import { type AnyAction, type AnyForm, deadAddresses } from './address.ts';
import type { About, Block } from './card.ts';
import type { AnyCommand } from './command.ts';
import { runAgain } from './again.ts';
import { fillIn } from './missing.ts';
import type { Reply } from './reply.ts';
import type { Call } from './request.ts';

/** Something to do now and then. Called at each tick (once a minute), never twice at once in one process. */
export interface Job {
  readonly name: string;
  /** `stopping` is aborted when the process is asked to end: long work then leaves the rest for the next tick. */
  run(now: number, stopping?: AbortSignal): Promise<void>;
}

/** Something to begin with, offered to whoever is here for the first time: a line that they could have written. */
export interface Starter {
  readonly label: string;
  /** What it is good for, in a few words. */
  readonly note: string;
  readonly line: string;
}

/** A mention, a direct message, or what was typed behind a slash. */
export interface Said {
  readonly text: string;
}

/** What Sous is, as platforms introduce it where people choose and install it. */
export interface Introduction {
  /** Stands before "tutor": "back-end". */
  readonly kind: string;
  /** What it teaches: "the back end of the web". */
  readonly subject: string;
  /** Welcomes somebody new. */
  readonly welcome: string;
}

/** What the menu of a message offers, where a platform has one: on anybody's message. Only whoever chose it sees the answer. */
export interface MessageAction {
  /** At most 24 characters. */
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
  run(call: Call & { readonly text: string }): Reply | Promise<Reply>;
}

export interface Definitions {
  readonly commands?: readonly AnyCommand[];
  readonly actions?: readonly AnyAction[];
  readonly forms?: readonly AnyForm[];
  readonly jobs?: readonly Job[];
  /** Answers free text. Exactly one feature of an app has it. */
  readonly said?: (call: Call & Said) => Reply | Promise<Reply>;
  /** The same for a command that nobody knows, which may be a sentence; undefined when it is none. Only the caller sees it. */
  readonly saidAsCommand?: (call: Call & Said) => Promise<Reply | undefined>;
  /** Hears what the cards that somebody is shown are about. */
  readonly shown?: (call: Call & { readonly about: About }) => Promise<void>;
  /** Explains a message that somebody points at. At most one feature of an app has it. */
  readonly explain?: MessageAction;
  /** This feature's part of the learner's own page (Slack's App Home), in the order of the features; see HomeRequest. */
  readonly home?: (call: Call & { readonly opened: boolean }) => readonly Block[] | Promise<readonly Block[]>;
  /** What this feature offers to a newcomer, in the order of the features; see `App.starters`. */
  readonly starters?: (call: Pick<Call, 'caller'>) => readonly Starter[] | Promise<readonly Starter[]>;
  /** One feature knows what it is all about. */
  readonly introduction?: Introduction;
}

/** A definition keyed for look-up, with duplicates refused at start. */
export interface Catalog {
  readonly commands: ReadonlyMap<string, AnyCommand>;
  readonly actions: ReadonlyMap<string, AnyAction>;
  readonly forms: ReadonlyMap<string, AnyForm>;
  readonly jobs: readonly Job[];
  readonly said: Definitions['said'];
  readonly saidAsCommand: Definitions['saidAsCommand'];
  readonly shown: readonly NonNullable<Definitions['shown']>[];
  readonly explain: MessageAction | undefined;
  readonly homes: readonly NonNullable<Definitions['home']>[];
  readonly starters: readonly NonNullable<Definitions['starters']>[];
  readonly introduction: Introduction;
}

const UNNAMED: Introduction = {
  kind: 'course',
  subject: 'your course',
  welcome: 'I explain the words of your course.',
};

/** @throws Error when two features define the same name, or an address leads nowhere. */
export function createCatalog(features: readonly Definitions[]): Catalog {
  const said = features.flatMap((feature) => feature.said ?? []);
  if (said.length > 1) throw new Error('two features answer free text');
  const explain = features.flatMap((feature) => feature.explain ?? []);
  if (explain.length > 1) throw new Error('two features explain messages');
  const actions = keyed(
    'action',
    features.flatMap((f) => f.actions ?? []),
    (a) => a.id,
  );
  const forms = keyed(
    'form',
    features.flatMap((f) => f.forms ?? []),
    (f) => f.id,
  );
  refuse(deadAddresses(new Set([...actions.keys(), ...forms.keys()])));
  return {
    commands: keyed(
      'command',
      features.flatMap((f) => f.commands ?? []),
      (c) => c.name,
    ),
    actions,
    forms,
    jobs: features.flatMap((feature) => feature.jobs ?? []),
    said: said[0],
    saidAsCommand: features.find((feature) => feature.saidAsCommand !== undefined)?.saidAsCommand,
    shown: features.flatMap((feature) => feature.shown ?? []),
    explain: explain[0],
    homes: features.flatMap((feature) => feature.home ?? []),
    starters: features.flatMap((feature) => feature.starters ?? []),
    introduction: features.findLast((feature) => feature.introduction !== undefined)?.introduction ?? UNNAMED,
  };
}

function keyed<T>(what: string, items: readonly T[], key: (item: T) => string): Map<string, T> {
  const map = new Map<string, T>();
  for (const item of items) {
    if (map.has(key(item))) throw new Error(`two definitions of the ${what} "${key(item)}"`);
    map.set(key(item), item);
  }
  return map;
}

/** For a process in which nothing but the product is loaded. @throws Error when an address of any shelf leads nowhere */
export const expectWhole = ({ actions, forms }: Catalog): void =>
  refuse(deadAddresses(new Set([...actions.keys(), ...forms.keys(), fillIn.id, runAgain.id]), true));

function refuse(dead: readonly string[]): void {
  if (dead.length > 0) throw new Error(`nothing answers the address ${dead.map((id) => `"${id}"`).join(', ')}`);
}
