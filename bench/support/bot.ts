/** Starts a bot in a process of its own, the same way for every bot, so that they share neither memory nor event loop. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Question, Said } from './member.ts';

export interface Bot {
  readonly url: string;
  /** The last lines that it wrote. */
  output(): string;
  usage(): Promise<Extract<Said, { kind: 'usage' }>>;
  /** Since this was asked last; the first answer says nothing. */
  delay(): Promise<Extract<Said, { kind: 'delay' }>>;
  stop(): Promise<void>;
}

export interface BotOptions {
  /** A module's address, from `import.meta.resolve`. */
  readonly module: string;
  /** Handed to the module as JSON. */
  readonly given: unknown;
  /** A folder for a CPU profile, written when the bot stops. */
  readonly profile?: string;
}

/** Milliseconds for a bot to connect: the first start loads all content and makes the tables. */
const START = 60_000;
/** Milliseconds for it to stop before it is ended. */
const STOP = 10_000;

/** @throws Error with the last lines that the bot wrote, when it does not come up. */
export async function startBot({ module, given, profile }: BotOptions): Promise<Bot> {
  const child = fork(fileURLToPath(module), [JSON.stringify(given)], {
    execArgv: profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`],
    env: { ...process.env, NODE_ENV: 'production', NODE_OPTIONS: '', TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let written = '';
  const keep = (chunk: Buffer): void => {
    written = (written + chunk.toString()).slice(-4_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exited = once(child, 'exit');

  async function hear<K extends Said['kind']>(kind: K): Promise<Extract<Said, { kind: K }>> {
    const heard = Promise.withResolvers<Extract<Said, { kind: K }>>();
    const onMessage = (said: Said): void => {
      if (said.kind === kind) heard.resolve(said as Extract<Said, { kind: K }>);
    };
    const onExit = (): void => heard.reject(new Error(`a bot of the benchmark ended:\n${written}`));
    const timer = setTimeout(() => {
      heard.reject(new Error(`a bot of the benchmark does not answer:\n${written}`));
    }, START);
    child.on('message', onMessage);
    child.on('exit', onExit);
    try {
      return await heard.promise;
    } finally {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
    }
  }
  const ask = (question: Question): boolean => child.send(question);

  try {
    const { url } = await hear('ready');
    return {
      url,
      output: () => written,
      async delay() {
        const heard = hear('delay');
        ask('delay');
        return heard;
      },
      async usage() {
        const heard = hear('usage');
        ask('usage');
        return heard;
      },
      async stop() {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const timer = setTimeout(() => child.kill('SIGKILL'), STOP);
        ask('stop');
        await exited;
        clearTimeout(timer);
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
}
