/** Callbacks, follow-ups and edits by an interaction's token, with the times and orders that Discord insists on. */
import { messageJson } from './json.ts';
import { checkMessage, checkModal, invalid, parse } from './rules.ts';
import { type CallbackIn, callback, createMessage } from './schemas.ts';
import { edit } from './routes.ts';
import type { Call, Routes } from './server.ts';
import { ApiError, APPLICATION, BOT, EPHEMERAL, type Interaction, type Message, type World } from './world.ts';

/** Milliseconds to answer an interaction, and for which its token then holds. */
const ANSWER_WITHIN = 3_000;
const TOKEN_HOLDS = 900_000;

export function interactionRoutes(world: World): Routes[] {
  const open = (method: string, path: RegExp, run: Routes['run']): Routes => ({ method, path, bot: false, run });
  return [
    open('POST', /^\/interactions\/(\d+)\/([^/]+)\/callback$/u, (call, [id = '', token = '']) => {
      const interaction = world.interactions.get(id);
      if (interaction === undefined || interaction.token !== token) {
        throw new ApiError(404, 10_062, 'Unknown interaction');
      }
      interaction.callbacks += 1;
      respond(world, interaction, call);
    }),
    open('POST', /^\/webhooks\/(\d+)\/([^/]+)$/u, (call, params) => followUp(world, acknowledged(world, params), call)),
    open('PATCH', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/u, (call, params) => {
      const interaction = acknowledged(world, params);
      const message = original(world, interaction);
      const result = edit(world, message, call, true);
      interaction.outcome = { kind: 'message', message };
      return result;
    }),
    open('DELETE', /^\/webhooks\/(\d+)\/([^/]+)\/messages\/@original$/u, (_, params) => {
      const interaction = acknowledged(world, params);
      const message = original(world, interaction);
      message.gone = true;
      // a waiting message that goes away makes room for another answer
      if (!message.loading) interaction.outcome = { kind: 'gone' };
    }),
  ];
}

function acknowledged(world: World, [application, token]: readonly string[]): Interaction {
  const interaction = [...world.interactions.values()].find((one) => one.token === token);
  if (application !== APPLICATION || interaction?.acknowledged === undefined) {
    throw new ApiError(404, 10_015, 'Unknown Webhook');
  }
  if (world.now() - interaction.createdAt > TOKEN_HOLDS) throw new ApiError(401, 50_027, 'Invalid Webhook Token');
  return interaction;
}

function original(world: World, interaction: Interaction): Message {
  const message = world.messages.get(interaction.original ?? '');
  if (message === undefined || message.gone) throw new ApiError(404, 10_008, 'Unknown Message');
  return message;
}

function respond(world: World, interaction: Interaction, call: Call): void {
  if (world.now() - interaction.createdAt > ANSWER_WITHIN) throw new ApiError(404, 10_062, 'Unknown interaction');
  if (interaction.acknowledged !== undefined) {
    const error = new ApiError(400, 40_060, 'Interaction has already been acknowledged.');
    // a delivery that the test repeated is answered twice by right
    if (!interaction.replayed) world.refusals.push(`callback of ${interaction.id}: answered twice`);
    throw error;
  }
  const body = parse(callback, call.body);
  allowed(interaction, body);
  switch (body.type) {
    case 4: {
      const checked = checkMessage(world, body.data, call.files, { answer: true, edit: false });
      const message = world.store(messageOf(interaction, checked, false, body.data.allowed_mentions));
      interaction.original = message.id;
      interaction.outcome = { kind: 'message', message };
      break;
    }
    case 5: {
      const flags = body.data?.flags ?? 0;
      if ((flags & ~EPHEMERAL) !== 0) throw invalid('flags: only EPHEMERAL is allowed here');
      const waiting = { components: [], attachments: [], flags };
      interaction.original = world.store(messageOf(interaction, waiting, true, undefined)).id;
      break;
    }
    case 6:
      interaction.original = interaction.message;
      break;
    case 7: {
      interaction.original = interaction.message;
      const message = original(world, interaction);
      edit(world, message, { ...call, body: body.data }, true);
      interaction.outcome = { kind: 'message', message };
      break;
    }
    case 8:
      interaction.outcome = { kind: 'choices', choices: body.data.choices };
      break;
    case 9:
      checkModal(body.data);
      interaction.outcome = { kind: 'modal', modal: body.data };
      break;
    default:
      body satisfies never;
  }
  interaction.acknowledged = { type: body.type, at: world.now() };
}

/** Which answers Discord takes to which interactions. */
function allowed(interaction: Interaction, { type }: CallbackIn): void {
  const typing = interaction.type === 4;
  if (typing !== (type === 8))
    throw invalid(`type: ${type} does not answer an interaction of type ${interaction.type}`);
  if (type === 9 && interaction.type === 5) throw invalid('type: a modal does not answer a modal');
  if ((type === 6 || type === 7) && interaction.message === undefined) {
    throw invalid(`type: ${type} needs a message to change`);
  }
}

const messageOf = (
  interaction: Interaction,
  checked: ReturnType<typeof checkMessage>,
  loading: boolean,
  mentions: Message['allowed'] | undefined,
) => ({
  channel: interaction.channel,
  author: BOT,
  content: '',
  only: (checked.flags & EPHEMERAL) === 0 ? undefined : interaction.user,
  loading,
  allowed: mentions ?? {},
  ...checked,
});

function followUp(world: World, interaction: Interaction, call: Call): unknown {
  const body = parse(createMessage, call.body);
  const first = world.messages.get(interaction.original ?? '');
  if (first?.loading === true && !first.gone) {
    // the first message after a deferral takes its place, and its own EPHEMERAL flag is ignored
    const { flags = 0, nonce: _, enforce_nonce: __, message_reference: ___, ...rest } = body;
    const result = edit(world, first, { ...call, body: { ...rest, flags: flags & ~EPHEMERAL } }, true);
    interaction.outcome = { kind: 'message', message: first };
    return result;
  }
  const checked = checkMessage(world, body, call.files, { answer: true, edit: false });
  const message = world.store(messageOf(interaction, checked, false, body.allowed_mentions));
  interaction.outcome = { kind: 'message', message };
  return messageJson(world, message);
}
