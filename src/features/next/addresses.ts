/** Where the buttons of the next step lead, as far as no other feature has an address for it. */
import { address } from '../../chat/address.ts';
import { arg } from '../../chat/press.ts';

/** What is worth doing now, in a message of its own. */
export const showNext = address('next.show', {});
/** Asks the one question that tests a wrong idea. */
export const askAboutIdea = address('next.ask', { question: arg.id });
