/** The terminal: a chat in lines of text, for whoever tries a change or talks to Sous from a program. No account and no token. */
import { randomBytes } from 'node:crypto';
import type { App } from '../../chat/app.ts';
import type { Card } from '../../chat/card.ts';
import { cardProblems } from '../../chat/card-problems.ts';
import { type PlaceCheck, type Platform, PostError } from '../../chat/platform.ts';
import type { Mailbox, MessageRef, PersonId } from '../../chat/request.ts';
import { within } from '../../chat/within.ts';
import { openFiles } from './files.ts';
import { type Message, mayRead, openMessages } from './messages.ts';
import { ROOM, type Sitter } from './rooms.ts';
import { createSeat, type Seat } from './seat.ts';

export { converse } from './prompt.ts';
export { answerLines } from './lines.ts';
export { callerOf } from './rooms.ts';
export type { Seat } from './seat.ts';

export interface TerminalOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface Terminal extends Platform {
  /** Somebody sits down. `heard`: told of what is said to them unasked, or posted where everybody is. */
  sit(sitter: Omit<Sitter, 'id'>, as: string, heard?: (message: Message) => void): Seat;
}

/** How long requests under way may take to finish at a stop. */
const GRACE_MS = 5_000;

export function createTerminal({ now = Date.now }: TerminalOptions = {}): Terminal {
  const mark = randomBytes(4).toString('hex');
  const messages = openMessages(openFiles(), mark);
  const sitters = new Map<PersonId, { readonly sitter: Sitter; readonly heard: (message: Message) => void }>();
  const posted = new Map<string, MessageRef>();
  const underWay = new Set<Promise<unknown>>();
  let running: App | undefined;
  let events = 0;

  const app = (): App => {
    if (running === undefined) throw new Error('Sous has stopped');
    return running;
  };
  const tell = (message: Message): void => {
    for (const { sitter, heard } of sitters.values()) if (mayRead(sitter.id, message)) heard(message);
  };
  const checkPlace = (to: Mailbox): void => {
    if (to === ROOM || sitters.has(to as PersonId)) return;
    throw new PostError('refused', `nobody at this terminal is ${to}`, { advice: PLACES });
  };

  return {
    name: 'terminal',
    async start(given) {
      running = given;
    },
    async stop() {
      running = undefined;
      await within(Promise.allSettled(underWay), GRACE_MS, () => undefined);
    },
    ready: () => running !== undefined,

    async post(to, card, { key }) {
      checkPlace(to);
      checkCard(card);
      const there = posted.get(`${to} ${key}`);
      if (there !== undefined && messages.get(there) !== undefined) return there;
      const message = await messages.add(to, to === ROOM ? undefined : (to as PersonId), card);
      posted.set(`${to} ${key}`, message.ref);
      tell(message);
      return message.ref;
    },
    async edit(ref, card) {
      checkCard(card);
      // what an earlier process printed is shown once more, as what it has become
      const edited = (await messages.redraw(ref, card)) ?? (await messages.add(ROOM, undefined, card));
      tell(edited);
    },
    remove: async (ref) => messages.remove(ref),
    async find(to, key) {
      const ref = posted.get(`${to} ${key}`);
      return ref !== undefined && messages.get(ref) !== undefined ? [ref] : [];
    },
    check: async (to) => checked(to, sitters.has(to as PersonId)),
    stillMember: async () => true,

    sit(given, as, heard = () => undefined) {
      const sitter: Sitter = { ...given, id: `terminal:user/${as}` };
      sitters.set(sitter.id, { sitter, heard });
      return createSeat(sitter, {
        app,
        messages,
        now,
        newEvent: () => `terminal:event/${mark}.${(events += 1)}`,
        personOf: (word) => {
          const wanted = word.replace(/^@/u, '').toLowerCase();
          const found = [...sitters.values()].find((one) => one.sitter.name.toLowerCase() === wanted);
          return found?.sitter.id;
        },
        async during(work) {
          underWay.add(work);
          try {
            return await work;
          } finally {
            underWay.delete(work);
          }
        },
      });
    },
  };
}

const PLACES = `On a terminal there is the one channel ${ROOM}, and whoever sits there.`;

function checked(to: Mailbox, seated: boolean): PlaceCheck {
  if (to === ROOM) return { ok: true, missing: [], advice: '', name: '#here' };
  return seated ? { ok: true, missing: [], advice: '' } : { ok: false, missing: ['channel'], advice: PLACES };
}

function checkCard(card: Card): void {
  const problems = cardProblems(card);
  if (problems.length > 0)
    throw new PostError('refused', `the card cannot be shown: ${problems.join(' ')}`, { advice: problems.join(' ') });
}
