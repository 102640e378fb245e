/** Commands with which staff look at one cohort: the one that they name, or theirs. */
import type { Card } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import { show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { cohortFor, cohortOption } from '../daily/cohort.ts';
import { staffOnly } from './role.ts';

export const cohortCommand = (
  tools: Tools,
  words: { readonly name: string; readonly description: string },
  draw: (call: Call, cohort: Cohort) => Promise<Card>,
) =>
  defineCommand({
    ...words,
    staff: true,
    where: 'community',
    options: { cohort: cohortOption(tools) },
    run: async ({ options, ...call }) => {
      await staffOnly(tools, call.caller);
      return show(await draw(call, await cohortFor(tools, call.caller, options.cohort, { command: words.name })));
    },
  });
