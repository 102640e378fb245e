/**
 * Where the controls of the set-up lead. A control that changes a cohort names the version that its panel showed: `c` is
 * the cohort, `v` the version.
 */
import { address } from '../../../chat/address.ts';
import { arg } from '../../../chat/press.ts';

const cohort = { c: arg.id };
const version = { ...cohort, v: arg.count };
const some = arg.text.optional();
/** A form is opened again as it was filled in: its fields come along, as many as fit. */
const planFilled = { name: some, zone: some, time: some };
const moreFilled = { open: some, late: some, reveal: some, empty: some, skip: some };

export const openSetup = address('setup.open', cohort);

/** Opens the form for a new cohort. */
export const newCohort = address('setup.new', { ...planFilled, starts: some, pace: some });
export const createCohort = address('setup.create', {});

export const pickChannel = address('setup.channel', version);
export const pickDays = address('setup.days', version);
export const pickTopics = address('setup.topics', version);
export const pickRole = address('setup.role', version);
export const mentionNobody = address('setup.quiet', version);
export const pauseDrops = address('setup.pause', { ...version, on: arg.flag });

export const editPlan = address('setup.plan', { ...version, ...planFilled });
export const savePlan = address('setup.planned', version);
export const editMore = address('setup.more', { ...version, ...moreFilled });
export const saveMore = address('setup.mored', version);

/** Posts a test drop into the cohort's channel. */
export const postTest = address('setup.test', version);
/** Removes the test whose key is `k`. */
export const clearTest = address('setup.clear', { ...version, k: arg.id });

/** Asks whether the made-up cohort of a playground should go. */
export const askRemoveDemo = address('demo.ask', {});
