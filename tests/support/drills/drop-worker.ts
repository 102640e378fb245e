/**
 * A process of its own that runs the outbox and the job of drops over and over, posting to the fake chat, and dies by
 * SIGKILL where it is told to. Its one argument is a `WorkerOrders` in JSON.
 */
import { flushCompileCache } from 'node:module';
import { PostError } from '../../../src/chat/platform.ts';
import type { MessageRef } from '../../../src/chat/request.ts';
import { cardText } from '../../../src/chat/text.ts';
import type { Library } from '../../../src/content/library.ts';
import type { Question } from '../../../src/content/schema.ts';
import { NO_FILES } from '../../../src/classroom/own-files.ts';
import { withShelves } from '../../../src/classroom/shelves.ts';
import { drops } from '../../../src/features/drops/index.ts';
import { mailsOf } from '../../../src/features/mails.ts';
import { createOutbox } from '../../../src/outbox/index.ts';
import type { NewLetter } from '../../../src/outbox/letter.ts';
import { createLab } from '../../../src/lab/index.ts';
import { createPictures } from '../../../src/pictures/index.ts';
import { randomFrom } from '../../../src/questions/chance.ts';
import { openPostgres } from '../../../src/storage/database.ts';
import { createStore } from '../../../src/storage/index.ts';
import type { Poster, Tools } from '../../../src/tools.ts';

/** Where a process can die. `during-send` is not here: then the chat's stored message tells the parent to kill it. */
export type Step =
  | 'in-claim'
  | 'after-claim'
  | 'after-collect'
  | 'after-take'
  | 'after-lease'
  | 'before-send'
  | 'after-send'
  | 'after-keep'
  | 'after-mark'
  | 'in-find';

export interface WorkerOrders {
  readonly database: string;
  readonly chat: string;
  /** The clock at the start, in milliseconds since 1970; it then runs as fast as any. */
  readonly now: number;
  readonly sendMs: number;
  readonly leaseMs: number;
  readonly graceMs: number;
  readonly strayMs: number;
  /** Waits after a busy platform begin with this, and end at ten times as much. */
  readonly busyMs?: number;
  /** Die the first time this step is reached. */
  readonly dieAt?: Step;
  /** What people wish for as the process starts: the same event may be delivered to several. */
  readonly wishes?: readonly NewLetter[];
  /** Die at any step, with this chance each time. */
  readonly dieChance?: number;
  /** Stand still, as a machine that swaps does, the first time this step is reached: for `stallMs`, or until it is woken. */
  readonly stallAt?: Step;
  /** Stand still at any step, with this chance each time. */
  readonly stallChance?: number;
  readonly stallMs?: number;
  /**
   * Do as most bots do: take every error to mean that nothing was posted, look for nothing, remove nothing, and send no
   * key that the platform could know the message by.
   */
  readonly gullible?: boolean;
  readonly seed?: number;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as WorkerOrders;
const chance = randomFrom(orders.seed ?? process.pid);

let stalled = false;

function reached(step: Step): void {
  if (orders.dieAt === step || chance() < (orders.dieChance ?? 0)) process.kill(process.pid, 'SIGKILL');
  if ((orders.stallAt !== step || stalled) && chance() >= (orders.stallChance ?? 0)) return;
  stalled = true;
  process.stdout.write('stall\n');
  if (orders.stallMs === undefined) process.kill(process.pid, 'SIGSTOP');
  else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, orders.stallMs);
}

/** Of the post that it is an error of. */
function wrong(outcome: 'busy' | 'doubt', message: string, options: { retryAfter?: number; cause?: unknown } = {}) {
  if (orders.gullible !== true) return new PostError(outcome, message, options);
  return new PostError('busy', message, { ...options, retryAfter: 100 });
}

async function call(given: object): Promise<{ ref?: string; refs?: readonly string[] }> {
  let response: Response;
  try {
    response = await fetch(orders.chat, {
      method: 'POST',
      body: JSON.stringify({ ...given, pid: process.pid }),
      signal: AbortSignal.timeout(orders.sendMs),
    });
  } catch (cause) {
    throw wrong('doubt', 'the connection broke', { cause });
  }
  if (response.status === 403) throw new PostError('refused', 'forbidden', { advice: 'Let me post there.' });
  if (response.status === 429) throw wrong('busy', 'too fast', { retryAfter: 100 });
  if (!response.ok) throw wrong('doubt', `status ${response.status}`);
  return (await response.json()) as { ref?: string; refs?: readonly string[] };
}

