/** Import and export of questions, of any text at all: nothing is lost, nothing crashes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guarded, unguarded } from '../../src/content/sheet.ts';
import { draftsOf, exportQuestions, yamlOf } from '../../src/authoring/exchange/index.ts';
import { readContent } from '../../src/content/load.ts';
import { joined, split } from '../../src/questions/sheet.ts';
import { fixture, read } from '../support/exchange.ts';

describe('any text', () => {
  const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => text.trim() !== '');
  const signs = fc.string({
    unit: fc.constantFrom(
      ...'{}=~#:\\/[]%->$*._ \n\t"\';,|ABanT1'.split(''),
      '\r\n',
      '::',
      '####',
      '->',
      '//',
      'ANSWER: ',
    ),
    maxLength: 120,
  });

  test('cells come back as they went, and no spreadsheet runs them', () => {
    fc.assert(
      fc.property(fc.oneof(words, signs), (text) => {
        expect(unguarded(guarded(text))).toBe(text);
        expect(guarded(text)).not.toMatch(/^\s*[=+\-@]/u);
      }),
    );
    fc.assert(
      fc.property(fc.array(words, { minLength: 1 }), (texts) => {
        expect(split(joined(texts))).toEqual(texts);
      }),
    );
  });

  const made = fc
    .record({
      stem: words,
      options: fc.array(fc.record({ text: words, feedback: words }), { minLength: 2, maxLength: 5 }),
      right: fc.nat(),
      explanation: words,
    })
    .map(({ options, right, ...rest }) => ({
      ...rest,
      id: 'made-1',
      kind: 'one-choice' as const,
      concepts: ['http'],
      difficulty: 2 as const,
      daily: false,
      rows: [],
      keepOrder: false,
      options: options.map((one, index) => ({ ...one, right: index === right % options.length })),
      version: '',
      file: '',
      fileLine: 1,
    }));
  // GIFT trims texts and puts runs of spaces together; what starts like a fence or format is a fence or format
  const calm = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

  test('a question of any words survives GIFT, tables and Moodle XML', () => {
    fc.assert(
      fc.property(made, (question) => {
        for (const format of ['gift', 'csv', 'moodle'] as const) {
          const blocks = read(format, exportQuestions(format, [question]).text);
          const block = blocks.find(({ outcome }) => outcome.kind === 'question');
          expect(block, JSON.stringify(blocks)).toBeDefined();
          if (block?.outcome.kind !== 'question') return;
          const options = block.outcome.draft['options'] as readonly {
            text: string;
            right?: boolean;
            feedback: string;
          }[];
          expect(options.map((one) => [calm(one.text), one.right ?? false, calm(one.feedback)])).toEqual(
            question.options.map((one) => [calm(one.text), one.right, calm(one.feedback)]),
          );
          expect(calm(String(block.outcome.draft['stem']))).toBe(calm(question.stem));
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each(['gift', 'aiken', 'csv', 'moodle', 'deck', 'trivia'] as const)(
    '%s: an answer with a line for every file, never a crash',
    (format) => {
      const lines = fixture(format === 'moodle' ? 'every-type.moodle.xml' : 'every-construct.gift').split('\n');
      const piece = fc.oneof(signs, words, fc.constantFrom(...lines));
      fc.assert(
        fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
          const text = pieces.join('\n');
          // GIFT ends lines at these rare signs too
          const lines = text.split(/\r\n?|[\n\u0085\u2028\u2029]/u).length;
          for (const block of read(format, text)) {
            expect(block.line).toBeGreaterThanOrEqual(1);
            expect(block.line).toBeLessThanOrEqual(lines);
          }
          const made = draftsOf(read(format, text));
          expect(new Set(made.map((one) => one.id)).size).toBe(made.length);
          // whatever was made can be written and read again
          readContent('x', [{ file: 'questions/a.yaml', text: yamlOf(made) }]);
        }),
        { numRuns: 400 },
      );
    },
  );

  test('a cut file is read as far as it goes', () => {
    const whole = fixture('every-construct.gift');
    fc.assert(
      fc.property(fc.nat(whole.length), fc.nat(whole.length), (from, to) => {
        const text = whole.slice(Math.min(from, to), Math.max(from, to));
        for (const block of read('gift', text)) expect(block.line).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 300 },
    );
  });

  test('long and repetitive texts take no long time', () => {
    const started = performance.now();
    for (const one of ['{', '}', '=a ', '~', '\\', '::', '[', '->', '####', '"', "'", 'A. x\n', '\n', '<p', '&', '// '])
      for (const format of ['gift', 'aiken', 'csv'] as const) read(format, `x {${one.repeat(4_000)}`);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});
