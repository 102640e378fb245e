/** Keeps the walls: who may import whom, which package belongs to one room, and where the environment is read. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../src');

/** Rooms by folder (files directly in src/ by name); `*` may import anything. The same table stands in docs/architecture.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  chat: [],
  questions: ['chat'],
  content: ['questions', 'chat'],
  tutor: ['questions', 'content'],
  storage: ['chat', 'tutor', 'content', 'questions'],
  pictures: ['chat'],
  classroom: ['chat (types)', 'questions', 'content', 'tutor', 'storage (types)', 'tools'],
  outbox: ['chat', 'classroom (types)', 'storage (types)', 'tools'],
  features: ['chat', 'classroom', 'outbox', 'questions', 'content', 'tutor', 'pictures', 'tools', 'storage (types)'],
  'platforms/discord': ['chat'],
  'platforms/slack': ['chat'],
  'platforms/playground': ['chat'],
  tools: ['chat (types)', 'content (types)', 'storage (types)'],
  cli: ['*'],
  main: ['*'],
  start: ['*'],
  platforms: ['*'],
  post: ['chat', 'tools'],
  clock: ['chat', 'log'],
  http: ['*'],
  config: ['*'],
  log: ['*'],
  metrics: ['*'],
  secret: [],
};

/** Packages that only these rooms may use. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  yaml: ['content'],
  minisearch: ['content'],
  'gift-pegjs': ['content'],
  'csv-parse': ['content'],
  'ts-fsrs': ['tutor'],
  'drizzle-orm': ['storage'],
  postgres: ['storage'],
  '@electric-sql/pglite': ['storage'],
  '@resvg/resvg-js': ['pictures'],
  '@hpcc-js/wasm-graphviz': ['pictures'],
  'discord.js': ['platforms/discord'],
  '@slack/bolt': ['platforms/slack'],
  '@slack/web-api': ['platforms/slack'],
  'node-cron': ['clock'],
};

interface Import {
  readonly file: string;
  readonly room: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replaceAll('\\', '/'));

function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts.length === 1) return parts[0]?.replace(/\.ts$/u, '') ?? '';
  return parts[0] === 'platforms' ? `platforms/${parts[1]}` : (parts[0] ?? '');
}

const imports: Import[] = files.flatMap((file) => {
  const source = readFileSync(path.join(root, file), 'utf8');
  const found = source.matchAll(/^(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?'([^']+)'/gmu);
  return [...found].map((match) => {
    const names = match[2] ?? '';
    const listed = /^\{([^}]*)\}$/su.exec(names.trim())?.[1];
    const allTypes =
      listed !== undefined && listed.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
    return { file, room: roomOf(file), from: match[3] ?? '', typeOnly: match[1] !== undefined || allTypes };
  });
});

test('there is something to check', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(imports.length).toBeGreaterThan(100);
});

test('every room has its rule', () => {
  expect([...new Set(files.map(roomOf))].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
});

test('rooms import only what the table allows', () => {
  const wrong = imports.flatMap((one) => {
    if (!one.from.startsWith('.')) return [];
    const target = roomOf(path.posix.normalize(path.posix.join(path.posix.dirname(one.file), one.from)));
    const allowed = MAY_IMPORT[one.room] ?? [];
    const fine =
      target === one.room ||
      allowed.includes('*') ||
      allowed.includes(target) ||
      (one.typeOnly && allowed.includes(`${target} (types)`));
    return fine ? [] : [`${one.file} imports ${one.from}`];
  });
  expect(wrong).toEqual([]);
});

test('packages stay in their rooms', () => {
  const wrong = imports.flatMap((one) => {
    const owner = Object.entries(OWNERS).find(([name]) => one.from === name || one.from.startsWith(`${name}/`));
    return owner === undefined || owner[1].includes(one.room) || one.room === 'cli'
      ? []
      : [`${one.file} imports ${one.from}`];
  });
  expect(wrong).toEqual([]);
});

test('the environment is read in config.ts alone', () => {
  const readers = files.filter((file) =>
    /process\.env\b(?!\['TZ'\] =)/u.test(readFileSync(path.join(root, file), 'utf8')),
  );
  expect(readers).toEqual(['config.ts']);
});

test('what is said unasked goes through the outbox', () => {
  const posters = files.filter((file) => /\bpost\.post\(/u.test(readFileSync(path.join(root, file), 'utf8')));
  expect(posters).toEqual(['outbox/send.ts']);
});

describe.each(['src', 'tests', 'bench'])('in %s', (folder) => {
  const texts = new Map(
    readdirSync(path.resolve(root, '..', folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
      .map((file) => [file, readFileSync(path.resolve(root, '..', folder, file), 'utf8')]),
  );

  test('no file outgrows 300 lines', () => {
    expect([...texts].filter(([, text]) => text.split('\n').length > 301).map(([file]) => file)).toEqual([]);
  });

  test('each file opens with what it is for', () => {
    expect([...texts].filter(([, text]) => !text.startsWith('/**')).map(([file]) => file)).toEqual([]);
  });
});
