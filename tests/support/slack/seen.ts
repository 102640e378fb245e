/** Block Kit as a person reads it. */
import { tableText } from '../../../src/chat/text.ts';
import type { Seen } from '../stage.ts';
import type { ActionElement, Block, RichText } from './blocks.ts';

/** The button that hands in a list of several belongs to the list, not to the message. */
export const isDone = (element: ActionElement): boolean =>
  element.type === 'button' && element.action_id.startsWith('done!');

/** `channels`: the names that a channel list offers. */
export function seenBlocks(blocks: readonly Block[], isPrivate: boolean, channels: readonly string[]): Seen {
  const elements = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return {
    text: blocks
      .map((block) => blockText(block))
      .filter((text) => text !== '')
      .join('\n'),
    buttons: elements.flatMap((one) =>
      one.type === 'button' && one.url === undefined && !isDone(one) ? [one.text.text] : [],
    ),
    picks: elements.flatMap((one) =>
      one.type === 'button' || one.type === 'radio_buttons'
        ? []
        : [
            {
              label: one.placeholder?.text ?? '',
              options: 'options' in one ? one.options.map((option) => option.text.text) : channels,
            },
          ],
    ),
    pictures: blocks.flatMap((block) => (block.type === 'image' ? [block.alt_text] : [])),
    private: isPrivate,
  };
}

function blockText(block: Block): string {
  switch (block.type) {
    case 'header':
    case 'section':
      return shown(block.text);
    case 'context':
      return block.elements.map(shown).join(' ');
    case 'rich_text':
      return richTextOf(block);
    case 'table': {
      const [head = [], ...rows] = block.rows.map((row) => row.map(richTextOf));
      return tableText(head, rows);
    }
    case 'image':
      return `(picture: ${block.alt_text})`;
    case 'divider':
      return '---';
    case 'input':
    case 'actions':
      return '';
    default:
      return block satisfies never;
  }
}

/** mrkdwn as Slack draws it: links by their words, marks gone, entities as characters. */
export const shown = (text: { readonly type: string; readonly text: string }): string =>
  text.type === 'plain_text'
    ? text.text
    : text.text
        .replaceAll(/<(https?:[^>|]*)(?:\|([^>]*))?>/gu, (_, url: string, label: string | undefined) => label ?? url)
        .replaceAll(/(?<![\p{L}\p{N}])([*_~])(\S(?:[^\n]*?\S)?)\1(?![\p{L}\p{N}])/gu, '$2')
        .replaceAll(/`([^`\n]+)`/gu, '$1')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&');

function richTextOf(block: RichText): string {
  return block.elements
    .map((part) => {
      if (part.type !== 'rich_text_list') return part.elements.map(elementText).join('');
      return part.elements
        .map((item, at) => {
          const mark = part.style === 'bullet' ? '-' : `${(part.offset ?? 0) + at + 1}.`;
          return `${mark} ${item.elements.map(elementText).join('')}`;
        })
        .join('\n');
    })
    .join('\n');
}

const elementText = (element: RichText['elements'][number]['elements'][number]): string => {
  if (element.type === 'rich_text_section') return element.elements.map(elementText).join('');
  if (element.type === 'usergroup') return `@${element.usergroup_id}`;
  return element.type === 'link' ? (element.text ?? element.url) : element.text;
};
