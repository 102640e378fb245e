/** Uploads the pictures of a card to a workspace, each once, and tells their file ids. */
import { createHash } from 'node:crypto';
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Card, Picture } from '../../chat/card.ts';
import { readFailure } from './errors.ts';

export interface Uploads {
  /**
   * The file ids of the card's pictures. Never rejects: a picture that could not be uploaded is left out, and is then
   * drawn as its description.
   */
  of(client: webApi.WebClient, team: string, card: Card): Promise<ReadonlyMap<Picture, string>>;
  forget(team: string): void;
}

/** Slack prepares a file after the upload and refuses blocks that show it before. Milliseconds between two looks. */
const LOOKS = [100, 200, 400, 800, 1_600, 3_000];
const MOST = 1_000;

export function createUploads(log: Logger, pause: (ms: number) => Promise<void>): Uploads {
  /** Team and content -> file id. Lost at a restart, which costs one more upload. */
  const files = new Map<string, Promise<string | undefined>>();

  async function upload(client: webApi.WebClient, picture: Picture, alt: string): Promise<string | undefined> {
    const bytes = Buffer.from(picture.png);
    const place = await client.files.getUploadURLExternal({
      filename: picture.name,
      length: bytes.length,
      alt_text: alt.slice(0, 1_000),
    });
    if (place.upload_url === undefined || place.file_id === undefined) throw new Error('no place to upload to');
    const sent = await fetch(place.upload_url, { method: 'POST', body: bytes, signal: AbortSignal.timeout(20_000) });
    if (!sent.ok) throw new Error(`upload answered ${sent.status}`);
    await client.files.completeUploadExternal({ files: [{ id: place.file_id, title: picture.name }] });
    await prepared(client, place.file_id);
    return place.file_id;
  }

  /** Slack tells only by the file's type, which stays empty until the file can be shown. */
  async function prepared(client: webApi.WebClient, file: string): Promise<void> {
    for (const ms of LOOKS) {
      const { file: found } = await client.files.info({ file });
      if (found?.mimetype !== undefined && found.mimetype !== '') return;
      await pause(ms);
    }
    throw new Error('Slack did not finish preparing the picture');
  }

  return {
    async of(client, team, card) {
      const pictures = card.blocks.flatMap((block) => (block.kind === 'picture' ? [block] : []));
      const found = await Promise.all(
        pictures.map(async ({ picture, alt }): Promise<readonly [Picture, string] | undefined> => {
          const key = `${team}.${createHash('sha256').update(picture.png).digest('hex')}`;
          let file = files.get(key);
          if (file === undefined) {
            file = upload(client, picture, alt).catch((error: unknown) => {
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
    forget(team) {
      for (const key of files.keys()) if (key.startsWith(`${team}.`)) files.delete(key);
    },
  };
}
