/** A wire that writes down what is sent instead of sending it, and a log that can be read. */
import type { APIInteractionResponse } from 'discord.js';
import pino, { type Logger } from 'pino';
import type { Wire } from '../../../src/platforms/discord/wire.ts';

export interface Sent {
  readonly call: keyof Wire;
  readonly type?: number;
  readonly flags?: number;
  readonly text: string;
}

/** A wire that writes down what is sent, and fails where a test says so. */
export function recorder(failures: Partial<Record<keyof Wire, unknown[]>> = {}) {
  const sent: Sent[] = [];
  const record = async (call: keyof Wire, body: object): Promise<void> => {
    const failure = failures[call]?.shift();
    const { type, flags, data } = body as { type?: number; flags?: number; data?: { flags?: number } };
    const all = flags ?? data?.flags;
    sent.push({
      call,
      ...(type !== undefined && { type }),
      ...(all !== undefined && { flags: all }),
      text: [...JSON.stringify(body).matchAll(/"(?:content|title)":"([^"]*)"/gu)].map(([, words]) => words).join(' '),
    });
    if (failure !== undefined) throw failure;
  };
  const wire: Wire = {
    callback: (_, body: APIInteractionResponse) => record('callback', body),
    editOriginal: (_, body) => record('editOriginal', body),
    deleteOriginal: () => record('deleteOriginal', {}),
    followUp: (_, body) => record('followUp', body),
  };
  return { wire, sent };
}

export function logger(): { log: Logger; lines: { level: number; msg: string; reason?: string }[] } {
  const lines: { level: number; msg: string; reason?: string }[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as never) });
  return { log, lines };
}
