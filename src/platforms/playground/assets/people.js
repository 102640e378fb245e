/* Who one is: a name, kept in this browser; each window may be somebody else. */
import { face, h, icon, kept } from './dom.js';

/** @import { WirePerson } from '../wire.ts' */

/** @typedef {{ name: string, admin: boolean }} Me */

/** @param {unknown} value @returns {value is Me} */
const isMe = (value) =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'admin' in value &&
  typeof value.admin === 'boolean';

/** @param {string | null} text @returns {unknown} */
function parse(text) {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null; // somebody wrote there by hand: as good as nothing
  }
}

/** @returns {Me[]} Everybody who came in through this browser, the latest first. */
export function everybody() {
  const list = parse(kept.get('people'));
  return Array.isArray(list) ? list.filter(isMe) : [];
}

/** Who this window is: its own choice, else the browser's latest. @returns {Me | undefined} */
export function whoAmI() {
  const own = parse(kept.get('me', sessionStorage));
  return isMe(own) ? own : everybody()[0];
}

/** @param {Me} me */
export function remember(me) {
  kept.set('me', JSON.stringify(me), sessionStorage);
  kept.set('people', JSON.stringify([me, ...everybody().filter((one) => one.name !== me.name)].slice(0, 8)));
}

/** @param {HTMLButtonElement} button @param {WirePerson} me */
export function drawWho(button, me) {
  button.hidden = false;
  button.replaceChildren(
    face(me.name),
    h('span', { class: 'who-name' }, me.name),
    ...(me.admin ? [' ', h('span', { class: 'badge' }, 'Instructor')] : []),
    icon('down'),
  );
  // what is heard holds what is seen, word for word
  button.setAttribute('aria-label', `You are ${me.name}${me.admin ? ' Instructor' : ''}. Change who you are`);
}

/**
 * Asks who one is.
 * @param {{ me: Me | undefined, choose: (me: Me) => Promise<void> }} options `choose` rejects with an Error to show.
 */
export function askWho({ me, choose }) {
  const name = h('input', {
    id: 'name',
    type: 'text',
    required: true,
    maxlength: 40,
    autocomplete: 'off',
  });
  const admin = h('input', { id: 'admin', type: 'checkbox' });
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const enter = h('button', { class: 'button main', type: 'submit' }, 'Come in');
  const others = everybody().filter((one) => one.name !== me?.name);

  /** @param {Me} chosen */
  const take = async (chosen) => {
    enter.disabled = true;
    problem.hidden = true;
    try {
      await choose(chosen);
      dialog.close('chosen');
    } catch (error) {
      problem.textContent =
        error instanceof TypeError
          ? 'Sous is not answering. Is it running?'
          : error instanceof Error
            ? error.message
            : String(error);
      problem.hidden = false;
      enter.disabled = false;
      name.focus();
    }
  };

  const body = h(
    'form',
    { method: 'dialog', autocomplete: 'off' },
    h('h2', { id: 'who-title' }, 'Who are you?'),
    h(
      'p',
      { class: 'intro' },
      me === undefined
        ? 'Sous keeps your score under this name. There is no password: anybody who can open this page can use any name.'
        : `In this window you are ${me.name}. Another window can be somebody else.`,
    ),
    others.length > 0 &&
      h(
        'div',
        { class: 'known', role: 'group', 'aria-label': 'Names used in this browser' },
        ...others.map((one) =>
          h(
            'button',
            { class: 'button plain person', type: 'button', onclick: () => void take(one) },
            face(one.name),
            one.name,
            one.admin && h('span', { class: 'badge' }, 'Instructor'),
          ),
        ),
      ),
    h('div', { class: 'field' }, h('label', { for: 'name' }, others.length > 0 ? 'Another name' : 'Your name'), name),
    h('label', { class: 'check' }, admin, h('span', {}, 'I am an instructor (admin)')),
    problem,
    h(
      'div',
      { class: 'buttons' },
      me !== undefined &&
        h('button', { class: 'button plain', type: 'button', onclick: () => dialog.close() }, 'Stay as I am'),
      enter,
    ),
  );
  /** @type {HTMLDialogElement} */
  const dialog = h('dialog', { class: 'form who-dialog', 'aria-labelledby': 'who-title' }, body);
  body.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!enter.disabled) void take({ name: name.value, admin: admin.checked });
  });
  // without a name there is nothing to go back to
  dialog.addEventListener('cancel', (event) => {
    if (me === undefined) event.preventDefault();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (me === undefined && dialog.returnValue !== 'chosen') askWho({ me, choose });
    else if (dialog.returnValue === 'chosen') document.getElementById('say')?.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  name.focus();
}
