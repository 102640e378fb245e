/* Forms: a native dialog, which keeps the focus inside, closes on Escape and gives the focus back. */
import { suggestFor } from './combobox.js';
import { h } from './dom.js';
import { howMany } from './pick.js';

/** @import { WireField, WireForm } from '../wire.ts' */
/** @typedef {Record<string, string | string[]>} Filled */
/** @typedef {{ name: string, data: string }} WireFile */

/** What the server reads at once holds a file of this size. */
const MOST_BYTES = 512 * 1_024;
let made = 0;

/**
 * Opens a form and stays open until it was sent or closed; what was typed stays when sending fails.
 * @param {WireForm} form
 * @param {{
 *   submit: (fields: Filled, files: Record<string, WireFile>) => Promise<void>,
 *   suggest: (command: string, option: string, typed: string, signal: AbortSignal) => Promise<{ label: string, value: string }[]>,
 *   closed: () => void,
 * }} options `submit` rejects with an Error whose message can be shown; `closed`: sent, or closed where its opener is gone.
 */
export function openForm(form, { submit, suggest, closed }) {
  const id = `form-${++made}`;
  const opener = document.activeElement;
  let sent = false;
  const fields = form.fields.map((field, index) => drawField(field, `${id}-${index}`, suggest));
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const send = h('button', { class: 'button main', type: 'submit' }, form.submit);
  const cancel = h('button', { class: 'button plain', type: 'button', onclick: () => dialog.close() }, 'Cancel');
  const body = h(
    'form',
    { method: 'dialog', autocomplete: 'off' },
    h('h2', { id }, form.title),
    // a question may have several lines and code: they stay as they are
    form.intro !== undefined && h('p', { class: 'intro' }, form.intro),
    ...fields.map((field) => field.node),
    problem,
    h('div', { class: 'buttons' }, cancel, send),
  );
  const dialog = h('dialog', { class: 'form', 'aria-labelledby': id }, body);

  const onSubmit = async () => {
    send.disabled = true;
    send.textContent = 'Sending…';
    problem.hidden = true;
    try {
      const files = await Promise.all(fields.map(async (field) => field.file?.()));
      await submit(
        Object.fromEntries(fields.flatMap((field) => field.read() ?? [])),
        Object.fromEntries(files.filter((file) => file !== undefined)),
      );
      sent = true;
      dialog.close();
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      problem.hidden = false;
    } finally {
      send.disabled = false;
      send.textContent = form.submit;
    }
  };
  body.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!send.disabled) void onSubmit();
  });
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (sent || !(opener instanceof HTMLElement && opener.isConnected)) closed();
  });
  document.body.append(dialog);
  dialog.showModal();
  const first = body.querySelector('input, textarea, select');
  if (first instanceof HTMLElement) first.focus();
}

/** @param {string} name @param {File | undefined} file @returns {Promise<[string, WireFile] | undefined>} */
async function fileOf(name, file) {
  if (file === undefined) return undefined;
  if (file.size > MOST_BYTES) throw new Error(`${file.name} is too large: at most ${MOST_BYTES / 1_024} KB.`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  return [name, { name: file.name, data: btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join('')) }];
}

/**
 * @param {WireField} field
 * @param {string} id
 * @param {Parameters<typeof openForm>[1]['suggest']} suggest
 * @returns {{ node: HTMLElement, read: () => [[string, string | string[]]] | undefined, file?: () => Promise<[string, WireFile] | undefined> }}
 */
function drawField(field, id, suggest) {
  const noteId = `${id}-note`;
  const described = field.note === undefined ? undefined : noteId;
  const note = field.note !== undefined && h('p', { class: 'field-note', id: noteId }, field.note);
  const label = [field.label, !field.required && h('span', { class: 'optional' }, ' optional')];
  switch (field.kind) {
    case 'text': {
      const attributes = {
        id,
        required: field.required,
        maxlength: field.max,
        placeholder: field.placeholder,
        'aria-describedby': described,
      };
      const input = field.long
        ? h('textarea', { ...attributes, rows: 5 })
        : h('input', { ...attributes, type: 'text' });
      input.value = field.value ?? '';
      const node = h('div', { class: 'field' }, h('label', { for: id }, ...label), note, input);
      const { suggest: from } = field;
      if (from !== undefined && input instanceof HTMLInputElement) {
        const list = h('ul', {
          class: 'menu below',
          role: 'listbox',
          id: `${id}-list`,
          'aria-label': 'Suggestions',
          hidden: true,
        });
        node.append(list);
        suggestFor(input, list, (typed, signal) => suggest(from.command, from.option, typed, signal));
      }
      return { node, read: () => (input.value === '' ? undefined : [[field.name, input.value]]) };
    }
    case 'pick': {
      const several = field.max > 1;
      const boxes = field.options.map((option) => {
        const box = h('input', {
          type: several ? 'checkbox' : 'radio',
          name: id,
          value: option.value,
          required: !several && field.required,
        });
        box.checked = option.picked === true;
        return box;
      });
      const picked = () => boxes.filter((box) => box.checked).map((box) => box.value);
      const check = () => {
        const count = picked().length;
        const bad = count < field.min && (field.required || count > 0 || field.min > 0) ? true : count > field.max;
        boxes[0]?.setCustomValidity(bad ? howMany(field.min, field.max) : '');
      };
      check();
      const node = h(
        'fieldset',
        { class: 'field', onchange: check, 'aria-describedby': described },
        h(
          'legend',
          {},
          ...label,
          several &&
            h(
              'span',
              { class: 'optional' },
              `${field.required ? ' ' : ', '}${howMany(field.min, field.max).toLowerCase()}`,
            ),
        ),
        note,
        h(
          'div',
          { class: 'options' },
          ...field.options.map((option, index) =>
            h(
              'label',
              {},
              boxes[index],
              h(
                'span',
                {},
                h('span', { class: 'option-label' }, option.label),
                option.note !== undefined && h('span', { class: 'option-note' }, option.note),
              ),
            ),
          ),
        ),
      );
      return { node, read: () => (picked().length === 0 ? undefined : [[field.name, picked()]]) };
    }
    case 'file': {
      const input = h('input', { id, type: 'file', required: field.required, 'aria-describedby': described });
      const node = h('div', { class: 'field' }, h('label', { for: id }, ...label), note, input);
      return { node, read: () => undefined, file: async () => fileOf(field.name, input.files?.[0]) };
    }
    default:
      return /** @satisfies {never} */ (field);
  }
}
