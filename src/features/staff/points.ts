/** `/tutor points` gives or takes points with a reason; `/tutor export` hands out progress as a CSV file. */
import { counted, cut, momentText } from '../../chat/words.ts';
import { type Card, card, file, note, text, title } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { LIMITS } from '../../chat/limits.ts';
import { md } from '../../chat/markdown.ts';
import { Refusal, show } from '../../chat/reply.ts';
import { mailboxOf } from '../../classroom/people.ts';
import { sheet } from '../../content/sheet.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { localDate } from '../../tutor/timetable.ts';
import { cohortFor, cohortOption } from '../daily/cohort.ts';
import { cohortCommand } from './cohort-command.ts';
import { logAct } from '../../classroom/staff.ts';
import { staffOnly } from './role.ts';

const MOST_POINTS = 1_000;
const HEAD = ['name', 'id', 'joined', 'answers', 'right', 'points', 'week', 'month', 'credit', 'hidden'];

export function points(tools: Tools): Definitions {
  const { store } = tools;

  const pointsCommand = defineCommand({
    name: 'points',
    description: 'Give or take points, with the reason; it is written down.',
    staff: true,
    where: 'community',
    options: {
      person: { kind: 'person', description: 'Whose points', required: true },
      points: {
        kind: 'number',
        description: 'How many; below zero takes them',
        min: -MOST_POINTS,
        max: MOST_POINTS,
        required: true,
      },
      reason: { kind: 'text', description: 'Why; the learner can read it', max: 200, required: true },
      cohort: cohortOption(tools),
    },
    run: async ({ options, ...call }) => {
      await staffOnly(tools, call.caller);
      const cohort = await cohortFor(tools, call.caller, options.cohort);
      const { person: learner, points: n, reason } = options;
      if (n === 0) throw new Refusal('No points would change.');
      const member = await store.boards.memberOf(cohort.id, learner);
      if (member === undefined)
        throw new Refusal(
          md`That person has not answered a drop of **${cohort.name}** yet, so there is nothing to fix.`,
        );
      const now = tools.now();
      // the same event delivered twice fixes once
      const fix = { id: `fix:${call.event}`, cohort: cohort.id, learner, points: n, reason, by: call.caller.learner };
      const fresh = await store.points.fixPoints(fix, localDate(cohort.zone, now), now);
      const name = (await store.learners.findLearner(learner))?.name ?? 'the learner';
      const signed = n > 0 ? `+${n}` : String(n);
      if (fresh) {
        const details = `${signed} for ${name}: ${reason}`;
        await logAct(tools, call, { act: 'fixed points', details, cohort: cohort.id, learner });
        tools.post.refreshHome(mailboxOf(learner));
      }
      const after = await store.boards.memberOf(cohort.id, learner);
      return show(
        card(
          text(
            md`**${name}**: ${signed} ${n === 1 || n === -1 ? 'point' : 'points'} in **${cohort.name}**, ${after?.standing ?? 0} in all. Reason: ${reason}`,
          ),
          note('`/tutor audit` shows it. To undo it, give it back with the other sign.'),
        ),
      );
    },
  });

  const exportCommand = cohortCommand(
    tools,
    { name: 'export', description: 'Progress of a cohort as a CSV file, for a spreadsheet.' },
    async (call, cohort) => {
      await logAct(tools, call, { act: 'exported progress', cohort: cohort.id });
      return exportCard(cohort);
    },
  );

  async function exportCard(cohort: Cohort): Promise<Card> {
    const { csv, members, more } = await progressOf(tools, cohort);
    const now = tools.now();
    const called = cut(cohort.name, 100);
    return card(
      title(`Progress · ${called}`),
      note(
        `${counted(members, 'member')}${more ? ' fit into one file, and there are more' : ''}. Hidden members are in it: it is for staff.`,
      ),
      file(`progress ${cut(cohort.name, 40)} ${localDate(cohort.zone, now)}`, 'text/csv', csv, `Progress of ${called}`),
      note(`As of ${momentText(now, cohort.zone)} (${cohort.zone}).`),
    );
  }

  return { commands: [pointsCommand, exportCommand] };
}

/** One line a member, by learner id: as many as fit into a file. */
async function progressOf(
  { store }: Tools,
  cohort: Cohort,
): Promise<{ readonly csv: string; readonly members: number; readonly more: boolean }> {
  const rows: (readonly (string | number)[])[] = [HEAD];
  let left = LIMITS.fileBytes - Buffer.byteLength(sheet(rows));
  const csvOf = (more: boolean) => ({ csv: sheet(rows), members: rows.length - 1, more });
  for (let after = ''; ;) {
    const page = await store.boards.membersOf(cohort.id, { after, limit: 500 });
    for (const one of page) {
      const row = [
        one.name,
        one.learner,
        new Date(one.joinedAt).toISOString().slice(0, 10),
        one.answers,
        one.correct,
        one.standing - one.credit,
        one.weekStanding - one.weekCredit,
        one.monthStanding - one.monthCredit,
        one.credit,
        one.hidden ? 'yes' : 'no',
      ];
      left -= Buffer.byteLength(sheet([row]));
      if (left < 0) return csvOf(true);
      rows.push(row);
      after = one.learner;
    }
    if (page.length < 500) return csvOf(false);
  }
}
