/** The playground: a chat page in the browser, a platform like any other but for its having no account and no token. */
import { randomBytes } from 'node:crypto';
import type { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Card } from '../../chat/card.ts';
import { cardProblems } from '../../chat/card-problems.ts';
import { type PlaceCheck, type Platform, PostError } from '../../chat/platform.ts';
import type { Mailbox, MessageRef } from '../../chat/request.ts';
import { within } from '../../chat/within.ts';
import { idFor } from './answer.ts';
import { createEvents } from './events.ts';
import { memoryHistory, type PlaygroundHistory } from './history.ts';
import { type Messages, openMessages } from './messages.ts';
import { openPeople } from './people.ts';
import { idOfRef, refOf } from './read.ts';
import { channelName, channelNames, isChannel, isPerson, roleName } from './rooms.ts';
import { createRoutes, type Running } from './routes.ts';
import { createBus } from './stream.ts';

export type { PlaygroundHistory } from './history.ts';
export { memoryHistory } from './history.ts';
export { STALL } from './rooms.ts';

export interface PlaygroundOptions {
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Where messages are kept; in memory, until the process ends, unless given. */
  readonly history?: PlaygroundHistory;
  /** Names and addresses, without port, under which the page is reached, beside loopback ones. */
  readonly hosts?: readonly string[];
}

/** How long requests under way may take to finish at a stop. */
const GRACE_MS = 5_000;

/**
 * `routes` belong at `/` of the one HTTP server: the page at `/playground/`, its API at `/playground/api/`. One process
 * serves a playground: pages hear of what happens in the process that they are connected to.
 */
export function createPlayground(options: PlaygroundOptions): Platform & { readonly routes: Hono } {
  const { log, now = Date.now, history = memoryHistory(), hosts = [] } = options;
  const known = hosts.map((host) => host.toLowerCase());
  let running: Running | undefined;

  const messages = (): Messages => {
    if (running === undefined) throw new PostError('busy', 'the playground is not running', { advice: 'Start it.' });
    return running.messages;
  };

  return {
    name: 'playground',
    routes: createRoutes({ log, hosts: known, running: () => running }),
    ready: () => running !== undefined,

    async start(app) {
      const boot = randomBytes(6).toString('hex');
      const bus = createBus(boot, (error) => log.error({ err: error }, 'a stream of the playground ended'));
      const people = await openPeople(history, now);
      const kept = openMessages(history, bus, now);
      await kept.sweep();
      const events = createEvents({ log, now, history, messages: kept, people });
      running = { app, bus, people, messages: kept, events };
    },

    async stop() {
      const stopping = running;
      running = undefined; // from here on pages are told to come back later
      if (stopping === undefined) return;
      await within(stopping.events.settled(), GRACE_MS, () => undefined);
      stopping.bus.close();
    },

    post: async (to, card, { key, under, threadTitle, mention }) => {
      const room = roomFor(to);
      checkCard(card);
      const head = under === undefined ? undefined : await headOf(messages(), room, under);
      const role = mention === undefined ? undefined : (roleName(mention) ?? mention);
      return doubtful(async () => {
        const message = await messages().add({
          id: idForKey(room, key),
          room,
          viewer: null,
          ...(head !== undefined && { under: head }),
          ...(threadTitle !== undefined && head !== undefined && { threadTitle }),
          body: { kind: 'card', card, ...(role !== undefined && { mention: role }) },
        });
        return refOf(message.id);
      });
    },

    edit: async (ref, card) => {
      checkCard(card);
      const id = idOfRef(ref);
      const edited = id === undefined ? undefined : await doubtful(async () => messages().redraw(id, card));
      if (edited === undefined) throw new PostError('refused', `${ref} is not there`, { advice: 'Post it again.' });
    },

    remove: async (ref) => {
      const id = idOfRef(ref);
      if (id !== undefined) await doubtful(async () => messages().remove(id));
    },

    find: async (to, key, since) => {
      const room = roomFor(to);
      const kept = await doubtful(async () => messages().get(idForKey(room, key)));
      return kept !== undefined && kept.message.at >= since ? [refOf(kept.message.id)] : [];
    },

    stillMember: nobodyLeaves,
    check: async (to) => checked(to, placeProblem(to)),
  };

  /** What is wrong with a place; undefined when it can be posted to. */
  function placeProblem(to: Mailbox): string | undefined {
    if (isChannel(to)) return undefined;
    if (!isPerson(to)) return `There is no ${to} in the playground. Choose one of ${channelNames()}.`;
    return running?.people.get(to) === undefined ? `Nobody called ${to} has opened the playground yet.` : undefined;
  }

  function roomFor(to: Mailbox): Mailbox {
    if (running === undefined) throw new PostError('busy', 'the playground is not running', { advice: 'Start it.' });
    const problem = placeProblem(to);
    if (problem !== undefined) throw new PostError('refused', `cannot post to ${to}`, { advice: problem });
    return to;
  }
}

const nobodyLeaves = async (): Promise<boolean> => true;

function checked(to: Mailbox, problem: string | undefined): PlaceCheck {
  const name = channelName(to);
  const called = name === undefined ? {} : { name };
  return problem === undefined
    ? { ok: true, missing: [], advice: '', ...called }
    : { ok: false, missing: ['channel'], advice: problem, ...called };
}

const idForKey = (room: Mailbox, key: string): string => idFor('post', room, key);

function checkCard(card: Card): void {
  const problems = cardProblems(card);
  if (problems.length > 0) {
    throw new PostError('refused', `the card cannot be shown: ${problems.join(' ')}`, { advice: problems.join(' ') });
  }
}

/** The id of the message that heads the thread: a thread has one level. */
async function headOf(messages: Messages, room: Mailbox, under: MessageRef): Promise<string> {
  const id = idOfRef(under);
  const kept = id === undefined ? undefined : await doubtful(async () => messages.get(id));
  if (kept === undefined || kept.message.room !== room) {
    throw new PostError('refused', `${under} is not in ${room}`, { advice: 'Post it without the thread.' });
  }
  return kept.message.under ?? kept.message.id;
}

/** When the history fails, nobody knows whether it kept the message. */
async function doubtful<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (error instanceof PostError) throw error;
    throw new PostError('doubt', 'the history of the playground failed', {
      advice: 'Check the database.',
      cause: error,
    });
  }
}
