/** What the Slack platform needs to know and to be given before it can start. */
import type { Logger } from 'pino';
import type { PersonId } from '../../chat/request.ts';

/**
 * Keeps the installations of many workspaces. The values are opaque JSON text that holds tokens: whoever implements
 * this encrypts them.
 */
export interface InstallationKeeper {
  /** `id`: a workspace (`T…`). Replaces. */
  save(id: string, value: string): Promise<void>;
  find(id: string): Promise<string | undefined>;
  /** Removing what is not there is fine. */
  remove(id: string): Promise<void>;
}

/** Somebody who opened their App Home, as they were then. */
export interface HomeOwner {
  readonly person: PersonId;
  readonly name: string;
  readonly locale: string;
  readonly zone?: string;
}

/** Keeps in mind, for all processes and over restarts, who opened their App Home of late and what it shows. */
export interface HomeKeeper {
  /** They have opened it, and it shows what has this mark (empty: nobody knows what). */
  open(owner: HomeOwner, mark: string, at: number): Promise<void>;
  /** Those of these people who opened theirs of late, the latest first. */
  find(people: readonly PersonId[]): Promise<readonly HomeOwner[]>;
  /**
   * From now on theirs shows what has this mark. Gives back the mark before; undefined, and nothing is kept, when they
   * did not open it of late.
   */
  mark(person: PersonId, mark: string, at: number): Promise<string | undefined>;
  /** Forgets everybody whose id begins so. */
  forget(prefix: string): Promise<void>;
}

/** How events arrive: over a web socket that we open, or as signed HTTP requests. */
export type SlackMode =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string };

/** One workspace with its token, or any workspace that installs the app. */
export type SlackAuth =
  | { readonly kind: 'single'; readonly botToken: string }
  | {
      readonly kind: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly stateSecret: string;
      readonly installations: InstallationKeeper;
    };

export interface SlackOptions {
  readonly mode: SlackMode;
  readonly auth: SlackAuth;
  /** Slack's Web API, ending in a slash; `https://slack.com/api/` unless given. */
  readonly apiUrl?: string;
  /** The slash command without its slash; `tutor` unless given. */
  readonly command?: string;
  readonly log: Logger;
  /** Claims an event's id for all processes: false when some process had it before. */
  firstTime(event: string): Promise<boolean>;
  readonly homes: HomeKeeper;
  /** Slack will not have us back (token revoked, Socket Mode switched off): nothing more will arrive. */
  readonly onFatal?: (error: Error) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Waits so many milliseconds; by the wall clock unless given. */
  readonly pause?: (ms: number) => Promise<void>;
  /** A timer; by the wall clock unless given. */
  readonly later?: Later;
}

/** Runs something in so many milliseconds, unless it is called off before. */
export type Later = (run: () => void, ms: number) => CallOff;
export type CallOff = () => void;

export const DEFAULT_API_URL = 'https://slack.com/api/';
export const DEFAULT_COMMAND = 'tutor';

/** Where the one HTTP server hands requests over. The names are Bolt's own defaults. */
export const PATHS = {
  events: '/slack/events',
  install: '/slack/install',
  redirect: '/slack/oauth_redirect',
} as const;
