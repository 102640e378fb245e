/** The set-up panel: one message that shows a cohort as it is and changes it; each press names the version it showed. */
import { cut, momentText } from '../../chat/words.ts';
import { type Block, button, buttons, type Button, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Call } from '../../chat/command.ts';
import { escape, md, type Markdown } from '../../chat/markdown.ts';
import { PostError } from '../../chat/platform.ts';
import type { Press } from '../../chat/press.ts';
import type { Mailbox } from '../../chat/request.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { nextRuns } from '../../tutor/timetable.ts';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
/** Stands for no choice of topics. */
export const ALL_TOPICS = '*';
const MOST_TOPICS = 24;

/** The press of a control that changes this version of a cohort. */
const to = (id: string, cohort: Cohort, more: Readonly<Record<string, string>> = {}): Press => ({
  id: `setup.${id}`,
  args: { c: cohort.id, v: String(cohort.version), ...more },
});

/** `said`: what has just been done. `test`: the key of a test that stands in the channel. */
export async function drawPanel(
  tools: Tools,
  call: Call,
  cohort: Cohort,
  said?: Markdown,
  test?: string,
): Promise<Card> {
  const [permission, runs, by, all] = await Promise.all([
    permissionLine(tools, cohort),
    runsText(tools, call, cohort),
    tools.store.learners.findLearner(cohort.changedBy),
    tools.store.cohorts.cohortsOf(cohort.community),
  ]);
  return card(
    title(cut(`Daily drop · ${cohort.name}`, 100)),
    said !== undefined && text(said),
    text([summaryLine(tools, cohort), permission, runs].join('\n')),
    { kind: 'pick', of: 'channel', press: to('channel', cohort), label: 'Channel of the drop', picked: cohort.place },
    {
      kind: 'pick',
      of: 'options',
      press: to('days', cohort),
      label: 'Weekdays',
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
      press: to('role', cohort),
      label: 'Role to mention (nobody unless you pick one)',
      ...(cohort.pingRole !== null && { picked: cohort.pingRole }),
    },
    buttons(
      button(to('plan', cohort), 'Name, zone, time…'),
      button(to('more', cohort), 'More settings…'),
      cohort.pingRole !== null && button(to('quiet', cohort), 'Mention nobody'),
    ),
    buttons(
      test === undefined
        ? button(to('test', cohort), 'Post a test drop', 'main')
        : button(to('clear', cohort, { k: test }), 'Remove the test drop', 'main'),
      button(
        to('pause', cohort, { on: cohort.paused ? '0' : '1' }),
        cohort.paused ? 'Resume the drops' : 'Pause the drops',
      ),
    ),
    otherCohorts(cohort, all),
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

/** Whether the place can be posted to, with what to do. */
export async function permissionLine({ post }: Tools, cohort: Cohort): Promise<Markdown> {
  try {
    const check = await post.check(cohort.place as Mailbox);
    if (check.ok) return '- ✅ I may post in the channel.';
    const missing =
      check.missing.length === 0 ? '' : ` Missing: ${check.missing.map((one) => `**${escape(one)}**`).join(', ')}.`;
    return `- ⚠️ I may not post in the channel.${missing} ${escape(check.advice)}`.trim();
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    return md`- ⚠️ I could not check the channel: ${error.message.slice(0, 200)}. ${error.advice}`.trim();
  }
}

/** The next three runs, in the cohort's zone and in that of whoever looks. */
async function runsText({ store, now }: Tools, { caller }: Call, cohort: Cohort): Promise<Markdown> {
  if (cohort.paused) return '- ⏸️ **Paused**: nothing is posted until you resume it.';
  const runs = nextRuns(cohort, now(), 3, await store.cohorts.lastDate(cohort.id));
  if (runs.length === 0) return '- ⚠️ No day is left in this plan, so nothing will be posted.';
  const mine = caller.zone ?? (await store.learners.findLearner(caller.learner))?.settings.zone;
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
    press: to('topics', cohort),
    label: 'Topics',
    min: 1,
    max: options.length,
    options,
  };
}

function otherCohorts(cohort: Cohort, all: readonly Cohort[]): Block | undefined {
  const others = all.filter((one) => one.id !== cohort.id).slice(0, 4);
  return buttons(
    ...others.map((one): Button => button(openPress(one.id), cut(`Open ${one.name}`, 75))),
    button(newPress, 'Another cohort…'),
  );
}

/** Opens a cohort's panel. */
export const openPress = (cohort: string): Press => ({ id: 'setup.open', args: { c: cohort } });
/** Opens the form for a new cohort. */
export const newPress: Press = { id: 'setup.new', args: {} };
