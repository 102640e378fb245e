/* Draws a card: the tree from the server as nodes. */
import { h, icon } from './dom.js';
import { commandIn } from './commands.js';
import { drawPick } from './pick.js';

/**
 * What a command named in a text can do: `run` sends a whole line, `write` puts one into the message box to be finished.
 * @typedef {{ commands: () => readonly WireCommand[], run: (line: string) => void, write: (line: string) => void }} Chips
 */

/** @import { WireBlock, WireButton, WireCard, WireCommand, WireInline, WireParagraph } from '../wire.ts' */

/**
 * What a control calls when it is used; `control` is what the person touched.
 * @typedef {(press: string, picked: string[] | undefined, control: HTMLElement) => void} OnPress
 */

/**
 * @param {WireCard} card @param {OnPress} onPress
 * @param {string} me Whose page it is: files are handed to nobody else.
 * @param {Chips} chips
 */
export const drawCard = (card, onPress, me, chips) =>
  h('div', { class: `card tone-${card.tone}` }, ...card.blocks.map((block) => drawBlock(block, onPress, me, chips)));

/** @param {WireBlock} block @param {OnPress} onPress @param {string} me @param {Chips} chips @returns {HTMLElement} */
function drawBlock(block, onPress, me, chips) {
  switch (block.kind) {
    case 'title':
      return h('h2', {}, block.text);
    case 'text':
      return h('div', { class: 'text' }, ...drawParagraphs(block.paragraphs, chips));
    case 'note':
      return h('div', { class: 'note' }, ...drawParagraphs(block.paragraphs, chips));
    case 'code':
      return drawCode(block.text, block.language);
    case 'table':
      return block.sentences === true ? drawSideBySide(block.head, block.rows) : drawTable(block.head, block.rows);
    case 'picture':
      return h(
        'a',
        { class: 'picture', href: block.src, target: '_blank', rel: 'noopener' },
        h('img', {
          src: block.src,
          alt: block.alt,
          ...(block.width > 0 && { width: block.width, height: block.height }),
        }),
        h('span', { class: 'sr-only' }, ' (opens in a new tab)'),
      );
    case 'file':
      return h(
        'a',
        { class: 'file', href: `${block.src}?${new URLSearchParams({ me })}`, download: block.name },
        icon('save'),
        h(
          'span',
          {},
          h('b', {}, block.name),
          ' ',
          h('span', { class: 'file-note' }, `${block.label} · ${sizeOf(block.bytes)} · here for a day`),
        ),
      );
    case 'rule':
      return h('hr');
    case 'buttons':
      return h(
        'div',
        { class: block.buttons.some((one) => one.kind === 'press' && one.words !== undefined) ? 'choices' : 'buttons' },
        ...block.buttons.map((button) => drawButton(button, onPress)),
      );
    case 'pick':
      return drawPick(block, onPress);
    default:
      return /** @satisfies {never} */ (block);
  }
}

/** @param {number} bytes */
const sizeOf = (bytes) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** @param {WireButton} button @param {OnPress} onPress @returns {HTMLElement} */
function drawButton(button, onPress) {
  if (button.kind === 'link') {
    // a new tab, so that the conversation stays
    const link = h('a', { class: 'button plain', href: button.url, target: '_blank', rel: 'noopener noreferrer' });
    link.append(button.label, h('span', { class: 'sr-only' }, ' (opens in a new tab)'), icon('out'));
    return link;
  }
  const { press, label, style, disabled, words, code } = button;
  /** @type {HTMLButtonElement} */
  const node = h(
    'button',
    { class: `button ${style}`, type: 'button', disabled, onclick: () => onPress(press, undefined, node) },
    ...(words === undefined
      ? [label]
      : [h('b', { class: 'letter' }, label), ' ', h(code === true ? 'code' : 'span', { class: 'words' }, words)]),
  );
  return node;
}

