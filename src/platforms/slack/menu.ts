/** The menu and help of the one slash command, made from the catalog. */
import type { types } from '@slack/bolt';
import type { AnyCommand, Option } from '../../chat/command.ts';
import type { CommandText } from './command-text.ts';
import { menuActionId, plainText } from './controls.ts';
import { escapeSlack } from './mrkdwn.ts';
import type { DrawnMessage } from './render.ts';

/** Buttons in one row: more are hard to read. */
const ROW = 5;
const MOST_BUTTONS = 20;

export interface MenuOptions {
  readonly commands: ReadonlyMap<string, AnyCommand>;
  /** The slash command without its slash. */
  readonly command: string;
  /** Shows the staff commands too. */
  readonly admin: boolean;
}

/** Everything but a sub-command to run. A button runs its command, which asks for what it needs. */
export function drawMenu(asked: Exclude<CommandText, { kind: 'run' }>, options: MenuOptions): DrawnMessage {
  const all = [...options.commands.values()];
  const members = all.filter((one) => one.staff !== true);
  const staff = options.admin ? all.filter((one) => one.staff === true) : [];
  switch (asked.kind) {
    case 'menu':
      return message('What shall we do?', [
        ...list(members, options),
        ...staffList(staff, options),
        ...buttons(members),
      ]);
    case 'help': {
      const about = asked.about === undefined ? undefined : options.commands.get(asked.about);
      return about === undefined
        ? message('What I can do', [...list(members, options), ...staffList(staff, options), ...hints(options)])
        : message(`/${options.command} ${about.name}`, [
            ...list([about], options),
            ...optionList(about),
            ...buttons([about]),
          ]);
    }
    default:
      return asked satisfies never;
  }
}

const message = (title: string, blocks: types.KnownBlock[]): DrawnMessage => ({
  text: escapeSlack(title),
  blocks: [{ type: 'header', text: plainText(title.slice(0, 150)) }, ...blocks],
});

function list(commands: readonly AnyCommand[], { command }: MenuOptions): types.KnownBlock[] {
  if (commands.length === 0) return [];
  const elements = commands.map((one): types.RichTextSection => ({
    type: 'rich_text_section',
    elements: [
      { type: 'text', text: `/${command} ${usage(one)}`, style: { code: true } },
      { type: 'text', text: ` ${one.description}` },
    ],
  }));
  return [{ type: 'rich_text', elements: [{ type: 'rich_text_list', style: 'bullet', elements }] }];
}

const staffList = (staff: readonly AnyCommand[], options: MenuOptions): types.KnownBlock[] =>
  staff.length === 0
    ? []
    : [{ type: 'context', elements: [plainText('For admins of this workspace')] }, ...list(staff, options)];

/** `what is:… [share:yes|no]` */
function usage(command: AnyCommand): string {
  const parts = Object.entries(command.options).map(([name, option]) => {
    const text = `${name}:${sample(option)}`;
    return option.required === true ? text : `[${text}]`;
  });
  return [command.name, ...parts].join(' ').slice(0, 200);
}

function sample(option: Option): string {
  switch (option.kind) {
    case 'choice':
      return Object.keys(option.choices).slice(0, 4).join('|');
    case 'flag':
      return 'yes|no';
    case 'number':
      return `${option.min}–${option.max}`;
    case 'person':
      return '@name';
    case 'text':
      return '…';
    default:
      return option satisfies never;
  }
}

function optionList(command: AnyCommand): types.KnownBlock[] {
  const lines = Object.entries(command.options).map(([name, option]) => `${name}: ${option.description}`);
  return lines.length === 0 ? [] : [{ type: 'context', elements: [plainText(lines.join('\n').slice(0, 3_000))] }];
}

const hints = ({ command }: MenuOptions): types.KnownBlock[] => [
  {
    type: 'context',
    elements: [
      plainText(
        `Values of several words go in quotes, or last. /${command} help <name> says more. You can also mention me with a question, in threads too, or write to me directly.`,
      ),
    ],
  },
];

function buttons(commands: readonly AnyCommand[]): types.KnownBlock[] {
  const shown = commands.slice(0, MOST_BUTTONS);
  const rows: types.KnownBlock[] = [];
  for (let at = 0; at < shown.length; at += ROW) {
    const elements = shown.slice(at, at + ROW).map((one): types.Button => ({
      type: 'button',
      action_id: menuActionId(one.name),
      text: plainText(one.name.charAt(0).toUpperCase() + one.name.slice(1)),
    }));
    rows.push({ type: 'actions', elements });
  }
  return rows;
}
