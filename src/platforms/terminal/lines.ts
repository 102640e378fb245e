/** Talks to a program: one JSON object a line in, exactly one line of JSON out for each. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { reasonOf } from '../../chat/fault.ts';
import { messageText, type Screen } from './render.ts';
import { NothingSo, type Seat } from './seat.ts';

const lineShape = z.union([
  z.strictObject({ new: z.literal(true), staff: z.boolean().optional() }),
  z.strictObject({ say: z.string().max(20_000) }),
  z.strictObject({ press: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]) }),
]);

const EXPECTED =
  'Each line is one JSON object: {"new": true}, {"say": "what is a database?"} or {"press": "Quiz me"}. ' +
  'A list of labels picks several options: {"press": ["Red", "Green"]}.';

export interface LinesOptions {
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  /** A learner whom Sous has never met. */
  newSeat(staff: boolean): Seat;
  readonly input: Readable;
  readonly output: Writable;
}

/** What a line is answered with. `options`: of all its lists. */
export interface LineAnswer {
  readonly text: string;
  readonly buttons: readonly string[];
  readonly options: readonly string[];
}

const NOTHING: LineAnswer = { text: '', buttons: [], options: [] };

const answerOf = (screen: Screen): LineAnswer => ({
  text: messageText(screen),
  buttons: screen.keys.map(({ label }) => label),
  options: screen.lists.flatMap(({ options }) => options.map(({ label }) => label)),
});

/** Answers line by line until the input ends, or nobody reads any more. Before the first `new`, somebody new is there already. */
export async function answerLines({ newSeat, input, output, signal }: LinesOptions): Promise<void> {
  let gone = false;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY, ...(signal && { signal }) });
  const leave = (): void => {
    gone = true;
    lines.close();
  };
  output.once('error', leave);
  output.once('close', leave);
  let seat: Seat | undefined;
  const answer = async (line: string): Promise<LineAnswer | { readonly error: string }> => {
    const read = lineShape.safeParse(parsed(line));
    if (!read.success) return { error: EXPECTED };
    const wish = read.data;
    if ('new' in wish || seat === undefined) seat = newSeat('new' in wish && wish.staff === true);
    if ('new' in wish) return NOTHING;
    try {
      const labels = 'press' in wish ? [wish.press].flat() : [];
      const { screen } = 'say' in wish ? await seat.say(wish.say) : await seat.press(labels);
      return answerOf(screen);
    } catch (error) {
      return { error: error instanceof NothingSo ? error.message : `Something broke: ${reasonOf(error)}` };
    }
  };
  for await (const line of lines) {
    if (gone) break;
    if (line.trim() === '') continue;
    const ready = output.write(`${JSON.stringify(await answer(line))}\n`);
    if (!ready && !gone) await Promise.race([once(output, 'drain'), once(output, 'close')]).catch(leave);
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
