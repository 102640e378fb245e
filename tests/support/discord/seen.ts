/** A message of the fake as a person sees it: read back from the components that were stored. */
import type { Seen } from '../stage.ts';
import type { LabelledIn, ModalIn, TopLevelIn } from './schemas.ts';
import type { Message, World } from './world.ts';

interface Drawn {
  readonly type: number;
  readonly content?: string;
  readonly components?: readonly Drawn[];
  readonly items?: readonly { readonly description?: string }[];
  readonly file?: { readonly url: string };
  readonly label?: string;
  readonly style?: number;
  readonly custom_id?: string;
  readonly disabled?: boolean;
  readonly placeholder?: string;
  readonly options?: readonly { readonly label: string; readonly value: string }[];
}

/** Every component, in reading order. */
export const walk = (components: readonly TopLevelIn[]): Drawn[] => {
  const list = components as readonly Drawn[];
  return list.flatMap((one) => [one, ...walk((one.components ?? []) as unknown as TopLevelIn[])]);
};

export interface Control {
  readonly type: number;
  readonly label: string;
  readonly customId: string;
  readonly options: readonly { readonly label: string; readonly value: string }[];
}

/** What can be pressed or picked in a message now. */
export function controls(world: World, message: Message): Control[] {
  return walk(message.components).flatMap((one): Control[] => {
    if (one.custom_id === undefined || one.disabled === true) return [];
    const label = one.label ?? one.placeholder ?? '';
    return [{ type: one.type, label, customId: one.custom_id, options: one.options ?? nativeOptions(world, one.type) }];
  });
}

/** What Discord itself offers in lists of channels and roles. */
export function nativeOptions(world: World, type: number): { label: string; value: string }[] {
  if (type === 8) {
    return [...world.channels.values()]
      .filter((channel) => channel.type === 0 && channel.deleted !== true)
      .map((channel) => ({ label: `#${channel.name ?? ''}`, value: channel.id }));
  }
  return type === 6 ? world.roles.map((role) => ({ label: role.name, value: role.id })) : [];
}

const fileName = ({ url }: { readonly url: string }): string => url.slice('attachment://'.length);

/** The bytes of the first file whose name starts so, among those that the message shows. */
export function seenFile(message: Message, start: string): Buffer {
  const names = walk(message.components).flatMap(({ file }) => (file ? [fileName(file)] : []));
  const found = message.attachments.find(({ filename }) => names.includes(filename) && filename.startsWith(start));
  if (found === undefined) throw new Error(`there is no file "${start}" among: ${names.join(', ')}`);
  return found.bytes;
}

export function seenMessage(world: World, message: Message): Seen {
  if (message.gone) return { text: '', buttons: [], picks: [], pictures: [], private: false, gone: true };
  const all = walk(message.components);
  const can = controls(world, message);
  return {
    text: [message.content, ...all.map(({ content, file }) => content ?? (file ? `(file: ${fileName(file)})` : ''))]
      .filter(Boolean)
      .map(unmark)
      .join('\n'),
    buttons: can.filter((one) => one.type === 2).map((one) => one.label),
    picks: can
      .filter((one) => one.type !== 2)
      .map((one) => ({ label: one.label, options: one.options.map((option) => option.label) })),
    pictures: all.flatMap((one) => (one.items ?? []).map((item) => item.description ?? '')),
    // nobody else reads a direct message
    private: message.only !== undefined || world.channel(message.channel).recipient !== undefined,
  };
}

/** A field of an open modal, as it asks its person. */
export interface ModalField {
  readonly label: string;
  readonly input: LabelledIn;
}
export const modalFields = (modal: ModalIn): ModalField[] =>
  modal.components.flatMap((part) => (part.type === 18 ? [{ label: part.label, input: part.component }] : []));

export const seenModal = (modal: ModalIn): Seen => ({
  text: modal.components.flatMap((part) => (part.type === 10 ? unmark(part.content) : [])).join('\n'),
  buttons: [],
  picks: [],
  pictures: [],
  private: true,
  form: {
    title: modal.title,
    fields: modalFields(modal).map((field) => field.label),
    options: Object.fromEntries(
      modalFields(modal).flatMap(({ label, input }) =>
        'options' in input ? [[label, input.options.map((option) => option.label)]] : [],
      ),
    ),
  },
});

/** Discord's Markdown without its marks: what is left on the screen. */
export function unmark(source: string): string {
  const kept: string[] = [];
  const keep = (text: string): string => `\uE000${kept.push(text) - 1}\uE001`;
  return source
    .replaceAll(/```[a-z0-9+#.-]*\n([\s\S]*?)\n```/giu, (_, code: string) => keep(code))
    .replaceAll(/\\([^\p{L}\p{N}\s])/gu, (_, mark: string) => keep(mark))
    .replaceAll(/``\s?([\s\S]+?)\s?``/gu, (_, code: string) => keep(code))
    .replaceAll(/`([^`]+)`/gu, (_, code: string) => keep(code))
    .replaceAll(/<\/([a-z0-9_ -]+):\d{17,20}>/gu, '/$1')
    .replaceAll(/^(?:#{1,3} |-# |> )/gmu, '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll(/<(https?:[^>]*)>/gu, '$1')
    .replaceAll(/\*{1,3}/gu, '')
    .replaceAll(/\uE000(\d+)\uE001/gu, (_, at: string) => kept[Number(at)] ?? '')
    .replaceAll('\u200b', '');
}
