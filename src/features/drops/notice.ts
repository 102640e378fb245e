/** Letters to whoever looks after a cohort: one message a happening, exact, with what to do. */
import { card, note, text } from '../../chat/card.ts';
import { md, type Markdown } from '../../chat/markdown.ts';
import type { PersonId } from '../../chat/request.ts';
import { shortDay } from '../../chat/words.ts';
import type { ClaimNotice } from '../../classroom/claims.ts';
import { stillIn } from '../../classroom/membership.ts';
import type { Letter, LetterKind, NewLetter } from '../../outbox/letter.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';

/** What staff are told, as it is stored until it is sent. */
export type Notice =
  | ClaimNotice
  | { readonly kind: 'refused'; readonly what: 'post' | 'reveal'; readonly date: string; readonly advice: string }
  | { readonly kind: 'late'; readonly date: string; readonly why: string }
  | { readonly kind: 'test'; readonly why: string }
  | { readonly kind: 'pulse over' };

type NoticeLetter = Pick<NewLetter, 'key' | 'to'> & { readonly cohort: string; readonly learner?: string };

/** A notice as a letter. */
export const noticeLetter = (to: NoticeLetter, notice: Notice): NewLetter => ({
  ...to,
  kind: 'notice',
  about: JSON.stringify(notice),
});

/** The kind of letter. */
export const noticeKind = (tools: Tools): LetterKind<Cohort> => ({
  kind: 'notice',
  async gather(letters) {
    const cohorts = await tools.store.cohorts.findCohorts([
      ...new Set(letters.flatMap((letter) => letter.cohort ?? [])),
    ]);
    return new Map(
      letters.flatMap((letter) => {
        const cohort = cohorts.get(letter.cohort ?? '');
        return cohort === undefined ? [] : [[letter.id, cohort] as const];
      }),
    );
  },
  async pack(letter, cohort) {
    if (!(await stillIn(tools, letter.address as PersonId, cohort.community)))
      return { not: 'whoever looked after the cohort has left' };
    return { card: card(text(wordsOf(letter, cohort)), note('You get this because you look after this cohort.')) };
  },
});

/** One that an older version left carries its words. */
const wordsOf = (letter: Letter, cohort: Cohort): Markdown =>
  letter.about === '' ? letter.words : noticeWords(cohort, JSON.parse(letter.about) as Notice);

/** At most as many dates as fit a line; the number says the rest. */
const datesText = (dates: readonly string[]): string =>
  dates.length <= 5 ? dates.join(', ') : `${dates.length} days, ${dates[0] ?? ''} to ${dates.at(-1) ?? ''}`;

const GOES_ON = "Nobody's streak is touched, and the schedule goes on.";

function noticeWords({ name }: Pick<Cohort, 'name'>, notice: Notice): Markdown {
  switch (notice.kind) {
    case 'missed':
      return (
        md`**${name}**: the daily question was not posted (${datesText(notice.dates)}), because nothing was running within ` +
        `${notice.minutes} minutes after it was due. ${GOES_ON}`
      );
    case 'empty':
      return notice.paused
        ? md`**${name}** has run out of questions, so I paused its daily question, as its settings say. ` +
            'Add topics, or let questions come again, in `/tutor setup`; then resume it there.'
        : md`**${name}**: today's question was its last question that nobody had seen. From the next one on, the one ` +
            'asked longest ago comes again (or the drop pauses: `/tutor setup` decides).';
    case 'stock':
      return (
        md`**${name}** has ${notice.left} unseen questions left for its daily question. Add topics in \`/tutor setup\`, or decide ` +
        'there what happens when they run out.'
      );
    case 'unready':
      return (
        md`**${name}**: there was no daily question on ${shortDay(notice.date)}, because no lesson that its plan has reached has one. ` +
        'Give an earlier lesson a date in `/tutor plan`, or choose a question in `/tutor queue`.'
      );
    case 'unlike':
      return notice.how === 'changed'
        ? md`**${name}**: its authors changed the daily question of ${shortDay(notice.date)} after you saw it in \`/tutor queue\`. It was posted as it is now.`
        : md`**${name}**: the daily question of ${shortDay(notice.date)} is not the one that you saw in \`/tutor queue\`, because that one may not be asked ` +
            'any more: it was withdrawn or voided. Another one was posted.';
    case 'refused': {
      const what = notice.what === 'post' ? 'the daily question' : 'the reveal';
      const after = notice.what === 'post' ? `${GOES_ON} \`/tutor health\` can try it again.` : '';
      return md`**${name}**: I could not post ${what} of ${notice.date}. ${notice.advice} ` + after;
    }
    case 'late':
      return (
        md`**${name}**: the daily question of ${notice.date} could not be posted in time (${notice.why}). ` + GOES_ON
      );
    case 'test':
      return md`**${name}**: I could not post the test of the daily question. ${notice.why}`;
    case 'pulse over':
      return md`**The weekly pulse of ${name} has stopped**, because you did nothing as staff there for five weeks. \`/tutor pulse\` brings it back.`;
    default:
      return notice satisfies never;
  }
}
