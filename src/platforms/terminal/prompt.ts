/** Talks to a person: lines typed at a prompt, or coming through a pipe. */
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import type { Starter } from '../../chat/feature.ts';
import { plainDigits } from '../../chat/digits.ts';
import type { MessageRef } from '../../chat/request.ts';
import { wrapped } from '../../chat/text.ts';
import type { Shown } from './answer.ts';
import type { Control, Message } from './messages.ts';
import { type Ink, messageText, type Screen, screenText } from './render.ts';
import { NothingSo, type Seat } from './seat.ts';

export interface Converse {
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
  readonly input: Readable & { readonly isTTY?: boolean };
  readonly output: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  /** Sits down; `heard` gets what is posted meanwhile. */
  sit(heard: (message: Message) => void): Seat;
  /** What a newcomer can begin with. */
  readonly starters: (seat: Seat) => Promise<readonly Starter[]>;
}

/** Lines longer than this are hard to read; a narrower window is filled. */
const WIDEST = 80;
const NARROWEST = 20;

const HELLO = 'Sous. Ask in your own words, or type /help. A number presses what stands behind it. Ctrl-C ends.';

/** Until the input ends, Ctrl-C is pressed, or nobody reads any more. */
export async function converse({ input, output, signal, sit, starters }: Converse): Promise<void> {
  const asks = input.isTTY === true && output.isTTY === true;
  let seat: Seat | undefined;
  const lines = createInterface({
    input,
    crlfDelay: Number.POSITIVE_INFINITY,
    ...(signal && { signal }),
    ...(asks && { output, prompt: '> ', completer: (line: string, done: Completed) => void offer(seat, line, done) }),
  });
  // lines that come before anybody waits for them are kept
  const typed = lines[Symbol.asyncIterator]();
  const ink = inkFor(output);
  let before: { readonly screen: Screen; readonly ref?: MessageRef } | undefined;
  let gone = false;
  const leave = (): void => {
    gone = true;
    lines.close();
  };
  output.once('error', leave);
  output.once('close', leave);
  lines.once('SIGINT', leave);

  const print = (text: string): void => {
    if (!gone) output.write(`${text}\n\n`);
  };
  const show = (screen: Screen, ref: MessageRef | undefined): void => {
    before = { screen, ...(ref !== undefined && { ref }) };
    print(screenText(screen, columnsOf(output), ink));
  };
  const shown = (given: Shown): void => {
    switch (given.kind) {
      case 'message':
        return show(given.screen, given.message.ref);
      case 'field':
        return show(given.screen, undefined);
      case 'told':
        print(messageText(given.screen));
        break;
      case 'gone':
        print('(The message is gone.)');
        break;
      case 'nothing':
        break;
      default:
        given satisfies never;
    }
    // the numbers are those of the message before, again
    const [latest] = sat.sees();
    before = latest && { screen: latest.screen, ref: latest.ref };
  };
  const sat = sit((message) => {
    if (asks) output.write('\n');
    show(message.screen, message.ref);
    if (asks) lines.prompt(true);
  });
  seat = sat;

  if (asks) print(await hello(output, starters(sat)));
  if (asks) lines.prompt();
  for await (const line of typed) {
    if (gone) break;
    try {
      const control = before === undefined ? undefined : numbered(before.screen, line);
      if (control !== undefined) shown(await sat.push(control, before?.ref));
      // an empty line means something in a form only
      else if (line.trim() !== '' || (before !== undefined && before.ref === undefined))
        shown(await sat.say(unquoted(line)));
    } catch (error) {
      if (!(error instanceof NothingSo)) throw error;
      print(error.message);
    }
    if (asks && !gone) lines.prompt();
  }
}

/** A window that does not know its width says 0. */
const columnsOf = ({ columns = 0 }: { readonly columns?: number }): number =>
  columns <= 0 ? WIDEST : Math.max(NARROWEST, Math.min(columns, WIDEST));

async function hello(output: Converse['output'], starters: Promise<readonly Starter[]>): Promise<string> {
  const lines = (await starters).slice(0, 3).map(({ line, note }) => `  ${line}   (${note})`);
  return wrapped([HELLO, ...lines].join('\n'), columnsOf(output));
}

type Completed = (error: null, found: [string[], string]) => void;

/** What the Tab key offers; it is a help, so nothing is said when there is none. */
async function offer(seat: Seat | undefined, line: string, done: Completed): Promise<void> {
  const found = (await seat?.complete(line).catch(() => [])) ?? [];
  done(null, [[...found], line]);
}

/** Bold and dim where colors are: not in a pipe, and not for whoever set NO_COLOR. */
function inkFor(output: Writable): Ink {
  const ink = (style: 'bold' | 'dim') => (text: string) => styleText(style, text, { stream: output });
  return { strong: ink('bold'), quiet: ink('dim') };
}

/** What the typed numbers stand for on the screen; undefined when they stand for nothing, for then they are words. */
function numbered({ keys, lists }: Screen, line: string): Control | undefined {
  const typed = plainDigits(line.trim());
  if (!/^\d{1,3}(?:[\s,]+\d{1,3})*$/u.test(typed)) return undefined;
  const numbers = typed.split(/[\s,]+/u).map(Number);
  const [first = 0] = numbers;
  const key = numbers.length === 1 ? keys[first - 1] : undefined;
  if (key !== undefined) return { kind: 'key', key };
  let start = keys.length;
  for (const list of lists) {
    const from = start;
    start += list.options.length;
    const found = numbers.map((number) => (number > from ? list.options[number - from - 1] : undefined));
    const values = found.flatMap((option) => option?.value ?? []);
    if (values.length === numbers.length) return { kind: 'picks', list, values };
  }
  return undefined;
}

/** Quotes around a number make it words: "7". */
const unquoted = (line: string): string => /^\s*["“”](\d+)["“”]\s*$/u.exec(line)?.[1] ?? line;
