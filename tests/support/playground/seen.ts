/** A message of the playground as a person sees it. */
import { tableText } from '../../../src/chat/text.ts';
import type {
  WireBlock,
  WireForm,
  WireInline,
  WireMessage,
  WireParagraph,
} from '../../../src/platforms/playground/wire.ts';
import type { Seen } from '../stage.ts';

const nothing = { text: '', buttons: [], picks: [], pictures: [] };

export const seenGone = (): Seen => ({ ...nothing, private: true, gone: true });
/** What the page shows beside the message box, to this person alone. */
export const seenProblem = (problem: string): Seen => ({ ...nothing, text: problem, private: true });
export const seenForm = (form: WireForm): Seen => ({
  ...nothing,
  text: form.intro ?? '',
  private: true,
  form: {
    title: form.title,
    fields: form.fields.map((field) => field.label),
    options: Object.fromEntries(
      form.fields.flatMap((field) =>
        field.kind === 'pick' ? [[field.label, field.options.map((option) => option.label)]] : [],
      ),
    ),
  },
});

export function seenMessage(message: WireMessage): Seen {
  const isPrivate = message.private || message.room.includes(':user/');
  if (message.body.kind === 'line') return { ...nothing, text: message.body.text, private: isPrivate };
  const { blocks } = message.body.card;
  return {
    text: blocks.flatMap(blockWords).join('\n'),
    buttons: blocks.flatMap((block) =>
      block.kind === 'buttons'
        ? block.buttons.flatMap((button) => (button.kind === 'press' && !button.disabled ? button.label : []))
        : [],
    ),
    picks: blocks.flatMap((block) =>
      block.kind === 'pick' ? { label: block.label, options: block.options.map((option) => option.label) } : [],
    ),
    pictures: blocks.flatMap((block) => (block.kind === 'picture' ? block.alt : [])),
    private: isPrivate,
  };
}

function blockWords(block: WireBlock): string[] {
  switch (block.kind) {
    case 'title':
    case 'code':
      return [block.text];
    case 'text':
    case 'note':
      return block.paragraphs.map(paragraphWords);
    case 'table':
      return [tableText(block.head, block.rows)];
    case 'picture':
      return [`(picture: ${block.alt})`];
    case 'file':
      return [`(file: ${block.name}, ${block.label})`];
    case 'rule':
      return ['---'];
    case 'buttons':
      // a choice is read where it is pressed
      return block.buttons.flatMap((one) =>
        one.kind === 'press' && one.words !== undefined ? [`${one.label}  ${one.words}`] : [],
      );
    case 'pick':
      return [];
    default:
      return block satisfies never;
  }
}

function paragraphWords(paragraph: WireParagraph): string {
  switch (paragraph.kind) {
    case 'paragraph':
    case 'quote':
      return inlineWords(paragraph.children);
    case 'code':
      return paragraph.text;
    case 'list': {
      const { start } = paragraph;
      return paragraph.items
        .map((item, index) => `${start === undefined ? '-' : `${start + index}.`} ${inlineWords(item)}`)
        .join('\n');
    }
    default:
      return paragraph satisfies never;
  }
}

function inlineWords(inlines: readonly WireInline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'text':
        case 'code':
          return inline.text;
        case 'break':
          return '\n';
        case 'strong':
        case 'emphasis':
        case 'link':
          return inlineWords(inline.children);
        default:
          return inline satisfies never;
      }
    })
    .join('');
}
