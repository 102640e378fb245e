/** Where the buttons of the settings lead; each says what it sets, so that an old one does no harm. */
import { address } from '../../chat/address.ts';
import { arg } from '../../chat/press.ts';

export const hideMe = address('settings.hide', { on: arg.flag });
export const askHowSure = address('settings.sure', { on: arg.flag });
export const remindMe = address('settings.remind', { on: arg.flag });
/** Reminders come at the hour that is picked. */
export const pickHour = address('settings.hour', {});
export const editZone = address('settings.zone', {});
export const saveZone = address('settings.zoned', {});
/** Takes a zone that was suggested. */
export const takeZone = address('settings.zone.take', { zone: arg.text });
export const pauseStreak = address('settings.pause', { on: arg.flag });
