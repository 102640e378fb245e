/** What went wrong in a call to Discord, in the words of whoever must act on it. */
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { reasonOf } from '../../chat/fault.ts';
import type { Trouble } from '../../chat/insist.ts';
import { PostError } from '../../chat/platform.ts';

/** Discord's JSON error codes that Sous knows how to answer (published under *Opcodes and Status Codes*). */
export const CODES = {
  unknownChannel: 10_003,
  unknownMessage: 10_008,
  unknownMember: 10_007,
  unknownUser: 10_013,
  unknownWebhook: 10_015,
  unknownInteraction: 10_062,
  slowMode: 20_016,
  writeLimit: 20_028,
  alreadyAnswered: 40_060,
  missingAccess: 50_001,
  noDirectMessages: 50_007,
  missingPermissions: 50_013,
  invalidToken: 50_027,
  invalidBody: 50_035,
  archivedThread: 50_083,
  threadExists: 160_004,
  threadLocked: 160_005,
  tooManyThreads: 160_006,
} as const;

/** Discord's own number for the error; undefined when the answer was none of its own. */
export const codeOf = (error: unknown): number | undefined =>
  error instanceof DiscordAPIError && typeof error.code === 'number' ? error.code : undefined;

/** The network failed before anything was sent, so nothing can have been stored. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const systemCode = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** What a failed call has left behind. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof RateLimitError) {
    return { outcome: 'busy', retryAfter: Math.max(error.retryAfter, error.timeToReset, error.sublimitTimeout) };
  }
  if (error instanceof DiscordAPIError) {
    const code = codeOf(error);
    const limited = error.status === 429 || code === CODES.slowMode || code === CODES.writeLimit;
    return { outcome: limited ? 'busy' : 'refused' };
  }
  return { outcome: NEVER_SENT.has(systemCode(error)) ? 'busy' : 'doubt' };
}

/** Words for each way in which an interaction's answer can be lost. None of them is a bug. */
const LOST: Readonly<Record<number, string>> = {
  [CODES.alreadyAnswered]: 'it was answered already: delivered twice, or to two processes',
  [CODES.unknownInteraction]: 'it was answered too late (after 3 s), or its token is unknown',
  [CODES.unknownWebhook]: 'its token is over (15 min)',
  [CODES.invalidToken]: 'its token is over (15 min)',
  [CODES.unknownMessage]: 'the message is gone',
  [CODES.unknownChannel]: 'the channel is gone',
  [CODES.missingAccess]: 'the bot cannot see the channel: give its role *View Channel* there',
  [CODES.missingPermissions]: 'the bot lacks a permission in the channel: see *Server Settings > Roles*',
};

/** Why nobody will see the answer to an interaction; undefined when the error means something else. */
export function whyLost(error: unknown): string | undefined {
  if (error instanceof RateLimitError) return 'Discord asks to wait longer than anybody waits for an answer';
  const code = codeOf(error);
  return code === undefined ? undefined : LOST[code];
}

/** The bot token is wrong or was reset: nothing works any more until somebody acts. */
export const isBadToken = (error: unknown): boolean =>
  (error instanceof DiscordAPIError && error.status === 401) ||
  (error instanceof Error && /expected token to be set|invalid token/iu.test(error.message));

export const TOKEN_ADVICE =
  'The bot token is wrong or was reset. Copy it again from the Discord Developer Portal (your application > Bot > ' +
  'Reset Token) into DISCORD_TOKEN and start Sous again.';

const ADVICE: Readonly<Record<number, string>> = {
  [CODES.unknownChannel]: 'That channel no longer exists. Choose another one with `/tutor setup`.',
  [CODES.unknownMessage]: 'That message was deleted on Discord.',
  [CODES.missingAccess]: 'I cannot see that channel: give my role *View Channel* there.',
  [CODES.missingPermissions]:
    'I lack a permission in that channel: give my role the permissions that the README lists.',
  [CODES.noDirectMessages]: 'This person does not accept direct messages from members of the server.',
  [CODES.archivedThread]: 'That thread is archived: open it again, or allow me *Send Messages in Threads*.',
  [CODES.threadLocked]: 'That thread is locked: unlock it, or choose another channel.',
  [CODES.tooManyThreads]: 'This server has too many open threads: archive some.',
};

/** Any failure of a call that posts or changes a message, as the contract of platforms wants it. */
export function postError(error: unknown, what: string, advice?: string): PostError {
  if (error instanceof PostError) return error;
  const { outcome, retryAfter } = troubleOf(error);
  if (retryAfter !== undefined) {
    return new PostError('busy', `${what}: Discord asks to wait`, { retryAfter, cause: error });
  }
  const reason = reasonOf(error);
  if (isBadToken(error)) return new PostError('refused', `${what}: ${reason}`, { advice: TOKEN_ADVICE, cause: error });
  if (error instanceof DiscordAPIError) {
    if (outcome === 'busy') return new PostError('busy', `${what}: ${reason}`, { cause: error });
    const code = codeOf(error) ?? 0;
    const known =
      advice ??
      ADVICE[code] ??
      (error.status === 403 ? ADVICE[CODES.missingPermissions] : undefined) ??
      'Discord refused it; the log of Sous says why. This is a fault of Sous: please report it.';
    return new PostError('refused', `${what}: ${reason} (code ${error.code})`, { advice: known, cause: error });
  }
  if (outcome === 'busy') {
    return new PostError('busy', `${what}: Discord cannot be reached (${systemCode(error)})`, { cause: error });
  }
  const status = error instanceof HTTPError ? `Discord answered ${error.status}` : reason;
  return new PostError('doubt', `${what}: ${status}`, { cause: error });
}
