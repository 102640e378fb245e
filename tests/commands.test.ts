/** What every command of the README answers to, and the file `.env` that they read. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '..');
const { scripts, version } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
  version: string;
};
/** What npm runs of ours, without the tools of development. */
const COMMANDS = Object.entries(scripts).filter(([, line]) => /^node .*src\//u.test(line));

test.concurrent.each(COMMANDS)(
  '%s tells its usage and its version, and refuses what it does not know',
  async (name, line) => {
    const args = line.replace('--watch-path=src ', '').split(' ').slice(1);
    const at = async (...more: string[]) => run(process.execPath, [...args, ...more], { cwd: ROOT });
    const { stdout } = await at('--help');
    expect(stdout).toMatch(new RegExp(`^Usage: npm (?:run )?(?:-s )?(?:${name === 'dev' ? 'start' : name})\\b`, 'u'));
    expect((await at('--version')).stdout).toBe(`${version}\n`);
    await expect(at('--no-such-thing')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/no-such-thing[\s\S]*Usage: npm/u) as string,
    });
  },
);

test('what npm runs reads .env, and what is set already stays', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sous-env-'));
  try {
    await writeFile(path.join(folder, '.env'), '# a comment\nPORT=4000\nHOST="::1"\n');
    const reader = path.join(ROOT, 'tools/env-file.ts');
    const args = ['--import', reader, '-p', '[process.env.PORT, process.env.HOST].join()'];
    const { stdout } = await run(process.execPath, args, { cwd: folder, env: { PORT: '5000' } });
    expect(stdout.trim()).toBe('5000,::1');
    await rm(path.join(folder, '.env'));
    const bare = await run(process.execPath, args, { cwd: folder, env: {} });
    expect([bare.stdout.trim(), bare.stderr]).toEqual([',', '']);
  } finally {
    await rm(folder, { recursive: true });
  }
  for (const [name, line] of COMMANDS) expect(line.includes('tools/env-file.ts'), name).toBe(name !== 'talk');
});

test('the files that run Sous elsewhere name what is there', async () => {
  const read = async (file: string) => readFile(path.join(ROOT, file), 'utf8');
  expect(await read('deploy/sous.service')).toContain('node_modules/.bin/node src/main.ts');
  const compose = await read('compose.yaml');
  // a password with / or @ would break an address that it stands in
  expect(compose).not.toMatch(/postgres:\/\/[^\s]*POSTGRES_PASSWORD/u);
});
