/** `/tutor health`: whether the next drop will come, how the last one went, and how long the questions last. */
import { counted, cut, momentText, shortDay } from '../../chat/words.ts';
import { address, on, onForm, openForm } from '../../chat/address.ts';
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Definitions } from '../../chat/feature.ts';
import { typed } from '../../chat/form.ts';
import { escape, type Markdown } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { ask, redraw } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { type Health, healthOf, isLate, type LastDrop, type NextDrop } from '../../classroom/health.ts';
import { logAct } from '../../classroom/staff.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { cohortCommand } from './cohort-command.ts';
import { placeLine } from './place-line.ts';
import { cohortOfStaff, staffOnly } from './role.ts';
import { openSetup } from './setup/addresses.ts';

const lookAgain = address('health.look', { cohort: arg.id });
const tryAgain = address('health.again', { drop: arg.id });
const askVoid = address('health.void', { drop: arg.id });
const voidDrop = address('health.voided', { drop: arg.id });

export const health = (tools: Tools): Definitions => ({
  commands: [
    cohortCommand(
      tools,
      { name: 'health', description: 'Permissions, the next drop, the last one, and how long the questions last.' },
      (call, cohort) => draw(tools, call, cohort),
    ),
  ],
  actions: [
    on(lookAgain, async ({ args, ...call }) => {
      await staffOnly(tools, call.caller);
      return redraw(await draw(tools, call, await cohortOfStaff(tools, call.caller, args.cohort)));
    }),
    on(tryAgain, async ({ args, ...call }) => {
      const { day, cohort } = await dropHere(tools, call, args.drop);
      const tried = await tools.store.deliveries.retryPost(args.drop, tools.now());
      if (tried) await logAct(tools, call, { act: 'tried a drop again', details: day, cohort: cohort.id });
      const said = tried
        ? 'It is tried again within a minute.'
        : 'It is too late for that one, or it was posted meanwhile. Nobody’s streak is touched.';
      return redraw(await draw(tools, call, cohort, said));
    }),
    on(askVoid, async ({ args, caller }) => {
      await staffOnly(tools, caller);
      return ask(
        openForm(voidDrop(args), {
          title: 'Take the drop back',
          intro: 'It then costs nobody’s streak anything. Points that were earned stay.',
          fields: { reason: { kind: 'text', label: 'Why?', required: true, max: 200 } },
          submit: 'Take it back',
        }),
      );
    }),
  ],
  forms: [
    onForm(voidDrop, async ({ args, fields, ...call }) => {
      const { day, cohort } = await dropHere(tools, call, args.drop);
      const why = typed(fields['reason']).slice(0, 200);
      const done = await tools.store.drops.voidDrop(args.drop, why, tools.now());
      if (done) await logAct(tools, call, { act: 'took a drop back', details: `${day}: ${why}`, cohort: cohort.id });
      const said = done ? 'It is taken back.' : 'It was taken back already, or never posted.';
      return redraw(await draw(tools, call, cohort, said));
    }),
  ],
});

/** The drop of a staff member's press: its day in words, and its cohort. @throws Refusal */
async function dropHere(tools: Tools, { caller }: Call, id: string): Promise<{ day: string; cohort: Cohort }> {
  await staffOnly(tools, caller);
  const drop = await tools.store.drops.findDrop(id);
  const cohort = await cohortOfStaff(tools, caller, drop?.cohort ?? '');
  return { day: drop === undefined ? '' : shortDay(drop.localDate), cohort };
}

async function draw(tools: Tools, { caller }: Call, cohort: Cohort, said?: Markdown): Promise<Card> {
  const [{ place, next, last, stock }, all] = await Promise.all([
    healthOf(tools, cohort),
    tools.store.cohorts.cohortsOf(cohort.community),
  ]);
  const others = all.filter((one) => one.id !== cohort.id).slice(0, 4);
  return card(
    title(cut(`Health · ${cohort.name}`, 100)),
    said !== undefined && text(said),
    text(
      [placeLine(place), nextLine(next, cohort), lastLine(last, cohort, tools.now()), stockLine(stock, cohort)].join(
        '\n',
      ),
    ),
    buttons(
      last?.retriable === true && button(tryAgain({ drop: last.id }), 'Try the last drop again', 'main'),
      button(lookAgain({ cohort: cohort.id }), 'Check again'),
      last !== undefined &&
        ['open', 'closed', 'unrevealed'].includes(last.went) &&
        button(askVoid({ drop: last.id }), 'Take the last drop back…', 'danger'),
      caller.admin && button(openSetup({ c: cohort.id }), 'Open the set-up'),
    ),
    buttons(...others.map((one) => button(lookAgain({ cohort: one.id }), cut(`Health of ${one.name}`, 75)))),
    note(
      'Whoever made the cohort is told by direct message when a drop cannot be posted, is missed, or questions run low.',
    ),
  );
}

function nextLine(next: NextDrop, { zone }: Cohort): Markdown {
  switch (next.kind) {
    case 'paused':
      return '- ⏸️ **Paused**: no drop is planned.';
    case 'none':
      return '- ⚠️ **No day is left** in its plan.';
    case 'planned':
      return `- ✅ Next drop: **${momentText(next.at, zone)}** (${zone}).`;
    case 'late':
      return `- ⚠️ The drop of **${momentText(next.at, zone)}** (${zone}) has not come: my clock stands still, or none runs here. Tell whoever runs me.`;
    default:
      return next satisfies never;
  }
}

function lastLine(last: LastDrop | undefined, { zone }: Cohort, now: number): Markdown {
  if (last === undefined) return '- No drop has been posted yet.';
  const which = `Last drop (${shortDay(last.date)})`;
  const saying = (words: string | undefined): string => (words === undefined ? '' : ` ${escape(words.slice(0, 200))}.`);
  switch (last.went) {
    case 'missed':
      return `- ⚠️ ${which}: not posted.${saying(last.why)}${saying(last.trouble)}`;
    case 'refused':
      return `- ⚠️ ${which}: refused.${saying(last.trouble)}`;
    case 'posting':
      return `- ⏳ ${which}: being posted.${saying(last.trouble)}`;
    case 'open':
      if (isLate(last.closesAt, now))
        return `- ⚠️ ${which}: posted, and not closed at ${momentText(last.closesAt, zone)}: my clock stands still, or none runs here.`;
      return `- ✅ ${which}: posted, open until ${momentText(last.closesAt, zone)}.`;
    case 'unrevealed':
      return `- ⚠️ ${which}: closed, but its reveal was refused.${saying(last.trouble)}`;
    case 'closed':
      return `- ✅ ${which}: closed.`;
    case 'void':
      return `- ${which}: taken back by staff.`;
    default:
      return last.went satisfies never;
  }
}

function stockLine({ left, total, warning }: Health['stock'], cohort: Cohort): Markdown {
  const then =
    cohort.whenEmpty === 'pause' ? 'then it pauses and tells you' : 'then the one asked longest ago comes again';
  const words = `**${counted(left, 'question')}** left of ${total}, ${then}.`;
  if (left === 0) return `- ⚠️ ${words} Add topics in \`/tutor setup\`.`;
  return warning === undefined
    ? `- ✅ ${words}`
    : `- ⚠️ ${words} That is at most ${counted(warning, 'drop')}: add topics in \`/tutor setup\`.`;
}
