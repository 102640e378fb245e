/** `/tutor setup`: a cohort from nothing to its first drop in two minutes, and everything about it in one panel. */
import { on } from '../../../chat/address.ts';
import { button, buttons, card, note, text, title } from '../../../chat/card.ts';
import { defineCommand } from '../../../chat/command.ts';
import type { Definitions } from '../../../chat/feature.ts';
import { md } from '../../../chat/markdown.ts';
import { redraw, Refusal, show } from '../../../chat/reply.ts';
import { cohortNamed } from '../../../classroom/cohorts.ts';
import type { Tools } from '../../../tools.ts';
import { cohortOption, cohortsNear } from '../../daily/cohort.ts';
import { suggestZones, zoneOf } from '../../zones.ts';
import { cohortOfStaff, ownerOnly } from '../role.ts';
import { newCohort, openSetup } from './addresses.ts';
import { changes } from './changes.ts';
import { setupForms } from './forms.ts';
import { drawPanel } from './panel.ts';

export const setup = (tools: Tools): readonly Definitions[] => [
  {
    commands: [setupCommand(tools)],
    actions: [
      on(openSetup, async ({ args, ...call }) => {
        ownerOnly(call.caller);
        return redraw(await drawPanel(tools, call, await cohortOfStaff(tools, call.caller, args.c)));
      }),
    ],
  },
  changes(tools),
  setupForms(tools),
];

const setupCommand = (tools: Tools) =>
  defineCommand({
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
      const all = await tools.store.cohorts.cohortsOf(call.caller.community);
      const named = options.cohort === undefined ? undefined : cohortNamed(all, options.cohort);
      const found =
        options.cohort === undefined
          ? (all.find((cohort) => cohort.place === call.caller.place) ?? all[0])
          : named?.found;
      if (found !== undefined) return show(await drawPanel(tools, call, found));
      if (options.cohort !== undefined && named !== undefined && named.near.length > 0)
        throw cohortsNear(options.cohort, named.near, { command: 'setup' });
      if (options.cohort !== undefined && all.length > 0)
        throw new Refusal(md`I know no cohort “${options.cohort.toLowerCase()}” here.`);
      return show(
        firstCard(options.zone === undefined ? undefined : zoneOf(options.zone, (zone) => newCohort({ zone }))),
      );
    },
  });

const firstCard = (zone: string | undefined) =>
  card(
    title('The daily drop'),
    text(
      'One question a day for your cohort: posted in a channel, answered in private, revealed in its thread. It is silent: nobody is mentioned unless you pick a role.',
    ),
    text('It begins with weekdays at 09:00 in **this channel**, open for a day. All of it can be changed afterwards.'),
    buttons(button(newCohort({ zone }), 'Create the first cohort…', 'main')),
    note('Run this in the channel where the drop shall stand, or pick the channel afterwards.'),
  );
