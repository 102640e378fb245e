/** Where the buttons of a talk lead. */
import { address } from '../../chat/address.ts';
import { arg } from '../../chat/press.ts';

/** Shows a question of one's own again, to its owner alone: what was pressed may be a public message. */
export const backToQuestion = address('talk.back', { run: arg.id, at: arg.count });
