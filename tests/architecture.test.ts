/** Keeps the walls: who may import whom, which package belongs to one room, and where the environment is read. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../src');

interface Room {
  /** `chat`, `types of storage`, `anything`, `anything but authoring`. */
  readonly mayImport: readonly string[];
  /** Packages that no room uses but those that name them. */
  readonly packages: readonly string[];
}

const HEAD = ['room', 'what is in it', 'may import from `src`', 'packages that only it uses'];

/** The table of docs/architecture.md, by room: folders without their slash, files directly in src/ without their ending. */
function readRooms(): ReadonlyMap<string, Room> {
  const page = readFileSync(path.resolve(root, '../docs/architecture.md'), 'utf8');
  const section = /^## Rooms$(.*?)^## /msu.exec(page)?.[1] ?? '';
  const [head, ...rows] = [...section.matchAll(/^\| (.*) \|$/gmu)].map((row) => (row[1] ?? '').split(' | '));
  expect(head).toEqual(HEAD);
  const list = (cell = ''): string[] => (cell === '-' ? [] : cell.split(', '));
  return new Map(
    rows.flatMap(([names = '', , mayImport, packages]) =>
      [...names.matchAll(/`([^`]+?)(?:\/|\.ts)`/gu)].map(([, name = '']): [string, Room] => [
        name,
        { mayImport: list(mayImport), packages: list(packages) },
      ]),
    ),
  );
}

const rooms = readRooms();

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

const isFrom = (one: Import, name: string): boolean => one.from === name || one.from.startsWith(`${name}/`);

test('there is something to check', () => {
  expect(files.length).toBeGreaterThan(40);
  expect(imports.length).toBeGreaterThan(100);
});

test('every room has its line in docs/architecture.md', () => {
  expect([...new Set(files.map(roomOf))].filter((room) => !rooms.has(room))).toEqual([]);
});

test('the table names rooms and packages that there are', () => {
  const unknown = [...rooms.values()].flatMap(({ mayImport, packages }) => [
    ...mayImport
      .map((one) => one.replace(/^(?:types of|anything but) /u, ''))
      .filter((one) => one !== 'anything' && !rooms.has(one)),
    ...packages.filter((name) => !existsSync(path.resolve(root, '../node_modules', name))),
  ]);
  expect(unknown).toEqual([]);
});

/** Whether a cell such as `chat, types of storage` or `anything but authoring` lets an import of `target` through. */
const allows = (mayImport: readonly string[], target: string, typeOnly: boolean): boolean =>
  mayImport.some(
    (one) =>
      one === target ||
      one === 'anything' ||
      (one.startsWith('anything but ') && one !== `anything but ${target}`) ||
      (typeOnly && one === `types of ${target}`),
  );

test('rooms import only what the table allows', () => {
  const wrong = imports.filter((one) => {
    if (!one.from.startsWith('.')) return false;
    const target = roomOf(path.posix.normalize(path.posix.join(path.posix.dirname(one.file), one.from)));
    return target !== one.room && !allows(rooms.get(one.room)?.mayImport ?? [], target, one.typeOnly);
  });
  expect(wrong.map((one) => `${one.file} imports ${one.from}`)).toEqual([]);
});

/** The files of `src` that a file imports, types too. */
const importedBy = (file: string): readonly string[] =>
  imports
    .filter((one) => one.file === file && one.from.startsWith('.'))
    .map((one) => path.posix.normalize(path.posix.join(path.posix.dirname(file), one.from)));

test('no file imports itself by a way around, not even for its types', () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' > '));
    if (done.has(file) || way.includes(file)) return;
    for (const next of importedBy(file)) walk(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) walk(file, []);
  expect(circles).toEqual([]);
});

test('the bot that runs has nothing in it that only authors run', () => {
  const seen = new Set<string>();
  const open = ['main.ts'];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    open.push(...importedBy(file));
  }
  expect(seen.size).toBeGreaterThan(150);
  expect([...seen].filter((file) => ['authoring', 'cli'].includes(roomOf(file)))).toEqual([]);
});

test('the thread that answers people draws no picture', () => {
  const seen = new Set<string>();
  const walk = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    imports
      .filter((one) => one.file === file && one.from.startsWith('.') && !one.typeOnly)
      .forEach((one) => walk(path.posix.normalize(path.posix.join(path.posix.dirname(file), one.from))));
  };
  walk('main.ts');
  const drawing = imports.filter(({ from }) => from.startsWith('@resvg/') || from.startsWith('@hpcc-js/'));
  expect(drawing.length).toBeGreaterThan(1);
  expect(drawing.filter(({ file }) => seen.has(file)).map(({ file }) => file)).toEqual([]);
});

test('packages stay in their rooms', () => {
  const wrong = imports.filter((one) => {
    const owners = [...rooms].filter(([, { packages }]) => packages.some((name) => isFrom(one, name)));
    return owners.length > 0 && !owners.some(([room]) => room === one.room);
  });
  expect(wrong.map((one) => `${one.file} imports ${one.from}`)).toEqual([]);
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
