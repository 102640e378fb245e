/**
 * Teachers' files with questions of their own, read and written for the staff of a community. A file may be anything, so it is
 * taken apart in a thread that is thrown away: nobody's press waits for it, and what grows or hangs dies with it.
 */
import { Worker } from 'node:worker_threads';
import type { OwnFiles, OwnResult, OwnTask } from '../content/own-file.ts';
import type { Content } from '../content/schema.ts';

/** Longest time for one file. Milliseconds. */
const PATIENCE = 30_000;
/** Memory of the thread, in MB; what a file of the largest size needs several times over. */
const MEMORY = 384;
/** So many files may wait for the one that is being read. */
const MOST_WAITING = 4;

const WORKER = new URL('../authoring/own-worker.ts', import.meta.url);

/** `told` hears of what went wrong that is not the file's fault: where, and none of its words. */
export function createOwnFiles(told: (what: string) => void, { patience = PATIENCE, worker = WORKER } = {}): OwnFiles {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function run(task: OwnTask): Promise<OwnResult | undefined> {
    if (waiting > MOST_WAITING) return undefined;
    waiting += 1;
    const mine = last.then(async () => once(task, worker, patience));
    last = mine.catch(() => undefined);
    try {
      return await mine;
    } catch (error) {
      told(whatFailed(error));
      return undefined;
    } finally {
      waiting -= 1;
    }
  }

  return {
    async read(name, bytes, content, term) {
      const result = await run({ kind: 'read', name, bytes, term, content: withoutQuestions(content) });
      return result?.kind === 'read' || result?.kind === 'unreadable' ? result : { kind: 'unreadable', reason: BUSY };
    },
    async write(format, questions, content) {
      const result = await run({ kind: 'write', format, questions, content: withoutQuestions(content) });
      if (result?.kind !== 'written') throw new Error('own questions could not be written');
      return result;
    },
  };
}

/** Ours speak of the thread; those of a reader may quote what it read, so that only their place is told. */
class ThreadProblem extends Error {
  override readonly name = 'ThreadProblem';
}
function whatFailed(error: unknown): string {
  if (error instanceof ThreadProblem) return error.message;
  const { name = 'an error', stack = '' } = error as Partial<Error>;
  return `${name} ${/^\s+at .*$/mu.exec(stack)?.[0].trim() ?? ''}`.trim();
}

const BUSY = 'I could not take it apart in good time. Please try again in a minute, or send a smaller part of it.';

/** What the thread needs of the course, which is copied for it. */
const withoutQuestions = (content: Content): Content => ({
  ...content,
  questions: new Map(),
  intents: new Map(),
  faqs: new Map(),
});

async function once(task: OwnTask, file: URL, patience: number): Promise<OwnResult> {
  const worker = new Worker(file, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: MEMORY } });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<OwnResult>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new ThreadProblem(`the thread that reads a file ended with ${code}`)));
      timer = setTimeout(() => reject(new ThreadProblem(`a file took longer than ${patience} ms`)), patience);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** For who never brings a file. */
export const NO_FILES: OwnFiles = {
  read: async () => ({ kind: 'unreadable', reason: BUSY }),
  write: async () => Promise.reject(new Error('no files here')),
};
