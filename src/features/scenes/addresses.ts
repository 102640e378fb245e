/** Where *Behind the scenes* leads: to what one request did, by its id. */
import { address } from '../../chat/address.ts';
import { button, type Button } from '../../chat/card.ts';
import { arg } from '../../chat/press.ts';
import { traceId } from '../../chat/trace.ts';

export const showScenes = address('scenes.show', { t: arg.id });

/** Explains the word for a station that is picked. */
export const pickStation = address('scenes.what', {});

/** To what the request does that draws this very card; nothing where nobody measures. */
export function scenesButton(): Button | undefined {
  const id = traceId();
  return id === undefined ? undefined : button(showScenes({ t: id }), 'Behind the scenes');
}
