/**
 * A Discord on loopback: HTTP and gateway, which the real discord.js client talks to. It refuses what Discord refuses
 * and writes down every refusal, and it fails on demand.
 */
import { type GatewaySide, startGateway } from './gateway.ts';
import { interactionRoutes } from './interactions.ts';
import { interactionJson, messageJson } from './json.ts';
import { botRoutes } from './routes.ts';
import { type Failure, type HttpSide, startHttp } from './server.ts';
import { BOT, GUILD, type Interaction, type Message, type User, World } from './world.ts';

export interface FakeDiscord {
  readonly world: World;
  readonly http: HttpSide;
  readonly gateway: GatewaySide;
  /** For `apiUrl`. */
  readonly url: string;
  addUser(name: string, admin?: boolean): User;
  /** The next calls of this kind fail. */
  fail(method: string, path: RegExp, failure: Failure, times?: number): void;
  /** A person does something that Discord tells the bot of. */
  interact(
    given: Pick<Interaction, 'type' | 'user' | 'channel'> & { readonly message?: string | undefined },
    data: unknown,
  ): Interaction;
  /** Delivers an interaction once more. */
  repeat(interaction: Interaction): void;
  /** A person writes a message. */
  say(user: string, channel: string, content: string): Message;
  /** Changes the words of a message, as its author does. */
  reword(message: Message, content: string): void;
  /**
   * What Discord reports as an update though nobody edited: a link unfurls, something is pinned. `whole`: with all of the
   * message, as it does today; else the bare change, as it may.
   */
  touch(message: Message, whole: boolean): void;
  /**
   * All that went wrong and was not asked for: refused calls, and interactions that nobody acknowledged within 3 s.
   * Read them when the conversation rests.
   */
  complaints(): string[];
  stop(): Promise<void>;
}

export async function startFakeDiscord(): Promise<FakeDiscord> {
  const world = new World();
  let gateway: GatewaySide | undefined;
  const payloads = new Map<string, unknown>();
  const guildOf = (channel: string): string | undefined => world.channel(channel).guild_id;
  const side = (): GatewaySide => {
    if (gateway === undefined) throw new Error('the gateway has not been started');
    return gateway;
  };
  const announce = (message: Message): void => {
    side().dispatch('MESSAGE_CREATE', withoutSecrets(messageJson(world, message)), guildOf(message.channel));
    world.changed();
  };
  const updated = (message: Update & { channel_id: string }): void => {
    side().dispatch('MESSAGE_UPDATE', withoutSecrets(message), guildOf(message.channel_id));
    world.changed();
  };
  const gatewayUrl = (): string => http.url.replace(/^http/u, 'ws').replace(/\/api$/u, '');
  const http: HttpSide = await startHttp(world, [
    ...botRoutes(world, { gatewayUrl, said: announce }),
    ...interactionRoutes(world),
  ]);
  gateway = startGateway(world, http.server, gatewayUrl);
  let people = 0;

  return {
    world,
    http,
    gateway,
    url: http.url,
    addUser(name, admin = false) {
      people += 1;
      const user: User = { id: `9000000000000001${String(people).padStart(2, '0')}`, username: name, admin };
      world.users.set(user.id, user);
      return user;
    },
    fail: (method, path, failure, times = 1) => void http.faults.push({ method, path, failure, times }),
    interact(given, data) {
      const id = world.newId();
      const interaction: Interaction = {
        id,
        token: `token-${id}`,
        createdAt: world.now(),
        replayed: false,
        callbacks: 0,
        ...given,
      };
      world.interactions.set(id, interaction);
      payloads.set(id, interactionJson(world, interaction, data));
      side().dispatch('INTERACTION_CREATE', payloads.get(id), guildOf(given.channel));
      return interaction;
    },
    repeat(interaction) {
      interaction.replayed = true;
      side().dispatch('INTERACTION_CREATE', payloads.get(interaction.id), guildOf(interaction.channel));
    },
    say(user, channel, content) {
      const message = world.store({
        channel,
        author: user,
        content,
        flags: 0,
        components: [],
        attachments: [],
        loading: false,
        allowed: {},
      });
      announce(message);
      return message;
    },
    reword(message, content) {
      message.content = content;
      message.edits += 1;
      updated(messageJson(world, message));
    },
    touch(message, whole) {
      const { id, channel_id, guild_id, ...rest } = messageJson(world, message);
      const embeds = [{ type: 'link', url: 'https://a.example' }];
      updated({ ...(whole && rest), id, channel_id, ...(guild_id !== undefined && { guild_id }), embeds });
    },
    complaints: () => [
      ...world.refusals,
      ...[...world.interactions.values()]
        .filter((one) => one.acknowledged === undefined)
        .map((one) => `interaction ${one.id} (type ${one.type}) was not acknowledged`),
    ],
    stop: async () => {
      await gateway?.stop();
      await http.close();
    },
  };
}

/** A message, or what is told of it. */
type Update = Omit<Partial<ReturnType<typeof messageJson>>, 'embeds'> & { readonly embeds?: readonly object[] };

/** Without the *Message Content* intent Discord sends a guild's words only where the bot is mentioned, or its own. */
function withoutSecrets(message: Update): object {
  if (message.author === undefined) return message;
  const readable =
    message.guild_id !== GUILD ||
    message.author.id === BOT ||
    message.mentions?.some((user) => user.id === BOT) === true;
  return readable ? message : { ...message, content: '', components: [], attachments: [] };
}
