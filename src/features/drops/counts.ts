/** Keeps "n people have answered" on open drops up to date, at a bounded pace. */
import { PostError } from '../../chat/platform.ts';
import type { MessageRef } from '../../chat/request.ts';
import type { CountEdit } from '../../storage/drop-closing.ts';
import type { Problems } from '../../outbox/problems.ts';
import { inTime } from '../../outbox/send.ts';
import type { Tools } from '../../tools.ts';
import type { DropOptions } from './options.ts';
import { drawnDrop, viewOf } from './view.ts';

/** Messages changed in one tick: closing and posting come first, and the platform's pace is shared with them. */
const MOST_EDITS = 300;
const LANES = 8;

/** Changes the messages of the drops with these ids where the number is another one now, and of those that were left half-done. */
export async function showCounts(
  tools: Tools,
  options: DropOptions,
  touched: readonly string[],
  problems: Problems,
): Promise<void> {
  const { dropClosing, answers } = tools.store;
  const ids = [...new Set([...(await dropClosing.abandonedCounts(options.countGapMs, tools.now())), ...touched])];
  const { edits, later } = await dropClosing.claimCounts(ids.slice(0, MOST_EDITS), options.countGapMs, tools.now());
  answers.touch([...later, ...ids.slice(MOST_EDITS)]);
  const queue = [...edits];
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const edit = next;
      await problems.guard(`the count of drop ${edit.drop}`, undefined, () => showCount(tools, options, edit));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

async function showCount(tools: Tools, options: DropOptions, edit: CountEdit): Promise<void> {
  try {
    const drawn = await redraw(tools, options, edit);
    // it may have closed meanwhile, and this picture of it have landed on top: then it is drawn once more, as it is now
    if (drawn && (await tools.store.drops.findDrop(edit.drop))?.state !== 'posted') await redraw(tools, options, edit);
  } catch (error) {
    if (!(error instanceof PostError)) throw error;
    // a message that somebody removed needs no number; anything else is tried again when the claim has ended
    if (error.outcome !== 'refused') return;
  }
  await tools.store.dropClosing.countShown(edit);
}

async function redraw(tools: Tools, options: DropOptions, edit: CountEdit): Promise<boolean> {
  const drop = await tools.store.drops.findDrop(edit.drop);
  const cohort = drop === undefined ? undefined : await tools.store.cohorts.findCohort(drop.cohort);
  if (drop === undefined || cohort === undefined) return false;
  const card = await drawnDrop(await viewOf(tools, { cohort, drop }));
  await inTime(tools.post.edit(edit.message as MessageRef, card), options.editMs);
  return true;
}
