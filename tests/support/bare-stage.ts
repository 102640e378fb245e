/** The barest platform there is: cards stay cards. Scenes run on it fastest, and it shows what a platform must do. */
import { isDeepStrictEqual } from 'node:util';
import type { App } from '../../src/chat/app.ts';
import type { Card } from '../../src/chat/card.ts';
import { cardProblems } from '../../src/chat/card-problems.ts';
import type { OpenForm } from '../../src/chat/form.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { decodePress, encodePress, type Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Filled, MessageRef, PersonId, Request, Visitor } from '../../src/chat/request.ts';
import { blockText } from '../../src/chat/text.ts';
import type { Upload } from '../../src/chat/upload.ts';
import { uploadOf } from '../../src/chat/uploading.ts';
import { type Boot, bytesOf, isFile, type Person, type Seen, type Stage } from './stage.ts';

interface Message {
  readonly ref: MessageRef;
  card: Card | undefined;
  readonly viewer: PersonId | undefined;
  /** It stands in a direct message. */
  readonly direct?: boolean;
  readonly key?: string;
  readonly under?: MessageRef | undefined;
}

/** Presses travel as text, as they do on a real platform. */
const traveled = (press: Press): Press => {
  const back = decodePress(encodePress(press));
  if (back === undefined) throw new Error(`press ${encodePress(press)} cannot be read back`);
  return back;
};

export const seenCard = (card: Card, isPrivate: boolean): Seen => ({
  text: card.blocks
    .filter((block) => block.kind !== 'buttons' && block.kind !== 'pick')
    .map(blockText)
    .join('\n'),
  buttons: card.blocks.flatMap((block) =>
    block.kind === 'buttons'
      ? block.buttons.flatMap((one) => (one.kind === 'press' && one.disabled !== true ? [one.label] : []))
      : [],
  ),
  picks: card.blocks.flatMap((block) =>
    block.kind === 'pick'
      ? [{ label: block.label, options: block.of === 'options' ? block.options.map((one) => one.label) : [] }]
      : [],
  ),
  pictures: card.blocks.flatMap((block) => (block.kind === 'picture' ? [block.alt] : [])),
  private: isPrivate,
});

