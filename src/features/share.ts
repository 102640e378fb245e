/** Share-outs: a prompt opens a thread; who takes part is recorded, what they say is never graded. */
import { createHash } from 'node:crypto';
import { defineAction, defineForm, typed } from '../chat/action.ts';
import { button, type Button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import type { Call } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { PostError } from '../chat/platform.ts';
import { arg } from '../chat/press.ts';
import { ask, Refusal, show } from '../chat/reply.ts';
import type { Mailbox, MessageRef } from '../chat/request.ts';
import type { ShareOut } from '../content/schema.ts';
import type { Tools } from '../tools.ts';

/** A discussion younger than this is joined, not doubled. Milliseconds. */
const SAME_DISCUSSION = 14 * 24 * 3_600_000;

/** The button that begins, or joins, a discussion. */
export const shareButton = (shareOut: string): Button =>
  button({ id: 'share.begin', args: { share: shareOut } }, 'Discuss it in this channel');

export function share(tools: Tools): Definitions {
  const { library, store, post } = tools;

  const begin = defineAction({
    id: 'share.begin',
    args: { share: arg.id },
    run: async ({ args, ...call }) => {
      const shareOut = known(args.share);
      if (call.caller.direct) throw new Refusal('A discussion needs company: press this in a channel of your cohort.');
      const before = await store.lessons.recentDiscussion(shareOut.id, call.caller.place, call.at - SAME_DISCUSSION);
      if (before !== undefined) return show(joinCard(shareOut, before.id), 'caller');
      // made from place and fortnight, so that two presses at once, or one delivered twice, begin one discussion
      const fortnight = Math.floor(call.at / SAME_DISCUSSION);
      const id = createHash('sha256')
        .update(`${call.caller.place} ${shareOut.id} ${fortnight}`)
        .digest('base64url')
        .slice(0, 14);
      const fresh = await store.lessons.createDiscussion(
        { id, shareOut: shareOut.id, place: call.caller.place },
        call.at,
      );
      if (!fresh) return show(joinCard(shareOut, id), 'caller');
      try {
        const message = await posted(call.caller.place, promptCard(shareOut, id), `share-${id}`);
        await store.lessons.discussionPosted(id, message);
      } catch (error) {
        await store.lessons.dropDiscussion(id); // so that it can be begun when the reason is mended
        throw error;
      }
      return show(joinCard(shareOut, id), 'caller');
    },
  });
  const join = defineAction({
    id: 'share.join',
    args: { discussion: arg.id },
    run: async ({ args, caller }) => {
      const { shareOut } = await standing(args.discussion, caller);
      return ask(
        said.open(args, {
          title: 'Your part',
          intro: 'It is posted in the thread under your name. There is no right or wrong here.',
          fields: {
            text: {
              kind: 'text',
              label: 'What do you say?',
              long: true,
              required: true,
              max: 1_000,
              placeholder: shareOut.title,
            },
          },
          submit: 'Post it',
        }),
      );
    },
  });
  const said = defineForm({
    id: 'share.said',
    args: { discussion: arg.id },
    run: async ({ args, fields, ...call }) => {
      const { discussion, shareOut } = await standing(args.discussion, call.caller);
      const words = typed(fields['text']).slice(0, 1_000);
      if (words === '') throw new Refusal('That was empty. Press the button again and write a sentence or two.');
      const { learner, name, locale, community } = call.caller;
      await store.learners.meet({ learner, name, locale, community }, call.at);
      await posted(
        discussion.place,
        card(text(md`**${name}:** ${words}`)),
        shortKey(call),
        discussion.message,
        shareOut.title,
      );
      await store.lessons.takePart(discussion.id, learner, call.at);
      const n = await store.lessons.participants(discussion.id);
      return show(
        card(
          text(
            `Posted in the thread. ${n === 1 ? 'You are the first to take part.' : `${n} people have taken part so far.`}`,
          ),
        ),
        'caller',
      );
    },
  });

  /** The same form sent twice posts once: the key is made from the event. */
  const shortKey = (call: Call): string => `s${Buffer.from(call.event).toString('base64url').slice(-22)}`;

  function known(id: string): ShareOut {
    const found = library.content.shareOuts.get(id);
    if (found === undefined) throw new Refusal('That discussion is no longer part of the course.');
    return found;
  }

  async function standing(id: string, caller: Call['caller']) {
    const discussion = await store.lessons.findDiscussion(id);
    if (discussion === undefined || discussion.message === null || discussion.place !== caller.place)
      throw new Refusal('That discussion is gone. Its lesson can begin a new one.');
    return {
      discussion: { ...discussion, message: discussion.message as MessageRef },
      shareOut: known(discussion.shareOut),
    };
  }

  /** @throws Refusal with what an admin can do, when the platform will not have it. */
  async function posted(
    place: string,
    what: Card,
    key: string,
    under?: MessageRef,
    threadTitle?: string,
  ): Promise<MessageRef> {
    try {
      return await post.post(place as Mailbox, what, {
        key: key.slice(0, 25),
        ...(under !== undefined && { under }),
        ...(threadTitle !== undefined && { threadTitle }),
      });
    } catch (error) {
      if (error instanceof PostError)
        throw new Refusal(
          `I could not post here. ${error.advice === '' ? 'Please try again in a moment.' : error.advice}`,
        );
      throw error;
    }
  }

  const promptCard = (shareOut: ShareOut, id: string): Card =>
    card(
      title(shareOut.title),
      text(shareOut.prompt),
      note('Everybody is welcome, nothing is graded.'),
      buttons(button(join.press({ discussion: id }), 'Add my part', 'main')),
    );

  const joinCard = (shareOut: ShareOut, id: string): Card =>
    card(
      text(md`**${shareOut.title}** stands in this channel, with a thread under it.`),
      buttons(button(join.press({ discussion: id }), 'Add my part', 'main')),
    );

  return { actions: [begin, join], forms: [said] };
}
