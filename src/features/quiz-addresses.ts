/** Where the buttons of a quiz lead. */
import { address } from '../chat/address.ts';
import { arg } from '../chat/press.ts';

/** Questions of a quiz, unless they say. */
export const LENGTH = 5;
/** The subject of a run over everything. */
export const MIXED = 'mixed';

/** Begins a quiz on a topic, a term or everything. */
export const beginQuiz = address('quiz.begin', { topic: arg.id, length: arg.count, level: arg.id.optional() });
/** Goes on with a run that was left open, in a message of its own. */
export const resumeRun = address('quiz.resume', { run: arg.id });
