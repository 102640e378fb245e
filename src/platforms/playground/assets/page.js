/* The page: brings together the state, the stream, the conversation, the message box and the dialogs. */
import { createComposer } from './composer.js';
import { commandsFor } from './commands.js';
import { drawEarlier } from './earlier.js';
import { kept, part } from './dom.js';
import { openForm } from './form.js';
import { createLog } from './log.js';
import { askWho, drawWho, remember, whoAmI } from './people.js';
import { drawHead, drawRooms } from './rooms.js';
import { createState } from './state.js';
import { get, introduce, newEvent, openStream, sendEvent, wordsOf } from './talk.js';
import { setUpTheme } from './toggle.js';
import { drawEmpty, drawWelcome } from './welcome.js';

/** @import { WireCommand, WireEvent, WireMessage, WirePerson, WireResult, WireWelcome } from '../wire.ts' */

const scroll = part('log-scroll', HTMLDivElement);
const banner = part('banner', HTMLParagraphElement);
const whoButton = part('who', HTMLButtonElement);

const state = createState();
/** @type {WirePerson | undefined} */
let me;
/** @type {ReturnType<typeof openStream> | undefined} */
let stream;
/** @type {readonly WireCommand[]} */
let commands = [];
/** @type {WireWelcome} */
let welcome = { about: '', starters: [] };
const GENERAL = 'playground:channel/general';
let room = GENERAL;
/** @type {Map<string, import('./log.js').Pending>} */
const pending = new Map();
/** @type {Set<string>} */
const unread = new Set();
/** Events of this window: the page follows what they bring. @type {Set<string>} */
const own = new Set();
/** Messages that were pressed in this window and are not drawn anew yet. @type {Set<string>} */
const turned = new Set();

/**
 * @param {string} where @param {string} command @param {string} option @param {string} typed @param {AbortSignal} signal
 * @returns {Promise<{ label: string, value: string }[]>}
 */
const suggest = (where, command, option, typed, signal) =>
  get('/suggest', { me: me?.id ?? '', room: where, command, option, typed: typed.slice(0, 200) }, signal);

const composer = createComposer({
  commands: () => commands,
  admin: () => me?.admin === true,
  people: state.people,
  suggest: (...asked) => suggest(room, ...asked),
  send: (text, under) => void sendLine(text, under),
});
const log = createLog({
  list: part('log', HTMLOListElement),
  news: part('news', HTMLDivElement),
  scroll,
  me: () => me?.id ?? '',
  onPress: (message, press, picked, control) =>
    void sendOn(message, { kind: 'press', press, ...(picked && { picked }) }, control),
  onExplain: (message, control) => void sendOn(message, { kind: 'explain' }, control),
  onReply: (message) => composer.replyTo(message.id, message.body.kind === 'line' ? message.body.person.name : 'Sous'),
  chips: {
    commands: () => commandsFor(commands, me?.admin === true),
    run: (line) => void sendLine(line, undefined),
    write: composer.write,
  },
});

/** @param {{ jump?: boolean }} [how] */
function draw({ jump = false } = {}) {
  const here = state.rooms().find((one) => one.id === room) ?? state.rooms()[0];
  if (here === undefined || me === undefined) return;
  drawHead(here);
  const messages = state.in(here.id);
  const waiting = [...pending.values()].filter((line) => line.room === here.id);
  const isNew = kept.get('welcomed') === null && here.id === GENERAL;
  const top = isNew
    ? drawWelcome({
        name: me.name,
        about: welcome.about,
        starters: welcome.starters,
        send: (text) => void sendLine(text, undefined),
        close: endWelcome,
      })
    : messages.length + waiting.length === 0
      ? drawEmpty(here)
      : undefined;
  for (const id of log.show(messages, waiting, top, { jump, own, turned })) turned.delete(id);
  drawRooms({ rooms: state.rooms(), room, unread, enter });
  drawEarlier({
    first: state.hasMore(room) ? messages.find((message) => message.under === undefined) : undefined,
    load: showEarlier,
  });
}

/** @param {number} at */
async function showEarlier(at) {
  const asked = room;
  const fromEnd = scroll.scrollHeight - scroll.scrollTop;
  try {
    /** @type {{ messages: WireMessage[], more: boolean }} */
    const { messages, more } = await get('/messages', { me: me?.id ?? '', room: asked, before: String(at) });
    state.prepend(asked, messages, more);
    draw();
    if (asked === room) scroll.scrollTop = scroll.scrollHeight - fromEnd; // what one was reading stays where it was
  } catch (error) {
    composer.complain(wordsOf(error));
  }
}

/** @param {string} next */
function enter(next) {
  room = next;
  unread.delete(next);
  kept.set('room', next.includes(':user/') ? 'direct' : next, sessionStorage);
  composer.replyTo(undefined, '');
  composer.complain('');
  log.clear();
  draw({ jump: true });
  composer.focus();
}

function endWelcome() {
  kept.set('welcomed', 'yes');
  draw();
  composer.focus();
}

/**
 * @param {object} body
 * @param {import('./log.js').Pending} line
 * @returns {Promise<WireResult>}
 */
async function act(body, line) {
  pending.set(line.event, line);
  own.add(line.event);
  draw();
  try {
    return await sendEvent(
      { me: me?.id ?? '', room: line.room, event: line.event, ...body },
      { again: async () => stream?.again(), introduce: async () => me && introduce(me) },
    );
  } finally {
    pending.delete(line.event);
    draw();
  }
}