export async function bareStage(boot: Boot, options: { readonly now?: () => number } = {}): Promise<Stage> {
  const now = options.now ?? Date.now;
  const messages: Message[] = [];
  let app: App | undefined;
  let events = 0;
  const running = (): App => {
    if (app === undefined) throw new Error('the stage has stopped');
    return app;
  };
  const at = (ref: MessageRef): Message | undefined => messages.find((message) => message.ref === ref);
  const add = (
    card: Card,
    viewer: PersonId | undefined,
    extra: { key?: string; under?: MessageRef | undefined; direct?: boolean } = {},
  ): Message => {
    const message: Message = { ref: `bare:message/${messages.length + 1}`, card, viewer, ...extra };
    messages.push(message);
    return message;
  };
  const platform = (): Platform => ({
    name: 'bare',
    start: async (given) => {
      app = given;
    },
    stop: async () => {
      app = undefined;
    },
    ready: () => app !== undefined,
    post: async (to, card, { key, under }) => {
      const problems = cardProblems(card);
      if (problems.length > 0) throw new Error(problems.join('\n'));
      return (
        messages.find((message) => message.key === key) ??
        add(card, to.includes(':user/') ? (to as PersonId) : undefined, { key, under })
      ).ref;
    },
    edit: async (ref, card) => {
      const message = at(ref);
      if (message !== undefined) message.card = card;
    },
    remove: async (ref) => {
      const message = at(ref);
      if (message !== undefined) message.card = undefined;
    },
    find: async (_to, key) =>
      messages.filter((message) => message.key === key && message.card !== undefined).map((message) => message.ref),
    check: async () => ({ ok: true, missing: [], advice: '' }),
    stillMember: async () => true,
  });
  let sous = await boot(platform());

  return {
    name: 'bare app',
    person(name, { admin = false } = {}) {
      const account: PersonId = `bare:user/${name.toLowerCase()}`;
      const caller = (direct: boolean): Visitor => ({
        person: account,
        name,
        place: direct ? account : 'bare:channel/general',
        community: direct ? 'bare:direct' : 'bare:room/main',
        locale: 'en',
        admin,
        roles: [],
        direct,
      });
      const latest = new Map<Seen, Message>();
      let last: Message | undefined;
      let form: { open: OpenForm; from: Message | undefined } | undefined;
      let repeatLast = async (): Promise<void> => undefined;

      const deliver = async (request: Request, from?: Message): Promise<Seen> => {
        repeatLast = async () => void (await running().handle(request));
        return apply(await running().handle(request), request, from);
      };
      const apply = (reply: Reply, request: Request, from?: Message): Seen => {
        switch (reply.kind) {
          case 'ask': {
            form = { open: reply.form, from };
            const options = Object.fromEntries(
              Object.values(reply.form.fields).flatMap((field) =>
                field.kind === 'pick' ? [[field.label, field.options.map((option) => option.label)]] : [],
              ),
            );
            const fields = Object.values(reply.form.fields).map((field) => field.label);
            return {
              text: reply.form.intro ?? '',
              buttons: [],
              picks: [],
              pictures: [],
              private: true,
              form: { title: reply.form.title, fields, options },
            };
          }
          case 'nothing':
            return { text: '', buttons: [], picks: [], pictures: [], private: true };
          case 'remove':
            if (from !== undefined) from.card = undefined;
            return { text: '', buttons: [], picks: [], pictures: [], private: true, gone: true };
          case 'show':
          case 'redraw': {
            if (reply.kind === 'redraw' && from !== undefined) {
              from.card = reply.card;
              last = from;
            } else {
              const audience = (reply.kind === 'show' ? reply.audience : undefined) ?? running().audienceOf(request);
              last = add(reply.card, audience === 'caller' || request.caller.direct ? account : undefined, {
                direct: request.caller.direct,
              });
            }
            const seen = seenCard(reply.card, last.viewer !== undefined);
            latest.set(seen, last);
            return seen;
          }
          default:
            return reply satisfies never;
        }
      };
      const common = (direct = false) => ({ caller: caller(direct), event: `bare-${(events += 1)}`, at: now() });
      const on = (seen: Seen | undefined): Message => {
        const message =
          seen === undefined
            ? last
            : (latest.get(seen) ??
              messages.find(
                (one) =>
                  one.card !== undefined && isDeepStrictEqual(seenCard(one.card, one.viewer !== undefined), seen),
              ));
        if (message?.card === undefined) throw new Error(`${name} sees no such message`);
        return message;
      };
      const person: Person = {
        name,
        command: async (command, given = {}) =>
          deliver({ kind: 'command', ...common(), name: command, options: given }),
        mention: async (text) => deliver({ kind: 'said', ...common(), text }),
        say: async (text) => deliver({ kind: 'said', ...common(true), text }),
        async press(label, seen) {
          const message = on(seen);
          const all = message.card?.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])) ?? [];
          const found = all.find((one) => one.label === label) ?? all.find((one) => one.label.startsWith(label));
          if (found?.kind !== 'press')
            throw new Error(`there is no button "${label}" among: ${all.map((one) => one.label).join(', ')}`);
          return deliver(
            { kind: 'press', ...common(message.direct), press: traveled(found.press), message: message.ref },
            message,
          );
        },
        async pick(list, labels, seen) {
          const message = on(seen);
          const block = message.card?.blocks.find((one) => one.kind === 'pick' && one.label === list);
          if (block?.kind !== 'pick') throw new Error(`there is no list "${list}"`);
          const picked =
            block.of === 'options'
              ? labels.map(
                  (label) => block.options.find((option) => option.label === label)?.value ?? `no option ${label}`,
                )
              : labels;
          return deliver(
            { kind: 'press', ...common(message.direct), press: traveled(block.press), picked, message: message.ref },
            message,
          );
        },
        async submit(fields) {
          if (form === undefined) throw new Error('no form is open');
          const { open, from } = form;
          form = undefined;
          const given: Record<string, Filled> = {};
          const files: Record<string, Upload> = {};
          for (const [label, value] of Object.entries(fields)) {
            const [key, field] = Object.entries(open.fields).find(([, one]) => one.label === label) ?? [];
            if (key === undefined || field === undefined) throw new Error(`the form has no field "${label}"`);
            if (isFile(value) && field.kind === 'file') {
              files[key] = uploadOf(value.file, bytesOf(value));
              continue;
            }
            if (isFile(value)) throw new Error(`"${label}" takes no file`);
            const wanted = typeof value === 'string' ? [value] : value;
            given[key] =
              field.kind === 'pick'
                ? wanted.map((one) => field.options.find((option) => option.label === one)?.value ?? `no option ${one}`)
                : (wanted[0] ?? '');
          }
          return deliver(
            {
              kind: 'form',
              ...common(from?.direct),
              press: traveled(open.press),
              fields: given,
              files,
              ...(from !== undefined && { message: from.ref }),
            },
            from,
          );
        },
        async download(file, seen) {
          const all = on(seen).card?.blocks.filter((block) => block.kind === 'file') ?? [];
          const found = all.find((one) => one.name.startsWith(file));
          if (found === undefined) throw new Error(`there is no file "${file}"`);
          return Buffer.from(found.content);
        },
        explain: async (_author, text) => deliver({ kind: 'explain', ...common(), text }),
        repeat: async () => repeatLast(),
        suggestions: async (command, option, typed) =>
          (await running().suggest(caller(false), command, option, typed)).map((one) => one.label),
      };
      return person;
    },
    channel: async () =>
      messages.flatMap((message) =>
        message.viewer === undefined && message.card !== undefined ? [seenCard(message.card, false)] : [],
      ),
    async restart() {
      await sous.stop();
      sous = await boot(platform());
    },
    stop: async () => sous.stop(),
  };
}
