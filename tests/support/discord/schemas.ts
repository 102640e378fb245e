/**
 * The shapes of the bodies that Discord takes, written after its published API description, and narrowed to what Sous
 * may send: a field that is not listed is refused (Discord would ignore it, and the mistake would go unseen).
 */
import { z } from 'zod';

const snowflake = z.string().regex(/^\d{17,20}$/u, 'not a snowflake');
const componentId = z.int().min(0).max(2_147_483_647).optional();
const customId = z.string().min(1).max(100);

const pressButton = z.strictObject({
  type: z.literal(2),
  id: componentId,
  style: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  label: z.string().min(1).max(80),
  custom_id: customId,
  disabled: z.boolean().optional(),
});
const linkButton = z.strictObject({
  type: z.literal(2),
  id: componentId,
  style: z.literal(5),
  label: z.string().min(1).max(80),
  url: z.url({ protocol: /^(?:https?|discord)$/u }).max(512),
  disabled: z.boolean().optional(),
});
const option = z.strictObject({
  label: z.string().min(1).max(100),
  value: z.string().min(1).max(100),
  description: z.string().min(1).max(100).optional(),
  default: z.boolean().optional(),
});
const bounds = {
  custom_id: customId,
  id: componentId,
  placeholder: z.string().max(150).optional(),
  min_values: z.int().min(0).max(25).optional(),
  max_values: z.int().min(1).max(25).optional(),
  disabled: z.boolean().optional(),
};
const stringSelect = z.strictObject({
  type: z.literal(3),
  ...bounds,
  options: z.array(option).min(1).max(25),
});
const defaults = (type: string) =>
  z
    .array(z.strictObject({ id: snowflake, type: z.literal(type) }))
    .max(25)
    .optional();
const roleSelect = z.strictObject({ type: z.literal(6), ...bounds, default_values: defaults('role') });
const channelSelect = z.strictObject({
  type: z.literal(8),
  ...bounds,
  channel_types: z.array(z.int()).optional(),
  default_values: defaults('channel'),
});
const select = z.discriminatedUnion('type', [stringSelect, roleSelect, channelSelect]);

const actionRow = z.strictObject({
  type: z.literal(1),
  id: componentId,
  components: z.union([
    z
      .array(z.union([pressButton, linkButton]))
      .min(1)
      .max(5),
    z.array(select).length(1),
  ]),
});
const textDisplay = z.strictObject({ type: z.literal(10), id: componentId, content: z.string().min(1).max(4_000) });
const mediaGallery = z.strictObject({
  type: z.literal(12),
  id: componentId,
  items: z
    .array(
      z.strictObject({
        media: z.strictObject({ url: z.string().max(2_048) }),
        description: z.string().min(1).max(1_024).optional(),
        spoiler: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(10),
});
const separator = z.strictObject({
  type: z.literal(14),
  id: componentId,
  divider: z.boolean().optional(),
  spacing: z.union([z.literal(1), z.literal(2)]).optional(),
});
const file = z.strictObject({
  type: z.literal(13),
  id: componentId,
  file: z.strictObject({
    url: z
      .string()
      .regex(/^attachment:\/\//u, 'only files of this message')
      .max(2_048),
  }),
  spoiler: z.boolean().optional(),
});
const inContainer = z.discriminatedUnion('type', [actionRow, textDisplay, mediaGallery, file, separator]);
const container = z.strictObject({
  type: z.literal(17),
  id: componentId,
  accent_color: z.int().min(0).max(0xff_ff_ff).optional(),
  components: z.array(inContainer).min(1).max(40),
  spoiler: z.boolean().optional(),
});
export const topLevel = z.discriminatedUnion('type', [
  actionRow,
  textDisplay,
  mediaGallery,
  file,
  separator,
  container,
]);
export type TopLevelIn = z.output<typeof topLevel>;

const allowedMentions = z.strictObject({
  parse: z.array(z.enum(['users', 'roles', 'everyone'])).optional(),
  users: z.array(snowflake).max(100).optional(),
  roles: z.array(snowflake).max(100).optional(),
  replied_user: z.boolean().optional(),
});
const attachment = z.strictObject({
  // a file of this request by its number, or an attachment that is there already by its id
  id: z.string().regex(/^(?:0|[1-9]\d*)$/u, 'not a snowflake'),
  filename: z.string().min(1).max(1_024).optional(),
  description: z.string().max(1_024).optional(),
});
const message = {
  content: z.string().max(2_000).nullish(),
  flags: z.int().optional(),
  components: z.array(topLevel).max(40).optional(),
  attachments: z.array(attachment).max(10).optional(),
  allowed_mentions: allowedMentions.optional(),
};

export const createMessage = z.strictObject({
  ...message,
  nonce: z.union([z.string().max(25), z.int()]).optional(),
  enforce_nonce: z.boolean().optional(),
  message_reference: z
    .strictObject({
      message_id: snowflake,
      fail_if_not_exists: z.boolean().optional(),
      channel_id: snowflake.optional(),
    })
    .optional(),
});
export const editMessage = z.strictObject(message);
export type MessageIn = z.output<typeof createMessage>;

export const startThread = z.strictObject({
  name: z.string().min(1).max(100),
  auto_archive_duration: z.union([z.literal(60), z.literal(1_440), z.literal(4_320), z.literal(10_080)]).optional(),
});

const textInput = z.strictObject({
  type: z.literal(4),
  id: componentId,
  custom_id: customId,
  style: z.union([z.literal(1), z.literal(2)]),
  min_length: z.int().min(0).max(4_000).optional(),
  max_length: z.int().min(1).max(4_000).optional(),
  required: z.boolean().optional(),
  value: z.string().max(4_000).optional(),
  placeholder: z.string().max(100).optional(),
});
const required = { required: z.boolean().optional() };
const group = <T extends 21 | 22>(type: T, least: number) => ({
  type: z.literal(type),
  id: componentId,
  custom_id: customId,
  ...required,
  options: z.array(option).min(least).max(10),
});
const upToTen = { min_values: z.int().min(0).max(10).optional(), max_values: z.int().min(1).max(10).optional() };
const labeled = z.discriminatedUnion('type', [
  textInput,
  stringSelect.extend(required),
  roleSelect.extend(required),
  channelSelect.extend(required),
  z.strictObject(group(21, 2)),
  z.strictObject({ ...group(22, 1), ...upToTen }),
  z.strictObject({ type: z.literal(19), id: componentId, custom_id: customId, ...upToTen, ...required }),
]);
const label = z.strictObject({
  type: z.literal(18),
  id: componentId,
  label: z.string().min(1).max(45),
  description: z.string().min(1).max(100).optional(),
  component: labeled,
});
export const modal = z.strictObject({
  custom_id: customId,
  title: z.string().min(1).max(45),
  // the published description allows 40; the platform takes 5
  components: z
    .array(z.discriminatedUnion('type', [label, textDisplay]))
    .min(1)
    .max(5),
});
export type ModalIn = z.output<typeof modal>;
export type LabelledIn = z.output<typeof labeled>;

const choices = z
  .array(z.strictObject({ name: z.string().min(1).max(100), value: z.string().min(1).max(100) }))
  .max(25);
export const callback = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal(4), data: z.strictObject(message) }),
  z.strictObject({ type: z.literal(5), data: z.strictObject({ flags: z.int().optional() }).optional() }),
  z.strictObject({ type: z.literal(6) }),
  z.strictObject({ type: z.literal(7), data: z.strictObject(message) }),
  z.strictObject({ type: z.literal(8), data: z.strictObject({ choices }) }),
  z.strictObject({ type: z.literal(9), data: modal }),
]);
export type CallbackIn = z.output<typeof callback>;

