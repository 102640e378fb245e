/** How a learner's mix-ups stand, in a line: what comes back, and what is cured. */
import type { Markdown } from '../chat/markdown.ts';
import type { Doubts } from '../tutor/ideas.ts';

/** Undefined for who never mixed anything up. */
export function mixUpLine({ open, settled }: Pick<Doubts, 'open' | 'settled'>): Markdown | undefined {
  const count = (all: readonly { readonly why: string }[], guess: boolean): number =>
    all.filter(({ why }) => (why === 'guess') === guess).length;
  const parts = [
    [count(settled, false), 'cured'],
    [count(open, false), 'to ask you about again'],
    [count(settled, true), `lucky ${count(settled, true) === 1 ? 'guess' : 'guesses'} that you know now`],
    [count(open, true), `lucky ${count(open, true) === 1 ? 'guess' : 'guesses'} to check`],
  ] as const;
  const said = parts.flatMap(([n, words]) => (n === 0 ? [] : [`${n} ${words}`])).join(', ');
  return said === '' ? undefined : `**Mix-ups:** ${said}.`;
}
