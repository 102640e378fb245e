/** Buttons and pick lists as Block Kit elements, and what their action ids mean when they come back. */
import type { types } from '@slack/bolt';
import type { Block, Button, Pick, PickOption } from '../../chat/card.ts';
import { decodePress, encodePress, type Press } from '../../chat/press.ts';
import { readPlace } from './ids.ts';

/**
 * The action id carries the press itself (at most 100 characters; Slack takes 255), because select menus have no value
 * of their own. A prefix ending in `!`, which no press can have, marks what is not simply a press.
 */
const PREFIX = {
  /** A link: Slack reports its clicks too, and waits for an acknowledgement. */
  link: 'link!',
  /** A list of which several can be picked: it reports every change, so the press waits for its Done button. */
  list: 'list!',
  done: 'done!',
  /** A command named in the menu. */
  menu: 'menu!',
  /** A text field with type-ahead: `suggest!<command>.<option>`. */
  suggest: 'suggest!',
} as const;

export type Control =
  | { readonly kind: 'press'; readonly press: Press }
  | { readonly kind: 'done'; readonly press: Press; readonly list: string; readonly min: number }
  | { readonly kind: 'menu'; readonly command: string }
  | { readonly kind: 'suggest'; readonly command: string; readonly option: string }
  /** To be acknowledged, and nothing more: links, changes of a list before Done. */
  | { readonly kind: 'silent' };

/** What an action id of ours means; undefined when it is none of ours. */
export function readControl(actionId: string): Control | undefined {
  const cut = actionId.indexOf('!');
  if (cut === -1) {
    const press = decodePress(actionId);
    return press === undefined ? undefined : { kind: 'press', press };
  }
  const rest = actionId.slice(cut + 1);
  switch (actionId.slice(0, cut + 1)) {
    case PREFIX.link:
    case PREFIX.list:
      return { kind: 'silent' };
    case PREFIX.done: {
      const [, min, encoded] = /^(\d{1,2})!(.+)$/u.exec(rest) ?? [];
      const press = encoded === undefined ? undefined : decodePress(encoded);
      if (press === undefined || encoded === undefined) return undefined;
      return { kind: 'done', press, list: `${PREFIX.list}${encoded}`, min: Number(min) };
    }
    case PREFIX.menu:
      return { kind: 'menu', command: rest };
    case PREFIX.suggest: {
      const dot = rest.indexOf('.');
      return dot === -1 ? undefined : { kind: 'suggest', command: rest.slice(0, dot), option: rest.slice(dot + 1) };
    }
    default:
      return undefined;
  }
}

export const menuActionId = (command: string): string => `${PREFIX.menu}${command}`;
export const suggestActionId = (command: string, option: string): string => `${PREFIX.suggest}${command}.${option}`;

/** Plain text never holds markup; `emoji: false` keeps `:smile:` as typed. */
export const plainText = (text: string): types.PlainTextElement => ({ type: 'plain_text', text, emoji: false });

export const optionOf = ({ value, label, note }: PickOption): types.PlainTextOption => ({
  text: plainText(label),
  value,
  ...(note !== undefined && note !== '' && { description: plainText(note) }),
});

/** A row of buttons; those that are switched off are named below it, for Slack has no disabled buttons. */
export function drawButtons({ buttons }: Extract<Block, { kind: 'buttons' }>): types.KnownBlock[] {
  const off = buttons.filter((button) => button.kind === 'press' && button.disabled === true);
  const on = buttons.filter((button) => !off.includes(button));
  const blocks: types.KnownBlock[] = [];
  if (on.length > 0) blocks.push({ type: 'actions', elements: on.map((button, at) => drawButton(button, at)) });
  if (off.length > 0) {
    const labels = off.map((button) => button.label).join(' · ');
    blocks.push({ type: 'context', elements: [plainText(`Not available now: ${labels}`)] });
  }
  return blocks;
}

function drawButton(button: Button, at: number): types.Button {
  if (button.kind === 'link') {
    return { type: 'button', action_id: `${PREFIX.link}${at}`, text: plainText(button.label), url: button.url };
  }
  return {
    type: 'button',
    action_id: encodePress(button.press),
    text: plainText(button.label),
    ...(button.style === 'main' && { style: 'primary' as const }),
    ...(button.style === 'danger' && { style: 'danger' as const }),
  };
}

export function drawPick(pick: Pick): types.KnownBlock {
  const press = encodePress(pick.press);
  const placeholder = plainText(pick.label);
  if (pick.of !== 'options') {
    return pick.of === 'role'
      ? { type: 'context', elements: [plainText(`${pick.label}: ${NO_ROLES}`)] }
      : { type: 'actions', elements: [{ ...channelSelect(pick.picked), action_id: press, placeholder }] };
  }
  const options = pick.options.map(optionOf);
  const picked = pick.options.filter((option) => option.picked === true).map(optionOf);
  if ((pick.max ?? 1) === 1) {
    const [initial] = picked;
    return {
      type: 'actions',
      elements: [
        { type: 'static_select', action_id: press, placeholder, options, ...(initial && { initial_option: initial }) },
      ],
    };
  }
  return {
    type: 'actions',
    elements: [
      {
        type: 'multi_static_select',
        action_id: `${PREFIX.list}${press}`,
        placeholder,
        options,
        max_selected_items: pick.max ?? 1,
        ...(picked.length > 0 && { initial_options: picked }),
      },
      { type: 'button', action_id: `${PREFIX.done}${pick.min ?? 1}!${press}`, text: plainText('Done') },
    ],
  };
}

/** Slack's nearest thing, user groups, needs a scope that nothing else of ours needs. */
export const NO_ROLES = 'Slack has no roles to pick from.';

/** Public and private channels, no direct messages. `picked` is a mailbox of ours. */
export function channelSelect(picked: string | undefined): types.ConversationsSelect {
  const place = picked === undefined ? undefined : readPlace(picked);
  return {
    type: 'conversations_select',
    filter: { include: ['public', 'private'], exclude_bot_users: true },
    ...(place?.kind === 'channel' && { initial_conversation: place.channel }),
  };
}
