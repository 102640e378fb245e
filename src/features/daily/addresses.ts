/** Where the buttons of a drop lead: pressed in public or in private, each names its drop. */
import { address } from '../../chat/address.ts';
import { arg } from '../../chat/press.ts';

/** A letter on the public message. */
export const chooseLetter = address('daily.choose', { drop: arg.id, key: arg.id });
/** The same with how sure the learner is. */
export const chooseSure = address('daily.sure', { drop: arg.id, key: arg.id, as: arg.id });
/** Opens the question in private: to answer, as it was answered, or for learning. */
export const openDrop = address('daily.answer', { drop: arg.id });
/** "I don't know": it counts as the answer. */
export const sayUnknown = address('daily.unknown', { drop: arg.id });
export const showHint = address('daily.hint', { drop: arg.id });
export const showOthers = address('daily.others', { drop: arg.id });
/** A list of drops; two lists on one message need two presses. */
export const pickDrop = address('daily.pick', { open: arg.flag.optional() });
export const showDrops = address('daily.past', {});
