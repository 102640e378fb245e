/** The stage on Discord: people act on the fake, and the real discord.js client carries it to Sous and back. */
import pino, { type Logger } from 'pino';
import { createDiscord, type DiscordOptions } from '../../../src/platforms/discord/index.ts';
import type { Boot, Person, Seen, Stage } from '../stage.ts';
import { type FakeDiscord, startFakeDiscord } from './fake.ts';
import { commandData, menuData, modalData, valueOf } from './payloads.ts';
import type { ModalIn } from './schemas.ts';
import { controls, type Control, type ModalField, modalFields, seenFile, seenMessage, seenModal } from './seen.ts';
import { BOT, GENERAL, type Interaction, type Message, TOKEN, type User } from './world.ts';

export interface DiscordPerson extends Person {
  readonly user: User;
  /** Says something in the common channel, with a mention of the bot in front. */
  mention(text: string): Promise<Seen>;
  /** The same person, acting in direct messages with the bot. */
  readonly inPrivate: DiscordPerson;
}
export interface DiscordStage extends Stage {
  readonly fake: FakeDiscord;
  person(name: string, options?: { readonly admin?: boolean }): DiscordPerson;
  /** Refused calls and unacknowledged interactions so far. */
  complaints(): readonly string[];
  /** The fields of a form that was seen to open, with what they take. */
  fieldsOf(seen: Seen): readonly ModalField[];
  /** The message behind what was seen. */
  messageOf(seen: Seen): Message;
}
export interface DiscordStageOptions extends Partial<Omit<DiscordOptions, 'token' | 'apiUrl'>> {
  /** Milliseconds after which a person gives up waiting for an answer; 5,000 unless said. */
  readonly answerWithin?: number;
}

/** Silent unless a test wants to read it. */
const silent: Logger = pino({ level: 'silent' });

