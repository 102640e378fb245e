/** `/review`: brings back what is about to be forgotten, glossary terms and missed questions alike; private. */
import { defineAction } from '../chat/action.ts';
import { type Block, button, type Button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import { type Call, defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { redraw, Refusal, type Reply, show, turned } from '../chat/reply.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { afterRecall, DAILY_CAP, type Memory, newMemory, type Recall, recallOf } from '../tutor/review.ts';
import type { Ending } from './player/end.ts';
import type { Player } from './player/index.ts';

const DAY = 24 * 3_600_000;
const RATINGS: readonly (readonly [Recall, string])[] = [
  ['again', 'Not at all'],
  ['hard', 'With effort'],
  ['good', 'Yes'],
  ['easy', 'At once'],
];

const nextPress = { id: 'review.next', args: {} };
const beginPress = { id: 'review.begin', args: {} };
/** Puts a term on the learner's list. */
export const addTermButton = (term: string): Button => button({ id: 'review.add', args: { term } }, 'Add to my review');

export function review(tools: Tools, player: Player): Definitions {
  const { library, store } = tools;

  const add = defineAction({
    id: 'review.add',
    args: { term: arg.id },
    run: async ({ args, caller, at }) => {
      const term = known(args.term);
      await meet(caller, at);
      const fresh = await store.reviews.addReview(caller.learner, `term:${term.id}`, newMemory(at));
      const said = fresh ? md`**${term.name}** is on your list.` : md`**${term.name}** is on your list already.`;
      return show(card(text(`${said} \`/review\` brings it back when you are about to forget it.`)), 'caller');
    },
  });
  const next = defineAction({ ...nextPress, run: async (call) => turned(await nextItem(call)) });
  const begin = defineAction({ ...beginPress, run: nextItem });
  const reveal = defineAction({
    id: 'review.show',
    args: { term: arg.id, due: arg.id },
    run: ({ args }) => {
      const term = known(args.term);
      return redraw(
        card(
          title(term.name),
          text(`**${term.short}**`),
          text(term.more),
          note('How well did you know it?'),
          buttons(
            ...RATINGS.map(([recall, label]) =>
              button(rate.press({ term: term.id, due: args.due, as: recall }), label),
            ),
          ),
        ),
      );
    },
  });
  const rate = defineAction({
    id: 'review.rate',
    args: { term: arg.id, due: arg.id, as: arg.id },
    run: async ({ args, ...call }): Promise<Reply> => {
      const rating = RATINGS.find(([recall]) => recall === args.as)?.[0];
      if (rating === undefined) throw new Refusal('Please choose one of the four.');
      await remember(call, `term:${args.term}`, Number.parseInt(args.due, 36), rating);
      return turned(await nextItem(call));
    },
  });
  const forget = defineAction({
    id: 'review.forget',
    args: { term: arg.id },
    run: async ({ args, ...call }) => {
      await store.reviews.dropReview(call.caller.learner, `term:${args.term}`);
      return turned(await nextItem(call));
    },
  });

  async function meet({ learner, name, locale, community }: Call['caller'], at: number): Promise<void> {
    await store.learners.meet({ learner, name, locale, community }, at);
  }

  function known(id: string): Term {
    const term = library.content.terms.get(id);
    if (term === undefined) throw new Refusal('That entry is no longer in my glossary.');
    return term;
  }

  async function remember(call: Call, item: string, due: number, recall: Recall): Promise<void> {
    const found = await store.reviews.findReview(call.caller.learner, item);
    if (found?.memory.due === due)
      await store.reviews.storeReview(
        call.caller.learner,
        item,
        due,
        afterRecall(found.memory, recall, call.at),
        call.at,
      );
  }

  /** The most overdue item, or that there is nothing (more) to do today. */
  async function nextItem(call: Call): Promise<Reply> {
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
      return nextItem(call);
    }
    return show(termCard(term, item.memory.due, Math.min(left, counts.due)), 'caller');
  }

  const termCard = (term: Term, due: number, left: number): Card =>
    card(
      note(`**Review** · ${left} to go`),
      title(term.name),
      text('What is it? Say it in your own words, then look.'),
      buttons(
        button(reveal.press({ term: term.id, due: due.toString(36) }), 'Show the answer', 'main'),
        button(forget.press({ term: term.id }), 'Take it off my list'),
      ),
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
          : `${all} things on your list; each comes back when you are about to forget it.`,
      ),
    );
  }

  return {
    commands: [
      defineCommand({
        name: 'review',
        description: 'What you are about to forget, a few a day. Only you see it.',
        options: {},
        run: nextItem,
      }),
    ],
    actions: [add, next, begin, reveal, rate, forget],
    home: async (call): Promise<readonly Block[]> => {
      const { due } = await store.reviews.countReviews(call.caller.learner, call.at, call.at - DAY);
      if (due === 0) return [];
      const row = buttons(button(beginPress, `Review ${Math.min(due, DAILY_CAP)} now`));
      return [
        text(`**${due}** ${due === 1 ? 'thing is' : 'things are'} due for review.`),
        ...(row === undefined ? [] : [row]),
      ];
    },
  };
}

/** The key of a question on review lists. */
export const itemOf = (question: string): string => `question:${question}`;

/** What is remembered of a question that was missed; undefined when it was not. */
export const memoryOfMiss = (at: number, score: number, hint: boolean): Memory | undefined =>
  score < 0.999 ? afterRecall(newMemory(at), recallOf(score, hint), at) : undefined;

/** What an answer does to a question that is on the learner's list: when it was due, it is rated. False when it is not there. */
export async function rateListed(
  { store }: Tools,
  { at }: Call,
  learner: string,
  question: string,
  score: number,
  hint: boolean,
): Promise<boolean> {
  const found = await store.reviews.findReview(learner, itemOf(question));
  if (found === undefined) return false;
  const { due } = found.memory;
  // an answer elsewhere before it is due is no review: it would push the date out for nothing
  if (due > at) return true;
  await store.reviews.storeReview(
    learner,
    itemOf(question),
    due,
    afterRecall(found.memory, recallOf(score, hint), at),
    at,
  );
  return true;
}

/** After a reviewed question the next one follows. */
export const reviewEnding: Ending = { next: () => button(nextPress, 'Next review', 'main') };
