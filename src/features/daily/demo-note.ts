/** What is said under everything that shows the made-up cohort. */
import { type Block, note } from '../../chat/card.ts';
import { isDemo } from '../../classroom/demo.ts';
import type { Cohort } from '../../storage/cohorts.ts';

export const demoNote = (cohort: Pick<Cohort, 'id'>): Block | undefined =>
  isDemo(cohort) ? note('This is a demo: the other members of this cohort are made up.') : undefined;
