/* Talks with the server: requests up, the stream of changes down, both until they succeed. */

/** @import { WireEvent, WireResult, WirePerson } from '../wire.ts' */

const API = '/playground/api';

/** What the server said no with, in words for people. */
export class Problem extends Error {
  /** @param {string} message @param {number} status */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** What went wrong, in words for people. @param {unknown} error */
export function wordsOf(error) {
  if (error instanceof TypeError) return 'Sous is not answering; try again in a moment.';
  return error instanceof Error ? error.message : String(error);
}

/**
 * @template T
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<T>} Rejects with a Problem when the server says no, with a TypeError when it is not there.
 */
async function ask(path, init) {
  const response = await fetch(`${API}${path}`, { ...init, headers: { 'content-type': 'application/json' } });
  if (response.ok) return /** @type {Promise<T>} */ (response.json());
  throw new Problem(await problemOf(response), response.status);
}

/** @param {Response} response @returns {Promise<string>} */
async function problemOf(response) {
  try {
    const body = /** @type {{ problem?: unknown } | null} */ (await response.json());
    if (typeof body?.problem === 'string') return body.problem;
  } catch (error) {
    console.warn('an answer that is not JSON', error); // a proxy in between, for one
  }
  return `That did not work (${response.status}).`;
}

/** @template T @param {string} path @param {Record<string, string>} [query] @param {AbortSignal} [signal] @returns {Promise<T>} */
export const get = (path, query = {}, signal) =>
  ask(`${path}?${new URLSearchParams(query)}`, signal === undefined ? {} : { signal });

/** @template T @param {string} path @param {object} body @returns {Promise<T>} */
export const post = (path, body) => ask(path, { method: 'POST', body: JSON.stringify(body) });

/** An id for one thing that the person did. `crypto.randomUUID` is missing where the page is not on localhost or https. */
export const newEvent = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/**
 * The stream of one person. It comes back by itself for as long as the page is open.
 * @param {{
 *   me: () => string,
 *   onEvent: (event: WireEvent) => void,
 *   onState: (online: boolean) => void,
 *   onRefused: () => Promise<void>,
 * }} options `onRefused` is called before another try when the server does not want us as we are.
 */
export function openStream({ me, onEvent, onState, onRefused }) {
  /** @type {EventSource | undefined} */
  let source;
  let last = '';
  let over = false;
  /** @type {(() => void)[]} */
  let waiting = [];

  const connect = () => {
    if (over) return;
    const query = new URLSearchParams({ me: me(), ...(last !== '' && { after: last }) });
    source = new EventSource(`${API}/stream?${query}`);
    source.addEventListener('open', () => {
      onState(true);
      for (const go of waiting) go();
      waiting = [];
    });
    source.addEventListener('message', (message) => {
      last = message.lastEventId;
      onEvent(/** @type {WireEvent} */ (JSON.parse(String(message.data))));
    });
    source.addEventListener('error', () => {
      onState(false);
      // a browser gives up for good after an answer that is not a stream: a server that is just starting, for one
      if (source?.readyState === EventSource.CLOSED) {
        setTimeout(() => {
          onRefused().then(connect, connect);
        }, 1_000);
      }
    });
  };
  connect();

  return {
    close() {
      over = true;
      source?.close();
    },
    /** Resolves when the server is there again, or when it is worth another try. */
    again: () =>
      new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
        waiting.push(resolve);
        setTimeout(resolve, 3_000);
      }),
  };
}

/**
 * Sends an event until the server says what came of it. The id in it makes repeating harmless.
 * @param {object} event
 * @param {{ again: () => Promise<unknown>, introduce: () => Promise<unknown> }} help
 * @returns {Promise<WireResult>}
 */
export async function sendEvent(event, { again, introduce }) {
  let introduced = false;
  for (;;) {
    try {
      return await post('/events', event);
    } catch (error) {
      if (error instanceof Problem && error.status === 403 && !introduced) {
        introduced = true;
        await introduce();
      } else if (error instanceof TypeError || (error instanceof Problem && error.status === 503)) {
        await again();
      } else throw error;
    }
  }
}

/** @param {{ name: string, admin: boolean }} person @returns {Promise<WirePerson>} */
export const introduce = ({ name, admin }) =>
  post('/people', { name, admin, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
