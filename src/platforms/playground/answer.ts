/** Reply -> messages: the only place where what the app said becomes something that people see. */
import { createHash } from 'node:crypto';
import type { Audience, Reply } from '../../chat/reply.ts';
import type { Request } from '../../chat/request.ts';
import type { Messages } from './messages.ts';
import { asWire, type Person } from './people.ts';
import { idOfRef, type PageEvent } from './read.ts';
import { renderForm } from './render.ts';
import type { WireAsked, WireBlock, WireMessage, WireResult } from './wire.ts';

export interface Answering {
  readonly messages: Messages;
  readonly person: Person;
  readonly event: PageEvent;
  readonly request: Request;
  /** Who sees a fresh message when the reply does not say. */
  readonly audience: Audience;
  /** What the menu of a message calls *Explain this*. */
  readonly menu?: string | undefined;
}

/**
 * The id of what an event brings about, the same each time: an event that is handled again (the process died after the
 * answer was kept, before that was noted down) finds its answer instead of adding a second one.
 */
export const idFor = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 24);

export async function answer(reply: Reply, answering: Answering): Promise<WireResult> {
  const { messages, request } = answering;
  const pressed = 'message' in request && request.message !== undefined ? idOfRef(request.message) : undefined;
  switch (reply.kind) {
    case 'ask':
      return { kind: 'ask', form: renderForm(reply.form) };
    case 'remove':
      if (pressed === undefined) return { kind: 'done' };
      await messages.remove(pressed);
      return { kind: 'gone', id: pressed };
    case 'redraw': {
      const redrawn = pressed === undefined ? undefined : await messages.redraw(pressed, reply.card);
      // after a command there is nothing to draw anew, and somebody may have removed the message meanwhile
      return redrawn === undefined ? showNew(reply, answering) : { kind: 'message', message: redrawn };
    }
    case 'show':
      return showNew(reply, answering);
    case 'nothing':
      return { kind: 'done' };
    default:
      return reply satisfies never;
  }
}

async function showNew(reply: Extract<Reply, { kind: 'show' | 'redraw' }>, answering: Answering): Promise<WireResult> {
  const { messages, person, event, request } = answering;
  const audience = (reply.kind === 'show' ? reply.audience : undefined) ?? answering.audience;
  const { place, direct } = request.caller;
  const asked = await askedOf(answering);
  const under = event.under ?? (await pressedMessage(answering))?.under;
  const message = await messages.add({
    id: idFor(person.id, event.event, 'answer'),
    room: place,
    // a direct message is private by its room, and needs no mark
    viewer: audience === 'caller' && !direct ? person.id : null,
    ...(under !== undefined && { under }),
    event: event.event,
    body: { kind: 'card', card: reply.card, ...(asked !== undefined && { asked }) },
  });
  return { kind: 'message', message };
}

const pressedMessage = async ({ messages, event }: Answering): Promise<WireMessage | undefined> =>
  'message' in event && event.message !== undefined ? (await messages.get(event.message))?.message : undefined;

/** What the person did, to stand above the answer; a sentence of theirs stands there as their own message already. */
async function askedOf(answering: Answering): Promise<WireAsked | undefined> {
  const { event, person } = answering;
  const by = asWire(person);
  switch (event.kind) {
    case 'line':
      return answering.request.kind === 'command' ? { person: by, via: 'command', line: event.text } : undefined;
    case 'explain':
      return { person: by, via: 'press', line: answering.menu ?? '' };
    case 'form':
      return event.line === undefined ? undefined : { person: by, via: 'form', line: event.line };
    case 'press': {
      const message = await pressedMessage(answering);
      const label = message?.body.kind === 'card' ? labelOf(event, message.body.card.blocks) : undefined;
      return label === undefined ? undefined : { person: by, via: 'press', line: label };
    }
    default:
      return event satisfies never;
  }
}

/** The label of the control that was pressed, or of what was picked in it. */
function labelOf(event: Extract<PageEvent, { kind: 'press' }>, blocks: readonly WireBlock[]): string | undefined {
  for (const block of blocks) {
    if (block.kind === 'buttons') {
      for (const button of block.buttons) {
        if (button.kind === 'press' && button.press === event.press) return button.label;
      }
    }
    if (block.kind === 'pick' && block.press === event.press) {
      const picked = block.options.filter((option) => event.picked?.includes(option.value));
      return picked.map((option) => option.label).join(', ') || block.label;
    }
  }
  return undefined;
}
