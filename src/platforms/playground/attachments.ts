/** Pictures and files of messages, kept apart from them: pictures by their bytes and for good, files for a day. */
import type { PersonId } from '../../chat/request.ts';
import type { PlaygroundHistory } from './history.ts';
import type { Drawn } from './render.ts';
import { isChannel } from './rooms.ts';

export interface AttachmentTools {
  readonly history: PlaygroundHistory;
  readonly now: () => number;
}

/** The message that they belong to. */
interface Owner {
  readonly id: string;
  readonly room: string;
  readonly viewer: PersonId | null;
}

export interface KeptFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

interface StoredFile {
  readonly name: string;
  readonly type: string;
  /** Base64. */
  readonly bytes: string;
}

/** How long a file can be fetched: it holds what people stored, and must not outlive that for long. */
const FILE_MS = 24 * 60 * 60 * 1_000;

export async function keepPictures({ history, now }: AttachmentTools, { pictures }: Drawn): Promise<void> {
  for (const [hash, png] of pictures) {
    const value = { png: Buffer.from(png).toString('base64') };
    await history.add({ id: pictureId(hash), shelf: 'pictures', viewer: null, at: now(), value });
  }
}

/** The bytes of a picture by the hash that `renderCard` named. */
export async function findPicture({ history }: AttachmentTools, hash: string): Promise<Uint8Array | undefined> {
  const png = (await history.get(pictureId(hash)))?.value['png'];
  return typeof png === 'string' ? Buffer.from(png, 'base64') : undefined;
}

export async function keepFiles(tools: AttachmentTools, { files }: Drawn, { id, room, viewer }: Owner): Promise<void> {
  const { history, now } = tools;
  if (files.length > 0) await sweepFiles(tools);
  // what stands in somebody's direct messages goes with everything else that is theirs
  const owner = viewer ?? (isChannel(room) ? null : room);
  for (const [place, { name, type, content }] of files.entries()) {
    const row = { id: fileId(id, place), shelf: 'files', viewer: owner, at: now() };
    const value: StoredFile = { name, type, bytes: Buffer.from(content).toString('base64') };
    await history.remove(row.id);
    await history.add({ ...row, value: { ...value } });
  }
}

export async function findFile(
  { history }: AttachmentTools,
  message: string,
  place: number,
): Promise<KeptFile | undefined> {
  const value = (await history.get(fileId(message, place)))?.value as StoredFile | undefined;
  return value && { ...value, bytes: Buffer.from(value.bytes, 'base64') };
}

export async function sweepFiles({ history, now }: AttachmentTools): Promise<void> {
  await history.prune('files', now() - FILE_MS);
}

const pictureId = (hash: string): string => `picture/${hash}`;
const fileId = (message: string, place: number): string => `file/${message}/${place}`;
