/** Files as teachers write them: what each becomes, by the rules of Moodle and of spreadsheets; the right answers stand beside it. */
import { expect, test } from 'vitest';
import { type Block, isImportFormat } from '../../src/authoring/exchange/index.ts';
import { fixture, openless, read } from '../support/exchange.ts';

/** Every case stands after a line `@@@ format name`; with `ESC`, signs that cannot be seen are written as in JavaScript. */
const CASES = fixture('teachers/cases.txt')
  .split(/^@@@ /mu)
  .slice(1)
  .map((part) => {
    const [head = '', ...lines] = part.split('\n');
    const [format = '', name = '', escaped] = head.split(' ');
    const text = lines.join('\n');
    return { format, name, text: escaped === undefined ? text : unescaped(text) };
  });

function unescaped(text: string): string {
  return text
    .replaceAll(/\\u([\da-f]{4})/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll(String.raw`\r`, '\r')
    .replaceAll(String.raw`\n`, '\n');
}

const told = ({ line, outcome }: Block): string => {
  if (outcome.kind !== 'question') return `  ${line} ${outcome.kind}: ${outcome.reason}`;
  const { id, kind, concepts: _, because: __, ...rest } = outcome.draft as Record<string, unknown>;
  const notes = outcome.notes.map((note) => `\n      note: ${note}`).join('');
  return `  ${line} ${String(kind)} ${String(id)} ${JSON.stringify(openless(rest))}${notes}`;
};

test('every case becomes what its author meant, or says with a line what to write instead', async () => {
  const lines = CASES.map(({ format, name, text }) => {
    if (!isImportFormat(format)) throw new Error(`${name}: no format ${format}`);
    return [`${format} ${name}`, ...read(format, text).map(told)].join('\n');
  });
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('fixtures/teachers/meant.txt');
});

test('nothing is passed over in silence: every case has a block with a line', () => {
  for (const { format, name, text } of CASES) {
    if (!isImportFormat(format)) continue;
    const blocks = read(format, text);
    expect(blocks.length, name).toBeGreaterThan(0);
    const last = text.split(/\r\n?|[\n\u2028]/u).length;
    for (const block of blocks) {
      expect(block.line, name).toBeGreaterThan(0);
      expect(block.line, name).toBeLessThanOrEqual(last);
    }
  }
});
