/* The message box: sentences, and commands with a menu that helps to write them. */
import { createAsker, createCombobox } from './combobox.js';
import { fittingCommands, lineFor, offersAt, positional, readLine, shapeOf } from './commands.js';
import { h, icon, part } from './dom.js';

/** @import { WireCommand, WirePerson } from '../wire.ts' */

const IDLE = 'Type / for commands';

/**
 * @param {{
 *   commands: () => readonly WireCommand[],
 *   people: () => readonly WirePerson[],
 *   suggest: (command: string, option: string, typed: string, signal: AbortSignal) => Promise<{ label: string, value: string }[]>,
 *   send: (text: string, under: string | undefined) => void,
 * }} options
 */
export function createComposer({ commands, people, suggest, send }) {
  const form = part('composer', HTMLFormElement);
  const input = part('say', HTMLInputElement);
  const button = part('send', HTMLButtonElement);
  const hint = part('hint', HTMLParagraphElement);
  const problem = part('problem', HTMLParagraphElement);
  const replying = part('replying', HTMLParagraphElement);
  const count = part('count', HTMLParagraphElement);
  /** @type {string | undefined} */
  let under;
  button.append(icon('send'));

  const box = createCombobox(input, part('menu', HTMLUListElement), {
    onCount: (found) => (count.textContent = found === 0 ? '' : `${found} suggestion${found === 1 ? '' : 's'}`),
  });
  const asker = createAsker();

  /** @param {string} text */
  const write = (text) => {
    input.value = text;
    input.setSelectionRange(text.length, text.length);
    look();
  };

  const look = () => {
    asker.stop();
    // other platforms have staff commands under /tutor; here that word may be left out
    const line = input.value.replace(/^[/／](?:tutor )?/u, '/');
    const fitting = line.startsWith('/') ? fittingCommands(line, commands()) : undefined;
    if (fitting !== undefined) return lookAtNames(line, fitting);
    const at = line.startsWith('/') ? readLine(line, commands()) : undefined;
    if (at === undefined) {
      hint.textContent = line.startsWith('/') ? 'I know no such command. /help lists them all.' : IDLE;
      return box.hide();
    }
    hint.textContent = hintAt(at);
    const offers = offersAt(at, people()).map(toItem);
    box.show(offers);
    const option = at.option ?? positional(at);
    if (option?.suggests !== true || (at.option === undefined && at.typed.trim() === '')) return undefined;
    const before =
      at.option === undefined
        ? `${at.head}${option.name}:`
        : at.head + at.rest.slice(0, at.rest.length - at.typed.length);
    return void asker.ask(
      (signal) => suggest(at.command.name, option.name, at.typed.trim(), signal),
      (found) => {
        if (document.activeElement !== input) return;
        const values = found
          .filter(({ value }) => value !== at.typed.trim())
          .map(({ label, value }) => toItem({ label, text: `${before}${value} ` }));
        box.show([...values, ...offers]);
      },
    );
  };

  /** @param {string} line @param {readonly WireCommand[]} fitting */
  const lookAtNames = (line, fitting) => {
    hint.textContent =
      fitting.length === 0 ? 'I know no such command. /help lists them all.' : 'Up and down to choose, Enter to take';
    const [only] = fitting;
    const exact =
      only !== undefined && `/${only.name}` === line.toLowerCase() && !only.options.some((option) => option.required);
    box.show(
      fitting.map((command) => ({
        label: `/${command.name}`,
        note: command.description,
        ...(command.staff && { mark: 'instructors' }),
        accept: () => write(lineFor(command)),
      })),
      // Enter sends a name that is complete, and completes one that is not
      { first: !exact },
    );
  };

  /** @param {import('./commands.js').Offer} offer @returns {import('./combobox.js').Item} */
  const toItem = ({ text, ...words }) => ({ ...words, accept: () => write(text) });

  /** @param {NonNullable<ReturnType<typeof readLine>>} at */
  const hintAt = ({ command, option }) => {
    if (option === undefined) return `${shapeOf(command)}  ${command.description}`;
    const range = option.kind === 'number' ? ` (${option.min} to ${option.max})` : '';
    return `${option.name}: ${option.description}${range}`;
  };

  const submit = () => {
    const text = input.value.trim();
    if (text === '' || input.disabled) return;
    input.value = '';
    complain('');
    const thread = under;
    replyTo(undefined, '');
    look();
    send(text, thread);
  };

  /** @param {string} text Empty: nothing to complain about any more. */
  const complain = (text) => {
    problem.textContent = text;
    problem.hidden = text === '';
  };

  /** @param {string | undefined} id @param {string} name */
  const replyTo = (id, name) => {
    under = id;
    replying.hidden = id === undefined;
    if (id === undefined) return replying.replaceChildren();
    const stop = h(
      'button',
      { class: 'quiet icon-button', type: 'button', 'aria-label': 'Leave the thread' },
      icon('close'),
    );
    stop.addEventListener('click', () => {
      replyTo(undefined, '');
      input.focus();
    });
    replying.replaceChildren(icon('reply'), h('span', {}, `Replying to ${name}. Write @Sous to ask Sous.`), stop);
    return input.focus();
  };

  input.addEventListener('input', () => look());
  input.addEventListener('keydown', (event) => {
    if (box.key(event)) return;
    if (event.key === 'ArrowDown' && /^[/／]/u.test(input.value)) look();
    else if (event.key === 'Escape' && under !== undefined) replyTo(undefined, '');
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  hint.textContent = IDLE;

  return {
    complain,
    replyTo,
    write,
    focus: () => input.focus(),
    /** @param {boolean} on */
    enable(on) {
      input.disabled = !on;
      button.disabled = !on;
    },
  };
}
