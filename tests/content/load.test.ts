/** Loading content: whatever the files hold, the answer is content and problems with a line, never a crash. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderOf } from '../../src/authoring/check/folder.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { readContent } from '../../src/content/load.ts';
import type { Source } from '../../src/content/source.ts';

const real = (file: string): string => readFileSync(path.join('content', file), 'utf8');
const FILES = [
  'glossary/cookie.md',
  'questions/http/memory.yaml',
  'lessons/01-open-a-page.md',
  'topics.yaml',
  'misconceptions.yaml',
  'stacks.yaml',
  'share-outs.yaml',
] as const;

/** Every problem stands at a line that the file has. */
function expectPlaced(
  sources: readonly Source[],
  problems: readonly { file: string; line: number; message: string }[],
): void {
  const lines = new Map(sources.map(({ file, text }) => [file, text.split('\n').length]));
  for (const { file, line, message } of problems) {
    expect(line, `${file}: ${message}`).toBeGreaterThanOrEqual(1);
    expect(line, `${file}: ${message}`).toBeLessThanOrEqual((lines.get(file) ?? 1) + 1);
    expect(message).not.toBe('');
  }
}

const junk = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom(
      '-',
      ' ',
      ':',
      '\n',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '#',
      '|',
      '>',
      '&a',
      '*a',
      '!',
      '\t',
      'a',
      '1',
      '---\n',
      '```',
      '## ',
      '?[',
      '<<: ',
    ),
    maxLength: 80,
  }),
);

test('any text in any file', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.tuple(
          fc.constantFrom(
            ...FILES,
            'glossary/x.md',
            'questions/y.yaml',
            'lessons/zz.md',
            'rows.yaml',
            'corrections.yaml',
            'snippets.yaml',
          ),
          junk,
        ),
        { maxLength: 4, selector: ([file]) => file },
      ),
      (files) => {
        const sources = files.map(([file, text]) => ({ file, text }));
        const { problems } = readContent('x', sources);
        expectPlaced(sources, problems);
        checkFolder(folderOf('x', sources));
      },
    ),
    { numRuns: 400 },
  );
});

test('real files with a piece cut out or put in', () => {
  const texts = new Map(FILES.map((file) => [file, real(file)]));
  fc.assert(
    fc.property(
      fc.constantFrom(...FILES),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.nat(60),
      junk,
      (file, at, size, put) => {
        const text = texts.get(file) ?? '';
        const from = Math.floor(text.length * at);
        const sources = [{ file, text: text.slice(0, from) + put + text.slice(from + size) }];
        const { problems } = readContent('x', sources);
        expectPlaced(sources, problems);
        expectPlaced(
          sources,
          checkFolder(folderOf('x', sources)).filter((problem) => problem.file === file),
        );
      },
    ),
    { numRuns: 250 },
  );
}, 180_000);

test('a small file that would unfold into a huge one is refused', () => {
  const bomb = `- &a [x, x, x, x, x, x, x, x, x]\n${'bcdefgh'
    .split('')
    .map((name, index) => `- &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index] ?? 'a'}`).join(', ')}]`)
    .join('\n')}\n`;
  const started = performance.now();
  const { problems } = readContent('x', [{ file: 'questions/a.yaml', text: bomb }]);
  expect(problems.length).toBeGreaterThan(0);
  expect(performance.now() - started).toBeLessThan(20_000);
});
