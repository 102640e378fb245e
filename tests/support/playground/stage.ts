/** The playground as a stage: people talk to Sous over its real HTTP API, as the page does. */
import { randomUUID } from 'node:crypto';
import type { WireForm, WireMessage, WireProblem, WireResult } from '../../../src/platforms/playground/wire.ts';
import { type Boot, bytesOf, isFile, type Person, type Seen, type Stage } from '../stage.ts';
import { type Client, GENERAL, openClient } from './client.ts';
import { seenForm, seenGone, seenMessage, seenProblem } from './seen.ts';
import { type PlaygroundServer, type PlaygroundServerOptions, startPlayground } from './server.ts';

export interface PlaygroundStage extends Stage {
  readonly server: PlaygroundServer;
  /** The page's view of one person, for what a Person cannot do. */
  client(name: string): Promise<Client>;
}

export async function playgroundStage(boot: Boot, options: PlaygroundServerOptions = {}): Promise<PlaygroundStage> {
  const server = await startPlayground(boot, options);
  /** Which message somebody saw: a Seen is what tests hold on to. */
  const seenAs = new WeakMap<Seen, WireMessage>();
  const remember = (message: WireMessage): Seen => {
    const seen = seenMessage(message);
    seenAs.set(seen, message);
    return seen;
  };
  return {
    name: 'playground',
    server,
    client: async (name) => openClient(server.url, name),
    person: (name, { admin = false } = {}) => createPerson({ server, name, admin, seenAs, remember }),
    async channel() {
      const onlooker = await openClient(server.url, 'Onlooker');
      const { messages } = await onlooker.snapshot();
      return messages
        .filter((message) => message.room === GENERAL)
        .toSorted((a, b) => a.at - b.at)
        .map(remember);
    },
    async restart() {
      await server.goAway();
      await server.comeBack();
    },
    stop: async () => server.goAway(),
  };
}

/** An event as it is sent, with what of it is looked at here. */
interface Sent extends Readonly<Record<string, unknown>> {
  readonly room?: string;
  readonly message?: string;
}

interface PersonOptions {
  readonly server: PlaygroundServer;
  readonly name: string;
  readonly admin: boolean;
  readonly seenAs: WeakMap<Seen, WireMessage>;
  readonly remember: (message: WireMessage) => Seen;
}

