/** The people of the fake Discord: they open cards with a command, and press the first button of each when told to. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { startFakeDiscord } from '../../tests/support/discord/fake.ts';
import { interactionJson } from '../../tests/support/discord/json.ts';
import { BOT, GENERAL, GUILD, type Interaction, type Message, TOKEN } from '../../tests/support/discord/world.ts';
import type { Bot } from './bot.ts';
import { inTime, inTurn } from './crowd.ts';
import type { Marks, Press } from './load.ts';
import type { Side } from './turns.ts';

export interface DiscordSideOptions {
  readonly name: string;
  /** Connects a bot to the fake. */
  start(fake: { readonly token: string; readonly apiUrl: string }): Promise<Bot>;
  /** The command that shows a card with buttons, for the nth person. */
  command(n: number): { readonly name: string; readonly options?: Readonly<Record<string, string>> };
  /** The command itself is what is pressed, not a button of its card. */
  readonly commandOnly?: boolean;
}

interface Flight {
  readonly interaction: Interaction;
  readonly marks: Marks;
  acknowledged: boolean;
}

/** A string option, as Discord numbers the types. */
const STRING = 3;

export async function discordSide({ name, start, command, commandOnly = false }: DiscordSideOptions): Promise<Side> {
  const fake = await startFakeDiscord();
  const { world } = fake;
  const flights = new Map<string, Flight>();
  let people = 0;

  // The moment that counts is the arrival of the call; what it did is known when the fake has answered it.
  fake.http.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    const at = performance.now();
    const [, id] = /\/(?:interactions\/|webhooks\/\d+\/token-)(\d+)/u.exec(request.url ?? '') ?? [];
    const flight = id === undefined ? undefined : flights.get(id);
    if (flight === undefined) return;
    response.once('finish', () => {
      const { interaction, marks } = flight;
      if (interaction.acknowledged !== undefined && !flight.acknowledged) {
        flight.acknowledged = true;
        marks.acknowledged(at);
      }
      if (interaction.outcome !== undefined && flights.delete(interaction.id)) marks.answered(at);
    });
  });

  function interact(given: Pick<Interaction, 'type' | 'user' | 'message'>, data: object, marks: Marks): Interaction {
    const id = world.newId();
    const interaction: Interaction = {
      id,
      token: `token-${id}`,
      channel: GENERAL,
      createdAt: world.now(),
      replayed: false,
      callbacks: 0,
      ...given,
    };
    world.interactions.set(id, interaction);
    flights.set(id, { interaction, marks, acknowledged: false });
    fake.gateway.dispatch('INTERACTION_CREATE', interactionJson(world, interaction, data), GUILD);
    return interaction;
  }

  function addPerson(): string {
    people += 1;
    const id = `7${String(people).padStart(17, '0')}`;
    world.users.set(id, { id, username: `learner${people}`, admin: false });
    return id;
  }

  async function openCard(): Promise<Press> {
    const user = addPerson();
    const { name: called, options = {} } = command(people);
    const given = Object.entries(options).map(([key, value]) => ({ name: key, type: STRING, value }));
    const ask = (marks: Marks): Interaction =>
      interact({ type: 2, user }, { id: '1', type: 1, name: called, options: given }, marks);
    if (commandOnly) return (marks) => void ask(marks);
    const shown = Promise.withResolvers<void>();
    const interaction = ask({ acknowledged: () => undefined, answered: () => shown.resolve() });
    await inTime(
      shown.promise,
      () => `${name} does not answer /${called}:\n${fake.complaints().join('\n')}\n${bot.output()}`,
    );
    const message = interaction.outcome?.kind === 'message' ? interaction.outcome.message : undefined;
    const button = message === undefined ? undefined : firstButton(message.components);
    if (message === undefined || button === undefined) throw new Error(`${name} shows no button for /${called}`);
    return (marks) => void interact({ type: 3, user, message: message.id }, pressOf(button), marks);
  }

  const bot = await start({ token: TOKEN, apiUrl: fake.url });
  return {
    name,
    bot,
    open: (count) => inTurn(count, openCard),
    complaints: () => fake.complaints(),
    tidy() {
      flights.clear();
      world.interactions.clear();
      world.messages.clear();
      world.refusals.length = 0;
      for (const id of world.users.keys()) if (id !== BOT) world.users.delete(id);
      fake.http.calls.length = 0;
      for (const session of fake.gateway.sessions) session.events.length = 0;
    },
    async stop() {
      await bot.stop();
      await fake.stop();
    },
  };
}

const pressOf = (customId: string): object => ({ component_type: 2, custom_id: customId });

type Components = Message['components'];
/** The press of the first button of a card, wherever it stands. */
function firstButton(components: Components): string | undefined {
  for (const component of components) {
    const found =
      component.type === 17 ? firstButton(component.components) : component.type === 1 ? inRow(component) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function inRow(row: Extract<Components[number], { type: 1 }>): string | undefined {
  for (const control of row.components) {
    if (control.type === 2 && 'custom_id' in control && control.disabled !== true) return control.custom_id;
  }
  return undefined;
}
