/** Share-outs: a prompt opens a thread; who takes part is recorded, what they say is never graded. */
import { createHash } from 'node:crypto';
import { address, on, onForm, openForm } from '../chat/address.ts';
import { button, type Button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import type { Definitions } from '../chat/feature.ts';
import { typed } from '../chat/form.ts';
import { md, type Markdown } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { ask, Refusal, show } from '../chat/reply.ts';
import type { Call, LearnerId, Mailbox, MessageRef } from '../chat/request.ts';
import { meet } from '../classroom/meeting.ts';
import { mailboxOf } from '../classroom/people.ts';
import type { Sending } from '../outbox/send.ts';
import type { ShareOut } from '../content/schema.ts';
import type { Outbox } from '../outbox/index.ts';
import type { Letter, LetterKind, Mail, NewLetter, Unsent } from '../outbox/letter.ts';
import type { Discussion } from '../storage/lessons.ts';
import type { Tools } from '../tools.ts';

/** A discussion younger than this is joined, not doubled. Milliseconds. */
const SAME_DISCUSSION = 14 * 24 * 3_600_000;
const LONGEST_PART = 1_000;

const beginDiscussion = address('share.begin', { share: arg.id });
const joinDiscussion = address('share.join', { discussion: arg.id });
const sayPart = address('share.said', { discussion: arg.id });

/** The button that begins, or joins, a discussion. */
export const shareButton = (shareOut: string, style: 'main' | 'plain' = 'plain'): Button =>
  button(beginDiscussion({ share: shareOut }), 'Discuss it in this channel', style);

export function share(tools: Tools, outbox: Pick<Outbox, 'sendNow'>): Definitions {
  const { store } = tools;

  async function begin(call: Call, id: string): Promise<Card> {
    const { place, learner, direct } = call.caller;
    const shareOut = known(tools, id);
    if (direct) throw new Refusal('A discussion needs company: press this in a channel of your cohort.');
    const before = await store.lessons.recentDiscussion(shareOut.id, place, call.at - SAME_DISCUSSION);
    if (before !== undefined) return joinCard(shareOut, before.id);
    const discussion = { id: discussionId(place, shareOut.id, call.at), shareOut: shareOut.id, place };
    await store.lessons.createDiscussion(discussion, call.at);
    const outcome = await outbox.sendNow({
      key: `share-${discussion.id}`,
      kind: 'prompt',
      to: place,
      about: discussion.id,
      learner,
    });
    return stands(outcome)
      ? joinCard(shareOut, discussion.id)
      : card(text(md`**${shareOut.title}** is on its way into this channel: it appears in a minute or so.`));
  }

  async function say(call: Call, id: string, words: string): Promise<Card> {
    const { discussion } = await open(id, call);
    if (words === '') throw new Refusal('That was empty. Press the button again and write a sentence or two.');
    const { learner, name } = call.caller;
    await meet(tools, call);
    const outcome = await outbox.sendNow({
      key: partKey(call),
      kind: 'part',
      to: discussion.place as Mailbox,
      about: discussion.id,
      learner,
      words: md`**${name}:** ${words}`,
    });
    const told = stands(outcome)
      ? `Posted in the thread. ${takenPart(await store.lessons.participants(discussion.id))}`
      : 'Thank you. Your part is on its way: it appears in the thread in a minute or so.';
    return card(text(told));
  }

  /** A discussion that stands where the caller is. @throws Refusal */
  async function open(id: string, { caller }: Call) {
    const discussion = await store.lessons.findDiscussion(id);
    if (discussion === undefined || discussion.message === null || discussion.place !== caller.place)
      throw new Refusal('That discussion is gone. Its lesson can begin a new one.');
    return { discussion, shareOut: known(tools, discussion.shareOut) };
  }

  return {
    actions: [
      on(beginDiscussion, async ({ args, ...call }) => show(await begin(call, args.share), 'caller')),
      on(joinDiscussion, async ({ args, ...call }) => {
        const { shareOut } = await open(args.discussion, call);
        return ask(openForm(sayPart(args), partForm(shareOut)));
      }),
    ],
    forms: [
      onForm(sayPart, async ({ args, fields, ...call }) =>
        show(await say(call, args.discussion, typed(fields['text']).slice(0, LONGEST_PART)), 'caller'),
      ),
    ],
  };
}

/** What is posted of a discussion: its prompt, and everybody's part. */
export function shareMail(tools: Tools): Mail {
  const { lessons } = tools.store;

  async function gather(letters: readonly Letter[]): Promise<ReadonlyMap<string, About>> {
    const found = await Promise.all(letters.map((letter) => lessons.findDiscussion(letter.about)));
    return new Map(
      letters.flatMap((letter, index) => {
        const discussion = found[index];
        if (discussion === undefined) return [];
        const shareOut = tools.library.content.shareOuts.get(discussion.shareOut);
        return [[letter.id, { discussion, ...(shareOut && { shareOut }) }] as const];
      }),
    );
  }

  const prompt: LetterKind<About> = {
    kind: 'prompt',
    gather,
    pack: (_letter, { shareOut, discussion }) =>
      shareOut === undefined ? LEFT : { card: promptCard(shareOut, discussion.id) },
    sent: (_letter, message, { discussion }) => lessons.discussionPosted(discussion.id, message),
    async unsent(letter, end, { discussion, shareOut }) {
      await lessons.dropDiscussion(discussion.id); // so that it can be begun when the reason is mended
      return sorry(
        letter,
        end,
        md`I could not begin the discussion **${shareOut?.title ?? discussion.shareOut}**. ${end.why}`,
      );
    },
  };
  const part: LetterKind<About> = {
    kind: 'part',
    gather,
    pack: (letter, { discussion, shareOut }) =>
      discussion.message === null || shareOut === undefined
        ? LEFT
        : {
            card: card(text(letter.words)),
            under: discussion.message as MessageRef,
            threadTitle: shareOut.title,
          },
    async sent(letter, _message, { discussion }) {
      if (letter.learner !== null) await lessons.takePart(discussion.id, letter.learner, tools.now());
    },
    unsent: (letter, end, { discussion, shareOut }) =>
      sorry(
        letter,
        end,
        md`I could not post your part in **${shareOut?.title ?? discussion.shareOut}**. ${end.why}` +
          `\n\n${quoted(letter.words)}`,
      ),
  };
  const kept: LetterKind = { kind: 'sorry', pack: (letter) => ({ card: card(text(letter.words)) }) };
  return { letters: [prompt, part, kept] };
}

const LEFT = { not: 'The discussion is gone.' };

/** @throws Refusal */
function known({ library }: Tools, id: string): ShareOut {
  const found = library.content.shareOuts.get(id);
  if (found === undefined) throw new Refusal('That discussion is no longer part of the course.');
  return found;
}

interface About {
  readonly discussion: Discussion;
  /** Absent when it left the course since. */
  readonly shareOut?: ShareOut;
}

/** To whoever wished for what could not be posted, when they went away thinking that it would be. */
function sorry(letter: Letter, { heard }: Unsent, words: string): NewLetter | undefined {
  const { learner } = letter;
  if (heard || learner === null) return undefined;
  return { key: `x${letter.id}`.slice(0, 25), kind: 'sorry', to: mailboxOf(learner as LearnerId), learner, words };
}

/** Made from place and fortnight, so that two presses at once, or one delivered twice, begin one discussion. */
const discussionId = (place: string, shareOut: string, at: number): string =>
  createHash('sha256')
    .update(`${place} ${shareOut} ${Math.floor(at / SAME_DISCUSSION)}`)
    .digest('base64url')
    .slice(0, 14);

/** The same form sent twice posts once: the key is made from the event. */
const partKey = (call: Call): string => `s${Buffer.from(call.event).toString('base64url').slice(-22)}`;

const quoted = (words: Markdown): Markdown => `> ${words.replaceAll('\n', '\n> ')}`;

/** Whether it stands, or is on its way. @throws Refusal when it could not be posted */
function stands(outcome: Sending): boolean {
  if (outcome.kind === 'unsent') throw new Refusal(md`I could not post here. ${outcome.why}`);
  return outcome.kind === 'stands';
}

const takenPart = (n: number): string =>
  n === 1 ? 'You are the first to take part.' : `${n} people have taken part so far.`;

const partForm = (shareOut: ShareOut) => ({
  title: 'Your part',
  intro: 'It is posted in the thread under your name. There is no right or wrong here.',
  fields: {
    text: {
      kind: 'text' as const,
      label: 'What do you say?',
      long: true,
      required: true,
      max: LONGEST_PART,
      placeholder: shareOut.title,
    },
  },
  submit: 'Post it',
});

const partButton = (discussion: string): Button => button(joinDiscussion({ discussion }), 'Add my part', 'main');

const promptCard = (shareOut: ShareOut, id: string): Card =>
  card(
    title(shareOut.title),
    text(shareOut.prompt),
    note('Everybody is welcome, nothing is graded.'),
    buttons(partButton(id)),
  );

const joinCard = (shareOut: ShareOut, id: string): Card =>
  card(text(md`**${shareOut.title}** is in this channel, with a thread under it.`), buttons(partButton(id)));
