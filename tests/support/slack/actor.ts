/** One person in the fake Slack, with eyes: does things and waits for what can be seen of them. */
import { type EventEmitter, once } from 'node:events';
import type { GivenFile, Person, Seen } from '../stage.ts';
import type { Delivered, Delivery, Kind, Payload } from './deliver.ts';
import {
  actionOnMessage,
  actionOnView,
  commandPayload,
  directMessage,
  globalShortcut,
  homeOpened,
  mention,
  messageShortcut,
  type Pressed,
  type Scene,
  submission,
  suggestionPayload,
} from './events.ts';
import { fillIn, findButton, keepFile, findDone, findLink, findPick, pickedValue, stateOf } from './hands.ts';
import { seenBlocks } from './seen.ts';
import { type Change, directOf, type Message, type Team, type User, type View } from './world.ts';

export type Target =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'view'; readonly id: string };

/** More than a Person can do everywhere: Slack's own ways in. */
export interface SlackPerson extends Person {
  readonly user: User;
  /** `/tutor` with exactly this text behind it; in the common channel unless said. */
  type(text: string, channel?: string): Promise<Seen>;
  /** A mention in a channel; in a thread when given its first message's `ts`. */
  mention(text: string, options?: { readonly channel?: string; readonly thread?: string }): Promise<Seen>;
  /** The message shortcut. */
  explainMessage(message: Message): Promise<Seen>;
  /** The global shortcut. */
  lookUp(): Promise<Seen>;
  openHome(): Promise<Seen>;
}

export interface ActorTools {
  readonly scene: Scene;
  readonly delivery: Delivery;
  readonly team: Team;
  /** The common channel. */
  readonly channel: string;
  /** Where to press on what was seen, for everybody. */
  readonly targets: WeakMap<Seen, Target>;
  /** The modal behind each form that was seen. */
  readonly forms: WeakMap<Seen, View>;
  /** Says each time an event is claimed. */
  readonly claims: EventEmitter<{ claim: [string, boolean] }>;
}

const WAIT = 20_000;

