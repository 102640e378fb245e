/** `/daily` and the buttons of a posted drop: pressed in public, answered in private, counted once. */
import { didYouMean } from '../../chat/again.ts';
import { on } from '../../chat/address.ts';
import { button, buttons, note } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { md } from '../../chat/markdown.ts';
import { redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { dayText } from '../../chat/words.ts';
import { answer, type Outcome } from '../../classroom/answering.ts';
import { isOpen, privateSeed, publicChoices, runIdOf } from '../../classroom/drops.ts';
import { keepName, meet } from '../../classroom/meeting.ts';
import { type DropSitting, dropSittingFor, type NoSitting } from '../../classroom/sitting.ts';
import { verdictOf } from '../../classroom/verdicts.ts';
import { remarksOn, UNKNOWN } from '../../questions/index.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { CONFIDENCES, isConfidence } from '../player/addresses.ts';
import { sureQuestion } from '../player/draw.ts';
import { otherRemarks } from '../player/marks.ts';
import type { Ending } from '../player/end.ts';
import type { Player } from '../player/index.ts';
import {
  chooseLetter,
  chooseSure,
  openDrop,
  pickDrop,
  sayUnknown,
  showDrops,
  showHint,
  showOthers,
} from './addresses.ts';
import { drawOutcome, drawStored, isOfThisVersion } from './answer.ts';
import { cohortFor, cohortOption } from './cohort.ts';
import { drawHome, drawOverview } from './overview.ts';

export function daily(tools: Tools, player: Player): Definitions {
  const open = async (call: Call, drop: string): Promise<Reply> =>
    openPrivately(tools, player, call, await sittingFor(tools, call, drop));
  return {
    commands: [
      defineCommand({
        name: 'daily',
        description: "Today's question of your cohort, and past ones for learning.",
        options: { cohort: cohortOption(tools) },
        run: async ({ options, ...call }) => {
          await keepName(tools, call);
          return show(
            await drawOverview(tools, call, await cohortFor(tools, call.caller, options.cohort, { command: 'daily' })),
          );
        },
      }),
    ],
    actions: [
      on(chooseLetter, async ({ args, ...call }) => {
        const sitting = await sittingFor(tools, call, args.drop);
        if (sitting.changed) return openPrivately(tools, player, call, sitting);
        if (sitting.settings?.confidence === true && sitting.answered === undefined) return askSure(sitting, args.key);
        return show(
          await drawOutcome(tools, call, sitting, await answerLetter(tools, call, sitting, args.key)),
          'caller',
        );
      }),
      on(chooseSure, async ({ args, ...call }) => {
        const { as } = args;
        if (!isConfidence(as)) throw new Refusal('Please choose one of the three.');
        const sitting = await sittingFor(tools, call, args.drop);
        if (sitting.changed) return openPrivately(tools, player, call, sitting);
        return redraw(await drawOutcome(tools, call, sitting, await answerLetter(tools, call, sitting, args.key, as)));
      }),
      on(sayUnknown, async ({ args, ...call }) => {
        const sitting = await sittingFor(tools, call, args.drop);
        if (sitting.changed) return openPrivately(tools, player, call, sitting);
        const outcome = await answer(tools, call, sitting, { moves: UNKNOWN });
        return show(await drawOutcome(tools, call, sitting, outcome), 'caller');
      }),
      on(openDrop, async ({ args, ...call }) => open(call, args.drop)),
      on(pickDrop, async ({ picked, ...call }) => open(call, picked[0] ?? '')),
      on(showHint, async ({ args, ...call }) => {
        const sitting = await sittingFor(tools, call, args.drop);
        return openPrivately(tools, player, call, sitting, true);
      }),
      on(showOthers, async ({ args, ...call }) => {
        const sitting = await sittingFor(tools, call, args.drop);
        const { answered, question } = sitting;
        if (answered === undefined) throw new Refusal('Answer it first, then I show the other options.');
        if (!isOfThisVersion(sitting, answered)) return show(await drawStored(tools, sitting, answered), 'caller');
        return show(otherRemarks(remarksOn(question, await verdictOf(question, answered))), 'caller');
      }),
      on(showDrops, async (call) =>
        show(await drawOverview(tools, call, await cohortFor(tools, call.caller)), 'caller'),
      ),
    ],
    home: (call) => drawHome(tools, call),
  };
}

/** Where those are that can be answered. */
const ALL_DROPS = [{ label: 'Daily questions', command: 'daily' }];

const NO_SITTING: Readonly<Record<NoSitting, string>> = {
  gone: 'That question is gone.',
  withdrawn: 'That question was withdrawn by its authors; it counts for nothing.',
  foreign: 'That question is of another community.',
};

/** @throws Refusal when the drop or its question is gone, or it is of another community. */
async function sittingFor(tools: Tools, { caller }: Call, drop: string): Promise<DropSitting> {
  const found = await dropSittingFor(tools, caller, drop);
  if (typeof found === 'string') throw didYouMean(NO_SITTING[found], ALL_DROPS);
  return found;
}

/** Records the choice of a letter. @throws Refusal when the letters that were posted mean something else by now. */
async function answerLetter(
  tools: Tools,
  call: Call,
  sitting: DropSitting,
  key: string,
  confidence?: keyof typeof CONFIDENCES,
): Promise<Outcome> {
  const { question, drop } = sitting;
  if (publicChoices(question, drop.id)?.some((choice) => choice.key === key) !== true)
    throw didYouMean('This question was changed a moment ago.', ALL_DROPS);
  return answer(tools, call, sitting, { moves: [key], ...(confidence !== undefined && { confidence }) });
}

/** Before the feedback of whoever wants to be asked. */
function askSure({ drop, question }: DropSitting, key: string): Reply {
  const choice = publicChoices(question, drop.id)?.find((one) => one.key === key);
  const choices = Object.entries(CONFIDENCES).map(([as, label]) =>
    button(chooseSure({ drop: drop.id, key, as }), label),
  );
  const place = md`**Daily question of ${dayText(drop.localDate)}** · You chose: ${choice?.text ?? ''}`;
  return show(sureQuestion(place, question, buttons(...choices), {}), 'caller');
}

/** The question in private: to answer, or as it was answered, or for learning. `hint`: with its hint shown. */
async function openPrivately(
  tools: Tools,
  player: Player,
  call: Call,
  sitting: DropSitting,
  hint = false,
): Promise<Reply> {
  const { drop, question, answered } = sitting;
  if (answered !== undefined) return show(await drawStored(tools, sitting, answered), 'caller');
  if (!isOpen(drop, call.at)) {
    const reply = await player.start(call, { purpose: 'drop', subject: drop.id, questions: [question] });
    return withNote(reply, `Daily question of ${dayText(drop.localDate)}: it is over, so this is for learning only.`);
  }
  const run = await privateRun(tools, call, sitting, hint);
  return withNote(
    await player.show(call, run),
    `Daily question of ${dayText(drop.localDate)}: your first answer counts.`,
  );
}

/** The run is the learner's, so they must be known before it begins. */
async function privateRun(tools: Tools, call: Call, sitting: DropSitting, hint: boolean): Promise<Run> {
  const { drop, cohort, question, settings } = sitting;
  const { learner } = call.caller;
  if (settings === undefined) await meet(tools, call);
  const run = {
    id: runIdOf(drop.id, learner),
    learner,
    community: cohort.community,
    purpose: 'drop' as const,
    subject: drop.id,
    items: [{ question: question.id, version: question.version }],
    seed: privateSeed(question, drop.id, learner),
  };
  return tools.store.runs.ensureRun(run, hint, call.at);
}

const withNote = (reply: Reply, words: string): Reply =>
  reply.kind === 'show' ? { ...reply, card: { ...reply.card, blocks: [note(words), ...reply.card.blocks] } } : reply;

/** A drop opened in private: while it is open the answer is recorded as the drop's; later it is practice. */
export const dropEnding = (tools: Tools): Ending => ({
  next: () => button(showDrops(), 'Other daily questions'),
  drawAnswer: (call, sitting, outcome) => drawOutcome(tools, call, sitting, outcome),
});
