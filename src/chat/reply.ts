/** What goes out: exactly one Reply for one Request, so that an impossible order of calls cannot be written. */
import type { Card } from './card.ts';
import type { OpenForm } from './form.ts';

/** Who sees an answer. It is known before the handler runs, so that a late acknowledgement knows how to wait. */
export type Audience = 'caller' | 'channel';

export type Reply =
  /** A new message. Without an audience, the one that the route declared. `failed`: it only says that something broke. */
  | { readonly kind: 'show'; readonly card: Card; readonly audience?: Audience; readonly failed?: true }
  /** The message that was pressed becomes this card. After a command it is the same as `show`. */
  | { readonly kind: 'redraw'; readonly card: Card }
  /** A form (modal) opens. Only as the answer to a command or a press. */
  | { readonly kind: 'ask'; readonly form: OpenForm }
  /** The message that was pressed goes away. */
  | { readonly kind: 'remove' }
  /** Nothing is said and nothing changes. Only as the answer to a press. */
  | { readonly kind: 'nothing' };

export const show = (card: Card, audience?: Audience): Reply =>
  audience === undefined ? { kind: 'show', card } : { kind: 'show', card, audience };
export const redraw = (card: Card): Reply => ({ kind: 'redraw', card });
export const ask = (form: OpenForm): Reply => ({ kind: 'ask', form });
export const remove: Reply = { kind: 'remove' };
export const nothing: Reply = { kind: 'nothing' };

/** What would be a new message turns the pressed one instead. */
export const turned = (reply: Reply): Reply => (reply.kind === 'show' ? redraw(reply.card) : reply);

/**
 * A handler throws this to say no: the message may be shown to the person as it is (Markdown).
 * Anything else that is thrown is a bug, and the person sees only its id.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Blocks to add under the message, e.g. a button that leads on. */
  readonly more: Card['blocks'];
  constructor(message: string, more: Card['blocks'] = []) {
    super(message);
    this.more = more;
  }
}
