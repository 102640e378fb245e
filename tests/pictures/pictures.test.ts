/** Pictures are drawn elsewhere, once, within bounds; whatever happens there, a card can be shown. */
import { threadId } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { createPictures, type PictureOptions, type Pictures } from '../../src/pictures/index.ts';
import { realLibrary } from '../support/sous.ts';

const PNG = [0x89, 0x50, 0x4e, 0x47];
const MOODY = new URL('../support/moody-worker.ts', import.meta.url);

const open: Pictures[] = [];
const told: string[] = [];
afterEach(async () => {
  for (const pictures of open.splice(0)) await pictures.stop();
  told.length = 0;
});

function drawn(options: Partial<PictureOptions> = {}): Pictures {
  const pictures = createPictures({
    failed: (name, error) => told.push(`${name}: ${(error as Error).message}`),
    // no clock decides in a test what was too slow
    patience: () => new AbortController().signal,
    ...options,
  });
  open.push(pictures);
  return pictures;
}

describe('what is drawn', () => {
  test('every picture of the content, each as a PNG of its name', async () => {
    const { content } = await realLibrary();
    const pictures = drawn();
    expect(content.pictures.size).toBeGreaterThan(40);
    const all = [...content.pictures].map(async ([file, source]) => ({
      file,
      picture: await pictures.draw(file, source),
    }));
    for (const { file, picture } of await Promise.all(all)) {
      expect(picture?.name).toBe(file.replace(/\.(?:dot|svg)$/u, '.png'));
      expect([...(picture?.png.subarray(0, 4) ?? [])], file).toEqual(PNG);
    }
    expect(told).toEqual([]);
  });

  test('diagrams and bars', async () => {
    const pictures = drawn();
    const diagram = await pictures.draw('trip.dot', 'browser -> server [label="asks"]');
    const bars = await pictures.bars('drop-1', [{ label: 'Right & <true>', count: 1, of: 3, good: true }]);
    expect([diagram?.name, bars?.name]).toEqual(['trip.png', 'drop-1.png']);
    for (const one of [diagram, bars]) expect([...(one?.png.subarray(0, 4) ?? [])]).toEqual(PNG);
    expect(told).toEqual([]);
  });

  test('the same picture once, another of that name anew', async () => {
    const pictures = drawn({ worker: MOODY });
    const [first, again] = await Promise.all([pictures.draw('a.svg', 'x'), pictures.draw('a.svg', 'x')]);
    expect(again).toBe(first);
    expect(await pictures.draw('a.svg', 'x')).toBe(first);
    expect(await pictures.draw('a.svg', 'y')).not.toBe(first);
  });

  test('somebody’s map, again from memory while it says the same; maps push nothing out that everybody sees', async () => {
    const map = (number: number) => [{ number, title: 'One', state: 'done' as const, concepts: ['known' as const] }];
    const real = await drawn().course('map', map(1));
    expect([...(real?.png.subarray(0, 4) ?? [])]).toEqual(PNG);
    const pictures = drawn({ worker: MOODY, kept: 1 });
    const shared = await pictures.draw('a.svg', 'x');
    const own = await pictures.course('map', map(0));
    expect(await pictures.course('map', map(0))).toBe(own);
    for (let number = 1; number <= 40; number += 1) expect(await pictures.course('map', map(number))).not.toBe(own);
    expect(await pictures.course('map', map(0))).not.toBe(own);
    expect(await pictures.draw('a.svg', 'x')).toBe(shared);
  });
});

