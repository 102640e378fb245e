/** A cohort as it stands in the database, for tests that draw one and need no database. */
import { type Cohort, COHORT_DEFAULTS } from '../../src/storage/cohorts.ts';

export const COHORT: Cohort = {
  id: 'c123456789abcdef',
  community: 'bare:room/main',
  name: 'Spring',
  place: 'bare:channel/general',
  zone: 'Asia/Kathmandu',
  ...COHORT_DEFAULTS,
  admin: 'bare:user/ada',
  nextAt: null,
  nextDate: null,
  pauses: [],
  shown: [],
  shownBy: '',
  readByMost: [],
  readAt: null,
  heldUntil: null,
  version: 1,
  changedBy: 'bare:user/ada',
  changedAt: 0,
  members: 0,
  spreadAt: null,
  createdAt: 0,
};
