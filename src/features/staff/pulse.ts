/** `/tutor pulse`: how a cohort does, in numbers about five people or more and never about one; weekly for who wants it. */
import { counted, cut } from '../../chat/words.ts';
import { createHash } from 'node:crypto';
import { defineAction } from '../../chat/action.ts';
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Call } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { escape, md, type Markdown, plain } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { redraw } from '../../chat/reply.ts';
import type { LearnerId } from '../../chat/request.ts';
import { mailboxOf } from '../../classroom/people.ts';
import { topicOf } from '../../content/library.ts';
import { gradeOf, stemOf } from '../../questions/index.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { DropAnswer } from '../../storage/answers.ts';
import type { DuePulse } from '../../storage/staff.ts';
import type { Tools } from '../../tools.ts';
import { discriminationWords, FEWEST_PEOPLE, itemFigures, type ItemFigures, WEAK } from '../../tutor/item-analysis.ts';
import { cohortCommand } from './cohort-command.ts';
import { roleOf } from '../../classroom/staff.ts';
import { cohortHere, staffOnly } from './role.ts';

const WEEK = 7 * 24 * 3_600_000;
const WEEKS = 4;
/** Whoever is an instructor by a role of the platform is sent figures for so long after they were last seen to be one. */
const TRUSTED = 5 * WEEK;
const SHOWN = 3;

