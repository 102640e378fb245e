/** What the doctor looks at on this machine: the port, memory, and the disk of the embedded database. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import path from 'node:path';
import type { Config } from '../config.ts';
import { type Finding, finding } from './finding.ts';

const MB = 1024 * 1024;
/** At its highest, while it starts; with the embedded database the first start takes most. Measured, and some room. */
const MEMORY = { embedded: 1_400 * MB, postgres: 500 * MB } as const;
/** A new embedded database takes some 40 MB, its journal up to 1 GB. */
const DISK = 1_024 * MB;

const inMb = (bytes: number): string => `${Math.round(bytes / MB).toLocaleString('en-US')} MB`;

/** Each of them changes nothing, and never rejects. */
export async function checkMachine(config: Config): Promise<readonly Finding[]> {
  const embedded = config.databaseUrl === undefined;
  return [
    await checkPort(config.http),
    checkMemory(embedded ? 'embedded' : 'postgres'),
    ...(embedded ? [await checkDisk(config.dataDir)] : []),
  ];
}

/** The nearest folder above a path that exists. */
export function existing(folder: string): string {
  let at = path.resolve(folder);
  while (!existsSync(at)) at = path.dirname(at);
  return at;
}

async function checkPort({ host, port }: Config['http']): Promise<Finding> {
  const at = `${host}:${port}`;
  const code = await listening(host, port);
  switch (code) {
    case undefined:
      return finding('Port', true, `${at} is free`);
    case 'EADDRINUSE':
      return (await answers(host, port))
        ? finding('Port', true, `${at} is taken by a Sous that runs`)
        : finding('Port', false, `${at} is taken by another program`, 'Stop that one, or set PORT to another number.');
    case 'EACCES':
      return finding('Port', false, `this user may not listen on ${at}`, 'Set PORT to a number from 1024 on.');
    default:
      return finding(
        'Port',
        false,
        `nothing can listen on ${at} (${code})`,
        'Set HOST to an address of this machine, or leave it empty.',
      );
  }
}

/** Listens for a moment; the code of what went wrong, if something did. */
const listening = async (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.name));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)));
  });

/** Whether what listens there says that it lives, as Sous does. */
async function answers(host: string, port: number): Promise<boolean> {
  const name = host.includes(':') ? `[${host}]` : host;
  try {
    const reply = await fetch(`http://${name}:${port}/healthz`, { signal: AbortSignal.timeout(2_000) });
    return reply.ok && (await reply.text()).trim() === 'ok';
  } catch (error) {
    // another program may answer in any way, or not at all
    if (error instanceof Error) return false;
    throw error;
  }
}

function checkMemory(kind: keyof typeof MEMORY): Finding {
  // 0, or more than there is: no limit is set for this process
  const limit = process.constrainedMemory();
  const all = Math.min(totalmem(), limit > 0 ? limit : Infinity);
  return finding(
    'Memory',
    all >= MEMORY[kind],
    `${inMb(all)}; ${kind === 'embedded' ? 'with the embedded database' : 'on Postgres'} up to ${inMb(MEMORY[kind])} are used`,
    kind === 'embedded' ? 'Give it more, or use a Postgres: it needs a third.' : 'Give it more.',
  );
}

async function checkDisk(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(existing(dataDir));
  return finding(
    'Disk',
    bavail * bsize >= DISK,
    `${inMb(bavail * bsize)} free where ${dataDir} is`,
    `Make room: the database may take ${inMb(DISK)} and more.`,
  );
}
