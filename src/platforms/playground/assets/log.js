/* The conversation of one room: nodes are kept by key, so what did not change does not move. */
import { createCalm, focusNext, placesIn, replaceCalmly } from './calm.js';
import { drawCard } from './draw.js';
import { face, h, icon } from './dom.js';

/** @import { WireMessage } from '../wire.ts' */

/**
 * A line that the server has not answered yet.
 * @typedef {{ event: string, room: string, text: string, under?: string, quiet: boolean }} Pending
 *   `quiet`: a press, which has no line of its own.
 */

/**
 * @param {{
 *   list: HTMLOListElement,
 *   news: HTMLElement,
 *   scroll: HTMLElement,
 *   me: () => string,
 *   onPress: (message: WireMessage, press: string, picked: string[] | undefined, control: HTMLElement) => void,
 *   onReply: (message: WireMessage) => void,
 *   onExplain: (message: WireMessage, control: HTMLElement) => void,
 *   chips: import('./draw.js').Chips,
 * }} options `news` is the live region around the list: what is added there is read out.
 */
export function createLog({ list, news, scroll, me, onPress, onReply, onExplain, chips }) {
  /** @type {Map<string, { node: HTMLLIElement, state: string, thread: HTMLOListElement | undefined }>} */
  let drawn = new Map();
  let atEnd = true;
  let moved = false;
  const calm = createCalm(scroll);
  const look = () => {
    atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
  };
  scroll.addEventListener('scroll', look);
  // pictures and fonts come late and make it longer; a window may change its size: whoever was at the end stays there
  const stay = new ResizeObserver(() => {
    if (!atEnd) return;
    const before = scroll.scrollTop;
    scroll.scrollTop = scroll.scrollHeight;
    if (scroll.scrollTop !== before) calm.pause();
  });
  stay.observe(list);
  stay.observe(scroll);

  /**
   * @param {{ key: string, state: string, draw: () => HTMLLIElement }[]} wanted
   * @param {HTMLOListElement} into
   * @param {Map<string, { node: HTMLLIElement, state: string, thread: HTMLOListElement | undefined }>} next
   * @returns {HTMLLIElement[]} Nodes that are new or drawn anew.
   */
  const reconcile = (wanted, into, next) => {
    /** @type {HTMLLIElement[]} */
    const fresh = [];
    /** @type {Element | null} */
    let at = into.firstElementChild;
    const keys = new Set(wanted.map((one) => one.key));
    for (const child of Array.from(into.children))
      if (!keys.has(child.getAttribute('data-key') ?? '')) {
        if (child === at) at = child.nextElementSibling;
        child.remove();
      }
    for (const { key, state, draw } of wanted) {
      const before = drawn.get(key);
      let node = before?.node;
      if (node === undefined || before?.state !== state) {
        const old = node;
        node = draw();
        node.setAttribute('data-key', key);
        fresh.push(node);
        if (old !== undefined && old.parentElement === into) {
          if (old === at) at = node;
          const places = placesIn(old);
          replaceCalmly(old, node);
          if (placesIn(node) !== places) moved = true;
        }
      }
      if (node === at) at = node.nextElementSibling;
      else into.insertBefore(node, at);
      next.set(key, { node, state, thread: undefined });
    }
    return fresh;
  };

  /**
   * @param {readonly WireMessage[]} messages Of one room, oldest first.
   * @param {readonly Pending[]} pending
   * @param {HTMLElement | undefined} word Ours, below what was said: a welcome, or words for an empty room.
   * @param {{ jump: boolean, own: ReadonlySet<string>, turned: ReadonlySet<string> }} how `jump`: to the newest, as when a
   *   room is entered; `own`: events whose messages are followed wherever one is; `turned`: messages that one pressed
   *   oneself, whose next drawing is gone to.
   * @returns {readonly string[]} Which of the turned ones were drawn.
   */
  const show = (messages, pending, word, { jump, own, turned }) => {
    const follow = atEnd;
    const before = scroll.scrollTop;
    moved = false;
    const known = new Set(drawn.keys());
    const ids = new Set(messages.map((message) => message.id));
    const heads = messages.filter(({ under }) => under === undefined || !ids.has(under));
    /** @type {typeof drawn} */
    const next = new Map();
    /** @type {{ key: string, state: string, draw: () => HTMLLIElement }[]} */
    const wanted = [];
    let day = '';
    for (const message of heads) {
      const today = dayOf(message.at);
      if (today !== day) {
        day = today;
        wanted.push({ key: `day ${day}`, state: day, draw: () => h('li', { class: 'day' }, h('span', {}, today)) });
      }
      wanted.push({ key: message.id, state: String(message.revision), draw: () => drawMessage(message, false) });
    }
    if (word !== undefined) {
      wanted.push({ key: 'word', state: word.dataset['state'] ?? '', draw: () => h('li', {}, word) });
    }
    for (const line of pending) {
      if (line.under === undefined)
        wanted.push({ key: `pending ${line.event}`, state: String(line.quiet), draw: () => drawPending(line) });
    }
    if (jump) news.setAttribute('aria-busy', 'true'); // entering a room is no news: nothing of it is read out
    const fresh = reconcile(wanted, list, next);
    for (const head of heads) {
      const replies = messages.filter((message) => message.under === head.id);
      const waiting = pending.filter((line) => line.under === head.id);
      const node = next.get(head.id)?.node;
      if (node !== undefined) fresh.push(...showThread(node, replies, waiting, next));
    }
    const old = drawn;
    drawn = next;
    if (jump) news.removeAttribute('aria-busy');
    const added = fresh.filter((node) => !known.has(node.getAttribute('data-key') ?? ''));
    const mine = new Set(messages.flatMap(({ id, event }) => (event !== undefined && own.has(event) ? id : [])));
    const isMine = (/** @type {HTMLElement} */ node) => {
      const key = node.getAttribute('data-key') ?? '';
      return mine.has(key) || (key.startsWith('pending ') && !node.classList.contains('quiet-line'));
    };
    const newest = added.findLast(isMine) ?? (follow ? (added.at(-1) ?? fresh.at(-1)) : undefined);
    const pressed = fresh.filter((node) => turned.has(node.getAttribute('data-key') ?? '') && !added.includes(node));
    const [turn] = pressed;
    if (jump) scroll.scrollTop = scroll.scrollHeight;
    else if (turn !== undefined) toCard(turn, old.get(turn.getAttribute('data-key') ?? '')?.node);
    else if (newest !== undefined) toEnd(newest);
    look();
    if (moved || added.length > 0 || scroll.scrollTop !== before) calm.pause();
    return pressed.flatMap((node) => node.getAttribute('data-key') ?? []);
  };

  /** @param {HTMLLIElement} node @param {WireMessage[]} replies @param {Pending[]} waiting @param {typeof drawn} next */
  const showThread = (node, replies, waiting, next) => {
    const there = node.querySelector(':scope > .thread');
    if (replies.length + waiting.length === 0) {
      there?.remove();
      return [];
    }
    const title = replies.find((reply) => reply.threadTitle !== undefined)?.threadTitle;
    const thread =
      there instanceof HTMLElement
        ? there
        : h(
            'div',
            { class: 'thread' },
            h('p', { class: 'thread-title' }),
            h('ol', { class: 'log', 'aria-label': 'Thread' }),
          );
    const [heading, inner] = thread.children;
    if (heading instanceof HTMLElement) {
      heading.textContent = title ?? '';
      heading.hidden = title === undefined;
    }
    if (there === null) node.append(thread);
    if (!(inner instanceof HTMLOListElement)) return [];
    const wanted = replies.map((reply) => ({
      key: reply.id,
      state: String(reply.revision),
      draw: () => drawMessage(reply, true),
    }));
    const open = waiting.map((line) => ({
      key: `pending ${line.event}`,
      state: String(line.quiet),
      draw: () => drawPending(line),
    }));
    return reconcile([...wanted, ...open], inner, next);
  };

  /** To the newest, but never past its own beginning. @param {HTMLElement} node */
  const toEnd = (node) => {
    const begin = node.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop - 16;
    scroll.scrollTop = Math.min(scroll.scrollHeight, Math.max(begin, 0));
  };

  /**
   * All of a card that was turned when it fits, else what is new in it when that begins in sight already, else its beginning.
   * @param {HTMLElement} node
   * @param {HTMLElement | undefined} old As it was.
   */
  const toCard = (node, old) => {
    const article = node.querySelector(':scope > article') ?? node;
    const frame = scroll.getBoundingClientRect();
    const fits = article.getBoundingClientRect().height + 32 <= frame.height;
    const fresh = fits || old === undefined ? undefined : firstNew(blocksOf(old), blocksOf(node));
    const begins = fresh === undefined ? -Infinity : fresh.getBoundingClientRect().top;
    const what = fresh !== undefined && begins >= frame.top && begins < frame.bottom ? fresh : article;
    const { top, bottom } = what.getBoundingClientRect();
    const down = Math.min(bottom + 16 - frame.bottom, top - 16 - frame.top); // never past where it begins
    if (top < frame.top + 16 && what === article) scroll.scrollTop += top - frame.top - 16;
    else if (bottom > frame.bottom) scroll.scrollTop += down;
  };

  /** @param {WireMessage} message @param {boolean} inThread */
  const drawMessage = (message, inThread) => {
    const { body } = message;
    const node = h('li', { class: `message${message.private ? ' private' : ''}` });
    const article = h('article', { tabindex: -1 });
    const name = body.kind === 'line' ? body.person.name : 'Sous';
    article.setAttribute('aria-label', `${name}${message.private ? ', only you can see this' : ''}`);
    const asked = body.kind === 'card' ? body.asked : undefined;
    if (asked !== undefined) {
      const verb = { command: 'used', press: 'chose', form: 'sent' }[asked.via];
      article.append(h('p', { class: 'asked' }, h('b', {}, asked.person.name), ` ${verb} `, h('span', {}, asked.line)));
    }
    const reply =
      !inThread && !message.private && !message.room.includes(':user/')
        ? h('button', { class: 'reply quiet', type: 'button', onclick: () => onReply(message) }, icon('reply'), 'Reply')
        : undefined;
    // of a line of one's own in private one knows what it says
    const explain =
      body.kind === 'line' && reply !== undefined
        ? h('button', { class: 'reply quiet', type: 'button' }, 'Explain this')
        : undefined;
    explain?.addEventListener('click', () => onExplain(message, explain));
    article.append(
      body.kind === 'line' ? face(name) : sousFace(),
      h(
        'p',
        { class: 'byline' },
        h('b', {}, name),
        body.kind === 'line' && body.person.admin && h('span', { class: 'badge' }, 'Instructor'),
        h('time', { datetime: new Date(message.at).toISOString() }, timeOf(message.at)),
        message.private && h('span', { class: 'only-you' }, icon('eye'), 'Only you can see this'),
        reply,
        explain,
      ),
      body.kind === 'line'
        ? h('p', { class: 'said' }, body.text)
        : h(
            'div',
            { class: 'answer' },
            body.mention !== undefined && h('p', { class: 'mention' }, `@${body.mention}`),
            drawCard(body.card, (press, picked, control) => onPress(message, press, picked, control), me(), chips),
          ),
    );
    node.append(article);
    return node;
  };

  return {
    show,
    /** The focus goes to what is to be done next on a message, or stays when it is gone. @param {string} id */
    focusOn(id) {
      const node = drawn.get(id)?.node;
      if (node !== undefined) focusNext(node);
      return node !== undefined;
    },
    /** Another room: nothing that was drawn is needed any more. */
    clear() {
      drawn = new Map();
      list.replaceChildren();
    },
  };
}

/** @param {HTMLElement} node */
const blocksOf = (node) => Array.from(node.querySelectorAll(':scope > article .card > *'));
/** @param {readonly Element[]} before @param {readonly Element[]} after */
const firstNew = (before, after) => after.find((block, at) => block.textContent !== before[at]?.textContent);
const sousFace = () => h('span', { class: 'face sous', 'aria-hidden': 'true' }, icon('cloche'));

/** @param {Pending} line */
function drawPending({ text, quiet }) {
  const thinking = h(
    'p',
    { class: 'thinking', role: 'status' },
    h('span', { class: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')),
    'Sous is thinking',
  );
  return h(
    'li',
    { class: `message pending${quiet ? ' quiet-line' : ''}` },
    h('div', {}, !quiet && h('p', { class: 'said' }, text), thinking),
  );
}

/** @param {number} at */
const timeOf = (at) => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });

/** @param {number} at */
function dayOf(at) {
  const day = new Date(at);
  const today = new Date();
  if (day.toDateString() === today.toDateString()) return 'Today';
  today.setDate(today.getDate() - 1);
  if (day.toDateString() === today.toDateString()) return 'Yesterday';
  return day.toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}
