/** What is wrong with a card: everything that some platform would refuse. */
import { type Block, type Button, type Card, FILE_ENDINGS, type FileBlock, type Pick, type Table } from './card.ts';
import { LIMITS } from './limits.ts';
import { plain } from './markdown.ts';
import { encodePress, type Press } from './press.ts';
import { sentencesText } from './text.ts';

/** A card that breaks the house limits. `problems` say what to shorten, one sentence each. */
export class CardProblem extends Error {
  override readonly name = 'CardProblem';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`This card cannot be shown everywhere:\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const FILE_NAME = /^[A-Za-z0-9][\w.-]*$/u;

/** Everything about a card that some platform would refuse; empty when it is fine. */
export function cardProblems({ blocks }: Card): string[] {
  const found = collectProblems();
  if (blocks.length === 0) found.say('The card has no blocks.');
  found.most('The card', blocks.length, LIMITS.blocks, 'use fewer blocks');
  blocks.forEach((block, index) => lookAt(found, `Block ${index + 1} (${block.kind})`, block));
  const sum = (of: (block: Block) => number): number => blocks.reduce((all, block) => all + of(block), 0);
  found.most('The text of the card in all', sum(charactersOf), LIMITS.cardText, 'split it over two cards');
  found.most('The number of parts (blocks, buttons, rows)', sum(partsOf), LIMITS.components, 'use fewer');
  const attached = sum(({ kind }) => (kind === 'picture' || kind === 'file' ? 1 : 0));
  found.most('The number of pictures and files', attached, LIMITS.attachments, 'use fewer');
  return found.problems;
}

/** Problems of one card, a sentence each. */
interface Problems {
  readonly problems: string[];
  say(problem: string): void;
  most(what: string, size: number, limit: number, advice?: string): void;
  some(what: string, value: string): void;
  /** Within the limit, and not in the card already. */
  press(what: string, value: Press): void;
  /** Not in the card already; two pictures may have one name. */
  fileName(what: string, name: string): void;
}

function collectProblems(): Problems {
  const problems: string[] = [];
  const presses = new Set<string>();
  const names = new Set<string>();
  const say = (problem: string): void => void problems.push(problem);
  return {
    problems,
    say,
    most(what, size, limit, advice = 'shorten it') {
      if (size > limit) say(`${what} is ${size} long; at most ${limit}: ${advice}.`);
    },
    some(what, value) {
      if (value.trim() === '') say(`${what} is empty.`);
    },
    press(what, value) {
      try {
        const encoded = encodePress(value);
        if (presses.has(encoded)) say(`${what} has the same press as another one in this card: ${encoded}.`);
        presses.add(encoded);
      } catch (error) {
        say(`${what}: ${(error as Error).message}.`);
      }
    },
    fileName(what, name) {
      if (names.has(name)) say(`${what} has the same name as another file: ${name}.`);
      names.add(name);
    },
  };
}

function lookAt(found: Problems, what: string, block: Block): void {
  switch (block.kind) {
    case 'title':
      found.some(what, block.text);
      return found.most(what, block.text.length, LIMITS.title);
    case 'text':
    case 'note':
      found.some(what, plain(block.text));
      return found.most(what, block.text.length, LIMITS.text, 'split it or shorten it');
    case 'code':
      found.some(what, block.text);
      return found.most(what, block.text.length, LIMITS.code);
    case 'table':
      return lookAtTable(found, what, block);
    case 'picture':
      found.some(`${what}: alt`, block.alt);
      found.most(`${what}: alt`, block.alt.length, LIMITS.alt);
      if (block.picture.png.length === 0) found.say(`${what} has no bytes.`);
      return;
    case 'file':
      return lookAtFile(found, what, block);
    case 'rule':
      return;
    case 'buttons':
      return lookAtButtons(found, what, block.buttons);
    case 'pick':
      found.some(`${what}: label`, block.label);
      found.most(`${what}: label`, block.label.length, LIMITS.placeholder);
      found.press(what, block.press);
      return block.of === 'options' ? lookAtOptions(found, what, block) : undefined;
    default:
      return block satisfies never;
  }
}

function lookAtTable(found: Problems, what: string, block: Table): void {
  const { head, rows } = block;
  const longest = block.sentences === true ? LIMITS.sentences : LIMITS.cell;
  found.most(`${what}: the number of columns`, head.length, LIMITS.tableColumns);
  found.most(`${what}: the number of rows`, rows.length, LIMITS.tableRows);
  for (const row of [head, ...rows]) {
    if (row.length !== head.length) found.say(`${what}: a row has ${row.length} cells, not ${head.length}.`);
    for (const cell of row) found.most(`${what}: the cell "${cell.slice(0, 20)}…"`, cell.length, longest);
  }
}

function lookAtFile(found: Problems, what: string, { name, type, label, content }: FileBlock): void {
  found.some(`${what}: label`, label);
  found.most(`${what}: label`, label.length, LIMITS.fileLabel);
  found.most(`${what}: name`, name.length, LIMITS.fileName);
  const ending = FILE_ENDINGS[type];
  if (!FILE_NAME.test(name) || !name.endsWith(`.${ending}`))
    found.say(`${what} is called "${name}"; ${type} wants a name like progress.${ending}.`);
  found.fileName(what, name);
  found.some(`${what}: content`, content);
  found.most(`${what}: content, in bytes,`, Buffer.byteLength(content), LIMITS.fileBytes, 'split it');
}

function lookAtButtons(found: Problems, what: string, list: readonly Button[]): void {
  if (list.length === 0) found.say(`${what} has no buttons.`);
  found.most(`${what}: the number of buttons`, list.length, LIMITS.buttons, 'use a second row');
  for (const one of list) {
    found.some(`${what}: a label`, one.label);
    found.most(`${what}: the label "${one.label.slice(0, 20)}…"`, one.label.length, LIMITS.label);
    if (one.kind === 'press') found.press(`${what}: "${one.label}"`, one.press);
    else {
      found.most(`${what}: the link of "${one.label}"`, one.url.length, LIMITS.link);
      if (!/^https?:\/\//u.test(one.url)) found.say(`${what}: the link of "${one.label}" is not http(s).`);
    }
  }
}

function lookAtOptions(found: Problems, what: string, block: Extract<Pick, { of: 'options' }>): void {
  const { options, min = 1, max = 1 } = block;
  if (options.length === 0) found.say(`${what} has no options.`);
  found.most(`${what}: the number of options`, options.length, LIMITS.options, 'offer fewer');
  if (min < 0 || max < 1 || min > max || max > options.length) {
    found.say(`${what} asks for ${min} to ${max} of ${options.length} options.`);
  }
  if (new Set(options.map((option) => option.value)).size !== options.length) {
    found.say(`${what} has two options of the same value.`);
  }
  for (const option of options) {
    if (option.label.trim() === '') found.say(`${what}: an option's label is empty.`);
    found.most(`${what}: the option "${option.label.slice(0, 20)}…"`, option.label.length, LIMITS.optionLabel);
    found.most(`${what}: the value "${option.value.slice(0, 20)}…"`, option.value.length, LIMITS.optionValue);
    found.most(`${what}: the note of "${option.label}"`, option.note?.length ?? 0, LIMITS.optionNote);
  }
}

/** Characters that a block costs where a card has a limit for all of them. */
function charactersOf(block: Block): number {
  switch (block.kind) {
    case 'title':
    case 'note':
      return block.text.length + 4;
    case 'text':
      return block.text.length;
    case 'code':
      return block.text.length + 20;
    case 'table':
      return block.sentences === true ? sentencesText(block).length : tableSize(block.head, block.rows);
    default:
      return 0;
  }
}

/** Characters of a table drawn with padded columns, as on platforms that have no tables of their own. */
function tableSize(head: readonly string[], rows: readonly (readonly string[])[]): number {
  const width = head.reduce(
    (sum, cell, i) => sum + Math.max(cell.length, ...rows.map((r) => r[i]?.length ?? 0)) + 2,
    0,
  );
  return (rows.length + 2) * (width + 1) + 10;
}

/** Parts that a block is made of where a card has a limit for all of them. */
const partsOf = (block: Block): number =>
  block.kind === 'buttons' ? 1 + block.buttons.length : block.kind === 'picture' || block.kind === 'pick' ? 2 : 1;
