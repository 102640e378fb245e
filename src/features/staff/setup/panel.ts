/** The set-up panel: one message that shows a cohort as it is and changes it; each press names the version it showed. */
import { cut, momentText } from '../../../chat/words.ts';
import { type Block, button, buttons, type Button, type Card, card, note, text, title } from '../../../chat/card.ts';
import { escape, md, type Markdown } from '../../../chat/markdown.ts';
import type { Call } from '../../../chat/request.ts';
import { checkPlace, runsAhead } from '../../../classroom/health.ts';
import type { Cohort } from '../../../storage/cohorts.ts';
import type { Tools } from '../../../tools.ts';
import { demoNote } from '../../daily/demo-note.ts';
import { placeWords, topicsWords } from '../../plan-words.ts';
import { placeLine } from '../place-line.ts';
import { showPlan } from '../plan/addresses.ts';
import {
  clearTest,
  editMore,
  editPlan,
  mentionNobody,
  newCohort,
  openSetup,
  pauseDrops,
  pickChannel,
  pickDays,
  pickRole,
  pickTopics,
  postTest,
} from './addresses.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
/** Stands for no choice of topics. */
export const ALL_TOPICS = '*';
const MOST_TOPICS = 24;

/** The version of a cohort that a panel shows, for its controls. */
export const versionOf = ({ id, version }: Cohort) => ({ c: id, v: version });

/** `said`: what has just been done. `test`: the key of a test that stands in the channel. */
export async function drawPanel(
  tools: Tools,
  call: Call,
  cohort: Cohort,
  said?: Markdown,
  test?: string,
): Promise<Card> {
  const [place, runs, by, all] = await Promise.all([
    checkPlace(tools, cohort),
    runsText(tools, call, cohort),
    tools.store.learners.findLearner(cohort.changedBy),
    tools.store.cohorts.cohortsOf(cohort.community),
  ]);
  const at = versionOf(cohort);
  return card(
    title(cut(`Daily question · ${cohort.name}`, 100)),
    said !== undefined && text(said),
    text([summaryLine(tools, cohort), planLine(tools, cohort), placeLine(place), runs].join('\n')),
    { kind: 'pick', of: 'channel', press: pickChannel(at), label: 'Channel of the drop', picked: cohort.place },
    {
      kind: 'pick',
      of: 'options',
      press: pickDays(at),
      label: 'Weekdays',
      done: 'Save weekdays',
      min: 1,
      max: 7,
      options: WEEKDAYS.map((label, index) => ({
        value: String(index + 1),
        label,
        ...(cohort.weekdays.includes(index + 1) && { picked: true }),
      })),
    },
    topicsPick(tools, cohort),
    {
      kind: 'pick',
      of: 'role',
      press: pickRole(at),
      label: 'Role to mention (nobody unless you pick one)',
      ...(cohort.pingRole !== null && { picked: cohort.pingRole }),
    },
    buttons(
      button(editPlan(at), 'Name, zone, time…'),
      button(showPlan({ c: cohort.id }), 'The plan…'),
      button(editMore(at), 'More settings…'),
      cohort.pingRole !== null && button(mentionNobody(at), 'Mention nobody'),
    ),
    buttons(
      test === undefined
        ? button(postTest(at), 'Post a test drop', 'main')
        : button(clearTest({ ...at, k: test }), 'Remove the test drop', 'main'),
      button(pauseDrops({ ...at, on: !cohort.paused }), cohort.paused ? 'Resume the drops' : 'Pause the drops'),
    ),
    otherCohorts(cohort, all),
    demoNote(cohort),
    note(
      md`Last changed by ${cut(by?.name ?? 'somebody', 40)}, ${momentText(cohort.changedAt, cohort.zone)} (${cohort.zone}). ` +
        '`/tutor health` shows how it goes.',
    ),
  );
}

function summaryLine({ library }: Tools, cohort: Cohort): Markdown {
  const topics =
    cohort.topics.length === 0
      ? 'all topics'
      : cohort.topics.map((id) => escape(library.content.topics.get(id)?.title ?? id)).join(', ');
  return (
    md`- **${cohort.time}** in **${cohort.zone}**, open for ${cohort.openHours} h, ` +
    `${cohort.reveal ? 'answer revealed in the thread' : 'no reveal'}; ${topics}`
  );
}

function planLine(tools: Tools, cohort: Cohort): Markdown {
  const place = placeWords(tools, cohort, tools.now());
  if (place === undefined) return '- No plan: questions come from what most of the cohort has read, easy ones first';
  const topics = topicsWords(tools, cohort);
  return `- Plan: ${place}${topics === '' ? '' : `. ${topics}`}`;
}

/** The next three runs, in the cohort's zone and in that of whoever looks. */
async function runsText(tools: Tools, { caller }: Call, cohort: Cohort): Promise<Markdown> {
  if (cohort.paused) return '- ⏸️ **Paused**: nothing is posted until you resume it.';
  const runs = await runsAhead(tools, cohort, 3);
  if (runs.length === 0) return '- ⚠️ No day is left in this plan, so nothing will be posted.';
  const mine = caller.zone ?? (await tools.store.learners.findLearner(caller.learner))?.settings.zone;
  const lines = runs.map(({ at }) => {
    const there = momentText(at, cohort.zone);
    return mine === undefined || mine === cohort.zone ? there : `${there} (yours: ${momentText(at, mine)})`;
  });
  const hint = mine === undefined ? ` In ${cohort.zone}; \`/settings zone:\` shows yours beside it.` : '';
  return `- Next: ${lines.join(' · ')}.${hint}`;
}

function topicsPick({ library }: Tools, cohort: Cohort): Block {
  const topics = [...library.content.topics.values()].slice(0, MOST_TOPICS);
  const options = [
    { value: ALL_TOPICS, label: 'All topics', ...(cohort.topics.length === 0 && { picked: true }) },
    ...topics.map(({ id, title: label }) => ({
      value: id,
      label,
      ...(cohort.topics.includes(id) && { picked: true }),
    })),
  ];
  return {
    kind: 'pick',
    of: 'options',
    press: pickTopics(versionOf(cohort)),
    label: 'Topics',
    done: 'Save topics',
    min: 1,
    max: options.length,
    options,
  };
}

function otherCohorts(cohort: Cohort, all: readonly Cohort[]): Block | undefined {
  const others = all.filter((one) => one.id !== cohort.id).slice(0, 4);
  return buttons(
    ...others.map((one): Button => button(openSetup({ c: one.id }), cut(`Open ${one.name}`, 75))),
    button(newCohort(), 'Another cohort…'),
  );
}
