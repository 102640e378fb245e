/** `/help`: what Sous can do, read from the catalog itself. */
import { card, note, text, title } from '../chat/card.ts';
import { type AnyCommand, defineCommand } from '../chat/command.ts';
import type { Catalog, Definitions } from '../chat/feature.ts';
import { show } from '../chat/reply.ts';
import type { Tools } from '../tools.ts';
import { roleOf } from '../classroom/staff.ts';

/** `catalog` is asked for only when somebody needs help: by then it is complete. */
export function help(tools: Tools, catalog: () => Catalog): Definitions {
  return {
    commands: [
      defineCommand({
        name: 'help',
        description: 'What I can do.',
        options: {},
        run: async ({ caller }) => {
          const all = [...catalog().commands.values()];
          const staff = all.filter((command) => command.staff === true);
          return show(
            card(
              title('What I can do'),
              text(
                'I am Sous, a tutor for the back end of the web. Ask me a word in your own words, or use a command:',
              ),
              text(
                all
                  .filter((command) => command.staff !== true)
                  .map(line)
                  .join('\n'),
              ),
              staff.length > 0 &&
                (await roleOf(tools, caller)) !== 'member' &&
                text(`**For staff**\n\n${staff.map(line).join('\n')}`),
              note(
                'Commands answer only you, unless you share; a mention in a channel is answered there. Nothing is timed, and a wrong answer costs nothing.',
              ),
            ),
          );
        },
      }),
    ],
  };
}

const line = (command: AnyCommand): string => {
  const options = Object.keys(command.options).map((name) => ` ${name}:`);
  return `- \`/${command.staff === true ? 'tutor ' : ''}${command.name}${options.join('')}\` – ${command.description}`;
};
