/** `/next`: what is worth doing now, why, and one button that does it. */
import { card } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { show } from '../../chat/reply.ts';
import type { Tools } from '../../tools.ts';
import { nextRow } from './draw.ts';

export function next(tools: Tools): Definitions {
  return {
    commands: [
      defineCommand({
        name: 'next',
        description: 'What is worth doing now, and one button that does it.',
        options: {},
        run: async (call) => show(card(...(await nextRow(tools, call, { answers: true })))),
      }),
    ],
  };
}
