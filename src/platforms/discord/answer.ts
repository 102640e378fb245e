/**
 * Answers interactions: the only place that acknowledges. The app gets 1.5 s to reply, so that the common case is one
 * call and a form can still open as the first answer; after that the interaction is deferred with the audience that
 * the route declared, and the reply is delivered when it comes. Nothing that goes wrong here reaches the client.
 */
import {
  type APIInteraction,
  type APIInteractionResponse,
  DiscordAPIError,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
} from 'discord.js';
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import { type Card, card, note, text } from '../../chat/card.ts';
import { escape } from '../../chat/markdown.ts';
import { type Audience, type Reply, show } from '../../chat/reply.ts';
import { span, traced } from '../../chat/trace.ts';
import { within } from '../../chat/within.ts';
import type { MessageBody, Rendered } from './body.ts';
import { whyLost } from './errors.ts';
import { renderForm } from './form.ts';
import { RenderProblem } from './limits.ts';
import type { CommandIds } from './mentions.ts';
import { FILE_HOSTS, type Read, readInteraction, type Typing } from './read.ts';
import { renderCard } from './render.ts';
import type { Wire } from './wire.ts';

/** Milliseconds to wait for the app before deferring: half of Discord's 3 s, so that the other half is for the way. */
export const PATIENCE = 1_500;
/** Milliseconds to wait for suggestions; an empty list is better than Discord's error text. */
const SUGGEST_PATIENCE = 2_000;

export interface AnswerTools {
  readonly app: Pick<App, 'handle' | 'audienceOf' | 'suggest'>;
  readonly wire: Wire;
  readonly log: Logger;
  /** Milliseconds; `PATIENCE` unless said. */
  readonly patience?: number;
  /** Hosts from which files in forms are fetched; Discord's own unless said. */
  readonly files?: readonly string[];
  /** Commands that can be tapped; they are known when they are registered. */
  readonly commands?: CommandIds;
}

type Answerable = Exclude<Read, Typing>;

/** One interaction on its way to an answer. */
interface Case {
  readonly tools: AnswerTools;
  readonly interaction: APIInteraction;
  readonly request: Answerable;
  /** There is a message that the answer may change: the one that was pressed, or from which the form was opened. */
  readonly onMessage: boolean;
}

/** Never rejects. */
export async function answer(tools: AnswerTools, interaction: APIInteraction): Promise<void> {
  try {
    const { files: hosts = FILE_HOSTS, log } = tools;
    const onFault = (error: unknown): void =>
      log.warn({ interaction: interaction.id, err: error }, 'a file of a form could not be had');
    const request = readInteraction(interaction, { hosts, onFault });
    if (request === undefined) {
      tools.log.warn({ type: interaction.type }, 'Discord sent a kind of interaction that Sous does not know');
    } else if (request.kind === 'typing') {
      await suggest(tools, interaction, request);
    } else {
      const onMessage = interaction.type !== InteractionType.ApplicationCommand && interaction.message !== undefined;
      await answerRequest({ tools, interaction, request, onMessage });
    }
  } catch (error) {
    tell(tools.log, interaction, error);
  }
}

/** Says once, and in words, why somebody will not see an answer. */
function tell(log: Logger, interaction: APIInteraction, error: unknown): void {
  const lost = whyLost(error);
  const at = { interaction: interaction.id, guild: interaction.guild_id, channel: interaction.channel?.id };
  if (lost === undefined) log.error({ ...at, err: error }, 'an interaction could not be answered');
  else log.warn({ ...at, reason: lost }, 'the answer to an interaction is lost');
}

const answerRequest = async (at: Case): Promise<void> => traced(async () => answerTraced(at));

async function answerTraced(at: Case): Promise<void> {
  const { app, patience = PATIENCE } = at.tools;
  const reply = app.handle(at.request);
  const first = await within(reply, patience, () => undefined);
  if (first !== undefined) {
    await span('sent', 'drawn for Discord and sent', async () => drawn(at, first, (drawable) => now(at, drawable)));
    return;
  }
  const audience = app.audienceOf(at.request);
  await at.tools.wire.callback(at.interaction, deferral(at, audience));
  const final = await reply;
  await span('sent', 'drawn for Discord and sent', async () =>
    drawn(at, final, (drawable) => later(at, drawable, audience)),
  );
}

/**
 * Delivers a reply; one that cannot be drawn, or that Discord refuses for its form, is a bug: it is logged with the
 * interaction's id, and the person is told that very id instead of Discord's "did not respond".
 */
async function drawn(at: Case, reply: Reply, deliver: (reply: Reply) => Promise<void>): Promise<void> {
  try {
    await deliver(reply);
  } catch (error) {
    const refused = error instanceof DiscordAPIError && error.status === 400 && whyLost(error) === undefined;
    if (!refused && !(error instanceof RenderProblem)) throw error;
    at.tools.log.error({ interaction: at.interaction.id, err: error }, 'a reply could not be shown on Discord');
    await deliver(show(notDrawn(at.interaction.id), 'caller'));
  }
}

/** `key`: what the message can be found by. */
const drawIn = ({ tools: { commands } }: Case, card: Card, key?: string): Rendered =>
  renderCard(card, { ...(commands !== undefined && { commands }), ...(key !== undefined && { key }) });

