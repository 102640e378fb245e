/** One thing that was said, and all that its answer depends on. */
import type { Catalog } from '../../chat/feature.ts';
import type { Call } from '../../chat/request.ts';
import type { Found } from '../../content/lookup/term.ts';
import type { Heard } from '../../content/talk.ts';
import type { Remembered, TalkKey } from '../../storage/talks.ts';
import type { Tools } from '../../tools.ts';
import type { Player } from '../player/index.ts';
import type { What } from '../what.ts';

export interface House {
  readonly tools: Tools;
  readonly player: Player;
  readonly what: What;
  catalog(): Catalog;
}

/** One thing that was said, with all that its answer depends on. */
export interface Moment {
  readonly call: Call;
  readonly text: string;
  /** Nobody else reads the answer: what is private may be said. */
  readonly alone: boolean;
  readonly before: Remembered;
  readonly said?: Heard;
  readonly found: Found;
}

/** All direct messages with somebody are one place, whatever a platform calls it. */
export const keyOf = ({ caller }: Call): TalkKey => ({
  learner: caller.learner,
  place: caller.direct ? 'direct' : caller.place,
});
