/** Uploads what a card shows or hands out to a workspace: pictures, each once, and files, for whoever asked. */
import { createHash } from 'node:crypto';
import type { types, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Block, Card, FileBlock, Picture } from '../../chat/card.ts';
import { insist, type Patience, type Wait } from '../../chat/insist.ts';
import { readFailure, repeating } from './errors.ts';

type PictureBlock = Extract<Block, { kind: 'picture' }>;

/** A file that somebody can open now. */
export interface Shared {
  readonly url?: string;
  /** It stands in a direct message, and the card elsewhere. */
  readonly apart: boolean;
}
export type SharedFiles = ReadonlyMap<FileBlock, Shared>;

/** Where the files of a card go: a channel, or a person's direct message; and the conversation that the card is in. */
export interface ShareTarget {
  /** A channel's id or a person's. */
  readonly to: string;
  readonly thread?: string;
  readonly cardIn: string | undefined;
  /** `answer` unless said. */
  readonly wait?: Wait;
}

export interface Uploads {
  /**
   * The file ids of the card's pictures. Never rejects: a picture that could not be uploaded is left out, and is then
   * drawn as its description, and so it is not waited for as long as for an answer.
   */
  of(client: webApi.WebClient, team: string, card: Card): Promise<ReadonlyMap<Picture, string>>;
  /** Hands out the card's files in one message. Never rejects: a file that could not be sent is left out. */
  share(client: webApi.WebClient, team: string, card: Card, target: ShareTarget): Promise<SharedFiles>;
  forget(team: string): void;
}

/** Slack prepares a file after the upload and refuses blocks that show it before. Milliseconds between two looks. */
const LOOKS = [100, 200, 400, 800, 1_600, 3_000];
const MOST = 1_000;

export function createUploads(log: Logger, clock: Patience): Uploads {
  /** Team and content -> file id. Lost at a restart, which costs one more upload. */
  const files = new Map<string, Promise<string | undefined>>();

  return {
    async of(client, team, card) {
      const pictures = card.blocks.flatMap((block) => (block.kind === 'picture' ? [block] : []));
      const found = await Promise.all(
        pictures.map(async (block): Promise<readonly [Picture, string] | undefined> => {
          const { picture } = block;
          const key = `${team}.${createHash('sha256').update(picture.png).digest('hex')}`;
          let file = files.get(key);
          if (file === undefined) {
            file = upload({ client, ...repeating(clock, 'set', 'errand') }, block).catch((error: unknown) => {
              files.delete(key);
              const { code, details } = readFailure(error);
              log.error({ team, picture: picture.name, code, details }, 'slack: a picture could not be uploaded');
              return undefined;
            });
            if (files.size >= MOST) files.delete(files.keys().next().value ?? '');
            files.set(key, file);
          }
          const id = await file;
          return id === undefined ? undefined : [picture, id];
        }),
      );
      return new Map(found.filter((one) => one !== undefined));
    },
    async share(client, team, card, target) {
      const blocks = card.blocks.filter((block) => block.kind === 'file');
      if (blocks.length === 0) return new Map();
      try {
        const calls = { client, ...repeating(clock, 'set', target.wait) };
        const links = async (id: string): Promise<string | undefined> =>
          linkTo(calls, id).catch((error: unknown) => {
            log.warn({ team, file: id, code: readFailure(error).code }, 'slack: the link to a file could not be read');
            return undefined;
          });
        return await handOut(calls, blocks, target, links);
      } catch (error) {
        const { code, details } = readFailure(error);
        log.error({ team, files: blocks.map(({ name }) => name), code, details }, 'slack: files could not be sent');
        return new Map();
      }
    },
    forget(team) {
      for (const key of files.keys()) if (key.startsWith(`${team}.`)) files.delete(key);
    },
  };
}

/** A workspace's calls, each of them repeated. */
interface Calls extends ReturnType<typeof repeating> {
  readonly client: webApi.WebClient;
}

