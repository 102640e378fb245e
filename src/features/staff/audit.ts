/** `/tutor audit`: what staff did, the latest first. */
import { cut, momentText } from '../../chat/words.ts';
import { address, on } from '../../chat/address.ts';
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { md } from '../../chat/markdown.ts';
import { redraw, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import type { Tools } from '../../tools.ts';
import { staffOnly } from './role.ts';

const SHOWN = 15;
/** Characters of the list: one text block holds 3,000. */
const MOST_TEXT = 2_800;

const showAudit = address('audit.show', {});

export const audit = (tools: Tools): Definitions => ({
  commands: [
    defineCommand({
      name: 'audit',
      description: 'What staff did lately: settings, points, reports.',
      staff: true,
      where: 'community',
      options: {},
      run: async (call) => {
        await staffOnly(tools, call.caller);
        return show(await draw(tools, call));
      },
    }),
  ],
  actions: [
    on(showAudit, async (call) => {
      await staffOnly(tools, call.caller);
      return redraw(await draw(tools, call));
    }),
  ],
});

async function draw({ store }: Tools, { caller: { community, learner, zone } }: Call): Promise<Card> {
  const [deeds, me, all] = await Promise.all([
    store.staff.latestDeeds(community, SHOWN),
    store.learners.findLearner(learner),
    store.cohorts.cohortsOf(community),
  ]);
  const mine = zone ?? me?.settings.zone ?? all[0]?.zone ?? 'UTC';
  const names = new Map(all.map((cohort) => [cohort.id, cohort.name]));
  const lines = deeds.map((deed) => {
    const where = deed.cohort === null ? '' : md` in ${names.get(deed.cohort) ?? 'a cohort that is gone'}`;
    const details = deed.details === '' ? '' : md`: ${cut(deed.details, 100)}`;
    return md`- ${momentText(deed.at, mine)}: **${cut(deed.byName, 40)}** ${deed.act}` + where + details;
  });
  const shown = fitting(lines);
  return card(
    title('What staff did'),
    text(shown.length === 0 ? 'Nothing yet.' : shown.join('\n')),
    buttons(button(showAudit(), 'Look again')),
    note(
      `The latest ${shown.length === 0 ? SHOWN : shown.length}, times in ${mine}. Entries are only ever added; one about a learner goes when they delete their data.`,
    ),
  );
}

/** As many of the first lines as fit one text. */
function fitting(lines: readonly string[]): readonly string[] {
  let used = 0;
  const end = lines.findIndex((line) => (used += line.length + 1) > MOST_TEXT);
  return end === -1 ? lines : lines.slice(0, end);
}