/** @param {string} text @param {string | undefined} under */
async function sendLine(text, under) {
  if (kept.get('welcomed') === null) kept.set('welcomed', 'yes');
  const event = newEvent();
  const thread = under === undefined ? {} : { under };
  try {
    const result = await act({ kind: 'line', text, ...thread }, { event, room, text, quiet: false, ...thread });
    take(result, { room, line: text, ...thread });
  } catch (error) {
    composer.complain(wordsOf(error));
    composer.write(text); // nothing that was typed is lost
  }
}

/** Does something to a message. @param {WireMessage} message @param {object} what @param {HTMLElement} control */
async function sendOn(message, what, control) {
  const article = control.closest('article');
  if (article === null || article.getAttribute('aria-busy') === 'true') return; // one press at a time on a message
  article.setAttribute('aria-busy', 'true');
  turned.add(message.id);
  const controls = Array.from(article.querySelectorAll('button, [role=listbox]'));
  for (const one of controls) one.setAttribute('aria-disabled', 'true');
  try {
    const under = message.under === undefined ? {} : { under: message.under };
    const result = await act(
      { ...what, message: message.id },
      { event: newEvent(), room: message.room, text: '', quiet: true, ...under },
    );
    take(result, { room: message.room, message: message.id });
  } catch (error) {
    composer.complain(wordsOf(error));
  } finally {
    turned.delete(message.id);
    article.removeAttribute('aria-busy');
    for (const one of controls) one.removeAttribute('aria-disabled');
  }
}

/**
 * @param {WireResult} result
 * @param {{ room: string, message?: string, under?: string, line?: string }} from
 */
function take(result, from) {
  if (result.kind === 'message') state.put(result.message);
  else if (result.kind === 'gone') state.drop(result.id);
  else if (result.kind === 'ask') {
    const { room: there, ...rest } = from;
    const { press } = result.form;
    /** @type {string | undefined} */
    let answered;
    const event = newEvent(); // one for the form: sending it twice is sending it once
    openForm(result.form, {
      suggest: (...asked) => suggest(there, ...asked),
      submit: async (fields, files) => {
        const under = rest.under === undefined ? {} : { under: rest.under };
        const line = { event, room: there, text: '', quiet: true, ...under };
        if (from.message !== undefined) turned.add(from.message);
        const came = await act({ kind: 'form', press, fields, files, ...rest }, line);
        take(came, from);
        if (from.message !== undefined) turned.delete(from.message);
        answered = came.kind === 'message' ? came.message.id : from.message;
      },
      // Enter goes on with what came of it
      closed: () => (answered !== undefined && log.focusOn(answered)) || composer.focus(),
    });
  }
  draw();
}

/** @param {WireEvent} event */
function onEvent(event) {
  switch (event.kind) {
    case 'snapshot': {
      const first = state.rooms().length === 0;
      state.replace(event);
      me = event.me;
      drawWho(whoButton, me);
      if (!state.rooms().some((one) => one.id === room)) room = event.rooms[0]?.id ?? room;
      if (!first) void loadCommands();
      composer.enable(true);
      draw({ jump: first });
      if (first && document.activeElement === document.body) composer.focus();
      return;
    }
    case 'message': {
      const { message } = event;
      const line = message.event === undefined ? undefined : pending.get(message.event);
      // the line stands in the room now; what is left of the waiting is that Sous is thinking
      if (line !== undefined && message.body.kind === 'line') pending.set(line.event, { ...line, quiet: true });
      else if (line !== undefined) pending.delete(line.event);
      if (state.put(message) && message.room !== room) unread.add(message.room);
      break;
    }
    case 'gone':
      state.drop(event.id);
      break;
    case 'person':
      state.meet(event.person);
      return;
    default:
      throw new Error('an event that this page does not know', { cause: /** @satisfies {never} */ (event) });
  }
  draw();
}

/** Another Sous may have other commands. */
async function loadCommands() {
  try {
    const here = { me: me?.id ?? '', room: GENERAL };
    commands = await get('/commands');
    welcome = await get('/welcome', here);
    draw();
  } catch (error) {
    composer.complain(wordsOf(error));
  }
}

/** @param {boolean} online */
function onState(online) {
  banner.hidden = online;
  banner.textContent = online ? '' : 'Sous is not answering; trying again.';
}

/** @param {import('./people.js').Me} person */
async function become(person) {
  const known = await introduce(person);
  remember(person);
  stream?.close();
  me = known;
  const saved = kept.get('room', sessionStorage);
  room = saved === 'direct' ? known.id : (saved ?? GENERAL);
  unread.clear();
  log.clear();
  drawWho(whoButton, me);
  await loadCommands(); // before anything is drawn: commands that a card names can be pressed
  stream = openStream({
    me: () => me?.id ?? '',
    onEvent,
    onState,
    onRefused: async () => void (me && (await introduce(me))),
  });
}

whoButton.addEventListener('click', () => askWho({ me: whoAmI(), choose: become }));
setUpTheme(part('theme', HTMLButtonElement));

/** Comes back as who one was; keeps trying while the server is not there. */
async function arrive() {
  const known = whoAmI();
  if (known === undefined) return askWho({ me: undefined, choose: become });
  try {
    return await become(known);
  } catch (error) {
    if (!(error instanceof TypeError)) return askWho({ me: undefined, choose: become });
    onState(false);
    setTimeout(() => void arrive(), 1_000);
    return undefined;
  }
}
void arrive();
