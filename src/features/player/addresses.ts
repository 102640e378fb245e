/** Where the buttons of a question lead. Each names its run, item and step, so that an old one is told from a new one. */
import { address } from '../../chat/address.ts';
import { arg } from '../../chat/press.ts';

const at = { run: arg.id, at: arg.count };
const step = { ...at, step: arg.count };

export const choose = address('ask.choose', { ...step, key: arg.id });
export const pick = address('ask.pick', step);
export const type = address('ask.type', step);
/** The form that `type` opens. */
export const typedIn = address('ask.typed', step);
export const sure = address('ask.sure', { ...step, as: arg.id });
/** "I don't know". */
export const unknown = address('ask.unknown', step);
export const undo = address('ask.undo', step);
export const hint = address('ask.hint', at);
export const go = address('ask.go', at);
export const others = address('ask.others', at);
export const again = address('ask.again', { run: arg.id });

/** How sure somebody may be, in their words. */
export const CONFIDENCES = { sure: 'Sure', unsure: 'Unsure', guess: 'A guess' } as const;
export const isConfidence = (as: string): as is keyof typeof CONFIDENCES => Object.hasOwn(CONFIDENCES, as);