function createPerson({ server, name, admin, seenAs, remember }: PersonOptions): Person {
  let opened: Promise<Client> | undefined;
  const client = async (): Promise<Client> => (opened ??= openClient(server.url, name, admin));
  let latest: WireMessage | undefined;
  let open: { form: WireForm; room: string; message: string | undefined } | undefined;
  let last: Sent | undefined;

  const deliver = async (event: Sent): Promise<Seen> => {
    last = { event: randomUUID(), ...event };
    const { status, body } = await (await client()).send(last);
    if (status !== 200) return seenProblem((body as WireProblem).problem);
    const result = body as WireResult;
    switch (result.kind) {
      case 'message':
        latest = result.message;
        return remember(result.message);
      case 'gone':
        return seenGone();
      case 'ask':
        open = {
          form: result.form,
          room: event.room ?? GENERAL,
          message: event.message,
        };
        return seenForm(result.form);
      case 'done':
        return { text: '', buttons: [], picks: [], pictures: [], private: true };
      default:
        return result satisfies never;
    }
  };

  /** The message as it is now: others may have changed it. */
  const on = async (seen: Seen | undefined): Promise<WireMessage> => {
    const wanted = seen === undefined ? latest : seenAs.get(seen);
    if (wanted === undefined) throw new Error(`${name} has seen no message yet`);
    const { messages } = await (await client()).snapshot();
    return messages.find((message) => message.id === wanted.id) ?? wanted;
  };
  const blocksOf = (message: WireMessage) => (message.body.kind === 'card' ? message.body.card.blocks : []);

  return {
    name,
    command: async (command, options = {}) => deliver({ kind: 'line', text: commandLine(command, options) }),
    type: async (line) => deliver({ kind: 'line', text: `/${line}` }),
    mention: async (text) => deliver({ kind: 'line', text, room: GENERAL }),
    say: async (text) => deliver({ kind: 'line', text, room: (await client()).me.id }),
    async press(label, seen) {
      const message = await on(seen);
      const all = blocksOf(message)
        .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
        .filter((button) => button.kind === 'press');
      const starting = all.filter((button) => button.label.startsWith(label));
      const found = all.find((button) => button.label === label) ?? (starting.length === 1 ? starting[0] : undefined);
      if (found === undefined) {
        throw new Error(`there is no button "${label}" among: ${all.map((button) => button.label).join(', ')}`);
      }
      return deliver({ kind: 'press', room: message.room, message: message.id, press: found.press });
    },
    async pick(list, labels, seen) {
      const message = await on(seen);
      const block = blocksOf(message).find((one) => one.kind === 'pick' && one.label === list);
      if (block?.kind !== 'pick') throw new Error(`there is no list "${list}"`);
      const picked = labels.map((label) => valueOf(block.options, label));
      return deliver({ kind: 'press', room: message.room, message: message.id, press: block.press, picked });
    },
    async submit(filled) {
      if (open === undefined) throw new Error('no form is open');
      const { form, room, message } = open;
      open = undefined;
      const fieldOf = (label: string) => {
        const field = form.fields.find((one) => one.label === label);
        if (field === undefined) throw new Error(`the form has no field "${label}"`);
        return field;
      };
      const files = Object.entries(filled).flatMap(([label, value]) =>
        isFile(value) && fieldOf(label).kind === 'file'
          ? [[fieldOf(label).name, { name: value.file, data: bytesOf(value).toString('base64') }]]
          : [],
      );
      const fields = Object.entries(filled).flatMap(([label, value]): [string, string | readonly string[]][] => {
        const field = fieldOf(label);
        if (isFile(value)) return [];
        const wanted = typeof value === 'string' ? [value] : value;
        return [
          [field.name, field.kind === 'pick' ? wanted.map((one) => valueOf(field.options, one)) : (wanted[0] ?? '')],
        ];
      });
      return deliver({
        kind: 'form',
        room,
        press: form.press,
        fields: Object.fromEntries(fields),
        files: Object.fromEntries(files),
        ...(message !== undefined && { message }),
      });
    },
    async download(file, seen) {
      const files = blocksOf(await on(seen)).filter((block) => block.kind === 'file');
      const found = files.find((one) => one.name.startsWith(file));
      if (found === undefined) throw new Error(`there is no file "${file}"`);
      const { me } = await client();
      const response = await fetch(`${server.url}${found.src}?${new URLSearchParams({ me: me.id }).toString()}`);
      if (!response.ok) throw new Error(`${found.name}: ${response.status} ${await response.text()}`);
      return Buffer.from(await response.arrayBuffer());
    },
    async explain(author, text) {
      const writer = await openClient(server.url, author.name);
      await writer.send({ event: randomUUID(), kind: 'line', room: GENERAL, text });
      const { messages } = await (await client()).snapshot();
      const line = messages.findLast(({ body }) => body.kind === 'line' && body.text === text);
      if (line === undefined) throw new Error('the line is not there');
      return deliver({ kind: 'explain', room: GENERAL, message: line.id });
    },
    async repeat() {
      if (last === undefined) throw new Error(`${name} has done nothing yet`);
      await (await client()).send(last);
    },
    async suggestions(command, option, typed) {
      const query = { command, option, typed };
      const { body } = await (await client()).get('/suggest', query);
      return (body as readonly { label: string }[]).map((one) => one.label);
    },
  };
}

/** As a person types it. Values are quoted when they look like something else. */
const commandLine = (command: string, options: Readonly<Record<string, string | number | boolean>>): string =>
  [`/${command}`, ...Object.entries(options).map(([name, value]) => `${name}:${quoted(String(value))}`)].join(' ');
const quoted = (value: string): string => (/\s\S+:/u.test(value) ? `"${value}"` : value);

function valueOf(options: readonly { label: string; value: string }[], label: string): string {
  const found = options.find((option) => option.label === label || option.label.replace(/^[#@]/u, '') === label);
  if (found === undefined)
    throw new Error(`there is no "${label}" among: ${options.map((one) => one.label).join(', ')}`);
  return found.value;
}
