/** `/tutor health`: whether the next drop will come, how the last one went, and how long the questions last. */
import { counted, cut, momentText, shortDay } from '../../chat/words.ts';
import { defineAction, defineForm, typed } from '../../chat/action.ts';
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Call } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { escape, type Markdown } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { ask, redraw } from '../../chat/reply.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Delivery } from '../../storage/deliveries.ts';
import type { Drop } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { stockOf } from '../../tutor/drop-bag.ts';
import { candidatesOf } from '../../classroom/candidates.ts';
import { cohortCommand } from './cohort-command.ts';
import { openPress, permissionLine } from './panel.ts';
import { cohortHere, logAct, staffOnly } from './role.ts';

export function health(tools: Tools): Definitions {
  const { library, store } = tools;

  const again = defineAction({
    id: 'health.again',
    args: { drop: arg.id },
    run: async ({ args, ...call }) => {
      await staffOnly(tools, call.caller);
      const drop = await store.drops.findDrop(args.drop);
      const cohort = await cohortHere(tools, call.caller, drop?.cohort ?? '');
      const tried = await store.deliveries.retryPost(args.drop, tools.now());
      if (tried) await logAct(tools, call, { act: 'tried a drop again', details: dayOf(drop), cohort: cohort.id });
      const said = tried
        ? 'It is tried again within a minute.'
        : 'It is too late for that one, or it was posted meanwhile. Nobody’s streak is touched.';
      return redraw(await draw(call, cohort, said));
    },
  });
  const askVoid = defineAction({
    id: 'health.void',
    args: { drop: arg.id },
    run: async ({ args, caller }) => {
      await staffOnly(tools, caller);
      return ask(
        voidForm.open(args, {
          title: 'Take the drop back',
          intro: 'It then costs nobody’s streak anything. Points that were earned stay.',
          fields: { reason: { kind: 'text', label: 'Why?', required: true, max: 200 } },
          submit: 'Take it back',
        }),
      );
    },
  });
  const voidForm = defineForm({
    id: 'health.voided',
    args: { drop: arg.id },
    run: async ({ args, fields, ...call }) => {
      await staffOnly(tools, call.caller);
      const drop = await store.drops.findDrop(args.drop);
      const cohort = await cohortHere(tools, call.caller, drop?.cohort ?? '');
      const why = typed(fields['reason']).slice(0, 200);
      const done = await store.drops.voidDrop(args.drop, why, tools.now());
      if (done)
        await logAct(tools, call, { act: 'took a drop back', details: `${dayOf(drop)}: ${why}`, cohort: cohort.id });
      return redraw(
        await draw(call, cohort, done ? 'It is taken back.' : 'It was taken back already, or never posted.'),
      );
    },
  });
  const look = defineAction({
    id: 'health.look',
    args: { cohort: arg.id },
    run: async ({ args, ...call }) => {
      await staffOnly(tools, call.caller);
      return redraw(await draw(call, await cohortHere(tools, call.caller, args.cohort)));
    },
  });

  async function draw(call: Call, cohort: Cohort, said?: Markdown): Promise<Card> {
    const [permission, [last], bag, voided, all] = await Promise.all([
      permissionLine(tools, cohort),
      store.drops.latestDrops(cohort.id, { limit: 1, missed: true }),
      store.drops.bagState(cohort.id),
      store.reports.voided(cohort.community),
      store.cohorts.cohortsOf(cohort.community),
    ]);
    const deliveries = last === undefined ? [] : await store.deliveries.deliveriesOf(last.id);
    const refused = deliveries.find((one) => one.kind === 'post' && one.state === 'refused');
    const others = all.filter((one) => one.id !== cohort.id).slice(0, 4);
    return card(
      title(cut(`Health · ${cohort.name}`, 100)),
      said !== undefined && text(said),
      text(
        [
          permission,
          nextLine(cohort),
          lastLine(last, deliveries, cohort),
          stockLine(cohort, stockOf(candidatesOf(library, cohort, voided), bag)),
        ].join('\n'),
      ),
      buttons(
        refused !== undefined &&
          last !== undefined &&
          button(again.press({ drop: last.id }), 'Try the last drop again', 'main'),
        button(look.press({ cohort: cohort.id }), 'Check again'),
        (last?.state === 'posted' || last?.state === 'closed') &&
          button(askVoid.press({ drop: last.id }), 'Take the last drop back…', 'danger'),
        call.caller.admin && button(openPress(cohort.id), 'Open the set-up'),
      ),
      buttons(...others.map((one) => button(look.press({ cohort: one.id }), cut(`Health of ${one.name}`, 75)))),
      note(
        'Whoever made the cohort is told by direct message when a drop cannot be posted, is missed, or questions run low.',
      ),
    );
  }

  return {
    commands: [
      cohortCommand(
        tools,
        { name: 'health', description: 'Permissions, the next drop, the last one, and how long the questions last.' },
        draw,
      ),
    ],
    actions: [again, askVoid, look],
    forms: [voidForm],
  };
}

const dayOf = (drop: Drop | undefined): string => (drop === undefined ? '' : shortDay(drop.localDate));

function nextLine(cohort: Cohort): Markdown {
  if (cohort.paused) return '- ⏸️ **Paused**: no drop is planned.';
  if (cohort.nextAt === null) return '- ⚠️ **No day is left** in its plan.';
  return `- ✅ Next drop: **${momentText(cohort.nextAt, cohort.zone)}** (${cohort.zone}).`;
}

function lastLine(drop: Drop | undefined, deliveries: readonly Delivery[], cohort: Cohort): Markdown {
  if (drop === undefined) return '- No drop has been posted yet.';
  const day = shortDay(drop.localDate);
  const posted = deliveries.find((one) => one.kind === 'post');
  const reveal = deliveries.find((one) => one.kind === 'reveal');
  const trouble = (one: Delivery | undefined): string =>
    one?.lastError === null || one?.lastError === undefined || one.state === 'sent'
      ? ''
      : ` ${escape(one.lastError.slice(0, 200))}.`;
  switch (drop.state) {
    case 'missed':
      return `- ⚠️ Last drop (${day}): not posted.${drop.why === null ? '' : ` ${escape(drop.why.slice(0, 200))}.`}${trouble(posted)}`;
    case 'due':
      return posted?.state === 'refused'
        ? `- ⚠️ Last drop (${day}): refused.${trouble(posted)}`
        : `- ⏳ Last drop (${day}): being posted.${trouble(posted)}`;
    case 'posted':
      return `- ✅ Last drop (${day}): posted, open until ${momentText(drop.closesAt, cohort.zone)}.`;
    case 'closed':
      return reveal?.state === 'refused'
        ? `- ⚠️ Last drop (${day}): closed, but its reveal was refused.${trouble(reveal)}`
        : `- ✅ Last drop (${day}): closed.`;
    case 'void':
      return `- Last drop (${day}): taken back by staff.`;
    default:
      return drop.state satisfies never;
  }
}

function stockLine(cohort: Cohort, stock: ReturnType<typeof stockOf>): Markdown {
  const then =
    cohort.whenEmpty === 'pause' ? 'then it pauses and tells you' : 'then the one asked longest ago comes again';
  const words = `**${counted(stock.left, 'question')}** left of ${stock.total}, ${then}.`;
  if (stock.left === 0) return `- ⚠️ ${words} Add topics in \`/tutor setup\`.`;
  return stock.warning === undefined
    ? `- ✅ ${words}`
    : `- ⚠️ ${words} That is at most ${counted(stock.warning, 'drop')}: add topics in \`/tutor setup\`.`;
}