async function upload(calls: Calls, { picture, alt }: PictureBlock): Promise<string> {
  const { client } = calls;
  const { name, png } = picture;
  const id = await send(calls, name, Buffer.from(png), { alt_text: alt.slice(0, 1_000) });
  await insist(async () => client.files.completeUploadExternal({ files: [{ id, title: name }] }), {
    ...calls,
    look: async () => completed(client, id),
  });
  await prepared(calls, id);
  return id;
}

/** What Slack knows of a file whose upload was completed. */
async function completed(client: webApi.WebClient, file: string): Promise<webApi.FilesInfoResponse | undefined> {
  try {
    return await client.files.info({ file });
  } catch (error) {
    if (readFailure(error).code === 'file_not_found') return undefined;
    throw error;
  }
}

/** Slack tells only by the file's type, which stays empty until the file can be shown. */
async function prepared(calls: Calls, file: string): Promise<void> {
  for (const ms of LOOKS) {
    const { file: found } = await insist(async () => calls.client.files.info({ file }), calls);
    if (found?.mimetype !== undefined && found.mimetype !== '') return;
    await calls.pause(ms);
  }
  throw new Error('Slack did not finish preparing the picture');
}

async function handOut(
  calls: Calls,
  blocks: readonly FileBlock[],
  { to, thread, cardIn }: ShareTarget,
  linkTo: (file: string) => Promise<string | undefined>,
): Promise<SharedFiles> {
  const { client } = calls;
  const channel = /^[UW]/u.test(to) ? await insist(async () => directWith(client, to), calls) : to;
  const sent = blocks.map(async ({ name, content }) => ({
    id: await send(calls, name, Buffer.from(content)),
    title: name,
  }));
  const [first, ...rest] = await Promise.all(sent);
  if (first === undefined) return new Map();
  const files: [typeof first, ...typeof rest] = [first, ...rest];
  const where = thread === undefined ? { channel_id: channel } : { channel_id: channel, thread_ts: thread };
  await insist(async () => client.files.completeUploadExternal({ files, blocks: introduction(blocks), ...where }), {
    ...calls,
    deed: 'tell',
    look: async () => completed(client, first.id),
  });
  const apart = cardIn !== to && cardIn !== channel;
  const urls = await Promise.all(files.map(async ({ id }) => linkTo(id)));
  return new Map(
    blocks.map((block, at) => {
      const url = urls[at];
      return [block, { apart, ...(url !== undefined && { url }) }];
    }),
  );
}

/** Only for convenience: the file is there without it. */
const linkTo = async (calls: Calls, file: string): Promise<string | undefined> =>
  (await insist(async () => calls.client.files.info({ file }), calls)).file?.permalink;

/** @returns the file's id; nobody sees it before the upload is completed, so that it may be begun anew. */
const send = async (calls: Calls, name: string, bytes: Buffer, more: { alt_text?: string } = {}): Promise<string> =>
  insist(async () => sendOnce(calls.client, name, bytes, more), calls);

async function sendOnce(
  client: webApi.WebClient,
  name: string,
  bytes: Buffer,
  more: { alt_text?: string },
): Promise<string> {
  const place = await client.files.getUploadURLExternal({ filename: name, length: bytes.length, ...more });
  if (place.upload_url === undefined || place.file_id === undefined) throw new Error('no place to upload to');
  const body = new Uint8Array(bytes);
  const sent = await fetch(place.upload_url, { method: 'POST', body, signal: AbortSignal.timeout(20_000) });
  if (!sent.ok) throw new Error(`upload answered ${sent.status}`);
  return place.file_id;
}

/** Files go to conversations only, never to a person's id. */
export async function directWith(client: webApi.WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  if (channel?.id === undefined) throw new Error('conversations.open gave no channel');
  return channel.id;
}

/** The words above the files: rich text, in which nobody can be mentioned. */
const introduction = (blocks: readonly FileBlock[]): types.RichTextBlock[] => [
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [{ type: 'text', text: [...new Set(blocks.map(({ label }) => label))].join('\n') }],
      },
    ],
  },
];
