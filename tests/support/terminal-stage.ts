/** The terminal as a stage: people type and press, and read what a program would be told. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Field, OpenForm } from '../../src/chat/form.ts';
import { LIMITS } from '../../src/chat/limits.ts';
import { createTerminal, type Terminal } from '../../src/platforms/terminal/index.ts';
import type { Shown } from '../../src/platforms/terminal/answer.ts';
import type { Message } from '../../src/platforms/terminal/messages.ts';
import { EMPTY, messageText } from '../../src/platforms/terminal/render.ts';
import { CHANNELS, ROLES } from '../../src/platforms/terminal/rooms.ts';
import type { CrawlField } from './crawl.ts';
import { type Boot, bytesOf, type GivenFile, isFile, type Seen, type Stage } from './stage.ts';

export interface TerminalStage extends Stage {
  /** What the fields of a form take. */
  fieldsOf(form: Seen): readonly CrawlField[];
  readonly terminal: Terminal;
}

const seenMessage = ({ screen, viewer, place }: Message): Seen => ({
  text: messageText(screen),
  buttons: screen.keys.map(({ label }) => label),
  picks: screen.lists.map(({ label, options }) => ({ label, options: options.map((option) => option.label) })),
  pictures: screen.parts.flatMap(({ ...part }) =>
    part.kind === 'words' ? (/^\(picture: (.*)\)$/su.exec(part.text)?.[1] ?? []) : [],
  ),
  private: viewer !== undefined || place.includes(':user/'),
});

/** The place of a message among all: a redrawn one keeps it. */
const numberOf = ({ ref }: Message): number => Number(ref.split('.').at(-1));

async function onDisk(given: GivenFile): Promise<string> {
  const place = path.join(await mkdtemp(path.join(tmpdir(), 'sous-given-')), given.file);
  await writeFile(place, bytesOf(given));
  return place;
}

const NOTHING: Seen = { text: '', buttons: [], picks: [], pictures: [], private: true };

export async function terminalStage(boot: Boot, options: { readonly now?: () => number } = {}): Promise<TerminalStage> {
  // the window stays open over a restart
  const terminal = createTerminal(options);
  let sous = await boot(terminal);
  const messages = new WeakMap<Seen, Message>();
  const forms = new WeakMap<Seen, OpenForm>();
  const remember = (message: Message): Seen => {
    const seen = seenMessage(message);
    messages.set(seen, message);
    return seen;
  };
  return {
    name: 'terminal',
    terminal,
    fieldsOf: (form) => Object.values(forms.get(form)?.fields ?? {}).map(crawlField),
    person(name, { admin = false } = {}) {
      const seat = terminal.sit({ name, admin, locale: 'en' }, name.toLowerCase().replaceAll(/\W+/gu, '-'));
      let form: Extract<Shown, { kind: 'field' }> | undefined;
      const seen = (shown: Shown): Seen => {
        switch (shown.kind) {
          case 'message':
            return remember(shown.message);
          case 'field': {
            form = shown;
            const opened = seenForm(shown);
            forms.set(opened, shown.filling.form);
            return opened;
          }
          case 'gone':
            return { ...NOTHING, gone: true };
          case 'nothing':
            return NOTHING;
          case 'told':
            return { ...NOTHING, text: messageText(shown.screen) };
          default:
            return shown satisfies never;
        }
      };
      const refOn = (on: Seen | undefined) => (on === undefined ? undefined : messages.get(on)?.ref);
      const pickOrSkip = async (labels: readonly string[]): Promise<Shown> =>
        labels.length === 0 ? seat.say('') : seat.press(labels);
      return {
        name,
        command: async (command, given = {}) => seen(await seat.say(commandLine(command, given), { inRoom: true })),
        type: async (line) => seen(await seat.say(`/${line}`, { inRoom: true })),
        mention: async (text) => seen(await seat.say(text, { inRoom: true })),
        say: async (text) => seen(await seat.say(text)),
        press: async (label, on) => seen(await seat.press([label], refOn(on))),
        pick: async (_list, labels, on) => seen(await seat.press(labels, refOn(on))),
        async submit(given) {
          if (form === undefined) throw new Error('no form is open');
          const { filling } = form;
          form = undefined;
          let shown: Shown | undefined;
          for (const { label } of Object.values(filling.form.fields).slice(filling.at)) {
            const value = given[label] ?? '';
            const said = isFile(value) ? await onDisk(value) : value;
            shown = typeof said === 'string' ? await seat.say(said) : await pickOrSkip(said);
          }
          if (shown === undefined) throw new Error('the form has no field');
          return seen(shown);
        },
        async download(file, on) {
          const message = on === undefined ? undefined : messages.get(on);
          const found = [...(message?.files ?? [])].find(([called]) => called.startsWith(file));
          if (found === undefined) throw new Error(`there is no file "${file}"`);
          if (!messageText(message?.screen ?? EMPTY).includes(found[1])) throw new Error('its path is not told');
          return readFile(found[1]);
        },
        repeat: async () => seat.repeat(),
        suggestions: async (command, option, typed) => seat.complete(`/${command} ${option}:${typed}`),
      };
    },
    channel: async () =>
      terminal
        .sit({ name: 'Onlooker', admin: false, locale: 'en' }, 'onlooker')
        .sees()
        .toSorted((a, b) => numberOf(a) - numberOf(b))
        .map(remember),
    async restart() {
      await sous.stop();
      sous = await boot(terminal);
    },
    stop: async () => sous.stop(),
  };
}

function seenForm({ filling, screen }: Extract<Shown, { kind: 'field' }>): Seen {
  const fields = Object.values(filling.form.fields);
  const picks = fields.flatMap((field) =>
    field.kind === 'pick' ? [[field.label, field.options.map(({ label }) => label)] as const] : [],
  );
  const form = {
    title: filling.form.title,
    fields: fields.map(({ label }) => label),
    options: Object.fromEntries(picks),
  };
  return { ...NOTHING, text: messageText(screen), form };
}

function crawlField(field: Field): CrawlField {
  const { label, required = false } = field;
  if (field.kind === 'text')
    return { label, kind: 'text', required, options: [], min: 1, max: field.max ?? LIMITS.typed };
  if (field.kind === 'file') return { label, kind: 'file', required, options: [], min: 1, max: 1 };
  const options = field.kind === 'pick' ? field.options : field.kind === 'channel' ? CHANNELS : ROLES;
  const { min = 1, max = 1 } = field.kind === 'pick' ? field : {};
  return { label, kind: 'pick', required, options: options.map((one) => one.label), min, max };
}

const commandLine = (command: string, options: Readonly<Record<string, string | number | boolean>>): string =>
  [`/${command}`, ...Object.entries(options).map(([name, value]) => `${name}:${quoted(String(value))}`)].join(' ');
const quoted = (value: string): string => (/\s\S+:/u.test(value) ? `"${value}"` : value);
