/** What the fake Slack takes as blocks and views; written from Slack's published Block Kit reference. */
import { z } from 'zod';

export type Surface = 'message' | 'modal' | 'home';

const plain = (max: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(max), emoji: z.boolean().optional() });
const mrkdwn = (max: number) =>
  z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(max), verbatim: z.boolean().optional() });

const option = z.strictObject({
  text: plain(75),
  value: z.string().min(1).max(150),
  description: plain(75).optional(),
});
const options = (max: number) => z.array(option).min(1).max(max);
const actionId = z.string().min(1).max(255);
const placeholder = plain(150).optional();

const button = z.strictObject({
  type: z.literal('button'),
  action_id: actionId,
  text: plain(75),
  value: z.string().max(2_000).optional(),
  url: z.url().max(3_000).optional(),
  style: z.enum(['primary', 'danger']).optional(),
});
const staticSelect = z.strictObject({
  type: z.literal('static_select'),
  action_id: actionId,
  placeholder,
  options: options(100),
  initial_option: option.optional(),
});
const multiStaticSelect = z.strictObject({
  type: z.literal('multi_static_select'),
  action_id: actionId,
  placeholder,
  options: options(100),
  initial_options: z.array(option).min(1).optional(),
  max_selected_items: z.int().min(1).optional(),
});
const conversationsSelect = z.strictObject({
  type: z.literal('conversations_select'),
  action_id: actionId,
  placeholder,
  initial_conversation: z.string().optional(),
  filter: z
    .strictObject({
      include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).min(1),
      exclude_bot_users: z.boolean(),
    })
    .optional(),
});
const externalSelect = z.strictObject({
  type: z.literal('external_select'),
  action_id: actionId,
  placeholder,
  min_query_length: z.int().min(0).optional(),
  initial_option: option.optional(),
});
const radioButtons = z.strictObject({
  type: z.literal('radio_buttons'),
  action_id: actionId,
  options: options(10),
  initial_option: option.optional(),
});
const fileInput = z.strictObject({
  type: z.literal('file_input'),
  action_id: actionId,
  filetypes: z.array(z.string().min(1)).min(1).optional(),
  max_files: z.int().min(1).max(10).optional(),
});
const plainTextInput = z.strictObject({
  type: z.literal('plain_text_input'),
  action_id: actionId,
  placeholder,
  multiline: z.boolean().optional(),
  max_length: z.int().min(1).max(3_000).optional(),
  initial_value: z.string().max(3_000).optional(),
});

const style = z
  .strictObject({ bold: z.literal(true), italic: z.literal(true), code: z.literal(true) })
  .partial()
  .optional();
const richElement = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: z.string().min(1), style }),
  z.strictObject({ type: z.literal('link'), url: z.url(), text: z.string().min(1).optional(), style }),
  z.strictObject({ type: z.literal('usergroup'), usergroup_id: z.string().regex(/^S[A-Z0-9]+$/u) }),
]);
const richSection = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(richElement).min(1) });
const richText = z.strictObject({
  type: z.literal('rich_text'),
  block_id: z.string().max(255).optional(),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        richSection,
        z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(richElement).min(1) }),
        z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(richElement).min(1) }),
        z.strictObject({
          type: z.literal('rich_text_list'),
          style: z.enum(['bullet', 'ordered']),
          offset: z.int().min(0).optional(),
          elements: z.array(richSection).min(1),
        }),
      ]),
    )
    .min(1),
});

const block_id = z.string().min(1).max(255).optional();
const common = [
  z.strictObject({ type: z.literal('header'), block_id, text: plain(150) }),
  z.strictObject({ type: z.literal('section'), block_id, text: z.union([plain(3_000), mrkdwn(3_000)]) }),
  z.strictObject({ type: z.literal('divider'), block_id }),
  z.strictObject({
    type: z.literal('context'),
    block_id,
    elements: z
      .array(z.union([plain(3_000), mrkdwn(3_000)]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal('image'),
    block_id,
    slack_file: z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/u) }),
    alt_text: z.string().min(1).max(2_000),
  }),
  z.strictObject({
    type: z.literal('actions'),
    block_id,
    elements: z
      .array(
        z.discriminatedUnion('type', [
          button,
          staticSelect,
          multiStaticSelect,
          conversationsSelect,
          externalSelect,
          radioButtons,
        ]),
      )
      .min(1)
      .max(25),
  }),
  richText,
] as const;
const table = z.strictObject({
  type: z.literal('table'),
  block_id,
  rows: z.array(z.array(richText).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(
      z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }),
    )
    .max(20)
    .optional(),
});
const input = z.strictObject({
  type: z.literal('input'),
  block_id,
  label: plain(2_000),
  hint: plain(2_000).optional(),
  optional: z.boolean().optional(),
  element: z.discriminatedUnion('type', [
    plainTextInput,
    staticSelect,
    multiStaticSelect,
    conversationsSelect,
    externalSelect,
    radioButtons,
    fileInput,
  ]),
});

