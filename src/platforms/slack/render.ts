/** Draws a card as Block Kit: a pure function of the card, the surface and the ids of its uploaded pictures. */
import type { types } from '@slack/bolt';
import type { Block, Card, FileBlock, Picture, Table } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import type { Markdown } from '../../chat/markdown.ts';
import { sentencesText, summaryOf, tableText } from '../../chat/text.ts';
import { type Commands, nameCommands, namedIn } from './command-names.ts';
import { drawButtons, drawPick, menuActionId, plainText } from './controls.ts';
import { blockProblems, MAX, type Surface } from './limits.ts';
import { escapeSlack, mrkdwn } from './mrkdwn.ts';
import { preformatted, richText } from './rich-text.ts';
import type { Shared, SharedFiles } from './upload.ts';

export interface DrawOptions {
  readonly surface: Surface;
  /** Slack's file ids of the pictures, uploaded before; a picture without one is drawn as its description. */
  readonly files?: ReadonlyMap<Picture, string>;
  /** The card's files that were handed out before: a message of ours cannot hold one itself. */
  readonly shared?: SharedFiles;
  /** Draw only what Slack has always taken: no native tables, no pictures. For a second try after a refusal. */
  readonly simple?: boolean;
  /** A user group to mention, above everything else. */
  readonly mention?: string;
  /** How commands are typed here; without it they are drawn as the card writes them. */
  readonly commands?: Commands | undefined;
}

/** What a message needs. `text` is shown in notifications and read out by screen readers. */
export interface DrawnMessage {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
}

/**
 * A card as a message. The tone is not drawn: Slack's colors exist on attachments only, which are legacy.
 * @throws CardProblem when Slack would refuse it.
 */
export function drawMessage(card: Card, options: Omit<DrawOptions, 'surface'> = {}): DrawnMessage {
  const named = inNames(card, options);
  const blocks = blocksOf(named, { ...options, surface: 'message' }, buttonsFor(card, options));
  return { text: escapeSlack(summaryOf(named)), blocks };
}

/** @throws CardProblem when Slack would refuse it. */
export const drawBlocks = (card: Card, options: DrawOptions): types.KnownBlock[] =>
  blocksOf(inNames(card, options), options, buttonsFor(card, options));

/** Nothing can be tapped in a text here, so a command that it names has a button. */
const buttonsFor = (card: Card, { commands }: Pick<DrawOptions, 'commands'>): types.KnownBlock[] =>
  commands === undefined ? [] : commandButtons(card, commands);

/** Every card passes here, once. */
const inNames = (card: Card, { commands }: Pick<DrawOptions, 'commands'>): Card =>
  commands === undefined ? card : nameCommands(card, commands);

/** Buttons in one row: more are hard to read. */
const ROW = 5;

function commandButtons(card: Card, commands: Commands): types.KnownBlock[] {
  const elements = namedIn(card, commands).map((name): types.Button => ({
    type: 'button',
    action_id: menuActionId(name),
    text: plainText(`/${commands.command} ${name}`),
  }));
  return Array.from({ length: Math.ceil(elements.length / ROW) }, (_, row) => ({
    type: 'actions',
    elements: elements.slice(row * ROW, (row + 1) * ROW),
  }));
}

function blocksOf(card: Card, options: DrawOptions, after: readonly types.KnownBlock[] = []): types.KnownBlock[] {
  // Slack takes one table in a message and none elsewhere; further ones are drawn in columns of plain text
  let tables = options.surface === 'message' && options.simple !== true ? 1 : 0;
  const blocks = card.blocks.flatMap((block): types.KnownBlock[] => {
    const native = block.kind === 'table' && tables > 0;
    if (native) tables -= 1;
    return drawBlock(block, options, native);
  });
  if (options.mention !== undefined) blocks.unshift(mentionBlock(options.mention));
  blocks.push(...after);
  const problems = blockProblems(blocks, options.surface);
  if (problems.length > 0) throw new CardProblem(problems);
  return blocks;
}

function drawBlock(block: Block, options: DrawOptions, nativeTable: boolean): types.KnownBlock[] {
  switch (block.kind) {
    case 'title':
      return [{ type: 'header', text: plainText(block.text.replaceAll(/\s+/gu, ' ')) }];
    case 'text':
      return drawText(block.text);
    case 'note':
      return drawNote(mrkdwn(block.text));
    case 'code':
      return [preformatted(block.text)];
    case 'table':
      if (nativeTable) return [drawTable(block)];
      return block.sentences === true
        ? drawText(sentencesText(block))
        : [preformatted(tableText(block.head, block.rows))];
    case 'picture': {
      const file = options.simple === true ? undefined : options.files?.get(block.picture);
      return file === undefined
        ? [{ type: 'context', elements: [plainText(`Picture: ${block.alt}`)] }]
        : [{ type: 'image', slack_file: { id: file }, alt_text: block.alt }];
    }
    case 'file':
      return [drawFile(block, options.shared?.get(block))];
    case 'rule':
      return [{ type: 'divider' }];
    case 'buttons':
      return drawButtons(block);
    case 'pick':
      return [drawPick(block)];
    default:
      return block satisfies never;
  }
}

function drawText(words: Markdown): types.KnownBlock[] {
  const drawn = richText(words);
  return drawn === undefined ? [] : [drawn];
}

/** Its name, a link where there is one, and where the file itself is. */
function drawFile({ name, label }: FileBlock, shared: Shared | undefined): types.RichTextBlock {
  const called: types.RichTextElement =
    shared?.url === undefined
      ? { type: 'text', text: name, style: { bold: true } }
      : { type: 'link', url: shared.url, text: name };
  const where =
    shared === undefined
      ? '\nI could not send this file. Please ask for it again in a moment.'
      : shared.apart
        ? '\nI sent it to you as a direct message.'
        : '';
  const elements = [called, { type: 'text' as const, text: ` · ${label}${where}` }];
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] };
}

/** `verbatim` keeps Slack from making links of what looks like an address, a channel or a name. */
function drawNote(text: string): types.KnownBlock[] {
  if (text === '') return [];
  // entities make a text longer than the card was allowed to be
  const elements = pieces(text, MAX.text).map((piece) => ({ type: 'mrkdwn' as const, text: piece, verbatim: true }));
  return [{ type: 'context', elements }];
}

/** Cuts at line ends or spaces, never inside an entity. */
function pieces(text: string, size: number): string[] {
  const out: string[] = [];
  let rest = text;
  while (rest.length > size) {
    const head = rest.slice(0, size);
    const cut = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
    const at = cut > 0 ? cut : size;
    out.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? out : [...out, rest];
}

/** Cells are rich text, for Slack has answered raw ones with server errors; an empty cell is refused, a dash is not. */
function drawTable({ head, rows, sentences }: Table): types.TableBlock {
  const cell = (text: string, bold: boolean): types.RichTextBlock => ({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [{ type: 'text', text: text.trim() === '' ? '–' : text, ...(bold && { style: { bold } }) }],
      },
    ],
  });
  return {
    type: 'table',
    rows: [
      head.map((text) => cell(text, true)),
      ...rows.map((row) => row.map((text, column) => cell(text, sentences === true && column === 0))),
    ],
    column_settings: head.map(() => ({ is_wrapped: true })),
  };
}

const mentionBlock = (usergroup: string): types.RichTextBlock => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'usergroup', usergroup_id: usergroup }] }],
});
