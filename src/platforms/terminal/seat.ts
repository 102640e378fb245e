/** One person at the terminal: what they type and press, one thing after the other, and what they see of it. */
import type { App } from '../../chat/app.ts';
import { clean } from '../../chat/markdown.ts';
import { decodePress, encodePress, type Press } from '../../chat/press.ts';
import { type OpenForm, typed } from '../../chat/form.ts';
import type { FormRequest, MessageRef, PersonId, Request } from '../../chat/request.ts';
import { span, traced } from '../../chat/trace.ts';
import { answer, type Shown } from './answer.ts';
import { completions } from './complete.ts';
import { fieldScreen, fillField, type Filling, pickInForm, pressInForm, type Step } from './form.ts';
import { type Control, controlOf, type Message, type Messages } from './messages.ts';
import { readTyped } from './read.ts';
import { saying } from './render.ts';
import { callerOf, type Sitter } from './rooms.ts';
import { uploadFrom } from './upload.ts';

export interface Seat {
  readonly sitter: Sitter;
  /** A line as it was typed: it fills the open field of a form, or is a command, or is said. */
  say(line: string, where?: { readonly inRoom?: boolean }): Promise<Shown>;
  /**
   * Presses what has this label, or begins so, on the latest message that has such a thing, or on `on`; several labels pick
   * several options of a list. @throws NothingSo
   */
  press(labels: readonly string[], on?: MessageRef): Promise<Shown>;
  /** Presses the very control. */
  push(control: Control, on?: MessageRef): Promise<Shown>;
  /** Whole lines that the Tab key could make of what is typed. */
  complete(line: string): Promise<readonly string[]>;
  /** What stands before this person, the latest first. */
  sees(): readonly Message[];
  /** Delivers the last request once more. */
  repeat(): Promise<void>;
}

/** Nothing on the screen is called so; the message says what there is. */
export class NothingSo extends Error {
  override readonly name = 'NothingSo';
}

export interface SeatTools {
  readonly app: () => App;
  readonly messages: Messages;
  readonly now: () => number;
  readonly newEvent: () => string;
  readonly personOf: (word: string) => PersonId | undefined;
  /** Counts what is under way. */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
}

const CANCELED = 'The form is closed. Nothing was sent.';

/** What one person is at. */
interface State {
  filling?: Filling | undefined;
  last?: Request;
}

export function createSeat(sitter: Sitter, tools: SeatTools): Seat {
  const { messages, personOf } = tools;
  const state: State = {};
  const hand: Hand = { sitter, tools, state };
  return {
    sitter,
    async say(line, { inRoom } = {}) {
      const { filling } = state;
      if (filling !== undefined) return stepped(hand, fillField(filling, clean(line)), filling);
      const { commands } = tools.app().catalog;
      return deliver(
        hand,
        readTyped(line, { ...happened(hand), sitter, commands, personOf, ...(inRoom && { inRoom }) }),
      );
    },
    async press(labels, on) {
      const open = on === undefined ? state.filling : undefined;
      const own = open && controlOf(fieldScreen(open), labels);
      const step = open && own && pressInOpen(own, open);
      if (open !== undefined && step !== undefined) return stepped(hand, step, open);
      const all = messages.seenBy(sitter.id).filter(({ ref }) => on === undefined || ref === on);
      for (const message of all) {
        const control = controlOf(message.screen, labels);
        if (control !== undefined) return pressOn(hand, control, message);
      }
      const wanted = labels.map((label) => `“${label}”`).join(', ');
      throw new NothingSo(`There is nothing called ${wanted}. ${there(open, all[0])}`);
    },
    async push(control, on) {
      const open = on === undefined ? state.filling : undefined;
      const step = open && pressInOpen(control, open);
      if (open !== undefined && step !== undefined) return stepped(hand, step, open);
      const message = on === undefined ? undefined : messages.get(on);
      if (message === undefined) throw new NothingSo('That message is no longer here.');
      return pressOn(hand, control, message);
    },
    complete: async (line) => completions(tools.app(), sitter, line),
    sees: () => messages.seenBy(sitter.id),
    async repeat() {
      if (state.last !== undefined) await tools.app().handle(state.last);
    },
  };
}

