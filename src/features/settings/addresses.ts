/** Where the buttons of the settings lead; each says what it sets, so that an old one does no harm. */
import { address } from '../../chat/address.ts';
import { arg } from '../../chat/press.ts';

export const hideMe = address('settings.hide', { on: arg.flag });
export const askHowSure = address('settings.sure', { on: arg.flag });
/** The card that these two are set on. */
export const showReminders = address('settings.reminders', {});
export const remindMe = address('settings.remind', { on: arg.flag });
/** Reminders come at the hour that is picked. */
export const pickHour = address('settings.hour', {});
export const editZone = address('settings.zone', {});
export const saveZone = address('settings.zoned', {});
/** Takes a zone that was suggested. */
export const takeZone = address('settings.zone.take', { zone: arg.text });
export const showSettings = address('settings.show', {});
export const showReviews = address('settings.reviews', {});
/** At most so many reviews a day as are picked. */
export const pickCap = address('settings.cap', {});
export const practiseAhead = address('settings.ahead', { on: arg.flag });
export const pauseStreak = address('settings.pause', { on: arg.flag });
