/** The JSON that travels between the playground's server and its page; pure types, so both sides can read them. */

/** Markdown as the tree that `parseMarkdown` makes: the page draws nodes from it, never markup. */
export type WireInline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly WireInline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly WireInline[] }
  | { readonly kind: 'break' };
export type WireParagraph =
  | { readonly kind: 'paragraph' | 'quote'; readonly children: readonly WireInline[] }
  | { readonly kind: 'list'; readonly start?: number; readonly items: readonly (readonly WireInline[])[] }
  | { readonly kind: 'code'; readonly text: string; readonly language?: string };

export interface WireOption {
  readonly value: string;
  readonly label: string;
  readonly note?: string;
  readonly picked?: boolean;
}

export type WireButton =
  | {
      readonly kind: 'press';
      /** The encoded press, sent back as it is. */
      readonly press: string;
      readonly label: string;
      readonly style: 'main' | 'plain' | 'danger' | 'quiet';
      readonly disabled: boolean;
      /** Of a lettered choice: what the letter stands for; `code` when it is code. */
      readonly words?: string;
      readonly code?: boolean;
    }
  | { readonly kind: 'link'; readonly url: string; readonly label: string };

export interface WirePick {
  readonly kind: 'pick';
  readonly of: 'options' | 'channel' | 'role';
  readonly press: string;
  readonly label: string;
  readonly options: readonly WireOption[];
  readonly min: number;
  readonly max: number;
  /** What the button says that sends several. */
  readonly done: string;
  /** Closed until it is opened. */
  readonly folded?: true;
}

export type WireBlock =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'text' | 'note'; readonly paragraphs: readonly WireParagraph[] }
  | { readonly kind: 'code'; readonly text: string; readonly language?: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** The first cell of a row names it, and stands above the others, which hold whole sentences. */
      readonly sentences?: true;
    }
  /** `src` is a path on this server; width and height are the picture's own pixels, so that nothing jumps. */
  | {
      readonly kind: 'picture';
      readonly src: string;
      readonly alt: string;
      readonly width: number;
      readonly height: number;
    }
  /** `src` is a path on this server, to be asked for as whom the message is for; `bytes` is the size. */
  | {
      readonly kind: 'file';
      readonly src: string;
      readonly name: string;
      readonly label: string;
      readonly bytes: number;
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'buttons'; readonly buttons: readonly WireButton[] }
  | WirePick;

export interface WireCard {
  readonly tone: 'plain' | 'good' | 'bad';
  /** One plain line, for screen readers and unread marks. */
  readonly summary: string;
  readonly blocks: readonly WireBlock[];
}

interface WireFieldBase {
  readonly name: string;
  readonly label: string;
  readonly note?: string;
  readonly required: boolean;
}
export type WireField =
  | (WireFieldBase & {
      readonly kind: 'text';
      readonly long: boolean;
      /** Characters. */
      readonly max: number;
      readonly placeholder?: string;
      readonly value?: string;
      readonly suggest?: { readonly command: string; readonly option: string };
    })
  | (WireFieldBase & {
      readonly kind: 'pick';
      readonly options: readonly WireOption[];
      readonly min: number;
      readonly max: number;
    })
  | (WireFieldBase & { readonly kind: 'file' });

export interface WireForm {
  readonly press: string;
  readonly title: string;
  readonly intro?: string;
  readonly submit: string;
  readonly fields: readonly WireField[];
}

export interface WirePerson {
  /** A person id: `playground:user/ada`. */
  readonly id: string;
  readonly name: string;
  readonly admin: boolean;
}

/** What somebody did that a card answers: a typed command, or the label of a control. */
export interface WireAsked {
  readonly person: WirePerson;
  readonly via: 'command' | 'press' | 'form';
  readonly line: string;
}

export interface WireMessage {
  readonly id: string;
  /** The mailbox that the room is: a channel, or the person whose direct messages these are. */
  readonly room: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Grows with each edit; the higher one is the newer one. */
  readonly revision: number;
  /** The id of the message that heads the thread which this one is in. */
  readonly under?: string;
  readonly threadTitle?: string;
  /** Only one person sees it. */
  readonly private: boolean;
  /** The page's own id of the event that brought it, so that the page knows its own lines again. */
  readonly event?: string;
  readonly body:
    | { readonly kind: 'line'; readonly person: WirePerson; readonly text: string }
    /** `mention`: the name of the role that the post calls. */
    | { readonly kind: 'card'; readonly card: WireCard; readonly asked?: WireAsked; readonly mention?: string };
}

export interface WireRoom {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly direct: boolean;
}

export interface WireCommandOption {
  readonly name: string;
  readonly kind: 'text' | 'choice' | 'number' | 'flag' | 'person';
  readonly description: string;
  readonly required: boolean;
  /** Values that can be chosen: of a choice, or yes and no of a flag. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  readonly min?: number;
  readonly max?: number;
  /** The server has suggestions while typing. */
  readonly suggests: boolean;
}
export interface WireCommand {
  readonly name: string;
  readonly description: string;
  readonly staff: boolean;
  /** Works in channels only. */
  readonly community: boolean;
  readonly options: readonly WireCommandOption[];
}

/** Something to begin with on a first visit: a line that is sent. */
export interface WireStarter {
  readonly label: string;
  readonly note: string;
  readonly line: string;
}

/** What greets somebody on a first visit. */
export interface WireWelcome {
  /** What Sous is there for, in a sentence or two. */
  readonly about: string;
  readonly starters: readonly WireStarter[];
}

/** What the stream says. `snapshot` replaces all that the page holds; `message` adds one or replaces it by its id. */
export type WireEvent =
  | {
      readonly kind: 'snapshot';
      readonly me: WirePerson;
      readonly rooms: readonly WireRoom[];
      readonly people: readonly WirePerson[];
      /** Oldest first, over all rooms. */
      readonly messages: readonly WireMessage[];
      /** Addresses of rooms with older messages than these. */
      readonly more: readonly string[];
    }
  | { readonly kind: 'message'; readonly message: WireMessage }
  | { readonly kind: 'gone'; readonly id: string }
  | { readonly kind: 'person'; readonly person: WirePerson };

/** What came of an event. The message is sent along, so that the page need not wait for the stream. */
export type WireResult =
  | { readonly kind: 'message'; readonly message: WireMessage }
  | { readonly kind: 'ask'; readonly form: WireForm }
  | { readonly kind: 'gone'; readonly id: string }
  /** Done, and there is nothing to show. */
  | { readonly kind: 'done' };

/** Why nothing was done, for the person; with a status of 400 or above. */
export interface WireProblem {
  readonly problem: string;
}