interface Hand {
  readonly sitter: Sitter;
  readonly tools: SeatTools;
  readonly state: State;
}

const happened = ({ tools }: Hand) => ({ event: tools.newEvent(), at: tools.now() });

async function deliver({ tools, state }: Hand, request: Request): Promise<Shown> {
  const { messages } = tools;
  const app = tools.app();
  state.filling = undefined;
  state.last = request;
  const handled = async (): Promise<Shown> => {
    const reply = await app.handle(request);
    return span('sent', 'drawn for the terminal', async () =>
      answer(reply, { messages, request, audience: app.audienceOf(request) }),
    );
  };
  const shown = await tools.during(traced(handled));
  if (shown.kind === 'field') state.filling = shown.filling;
  return shown;
}

/** Goes on in a form. */
async function stepped(hand: Hand, step: Step, open: Filling): Promise<Shown> {
  const { state, sitter } = hand;
  switch (step.kind) {
    case 'wrong':
      return { kind: 'field', filling: open, screen: withProblem(step.problem, open) };
    case 'canceled':
      state.filling = undefined;
      return { kind: 'told', screen: saying(CANCELED) };
    case 'next':
      state.filling = step.filling;
      return { kind: 'field', filling: step.filling, screen: fieldScreen(step.filling) };
    case 'filled': {
      const { form, given, inRoom, message } = step.filling;
      return deliver(hand, {
        kind: 'form',
        caller: callerOf(sitter, inRoom),
        ...happened(hand),
        press: traveled(form.press),
        ...filledIn(form, given),
        ...(message !== undefined && { message }),
      });
    }
    default:
      return step satisfies never;
  }
}

/** What is given for a file is its path. */
function filledIn(form: OpenForm, given: Filling['given']): Pick<FormRequest, 'fields' | 'files'> {
  const [files, fields] = [true, false].map((isFile) =>
    Object.entries(given).filter(([name]) => (form.fields[name]?.kind === 'file') === isFile),
  );
  return {
    fields: Object.fromEntries(fields ?? []),
    files: Object.fromEntries((files ?? []).map(([name, file]) => [name, uploadFrom(typed(file))])),
  };
}

const pressInOpen = (control: Control, open: Filling): Step | undefined =>
  control.kind === 'picks' ? pickInForm(open, control.values) : pressInForm(open, control.key.label);

/** @throws NothingSo when so many cannot be picked at once */
async function pressOn(hand: Hand, control: Control, { ref, place }: Message): Promise<Shown> {
  const press = control.kind === 'key' ? control.key.press : control.list.press;
  if (press === undefined) throw new NothingSo('That belongs to a form that is closed.');
  if (control.kind === 'picks') {
    const { label, min, max } = control.list;
    const count = control.values.length;
    if (count < min || count > max)
      throw new NothingSo(`Of “${label}” ${min === max ? min : `${min} to ${max}`} can be picked at once.`);
  }
  return deliver(hand, {
    kind: 'press',
    caller: callerOf(hand.sitter, place !== hand.sitter.id),
    ...happened(hand),
    press: traveled(press),
    picked: control.kind === 'picks' ? control.values : [],
    message: ref,
  });
}

const withProblem = (problem: string, open: Filling) => {
  const screen = fieldScreen(open);
  return { ...screen, parts: [...saying(problem).parts, ...screen.parts] };
};

function there(open: Filling | undefined, latest: Message | undefined): string {
  const { keys = [], lists = [] } = open === undefined ? (latest?.screen ?? {}) : fieldScreen(open);
  const labels = [...keys, ...lists.flatMap(({ options }) => options)].map(({ label }) => label);
  return labels.length === 0 ? 'Nothing can be pressed now.' : `There are: ${labels.join(', ')}.`;
}

/** As text and back, as on every platform, so that what does not fit is found here too. */
function traveled(press: Press): Press {
  const back = decodePress(encodePress(press));
  if (back === undefined) throw new Error(`the press ${encodePress(press)} cannot be read back`);
  return back;
}
