/** The body of a message as Discord's calls take it, with the files that travel beside it. */
import type { APIAllowedMentions, APIComponentInContainer, APIContainerComponent } from 'discord.js';
import type { FileType } from '../../chat/card.ts';

/** A file that travels beside the JSON, named by the components as `attachment://<name>`. */
export interface Upload {
  readonly name: string;
  readonly data: Buffer;
  readonly contentType: 'image/png' | FileType;
}

/** The body of any call that makes or changes a message. `flags` always holds the mark of components V2. */
export interface MessageBody {
  readonly flags: number;
  readonly components: readonly TopLevel[];
  /** `id`: which of the files beside it, counted from 0; a string, as in Discord's description and in its client. */
  readonly attachments: readonly { readonly id: string; readonly filename: string; readonly description: string }[];
  readonly allowed_mentions: APIAllowedMentions;
}
export type TopLevel = APIComponentInContainer | APIContainerComponent;

export interface Rendered {
  readonly body: MessageBody;
  readonly files: readonly Upload[];
}
