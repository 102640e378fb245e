/** How answers spread, as bars: over the options where a question has them, else over right, partly right and not yet. */
import { counted } from '../../chat/words.ts';
import type { Question } from '../../content/schema.ts';
import type { Bar } from '../../pictures/chart.ts';
import type { Tally } from '../../storage/answer-counts.ts';
import { isUnknown, tallied } from '../../questions/index.ts';

/** Shares are of all who answered, so several choices may add up to more than all. */
export function barsOf(question: Question, tally: Tally): readonly Bar[] {
  const options = tallied(question);
  if (options === undefined) {
    return [
      { label: 'Right', count: tally.right, of: tally.answers, good: true },
      { label: 'Partly right', count: tally.partly, of: tally.answers, good: false },
      { label: 'Not yet', count: tally.wrong, of: tally.answers, good: false },
    ];
  }
  const unknown = tally.choices.filter(({ moves }) => isUnknown(moves)).reduce((sum, { count }) => sum + count, 0);
  const bars = options.map((option) => ({
    label: option.right ? `Right: ${option.text}` : option.text,
    count: tally.choices
      .filter((choice) => choice.moves.flat().includes(option.key))
      .reduce((sum, choice) => sum + choice.count, 0),
    of: tally.answers,
    good: option.right,
  }));
  return unknown === 0 ? bars : [...bars, { label: 'I don’t know', count: unknown, of: tally.answers, good: false }];
}

/** The picture in words. */
export const altOf = (bars: readonly Bar[], answers: number): string =>
  `How ${counted(answers, 'answer')} spread: ${bars.map((bar) => `${bar.label.replaceAll(/\s+/gu, ' ')} ${bar.count} (${share(bar)} %)`).join('; ')}.`.slice(
    0,
    1_000,
  );

const share = (bar: Bar): number => Math.round((100 * bar.count) / Math.max(1, bar.of));