const words = z.record(z.string(), z.string().min(1).max(100)).nullish();
const named = {
  name: z.string().regex(/^[-_\p{Ll}\p{Lo}\p{N}]{1,32}$/u),
  name_localizations: words,
  description: z.string().min(1).max(100),
  description_localizations: words,
};
const valueOption = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal(3),
    ...named,
    ...required,
    max_length: z.int().min(1).max(6_000).optional(),
    autocomplete: z.boolean().optional(),
    choices: choices.optional(),
  }),
  z.strictObject({
    type: z.literal(4),
    ...named,
    ...required,
    min_value: z.int().optional(),
    max_value: z.int().optional(),
  }),
  z.strictObject({ type: z.literal(5), ...named, ...required }),
  z.strictObject({ type: z.literal(6), ...named, ...required }),
]);
export type ValueOption = z.output<typeof valueOption>;
const subcommand = z.strictObject({
  type: z.literal(1),
  ...named,
  options: z.array(valueOption).max(25).optional(),
});
const command = z.strictObject({
  type: z.literal(1),
  ...named,
  options: z.union([z.array(valueOption).max(25), z.array(subcommand).max(25)]).optional(),
  default_member_permissions: z.string().regex(/^\d+$/u).nullish(),
  contexts: z
    .array(z.literal([0, 1, 2]))
    .min(1)
    .nullish(),
  integration_types: z
    .array(z.literal([0, 1]))
    .min(1)
    .optional(),
});
export type CommandIn = z.output<typeof command>;
/** An entry in the menu of a message: neither description nor options. */
const menuEntry = z.strictObject({
  type: z.literal(3),
  name: z.string().trim().min(1).max(32),
  name_localizations: words,
  contexts: command.shape.contexts,
  integration_types: command.shape.integration_types,
});
export type MenuIn = z.output<typeof menuEntry>;
export const commands = z
  .array(z.discriminatedUnion('type', [command, menuEntry]))
  .max(100)
  .superRefine((list, context) => {
    if (new Set(list.map((one) => one.name)).size < list.length) {
      context.addIssue({ code: 'custom', message: 'two commands have the same name' });
    }
    for (const one of list) {
      if (one.type === 3) continue;
      for (const options of [
        one.options ?? [],
        ...(one.options ?? []).map((o) => ('options' in o ? (o.options ?? []) : [])),
      ]) {
        const demands = options.map((o) => 'required' in o && o.required === true);
        if (demands.lastIndexOf(true) > demands.indexOf(false) && demands.includes(false)) {
          context.addIssue({ code: 'custom', message: `${one.name}: required options must be placed before others` });
        }
      }
    }
  });
