/** `/help`: what Sous can do, read from the catalog itself; what is wanted most is a button. */
import { address, on } from '../chat/address.ts';
import { again } from '../chat/again.ts';
import { type Block, button, type Button, buttons, card, note, text, title } from '../chat/card.ts';
import type { AnyCommand } from '../chat/command.ts';
import { defineCommand } from '../chat/command.ts';
import type { Catalog, Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { show } from '../chat/reply.ts';
import type { Tools } from '../tools.ts';
import { roleOf } from '../classroom/staff.ts';
import { staffOnly } from './staff/role.ts';

/** What most people want, and what staff want, by their commands. */
const FIRST = {
  next: 'What is next for me',
  quiz: 'Take a quiz',
  learn: 'All lessons',
  progress: 'My progress',
} as const;
const FIRST_OF_STAFF = {
  setup: 'The daily question',
  health: 'Will the next drop come?',
  queue: 'The next questions',
  reports: 'What members reported',
  pulse: 'How the cohort does',
} as const;

/** Staff's commands, which are a list of their own. */
const showStaff = address('help.staff', {});

/** `catalog` is asked for only when somebody needs help: by then it is complete. */
export function help(tools: Tools, catalog: () => Catalog): Definitions {
  const commands = (staff: boolean): readonly AnyCommand[] =>
    [...catalog().commands.values()].filter((command) => (command.staff === true) === staff);
  return {
    introduction: tools.library.content.course,
    commands: [
      defineCommand({
        name: 'help',
        description: 'What I can do.',
        options: {},
        run: async ({ caller }) => {
          const isStaff = commands(true).length > 0 && (await roleOf(tools, caller)) !== 'member';
          return show(
            card(
              title('What I can do'),
              text(
                md`I am Sous, a tutor for ${tools.library.content.course.subject}. Ask me a word in your own words, or begin here:`,
              ),
              runs(commands(false), FIRST, isStaff ? [button(showStaff(), 'For staff')] : []),
              text(`**All commands**\n\n${listed(commands(false))}`),
              note(
                'Commands answer only you, unless you share; a mention in a channel is answered there. Nothing is timed, and a wrong answer costs nothing.',
              ),
            ),
          );
        },
      }),
    ],
    actions: [
      on(showStaff, async ({ caller }) => {
        await staffOnly(tools, caller);
        const all = commands(true);
        return show(card(title('For staff'), runs(all, FIRST_OF_STAFF), text(listed(all))), 'caller');
      }),
    ],
  };
}

/** Those of them that are there, as buttons. */
function runs(
  all: readonly AnyCommand[],
  labels: Readonly<Record<string, string>>,
  more: readonly Button[] = [],
): Block | undefined {
  const found = Object.entries(labels).flatMap(([name, label], at): readonly Button[] => {
    const press = all.some((command) => command.name === name) ? again(name) : undefined;
    return press === undefined ? [] : [button(press, label, at === 0 ? 'main' : 'plain')];
  });
  return buttons(...found, ...more);
}

// what a command asks for it asks for itself
const listed = (all: readonly AnyCommand[]): string =>
  all
    .map(({ name, staff, description }) => `- \`/${staff === true ? 'tutor ' : ''}${name}\` – ${description}`)
    .join('\n');