export async function discordStage(
  boot: Boot,
  { answerWithin, ...options }: DiscordStageOptions = {},
): Promise<DiscordStage> {
  const fake = await startFakeDiscord();
  const { world } = fake;
  const shown = new WeakMap<Seen, string>();
  const opened = new WeakMap<Seen, ModalIn>();
  const start = async () => boot(createDiscord({ log: silent, ...options, token: TOKEN, apiUrl: fake.url }));
  let sous = await start();
  let stopped: Promise<void> | undefined;

  const see = (message: Message): Seen => {
    const seen = seenMessage(world, message);
    shown.set(seen, message.id);
    return seen;
  };
  const messageOf = (seen: Seen): Message => {
    const message = world.messages.get(shown.get(seen) ?? '');
    if (message === undefined) throw new Error('this was never seen as a message here');
    return message;
  };

  /** The common channel, or a thread in it. */
  const isCommon = (channel: string): boolean => channel === GENERAL || world.channel(channel).parent_id === GENERAL;

  function person(name: string, user: User, channel: string): Omit<DiscordPerson, 'inPrivate'> {
    let last: Message | undefined;
    let open: { readonly modal: ModalIn; readonly message: string | undefined } | undefined;
    let latest: Interaction | undefined;

    const act = async (given: { type: 2 | 3 | 4 | 5; message?: string | undefined }, data: unknown) => {
      // what is pressed stands where its message does
      const where = (given.message === undefined ? undefined : world.messages.get(given.message))?.channel ?? channel;
      const interaction = fake.interact({ user: user.id, channel: where, ...given }, data);
      latest = interaction;
      return {
        interaction,
        outcome: await world.until(`an answer to ${name}`, () => interaction.outcome, answerWithin),
      };
    };
    const settle = async (given: { type: 2 | 3 | 5; message?: string | undefined }, data: unknown): Promise<Seen> => {
      const { outcome, interaction } = await act(given, data);
      switch (outcome.kind) {
        case 'message':
          last = outcome.message;
          return see(outcome.message);
        case 'modal': {
          open = { modal: outcome.modal, message: given.message };
          const seen = seenModal(outcome.modal);
          opened.set(seen, outcome.modal);
          return seen;
        }
        case 'gone':
          return { text: '', buttons: [], picks: [], pictures: [], private: false, gone: true };
        default:
          throw new Error(`${outcome.kind} does not answer ${interaction.id}`);
      }
    };
    const control = (on: Seen | undefined, what: string, fits: (one: Control) => boolean): [Message, Control] => {
      const message = on === undefined ? last : messageOf(on);
      if (message === undefined || message.gone) throw new Error(`${name} sees no message with ${what}`);
      const found = controls(world, message).filter(fits);
      const [only] = found.filter((one) => one.label === what).concat(found);
      if (only === undefined || (found.length > 1 && only.label !== what)) {
        const there = controls(world, message).map((one) => one.label);
        throw new Error(`${name} finds no "${what}" among: ${there.join(', ')}`);
      }
      return [message, only];
    };
    const heard = async (said: Message): Promise<Seen> => {
      const reply = await world.until(`an answer to what ${name} said`, () =>
        [...world.messages.values()].find((one) => one.author === BOT && one.replyTo === said.id),
      );
      last = reply;
      return see(reply);
    };

    return {
      name,
      user,
      command: async (command, given = {}) => settle({ type: 2 }, commandData(fake, command, given)),
      say: async (text) => heard(fake.say(user.id, world.direct(user.id).id, text)),
      mention: async (text) => heard(fake.say(user.id, channel, `<@${BOT}> ${text}`)),
      async press(label, on) {
        const [message, button] = control(on, label, (one) => one.type === 2 && one.label.startsWith(label));
        return settle({ type: 3, message: message.id }, { component_type: 2, custom_id: button.customId });
      },
      async pick(list, labels, on) {
        const [message, select] = control(on, list, (one) => one.type !== 2 && one.label.startsWith(list));
        const values = labels.map((label) => valueOf(select.options, label));
        const data = { component_type: select.type, custom_id: select.customId, values, resolved: {} };
        return settle({ type: 3, message: message.id }, data);
      },
      async submit(filled) {
        if (open === undefined) throw new Error(`${name} has no form open`);
        const { modal, message } = open;
        open = undefined;
        return settle({ type: 5, message }, modalData(fake, modal, filled));
      },
      async download(file, on) {
        const message = on === undefined ? last : messageOf(on);
        if (message === undefined || message.gone || ![undefined, user.id].includes(message.only)) {
          throw new Error(`${name} sees no such message`);
        }
        return seenFile(message, file);
      },
      explain: async (author, text) => {
        const writer = [...world.users.values()].find((one) => one.username === author.name);
        const message = fake.say(writer?.id ?? user.id, channel, text);
        return settle({ type: 2 }, menuData(fake, 'Explain this', message));
      },
      async repeat() {
        if (latest === undefined) throw new Error(`${name} has done nothing yet`);
        const before = latest.callbacks;
        const again = latest;
        fake.repeat(again);
        await fake.gateway.settle();
        // Whoever notices the repetition does not answer at all: a short while without an answer is the answer.
        await world
          .until('a second answer', () => (again.callbacks > before ? true : undefined), 150)
          .catch(() => true);
      },
      async suggestions(command, option, typed) {
        const data = commandData(fake, command, {}, { option, typed });
        const { outcome } = await act({ type: 4 }, data);
        return outcome.kind === 'choices' ? outcome.choices.map((choice) => choice.name) : [];
      },
    };
  }

  return {
    name: 'discord',
    fake,
    person(name, { admin = false } = {}) {
      const user = fake.addUser(name, admin);
      const inPrivate = person(name, user, world.direct(user.id).id);
      const direct: DiscordPerson = {
        ...inPrivate,
        get inPrivate() {
          return direct;
        },
      };
      return { ...person(name, user, GENERAL), inPrivate: direct };
    },
    channel: async () =>
      [...world.messages.values()]
        .filter(
          (one) => isCommon(one.channel) && one.author === BOT && one.only === undefined && !one.gone && !one.loading,
        )
        .map(see),
    async restart() {
      await sous.stop();
      sous = await start();
    },
    stop: async () => {
      stopped ??= sous.stop().then(async () => fake.stop());
      return stopped;
    },
    complaints: () => fake.complaints(),
    fieldsOf: (seen) => {
      const modal = opened.get(seen);
      return modal === undefined ? [] : modalFields(modal);
    },
    messageOf,
  };
}
