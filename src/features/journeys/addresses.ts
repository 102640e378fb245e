/** Where the buttons of journeys lead; each names its journey and station. */
import { address } from '../../chat/address.ts';
import { button, type Button } from '../../chat/card.ts';
import { arg } from '../../chat/press.ts';
import { cut } from '../../chat/words.ts';
import type { Journey } from '../../content/journey.ts';

/** Turns the message to a station: 0 is the first, one past the last is the end. */
export const openStation = address('journey.open', { j: arg.id, at: arg.count });
/** Opens a journey in a message of its own. */
export const readJourney = address('journey.read', { j: arg.id, at: arg.count.optional() });
/** Turns the message to the journey that is picked. */
export const pickJourney = address('journey.pick', {});
/** Says of an option of "What breaks here?" whether it is so: 0 is the first. */
export const tryBreak = address('journey.breaks', { j: arg.id, at: arg.count, k: arg.count });

/** `at`: from that station on. */
export const journeyButton = ({ id, title }: Journey, lead: string, at?: number): Button =>
  button(readJourney({ j: id, at }), cut(`${lead}: ${title}`, 75), at === undefined ? 'main' : 'plain');