describe('what cannot be drawn', () => {
  const large = (side: number): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="9" height="9"/></svg>`;
  const holding = (inside: string): string =>
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">${inside}</svg>`;

  test.each([
    ['a diagram with a slip', 'a.dot', 'a -> ;;; ->', 'syntax error'],
    ['no SVG', 'a.svg', 'hello', 'SVG'],
    ['too large a picture', 'a.svg', large(20_000), 'at most'],
    ['too long a source', 'a.svg', `${large(9)}${' '.repeat(200_000)}`, 'characters'],
    ['a file from the disk', 'a.svg', holding('<image width="9" height="9" xlink:href="/etc/logo.png"/>'), 'refers to'],
    ['a file behind an entity', 'a.svg', `<!DOCTYPE svg [<!ENTITY x "y">]>${holding('&x;')}`, 'entities'],
  ])('%s', async (_what, file, source, why) => {
    const pictures = drawn();
    expect(await pictures.draw(file, source)).toBeUndefined();
    expect(told).toEqual([expect.stringContaining(why)]);
    // and not tried over and over
    expect(await pictures.draw(file, source)).toBeUndefined();
    expect(told).toHaveLength(1);
    expect(await pictures.draw('mended.dot', 'browser -> server')).toBeDefined();
  });

  test('a diagram too large for its memory, and the next is drawn all the same', async () => {
    const pictures = drawn();
    const edges = Array.from({ length: 4_500 }, (_, n) => `n${n % 1_500} -> n${(n * 37 + 3) % 1_500};`);
    expect(await pictures.draw('web.dot', edges.join(''))).toBeUndefined();
    expect(told).toHaveLength(1);
    expect(await pictures.draw('trip.dot', 'browser -> server')).toBeDefined();
  });

  test('the largest that may be, and pictures within the picture', async () => {
    const pictures = drawn();
    expect(await pictures.draw('a.svg', large(2_000))).toBeDefined();
    const inside =
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
    expect(await pictures.draw('b.svg', holding(`<image width="9" height="9" xlink:href="${inside}"/>`))).toBeDefined();
    expect(told).toEqual([]);
  });

  test('what an author must hear of is thrown', async () => {
    const pictures = drawn({
      worker: MOODY,
      failed(_name, error) {
        throw error;
      },
    });
    await expect(pictures.draw('a.svg', 'fail')).rejects.toThrow('no such color');
  });
});

describe('the threads', () => {
  const threadOf = async (pictures: Pictures, source: string): Promise<number | undefined> =>
    (await pictures.draw('a.svg', source))?.png[0];

  test('are others than the one that answers people', async () => {
    expect(await threadOf(drawn({ worker: MOODY }), 'x')).not.toBe(threadId);
  });

  test('are replaced when they die', async () => {
    const pictures = drawn({ worker: MOODY });
    const first = await threadOf(pictures, 'x');
    expect(await threadOf(pictures, 'die')).toBeUndefined();
    expect(told).toHaveLength(1);
    const next = await threadOf(pictures, 'y');
    expect(next).toBeDefined();
    expect(next).not.toBe(first);
  });

  test('are replaced when they take too long, also for those who waited behind', async () => {
    const late = new AbortController();
    const never = new AbortController();
    let patience = never.signal;
    const pictures = drawn({ worker: MOODY, patience: () => patience });
    // both threads are up, so that both begin at once
    await Promise.all([threadOf(pictures, 'v'), threadOf(pictures, 'w')]);
    patience = late.signal;
    const stuck = [pictures.draw('a.svg', 'stay 1'), pictures.draw('a.svg', 'stay 2')];
    patience = never.signal;
    const waiting = ['x', 'y', 'z'].map(async (source) => threadOf(pictures, source));
    late.abort();
    expect(await Promise.all(stuck)).toEqual([undefined, undefined]);
    expect(await Promise.all(waiting)).toEqual([expect.any(Number), expect.any(Number), expect.any(Number)]);
    expect(told).toHaveLength(2);
  });

  test('end when told to, and begin again for another picture', async () => {
    const pictures = drawn({ worker: MOODY });
    const first = await threadOf(pictures, 'x');
    await pictures.stop();
    await pictures.stop();
    expect(await threadOf(pictures, 'y')).not.toBe(first);
  });

  test('finish what they are at before they end', async () => {
    const pictures = drawn();
    await pictures.draw('trip.dot', 'browser -> server');
    const picture = pictures.draw('back.dot', 'server -> browser');
    await pictures.stop();
    expect(await picture).toBeDefined();
    expect(told).toEqual([]);
  });

  test('that cannot even begin leave the card without its picture', async () => {
    const pictures = drawn({ worker: new URL('no-such-worker.ts', MOODY) });
    expect(await pictures.draw('a.svg', 'x')).toBeUndefined();
    expect(told).toContainEqual(expect.stringContaining('a: '));
    // nor is it waited for them when they are told to end
    expect(await pictures.draw('b.svg', 'x')).toBeUndefined();
  });
});