export function pulse(tools: Tools): Definitions {
  const { store } = tools;

  const weekly = defineAction({
    id: 'pulse.weekly',
    args: { cohort: arg.id, on: arg.flag },
    run: async ({ args, ...call }) => {
      // one's own order can be taken back by who is no instructor any more, wherever they are
      if (!args.on) await store.staff.cancelPulse(args.cohort, call.caller.learner);
      if (!args.on && (await roleOf(tools, call.caller)) === 'member')
        return redraw(card(text('The weekly pulse does not come to you any more.')));
      await staffOnly(tools, call.caller);
      const cohort = await cohortHere(tools, call.caller, args.cohort);
      const now = tools.now();
      if (args.on) await store.staff.orderPulse(cohort.id, call.caller.learner, now + WEEK, now);
      return redraw(await draw(call, cohort));
    },
  });

  async function draw(call: Call, cohort: Cohort): Promise<Card> {
    const ordered = await store.staff.hasPulse(cohort.id, call.caller.learner);
    return card(
      title(cut(`Pulse · ${cohort.name}`, 100)),
      text(await pulseText(tools, cohort)),
      buttons(
        button(
          weekly.press({ cohort: cohort.id, on: !ordered }),
          ordered ? 'Stop sending it weekly' : 'Send it to me weekly',
        ),
      ),
      note(
        `The last ${WEEKS} weeks. Nothing is shown about fewer than ${FEWEST_PEOPLE} people, and nothing about one.`,
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
    actions: [weekly],
    jobs: [{ name: 'pulse', run: (now, stopping) => sendPulses(tools, now, stopping) }],
  };
}

/** Sends what is due: each order moves on first, so that it is sent once by however many processes. */
async function sendPulses(tools: Tools, now: number, stopping?: AbortSignal): Promise<void> {
  const { store } = tools;
  for (const due of await store.staff.duePulses(now)) {
    if (stopping?.aborted === true) return;
    const cohort = await store.cohorts.findCohort(due.cohort);
    // after a pause of weeks one is enough
    const next = due.nextAt + WEEK * Math.max(1, Math.ceil((now - due.nextAt + 1) / WEEK));
    if (cohort === undefined || !(await store.staff.movePulse(due, next))) continue;
    const sure = await staffStill(tools, cohort, due, now);
    const key = `p${createHash('sha256').update(`${due.cohort} ${due.learner} ${due.nextAt}`).digest('hex').slice(0, 22)}`;
    const words = sure
      ? md`**Weekly pulse of ${cohort.name}**` + `\n\n${await pulseText(tools, cohort)}`
      : md`**The weekly pulse of ${cohort.name} has stopped**, because you did nothing as staff there for five weeks. \`/tutor pulse\` brings it back.`;
    if (!sure) await store.staff.cancelPulse(due.cohort, due.learner);
    await store.deliveries.addNotice({ key, cohort: cohort.id, to: mailboxOf(due.learner as LearnerId), words }, now);
  }
}

/** Who holds a role of the platform is known only while they do something; who is named is known always. */
const staffStill = async ({ store }: Tools, { community }: Cohort, due: DuePulse, now: number): Promise<boolean> =>
  now - due.renewedAt <= TRUSTED || (await store.staff.isInstructor(community, due.learner, []));

async function pulseText(tools: Tools, cohort: Cohort): Promise<Markdown> {
  const { store, library } = tools;
  const since = tools.now() - WEEKS * WEEK;
  const [all, drops] = await Promise.all([
    store.answers.answersFor(cohort.id, since),
    store.drops.latestDrops(cohort.id, { limit: WEEKS * 7 }),
  ]);
  const recent = drops.filter((drop) => drop.dueAt >= since && drop.state !== 'void');
  // of the very drops that are counted, so that no share is beyond 100 %
  const ids = new Set(recent.map((drop) => drop.id));
  const answers = all.filter((one) => ids.has(one.drop));
  const people = new Set(answers.map((one) => one.learner)).size;
  const topics = new Set(
    recent.flatMap((drop) => {
      const question = library.content.questions.get(drop.question ?? '');
      return question === undefined ? [] : [topicOf(library.content, question)];
    }),
  );
  const coverage = `${counted(recent.length, 'drop')} on ${topics.size} of ${library.content.topics.size} topics`;
  if (people < FEWEST_PEOPLE)
    return `${coverage}. Fewer than ${FEWEST_PEOPLE} people answered, so there are no numbers: they would be about somebody.`;
  const figures = itemFigures(answers.map((one) => ({ item: one.question, person: one.learner, score: one.score })));
  const share = Math.round((100 * answers.length) / Math.max(1, recent.length * people));
  return [
    `- **Coverage:** ${coverage}; ${people} people answered, each drop by ${share} % of them on average.`,
    ...hardest(tools, figures),
    ...weak(tools, figures),
    ...wrongIdea(tools, answers),
  ].join('\n');
}

const titleOf = ({ library }: Tools, id: string): string => {
  const question = library.content.questions.get(id);
  return question === undefined ? id : cut(plain(stemOf(question)), 80);
};

const hardest = (tools: Tools, figures: readonly ItemFigures[]): string[] =>
  figures
    .filter((one) => one.facility < 0.7)
    .slice(0, SHOWN)
    .map((one) => md`- **Hard:** ${titleOf(tools, one.item)} (${Math.round(100 * one.facility)} % of ${one.people})`);

function weak(tools: Tools, figures: readonly ItemFigures[]): string[] {
  return figures
    .flatMap(({ item, discrimination }) => (discrimination === undefined ? [] : [{ item, discrimination }]))
    .filter((one) => one.discrimination < WEAK)
    .toSorted((a, b) => a.discrimination - b.discrimination)
    .slice(0, SHOWN)
    .map(
      ({ item, discrimination }) =>
        md`- **Look at:** ${titleOf(tools, item)}: ${discriminationWords(discrimination)} (discrimination ${discrimination.toFixed(2)})`,
    );
}

/** The wrong idea that the most people chose, with what helps against it. */
function wrongIdea({ library }: Tools, answers: readonly DropAnswer[]): string[] {
  const who = new Map<string, Set<string>>();
  for (const { question: id, moves, learner, version } of answers) {
    const question = library.content.questions.get(id);
    if (question === undefined || question.version !== version) continue;
    for (const remark of gradeOf(question, moves).remarks) {
      if (!remark.chosen || remark.right || remark.misconception === undefined) continue;
      const people = who.get(remark.misconception) ?? new Set<string>();
      who.set(remark.misconception, people.add(learner));
    }
  }
  const [most] = [...who].toSorted(([, a], [, b]) => b.size - a.size);
  const idea = most === undefined ? undefined : library.content.misconceptions.get(most[0]);
  if (most === undefined || idea === undefined || most[1].size < FEWEST_PEOPLE) return [];
  return [`- **Most chosen wrong idea** (${most[1].size} people): ${escape(idea.idea)} *What helps:* ${idea.remedy}`];
}
