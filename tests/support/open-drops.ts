/** Drops of a cohort that stand open, and what the job does with them, without a job. */
import type { Store } from '../../src/storage/index.ts';
import { cohortOf, HOUR, NINE } from './drills/world.ts';

export const DAY = 24 * HOUR;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A cohort whose drops of the given days (0 is Monday, 2 November 2026) stand open. */
export async function openDrops(store: Store, cohort: string, days: readonly number[]): Promise<string[]> {
  if ((await store.cohorts.findCohort(cohort)) === undefined)
    await store.cohorts.createCohort(cohortOf(cohort, { weekdays: [1, 2, 3, 4, 5, 6, 7] }), 'x', NINE - HOUR);
  const ids: string[] = [];
  for (const day of days) {
    const run = { at: NINE + day * DAY, date: dateOf(NINE + day * DAY) };
    const claimed = await store.drops.claimDue(
      () => ({
        drops: [{ run, question: `q${day}`, version: 'v' }],
        next: { at: run.at + DAY, date: dateOf(run.at + DAY) },
        pause: false,
        notices: [],
      }),
      run.at,
      10,
    );
    ids.push(...claimed.drops.map((drop) => drop.id));
  }
  return ids;
}
/** Sends and closes everything, as the job would. */
export async function closeAll(store: Store, now: number): Promise<void> {
  for (const leased of await store.deliveries.lease({ by: 'me', platform: 'fake', leaseMs: 60_000, limit: 100 }, now))
    await store.deliveries.markSent(leased, `fake:message/${leased.id}`);
  await store.dropClosing.closeDue(now);
}
