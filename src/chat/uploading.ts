/** Where the bytes of a file come from that somebody put into a form: from here, or from the platform that keeps it. */
import { Refusal } from './reply.ts';
import type { Upload } from './upload.ts';

/** How long a platform may take to hand out a file. Milliseconds. */
const PATIENCE = 15_000;

const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1_024).toLocaleString('en-US')} KB`;

/** Says that a file is too large, in numbers. `size` in bytes, where it is known. */
export const tooLarge = (most: number, size?: number): Refusal =>
  new Refusal(
    `That file is too large for me: ${size === undefined ? 'more than' : `${kilobytes(size)}, at most`} ${kilobytes(most)}. Please send it in parts.`,
  );

/** Bytes that are already here. */
export const uploadOf = (name: string, bytes: Uint8Array): Upload => ({
  name,
  read: async (most) => {
    if (bytes.length > most) throw tooLarge(most, bytes.length);
    return bytes;
  },
});

/** A file as a platform tells of it. */
export interface KeptFile {
  readonly name: string;
  readonly address: string;
  /** In bytes, as the platform says; what comes counts. */
  readonly size?: number;
}

/**
 * A file that a platform keeps, fetched when it is wanted: from these hosts alone, no further than to its limit, and never
 * by way of another address.
 */
export const uploadAt = (
  { name, address, size = 0 }: KeptFile,
  { hosts, headers = {}, onFault }: UploadPlace,
): Upload => ({
  name,
  read: async (most) => {
    if (size > most) throw tooLarge(most, size);
    try {
      if (!URL.canParse(address) || !hosts.includes(new URL(address).host))
        throw new Error('the file is kept on a host that the platform does not use for files');
      const response = await fetch(address, {
        headers,
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
      });
      if (!response.ok || response.body === null) throw new Error(`the file was refused with ${response.status}`);
      return await firstOf(response.body, most);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      onFault(error);
      throw new Refusal(
        'I could not get that file from here. Please try again in a moment, or paste its text instead.',
      );
    }
  },
});

export interface UploadPlace {
  /** Hosts, with their port where it is not the usual one. */
  readonly hosts: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Told why a file could not be had; its sender is told to try again. */
  readonly onFault: (error: unknown) => void;
}

async function firstOf(body: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > most) throw tooLarge(most);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
