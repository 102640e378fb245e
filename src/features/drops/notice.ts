/** What an admin is told: one message a happening, exact, with what to do. */
import { card, type Card, note, text } from '../../chat/card.ts';
import { md, type Markdown } from '../../chat/markdown.ts';
import type { Cohort } from '../../storage/cohorts.ts';

type Named = Pick<Cohort, 'name'>;

/** At most as many dates as fit a line; the number says the rest. */
const datesText = (dates: readonly string[]): string =>
  dates.length <= 5 ? dates.join(', ') : `${dates.length} days, ${dates[0] ?? ''} to ${dates.at(-1) ?? ''}`;

export const missedWords = (cohort: Named & Pick<Cohort, 'catchUpMinutes'>, dates: readonly string[]): Markdown =>
  md`**${cohort.name}**: the daily drop was not posted (${datesText(dates)}), because nothing was running within ` +
  `${cohort.catchUpMinutes} minutes after it was due. Nobody's streak is touched, and the schedule goes on.`;

export const emptyWords = (cohort: Named, paused: boolean): Markdown =>
  paused
    ? md`**${cohort.name}** has run out of questions, so I paused its daily drop, as its settings say. ` +
      'Add topics, or let questions come again, in `/tutor setup`; then resume it there.'
    : md`**${cohort.name}**: today's drop was its last question that nobody had seen. From the next one on, the one ` +
      'asked longest ago comes again (or the drop pauses: `/tutor setup` decides).';

export const stockWords = (cohort: Named, left: number): Markdown =>
  md`**${cohort.name}** has ${left} unseen questions left for its daily drop. Add topics in \`/tutor setup\`, or decide ` +
  'there what happens when they run out.';

export const refusedWords = (cohort: Named, date: string, advice: string, what: 'post' | 'reveal'): Markdown =>
  md`**${cohort.name}**: I could not post ${what === 'post' ? 'the daily drop' : 'the reveal'} of ${date}. ` +
  md`${advice} ` +
  (what === 'post' ? "Nobody's streak is touched, and the schedule goes on. `/tutor health` can try it again." : '');

export const lateWords = (cohort: Named, date: string, why: string): Markdown =>
  md`**${cohort.name}**: the daily drop of ${date} could not be posted in time (${why}). ` +
  "Nobody's streak is touched, and the schedule goes on.";

export const drawNotice = (words: Markdown): Card =>
  card(text(words), note('You get this because you look after this cohort.'));
