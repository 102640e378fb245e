/**
 * A double click is two presses, and the second may hit what the first one has just put there. Whoever pressed is given a
 * moment to see what changed: until then only the very same control is heard, which is harmless by itself. Kept in this
 * process alone: a guard for fingers, not a rule that anything relies on.
 */
import { pressText } from './press.ts';
import type { Reply } from './reply.ts';
import type { Request } from './request.ts';

export interface CalmOptions {
  /** Milliseconds from the answer of a press, its way to the person and a double click included. */
  readonly ms: number;
  /** A clock of milliseconds that never goes back. */
  now(): number;
}

export interface Calm {
  /** Whether the press may be meant for what stood there before. */
  tooSoon(request: Request): boolean;
  /** What came of a request that was heard. */
  answered(request: Request, reply: Reply): void;
}

/** People who pressed in the last moment; more than these never do. */
const MOST = 1_000;

export function createCalm({ ms, now }: CalmOptions): Calm {
  const recent = new Map<string, { readonly until: number; readonly press: string }>();
  return {
    tooSoon(request) {
      if (request.kind !== 'press') return false;
      const before = recent.get(request.caller.person);
      return before !== undefined && now() < before.until && before.press !== pressOf(request);
    },
    answered(request, { kind }) {
      const { person } = request.caller;
      // a page that is drawn by itself says nothing about fingers; whoever typed in between clicks anew
      if (request.kind === 'home') return;
      // a new message moves what stands above it, or stands where the finger is
      const moves = kind === 'redraw' || kind === 'show';
      if (request.kind === 'press' && !moves) return;
      recent.delete(person); // to the end of the line: the first is the oldest
      if (request.kind !== 'press') return;
      recent.set(person, { until: now() + ms, press: pressOf(request) });
      if (recent.size > MOST) recent.delete(recent.keys().next().value ?? '');
    },
  };
}

type Press = Extract<Request, { kind: 'press' }>;
/** The message counts too: the same button of another one is another button. */
const pressOf = ({ press, picked, message }: Press): string =>
  [message ?? '', pressText(press), ...(picked ?? [])].join(' ');
