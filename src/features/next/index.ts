/** `/next`: what is worth doing now, why, and one button that does it. */
import { on } from '../../chat/address.ts';
import { card } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { Refusal, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import type { Tools } from '../../tools.ts';
import type { Player } from '../player/index.ts';
import { askAboutIdea, showNext } from './addresses.ts';
import { nextRow } from './draw.ts';

export function next(tools: Tools, player: Player): Definitions {
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
    actions: [
      on(showNext, async (call) => show(await draw(call), 'caller')),
      on(askAboutIdea, async ({ args, ...call }) => {
        const question = tools.library.content.questions.get(args.question);
        if (question === undefined) throw new Refusal('That question was withdrawn; it costs you nothing.');
        return player.start(call, { purpose: 'single', subject: question.concepts[0] ?? '', questions: [question] });
      }),
    ],
  };
}
