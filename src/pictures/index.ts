/** Pictures from their sources, drawn in threads of their own so that nobody's press waits for them; drawn once and kept. */
import { createHash } from 'node:crypto';
import { Piscina } from 'piscina';
import type { Picture } from '../chat/card.ts';
import { span } from '../chat/trace.ts';
import type { PictureStyle } from '../content/schema.ts';
import { type Bar, barsSvg } from './chart.ts';
import { courseSvg, type LessonMark } from './course.ts';
import { type Phase, timelineSvg } from './timeline.ts';
import type { Drawing } from './drawing.ts';

/** Undefined where a picture cannot be drawn: `picture` of `chat/card.ts` then shows its description. */
export interface Pictures {
  /** `file` ends in `.dot` (laid out) or `.svg` (taken as it is); `source` is its text. */
  draw(file: string, source: string): Promise<Picture | undefined>;
  /** `name`: without `.png`. */
  bars(name: string, bars: readonly Bar[]): Promise<Picture | undefined>;
  /** The map of the course as somebody stands in it; the way ahead where nothing was done yet. */
  course(name: string, lessons: readonly LessonMark[]): Promise<Picture | undefined>;
  /** What took its time, one below the other along one axis. */
  timeline(name: string, phases: readonly Phase[]): Promise<Picture | undefined>;
  /** Lets drawings under way finish, and ends the threads. Another picture starts them again. */
  stop(): Promise<void>;
}

export interface PictureOptions {
  /** Told of each picture that could not be drawn, and why. What it throws, whoever wanted the picture gets. */
  failed(name: string, error: unknown): void;
  /** How long a picture may take, waiting included; ten seconds unless given. */
  readonly patience?: () => AbortSignal;
  /** How many pictures stay in memory; 100 unless given. */
  readonly kept?: number;
  /** How the course wants its pictures, asked at each; the house's unless given. */
  readonly style?: () => PictureStyle;
  /** What the threads run. */
  readonly worker?: URL;
}

/** Pictures kept in memory; each is some 100 kB. */
const KEPT = 100;
/** Of those that are somebody's own, so that a class that looks at its maps does not push out what everybody sees. */
const KEPT_OWN = 30;
/** A picture that failed is tried again after so many milliseconds: the thread may have died of another one. */
const RETRY_MS = 60_000;
const PATIENCE_MS = 10_000;
/** Threads end when nothing was drawn for so long. Milliseconds. */
const IDLE_MS = 60_000;

interface Kept {
  readonly drawn: Map<string, Promise<Picture | undefined>>;
  readonly most: number;
}

export function createPictures(options: PictureOptions): Pictures {
  const shared: Kept = { drawn: new Map(), most: options.kept ?? KEPT };
  const own: Kept = { drawn: new Map(), most: KEPT_OWN };
  const threads = createThreads(options);

  async function drawOnce(kept: Kept, name: string, plain: Drawing): Promise<Picture | undefined> {
    return span('picture', 'a picture is drawn, or was before', async () => drawnIn(kept, name, plain));
  }

  async function drawnIn({ drawn, most }: Kept, name: string, plain: Drawing): Promise<Picture | undefined> {
    const style = options.style?.();
    const drawing = style === undefined ? plain : { ...plain, style };
    const key = `${name}:${createHash('sha256').update(JSON.stringify(drawing)).digest('hex')}`;
    const known = drawn.get(key);
    if (known !== undefined) return known;
    const made = threads.run(drawing).then(
      (png) => ({ name: `${name}.png`, png }),
      (error: unknown) => {
        setTimeout(() => drawn.delete(key), RETRY_MS).unref();
        options.failed(name, error);
        return undefined;
      },
    );
    drawn.set(key, made);
    const [oldest] = drawn.keys();
    if (drawn.size > most && oldest !== undefined) drawn.delete(oldest);
    return made;
  }

  return {
    async draw(file, source) {
      const [, name = file, kind] = /^(.*)\.(dot|svg)$/su.exec(file) ?? [];
      return drawOnce(shared, name, { kind: kind === 'dot' ? 'dot' : 'svg', source });
    },
    bars: async (name, bars) => drawOnce(shared, name, { kind: 'svg', source: barsSvg(bars) }),
    course: async (name, lessons) => drawOnce(own, name, { kind: 'svg', source: courseSvg(lessons) }),
    timeline: async (name, phases) => drawOnce(own, name, { kind: 'svg', source: timelineSvg(phases) }),
    stop: threads.stop,
  };
}

function createThreads({ failed, patience, worker }: PictureOptions) {
  let pool: Piscina<Drawing, Uint8Array> | undefined;
  let idle: NodeJS.Timeout | undefined;

  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const old = pool;
    pool = undefined;
    await old?.close();
  };

  const stopSoon = (): void => void stop().catch((error: unknown) => failed('(the threads)', error));

  function start(): Piscina<Drawing, Uint8Array> {
    const started = new Piscina<Drawing, Uint8Array>({
      filename: (worker ?? new URL('./worker.ts', import.meta.url)).href,
      // one is always there, or those who wait in the queue would wait on when the last one was ended
      minThreads: 1,
      maxThreads: 2,
      maxQueue: 200,
      // a thread that sleeps in Atomics.wait frees nothing
      atomics: 'disabled',
      // presses come first
      niceIncrement: 5,
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 },
      // within the time that a stop has
      closeTimeout: 3_000,
    });
    // of a thread that had nothing to do, such as one that could not begin: the pool would not try again
    started.on('error', (error) => {
      failed('(no picture in particular)', error);
      if (pool === started) stopSoon();
    });
    return started;
  }

  return {
    async run(drawing: Drawing): Promise<Uint8Array> {
      pool ??= start();
      clearTimeout(idle);
      idle = setTimeout(stopSoon, IDLE_MS).unref();
      return pool.run(drawing, { signal: patience?.() ?? AbortSignal.timeout(PATIENCE_MS) });
    },
    stop,
  };
}
