/** Sous as a process of its own, started as an operator would. */
import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

export interface Running {
  /** The address of the playground, from the line that Sous prints. */
  readonly url: string;
  readonly greeting: string;
  /** Sends the signal; resolves with the exit code, or the signal's name when it was killed. */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
  /** The same, when it ends by itself. */
  readonly gone: Promise<number | string | null>;
  /** All that it has printed and logged. */
  said(): string;
}

/** Where the run keeps compiled code. */
const cache = process.env['NODE_COMPILE_CACHE'];
const compiled = cache === undefined ? {} : { NODE_COMPILE_CACHE: cache };
const main = path.resolve(import.meta.dirname, '../../src/main.ts');

/** Resolves when it is ready; rejects with what it said when it ends before. */
export function startProcess(env: Readonly<Record<string, string>>): Promise<Running> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = spawn(process.execPath, [main], {
      env: { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'warn', ...compiled, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const gone = new Promise<number | string | null>((done) =>
      child.once('exit', (code, signal) => done(signal ?? code)),
    );
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      const greeting = /^Sous is ready.*$/mu.exec(said)?.[0];
      const url = /http:\/\/[\d.:]+/u.exec(greeting ?? '')?.[0];
      if (greeting === undefined || url === undefined) return;
      resolve({
        url,
        greeting,
        gone,
        said: () => said,
        end: (signal) => {
          child.kill(signal);
          return gone;
        },
      });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void gone.then((code) => reject(new Error(`it ended with ${String(code)}:\n${said}`)));
  });
}
