/** Where the buttons of the next step lead, as far as no other feature has an address for it. */
import { address } from '../../chat/address.ts';

/** What is worth doing now, in a message of its own. */
export const showNext = address('next.show', {});
