/** What is said while a question is open. Where others read along, neither an answer nor how it fared is said aloud. */
import { pressText } from '../../chat/press.ts';
import { button, buttons, type Card, card, text } from '../../chat/card.ts';
import { type Reply, show } from '../../chat/reply.ts';
import { openIn } from '../../classroom/drops.ts';
import type { Act } from '../../content/schema.ts';
import { isLetter, isMark } from '../../questions/said.ts';
import type { Run } from '../../storage/runs.ts';
import type { Remembered } from '../../storage/talks.ts';
import type { Tools } from '../../tools.ts';
import { openDrop } from '../daily/addresses.ts';
import { resumeRun } from '../quiz-addresses.ts';
import { findCohort } from '../daily/cohort.ts';
import { readLesson } from '../learn/addresses.ts';
import { cardAfter } from '../learn/ending.ts';
import { turnLesson } from '../learn/lesson.ts';
import type { Asked } from '../player/index.ts';
import { TO_QUESTION, type ToQuestion } from '../player/index.ts';
import { backToQuestion } from './addresses.ts';
import type { House, Moment } from './moment.ts';
import { intentCard, intentOf } from './replies.ts';

export const isToQuestion = (act: Act | undefined): act is ToQuestion => TO_QUESTION.some((one) => one === act);
/** With a question open and nothing else talked about, these mean the question. */
const WANTS_HELP: readonly (Act | undefined)[] = ['simpler', 'example', 'why', 'more'];
/** Longer than what anybody types into a gap. Words. */
const LONGEST_ANSWER = 8;

/** Undefined when it was not said to a question. */
export async function atQuestion(house: House, moment: Moment): Promise<Reply | undefined> {
  const { before, said, text: words, isFound, alone } = moment;
  const { asked } = before;
  // with a question open, one sentence of several is enough
  const act = (said ?? (asked?.open === true ? moment.maybe : undefined))?.intent.act;
  if (asked?.open !== true && !isFound && isBareMark(moment)) return noQuestion(house, moment);
  if (asked === undefined) return forDrop(house, moment);
  if (!alone) return asked.open ? overheard(house, moment, asked) : undefined;
  const toldIt = isToQuestion(act) ? act : undefined;
  if (!asked.open && toldIt === undefined) return undefined;
  // what was looked up since is what they mean
  if (!asked.open && before.topic?.startsWith('lesson:') === true) return undefined;
  const run = await house.tools.store.runs.findRun(asked.run);
  if (run === undefined || run.learner !== moment.call.caller.learner) return undefined;
  const item: Asked = { run, item: asked.item };
  if (asked.open) {
    // "the answer is B" gives one, though begging has the same words
    const strict = toldIt === 'reveal' || mayBeOther(house, moment);
    const answered = await house.player.answer(moment.call, item, words, strict);
    if (answered !== undefined) return answered;
  }
  const goesOn = toldIt === 'next' || toldIt === 'skip' || toldIt === 'back';
  const after = goesOn && !asked.open ? cardAfter(house.tools, run) : undefined;
  if (after !== undefined) return show(await turnLesson(house.tools, moment.call, after.lesson, after.card));
  if (toldIt !== undefined) return house.player.tell(moment.call, item, toldIt);
  if (before.topic === undefined && moment.named === undefined && WANTS_HELP.includes(act))
    return house.player.tell(moment.call, item, 'hint');
  return undefined;
}

/** A letter that is none of the things that people say: "k" is. */
const isBareMark = ({ text: words, said }: Moment): boolean =>
  isMark(words) && (said === undefined || said.intent.act !== undefined);

/** Words that can as well be a question, or one of the things that people say. */
const mayBeOther = ({ tools }: House, { said, text: words, answers }: Moment): boolean =>
  said !== undefined ||
  /\?\s*$/u.test(words) ||
  words.split(/\s+/u).length > LONGEST_ANSWER ||
  answers.some(({ kind, say }) => kind === 'found' && say !== undefined) ||
  tools.library.talk.isQuestion(words);

