/** Talking with Sous: what is said in a chat, what it goes on with, and what was talked about last. */
import { on } from '../../chat/address.ts';
import type { Definitions } from '../../chat/feature.ts';
import { show } from '../../chat/reply.ts';
import { backToQuestion } from './addresses.ts';
import { hear } from './hear.ts';
import { type House, keyOf } from './moment.ts';
import { unsure } from './replies.ts';

export const talk = (house: House): Definitions => {
  const { tools, player } = house;
  return {
    said: async ({ text, ...call }) => (await hear(house, call, text, false)) ?? show(unsure(house)),
    saidAsCommand: async ({ text, ...call }) => hear(house, call, text, true),
    shown: async ({ about, ...call }) => tools.store.talks.rememberTalk(keyOf(call), about, call.at),
    actions: [on(backToQuestion, async ({ args, ...call }) => player.resume(call, args.run, args.at))],
    jobs: [{ name: 'talks', run: async (now) => tools.store.talks.sweepTalks(now) }],
  };
};