export function createActor(tools: ActorTools, user: User): SlackPerson {
  const { scene, delivery, team, targets, claims } = tools;
  const { world } = scene;
  let last: Target | undefined;
  let form: View | undefined;
  let sent: { readonly kind: Kind; readonly payload: Payload } | undefined;
  const picked = new Map<string, Payload>();

  /** The next thing that can be seen of this person's doing; the App Home is only looked at when it is open. */
  async function nextChange(home: boolean, act: () => Promise<unknown>): Promise<Change> {
    let off = (): void => undefined;
    const changed = new Promise<Change>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${user.display} sees nothing happen`)), WAIT);
      const onChange = (change: Change): void => {
        const isHome = change.what.kind === 'view' && change.what.view.type === 'home';
        const mine = change.team === team.id && (change.user === undefined || change.user === user.id);
        // what is posted to the channel for everybody stands beside the answer; it is read from the channel
        const posted =
          change.user === undefined &&
          change.what.kind === 'message' &&
          change.what.message.metadata?.event_type === 'sous';
        // a file comes before the card that speaks of it
        const handed = change.what.kind === 'message' && change.what.message.files !== undefined;
        if (mine && !posted && !handed && isHome === home) resolve(change);
      };
      world.events.on('change', onChange);
      off = () => {
        clearTimeout(timer);
        world.events.off('change', onChange);
      };
    });
    // an act that fails leaves nobody waiting
    changed.catch(() => undefined);
    try {
      await act();
      return await changed;
    } finally {
      off();
    }
  }

  async function deliver(kind: Kind, payload: Payload): Promise<Delivered> {
    sent = { kind, payload };
    return delivery.send(kind, payload);
  }

  const act = async (kind: Kind, payload: Payload, home = false): Promise<Seen> =>
    see(await nextChange(home, async () => deliver(kind, payload)));

  function see({ what }: Change): Seen {
    if (what.kind === 'view') return seeView(what.view);
    if (what.how === 'gone') return { text: '', buttons: [], picks: [], pictures: [], private: true, gone: true };
    const { message } = what;
    const direct = team.channels.get(message.channel)?.kind === 'im';
    return remember(
      { kind: 'message', message },
      seenBlocks(message.blocks, message.viewer !== undefined || direct, channelNames(team)),
    );
  }

  function seeView(view: View): Seen {
    const inputs = view.blocks.filter((block) => block.type === 'input');
    const seen = seenBlocks(view.blocks, true, channelNames(team));
    if (inputs.length === 0) return remember({ kind: 'view', id: view.id }, seen);
    form = view;
    const opened = {
      ...seen,
      form: {
        title: view.title,
        fields: inputs.map((input) => input.label.text),
        options: Object.fromEntries(
          inputs.flatMap(({ label, element }) =>
            'options' in element ? [[label.text, (element.options ?? []).map((option) => option.text.text)]] : [],
          ),
        ),
      },
    };
    tools.forms.set(opened, view);
    return opened;
  }

  function remember(target: Target, seen: Seen): Seen {
    last = target;
    targets.set(seen, target);
    return seen;
  }

  /** A message as it stands now, whatever it was when it was seen. */
  function targetOf(seen: Seen | undefined) {
    const target = seen === undefined ? last : targets.get(seen);
    if (target === undefined) throw new Error(`${user.display} sees no such message`);
    if (target.kind === 'message') {
      const { message } = target;
      if (message.gone || (message.viewer !== undefined && message.viewer !== user.id)) {
        throw new Error(`${user.display} sees no such message`);
      }
      return {
        blocks: message.blocks,
        press: (pressed: Pressed): Payload => actionOnMessage(scene, team, user, message, pressed),
      };
    }
    const view = world.views.get(target.id) ?? world.homes.get(`${team.id}.${user.id}`);
    if (view === undefined) throw new Error(`${user.display} has closed that`);
    return {
      blocks: view.blocks,
      press: (pressed: Pressed): Payload => actionOnView(scene, team, user, view, pressed),
    };
  }

  async function offered(view: View, input: Parameters<typeof suggestionPayload>[3], typed: string) {
    const answer = await delivery.send('interactive', suggestionPayload(team, user, view, input, typed));
    return (answer.payload?.['options'] ?? []) as readonly { text: { text: string }; value: string }[];
  }

  const type = async (text: string, channel = tools.channel): Promise<Seen> =>
    act('slash_commands', commandPayload(scene, team, user, channel, text));

  return {
    name: user.display,
    user,
    type,
    command: async (name, given = {}) => type(commandText(team, name, given)),
    async say(text) {
      const channel = directOf(world, team, user.id).id;
      return act('events_api', directMessage(scene, team, user, { channel, text, ts: world.stamp() }));
    },
    async mention(text, { channel = tools.channel, thread } = {}) {
      const said = { channel, text, ts: world.stamp(), ...(thread !== undefined && { thread }) };
      // the person's own message stands in the channel, so that it can be answered in a thread
      world.messages.push({ team: team.id, ...said, blocks: [], gone: false });
      return act('events_api', mention(scene, team, user, said));
    },
    explainMessage: async (message) => act('interactive', messageShortcut(scene, team, user, message)),
    async explain(_author, text) {
      const message = { team: team.id, channel: tools.channel, ts: world.stamp(), text, blocks: [], gone: false };
      world.messages.push(message);
      return act('interactive', messageShortcut(scene, team, user, message));
    },
    lookUp: async () => act('interactive', globalShortcut(scene, team, user)),
    openHome: async () => act('events_api', homeOpened(scene, team, user), true),
    async press(label, on) {
      const { blocks, press } = targetOf(on);
      return act('interactive', press({ ...findButton(blocks, label), state: stateOf(blocks, picked) }));
    },
    async pick(list, labels, on) {
      const { blocks, press } = targetOf(on);
      const found = findPick(blocks, list);
      const value = pickedValue(team, found.element, labels);
      const done = findDone(blocks, found);
      if (done === undefined) return act('interactive', press({ ...found, value, state: stateOf(blocks, picked) }));
      picked.set(found.element.action_id, value);
      const state = stateOf(blocks, picked);
      picked.delete(found.element.action_id);
      await deliver('interactive', press({ ...found, value, state }));
      return act('interactive', press({ ...done, state }));
    },
    async submit(fields) {
      if (form === undefined) throw new Error('no form is open');
      const view = form;
      const keep = (given: GivenFile): Payload => keepFile(scene, team, given);
      const state = await fillIn(team, view.blocks, { fields, keep }, async (input, typed) => {
        const options = await offered(view, input, typed);
        const option = options.find((one) => one.text.text === typed) ?? options[0];
        if (option === undefined) throw new Error(`nothing is offered for "${typed}"`);
        return { selected_option: option };
      });
      let answer: Delivered | undefined;
      const payload = submission(scene, team, user, view, state);
      const controller = { refused: undefined as Seen | undefined };
      const change = await nextChange(false, async () => {
        answer = await deliver('interactive', payload);
        const errors = answer.payload?.['errors'];
        if (typeof errors === 'object' && errors !== null) {
          const text = Object.values(errors).join('\n');
          const empty = { title: view.title, fields: [], options: {} };
          controller.refused = { text, buttons: [], picks: [], pictures: [], private: true, form: empty };
          throw new FormRefused();
        }
        form = undefined;
        world.views.set(view.id, { ...view, open: false });
      }).catch((error: unknown) => {
        if (error instanceof FormRefused) return undefined;
        throw error;
      });
      if (change !== undefined) return see(change);
      if (controller.refused === undefined) throw new Error('the form was neither taken nor refused');
      return controller.refused;
    },
    async download(file, on) {
      const link = findLink(targetOf(on).blocks, file);
      return world.openFile(team, user.id, link);
    },
    async repeat() {
      const again = sent;
      if (again === undefined) throw new Error('nothing was sent yet');
      // somebody had it already, or it takes the same step once more
      const noticed = new AbortController();
      const { signal } = noticed;
      const seen = Promise.race([once(claims, 'claim', { signal }), once(world.events, 'change', { signal })]);
      try {
        await delivery.send(again.kind, again.payload, 1);
        await seen;
      } finally {
        noticed.abort();
        await seen.catch(() => undefined);
      }
    },
    async suggestions(command, option, typed) {
      const seen = await type(command);
      const view = form;
      if (seen.form === undefined || view === undefined) return [];
      const input = view.blocks.find((block) => block.type === 'input' && block.block_id === `f.${option}`);
      form = undefined;
      if (input?.type !== 'input' || input.element.type !== 'external_select') return [];
      return (await offered(view, input, typed)).map((one) => one.text.text);
    },
  };
}

class FormRefused extends Error {}

/** What a channel list offers. */
export const channelNames = (team: Team): string[] =>
  [...team.channels.values()].filter((one) => one.kind !== 'im').map((one) => one.name);

/** As a careful person types it: `what is:"a database" share:yes`. */
function commandText(team: Team, name: string, given: Readonly<Record<string, string | number | boolean>>): string {
  const parts = Object.entries(given).map(([key, value]) => {
    const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
    const [, id] = /^slack:user\/[A-Z0-9]+\.([A-Z0-9]+)$/u.exec(text) ?? [];
    if (id !== undefined) return `${key}:<@${id}|${team.users.get(id)?.name ?? ''}>`;
    if (!/[\s"“”„]/u.test(text) && text !== '') return `${key}:${text}`;
    return text.includes('"') ? `${key}:“${text}”` : `${key}:"${text}"`;
  });
  return [name, ...parts].join(' ');
}
