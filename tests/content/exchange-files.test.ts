/** Files as they lie on a disk: what each is told to be, in whatever letters, and what to do with those that cannot be read. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { importFile } from '../../src/authoring/exchange/index.ts';
import { sniff } from '../../src/authoring/exchange/sniff.ts';
import { nothing, sheetOf } from '../support/exchange.ts';

const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const drafts = async (name: string, bytes: Uint8Array): Promise<Record<string, unknown>[]> =>
  (await importFile(name, bytes, nothing)).blocks.flatMap(({ outcome }) =>
    outcome.kind === 'question' ? [outcome.draft as Record<string, unknown>] : [],
  );
const what = async (name: string, bytes: Uint8Array): Promise<string> => (await importFile(name, bytes, nothing)).what;

describe('letters', () => {
  const text = '::x::¿Qué es un café?{=sí ~no}';
  test.each([
    ['UTF-8', strToU8(text), 'GIFT, UTF-8'],
    ['UTF-16', utf16(text), 'GIFT, UTF-16, read as such; save it as UTF-8 if letters look wrong'],
    [
      'UTF-16 without a mark',
      utf16(text).subarray(2),
      'GIFT, UTF-16, read as such; save it as UTF-8 if letters look wrong',
    ],
    ['Windows', latin1(text), 'GIFT, Windows-1252, read as such; save it as UTF-8 if letters look wrong'],
  ])('%s is read and said', async (_, bytes, said) => {
    expect(await what('x.txt', bytes)).toBe(said);
    expect(await drafts('x.txt', bytes)).toMatchObject([
      { stem: '¿Qué es un café?', options: [{ text: 'sí' }, { text: 'no' }] },
    ]);
  });
});

describe('tables, decks and trivia', () => {
  test('a sheet of Excel, whatever its name ends in', async () => {
    const bytes = sheetOf([
      ['Question', 'A', 'B', 'Correct'],
      ['Which verb reads?', 'POST', 'GET', 'B'],
    ]);
    expect(await what('quiz.csv', bytes)).toBe('a table (Excel)');
    expect(await drafts('quiz.csv', bytes)).toMatchObject([
      { kind: 'one-choice', stem: 'Which verb reads?', options: [{ text: 'POST' }, { text: 'GET', right: true }] },
    ]);
  });

  test("Anki's text: its head is obeyed, and HTML becomes words", async () => {
    const text = '#separator:tab\n#html:true\nWhat <b>reads</b>?\tGET\n"Two\nlines"\t"PO""ST"\n';
    expect(await drafts('anki.txt', strToU8(text))).toMatchObject([
      { kind: 'short-answer', stem: 'What reads?', accept: ['GET'] },
      { stem: 'Two\\\nlines', accept: ['PO"ST'] },
    ]);
  });

  test("Quizlet's text: two sides with tabs or dashes between them", async () => {
    for (const between of ['\t', ' --- ']) {
      const text = `What reads?${between}GET\nWhat writes?${between}POST\n`;
      expect(await drafts('set.txt', strToU8(text))).toMatchObject([{ accept: ['GET'] }, { accept: ['POST'] }]);
    }
  });

  test('trivia of opentdb.com: the right one first as written, and true or false', async () => {
    const results = [
      {
        type: 'multiple',
        difficulty: 'easy',
        question: 'Which &quot;verb&quot; reads?',
        correct_answer: 'GET',
        incorrect_answers: ['POST', 'PUT'],
      },
      {
        type: 'boolean',
        difficulty: 'hard',
        question: 'HTTP is stateless.',
        correct_answer: 'True',
        incorrect_answers: ['False'],
      },
    ];
    expect(await drafts('t.json', strToU8(JSON.stringify({ response_code: 0, results }, null, 1)))).toMatchObject([
      {
        kind: 'one-choice',
        difficulty: 1,
        stem: 'Which "verb" reads?',
        options: [{ text: 'GET', right: true }, { text: 'POST' }, { text: 'PUT' }],
      },
      { kind: 'true-false', difficulty: 3, statement: 'HTTP is stateless.', answer: true },
    ]);
  });
});

test.each([
  ['a.pdf', strToU8('%PDF-1.7'), 'it is a PDF'],
  ['a.docx', zipSync({ 'word/document.xml': strToU8('<w/>') }), 'it is a Word document'],
  ['a.apkg', zipSync({ 'collection.anki2': strToU8('x') }), 'Notes in Plain Text'],
  ['a.zip', zipSync({ 'imsmanifest.xml': strToU8('<m/>') }), 'QTI or SCORM'],
  ['a.zip', zipSync({ 'a.gift': strToU8('x'), 'b.gift': strToU8('y') }), 'a ZIP file with 2 files in it'],
  ['a.zip', strToU8('PK\u0003\u0004 cut short'), 'cut short or broken'],
  ['a.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'save it as .xlsx'],
  ['a.pptx', zipSync({ 'ppt/presentation.xml': strToU8('<p/>') }), 'it is a PowerPoint presentation'],
  ['a.ods', zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<x/>') }), 'save it as .xlsx, or as CSV'],
  ['a.numbers', zipSync({ 'Index/Document.iwa': strToU8('x') }), 'Export To, CSV'],
  ['a.colpkg', zipSync({ 'collection.anki21b': strToU8('x') }), 'Notes in Plain Text'],
  ['a.anki2', strToU8('SQLite format 3\0x'), 'Notes in Plain Text'],
  ['a.h5p', zipSync({ 'h5p.json': strToU8('{}'), 'content/content.json': strToU8('{}') }), 'it is an H5P activity'],
  ['a.mbz', zipSync({ 'moodle_backup.xml': strToU8('<x/>') }), 'Question bank, Export, Moodle XML format'],
  ['a.mbz', new Uint8Array([0x1f, 0x8b, 8, 0]), 'Question bank, Export, Moodle XML format'],
  ['a.tar.gz', new Uint8Array([0x1f, 0x8b, 8, 0]), 'unpack it first'],
  ['a.rar', strToU8('Rar!\u001a\u0007'), 'unpack it first'],
  ['a.png', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), 'it is a picture'],
  ['a.jpg', new Uint8Array([0xff, 0xd8, 0xff, 0xe0]), 'it is a picture'],
  ['a.doc', strToU8(String.raw`{\rtf1 x}`), 'save it as plain text'],
  ['Kahoot.xls', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), '.xlsx, or as CSV'],
  ['a.xml', strToU8('<?xml version="1.0"?>\n<questestinterop xmlns="x"/>'), 'it is QTI'],
  ['a.xml', strToU8('<?xml version="1.0"?><assessmentItem/>'), 'it is QTI'],
  ['a.dat', strToU8('<?xml version="1.0"?>\n<POOL/>'), 'a pool of Blackboard'],
  ['a.txt', strToU8('MC\tWhat reads?\tGET\tcorrect\tPOST\tincorrect\nTF\tIt is.\ttrue\n'), 'a test of Blackboard'],
  ['a.xml', strToU8('<?xml version="1.0"?><html/>'), 'it is XML'],
  ['a.html', strToU8('<!DOCTYPE html><p>x</p>'), 'a page of HTML'],
  ['a.tex', strToU8(String.raw`\documentclass{exam}`), 'it is LaTeX'],
  ['a.gsheet', strToU8('{"url": "https://docs.google.com/open?id=1"}'), 'File, Download, CSV'],
  ['a.yaml', strToU8('- id: dns-1\n  kind: one-choice\n'), 'put it into content/questions/'],
  ['a.json', strToU8('{"questions":[1]}'), 'JSON of a shape that is not known'],
  ['a.txt', strToU8(' \n '), 'it is empty'],
  ['a.bin', new Uint8Array([1, 0, 2, 3, 0, 9, 9, 9, 9, 9, 9, 9]), 'it is no text'],
  ['a.csv', new Uint8Array(5_000_001), 'cut it into several files'],
])('%s that cannot be read says what it is and what to do', (name, bytes, reason) => {
  const found = sniff(name, bytes);
  expect(found).toMatchObject({ kind: 'other' });
  expect(found.kind === 'other' && found.reason).toContain(reason);
});
