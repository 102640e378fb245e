/** `/tutor points` gives or takes points with a reason; `/tutor export` hands out progress as CSV. */
import { defineAction } from '../../chat/action.ts';
import { button, buttons, type Card, card, code, note, text, title } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { LIMITS } from '../../chat/limits.ts';
import { md } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { redraw, Refusal, show } from '../../chat/reply.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { localDate } from '../../tutor/timetable.ts';
import { cohortFor, cohortOption } from '../daily/cohort.ts';
import { counted, momentText } from '../daily/when.ts';
import { cut } from '../terms.ts';
import { csvLine } from './csv.ts';
import { cohortHere, logAct, staffOnly } from './role.ts';

const MOST_POINTS = 1_000;
/** Beyond these many members pages of text are no way to hand them out. */
const MOST_ROWS = 2_000;
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

  const page = defineAction({
    id: 'export.page',
    args: { cohort: arg.id, page: arg.count },
    run: async ({ args, ...call }) => {
      await staffOnly(tools, call.caller);
      return redraw(await exportCard(await cohortHere(tools, call.caller, args.cohort), args.page));
    },
  });
  const exportCommand = defineCommand({
    name: 'export',
    description: 'Progress of a cohort as CSV, to copy into a spreadsheet.',
    staff: true,
    where: 'community',
    options: { cohort: cohortOption(tools) },
    run: async ({ options, ...call }) => {
      await staffOnly(tools, call.caller);
      const cohort = await cohortFor(tools, call.caller, options.cohort);
      await logAct(tools, call, { act: 'exported progress', cohort: cohort.id });
      return show(await exportCard(cohort, 0));
    },
  });

  async function exportCard(cohort: Cohort, at: number): Promise<Card> {
    const { lines, more } = await progressLines(tools, cohort);
    const pages = pagesOf(lines);
    const here = Math.min(at, pages.length - 1);
    return card(
      title(cut(`Progress · ${cohort.name}`, 100)),
      note(
        `${counted(lines.length, 'member')}${more ? ' shown, and there are more' : ''}; page ${here + 1} of ${pages.length}. Hidden members are in it: it is for staff.`,
      ),
      code(pages[here] ?? '', 'csv'),
      buttons(
        here > 0 && button(page.press({ cohort: cohort.id, page: here - 1 }), 'Back'),
        here + 1 < pages.length && button(page.press({ cohort: cohort.id, page: here + 1 }), 'Next', 'main'),
      ),
      note(
        `As of ${momentText(tools.now(), cohort.zone)} (${cohort.zone}). Every page begins with the names of the columns.`,
      ),
    );
  }

  return { commands: [pointsCommand, exportCommand], actions: [page] };
}

/** One line a member, by learner id. */
async function progressLines(
  { store }: Tools,
  cohort: Cohort,
): Promise<{ readonly lines: readonly string[]; readonly more: boolean }> {
  const members = [];
  for (let after = ''; members.length <= MOST_ROWS;) {
    const page = await store.boards.membersOf(cohort.id, { after, limit: 500 });
    members.push(...page);
    const last = page.at(-1);
    if (page.length < 500 || last === undefined) break;
    after = last.learner;
  }
  const lines = members
    .slice(0, MOST_ROWS)
    .map((one) =>
      csvLine([
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
      ]),
    );
  return { lines, more: members.length > MOST_ROWS };
}

/** As many whole lines as fit a code block, each page with the head. */
export function pagesOf(lines: readonly string[]): readonly string[] {
  const head = csvLine(HEAD);
  const pages: string[] = [];
  let page = head;
  for (const line of lines) {
    if (page.length + line.length + 1 > LIMITS.code) {
      pages.push(page);
      page = head;
    }
    page += `\n${line}`;
  }
  return [...pages, page];
}
