/** Where the presses about a community's own questions lead. */
import { address } from '../../../chat/address.ts';
import { arg } from '../../../chat/press.ts';

export const showOwn = address('own.list', { from: arg.count.optional() });
export const addOwn = address('own.add', {});
/** The form with the file. */
export const sendOwn = address('own.send', {});
export const takeOwn = address('own.take', { upload: arg.id });
export const leaveOwn = address('own.leave', { upload: arg.id });
export const pickOwn = address('own.pick', {});
export const removeOne = address('own.remove', { q: arg.id });
export const bringOwnBack = address('own.back', { q: arg.id, edition: arg.count });
export const downloadOwn = address('own.files', {});
/** Asks once more. */
export const clearOwn = address('own.clear', {});
export const clearSurely = address('own.cleared', {});