const refOf = (ref: string | undefined): MessageRef => {
  if (ref === undefined) throw new PostError('doubt', 'no reference');
  return ref as MessageRef;
};
const poster: Poster = {
  async post(to, card, { key }) {
    reached('before-send');
    const { ref } = await call({ what: 'post', to, key, text: cardText(card), nonce: orders.gullible !== true });
    reached('after-send');
    return refOf(ref);
  },
  edit: async (ref, card) => void (await call({ what: 'edit', ref, text: cardText(card) })),
  async remove(ref) {
    if (orders.gullible !== true) await call({ what: 'remove', ref });
  },
  async find(_to, key) {
    if (orders.gullible === true) return [];
    const { refs = [] } = await call({ what: 'find', key });
    reached('in-find');
    return refs.map(refOf);
  },
  serves: () => true,
  hasHomes: () => false,
  refreshHome: () => undefined,
  stillMember: async () => true,
  check: async () => ({ ok: true, missing: [], advice: '' }),
};

/** The drills are about a question's way, not about it. */
const question = (id: string) => ({
  kind: 'numeric',
  id,
  version: 'v',
  file: 'drill.yaml',
  concepts: ['number'],
  difficulty: 1,
  daily: true,
  rows: [],
  explanation: 'One and one.',
  stem: 'What is 1 + 1?',
  answer: 2,
  within: 0,
  feedback: { right: 'Yes.', wrong: 'No.' },
});
/** So many that no admin is told that they run out. */
const questions = Array.from({ length: 6 }, (_, n) => question(`sum${n}`)) as unknown as Question[];
const library = {
  content: {
    questions: new Map(questions.map((one) => [one.id, one])),
    terms: new Map(),
    topics: new Map(),
    lessons: new Map(),
    misconceptions: new Map(),
    shareOuts: new Map([['bank', { id: 'bank', title: 'Your bank', prompt: 'What would you ask your bank?' }]]),
  },
  lessonOn: () => undefined,
  questionsIn: () => {
    reached('in-claim'); // asked inside the transaction of the claim
    return questions;
  },
} as unknown as Library;

const database = await openPostgres(orders.database, 3);
const store = createStore(database.db);
const started = Date.now();
const tools: Tools = withShelves<Omit<Tools, 'shelves'>>({
  library,
  ownFiles: NO_FILES,
  lab: createLab({
    failed(error) {
      throw error;
    },
  }),
  pictures: createPictures({
    failed(_name, error) {
      throw error;
    },
  }),
  store: {
    ...store,
    drops: {
      ...store.drops,
      claimDue: async (...given) => {
        const claimed = await store.drops.claimDue(...given);
        if (claimed.cohorts > 0) reached('after-claim');
        return claimed;
      },
    },
    deliveries: {
      ...store.deliveries,
      addLetters: async (...given) => {
        await store.deliveries.addLetters(...given);
        if (given[0].length > 0) reached('after-collect');
      },
      takeNow: async (...given) => {
        const taken = await store.deliveries.takeNow(...given);
        if ('leased' in taken) reached('after-take');
        return taken;
      },
      lease: async (...given) => {
        const leased = await store.deliveries.lease(...given);
        if (leased.length > 0) reached('after-lease');
        return leased;
      },
      keepMessage: async (...given) => {
        const overtaken = await store.deliveries.keepMessage(...given);
        reached('after-keep');
        return overtaken;
      },
      markSent: async (...given) => {
        const overtaken = await store.deliveries.markSent(...given);
        reached('after-mark');
        return overtaken;
      },
    },
  },
  post: poster,
  now: () => orders.now + Date.now() - started,
  random: chance,
  newId: () => `p${process.pid}`,
});
const { sendMs, leaseMs, graceMs, strayMs } = orders;
const waits = orders.busyMs === undefined ? {} : { busyMs: orders.busyMs, mostWaitMs: 10 * orders.busyMs };
const options = { sendMs, leaseMs, graceMs, strayMs, ...waits, editMs: sendMs, lanes: 4, claimLimit: 5 };
const outbox = createOutbox(tools, mailsOf(tools, options), options);
const jobs = [outbox.job, ...(drops(tools, options).jobs ?? [])];
const complain = (error: unknown): void => void process.stderr.write(`${String(error)}\n`);
// whoever is killed keeps nothing at its end
flushCompileCache();
process.stdout.write('ready\n');
for (const wish of orders.wishes ?? []) outbox.sendNow(wish).catch(complain);
for (;;) {
  for (const job of jobs) await job.run(tools.now()).catch(complain);
  // a tick a minute, in the drill's quick time; more of them would keep the machine busy with nothing to do
  await new Promise((resolve) => setTimeout(resolve, 60));
}
