/** What Discord refuses beyond the mere shape of a body: counts, doubles, lengths in all, files that are not there. */
import type { z } from 'zod';
import type { MessageIn, ModalIn, TopLevelIn } from './schemas.ts';
import { ApiError, EPHEMERAL, type StoredAttachment, V2, type World } from './world.ts';

export const invalid = (message: string): ApiError => new ApiError(400, 50_035, `Invalid Form Body\n${message}`);

/** @throws ApiError 50035 that says where the body is wrong */
export function parse<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw invalid(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
}

export interface File {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A bot may upload so much; Discord's limit for each file. */
const MOST_BYTES = 10_485_760;
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

interface Walked {
  readonly type: number;
  id?: number | undefined;
  readonly custom_id?: string;
  readonly content?: string;
  readonly components?: readonly Walked[];
  readonly items?: readonly { readonly media: { readonly url: string } }[];
  readonly file?: { readonly url: string };
  readonly options?: readonly { readonly value: string; readonly default?: boolean | undefined }[];
  readonly min_values?: number | undefined;
  readonly max_values?: number | undefined;
}
const all = (components: readonly Walked[]): Walked[] =>
  components.flatMap((component) => [component, ...all(component.components ?? [])]);

function checkChoices({ options, min_values: min = 1, max_values: max = 1 }: Walked): void {
  if (options === undefined) return;
  if (new Set(options.map((option) => option.value)).size < options.length) {
    throw invalid('The specified option value is already used');
  }
  if (max > options.length) throw invalid('max_values is greater than the number of options');
  if (min > max) throw invalid('min_values is greater than max_values');
  if (options.filter((option) => option.default === true).length > max) throw invalid('too many defaults');
}

/** A message of components V2, as it is stored: ids filled in, files attached. */
export function checkMessage(
  world: World,
  body: MessageIn,
  files: readonly File[],
  options: { readonly answer: boolean; readonly edit: boolean },
): { components: TopLevelIn[]; attachments: StoredAttachment[]; flags: number } {
  const { flags = 0, components = [] } = body;
  const allowed = V2 | 4 | (options.answer && !options.edit ? EPHEMERAL : 0) | (options.edit ? 0 : 4_096);
  if ((flags & ~allowed) !== 0) throw invalid(`flags: ${flags} are not allowed here`);
  if ((flags & V2) === 0) {
    if (components.some(({ type }) => type !== 1)) throw invalid('components: these need the IS_COMPONENTS_V2 flag');
    if ((body.content ?? '') === '') throw new ApiError(400, 50_006, 'Cannot send an empty message');
  } else {
    if (body.content !== undefined) throw invalid('content: cannot be used with IS_COMPONENTS_V2');
    if (components.length === 0) throw new ApiError(400, 50_006, 'Cannot send an empty message');
  }
  // Not Discord's rule but the house's: nothing is ever sent that could ping by default.
  if (body.allowed_mentions === undefined || (body.allowed_mentions.parse ?? ['everyone']).length > 0) {
    throw invalid('allowed_mentions: everything that is sent must parse no mentions');
  }
  const walked = all(components);
  if (walked.length > 40) throw invalid(`components: ${walked.length} of them; at most 40`);
  const text = walked.reduce((sum, component) => sum + (component.content?.length ?? 0), 0);
  if (text > 4_000) throw invalid(`components: ${text} characters of text in all; at most 4000`);
  const custom = walked.flatMap((component) => component.custom_id ?? []);
  if (new Set(custom).size < custom.length) throw invalid('Component custom id cannot be duplicated');
  const ids = walked.flatMap((component) => (component.id === undefined || component.id === 0 ? [] : component.id));
  if (new Set(ids).size < ids.length) throw invalid('Component id cannot be duplicated');
  walked.forEach(checkChoices);
  const attachments = attach(world, body, files);
  const names = new Set(attachments.map((attachment) => attachment.filename));
  const media = walked.flatMap(({ items = [], file }) => [...items.map((item) => item.media), ...(file ? [file] : [])]);
  for (const { url } of media) {
    const name = /^attachment:\/\/(.+)$/u.exec(url)?.[1];
    if (name === undefined) throw invalid(`media.url: ${url} is not a file of this message`);
    if (!names.has(name)) throw invalid(`media.url: there is no file ${name}`);
  }
  return { components: withIds(components), attachments, flags };
}

function attach(world: World, { attachments = [] }: MessageIn, files: readonly File[]): StoredAttachment[] {
  if (files.length !== attachments.length) throw invalid('attachments: one entry for each file');
  if (new Set(attachments.map(({ id }) => id)).size < attachments.length) throw invalid('attachments: one id twice');
  return attachments.map(({ id, filename, description }) => {
    const file = files[Number(id)];
    if (file === undefined) throw invalid(`attachments: there is no file ${id}`);
    const { bytes } = file;
    if (bytes.length > MOST_BYTES) throw new ApiError(400, 40_005, 'Request entity too large');
    // what is not such a letter does not survive, so that a component would look for it in vain
    const name = (filename ?? file.name).replaceAll(/[^\w.-]/gu, '_');
    if (name.endsWith('.png') && !bytes.subarray(0, 8).equals(PNG)) throw invalid('files: these bytes are no PNG');
    return { id: world.newId(), filename: name, description, bytes };
  });
}

/** Discord numbers the components that have no id of their own, and gives the numbers back ever after. */
function withIds(components: readonly TopLevelIn[]): TopLevelIn[] {
  const copy = structuredClone(components) as TopLevelIn[];
  const walked = all(copy);
  const taken = new Set(walked.map((component) => component.id));
  let next = 1;
  for (const component of walked) {
    if (component.id !== undefined && component.id !== 0) continue;
    while (taken.has(next)) next += 1;
    component.id = next;
    next += 1;
  }
  return copy;
}

export function checkModal(body: ModalIn): void {
  const ids: string[] = [];
  for (const part of body.components) {
    if (part.type !== 18) continue;
    const field = part.component;
    ids.push(field.custom_id);
    if (field.type === 4) {
      if ((field.value?.length ?? 0) > (field.max_length ?? 4_000)) throw invalid('value is longer than max_length');
      continue;
    }
    const needed = field.required ?? true;
    if (needed && 'min_values' in field && field.min_values === 0) {
      throw invalid('min_values: must be at least 1 when required is true');
    }
    if (field.type === 22) checkChoices({ ...field, max_values: field.max_values ?? field.options.length });
    else checkChoices(field);
  }
  if (new Set(ids).size < ids.length) throw invalid('Component custom id cannot be duplicated');
}
