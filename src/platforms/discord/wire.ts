/** The calls that answer an interaction, each with the right way to repeat it. */
import { type APIInteractionResponse, DiscordAPIError, type REST, Routes } from 'discord.js';
import type { MessageBody, Upload } from './body.ts';
import { CODES, codeOf, inDoubt } from './errors.ts';

/** What names an interaction in calls: its id, its token, the application. */
export interface Handle {
  readonly id: string;
  readonly token: string;
  readonly application_id: string;
}

/** All reject with discord.js's errors; `whyLost` tells which of them mean that the answer is simply lost. */
export interface Wire {
  /** The first answer; must arrive within 3 s. */
  callback(of: Handle, body: APIInteractionResponse, files?: readonly Upload[]): Promise<void>;
  /** Changes the first answer, or the message that was pressed. */
  editOriginal(of: Handle, body: Partial<MessageBody>, files?: readonly Upload[]): Promise<void>;
  deleteOriginal(of: Handle): Promise<void>;
  /** A further message. */
  followUp(of: Handle, body: MessageBody, files?: readonly Upload[]): Promise<void>;
}

/** Milliseconds between tries. Few and short: after 3 s nobody accepts a first answer any more. */
const PAUSES = [100, 400] as const;
/** Milliseconds for one try of a first answer. */
const CALLBACK_TIMEOUT = 2_500;

/**
 * @param rest made for this alone: Discord exempts these calls from the bot's 50 requests a second, and the repeating
 *   is done here (`retries: 0`), because only here is it known what a repetition means.
 */
export function createWire(rest: REST, wait: (ms: number) => Promise<void>): Wire {
  /** Repeats while the outcome is in doubt. `done` may recognize an error as the sign that an earlier try worked. */
  async function insist(call: () => Promise<unknown>, done: (error: unknown) => boolean): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await call();
        return;
      } catch (error) {
        if (tries > 0 && done(error)) return;
        const pause = PAUSES[tries];
        if (pause === undefined || !inDoubt(error)) throw error;
        await wait(pause);
      }
    }
  }
  const original = (of: Handle) => Routes.webhookMessage(of.application_id, of.token, '@original');
  const none = (): boolean => false;
  return {
    callback: (of, body, files = []) =>
      insist(
        () =>
          within(CALLBACK_TIMEOUT, (signal) =>
            rest.post(Routes.interactionCallback(of.id, of.token), { body, files: [...files], auth: false, signal }),
          ),
        // A first try that was stored and then answered 5xx: the second one is told that there is an answer already.
        (error) => codeOf(error) === CODES.alreadyAnswered,
      ),
    editOriginal: (of, body, files = []) =>
      insist(() => rest.patch(original(of), { body, files: [...files], auth: false }), none),
    deleteOriginal: (of) =>
      insist(
        () => rest.delete(original(of), { auth: false }),
        (error) => error instanceof DiscordAPIError && error.status === 404,
      ),
    // These have no nonce. A learner who sees an answer twice is better off than one who never sees it, and a press in
    // either copy means the same.
    followUp: (of, body, files = []) =>
      insist(
        () => rest.post(Routes.webhook(of.application_id, of.token), { body, files: [...files], auth: false }),
        none,
      ),
  };
}

/** `AbortSignal.timeout` would fire long after the call is over, and make an error with its stack for nobody. */
async function within<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  try {
    return await call(late.signal);
  } finally {
    clearTimeout(timer);
  }
}
