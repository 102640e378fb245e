/** One thing that was said, and all that its answer depends on. */
import type { Catalog } from '../../chat/feature.ts';
import type { Call } from '../../chat/request.ts';
import type { Answer } from '../../content/lookup.ts';
import type { Term } from '../../content/schema.ts';
import type { Heard } from '../../content/talk.ts';
import type { Remembered, TalkKey } from '../../storage/talks.ts';
import type { Tools } from '../../tools.ts';
import type { Player } from '../player/index.ts';

export interface House {
  readonly tools: Tools;
  readonly player: Player;
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
  /** It may be that. */
  readonly maybe?: Heard;
  /** What it names itself, though it could go on with the last word. */
  readonly named?: Term;
  /** The question that is looked up: with the name of what was talked about, where only "it" stands. */
  readonly asked: string;
  /** What the look-up makes of it. */
  readonly answers: readonly Answer[];
  /** It is surely a question that can be answered. */
  readonly isFound: boolean;
}

/** All direct messages with somebody are one place, whatever a platform calls it. */
export const keyOf = ({ caller }: Call): TalkKey => ({
  learner: caller.learner,
  place: caller.direct ? 'direct' : caller.place,
});
