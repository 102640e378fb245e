/** `/tutor pulse`: how a cohort does, in numbers about five people or more and never about one; weekly for who wants it. */
import { createHash } from 'node:crypto';
import { address, on } from '../../chat/address.ts';
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Definitions } from '../../chat/feature.ts';
import { escape, md, type Markdown, plain } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { redraw } from '../../chat/reply.ts';
import type { Call, LearnerId } from '../../chat/request.ts';
import { counted, cut } from '../../chat/words.ts';
import { stillIn } from '../../classroom/membership.ts';
import { mailboxOf } from '../../classroom/people.ts';
import { type Pulse, PULSE_WEEKS, type PulseFigures, pulseOf } from '../../classroom/pulse.ts';
import type { LetterKind, Mail } from '../../outbox/letter.ts';
import { stemOf } from '../../questions/index.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { DuePulse } from '../../storage/staff.ts';
import type { Tools } from '../../tools.ts';
import { discriminationWords, FEWEST_PEOPLE } from '../../tutor/item-analysis.ts';
import { noticeLetter } from '../drops/notice.ts';
import { cohortCommand } from './cohort-command.ts';
import { roleOf } from '../../classroom/staff.ts';
import { cohortOfStaff, staffOnly } from './role.ts';

const WEEK = 7 * 24 * 3_600_000;
/** Whoever is an instructor by a role of the platform is sent figures for so long after they were last seen to be one. */
const TRUSTED = 5 * WEEK;

const orderWeekly = address('pulse.weekly', { cohort: arg.id, on: arg.flag });

export function pulse(tools: Tools): Definitions {
  const { store } = tools;

  async function draw(call: Call, cohort: Cohort): Promise<Card> {
    const ordered = await store.staff.hasPulse(cohort.id, call.caller.learner);
    return card(
      title(cut(`Pulse · ${cohort.name}`, 100)),
      text(pulseWords(tools, await pulseOf(tools, cohort))),
      buttons(
        button(
          orderWeekly({ cohort: cohort.id, on: !ordered }),
          ordered ? 'Stop sending it weekly' : 'Send it to me weekly',
        ),
      ),
      note(
        `The last ${PULSE_WEEKS} weeks. Nothing is shown about fewer than ${FEWEST_PEOPLE} people, and nothing about one.`,
      ),
    );
  }

  return {
    commands: [
      cohortCommand(
        tools,
        { name: 'pulse', description: 'How the cohort does: coverage, hardest questions, wrong ideas.' },
        draw,
      ),
    ],
    actions: [
      on(orderWeekly, async ({ args, ...call }) => {
        // one's own order can be taken back by who is no instructor any more, wherever they are
        if (!args.on) await store.staff.cancelPulse(args.cohort, call.caller.learner);
        if (!args.on && (await roleOf(tools, call.caller)) === 'member')
          return redraw(card(text('The weekly pulse does not come to you any more.')));
        await staffOnly(tools, call.caller);
        const cohort = await cohortOfStaff(tools, call.caller, args.cohort);
        const now = tools.now();
        if (args.on) await store.staff.orderPulse(cohort.id, call.caller.learner, now + WEEK, now);
        return redraw(await draw(call, cohort));
      }),
    ],
  };
}

/** The weekly pulse as a letter to whoever ordered it. */
export function pulseMail(tools: Tools): Mail {
  const { store } = tools;
  const weekly: LetterKind = {
    kind: 'pulse',
    async pack({ cohort: id, learner }) {
      const cohort = await store.cohorts.findCohort(id ?? '');
      if (cohort === undefined || learner === null || !(await store.staff.hasPulse(cohort.id, learner)))
        return { not: 'nobody wants it any more' };
      const words = pulseWords(tools, await pulseOf(tools, cohort));
      return {
        card: card(
          text(md`**Weekly pulse of ${cohort.name}**` + `\n\n${words}`),
          note('You get this because you look after this cohort.'),
        ),
      };
    },
  };
  return {
    letters: [weekly],
    async collect({ problems, stop }) {
      const now = tools.now();
      for (const due of await store.staff.duePulses(now)) {
        if (stop()) return;
        await problems.guard('the weekly pulse', due.cohort, () => handIn(tools, due, now));
      }
    },
  };
}

/** First the letter: whoever dies here hands in the same one again, and it is known by its key. */
async function handIn(tools: Tools, due: DuePulse, now: number): Promise<void> {
  const { store } = tools;
  const cohort = await store.cohorts.findCohort(due.cohort);
  if (cohort === undefined) return;
  const { learner } = due;
  const name = createHash('sha256').update(`${due.cohort} ${learner} ${due.nextAt}`).digest('hex').slice(0, 22);
  const letter = { key: `np${name}`, to: mailboxOf(learner as LearnerId), cohort: cohort.id, learner };
  if (await staffStill(tools, cohort, due, now)) {
    await store.deliveries.addLetters([{ ...letter, kind: 'pulse' }], now);
    // after a pause of weeks one is enough
    await store.staff.movePulse(due, due.nextAt + WEEK * Math.max(1, Math.ceil((now - due.nextAt + 1) / WEEK)));
  } else {
    await store.deliveries.addLetters([noticeLetter(letter, { kind: 'pulse over' })], now);
    await store.staff.cancelPulse(due.cohort, learner);
  }
}

/** Who holds a role of the platform is known only while they do something; who is named is known always. */
async function staffStill(tools: Tools, { community }: Cohort, due: DuePulse, now: number): Promise<boolean> {
  // a name on a list does not leave with its owner
  if (!(await stillIn(tools, mailboxOf(due.learner as LearnerId), community))) return false;
  return now - due.renewedAt <= TRUSTED || tools.store.staff.isInstructor(community, due.learner, []);
}

function pulseWords(tools: Tools, { coverage: { drops, topics, of }, figures }: Pulse): Markdown {
  const coverage = `${counted(drops, 'drop')} on ${topics} of ${of} topics`;
  if (figures === undefined)
    return `${coverage}. Fewer than ${FEWEST_PEOPLE} people answered, so there are no numbers: they would be about somebody.`;
  const { people, share, hardest, weak, wrongIdea, cured } = figures;
  return [
    `- **Coverage:** ${coverage}; ${counted(people, 'person', 'people')} answered, each drop by ${share} % of them on average.`,
    ...hardest.map(
      (one) => md`- **Hard:** ${titleOf(tools, one.item)} (${Math.round(100 * one.facility)} % of ${one.people})`,
    ),
    ...weak.map(
      ({ item, discrimination }) =>
        md`- **Look at:** ${titleOf(tools, item)}: ${discriminationWords(discrimination)} (discrimination ${discrimination.toFixed(2)})`,
    ),
    ...ideaWords(tools, wrongIdea),
    ...(cured === undefined
      ? []
      : [
          `- **Wrong ideas cured:** ${cured.cured} of ${cured.asked} that came back to ${cured.people} people, in daily questions, quizzes and reviews.`,
        ]),
  ].join('\n');
}

const titleOf = ({ library }: Tools, id: string): string => {
  const question = library.content.questions.get(id);
  return question === undefined ? id : cut(plain(stemOf(question)), 80);
};

/** With what helps against it. */
function ideaWords({ library }: Tools, chosen: PulseFigures['wrongIdea']): readonly Markdown[] {
  const idea = library.content.misconceptions.get(chosen?.id ?? '');
  if (chosen === undefined || idea === undefined) return [];
  return [
    `- **Most chosen wrong idea** (${counted(chosen.people, 'person', 'people')}): ${escape(idea.idea)} *What helps:* ${idea.remedy}`,
  ];
}
