/**
 * The least that discord.js can do: answers a command with a constant card, and a press by drawing the same card. With a
 * database, a press waits for two statements that do nothing first: what an answer that is stored cannot cost less than.
 */
import {
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  type Interaction,
  type JSONEncodable,
  MessageFlags,
  MessagePayload,
  type RepliableInteraction,
} from 'discord.js';
import type { APIMessageTopLevelComponent } from 'discord.js';
import postgres from 'postgres';
import { BUTTONS, EXPLANATION, QUESTION, REMARKS, STEM, VERDICT } from './constant.ts';
import { serve } from './member.ts';

export interface DiscordGiven {
  readonly token: string;
  readonly apiUrl: string;
  readonly databaseUrl?: string;
}

const text = (content: string) => ({ type: ComponentType.TextDisplay, content }) as const;
const components: (APIMessageTopLevelComponent | JSONEncodable<APIMessageTopLevelComponent>)[] = [
  {
    type: ComponentType.Container,
    accent_color: 0x2e_8b_57,
    components: [
      ...[`-# ${QUESTION}`, STEM, VERDICT, REMARKS, EXPLANATION].map(text),
      {
        type: ComponentType.ActionRow,
        components: BUTTONS.map(({ id, label }) => ({ type: ComponentType.Button, style: 1, label, custom_id: id })),
      },
    ],
  },
];

/** As the library writes it, without two empty fields that the fake, which knows only what Sous sends, would refuse. */
function payloadOf(interaction: RepliableInteraction, flags: number): MessagePayload {
  const payload = MessagePayload.create(interaction, { flags, components }).resolveBody();
  const body = payload.body as Record<string, unknown>;
  delete body['tts'];
  delete body['enforce_nonce'];
  return payload;
}

async function answer(interaction: Interaction, wait: () => Promise<unknown>): Promise<void> {
  if (interaction.isChatInputCommand()) {
    await interaction.reply(payloadOf(interaction, MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral));
  } else if (interaction.isButton()) {
    await wait();
    await interaction.update(payloadOf(interaction, MessageFlags.IsComponentsV2));
  }
}

await serve(async ({ token, apiUrl, databaseUrl }: DiscordGiven) => {
  const sql = databaseUrl === undefined ? undefined : postgres(databaseUrl, { max: 10, onnotice: () => undefined });
  const wait = async (): Promise<void> => {
    if (sql === undefined) return;
    for (const n of [1, 2]) await sql`select ${n}::integer`;
  };
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { api: apiUrl },
  });
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction, wait).catch((error: unknown) => console.error(error));
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  return {
    url: '',
    stop: async () => {
      await client.destroy();
      await sql?.end();
    },
  };
});
