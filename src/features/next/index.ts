/** `/next`: what is worth doing now, why, and one button that does it. */
import { on } from '../../chat/address.ts';
import { card } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import type { Tools } from '../../tools.ts';
import { showNext } from './addresses.ts';
import { nextRow } from './draw.ts';

export function next(tools: Tools): Definitions {
  const draw = async (call: Call) => card(...(await nextRow(tools, call, { answers: true })));
  return {
    commands: [
      defineCommand({
        name: 'next',
        description: 'What is worth doing now, and one button that does it.',
        options: {},
        run: async (call) => show(await draw(call)),
      }),
    ],
    actions: [on(showNext, async (call) => show(await draw(call), 'caller'))],
  };
}
