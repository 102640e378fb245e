/** One thread of the lab: it runs one thing at a time, and is ended when that takes too long. */
import { Worker } from 'node:worker_threads';
import type { Done, Work } from './work.ts';

export interface Thread {
  readonly state: 'starting' | 'ready' | 'running' | 'gone';
  /** Only while it is ready. Never rejects. `ms`: after so many milliseconds it is ended. */
  run(works: readonly Work[], ms: number): Promise<Done | 'slow' | 'lost'>;
  /** What runs is lost. */
  end(): Promise<void>;
}

export interface ThreadOptions {
  /** Told of a thread that could not start, or died by itself. */
  failed(error: unknown): void;
  /** It is ready for more, or gone; `began`: it had been ready before. */
  changed(began: boolean): void;
}

/** Bytes of an engine that nothing big was run in; above it a thread is replaced, to give the memory back. */
const SLIM = 24 * 1024 * 1024;
/** A thread may take so long to start. Milliseconds. */
export const START_MS = 20_000;

export function startThread({ failed, changed }: ThreadOptions): Thread {
  let state: Thread['state'] = 'starting';
  let answer: ((of: Done | 'slow' | 'lost') => void) | undefined;
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
    // nothing of the bot's own is theirs, and nothing of theirs is in its log
    env: {},
    stdout: true,
    stderr: true,
  });
  worker.unref();
  let timer = setTimeout(() => void over('lost').catch(failed), START_MS).unref();

  /** It is gone from here on, whatever it still does in the moment until it ends. */
  async function over(told: 'slow' | 'lost'): Promise<void> {
    if (state === 'gone') return;
    const began = state !== 'starting';
    state = 'gone';
    clearTimeout(timer);
    const ended = worker.terminate();
    answer?.(told);
    changed(began);
    await ended;
  }

  worker.on('message', (message: 'ready' | Done) => {
    if (state === 'gone') return;
    clearTimeout(timer);
    state = 'ready';
    const told = answer;
    answer = undefined;
    if (message === 'ready') return changed(true);
    told?.(message);
    const isBig = message.bytes > SLIM || message.outcomes.some(({ kind }) => kind === 'big');
    return isBig ? void over('lost').catch(failed) : changed(true);
  });
  // its end follows
  worker.on('error', failed);
  worker.on('exit', () => void over('lost').catch(failed));

  return {
    get state() {
      return state;
    },
    run: async (works, ms) =>
      new Promise((told) => {
        state = 'running';
        answer = told;
        // who was kept from listening hears first what came meanwhile
        const late = (): void => void (answer === told && over('slow').catch(failed));
        timer = setTimeout(() => setImmediate(late), ms);
        worker.postMessage(works); // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread, not a window
      }),
    end: async () => over('lost'),
  };
}
