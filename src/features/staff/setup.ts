/** `/tutor setup`: a cohort from nothing to its first drop in two minutes, and everything about it in one panel. */
import { counted, momentText } from '../../chat/words.ts';
import { createHash } from 'node:crypto';
import { defineAction, defineForm } from '../../chat/action.ts';
import { button, buttons, card, note, text, title } from '../../chat/card.ts';
import { type Call, defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { md, type Markdown } from '../../chat/markdown.ts';
import { arg, type ArgsOf, type Press } from '../../chat/press.ts';
import { ask, redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import { type Filled, platformOf } from '../../chat/request.ts';
import type { Cohort, CohortSettings } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { cohortOption } from '../daily/cohort.ts';
import { refreshHomesIn } from '../homes.ts';
import { suggestZones, zoneOf } from '../zones.ts';
import { ALL_TOPICS, drawPanel, newPress, WEEKDAYS } from './panel.ts';
import { cohortHere, logAct, ownerOnly } from './role.ts';
import { correctable, moreArgs, moreFields, planArgs, planFields, readMore, readPlan } from './setup-forms.ts';

const FIRST_NAME = 'Main course';
const FIRST_TIME = '09:00';
const which = { c: arg.id, v: arg.count };
type Which = ArgsOf<typeof which>;
const PLAN = 'setup.plan';
const MORE = 'setup.more';
/** The press that opens a form of the panel once more. */
const again = (id: string, { c, v }: Which): Press => ({ id, args: { c, v: String(v) } });

export function setup(tools: Tools): Definitions {
  const { library, store } = tools;

  const command = defineCommand({
    name: 'setup',
    description: 'The daily drop: channel, time, topics, a test, pause.',
    staff: true,
    where: 'community',
    options: {
      zone: { kind: 'text', description: 'Time zone of a new cohort', max: 60, suggest: suggestZones },
      cohort: { ...cohortOption(tools), description: 'Which cohort; that of this channel unless you say' },
    },
    run: async ({ options, ...call }) => {
      ownerOnly(call.caller);
      const all = await store.cohorts.cohortsOf(call.caller.community);
      const wanted = options.cohort?.toLowerCase();
      const found =
        wanted === undefined
          ? (all.find((cohort) => cohort.place === call.caller.place) ?? all[0])
          : (all.find((cohort) => cohort.name.toLowerCase() === wanted) ??
            all.find((cohort) => cohort.name.toLowerCase().includes(wanted)));
      if (found !== undefined) return show(await drawPanel(tools, call, found));
      if (wanted !== undefined && all.length > 0) throw new Refusal(md`I know no cohort “${wanted}” here.`);
      return show(firstCard(options.zone === undefined ? undefined : zoneOf(options.zone)));
    },
  });

  const open = defineAction({
    id: 'setup.open',
    args: { c: arg.id },
    run: async ({ args, ...call }) => {
      ownerOnly(call.caller);
      return redraw(await drawPanel(tools, call, await cohortHere(tools, call.caller, args.c)));
    },
  });
  const fresh = defineAction({
    id: newPress.id,
    args: planArgs,
    run: async ({ args, caller }) => {
      ownerOnly(caller);
      const all = await store.cohorts.cohortsOf(caller.community);
      const shown = {
        name: args.name ?? (all.length === 0 ? FIRST_NAME : ''),
        zone: args.zone ?? caller.zone ?? all[0]?.zone ?? '',
        time: args.time ?? FIRST_TIME,
      };
      return ask(create.open({}, { title: 'A new cohort', fields: planFields(shown), submit: 'Create it' }));
    },
  });
  const create = defineForm({
    id: 'setup.create',
    args: {},
    run: async ({ fields, ...call }) => {
      ownerOnly(call.caller);
      return correctable(newPress, fields, () => createFrom(call, fields));
    },
  });
  async function createFrom(call: Call, fields: Readonly<Record<string, Filled>>): Promise<Reply> {
    const { caller } = call;
    const plan = readPlan(fields);
    // the same event delivered twice makes the same cohort
    const id = `c${createHash('sha256').update(call.event).digest('hex').slice(0, 10)}`;
    const before = await store.cohorts.findCohort(id);
    if (before !== undefined) return redraw(await drawPanel(tools, call, before));
    await meet(call);
    const { community, place, learner } = caller;
    const made = await valid(() =>
      store.cohorts.createCohort({ id, community, place, admin: learner, ...plan }, learner, tools.now()),
    );
    await logAct(tools, call, {
      act: 'made a cohort',
      details: `${plan.name}: ${plan.time} ${plan.zone}`,
      cohort: id,
    });
    const said = 'It is set up. Check the channel and the next runs; a test drop shows how it looks.';
    return redraw(await drawPanel(tools, call, made, said));
  }

  const channel = defineAction({
    id: 'setup.channel',
    args: which,
    run: ({ args, picked, ...call }) => {
      const [place = ''] = picked;
      if (!/^[a-z]+:channel\/[\w.-]+$/u.test(place) || platformOf(place) !== platformOf(call.caller.community))
        throw new Refusal('Please pick a channel of this community.');
      return change(call, args, { place }, 'changed the channel', place);
    },
  });
  const days = defineAction({
    id: 'setup.days',
    args: which,
    run: ({ args, picked, ...call }) => {
      const weekdays = [...new Set(picked.map(Number))].toSorted((a, b) => a - b);
      const names = weekdays.map((day) => WEEKDAYS[day - 1] ?? '').join(', ');
      return change(call, args, { weekdays }, 'changed the weekdays', names);
    },
  });
  const topics = defineAction({
    id: 'setup.topics',
    args: which,
    run: ({ args, picked, ...call }) => {
      // whoever adds a topic to "all topics" means that topic
      const wanted = picked.filter((id) => id !== ALL_TOPICS && library.content.topics.has(id));
      const titles = wanted.map((id) => library.content.topics.get(id)?.title ?? id).join(', ');
      return change(call, args, { topics: wanted }, 'changed the topics', titles || 'all topics');
    },
  });
  const role = defineAction({
    id: 'setup.role',
    args: which,
    run: ({ args, picked, ...call }) => {
      const [pingRole] = picked;
      if (pingRole === undefined) throw new Refusal('Please pick a role.');
      return change(call, args, { pingRole }, 'chose a role to mention', `role ${pingRole}`);
    },
  });
  const quiet = defineAction({
    id: 'setup.quiet',
    args: which,
    run: ({ args, ...call }) => change(call, args, { pingRole: null }, 'mentions nobody'),
  });
  const pause = defineAction({
    id: 'setup.pause',
    args: { ...which, on: arg.flag },
    run: ({ args, ...call }) =>
      change(call, args, { paused: args.on }, args.on ? 'paused the drops' : 'resumed the drops'),
  });
  const plan = defineAction({
    id: PLAN,
    args: { ...which, ...planArgs },
    run: async ({ args, caller }) => {
      ownerOnly(caller);
      const cohort = await cohortHere(tools, caller, args.c);
      const at = { c: cohort.id, v: cohort.version };
      const shown = {
        name: args.name ?? cohort.name,
        zone: args.zone ?? cohort.zone,
        time: args.time ?? cohort.time,
      };
      return ask(planForm.open(at, { title: 'Name, zone, time', fields: planFields(shown), submit: 'Save' }));
    },
  });
  const planForm = defineForm({
    id: 'setup.planned',
    args: which,
    run: ({ args, fields, ...call }) => {
      ownerOnly(call.caller);
      return correctable(again(PLAN, args), fields, async () => {
        const wanted = readPlan(fields);
        return change(call, args, wanted, 'changed the plan', `${wanted.name}: ${wanted.time} ${wanted.zone}`);
      });
    },
  });
  const more = defineAction({
    id: MORE,
    args: { ...which, ...moreArgs },
    run: async ({ args, caller }) => {
      ownerOnly(caller);
      const cohort = await cohortHere(tools, caller, args.c);
      const at = { c: cohort.id, v: cohort.version };
      return ask(moreForm.open(at, { title: 'More settings', fields: moreFields(cohort, args), submit: 'Save' }));
    },
  });
  const moreForm = defineForm({
    id: 'setup.mored',
    args: which,
    run: ({ args, fields, ...call }) => {
      ownerOnly(call.caller);
      const wanted = readMore(fields);
      const details = `open ${wanted.openHours} h, late by ${wanted.catchUpMinutes} min, skips ${counted(wanted.skipDates?.length ?? 0, 'day')}`;
      return correctable(again(MORE, args), fields, () => change(call, args, wanted, 'changed settings', details));
    },
  });
  const firstCard = (zone: string | undefined) =>
    card(
      title('The daily drop'),
      text(
        'One question a day for your cohort: posted in a channel, answered in private, revealed in its thread. It is silent: nobody is mentioned unless you pick a role.',
      ),
      text(
        'It begins with weekdays at 09:00 in **this channel**, open for a day. All of it can be changed afterwards.',
      ),
      buttons(
        button({ id: newPress.id, args: zone === undefined ? {} : { zone } }, 'Create the first cohort…', 'main'),
      ),
      note('Run this in the channel where the drop shall stand, or pick the channel afterwards.'),
    );

  async function meet({ caller: { learner, name, locale, community }, at }: Call): Promise<void> {
    await store.learners.meet({ learner, name, locale, community }, at);
  }

  /** Changes the version that the panel showed; if that is over, says who changed it and stores nothing. */
  async function change(
    call: Call,
    { c, v }: Which,
    wanted: Partial<CohortSettings>,
    act: string,
    details = '',
  ): Promise<Reply> {
    ownerOnly(call.caller);
    const before = await cohortHere(tools, call.caller, c);
    await meet(call);
    const { learner } = call.caller;
    const changed = await valid(() => store.cohorts.changeCohort(c, v, wanted, learner, tools.now()));
    if (changed === undefined) return overtaken(call, before);
    await logAct(tools, call, { act, details, cohort: c });
    if (changed.name !== before.name) await refreshHomesIn(tools, [changed]);
    return redraw(await drawPanel(tools, call, changed, '*Saved.*'));
  }

  async function overtaken(call: Call, { id }: Cohort): Promise<Reply> {
    const now = await cohortHere(tools, call.caller, id);
    const who =
      now.changedBy === call.caller.learner
        ? 'you'
        : ((await store.learners.findLearner(now.changedBy))?.name ?? 'somebody');
    const when = momentText(now.changedAt, now.zone);
    return redraw(
      await drawPanel(
        tools,
        call,
        now,
        md`**Nothing was stored:** this panel was older than the last change, by ${who}, ${when}. Here it is as it is now.`,
      ),
    );
  }

  return {
    commands: [command],
    actions: [open, fresh, channel, days, topics, role, quiet, pause, plan, more],
    forms: [create, planForm, moreForm],
  };
}

/** Settings that cannot be are refused in the words of whoever found it. @throws Refusal */
async function valid<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Error && error.name === 'CohortProblem') throw new Refusal(error.message satisfies Markdown);
    throw error;
  }
}
