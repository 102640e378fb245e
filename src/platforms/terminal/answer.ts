/** Reply -> what the person has before them: the only place where what the app said becomes something that is seen. */
import type { Audience, Reply } from '../../chat/reply.ts';
import type { Request } from '../../chat/request.ts';
import { fieldScreen, type Filling } from './form.ts';
import type { Message, Messages } from './messages.ts';
import { EMPTY, type Screen } from './render.ts';

/** What came of something that a person did. */
export type Shown =
  | { readonly kind: 'message'; readonly message: Message; readonly screen: Screen }
  /** A field of the form that is open, or why what was given does not fit it. */
  | { readonly kind: 'field'; readonly filling: Filling; readonly screen: Screen }
  | { readonly kind: 'gone' | 'nothing' | 'told'; readonly screen: Screen };

export interface Answering {
  readonly messages: Messages;
  readonly request: Request;
  /** Who sees a fresh message when the reply does not say. */
  readonly audience: Audience;
}

export async function answer(reply: Reply, { messages, request, audience }: Answering): Promise<Shown> {
  const pressed = 'message' in request ? request.message : undefined;
  switch (reply.kind) {
    case 'ask': {
      const filling: Filling = {
        form: reply.form,
        given: {},
        at: 0,
        inRoom: !request.caller.direct,
        ...(pressed !== undefined && { message: pressed }),
      };
      return { kind: 'field', filling, screen: fieldScreen(filling) };
    }
    case 'remove':
      if (pressed !== undefined) messages.remove(pressed);
      return { kind: 'gone', screen: EMPTY };
    case 'nothing':
      return { kind: 'nothing', screen: EMPTY };
    case 'show':
    case 'redraw': {
      const redrawn =
        reply.kind === 'redraw' && pressed !== undefined ? await messages.redraw(pressed, reply.card) : undefined;
      const { place, person, direct } = request.caller;
      const only = ((reply.kind === 'show' ? reply.audience : undefined) ?? audience) === 'caller' || direct;
      const message = redrawn ?? (await messages.add(place, only ? person : undefined, reply.card));
      return { kind: 'message', message, screen: message.screen };
    }
    default:
      return reply satisfies never;
  }
}
