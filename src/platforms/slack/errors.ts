/** What Slack's errors mean: certainly not there, try later, or in doubt; and what to do about each. */
import { webApi } from '@slack/bolt';
import { CardProblem } from '../../chat/card-problems.ts';
import type { Deed, Patience, Trouble, Wait } from '../../chat/insist.ts';
import { lineOf, reasonOf } from '../../chat/fault.ts';
import { PostError } from '../../chat/platform.ts';

/** Messages are refused with the first, views with the second. */
export const BLOCKS_AT_FAULT: ReadonlySet<string> = new Set(['invalid_blocks', 'invalid_arguments']);

/** What can be said about a failed call. `code` is Slack's own word, or ours for what happened on the way. */
export interface Failure {
  readonly code: string;
  readonly outcome: 'refused' | 'busy' | 'doubt';
  /** Milliseconds to wait, when Slack says so. */
  readonly retryAfter?: number;
  /** Slack's explanations, e.g. which block is wrong. */
  readonly details: readonly string[];
  /** The scope that is missing, for `missing_scope`. */
  readonly needed?: string;
}

/** Slack answers these when something broke on its side: the message may be stored all the same. */
export const DOUBT: ReadonlySet<string> = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
]);
/** The connection never came to be, so nothing was sent. */
const NOT_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** Errors after which a token is of no use any more. */
export const DEAD_TOKEN: ReadonlySet<string> = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'user_removed_from_team',
  'team_disabled',
]);

/** A response URL did not take it. `code`: Slack's own word, `http_<status>` or `connection_lost`. */
export class ResponseRefused extends Error {
  override readonly name = 'ResponseRefused';
  readonly failure: Failure;
  constructor(failure: Omit<Failure, 'details'>, cause?: unknown) {
    super(`the response URL answered ${failure.code}`, { cause });
    this.failure = { ...failure, details: [] };
  }
}

/** The rule of passing errors, with what Slack's mean. What cannot be drawn does not become drawable. */
export const repeating = (clock: Patience, deed: Deed = 'set', wait: Wait = 'answer') => ({
  ...clock,
  deed,
  wait,
  trouble: (error: unknown): Trouble => (error instanceof CardProblem ? { outcome: 'refused' } : readFailure(error)),
});

export function readFailure(error: unknown): Failure {
  if (error instanceof ResponseRefused) return error.failure;
  if (error instanceof webApi.WebAPIRateLimitedError) {
    return { code: 'ratelimited', outcome: 'busy', retryAfter: error.retryAfter * 1_000, details: [] };
  }
  if (error instanceof webApi.WebAPIPlatformError) {
    const data = error.data as { error: string; needed?: unknown; response_metadata?: { messages?: unknown } };
    const messages = data.response_metadata?.messages;
    return {
      code: data.error.slice(0, 200),
      outcome: DOUBT.has(data.error) ? 'doubt' : data.error === 'ratelimited' ? 'busy' : 'refused',
      details: Array.isArray(messages) ? messages.map((one) => lineOf(String(one))) : [],
      ...(typeof data.needed === 'string' && { needed: data.needed }),
    };
  }
  if (error instanceof webApi.WebAPIHTTPError) {
    // below 500 a proxy or Slack's edge turned the request away before the API saw it
    return { code: `http_${error.statusCode}`, outcome: error.statusCode >= 500 ? 'doubt' : 'refused', details: [] };
  }
  if (error instanceof webApi.WebAPIRequestError) {
    const code = causeCode(error.original);
    return {
      code: code ?? 'connection_lost',
      outcome: code !== undefined && NOT_SENT.has(code) ? 'busy' : 'doubt',
      details: [reasonOf(error.original)],
    };
  }
  return { code: 'unknown', outcome: 'doubt', details: [reasonOf(error)] };
}

function causeCode(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string') return code;
  }
  return undefined;
}

/** What to do about it, for an admin of the workspace. `bot`: the app's name there. */
export function adviceFor(failure: Failure, bot: string): string {
  switch (failure.code) {
    case 'not_in_channel':
    case 'channel_not_found':
      return `I am not in that channel, or it is gone. In the channel, type: /invite @${bot}`;
    case 'is_archived':
      return 'The channel is archived. Unarchive it, or choose another one.';
    case 'missing_scope':
      return `My app lacks the permission ${failure.needed ?? '(unknown)'}. Add it under "OAuth & Permissions", then reinstall the app.`;
    case 'restricted_action':
    case 'restricted_action_read_only_channel':
      return 'Only some people may post in that channel. Let me post there, or choose another one.';
    case 'msg_too_long':
    case 'msg_blocks_too_long':
    case 'invalid_blocks':
      return `Slack did not accept the message: ${failure.details.join('; ') || failure.code}. Shorten it.`;
    case 'message_not_found':
      return 'The message is gone.';
    case 'ratelimited':
      return 'Slack asks me to slow down. I try again later.';
    default:
      return DEAD_TOKEN.has(failure.code)
        ? 'My access to this workspace was withdrawn. Install the app again.'
        : `Slack answered "${failure.code}".`;
  }
}

/** As the platform contract wants it. `reads`: nothing was to be written, so a doubt is only a reason to try later. */
export function postError(what: string, error: unknown, bot: string, reads = false): PostError {
  if (error instanceof PostError) return error;
  const failure = readFailure(error);
  const outcome = reads && failure.outcome === 'doubt' ? 'busy' : failure.outcome;
  return new PostError(outcome, `${what}: ${[failure.code, ...failure.details].join('; ')}`, {
    advice: adviceFor(failure, bot),
    ...(failure.retryAfter !== undefined && { retryAfter: failure.retryAfter }),
    cause: error,
  });
}
