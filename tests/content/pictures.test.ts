/** Pictures of the content reach for no file and fill no memory: neither by a check that was run, nor by one that was not. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Picture } from '../../src/chat/card.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { pictureProblem } from '../../src/content/picture-rules.ts';
import { createPictures } from '../../src/pictures/index.ts';
import { toPng } from '../../src/pictures/png.ts';
import { folder } from '../support/content-folder.ts';
import { realLibrary } from '../support/sous.ts';

const pictures = createPictures({
  failed(_, error) {
    throw error;
  },
});
const drawPicture = pictures.draw;
afterAll(() => pictures.stop());

const svg = (body: string, size = 'width="100" height="100"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:x="http://www.w3.org/1999/xlink" ${size}>${body}</svg>`;
const png = (width: number, height: number): string => {
  const bytes = Buffer.alloc(40);
  bytes.write('\u0089PNG\r\n\u001a\n', 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return `data:image/png;base64,${bytes.toString('base64')}`;
};

let secret = '';
let home = '';
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'sous-picture-'));
  secret = path.join(home, 'secret.png');
  await writeFile(secret, new Resvg(svg('<rect width="100" height="100" fill="red"/>')).render().asPng());
});
afterAll(() => rm(home, { recursive: true }));

describe('a picture that refers to a file', () => {
  const ways: readonly (readonly [string, (file: string) => string])[] = [
    ['image', (file) => svg(`<image href="${file}" width="100" height="100"/>`)],
    ['image of the old way', (file) => svg(`<image xlink:href="${file}" width="100" height="100"/>`)],
    ['another prefix', (file) => svg(`<image x:href='${file}' width="100" height="100"/>`)],
    ['spaces and line feeds', (file) => svg(`<image\n\thref\n=\n"${file}" width="100" height="100"/>`)],
    ['a letter as a number', (file) => svg(`<image href="&#47;${file.slice(1)}" width="100" height="100"/>`)],
    [
      'an entity',
      (file) => `<!DOCTYPE svg [<!ENTITY f "${file}">]>${svg('<image href="&f;" width="100" height="100"/>')}`,
    ],
    [
      'an entity with the whole picture',
      (file) => `<!DOCTYPE svg [<!ENTITY f '<image href="${file}" width="9" height="9"/>'>]>${svg('&f;')}`,
    ],
    [
      'a filter',
      (file) => svg(`<filter id="f"><feImage href="${file}"/></filter><rect filter="url(#f)" width="9" height="9"/>`),
    ],
    [
      'another picture within it',
      (file) =>
        svg(
          `<image href="data:image/svg+xml;base64,${Buffer.from(svg(`<image href="${file}"/>`)).toString('base64')}"/>`,
        ),
    ],
    ['a file: address', (file) => svg(`<image href="file://${file}" width="100" height="100"/>`)],
    ['the web', () => svg('<image href="https://example.org/x.png" width="100" height="100"/>')],
    ['a style', (file) => svg(`<rect style="fill: url(${file})" width="9" height="9"/>`)],
  ];

  test('would be drawn with the file in it', () => {
    const naked = ways[0]?.[1](secret) ?? '';
    expect(new Resvg(naked).render().asPng().length).not.toBe(new Resvg(svg('')).render().asPng().length);
  });

  test.each(ways)('by %s is refused in the check, left out when content is loaded, and not drawn', async (_, of) => {
    const source = of(secret);
    const loaded = folder({ 'pictures/bad.svg': source });
    expect(checkFolder(loaded).filter((one) => one.level === 'error' && one.file === 'pictures/bad.svg')).toHaveLength(
      1,
    );
    expect(loaded.content.pictures.has('bad.svg')).toBe(false);
    await expect(drawPicture('bad.svg', source)).rejects.toThrow(/refers|entities/u);
    expect(() => toPng(source)).toThrow(/refers|entities/u);
  });

  test('by a diagram is not drawn either', async () => {
    for (const body of [
      `a [image="${secret}"]`,
      `a [href="${secret}"]`,
      `a [label=<<TABLE><TR><TD><IMG SRC="${secret}"/></TD></TR></TABLE>>]`,
    ]) {
      const drawn = await drawPicture('bad.dot', body).catch((error: unknown) => error);
      const plain = (await drawPicture('good.dot', 'a'))?.png.length ?? 0;
      // refused, or laid out without it
      expect(drawn instanceof Error || (drawn as Picture).png.length < 2 * plain).toBe(true);
    }
  });
});

describe('a picture may', () => {
  test('refer to its own parts, and hold a small PNG', () => {
    const ways = [
      '<use href="#a"/>',
      '<use xlink:href="#a"/>',
      '<rect fill="url(#a)"/>',
      `<image href="${png(10, 10)}"/>`,
      '<text>href="x" is an attribute</text>',
    ];
    expect(ways.slice(0, 4).map((body) => pictureProblem('a.svg', svg(body)))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('be any of those that come with Sous', async () => {
    const { content } = await realLibrary();
    expect(content.pictures.size).toBeGreaterThan(20);
    for (const [file, source] of content.pictures) expect(pictureProblem(file, source), file).toBeUndefined();
  });
});

describe('a picture that would fill the memory', () => {
  test.each([
    ['width and height', svg('', 'width="20000" height="20000"'), true],
    ['in px', svg('', "width='20000px' height='20px'"), true],
    ['its view box', svg('', 'viewBox="0 0 20000 20000"'), true],
    ['its view box where the height is missing', svg('', 'width="10" viewBox="0 0 1 20000"'), true],
    ['in another unit', svg('', 'width="300in" height="1in"'), false],
    ['a PNG in it', svg(`<image href="${png(30_000, 30_000)}"/>`), true],
    ['a long source', svg('<rect/>'.repeat(20_000)), true],
  ])('by %s is refused before it is drawn', async (_, source, early) => {
    const began = process.cpuUsage().user;
    await expect(drawPicture('large.svg', source)).rejects.toThrow(/at most|small PNG/u);
    expect(process.cpuUsage(undefined).user - began).toBeLessThan(3_000_000);
    expect(folder({ 'pictures/large.svg': source }).content.pictures.has('large.svg')).toBe(!early);
  });

  test.each([
    ['many nodes', Array.from({ length: 1_500 }, (_, n) => `n${n}`).join(' ')],
    ['many edges', Array.from({ length: 200 }, (_, n) => `n${n} -> n${n + 1}`).join('\n')],
    [
      'groups',
      `{${Array.from({ length: 60 }, (_, n) => `a${n}`).join(' ')}} -> {${Array.from({ length: 60 }, (_, n) => `b${n}`).join(' ')}}`,
    ],
    ['a long label', `a [label="${'x'.repeat(20_000)}"]`],
  ])('a diagram with %s is refused before it is laid out', async (_, body) => {
    expect(folder({ 'pictures/large.dot': body }).content.pictures.size).toBe(0);
    await expect(drawPicture('large.dot', body)).rejects.toThrow('at most');
  });

  test('and rules are read in a time that goes by the length', () => {
    const began = process.cpuUsage();
    for (const unit of [
      '<',
      '"',
      '\\"',
      'href',
      'href=',
      'x:',
      '{a}',
      'a->',
      '{a;',
      'url(',
      ' x.y',
      '<svg ',
      'a-',
      '\n',
    ]) {
      for (const file of ['a.dot', 'a.svg'])
        pictureProblem(file, unit.repeat(64_000 / unit.length).slice(0, file === 'a.dot' ? 10_000 : 64_000));
    }
    expect(process.cpuUsage(began).user / 1_000).toBeLessThan(20_000);
  });
});
