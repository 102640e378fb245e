/** How the fake Slack says no: its errors, and the scopes without which it says so. */
import type { Team } from './world.ts';

export type Result = Readonly<Record<string, unknown>>;

/** Slack's `{ ok: false, error, … }`. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly more: Result;
  constructor(code: string, more: Result = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

export const SCOPES: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'users.info': 'users:read',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'files.info': 'files:read',
  'conversations.open': 'im:write',
};
export const READ_SCOPES = { public: 'channels', private: 'groups', im: 'im' } as const;

export function needScope(team: Team, needed: string): void {
  if (!team.scopes.has(needed)) {
    throw new SlackRefusal('missing_scope', { needed, provided: [...team.scopes].join(',') });
  }
}

export const invalidBlocks = (errors: readonly string[]): SlackRefusal =>
  new SlackRefusal('invalid_blocks', {
    errors,
    response_metadata: { messages: errors.map((one) => `[ERROR] ${one}`) },
  });
export const invalidArguments = (errors: readonly string[]): SlackRefusal =>
  new SlackRefusal('invalid_arguments', { response_metadata: { messages: errors.map((one) => `[ERROR] ${one}`) } });
