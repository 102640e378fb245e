/** Answers what people say: direct messages, and messages that mention the bot. */
import { type GatewayMessageCreateDispatchData, MessageFlags, type REST, Routes, type Snowflake } from 'discord.js';
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import { type Card, card, note, text } from '../../chat/card.ts';
import { insist, type Patience } from '../../chat/insist.ts';
import type { Reply } from '../../chat/reply.ts';
import type { SaidRequest } from '../../chat/request.ts';
import { PATIENCE } from './answer.ts';
import type { Rendered } from './body.ts';
import { CODES, codeOf, troubleOf, whyLost } from './errors.ts';
import { RenderProblem } from './limits.ts';
import type { CommandIds } from './mentions.ts';
import { renderCard } from './render.ts';

export interface TalkTools {
  readonly app: Pick<App, 'handle'>;
  readonly rest: REST;
  readonly clock: Patience;
  /** What we have said in a channel in answer to this message. @throws discord.js's errors */
  seek(channel: Snowflake, to: Snowflake): Promise<unknown>;
  readonly log: Logger;
  /** Milliseconds until *is typing…* is shown. */
  readonly patience?: number;
  /** Commands that can be tapped. */
  readonly commands?: CommandIds;
}

/** Never rejects. `edited`: it may have been answered before it was edited, by this process or another. */
export async function talk(
  tools: TalkTools,
  message: GatewayMessageCreateDispatchData,
  request: SaidRequest,
  edited = false,
): Promise<void> {
  const { app, rest, log, patience = PATIENCE } = tools;
  if (edited && (await answeredBefore(tools, message))) return;
  const typing = setTimeout(() => {
    rest
      .post(Routes.channelTyping(message.channel_id))
      .catch((error: unknown) => log.debug({ err: error }, 'could not show that the bot is typing'));
  }, patience);
  try {
    const drawn = draw(tools, message.id, await app.handle(request));
    if (drawn !== undefined) await reply(tools, message, drawn);
  } catch (error) {
    const at = { message: message.id, channel: message.channel_id, guild: message.guild_id };
    const reason = whyLost(error);
    if (reason === undefined) log.error({ ...at, err: error }, 'a message could not be answered');
    else log.warn({ ...at, reason }, 'the answer to a message is lost');
  } finally {
    clearTimeout(typing);
  }
}

/** Also when nobody can tell: people can mention us again, but an answer too many stays. */
async function answeredBefore({ seek, clock, log }: TalkTools, { id, channel_id }: Said): Promise<boolean> {
  try {
    const look = async (): Promise<unknown> => seek(channel_id, id);
    return (await insist(look, { ...clock, trouble: troubleOf, deed: 'set', wait: 'answer' })) !== undefined;
  } catch (error) {
    log.warn({ message: id, channel: channel_id, err: error }, 'not known whether an edited message was answered');
    return true;
  }
}

type Said = Pick<GatewayMessageCreateDispatchData, 'id' | 'channel_id'>;

function draw({ log, commands }: TalkTools, id: string, reply: Reply): Rendered | undefined {
  switch (reply.kind) {
    case 'show':
    case 'redraw':
      try {
        return renderCard(reply.card, { key: id, ...(commands !== undefined && { commands }) });
      } catch (error) {
        if (!(error instanceof RenderProblem)) throw error;
        log.error({ message: id, err: error }, 'a reply could not be shown on Discord');
        return renderCard(
          card(
            text('I have an answer, but I could not show it here. That is a fault of mine, not of yours.'),
            note(`If it keeps happening, tell whoever runs me this number: \`${id}\``),
          ),
        );
      }
    case 'ask':
      return renderCard(NEEDS_FORM);
    case 'remove':
    case 'nothing':
      return undefined;
    default:
      return reply satisfies never;
  }
}

const NEEDS_FORM: Card = card(
  text('That needs a form, and forms open only from commands and buttons. `/help` lists what I can do.'),
);

/**
 * The nonce is the id of the message that is answered: a message delivered twice, or an answer sent again after an
 * error, gives one answer, also where the channel's history may not be read. Everybody in the channel can read it, for
 * only interactions can be answered privately.
 */
async function reply(tools: TalkTools, message: GatewayMessageCreateDispatchData, drawn: Rendered): Promise<void> {
  const { rest, clock, seek } = tools;
  const repeating = { ...clock, trouble: troubleOf, wait: 'answer' } as const;
  const send = async (channel: Snowflake, body: object): Promise<unknown> =>
    insist(
      async () =>
        rest.post(Routes.channelMessages(channel), {
          body: { ...drawn.body, nonce: message.id, enforce_nonce: true, ...body },
          files: [...drawn.files],
        }),
      { ...repeating, deed: 'tell', look: async () => seek(channel, message.id) },
    );
  try {
    await send(message.channel_id, {
      allowed_mentions: { parse: [], replied_user: false },
      message_reference: { message_id: message.id, fail_if_not_exists: false },
    });
  } catch (error) {
    const silenced = codeOf(error) === CODES.missingPermissions || codeOf(error) === CODES.missingAccess;
    if (!silenced || message.guild_id === undefined) throw error;
    // Mentioned where it may not write: the person gets the answer, and the reason, in a direct message.
    const open = async (): Promise<unknown> =>
      rest.post(Routes.userChannels(), { body: { recipient_id: message.author.id } });
    const { id } = (await insist(open, { ...repeating, deed: 'set' })) as { id: string };
    const why = {
      type: 10,
      content: `-# You asked me in <#${message.channel_id}>, where I am not allowed to write. An admin can give me *Send Messages* there.`,
    };
    await send(id, {
      components: [...drawn.body.components, why],
      flags: drawn.body.flags | MessageFlags.SuppressNotifications,
    });
  }
}
