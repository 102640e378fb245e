/** Where the controls of the plan lead: `c` is the cohort, `v` the version that its card showed. */
import { address } from '../../../chat/address.ts';
import { arg } from '../../../chat/press.ts';

const version = { c: arg.id, v: arg.count };
const some = arg.text.optional();

/** `all`: with every week. */
export const showPlan = address('plan.look', { c: arg.id, all: arg.flag.optional() });
/** Forms are opened again as they were filled in, as far as it fits. */
export const editPace = address('plan.pace', { ...version, starts: some, pace: some });
export const savePace = address('plan.paced', version);
export const editDates = address('plan.dates', { ...version, dates: some });
export const saveDates = address('plan.dated', version);
export const editDaysOff = address('plan.off', { ...version, skip: some });
export const saveDaysOff = address('plan.offed', version);