/** @param {readonly WireParagraph[]} paragraphs @param {Chips} chips @returns {HTMLElement[]} */
function drawParagraphs(paragraphs, chips) {
  return paragraphs.map((paragraph) => {
    switch (paragraph.kind) {
      case 'paragraph':
        return h('p', {}, ...drawInlines(paragraph.children, chips));
      case 'quote':
        return h('blockquote', {}, h('p', {}, ...drawInlines(paragraph.children, chips)));
      case 'list': {
        const items = paragraph.items.map((item) => h('li', {}, ...drawInlines(item, chips)));
        return paragraph.start === undefined ? h('ul', {}, ...items) : h('ol', { start: paragraph.start }, ...items);
      }
      case 'code':
        return drawCode(paragraph.text, paragraph.language);
      default:
        return /** @satisfies {never} */ (paragraph);
    }
  });
}

/** @param {readonly WireInline[]} inlines @param {Chips} chips @returns {(Node | string)[]} */
function drawInlines(inlines, chips) {
  return inlines.map((inline) => {
    switch (inline.kind) {
      case 'text':
        return inline.text;
      case 'strong':
        return h('strong', {}, ...drawInlines(inline.children, chips));
      case 'emphasis':
        return h('em', {}, ...drawInlines(inline.children, chips));
      case 'code':
        return drawChip(inline.text, chips) ?? h('code', {}, inline.text);
      case 'link':
        return h(
          'a',
          { href: inline.url, target: '_blank', rel: 'noopener noreferrer' },
          ...drawInlines(inline.children, chips),
        );
      case 'break':
        return h('br');
      default:
        return /** @satisfies {never} */ (inline);
    }
  });
}

/** A command that is named in a text is pressed there; undefined for other code. @param {string} text @param {Chips} chips */
function drawChip(text, { commands, run, write }) {
  const found = commandIn(text, commands());
  if (found === undefined) return undefined;
  const go = () => (found.whole ? run(found.line) : write(found.line));
  return h('button', { class: 'chip', type: 'button', onclick: go }, h('code', {}, text));
}

/** @param {string} text @param {string | undefined} language */
function drawCode(text, language) {
  const said = h('span', { class: 'sr-only', role: 'status' });
  const label = h('span', {}, 'Copy');
  /** @type {HTMLButtonElement} */
  const button = h('button', { class: 'copy', type: 'button', onclick: () => void copy() }, icon('copy'), label);
  const pre = h('pre', {
    tabindex: 0,
    role: 'group', // not a region: a card may hold several, and they are no landmarks
    'aria-label': `Code${language === undefined ? '' : `, ${language}`}`,
  });
  pre.append(h('code', {}, text));
  const copy = async () => {
    const done = await copyText(text, pre);
    label.textContent = done ? 'Copied' : 'Selected: press Ctrl+C';
    said.textContent = label.textContent;
    setTimeout(() => (label.textContent = 'Copy'), 2_000);
  };
  return h('figure', { class: 'code' }, h('figcaption', {}, h('span', {}, language ?? 'code'), button), pre, said);
}

/** The clipboard is for localhost and https only; elsewhere the text is selected for the person to copy. @param {string} text @param {HTMLElement} shown */
async function copyText(text, shown) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    getSelection()?.selectAllChildren(shown);
    return false;
  }
}

/** What is said of each stands in one row, under the name of the row: two columns of sentences fit a phone, three do not.
 * @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function drawSideBySide([, ...things], rows) {
  const names = things.map((name) => h('th', { scope: 'col' }, name));
  const groups = rows.map(([name = '', ...cells]) =>
    h(
      'tbody',
      {},
      h('tr', {}, h('th', { scope: 'rowgroup', colspan: things.length }, name)),
      h('tr', {}, ...cells.map((cell) => h('td', {}, cell))),
    ),
  );
  return h('div', { class: 'table sides' }, h('table', {}, h('thead', {}, h('tr', {}, ...names)), ...groups));
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function drawTable(head, rows) {
  const cells = head.map((cell) => h('th', { scope: 'col' }, cell));
  const lines = rows.map((row) => h('tr', {}, ...row.map((cell) => h('td', {}, cell))));
  return h(
    'div',
    { class: 'table', tabindex: 0, role: 'group', 'aria-label': `Table: ${head.join(', ')}` },
    h('table', {}, h('thead', {}, h('tr', {}, ...cells)), h('tbody', {}, ...lines)),
  );
}
