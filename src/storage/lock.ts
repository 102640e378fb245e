/** Keeps two processes from opening one embedded database, which would lose data without a word. */
import * as fs from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import path from 'node:path';

/** Another process has it open. */
export class InUse extends Error {
  override readonly name = 'InUse';
}

/**
 * PGlite takes no lock of its own: two processes on one data directory corrupt it silently.
 * A listening socket next to the directory is a lock that the kernel drops when the process dies.
 */
export async function lockDirectory(dir: string): Promise<() => Promise<void>> {
  await fs.mkdir(path.dirname(dir), { recursive: true }); // PGlite makes only the last folder
  const full = `${path.resolve(dir)}.lock`;
  const near = path.relative(process.cwd(), full); // socket paths are limited to about 100 bytes
  const at =
    process.platform === 'win32'
      ? `\\\\.\\pipe\\${full.replaceAll(/[^\w]/g, '_')}`
      : near.length < full.length
        ? near
        : full;
  for (let attempt = 0; ; attempt++) {
    const server = createServer((socket) => socket.destroy());
    const error = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
      server.once('error', resolve).listen(at, () => resolve(undefined));
    });
    if (error === undefined) {
      server.unref();
      return () => new Promise((resolve) => server.close(() => resolve()));
    }
    if (error.code !== 'EADDRINUSE' || attempt > 0) throw error;
    const inUse = await new Promise<boolean>((resolve) => {
      const probe = connect(at, () => resolve(true)).once('error', () => resolve(false));
      probe.once('close', () => probe.destroy());
    });
    if (inUse)
      throw new InUse(`${dir} is in use by another process; stop it, or set DATABASE_URL to share a PostgreSQL`);
    await fs.rm(at, { force: true }); // left by a process that was killed
  }
}
