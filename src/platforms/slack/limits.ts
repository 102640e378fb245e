/** Everything that Slack would refuse about blocks and views, said before they are sent. */
import type { types } from '@slack/bolt';

export type Surface = 'message' | 'modal' | 'home';

/** Slack's limits, from its published Block Kit reference. Lengths in characters. */
export const MAX = {
  blocks: { message: 50, modal: 100, home: 100 },
  /** All text of a message; undocumented, beyond about this Slack answers `msg_blocks_too_long`. */
  messageText: 12_000,
  header: 150,
  text: 3_000,
  actions: 25,
  context: 10,
  buttonText: 75,
  url: 3_000,
  actionId: 255,
  blockId: 255,
  options: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  alt: 2_000,
  tableRows: 100,
  tableColumns: 20,
  inputLabel: 2_000,
  inputHint: 2_000,
  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3_000,
  callbackId: 255,
} as const;

type Say = (what: string, length: number, limit: number, advice?: string) => void;

/** One sentence per problem, each saying what to shorten; empty when Slack will take it. */
export function blockProblems(blocks: readonly types.KnownBlock[], surface: Surface): string[] {
  const problems: string[] = [];
  const most: Say = (what, length, limit, advice = 'shorten it') => {
    if (length > limit) problems.push(`${what} is ${length} long; Slack takes ${limit}: ${advice}.`);
  };
  if (blocks.length === 0) problems.push('There are no blocks to show.');
  most(`The ${surface}`, blocks.length, MAX.blocks[surface], 'use fewer blocks');
  if (surface === 'message') most('The text in all', textLength(blocks), MAX.messageText, 'split it over two cards');
  const blockIds = new Set<string>();
  blocks.forEach((block, index) => {
    const what = `Block ${index + 1} (${block.type})`;
    if (block.block_id !== undefined) {
      most(`${what}: its id`, block.block_id.length, MAX.blockId);
      if (blockIds.has(block.block_id)) problems.push(`${what} has the same id as another block: ${block.block_id}.`);
      blockIds.add(block.block_id);
    }
    oneBlock(what, block, most, problems);
  });
  return problems;
}

function oneBlock(what: string, block: types.KnownBlock, most: Say, problems: string[]): void {
  switch (block.type) {
    case 'header':
      most(`${what}: its text`, block.text.text.length, MAX.header);
      break;
    case 'section':
      most(`${what}: its text`, block.text?.text.length ?? 0, MAX.text);
      break;
    case 'context':
      most(`${what}: the number of its parts`, block.elements.length, MAX.context);
      for (const part of block.elements) if ('text' in part) most(`${what}: its text`, part.text.length, MAX.text);
      break;
    case 'image':
      most(`${what}: its description`, block.alt_text.length, MAX.alt);
      break;
    case 'table':
      most(`${what}: the number of its rows`, block.rows.length, MAX.tableRows);
      for (const row of block.rows) most(`${what}: the number of its columns`, row.length, MAX.tableColumns);
      break;
    case 'actions': {
      most(`${what}: the number of its elements`, block.elements.length, MAX.actions);
      const ids = new Set<string>();
      for (const element of block.elements) {
        elementProblems(what, element, most);
        const id = element.action_id ?? '';
        if (ids.has(id)) problems.push(`${what} has two elements with the action id ${id}.`);
        ids.add(id);
      }
      break;
    }
    case 'input':
      most(`${what}: its label`, block.label.text.length, MAX.inputLabel);
      most(`${what}: its hint`, block.hint?.text.length ?? 0, MAX.inputHint);
      elementProblems(what, block.element, most);
      break;
    default:
      break;
  }
}

function elementProblems(what: string, element: types.ActionsBlockElement | types.InputBlockElement, most: Say): void {
  most(`${what}: an action id`, element.action_id?.length ?? 0, MAX.actionId);
  if ('placeholder' in element) most(`${what}: a placeholder`, element.placeholder?.text.length ?? 0, MAX.placeholder);
  if (element.type === 'button') {
    most(`${what}: the button "${element.text.text.slice(0, 20)}…"`, element.text.text.length, MAX.buttonText);
    most(`${what}: a link`, element.url?.length ?? 0, MAX.url);
  }
  if ('options' in element && Array.isArray(element.options)) {
    most(`${what}: the number of options`, element.options.length, MAX.options, 'offer fewer');
    for (const option of element.options) {
      most(`${what}: the option "${option.text.text.slice(0, 20)}…"`, option.text.text.length, MAX.optionText);
      most(`${what}: an option's value`, option.value?.length ?? 0, MAX.optionValue);
      most(`${what}: an option's note`, option.description?.text.length ?? 0, MAX.optionText);
    }
  }
}

/** The characters of every `text` in it. */
function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one: unknown) => sum + textLength(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : textLength(one)),
    0,
  );
}

/** The parts of a modal that are not blocks. */
export function viewProblems(view: types.ModalView): string[] {
  const problems: string[] = [];
  const most: Say = (what, length, limit, advice = 'shorten it') => {
    if (length > limit) problems.push(`${what} is ${length} long; Slack takes ${limit}: ${advice}.`);
  };
  most(`The title "${view.title.text}"`, view.title.text.length, MAX.viewTitle);
  most('The submit button', view.submit?.text.length ?? 0, MAX.viewButton);
  most('The close button', view.close?.text.length ?? 0, MAX.viewButton);
  most('The private metadata', view.private_metadata?.length ?? 0, MAX.privateMetadata);
  most('The callback id', view.callback_id?.length ?? 0, MAX.callbackId);
  return [...problems, ...blockProblems(view.blocks as types.KnownBlock[], 'modal')];
}
