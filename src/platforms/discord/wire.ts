/** The calls that answer an interaction, each with the right way to repeat it. */
import {
  type APIInteractionResponse,
  DiscordAPIError,
  MessageFlags,
  type REST,
  Routes,
  type Snowflake,
} from 'discord.js';
import { insist, type Patience } from '../../chat/insist.ts';
import type { MessageBody, Upload } from './body.ts';
import { CODES, codeOf, troubleOf } from './errors.ts';

/** What names an interaction in calls: its id, its token, the application; and where it happened. */
export interface Handle {
  readonly id: string;
  readonly token: string;
  readonly application_id: string;
  readonly guild_id?: string | undefined;
  readonly channel?: { readonly id: string } | undefined;
}

/** All reject with discord.js's errors; `whyLost` tells which of them mean that the answer is simply lost. */
export interface Wire {
  /** The first answer; must arrive within 3 s. */
  callback(of: Handle, body: APIInteractionResponse, files?: readonly Upload[]): Promise<void>;
  /** Changes the first answer, or the message that was pressed. */
  editOriginal(of: Handle, body: Partial<MessageBody>, files?: readonly Upload[]): Promise<void>;
  deleteOriginal(of: Handle): Promise<void>;
  /** A further message, drawn with the interaction's id as its key. */
  followUp(of: Handle, body: MessageBody, files?: readonly Upload[]): Promise<void>;
}

/** Milliseconds for one try of a first answer. */
const CALLBACK_TIMEOUT = 2_500;

export interface WireTools {
  /**
   * Made for this alone: Discord exempts these calls from the bot's 50 requests a second, and the repeating is done here
   * (`retries: 0`), because only here is it known what a repetition means.
   */
  readonly rest: REST;
  readonly clock: Patience;
  /** What we have said in a channel in answer to this interaction. @throws discord.js's errors */
  seek(channel: Snowflake, to: Snowflake): Promise<unknown>;
}

export function createWire({ rest, clock, seek }: WireTools): Wire {
  const original = (of: Handle) => Routes.webhookMessage(of.application_id, of.token, '@original');
  const repeating = { ...clock, trouble: troubleOf, wait: 'answer', deed: 'set' } as const;
  return {
    async callback(of, body, files = []) {
      const call = async (): Promise<unknown> =>
        within(CALLBACK_TIMEOUT, (signal) =>
          rest.post(Routes.interactionCallback(of.id, of.token), { body, files: [...files], auth: false, signal }),
        );
      // A first try that was stored and then answered 5xx: the second one is told that there is an answer already.
      const taken = (error: unknown) => (codeOf(error) === CODES.alreadyAnswered ? true : undefined);
      await insist(call, { ...repeating, wait: 'door', taken });
    },
    async editOriginal(of, body, files = []) {
      await insist(async () => rest.patch(original(of), { body, files: [...files], auth: false }), repeating);
    },
    async deleteOriginal(of) {
      const taken = (error: unknown) => (error instanceof DiscordAPIError && error.status === 404 ? true : undefined);
      await insist(async () => rest.delete(original(of), { auth: false }), { ...repeating, taken });
    },
    async followUp(of, body, files = []) {
      const route = Routes.webhook(of.application_id, of.token);
      const aside = (body.flags & MessageFlags.Ephemeral) !== 0 || of.guild_id === undefined;
      const channel = of.channel?.id;
      await insist(async () => rest.post(route, { body, files: [...files], auth: false }), {
        ...repeating,
        deed: aside ? 'tell' : 'say',
        // what only its reader sees stands in no history
        ...(!aside && channel !== undefined && { look: async () => seek(channel, of.id) }),
      });
    },
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
