/** `/review`: brings back what is about to be forgotten, glossary terms and missed questions alike; private. */
import { counted } from '../chat/words.ts';
import { address, on } from '../chat/address.ts';
import { type Block, button, type Button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { redraw, Refusal, type Reply, show, turned } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { meet } from '../classroom/meeting.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { afterRecall, DAILY_CAP, newMemory, type Recall } from '../tutor/review.ts';
import type { Ending } from './player/end.ts';
import type { Player } from './player/index.ts';

const DAY = 24 * 3_600_000;
const RATINGS: readonly (readonly [Recall, string])[] = [
  ['again', 'Not at all'],
  ['hard', 'With effort'],
  ['good', 'Yes'],
  ['easy', 'At once'],
];

const addTerm = address('review.add', { term: arg.id });
const goOn = address('review.next', {});
const begin = address('review.begin', {});
const showTerm = address('review.show', { term: arg.id, due: arg.id });
const rateTerm = address('review.rate', { term: arg.id, due: arg.id, as: arg.id });
const forgetTerm = address('review.forget', { term: arg.id });

/** Puts a term on the learner's list. */
export const addTermButton = (term: string): Button => button(addTerm({ term }), 'Add to my review');

export function review(tools: Tools, player: Player): Definitions {
  const { store } = tools;
  const next = (call: Call): Promise<Reply> => nextItem(tools, player, call);
  return {
    commands: [
      defineCommand({
        name: 'review',
        description: 'What you are about to forget, a few a day. Only you see it.',
        options: {},
        run: next,
      }),
    ],
    actions: [
      on(addTerm, async ({ args, ...call }) => {
        const term = known(tools, args.term);
        await meet(tools, call);
        const fresh = await store.reviews.addReview(call.caller.learner, `term:${term.id}`, newMemory(call.at));
        const said = fresh ? md`**${term.name}** is on your list.` : md`**${term.name}** is on your list already.`;
        return show(card(text(`${said} \`/review\` brings it back when you are about to forget it.`)), 'caller');
      }),
      on(goOn, async (call) => turned(await next(call))),
      on(begin, next),
      on(showTerm, ({ args }) => redraw(answerCard(known(tools, args.term), args.due))),
      on(rateTerm, async ({ args, ...call }) => {
        const rating = RATINGS.find(([recall]) => recall === args.as)?.[0];
        if (rating === undefined) throw new Refusal('Please choose one of the four.');
        await remember(tools, call, `term:${args.term}`, Number.parseInt(args.due, 36), rating);
        return turned(await next(call));
      }),
      on(forgetTerm, async ({ args, ...call }) => {
        await store.reviews.dropReview(call.caller.learner, `term:${args.term}`);
        return turned(await next(call));
      }),
    ],
    home: async (call): Promise<readonly Block[]> => {
      const { due } = await store.reviews.countReviews(call.caller.learner, call.at, call.at - DAY);
      if (due === 0) return [];
      const row = buttons(button(begin(), `Review ${Math.min(due, DAILY_CAP)} now`));
      return [
        text(`**${due}** ${due === 1 ? 'thing is' : 'things are'} due for review.`),
        ...(row === undefined ? [] : [row]),
      ];
    },
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

/** The most overdue item, or that there is nothing (more) to do today. */
async function nextItem(tools: Tools, player: Player, call: Call): Promise<Reply> {
  const { library, store } = tools;
  const { learner } = call.caller;
  const counts = await store.reviews.countReviews(learner, call.at, call.at - DAY);
  const left = Math.max(0, DAILY_CAP - counts.done);
  const [item] = left === 0 ? [] : await store.reviews.dueReviews(learner, call.at, 1);
  if (item === undefined) return show(doneCard(counts.all, counts.due, counts.done), 'caller');
  const [kind, id = ''] = item.item.split(/:(.*)/su);
  const question = kind === 'question' ? library.content.questions.get(id) : undefined;
  if (question !== undefined)
    return player.start(call, { purpose: 'review', subject: item.item, questions: [question] });
  const term = kind === 'term' ? library.content.terms.get(id) : undefined;
  if (term === undefined) {
    // withdrawn by its authors: nothing to remember any more
    await store.reviews.dropReview(learner, item.item);
    return nextItem(tools, player, call);
  }
  return show(termCard(term, item.memory.due, Math.min(left, counts.due)), 'caller');
}

const termCard = (term: Term, due: number, left: number): Card =>
  card(
    note(`**Review** · ${left} to go`),
    title(term.name),
    text('What is it? Say it in your own words, then look.'),
    buttons(
      button(showTerm({ term: term.id, due: due.toString(36) }), 'Show the answer', 'main'),
      button(forgetTerm({ term: term.id }), 'Take it off my list'),
    ),
  );

const answerCard = (term: Term, due: string): Card =>
  card(
    title(term.name),
    text(`**${term.short}**`),
    text(term.more),
    note('How well did you know it?'),
    buttons(...RATINGS.map(([recall, label]) => button(rateTerm({ term: term.id, due, as: recall }), label))),
  );

function doneCard(all: number, due: number, done: number): Card {
  if (all === 0) {
    return card(
      title('Review'),
      text(
        'Nothing to review yet. *Add to my review* under any `/what` puts a word here; questions you miss come by themselves.',
      ),
    );
  }
  return card(
    title('Done for today'),
    text(done === 0 ? 'Nothing is due just now.' : `**${done}** reviewed in the last day.`),
    note(
      due > 0
        ? `${due} more wait; ${DAILY_CAP} a day are plenty, so they come tomorrow.`
        : `${counted(all, 'thing')} on your list; ${all === 1 ? 'it comes' : 'each comes'} back when you are about to forget it.`,
    ),
  );
}

/** After a reviewed question the next one follows. */
export const reviewEnding: Ending = { next: () => button(goOn(), 'Next review', 'main') };
