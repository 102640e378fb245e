/** How a learner's mix-ups stand, in a line: what comes back, and what is cured. */
import { type Block, buttons, text } from '../chat/card.ts';
import type { Call } from '../chat/request.ts';
import { counted } from '../chat/words.ts';
import { doubtsOfLearner } from '../classroom/ideas.ts';
import type { Tools } from '../tools.ts';
import { reviewButton } from './review.ts';

/** Nothing for who never mixed anything up; one statement. */
export async function mixUpBlocks(tools: Tools, call: Pick<Call, 'caller' | 'at'>): Promise<readonly Block[]> {
  const { open, settled } = await doubtsOfLearner(tools, call.caller.learner);
  if (open.length + settled.length === 0) return [];
  const count = (all: readonly { readonly why: string }[], guess: boolean): number =>
    all.filter(({ why }) => (why === 'guess') === guess).length;
  const due = open.filter((one) => one.due <= call.at).length;
  const parts = [
    [count(settled, false), 'cured'],
    [count(open, false), 'to ask you about again'],
    [count(settled, true), `lucky ${count(settled, true) === 1 ? 'guess' : 'guesses'} that you know now`],
    [count(open, true), `lucky ${count(open, true) === 1 ? 'guess' : 'guesses'} to check`],
  ] as const;
  const said = parts.flatMap(([n, words]) => (n === 0 ? [] : [`**${n}** ${words}`])).join(', ');
  const row = buttons(due > 0 && reviewButton(`Clear up ${counted(due, 'mix-up')} now`));
  return [text(`Mix-ups: ${said}.`), ...(row === undefined ? [] : [row])];
}
