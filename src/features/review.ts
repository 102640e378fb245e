/** `/review`: wrong ideas that are due first, then what is about to be forgotten, terms and missed questions; private. */
import { address, on } from '../chat/address.ts';
import {
  type Block,
  button,
  type Button,
  buttons,
  type ButtonStyle,
  type Card,
  card,
  note,
  text,
  title,
} from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md, type Markdown } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { redraw, Refusal, type Reply, show, turned } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { comingDay, counted } from '../chat/words.ts';
import { meet } from '../classroom/meeting.ts';
import { type ReviewDay, reviewDayOf, type Task } from '../classroom/review-day.ts';
import type { Library } from '../content/library.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { afterRecall, daysAfter, type Memory, newMemory, type Recall } from '../tutor/review.ts';
import { ankiButton } from './anki.ts';
import { nextRow } from './next/draw.ts';
import type { Ending } from './player/end.ts';
import { settledBlocks } from './player/follow.ts';
import type { Player } from './player/index.ts';

const RATINGS: readonly (readonly [Recall, string])[] = [
  ['again', 'Not at all'],
  ['hard', 'With effort'],
  ['good', 'Yes'],
  ['easy', 'At once'],
];

const addTerm = address('review.add', { term: arg.id });
const goOn = address('review.next', {});
const begin = address('review.begin', {});
/** Goes on with what is not due yet. */
const practise = address('review.ahead', {});
const showTerm = address('review.show', { term: arg.id, due: arg.id });
const rateTerm = address('review.rate', { term: arg.id, due: arg.id, as: arg.id });
const forgetTerm = address('review.forget', { term: arg.id });

/** Puts a term on the learner's list. */
export const addTermButton = (term: string, label = 'Add to my review'): Button => button(addTerm({ term }), label);

/** Begins with what is due, wrong ideas first. */
export const reviewButton = (label: string, style?: ButtonStyle): Button => button(begin(), label, style);

export function review(tools: Tools, player: Player): Definitions {
  const { store } = tools;
  const next = (call: Call, ahead = false): Promise<Reply> => nextTask(tools, player, call, ahead);
  return {
    commands: [
      defineCommand({
        name: 'review',
        description: 'What you are about to forget, a few a day. Only you see it.',
        options: {},
        run: async (call) => next(call),
      }),
    ],
    actions: [
      on(addTerm, async ({ args, ...call }) => {
        const term = known(tools, args.term);
        await meet(tools, call);
        const fresh = await store.reviews.addReview(call.caller.learner, `term:${term.id}`, newMemory(call.at));
        const said = fresh ? md`**${term.name}** is on your list.` : md`**${term.name}** is on your list already.`;
        const back = text(`${said} It comes back when you are about to forget it.`);
        return show(card(back, buttons(reviewButton('My review'))), 'caller');
      }),
      on(goOn, async (call) => turned(await next(call))),
      on(practise, async (call) => turned(await next(call, true))),
      on(begin, async (call) => next(call)),
      on(showTerm, async ({ args, ...call }) => {
        const term = known(tools, args.term);
        const found = await store.reviews.findReview(call.caller.learner, `term:${term.id}`);
        return redraw(answerCard(term, args.due, found?.memory ?? newMemory(call.at), call.at));
      }),
      on(rateTerm, async ({ args, ...call }) => {
        const rating = RATINGS.find(([recall]) => recall === args.as)?.[0];
        if (rating === undefined) throw new Refusal('Please choose one of the four.');
        const due = Number.parseInt(args.due, 36);
        await remember(tools, call, `term:${args.term}`, due, rating);
        // who practises what is not due yet goes on with that
        return turned(await next(call, due > call.at));
      }),
      on(forgetTerm, async ({ args, ...call }) => {
        await store.reviews.dropReview(call.caller.learner, `term:${args.term}`);
        return turned(await next(call));
      }),
    ],
  };
}

/** @throws Refusal for an entry that is not there (any more). */
function known({ library }: Tools, id: string): Term {
  const term = library.content.terms.get(id);
  if (term === undefined) throw new Refusal('That entry is no longer in my glossary.');
  return term;
}

