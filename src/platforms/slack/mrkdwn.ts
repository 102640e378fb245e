/**
 * Markdown as Slack's mrkdwn, for the one place that takes nothing better: notes (context blocks). Text from people
 * stays text: `& < >` become entities, so no mention or link can arise, and `*`, `_`, `~` and the backtick lose their power.
 */
import { type Inline, type Markdown, parseMarkdown, type Paragraph } from '../../chat/markdown.ts';

/** `& < >` as Slack wants them in every text that it reads for markup. */
export const escapeSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The reverse: payloads come with entities. */
export const unescapeSlack = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** mrkdwn has no escape character, so a mark that could start or end markup is replaced by its look-alike. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', _: '＿', '~': '∼', '`': 'ˋ' };

/** Inside a word (`snake_case`, `2*3`) these characters mark nothing up, and stay what they are. */
const MARKS = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;

const defuse = (text: string): string => escapeSlack(text.replaceAll(MARKS, (mark) => LOOK_ALIKES[mark] ?? mark));

export function mrkdwn(source: Markdown): string {
  return parseMarkdown(source)
    .map((paragraph) => paragraphText(paragraph))
    .join('\n')
    .trim();
}

function paragraphText(paragraph: Paragraph): string {
  switch (paragraph.kind) {
    case 'paragraph':
      return inlineText(paragraph.children);
    case 'quote':
      return inlineText(paragraph.children)
        .split('\n')
        .map((line) => `> ${line}`)
        .join('\n');
    case 'list':
      return paragraph.items
        .map((item, i) => `${paragraph.start === undefined ? '•' : `${paragraph.start + i}.`} ${inlineText(item)}`)
        .join('\n');
    case 'code':
      return `\`\`\`\n${escapeSlack(paragraph.text.replaceAll('`', 'ˋ'))}\n\`\`\``;
    default:
      return paragraph satisfies never;
  }
}

function inlineText(children: readonly Inline[]): string {
  return children
    .map((child): string => {
      switch (child.kind) {
        case 'text':
          return defuse(child.text);
        case 'code':
          return `\`${escapeSlack(child.text.replaceAll('`', 'ˋ'))}\``;
        case 'break':
          return '\n';
        case 'strong':
          return wrap('*', inlineText(child.children));
        case 'emphasis':
          return wrap('_', inlineText(child.children));
        case 'link':
          return `<${escapeSlack(child.url).replaceAll('|', '%7C')}|${inlineText(child.children).replaceAll('\n', ' ')}>`;
        default:
          return child satisfies never;
      }
    })
    .join('');
}

/** Slack sees markup only where its marks touch the text. */
function wrap(mark: string, text: string): string {
  const inner = text.trim();
  return inner === '' ? '' : `${mark}${inner}${mark}`;
}
