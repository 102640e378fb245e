/** `/daily` and the buttons of a posted drop: pressed in public, answered in private, counted once. */
import { counted, cut, dayText, momentText, shortDay } from '../../chat/words.ts';
import { defineAction } from '../../chat/action.ts';
import { type Block, button, buttons, type Card, card, note, type PickOption, text, title } from '../../chat/card.ts';
import { type Call, defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { escape, md, plain } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import { gradeOf, stemOf } from '../../questions/index.ts';
import { seedOf } from '../../questions/kind.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { AnswerRow } from '../../storage/drop-answers.ts';
import type { Drop } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { otherRemarks, sureQuestion } from '../player/draw.ts';
import type { Ending } from '../player/end.ts';
import type { Player } from '../player/index.ts';
import { type Confidence, CONFIDENCES } from '../player/view.ts';
import { reminderNotice } from '../reminders.ts';
import { cohortFor, cohortOption, findCohort } from './cohort.ts';
import { publicChoices } from './public-turn.ts';
import { drawLate, drawStored, gradeWords, keepName, meetOnce, runIdOf, takeAnswer } from './record.ts';
import { changed, isOpen, MOST_OPEN, openIn, type Standing, standingFor, standingOf } from './standing.ts';

const MOST_PAST = 24;
/** Open drops in full; more of them are a list to pick from. */
const MOST_SHOWN = 3;
const pastPress = { id: 'daily.past', args: {} };

export function daily(tools: Tools, player: Player): Definitions {
  const { library, store } = tools;

  const choose = defineAction({
    id: 'daily.choose',
    args: { drop: arg.id, key: arg.id },
    run: async ({ args, ...call }) => {
      const [standing, learner] = await Promise.all([
        standingFor(tools, call.caller, args.drop),
        meetOnce(tools, call),
      ]);
      if (changed(standing)) return openDrop(call, standing);
      if (learner?.settings.confidence === true) return askSure(call, standing, args.key);
      return show(await answer(call, standing, args.key), 'caller');
    },
  });
  const sure = defineAction({
    id: 'daily.sure',
    args: { drop: arg.id, key: arg.id, as: arg.id },
    run: async ({ args, ...call }) => {
      if (!Object.hasOwn(CONFIDENCES, args.as)) throw new Refusal('Please choose one of the three.');
      const standing = await standingFor(tools, call.caller, args.drop);
      if (changed(standing)) return openDrop(call, standing);
      return redraw(await answer(call, standing, args.key, args.as as Confidence));
    },
  });
  const open = defineAction({
    id: 'daily.answer',
    args: { drop: arg.id },
    run: async ({ args, ...call }) => openDrop(call, await standingFor(tools, call.caller, args.drop)),
  });
  const hint = defineAction({
    id: 'daily.hint',
    args: { drop: arg.id },
    run: async ({ args, ...call }) => {
      const standing = await standingFor(tools, call.caller, args.drop);
      const stored = await store.dropAnswers.findAnswer(standing.drop.id, call.caller.learner);
      if (stored !== undefined) return show(drawStored(tools, standing, stored), 'caller');
      if (!isOpen(standing.drop, call.at)) return openDrop(call, standing);
      const run = await privateRun(call, standing);
      await store.runs.markHint(run, 0);
      return asDrop(standing, await player.resume(call, run));
    },
  });
  const others = defineAction({
    id: 'daily.others',
    args: { drop: arg.id },
    run: async ({ args, caller }) => {
      const standing = await standingFor(tools, caller, args.drop);
      const { question, drop } = standing;
      const stored = await store.dropAnswers.findAnswer(drop.id, caller.learner);
      if (stored === undefined) throw new Refusal('Answer it first, then I show the other options.');
      if (changed(standing)) return show(drawStored(tools, standing, stored), 'caller');
      return show(otherRemarks(gradeOf(question, stored.moves).remarks), 'caller');
    },
  });
  const pick = defineAction({
    id: 'daily.pick',
    // two lists on one message need two presses
    args: { open: arg.flag.optional() },
    run: async ({ picked, ...call }) => openDrop(call, await standingFor(tools, call.caller, picked[0] ?? '')),
  });
  const past = defineAction({
    ...pastPress,
    run: async (call) => show(await overview(call, await cohortFor(tools, call.caller)), 'caller'),
  });

  /** Records the choice of a letter; the feedback. */
  async function answer(call: Call, standing: Standing, key: string, confidence?: Confidence): Promise<Card> {
    const { drop, question } = standing;
    if (publicChoices(question, drop.id)?.some((choice) => choice.key === key) !== true)
      throw new Refusal('This question was changed a moment ago. `/daily` opens it as it is now.');
    const run =
      question.hint === undefined ? undefined : await store.runs.findRun(runIdOf(drop.id, call.caller.learner));
    const given = {
      moves: [key],
      hint: run?.hints.includes(0) ?? false,
      ...(confidence !== undefined && { confidence }),
    };
    return (await takeAnswer(tools, call, standing, given)) ?? drawLate(tools, standing, given);
  }

  /** Before the feedback of whoever wants to be asked; not again once it is answered. */
  async function askSure(call: Call, standing: Standing, key: string): Promise<Reply> {
    const { drop, question } = standing;
    const stored = await store.dropAnswers.findAnswer(drop.id, call.caller.learner);
    if (stored !== undefined) return show(drawStored(tools, standing, stored), 'caller');
    const choice = publicChoices(question, drop.id)?.find((one) => one.key === key);
    const choices = buttons(
      ...Object.entries(CONFIDENCES).map(([as, label]) => button(sure.press({ drop: drop.id, key, as }), label)),
    );
    const place = md`**Daily drop of ${dayText(drop.localDate)}** · You chose: ${choice?.text ?? ''}`;
    return show(sureQuestion(place, question, choices, {}), 'caller');
  }

  /** The question in private: to answer, or as it was answered, or for learning. */
  async function openDrop(call: Call, standing: Standing): Promise<Reply> {
    const { drop, question } = standing;
    const stored = await store.dropAnswers.findAnswer(drop.id, call.caller.learner);
    if (stored !== undefined) return show(drawStored(tools, standing, stored), 'caller');
    if (!isOpen(drop, call.at)) {
      const reply = await player.start(call, { purpose: 'drop', subject: drop.id, questions: [question] });
      return withNote(reply, `Daily drop of ${dayText(drop.localDate)}: it is over, so this is for learning only.`);
    }
    const run = await privateRun(call, standing);
    return asDrop(standing, await player.resume(call, run));
  }

  const asDrop = (standing: Standing, reply: Reply): Reply =>
    withNote(reply, `Daily drop of ${dayText(standing.drop.localDate)}: your first answer counts.`);

  async function privateRun(call: Call, { drop, question }: Standing): Promise<string> {
    const { learner, name, locale, community } = call.caller;
    await store.learners.meet({ learner, name, locale, community }, call.at);
    const id = runIdOf(drop.id, learner);
    const items = [{ question: question.id, version: question.version }];
    // where the letters are public, the private ones are the same: whoever has both in sight must not mix them up
    const seed = seedOf(publicChoices(question, drop.id) === undefined ? id : drop.id);
    const run = { id, learner, community, purpose: 'drop' as const, subject: drop.id, items, seed };
    await store.daily.ensureRun(run, call.at);
    return id;
  }

  async function overview(call: Call, cohort: Cohort): Promise<Card> {
    const { learner } = call.caller;
    const [drops, answers, news] = await Promise.all([
      store.drops.latestDrops(cohort.id, { limit: MOST_PAST + MOST_OPEN }),
      store.dropAnswers.answersOf(cohort.id, learner),
      reminderNotice(tools, learner),
    ]);
    const mine = new Map(answers.map((one) => [one.drop, one]));
    const open = drops.filter((drop) => isOpen(drop, call.at));
    const waiting = open.filter((drop) => !mine.has(drop.id));
    const today = [...waiting, ...open.filter((drop) => mine.has(drop.id))].slice(0, MOST_SHOWN);
    const rest = open.filter((drop) => !today.includes(drop) && titleOf(drop) !== undefined);
    const past = drops.filter((drop) => !open.includes(drop) && titleOf(drop) !== undefined).slice(0, MOST_PAST);
    return card(
      title(cut(`Daily drop · ${cohort.name}`, 100)),
      ...news,
      ...(today.length === 0
        ? nothingOpen(cohort)
        : today.flatMap((drop) => todayBlocks(cohort, drop, mine.get(drop.id)))),
      rest.length > 0 && {
        kind: 'pick',
        of: 'options',
        press: pick.press({ open: true }),
        label: 'Open too',
        options: rest.map((drop): PickOption => pastOption(drop, mine.get(drop.id))),
      },
      past.length > 0 && {
        kind: 'pick',
        of: 'options',
        press: pick.press({ open: undefined }),
        label: 'Past drops, for learning',
        options: past.map((drop): PickOption => pastOption(drop, mine.get(drop.id))),
      },
      past.length > 0 && note('Past drops stay open for learning; the board takes answers given in time.'),
    );
  }

  function nothingOpen(cohort: Cohort): readonly Block[] {
    if (cohort.nextAt !== null)
      return [
        text(`Nothing is open now. The next drop comes ${momentText(cohort.nextAt, cohort.zone)} (${cohort.zone}).`),
      ];
    return [text(cohort.paused ? 'The daily drop is paused; staff can resume it.' : 'No drop is planned.')];
  }

  function todayBlocks(cohort: Cohort, drop: Drop, answered: AnswerRow | undefined): readonly (Block | undefined)[] {
    const until = `${momentText(drop.closesAt, cohort.zone)} (${cohort.zone})`;
    return [
      text(
        answered === undefined
          ? `**${dayText(drop.localDate)}** is open until ${until}. You have not answered it yet.`
          : `**${dayText(drop.localDate)}**: answered, ${gradeWords(answered.score)}, ${counted(answered.points, 'point')}. ${cohort.reveal ? `Everybody’s answers are shown at ${until}.` : `It closes at ${until}.`}`,
      ),
      text(`> ${escape(cut(titleOf(drop) ?? 'This question was withdrawn by its authors.', 200))}`),
      titleOf(drop) === undefined
        ? undefined
        : buttons(
            button(open.press({ drop: drop.id }), answered === undefined ? 'Answer it' : 'Show my answer', 'main'),
          ),
    ];
  }

  function pastOption(drop: Drop, answered: AnswerRow | undefined): PickOption {
    const note = answered === undefined ? 'not answered' : gradeWords(answered.score);
    return { value: drop.id, label: cut(`${shortDay(drop.localDate)}: ${titleOf(drop) ?? ''}`, 75), note };
  }

  /** The question in one plain line; undefined when it was withdrawn. */
  function titleOf(drop: Drop): string | undefined {
    const question = library.content.questions.get(drop.question ?? '');
    return question === undefined ? undefined : cut(plain(stemOf(question)), 200);
  }

  const dailyCommand = defineCommand({
    name: 'daily',
    description: "Today's question of your cohort, and past ones for learning.",
    options: { cohort: cohortOption(tools) },
    run: async ({ options, ...call }) => {
      await keepName(tools, call);
      return show(await overview(call, await cohortFor(tools, call.caller, options.cohort)));
    },
  });

  return {
    commands: [dailyCommand],
    actions: [choose, sure, open, hint, others, pick, past],
    home: async (call): Promise<readonly Block[]> => {
      const cohort = await findCohort(tools, call.caller);
      if (cohort === undefined) return [];
      const standing = await openIn(tools, cohort.id, call.at);
      const mine = await Promise.all(standing.map((one) => store.dropAnswers.findAnswer(one.id, call.caller.learner)));
      const waiting = standing.filter((_, index) => mine[index] === undefined);
      const [drop] = [...waiting, ...standing];
      if (drop === undefined) return [];
      const more = waiting.length > 1 && button(pastPress, 'All open drops');
      const row = buttons(
        button(open.press({ drop: drop.id }), waiting.length > 0 ? "Answer today's drop" : "Today's drop"),
        more,
      );
      return [text(waitingWords(waiting.length)), ...(row ? [row] : [])];
    },
  };
}

const waitingWords = (n: number): string => {
  if (n === 0) return "Today's drop: answered.";
  return n === 1 ? "Today's drop waits for you." : `${n} drops wait for you.`;
};

const withNote = (reply: Reply, words: string): Reply =>
  reply.kind === 'show' ? { ...reply, card: { ...reply.card, blocks: [note(words), ...reply.card.blocks] } } : reply;

/** A drop opened in private: while it is open the answer is recorded as the drop's; later it is practice. */
export const dropEnding = (tools: Tools): Ending => ({
  practice: true,
  next: () => button(pastPress, 'Other drops'),
  async take(call, run, given) {
    const standing = await standingOf(tools, run.subject);
    return takeAnswer(tools, call, standing, given);
  },
});
