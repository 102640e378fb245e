/** The least that discord.js can do: answers a command with a constant card, and a press by drawing the same card. */
import {
  Client,
  ComponentType,
  Events,
  GatewayIntentBits,
  type Interaction,
  type JSONEncodable,
  MessageFlags,
} from 'discord.js';
import type { APIMessageTopLevelComponent } from 'discord.js';
import { BUTTONS, EXPLANATION, QUESTION, REMARKS, STEM, VERDICT } from './constant.ts';
import { serve } from './member.ts';

export interface DiscordGiven {
  readonly token: string;
  readonly apiUrl: string;
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

async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isChatInputCommand()) {
    await interaction.reply({ flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral, components });
  } else if (interaction.isButton()) {
    await interaction.update({ flags: MessageFlags.IsComponentsV2, components });
  }
}

await serve(async ({ token, apiUrl }: DiscordGiven) => {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { api: apiUrl },
  });
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction).catch((error: unknown) => console.error(error));
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  return { url: '', stop: () => client.destroy() };
});