/** One call, no acknowledgement before it. */
async function now(at: Case, reply: Reply): Promise<void> {
  const { wire } = at.tools;
  const send = (body: APIInteractionResponse, files?: Rendered['files']): Promise<void> =>
    wire.callback(at.interaction, body, files);
  switch (reply.kind) {
    case 'ask':
      if (at.request.kind === 'form') return now(at, show(formAfterForm(reply), 'caller'));
      return send({ type: InteractionResponseType.Modal, data: renderForm(reply.form) });
    case 'redraw': {
      if (!at.onMessage) return now(at, show(reply.card));
      const { body, files } = drawIn(at, reply.card);
      return send({ type: InteractionResponseType.UpdateMessage, data: responseData(body) }, files);
    }
    case 'show': {
      const { body, files } = drawIn(at, reply.card);
      const seen = withAudience(at, body, reply.audience ?? at.tools.app.audienceOf(at.request));
      return send({ type: InteractionResponseType.ChannelMessageWithSource, data: responseData(seen) }, files);
    }
    case 'remove':
      await send(deferral(at, 'caller'));
      return wire.deleteOriginal(at.interaction);
    case 'nothing':
      return send({ type: InteractionResponseType.DeferredMessageUpdate });
    default:
      return reply satisfies never;
  }
}

/** After a deferral that was made for `declared`. */
async function later(at: Case, reply: Reply, declared: Audience): Promise<void> {
  const { wire, log } = at.tools;
  switch (reply.kind) {
    case 'ask':
      // A form can only be the first answer. The work is done and remembered, so a second press is quick.
      log.warn({ interaction: at.interaction.id }, 'a form came too late to be opened: what asks for it is too slow');
      return later(at, show(formTooLate(at), 'caller'), declared);
    case 'redraw': {
      const { body, files } = drawIn(at, reply.card);
      return wire.editOriginal(at.interaction, body, files);
    }
    case 'show': {
      const { body, files } = drawIn(at, reply.card, at.interaction.id);
      const audience = reply.audience ?? declared;
      if (at.onMessage) return wire.followUp(at.interaction, withAudience(at, body, audience), files);
      if (audience === declared || at.request.caller.direct) return wire.editOriginal(at.interaction, body, files);
      // Who sees the waiting message is fixed by the deferral, and the first follow-up would take its place: away first.
      await wire.deleteOriginal(at.interaction);
      return wire.followUp(at.interaction, withAudience(at, body, audience), files);
    }
    case 'remove':
      return wire.deleteOriginal(at.interaction);
    case 'nothing':
      return undefined; // the deferral was an answer already
    default:
      return reply satisfies never;
  }
}

/** "Please wait": a new message that says so, or, on a message, nothing that can be seen. */
const deferral = (at: Case, audience: Audience): APIInteractionResponse =>
  at.onMessage
    ? { type: InteractionResponseType.DeferredMessageUpdate }
    : {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags: audienceFlag(at, audience) },
      };

/** In a direct message nobody else reads, and a message marked as private would vanish when Discord is restarted. */
const audienceFlag = (at: Case, audience: Audience): number =>
  audience === 'caller' && !at.request.caller.direct ? MessageFlags.Ephemeral : 0;

const withAudience = (at: Case, body: MessageBody, audience: Audience): MessageBody => ({
  ...body,
  flags: body.flags | audienceFlag(at, audience),
});

type ResponseData = Extract<APIInteractionResponse, { type: InteractionResponseType.ChannelMessageWithSource }>['data'];
/** Our bodies are read-only; the library's type of the same JSON is not. */
const responseData = (body: MessageBody): ResponseData => body as unknown as ResponseData;

async function suggest(tools: AnswerTools, interaction: APIInteraction, typing: Typing): Promise<void> {
  const { app, wire, log } = tools;
  const found = app.suggest(typing.caller, typing.command, typing.option, typing.typed).catch((error: unknown) => {
    log.error({ err: error, command: typing.command, option: typing.option }, 'suggestions failed');
    return [];
  });
  const seen = new Set<string>();
  const choices = ((await within(found, SUGGEST_PATIENCE, () => undefined)) ?? [])
    .filter(({ label, value }) => label.trim() !== '' && value !== '' && !seen.has(label) && seen.add(label))
    .slice(0, 25)
    .map(({ label, value }) => ({ name: label.slice(0, 100), value: value.slice(0, 100) }));
  const type = InteractionResponseType.ApplicationCommandAutocompleteResult as const;
  await wire.callback(interaction, { type, data: { choices } });
}

const formTooLate = (at: Case): Card =>
  card(
    text(
      at.request.kind === 'command'
        ? 'I was too slow to open the form. Please run the command again: it will be quicker now.'
        : 'I was too slow to open the form. Please press again: it will be quicker now.',
    ),
  );

/** Discord opens no form as the answer to a form, so its questions are said instead. */
function formAfterForm({ form }: Extract<Reply, { kind: 'ask' }>): Card {
  const missing = Object.values(form.fields).filter((field) => field.required === true);
  const names = missing.map((field) => escape(field.label)).join(', ');
  return card(
    text(`Something is still missing${names === '' ? '' : `: ${names}`}. Please run it again and fill it in.`),
  );
}

const notDrawn = (id: string): Card =>
  card(
    text('I have an answer, but I could not show it here. That is a fault of mine, not of yours.'),
    note(`If it keeps happening, tell whoever runs me this number: \`${id}\``),
  );
