/** `npm run talk` as a process of its own: lines for programs, a pipe, Ctrl-C, and a folder that keeps what is learned. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { term } from '../support/content-folder.ts';

const TALK = path.resolve(import.meta.dirname, '../../src/cli/talk.ts');
const cache = process.env['NODE_COMPILE_CACHE'];

const talk = (args: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [TALK, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...(cache !== undefined && { NODE_COMPILE_CACHE: cache }), ...env },
  });

/** The exit code; null when a signal killed it. */
const ended = async (child: ChildProcessWithoutNullStreams): Promise<number | null> =>
  new Promise((done) => child.once('exit', done));

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

test('a program gets one line of JSON for each line, and nothing else', async () => {
  const child = talk(['--jsonl']);
  const said = Promise.all([text(child.stdout), text(child.stderr), ended(child)]);
  child.stdin.end('{"new": true}\n{"say": "what is a database?"}\nnonsense\n{"press": "Quiz"}\n');
  const [output, errors, code] = await said;
  expect(errors).toBe('');
  expect(code).toBe(0);
  const answers = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { text?: string; buttons?: readonly string[]; error?: string });
  expect(answers).toHaveLength(4);
  expect(answers[0]).toEqual({ text: '', buttons: [], options: [] });
  expect(answers[1]?.text).toMatch(/^Database\n/u);
  expect(answers[1]?.buttons).toContain('Quiz me');
  expect(answers[2]?.error).toContain('one JSON object');
  expect(answers[3]?.buttons).toContain('I don’t know');
}, 120_000);

test('the content is that of CONTENT_DIR', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sous-talk-'));
  folders.push(folder);
  await mkdir(path.join(folder, 'glossary'));
  await writeFile(path.join(folder, 'topics.yaml'), '- { id: web, title: The web }\n');
  await writeFile(path.join(folder, 'glossary/thing.md'), term('Thing'));
  await writeFile(path.join(folder, 'glossary/other.md'), term('Other', { see: '[thing]' }));
  const child = talk(['--jsonl'], { CONTENT_DIR: folder });
  const said = text(child.stdout);
  child.stdin.end('{"say": "what is a thing?"}\n');
  expect(await said).toContain('A Thing is a thing.');
}, 120_000);

test('Ctrl-C ends it with nothing broken, and a folder keeps what was learned', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sous-talk-'));
  folders.push(folder);
  const env = { DATA_DIR: path.join(folder, 'db') };
  const first = talk([], env);
  const [errors, gone] = [text(first.stderr), ended(first)];
  const lines = createInterface({ input: first.stdout });
  first.stdin.write('/settings\n/quiz databases 1\n');
  for await (const line of lines) {
    if (line.includes('I don’t know')) first.stdin.write(`${/\[(\d+)\] I don’t know/u.exec(line)?.[1]}\n`);
    if (line.includes('See how it went')) break;
  }
  first.kill('SIGINT');
  expect(await gone).toBe(0);
  expect(await errors).toBe('');

  const second = talk([], env);
  const output = text(second.stdout);
  second.stdin.end('/progress\n');
  expect(await output).toContain('Last seven days: 1 answer');
}, 120_000);

test('wrong use says how it is used', async () => {
  const child = talk(['--nonsense']);
  const said = Promise.all([text(child.stdout), text(child.stderr), ended(child)]);
  child.stdin.end();
  const [output, errors, code] = await said;
  expect(output).toBe('');
  expect(errors).toContain('Usage: npm run talk');
  expect(code).toBe(2);
});

test('a setting that cannot be read is told in words', async () => {
  const child = talk(['--jsonl'], { PORT: 'often' });
  const [errors, code] = await Promise.all([text(child.stderr), ended(child)]);
  expect(errors).toMatch(/^The environment needs mending .*\n- PORT must be a port number\.\n$/u);
  expect(code).toBe(1);
});
