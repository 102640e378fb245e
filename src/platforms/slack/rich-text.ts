/**
 * Markdown as Slack's rich text. Rich text says what is text and what is markup by its structure, so nothing a person
 * typed can become a mention, a link or bold, and nothing has to be escaped; only notes need mrkdwn (see mrkdwn.ts).
 */
import type { types } from '@slack/bolt';
import { type Inline, type Markdown, parseMarkdown, type Paragraph } from '../../chat/markdown.ts';

type Element = types.RichTextElement;
type Style = NonNullable<types.RichTextText['style']>;

/** @returns undefined when nothing is left to show. */
export function richText(source: Markdown): types.RichTextBlock | undefined {
  const elements: types.RichTextBlockElement[] = [];
  let open: Element[] | undefined;
  for (const paragraph of parseMarkdown(source)) {
    if (paragraph.kind === 'paragraph') {
      const children = inlineElements(paragraph.children);
      if (children.length === 0) continue;
      // Slack draws neighboring sections without space between them: paragraphs share one, with an empty line
      if (open === undefined) {
        open = children;
        elements.push({ type: 'rich_text_section', elements: open });
      } else open.push({ type: 'text', text: '\n\n' }, ...children);
      continue;
    }
    open = undefined;
    const drawn = blockElement(paragraph);
    if (drawn !== undefined) elements.push(drawn);
  }
  return elements.length === 0 ? undefined : { type: 'rich_text', elements };
}

export const preformatted = (text: string): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] }],
});

function blockElement(paragraph: Paragraph): types.RichTextBlockElement | undefined {
  switch (paragraph.kind) {
    case 'paragraph':
    case 'quote': {
      const elements = inlineElements(paragraph.children);
      return elements.length === 0 ? undefined : { type: 'rich_text_quote', elements };
    }
    case 'code':
      return paragraph.text === ''
        ? undefined
        : { type: 'rich_text_preformatted', elements: [{ type: 'text', text: paragraph.text }] };
    case 'list':
      return listElement(paragraph);
    default:
      return paragraph satisfies never;
  }
}

function listElement(list: Extract<Paragraph, { kind: 'list' }>): types.RichTextList | undefined {
  const elements = list.items.flatMap((item): types.RichTextSection[] => {
    const children = inlineElements(item);
    return children.length === 0 ? [] : [{ type: 'rich_text_section', elements: children }];
  });
  if (elements.length === 0) return undefined;
  return {
    type: 'rich_text_list',
    style: list.start === undefined ? 'bullet' : 'ordered',
    elements,
    // Slack counts from 0 where Markdown counts from 1
    ...(list.start !== undefined && list.start > 1 && { offset: list.start - 1 }),
  };
}

function inlineElements(children: readonly Inline[], style: Style = {}): Element[] {
  const styled = Object.keys(style).length > 0 ? { style } : {};
  return children.flatMap((child): Element[] => {
    switch (child.kind) {
      case 'text':
        return child.text === '' ? [] : [{ type: 'text', text: child.text, ...styled }];
      case 'code':
        return child.text === '' ? [] : [{ type: 'text', text: child.text, style: { ...style, code: true } }];
      case 'break':
        return [{ type: 'text', text: '\n' }];
      case 'strong':
        return inlineElements(child.children, { ...style, bold: true });
      case 'emphasis':
        return inlineElements(child.children, { ...style, italic: true });
      case 'link': {
        const text = inlineText(child.children);
        return [{ type: 'link', url: child.url, ...(text !== '' && { text }), ...styled }];
      }
      default:
        return child satisfies never;
    }
  });
}

const inlineText = (children: readonly Inline[]): string =>
  children
    .map((child) => ('children' in child ? inlineText(child.children) : child.kind === 'break' ? ' ' : child.text))
    .join('');