async function remember({ store }: Tools, call: Call, item: string, due: number, recall: Recall): Promise<void> {
  const { learner } = call.caller;
  const found = await store.reviews.findReview(learner, item);
  if (found?.memory.due === due)
    await store.reviews.storeReview(learner, item, due, afterRecall(found.memory, recall, call.at), call.at);
}

/** The first thing to do, or that there is nothing (more) to do today. `ahead`: what is not due yet, when nothing is. */
async function nextTask(tools: Tools, player: Player, call: Call, ahead: boolean): Promise<Reply> {
  const day = await reviewDayOf(tools, call);
  const [due] = day.tasks;
  if (due !== undefined) return askTask(player, call, due, dueWords(day), false);
  const [early] = ahead ? day.ahead : [];
  if (early !== undefined)
    return askTask(player, call, early, `**Ahead of time** · ${day.ahead.length} to practise`, true);
  return show(
    doneCard(tools.library, day, await nextRow(tools, call, day.ahead.length > 0 ? { style: 'plain' } : {})),
    'caller',
  );
}

async function askTask(player: Player, call: Call, task: Task, remark: Markdown, ahead: boolean): Promise<Reply> {
  switch (task.kind) {
    case 'idea': {
      const { id, why, since, gap, again, question } = task.idea;
      const follows = new Map([[question.id, { id, why, since, gap, again }]]);
      return player.start(call, { purpose: 'review', subject: id, questions: [question], follows, remark });
    }
    case 'question':
      return player.start(call, { purpose: 'review', subject: task.item, questions: [task.question], ahead, remark });
    case 'term':
      return show(termCard(task.term, task.due, remark), 'caller');
    default:
      return task satisfies never;
  }
}

/** "12 due, 5 of them today; the next 3 come back tomorrow". */
function dueWords({ due, tasks, later }: ReviewDay): Markdown {
  const today = tasks.length < due ? `, ${tasks.length} of them today` : '';
  const rest = later === undefined ? '' : `; the next ${laterWords(later)}`;
  return `**${due} due**${today}${rest}`;
}

const laterWords = ({ days, count }: NonNullable<ReviewDay['later']>): string =>
  `${count === 1 ? 'one comes' : `${count} come`} back ${comingDay(days)}`;

const termCard = (term: Term, due: number, remark: Markdown): Card =>
  card(
    note(remark),
    title(term.name),
    text('What is it? Say it in your own words, then look.'),
    buttons(
      button(showTerm({ term: term.id, due: due.toString(36) }), 'Show the answer', 'main'),
      button(forgetTerm({ term: term.id }), 'Take it off my list'),
    ),
  );

function answerCard(term: Term, due: string, memory: Memory, now: number): Card {
  const days = daysAfter(memory, now);
  return card(
    title(term.name),
    text(`**${term.short}**`),
    text(term.more),
    note('How well did you know it? Each button says when it comes back.'),
    buttons(
      ...RATINGS.map(([recall, label]) =>
        button(rateTerm({ term: term.id, due, as: recall }), `${label} (${comingDay(days[recall])})`),
      ),
    ),
  );
}

/** `next`: what is worth doing now. */
function doneCard(
  library: Library,
  { listed, due, done, cap, later, ahead, settled }: ReviewDay,
  next: readonly Block[],
): Card {
  if (!listed) {
    return card(
      title('Review'),
      text('Nothing to review yet. *Review* under a word puts it here; questions that you miss come by themselves.'),
      ...next,
    );
  }
  const rest = later === undefined ? '' : ` The next ${laterWords(later)}.`;
  return card(
    title('Done for today'),
    text(done === 0 ? 'Nothing is due just now.' : `**${done}** reviewed in the last day.`),
    ...settledBlocks(library, settled),
    note(
      due > 0
        ? `${counted(due, 'more waits', 'more wait')}; ${cap} a day are plenty, so they come tomorrow. \`/settings\` changes that.`
        : `Everything comes back when you are about to forget it.${rest}`,
    ),
    buttons(ahead.length > 0 && button(practise(), `Practise ${ahead.length} ahead`, 'main'), ankiButton()),
    ...next,
  );
}

/** After a reviewed question the next one follows. */
export const reviewEnding: Ending = {
  next: ({ items }) => button(items[0]?.ahead === true ? practise() : goOn(), 'Next review', 'main'),
};