const Block = z.discriminatedUnion('type', [...common, table, input]);
export type Block = z.output<typeof Block>;
export type ActionElement = Extract<Block, { type: 'actions' }>['elements'][number];
export type InputBlock = Extract<Block, { type: 'input' }>;
export type RichText = z.output<typeof richText>;

export type Checked = { readonly blocks: readonly Block[] } | { readonly errors: readonly string[] };

/** Blocks with their ids filled in, or Slack's complaints. `fileReady`: may this picture be shown here? */
export function checkBlocks(given: unknown, surface: Surface, fileReady: (id: string) => boolean): Checked {
  const limit = surface === 'message' ? 50 : 100;
  const read = z.array(Block).max(limit).safeParse(given);
  if (!read.success) {
    return {
      errors: read.error.issues.map((issue) => `${issue.message} [json-pointer:/blocks/${issue.path.join('/')}]`),
    };
  }
  const errors: string[] = [];
  const ids = new Set<string>();
  const tables = read.data.filter((block) => block.type === 'table').length;
  if (tables > 1) errors.push('only_one_table_allowed');
  read.data.forEach((block, at) => {
    const where = `[json-pointer:/blocks/${at}]`;
    if (block.block_id !== undefined && ids.has(block.block_id)) errors.push(`block_id already exists ${where}`);
    if (block.block_id !== undefined) ids.add(block.block_id);
    if (block.type === 'table' && surface !== 'message') errors.push(`unsupported type: table ${where}`);
    if (block.type === 'table' && new Set(block.rows.map((row) => row.length)).size > 1)
      errors.push(`rows differ ${where}`);
    if (block.type === 'input' && surface !== 'modal') errors.push(`unsupported type: input ${where}`);
    if (block.type === 'image' && !fileReady(block.slack_file.id)) errors.push(`invalid slack file ${where}`);
    if (block.type === 'actions') {
      const actions = block.elements.map((element) => element.action_id);
      if (new Set(actions).size !== actions.length) errors.push(`action_id already exists ${where}`);
    }
    const elements = block.type === 'actions' ? block.elements : block.type === 'input' ? [block.element] : [];
    for (const element of elements)
      if (!initialIsOffered(element)) errors.push(`initial option is not offered ${where}`);
  });
  if (errors.length > 0) return { errors };
  return { blocks: read.data.map((block, at) => ({ ...block, block_id: block.block_id ?? `b${at}` })) };
}

function initialIsOffered(element: ActionElement | InputBlock['element']): boolean {
  if (!('options' in element)) return true;
  const all = element.options.map((one) => JSON.stringify(one));
  const initial =
    'initial_options' in element
      ? (element.initial_options ?? [])
      : 'initial_option' in element && element.initial_option !== undefined
        ? [element.initial_option]
        : [];
  return initial.every((one) => all.includes(JSON.stringify(one)));
}

/** Characters of all texts in it: beyond about 12,000 Slack takes no message. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one: unknown) => sum + textLength(one), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, one]) => sum + (key === 'text' && typeof one === 'string' ? one.length : textLength(one)),
    0,
  );
}

const ModalShape = z.strictObject({
  type: z.literal('modal'),
  title: plain(24),
  submit: plain(24).optional(),
  close: plain(24).optional(),
  private_metadata: z.string().max(3_000).optional(),
  callback_id: z.string().max(255).optional(),
  blocks: z.array(z.unknown()).min(1).max(100),
});
const HomeShape = z.strictObject({ type: z.literal('home'), blocks: z.array(z.unknown()).max(100) });

export interface ViewParts {
  readonly type: 'modal' | 'home';
  readonly title: string;
  readonly submit?: string;
  readonly callbackId: string;
  readonly metadata: string;
  readonly blocks: readonly Block[];
}

export function checkView(
  given: unknown,
  type: 'modal' | 'home',
  fileReady: (id: string) => boolean,
): { readonly view: ViewParts } | { readonly errors: readonly string[] } {
  const read = (type === 'modal' ? ModalShape : HomeShape).safeParse(given);
  if (!read.success) return { errors: read.error.issues.map((issue) => `${issue.message} [/${issue.path.join('/')}]`) };
  const view = read.data;
  const checked = checkBlocks(view.blocks, type, fileReady);
  if ('errors' in checked) return checked;
  if (view.type === 'home') return { view: { type, title: '', callbackId: '', metadata: '', blocks: checked.blocks } };
  if (checked.blocks.some((block) => block.type === 'input') && view.submit === undefined) {
    return { errors: ['missing required field: submit'] };
  }
  return {
    view: {
      type,
      title: view.title.text,
      ...(view.submit && { submit: view.submit.text }),
      callbackId: view.callback_id ?? '',
      metadata: view.private_metadata ?? '',
      blocks: checked.blocks,
    },
  };
}
