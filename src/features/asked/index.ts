/** *Ask the authors*: what I cannot answer is handed to whoever writes the content, without a name. */
import { address, on, onForm, openForm } from '../../chat/address.ts';
import { button, buttons, type Card, card, note, text } from '../../chat/card.ts';
import type { Definitions } from '../../chat/feature.ts';
import { typed } from '../../chat/form.ts';
import { md } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { ask, redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import type { Call, MessageRef } from '../../chat/request.ts';
import { askAuthors, askedHere, LONGEST_ASKED, type NotAsked } from '../../classroom/asked.ts';
import type { Tools } from '../../tools.ts';
import { askMore, askNow } from './addresses.ts';

const send = address('asked.send', {});
const tellMe = address('asked.wish', { asked: arg.id });
const neverMind = address('asked.unwish', { asked: arg.id });

export const asked = (tools: Tools): Definitions => ({
  actions: [
    on(askNow, async ({ args, message, ...call }) => told(call, message, await handedIn(tools, call, args.q))),
    on(askMore, ({ args }) =>
      ask(
        openForm(send(), {
          title: 'Ask the authors',
          intro: 'Your question is kept without your name.',
          fields: {
            words: { kind: 'text', label: 'Your question', required: true, max: LONGEST_ASKED, value: args.q },
          },
          submit: 'Send',
        }),
      ),
    ),
    on(tellMe, async ({ args, ...call }) => {
      await mine(tools, call, args.asked);
      await tools.store.asked.wishAsked(args.asked, call.caller.learner, call.at);
      return redraw(
        card(
          text('I will tell you once, in a direct message, when I can answer it.'),
          buttons(button(neverMind({ asked: args.asked }), 'Never mind')),
        ),
      );
    }),
    on(neverMind, async ({ args, caller }) => {
      await tools.store.asked.unwishAsked(args.asked, caller.learner);
      return redraw(card(text('All right, I will not write to you about it.')));
    }),
  ],
  forms: [
    onForm(send, async ({ fields, message, ...call }) =>
      told(call, message, await handedIn(tools, call, typed(fields['words']))),
    ),
  ],
});

/**
 * A message that others may read, such as the answer to a mention on Discord, stays as it is: they may ask, too, and need not
 * know who did. One without a name is seen by its reader alone.
 */
const told = ({ caller }: Pick<Call, 'caller'>, message: MessageRef | undefined, done: Card): Reply =>
  caller.direct || message === undefined ? redraw(done) : show(done, 'caller');

const NOT_ASKED: Readonly<Record<NotAsked, string>> = {
  empty: 'There is no word in that for the authors to read.',
  enough: 'You have handed in five questions today, thank you! From tomorrow on I take more.',
  unread: 'Here nobody would read it. Ask me in a channel of your cohort, and hand it in there.',
};

/** @throws Refusal when it cannot be handed in */
async function handedIn(tools: Tools, call: Call, question: string): Promise<Card> {
  const done = await askAuthors(tools, call, question);
  if (typeof done === 'string') throw new Refusal(NOT_ASKED[done]);
  if (done.decidedAt !== null)
    return card(text(md`Thank you. The authors know “${done.words}”, and plan no entry for it for now.`));
  return card(
    text('Thank you! I have handed your question to the authors, without your name.'),
    buttons(button(tellMe({ asked: done.id }), 'Tell me when there is an answer')),
    note('Nobody sees who asked. What I keep: `/privacy`.'),
  );
}

/** @throws Refusal for what is not there, or was asked elsewhere */
async function mine(tools: Tools, call: Call, id: string): Promise<void> {
  const found = await askedHere(tools, call, id);
  if (found === undefined || found.decidedAt !== null)
    throw new Refusal('That question is not on the list of this community any more.');
  // it makes them known, should they have deleted everything since
  if (found.foundAt !== null) throw new Refusal(md`I can answer that by now: ask me “${found.words}” again.`);
}
