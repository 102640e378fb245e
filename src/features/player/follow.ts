/** What was wrong inside before and is asked again: said before the question, after its answer, and at the end of a run. */
import { type Block, note, text } from '../../chat/card.ts';
import { md, type Markdown } from '../../chat/markdown.ts';
import { comingDay, counted } from '../../chat/words.ts';
import { aboutOf } from '../../classroom/ideas.ts';
import type { Library } from '../../content/library.ts';
import type { Attempt } from '../../storage/run-statements.ts';
import type { Run } from '../../storage/runs.ts';
import type { Follows, Why } from '../../tutor/ideas.ts';
import { isRight } from '../../tutor/score.ts';

const DAY = 24 * 3_600_000;

/** Nothing about what was wrong: that would tell what is right. */
const ONCE_MORE: Readonly<Record<Why, string>> = {
  sure: 'you were sure about this, and it was not so.',
  idea: 'you mixed something up about this.',
  guess: 'your right answer about this was a guess.',
};

const ago = (since: number, now: number): string => {
  const days = Math.round((now - since) / DAY);
  return days < 1 ? 'a while ago' : `${counted(days, 'day')} ago`;
};

/** Before the question. */
export const followHead = ({ why, since }: Follows, now: number): Markdown =>
  `**Once more:** ${ago(since, now)} ${ONCE_MORE[why]}`;

/** Right, and not by a guess. */
const isSettled = ({ score, confidence }: Attempt): boolean => isRight(score) && confidence !== 'guess';

/** After the answer. `told`: remedies that stand on the card already. */
export function followResult(
  library: Library,
  { id, why, since, gap, again }: Follows,
  attempt: Attempt,
  told: readonly Markdown[],
): readonly Block[] {
  const { idea, remedy, concept = '' } = aboutOf(library, id);
  if (isSettled(attempt)) {
    if (why === 'guess') return [note(md`**You know it now.** ${ago(since, attempt.at)} it was a guess.`)];
    if (idea === undefined) return [note(md`**Cured.** ${concept} is clear now.`)];
    return [note(`**Cured.** ${ago(since, attempt.at)} you thought: *${idea}*`)];
  }
  const help = remedy === undefined || isRight(attempt.score) || told.includes(remedy) ? undefined : remedy;
  const back = `It comes back ${comingDay(isRight(attempt.score) ? gap : again)}, to be sure.`;
  return [...(help === undefined ? [] : [note(`**A common mix-up.** ${help}`)]), note(back)];
}

/** At the end of a run. */
export function followSummary(library: Library, run: Run): readonly Block[] {
  const answered = [...run.attempts.values()].flatMap((attempt) => {
    const follows = run.items[attempt.item]?.follows;
    return follows === undefined ? [] : [{ follows, settled: isSettled(attempt) }];
  });
  const left = new Set(answered.filter((one) => !one.settled).map((one) => one.follows.id)).size;
  return [
    ...settledBlocks(
      library,
      answered.filter((one) => one.settled).map(({ follows }) => follows),
    ),
    ...(left === 0 ? [] : [note(`${counted(left, 'mix-up comes', 'mix-ups come')} back in some days, to be sure.`)]),
  ];
}

const MOST_NAMED = 3;

/** What is over: wrong ideas, and what was once a guess. */
export function settledBlocks(library: Library, all: readonly Pick<Follows, 'id' | 'why'>[]): readonly Block[] {
  const lines = (guessed: boolean): readonly Markdown[] => {
    const ids = new Set(all.filter(({ why }) => (why === 'guess') === guessed).map(({ id }) => id));
    return [...ids].slice(0, MOST_NAMED).map((id) => {
      const { idea, concept = '' } = aboutOf(library, id);
      return idea === undefined ? md`- ${concept}` : `- ${idea}`;
    });
  };
  return (
    [
      ['Cured', lines(false)],
      ['No guess any more', lines(true)],
    ] as const
  ).flatMap(([head, list]) => (list.length === 0 ? [] : [text(`**${head}:**\n\n${list.join('\n')}`)]));
}
