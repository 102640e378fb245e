/** Files of every format as teachers write them, and the same files broken: the right meaning, or a note with a line, always. */
import { strToU8 } from 'fflate';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftsOf, importFile, yamlOf } from '../../src/authoring/exchange/index.ts';
import { readContent } from '../../src/content/load.ts';
import { nothing } from '../support/exchange.ts';
import { calm, flattened, type Meant, meaningOf, odd } from '../support/meant.ts';
import { canSay, fitted, FORMATS } from '../support/teacher-files.ts';

const bytesOf = (file: string | Uint8Array): Uint8Array => (typeof file === 'string' ? strToU8(file) : file);
const formats = Object.entries(FORMATS).map(([format, how]) => ({ format, ...how }));
const filesOf = (format: string, has: readonly Meant['is'][], questions: fc.Arbitrary<Meant>): fc.Arbitrary<Meant[]> =>
  fc.array(
    questions.filter((one) => has.includes(one.is) && canSay(format, one)).map((one) => fitted(format, one)),
    { minLength: 1, maxLength: 4 },
  );
const style = fc.nat(255);
const CUTS = ['', '"', '{', '}', '<', '>', '\n\n', '\0', '\t', ']]>', '='];
/** Where something is cut out, how much of it, and what is put there instead. */
const cuts = fc.array(
  fc.tuple(fc.nat(400), fc.nat(30), fc.oneof(fc.constantFrom(...CUTS), fc.string({ maxLength: 6 }))),
  { minLength: 1, maxLength: 3 },
);

describe.each(formats)('$format', ({ format, name, has, write }) => {
  test('plain words mean what they meant, in any style, without a word about it', async () => {
    await fc.assert(
      fc.asyncProperty(filesOf(format, has, calm), style, async (questions, how) => {
        const { blocks } = await importFile(name, bytesOf(write(questions, how)), nothing);
        const said = blocks.flatMap(({ outcome }) => (outcome.kind === 'question' ? outcome.notes : [outcome.reason]));
        expect(said).toEqual([]);
        expect(draftsOf(blocks).map(meaningOf)).toEqual(questions);
      }),
      { numRuns: 60 },
    );
  });

  test('words that mean something to the format mean what they meant, or it is told', async () => {
    await fc.assert(
      fc.asyncProperty(filesOf(format, has, odd), style, async (questions, how) => {
        const { blocks } = await importFile(name, bytesOf(write(questions, how)), nothing);
        const asked = blocks.flatMap(({ outcome }) => (outcome.kind === 'question' ? [outcome] : []));
        // a block that was left out has said why; so has one with notes
        const whole = asked.length === questions.length;
        expect(whole || blocks.length > asked.length).toBe(true);
        const silent = whole ? asked.flatMap((one, at) => (one.notes.length === 0 ? [{ one, at }] : [])) : [];
        const meant = questions.map(flattened);
        expect(silent.map(({ one }) => meaningOf(one.draft))).toEqual(silent.map(({ at }) => meant[at]));
      }),
      { numRuns: 120 },
    );
  });

  test('broken files are read as far as they go, each block with a line, or say what they are', async () => {
    await fc.assert(
      fc.asyncProperty(filesOf(format, has, odd), style, cuts, async (questions, how, where) => {
        const broken = where.reduce<Buffer>(
          (bytes, [from, length, put]) => {
            const at = from % (bytes.length + 1);
            return Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(at + length)]);
          },
          Buffer.from(bytesOf(write(questions, how))),
        );
        const read = await importFile(name, broken, nothing).catch((error: unknown) => error as Error);
        // in words for its author, and no slip of a program
        const said = read instanceof Error ? `${read.constructor.name} ${read.message}` : 'Error none.';
        expect(said).toMatch(/^Error [^]*\.$/u);
        const blocks = read instanceof Error ? [] : read.blocks;
        const lines = format === 'xlsx' ? 1e6 : broken.toString().split(/\r\n?|[\n\u0085\u2028\u2029]/u).length;
        expect(blocks.filter(({ line }) => line < 1 || line > lines)).toEqual([]);
        readContent('x', [{ file: 'questions/a.yaml', text: yamlOf(draftsOf(blocks)) }]);
      }),
      { numRuns: 100 },
    );
  });
});
