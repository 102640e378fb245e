/** What came in: a neutral account of one thing that one person did on some platform. */
import type { Press } from './press.ts';
import type { Upload } from './upload.ts';

/** An account on one platform. Ids say where they come from: `discord:user/80351`, `slack:user/T1.U2`. */
export type PersonId = `${string}:user/${string}`;

declare const learns: unique symbol;

/** Who learns, whatever account they come with. Opaque: what it is made from is known to `classroom/people` alone. */
export type LearnerId = string & { readonly [learns]: true };

/** Where a card can be posted: a person's direct messages, or a channel such as `slack:channel/T1.C2`. */
export type Mailbox = PersonId | `${string}:channel/${string}`;

/** A Discord guild, a Slack workspace, a playground room; a direct message belongs to `discord:direct` and the like. */
export type CommunityId = `${string}:${string}`;

/** Names one message on a platform so that it can be edited or found again. Opaque outside its platform. */
export type MessageRef = `${string}:message/${string}`;

/** Who did it, and where: as the platform knows them. */
export interface Visitor {
  readonly person: PersonId;
  /** The display name there; plain text of theirs: escape it before it becomes Markdown. */
  readonly name: string;
  readonly place: Mailbox;
  readonly community: CommunityId;
  /** BCP 47, as the platform reports it; `en` when unknown. */
  readonly locale: string;
  /** IANA zone when the platform knows it (Slack does, Discord does not). */
  readonly zone?: string;
  /** May change the community's settings: Discord's *Manage Server*, a Slack workspace admin or owner. */
  readonly admin: boolean;
  /** Ids of the platform's roles (Discord) or user groups that the person holds, where the platform tells. */
  readonly roles: readonly string[];
  /** True in a direct message: nobody else can read there. */
  readonly direct: boolean;
}

/** A visitor of whom the app knows which learner they are: what handlers get. */
export interface Caller extends Visitor {
  readonly learner: LearnerId;
}

/** The platform that an id belongs to, whatever it names: `slack` for `slack:channel/T1.C2`. */
export const platformOf = (id: string): string => id.split(':', 1)[0] ?? '';

/** What a form's field carries: one text, or the values picked in a list. */
export type Filled = string | readonly string[];

/** Options as a platform delivers them, before they are checked against the command. */
export type Options = Readonly<Record<string, string | number | boolean | undefined>>;

interface Common {
  readonly caller: Visitor;
  /**
   * The platform's own id of this event (Discord's interaction id, Slack's envelope or trigger, a playground event).
   * The same event delivered twice has the same id.
   */
  readonly event: string;
  /** When the person did it, in milliseconds since 1970: the press, not its processing (snowflake, action_ts). */
  readonly at: number;
}

export type CommandRequest = Common & {
  readonly kind: 'command';
  readonly name: string;
  readonly options: Options;
  /** What was typed behind a name that no command has, or what has no place among the options. */
  readonly rest?: string;
};
export type PressRequest = Common & {
  readonly kind: 'press';
  readonly press: Press;
  readonly picked?: readonly string[];
  readonly message?: MessageRef;
};
export type FormRequest = Common & {
  readonly kind: 'form';
  readonly press: Press;
  readonly fields: Readonly<Record<string, Filled>>;
  /** What was put into fields for files, by the field's name. */
  readonly files?: Readonly<Record<string, Upload>>;
  readonly message?: MessageRef;
};
/** A mention or a direct message, with the mention itself already taken off. */
export type SaidRequest = Common & { readonly kind: 'said'; readonly text: string };
/** Somebody pointed at a message of anybody's and wants to know what it means; `text` is that message, as plain text. */
export type ExplainRequest = Common & { readonly kind: 'explain'; readonly text: string };
/**
 * A mention that is added by an edit counts while its message is younger than this (milliseconds): so long it is known for
 * certain whether it was answered before, since events are kept in mind for a day.
 */
export const EDITABLE = 12 * 3_600_000;
/** A person's own page on the platform (Slack's App Home) is to be drawn. */
export type HomeRequest = Common & {
  readonly kind: 'home';
  /**
   * They have just opened it or pressed something on it. False when it is drawn again because its facts changed: nobody
   * may be looking, so nothing is told there that is told once, and the caller has no admin rights.
   */
  readonly opened: boolean;
};

export type Request = CommandRequest | PressRequest | FormRequest | SaidRequest | ExplainRequest | HomeRequest;

/** One event, already checked, with who did it and when. */
export interface Call {
  readonly caller: Caller;
  /** The platform's id of the event: the same when it is delivered twice. */
  readonly event: string;
  /** Milliseconds since 1970 at which the person did it. */
  readonly at: number;
}
