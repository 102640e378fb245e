/** What stands in a channel for everybody: who shared it may turn it and take it away; others get a copy of their own. */
import { address, on } from '../chat/address.ts';
import { button, type Button, type Card } from '../chat/card.ts';
import type { Definitions } from '../chat/feature.ts';
import { arg, type Press } from '../chat/press.ts';
import { redraw, Refusal, remove, type Reply, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';

const unshare = address('what.unshare', { by: arg.id });

/** The option of every command whose answer can be shared. */
export const SHARE_OPTION = {
  share: { kind: 'flag', description: 'Let the whole channel see the answer.' },
} as const;

/** Whom an answer with that option is for. */
export const audienceOf = ({ share }: { readonly share?: boolean | undefined }): 'channel' | 'caller' =>
  share === true ? 'channel' : 'caller';

/** Where a card is seen. */
export interface Standing {
  /** The learner who shared it with a channel; absent when only whoever asked sees it. */
  readonly by?: string;
  /** Nobody else is there to share it with. */
  readonly direct: boolean;
}

/** A card of the caller's own, or one that they share with the channel they are in. */
export const standing = ({ caller }: Pick<Call, 'caller'>, shared: boolean): Standing => ({
  direct: caller.direct,
  ...(shared && !caller.direct && { by: caller.learner }),
});

/** Only whoever shared a card takes it away again. */
export const removeButton = ({ by }: Standing): Button | undefined =>
  by === undefined ? undefined : button(unshare({ by }), 'Remove');

/** The last button of a card that can be shared: *Remove* once it is, *Share* where there is a channel. */
export const shareButton = (seen: Standing, share: Press): Button | undefined =>
  removeButton(seen) ?? (seen.direct ? undefined : button(share, 'Share'));

/**
 * A card turns for whoever it belongs to. On a card that somebody else shared, the press shows a copy that only the
 * caller sees: nothing changes under other people's fingers.
 */
export async function turnFor(
  call: Call,
  by: string | undefined,
  draw: (seen: Standing) => Promise<Card>,
): Promise<Reply> {
  const { learner, direct } = call.caller;
  return by === undefined || by === learner
    ? redraw(await draw({ direct, ...(by !== undefined && { by }) }))
    : show(await draw({ direct }), 'caller');
}

export const sharing = (): Definitions => ({
  actions: [
    on(unshare, ({ args, caller }) => {
      if (args.by !== caller.learner && !caller.admin)
        throw new Refusal('Only who asked for this answer (or an admin) can remove it.');
      return remove;
    }),
  ],
});
