/** Hands the fake Slack's events to the app, over a socket or as signed HTTP requests, and waits for the acknowledgement. */
import { createHmac } from 'node:crypto';
import type { RawData } from 'ws';
import type { FakeSlack } from './server.ts';

export type Kind = 'slash_commands' | 'interactive' | 'events_api';
export type Payload = Readonly<Record<string, unknown>>;

export interface Delivered {
  /** What came with the acknowledgement. */
  readonly payload: Payload | undefined;
  /** HTTP status; 200 over a socket. */
  readonly status: number;
  readonly ms: number;
}

export interface Delivery {
  /** `again`: how often it was delivered before. @throws Error when it is not acknowledged within 3 s. */
  send(kind: Kind, payload: Payload, again?: number): Promise<Delivered>;
}

const DEADLINE = 3_000;

export function socketDelivery(slack: FakeSlack): Delivery {
  return {
    async send(kind, payload, again = 0) {
      const socket = await slack.socket();
      const envelope = slack.world.id('envelope');
      const started = performance.now();
      const acked = new Promise<Payload | undefined>((resolve, reject) => {
        const timer = setTimeout(() => done(() => reject(new Error(`not acknowledged: ${kind}`))), DEADLINE);
        const onMessage = (data: RawData): void => {
          const message = JSON.parse((data as Buffer).toString()) as { envelope_id?: string; payload?: Payload };
          if (message.envelope_id === envelope) done(() => resolve(message.payload));
        };
        const onClose = (): void =>
          done(() => reject(new Error(`the socket closed before the acknowledgement: ${kind}`)));
        const done = (then: () => void): void => {
          clearTimeout(timer);
          socket.off('message', onMessage);
          socket.off('close', onClose);
          then();
        };
        socket.on('message', onMessage);
        socket.on('close', onClose);
      });
      socket.send(
        JSON.stringify({
          envelope_id: envelope,
          type: kind,
          accepts_response_payload: kind !== 'events_api',
          payload,
          ...(again > 0 && { retry_attempt: again, retry_reason: 'timeout' }),
        }),
      );
      try {
        return { payload: await acked, status: 200, ms: performance.now() - started };
      } catch (error) {
        slack.world.complaints.push((error as Error).message);
        throw error;
      }
    },
  };
}

export interface Signing {
  readonly secret: string;
  /** Seconds since 1970; the present unless given. */
  readonly stamp?: number;
  readonly signature?: string;
}

/** Slack's signature: HMAC-SHA256 over `v0:<time>:<body>`. */
export const sign = (secret: string, stamp: number, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`;

/** The body and headers of one signed request. */
export function signedRequest(kind: Kind, payload: Payload, signing: Signing, again = 0) {
  const json = kind === 'events_api';
  const body =
    kind === 'events_api'
      ? JSON.stringify(payload)
      : new URLSearchParams(
          kind === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>),
        ).toString();
  const stamp = signing.stamp ?? Math.floor(Date.now() / 1_000);
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(stamp),
      'x-slack-signature': signing.signature ?? sign(signing.secret, stamp, body),
      ...(again > 0 && { 'x-slack-retry-num': String(again), 'x-slack-retry-reason': 'http_timeout' }),
    },
  };
}

/** `base`: where the app's HTTP server listens. */
export function httpDelivery(slack: FakeSlack, base: () => string, secret: string): Delivery {
  const seconds = (): number => Math.floor(slack.world.now() / 1_000);
  let clock = seconds();
  return {
    async send(kind, payload, again = 0) {
      // Slack signs each delivery anew; a second delivery within the same second would bear the same signature
      clock = again > 0 ? Math.max(clock + 1, seconds()) : seconds();
      const started = performance.now();
      const request = signedRequest(kind, payload, { secret, stamp: clock }, again);
      const answer = await fetch(`${base()}/slack/events`, { ...request, signal: AbortSignal.timeout(DEADLINE + 500) });
      const text = await answer.text();
      const ms = performance.now() - started;
      if (answer.status !== 200 || ms > DEADLINE) {
        slack.world.complaints.push(`not acknowledged: ${kind}, ${answer.status} after ${Math.round(ms)} ms`);
        throw new Error(`not acknowledged: ${kind}, ${answer.status}`);
      }
      return { payload: text === '' ? undefined : (JSON.parse(text) as Payload), status: answer.status, ms };
    },
  };
}
