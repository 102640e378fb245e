/** Starts the drills' worker processes, hears what they say, and ends them. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

export interface Worker {
  readonly pid: number;
  /** Whole lines that it printed, `ready` first. */
  readonly lines: readonly string[];
  /** What it complained about. */
  readonly complaints: () => string;
  /** Settles when it has ended, with the signal or the exit code. */
  readonly ended: Promise<string>;
  kill(): void;
  /** Goes on, where it stood still to be woken. */
  wake(): void;
}

const alive = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

type Script = 'drop-worker' | 'answer-worker';
const bundles = new Map<Script, string>();

/** The worker in one file, made once; inside the package, where its libraries are found. */
function bundleOf(script: Script): string {
  const known = bundles.get(script);
  if (known !== undefined) return known;
  const here = (name: string): string => path.join(import.meta.dirname, name);
  const file = here(`../../../node_modules/.cache/drills/${script}-${process.pid}.mjs`);
  execFileSync(process.execPath, [here('bundle.ts'), here(`${script}.ts`), file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => rmSync(file, { force: true }));
  bundles.set(script, file);
  return file;
}

export function startWorker(script: Script, orders: object): Worker {
  const child = spawn(process.execPath, [bundleOf(script), JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  alive.add(child);
  const lines: string[] = [];
  let rest = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-4_000);
  });
  return {
    pid: child.pid ?? 0,
    lines,
    complaints: () => complaints,
    ended: new Promise((resolve) => {
      child.on('close', (code, signal) => {
        alive.delete(child);
        resolve(signal ?? String(code));
      });
    }),
    kill: () => void child.kill('SIGKILL'),
    wake: () => void child.kill('SIGCONT'),
  };
}