/** In a channel: an answer, or a wish that would show something of the question. */
async function overheard(
  { tools, player }: House,
  moment: Moment,
  asked: NonNullable<Remembered['asked']>,
): Promise<Reply | undefined> {
  const { said, text: words } = moment;
  const meant =
    isToQuestion(said?.intent.act) || isLetter(words) || (await player.isAnswer(asked.run, asked.item, words));
  if (!meant || tools.library.content.questions.size === 0) return undefined;
  return show(
    card(
      text('That is between you and me. Press the button, and only you see your question and how it went.'),
      buttons(button(backToQuestion({ run: asked.run, at: asked.item }), 'Go on with my question', 'main')),
    ),
  );
}

/** A letter, or a wish to a question, when none of their own is open: the daily question of their cohort may be meant. */
async function noQuestion({ tools }: House, moment: Moment): Promise<Reply> {
  const drop = await dropCard(tools, moment);
  if (drop !== undefined) return show(drop);
  const run = await runBefore(tools, moment);
  if (run !== undefined && isUnfinished(tools, run))
    return show(
      card(
        text('No question is open here. Shall we go on with yours?'),
        buttons(button(resumeRun({ run: run.id }), 'Next question', 'main')),
      ),
    );
  const [intent] = [intentOf(tools, 'skip')].filter((one) => one !== undefined);
  const says = 'No question is open here, so I do not know what that answers.';
  return show(intent === undefined ? card(text(says)) : intentCard({ ...intent, says }));
}

/** The run that was talked about last, which is nobody else's business; undefined when there is none. */
export async function runBefore({ store }: Tools, { before, alone, call }: Moment): Promise<Run | undefined> {
  const [kind, id] = before.topic?.split(':', 2) ?? [];
  const last = before.asked?.run ?? (kind === 'run' ? id : undefined);
  const run = alone && last !== undefined ? await store.runs.findRun(last) : undefined;
  return run?.learner === call.caller.learner ? run : undefined;
}

/** Whether it has a question that is still asked and has no answer. */
export const isUnfinished = ({ library }: Tools, { items, attempts }: Run): boolean =>
  items.some(({ question }, at) => !attempts.has(at) && library.content.questions.has(question));

async function forDrop({ tools }: House, moment: Moment): Promise<Reply | undefined> {
  const act = moment.said?.intent.act;
  if (act !== 'hint' && act !== 'reveal' && act !== 'skip') return undefined;
  const drop = await dropCard(tools, moment);
  return drop === undefined ? undefined : show(drop);
}

/** Today's question, which everybody answers alone; undefined when none is open. */
async function dropCard(tools: Tools, { call }: Moment): Promise<Card | undefined> {
  const cohort = await findCohort(tools, call.caller);
  const [drop] = cohort === undefined ? [] : await openIn(tools, cohort.id, call.at);
  if (drop === undefined) return undefined;
  return card(
    text("Do you mean today's question? Everybody answers it alone: press the button, and only you see how it went."),
    buttons(button(openDrop({ drop: drop.id }), "Today's question", 'main')),
  );
}

/** After anything else that was said with a question open, or in a lesson, the way back to it. */
export function withWayBack({ before, alone }: Moment, reply: Reply): Reply {
  const { asked, topic } = before;
  if (!alone || reply.kind !== 'show' || reply.card.about?.asked !== undefined) return reply;
  if (asked?.open !== true) return topic?.startsWith('lesson:') === true ? withLesson(topic.slice(7), reply) : reply;
  const { blocks } = reply.card;
  const answers = (press: { readonly id: string }): boolean => press.id.startsWith('ask.') || press.id === 'talk.back';
  const there = blocks.some(
    (block) => block.kind === 'buttons' && block.buttons.some((one) => one.kind === 'press' && answers(one.press)),
  );
  if (there) return reply;
  const back = buttons(button(backToQuestion({ run: asked.run, at: asked.item }), 'Back to your question'));
  return back === undefined ? reply : { ...reply, card: { ...reply.card, blocks: [...blocks, back] } };
}

function withLesson(lesson: string, reply: Extract<Reply, { kind: 'show' }>): Reply {
  const { blocks } = reply.card;
  const press = readLesson({ lesson });
  // the lesson that they asked for may be the one that is open
  const there = blocks.some(
    (block) =>
      block.kind === 'buttons' &&
      block.buttons.some((one) => one.kind === 'press' && pressText(one.press) === pressText(press)),
  );
  const back = there ? undefined : buttons(button(press, 'Back to your lesson'));
  return back === undefined ? reply : { ...reply, card: { ...reply.card, blocks: [...blocks, back] } };
}
