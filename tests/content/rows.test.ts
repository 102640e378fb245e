/** What authors get wrong, one mistake each: the check says where it is, in their words, and what to write. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFolder } from '../../src/authoring/check/folder.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { loadContent } from '../../src/content/load.ts';
import { choice, folder, term } from '../support/content-folder.ts';

const told = ({ level, file, line, message }: ReturnType<typeof checkFolder>[number]): string =>
  `${level} ${file}:${line} ${message}`;
const found = (files: Readonly<Record<string, string>>): string[] => checkFolder(folder(files)).map(told);
const inQuestion = (change: Readonly<Record<string, string>>): string[] =>
  found({ 'questions/a.yaml': choice('q-1', change) });
const inTerm = (text: string): string[] =>
  found({ 'glossary/thing.md': text }).filter((line) => line.includes('glossary/thing.md'));

describe('words of authors, not of a parser', () => {
  test.each([
    [{ option1: 'x'.repeat(81) }, 10, '`options`, entry 2, `text`: 81 characters, at most 72.'],
    [{ option1: '404' }, 10, '`options`, entry 2, `text`: 404 is read as a number: put it in quotes, "404".'],
    [{ option1: 'true' }, 10, '`options`, entry 2, `text`: true is read as yes or no: put it in quotes, "true".'],
    [{ option1: '' }, 10, '`options`, entry 2, `text`: is empty: write something.'],
    [{ option1: "''" }, 10, '`options`, entry 2, `text`: is empty: write something.'],
    [{ option1: '{ a: b }' }, 10, expect.stringContaining('`options`, entry 2, `text`: must be a text') as string],
    [{ stem: '[a]' }, 4, expect.stringContaining('`stem`: is a list, and must be one text') as string],
    [{ level: 'aply' }, 6, expect.stringContaining('apply, analyse; do you mean "apply"?') as string],
    [{ difficulty: '4' }, 6, '`difficulty`: 4 is not one of: 1, 2, 3.'],
    [{ kind: 'one-chioce' }, 2, expect.stringContaining('; do you mean "one-choice"?') as string],
    [{ concepts: 'thing' }, 3, '`concepts`: must be a list: [one, two], or lines that begin with "- ".'],
    [{ daily: 'often' }, 6, '`daily`: must be true or false, without quotes.'],
    [{ expanation: 'So.' }, 6, 'there is no field "expanation" here; do you mean "explanation"?'],
    [{ zzz: 'So.' }, 6, expect.stringContaining('there is no field "zzz" here: there are id, ') as string],
  ])('%o', (change, line, message) => {
    expect(checkFolder(folder({ 'questions/a.yaml': choice('q-1', change) }))).toContainEqual({
      level: 'error',
      file: 'questions/a.yaml',
      line,
      message,
    });
  });

  test('a missing field is named, and entries are counted from one', () => {
    const text = choice('q-1').replace('      feedback: A word about blue.\n', '');
    expect(found({ 'questions/a.yaml': text })).toEqual([
      'error questions/a.yaml:12 `options`, entry 3, `feedback`: is missing.',
    ]);
  });

  test('an id that is badly formed, with what to write', () => {
    expect(found({ 'questions/a.yaml': choice('Das_Rätsel 4') })).toEqual([
      'error questions/a.yaml:1 `id`: must be lower-case words joined by hyphens: "das-ratsel-4".',
    ]);
  });

  test('parts of an entry are called as they look', () => {
    expect(inTerm(term('Thing').replace('A Thing is a thing.', 'x'.repeat(241)))).toEqual([
      'error glossary/thing.md:11 the first paragraph, below the front matter: 241 characters, at most 240.',
    ]);
    expect(inTerm(term('Thing').replace('It does some work.\n', ''))).toContain(
      'error glossary/thing.md:11 the part under "## More": is missing.',
    );
    expect(inTerm(term('Thing', { see: '[a, b, c, d, e, f, g]' }))).toEqual([
      'error glossary/thing.md:8 `see`: 7 entries, at most 6.',
    ]);
    expect(inTerm(term('Thing', { reading: '[{ title: A, url: "ftp:b" }]' }))).toEqual([
      'error glossary/thing.md:9 `reading`, entry 1, `url`: "ftp:b" is no web address: it begins with https://.',
    ]);
  });

  test.each([
    ['a tab', 'stem: a', '\tstem: a', 'a tab stands before the text: use spaces.'],
    ['a field twice', 'stem: a', 'kind: order', 'the field "kind" stands twice in one entry'],
    ['a colon in a text', 'stem: a', 'stem: What is it: a cat', '": " within a text makes a field of it'],
    ['a quote left open', 'stem: a', 'stem: "a', 'something is opened here and not closed'],
    ['a text that begins with a sign', 'stem: a', 'stem: @home', 'a text may not begin like this'],
    ['a star', 'stem: a', 'stem: *a', 'which refers to something'],
  ])('%s', (_, from, to, message) => {
    const [first, ...more] = found({
      'questions/a.yaml': `- id: q-1\n  kind: one-choice\n  stem: a\n`.replace(from, to).replace(/^ {2}\t/mu, '\t'),
    });
    expect(first).toMatch(/^error questions\/a\.yaml:[34] /u);
    expect(first).toContain(message);
    expect([first, ...more].join('\n')).not.toMatch(/expected|received|token|implicit|scalar|mapping/iu);
  });

  test('an empty file, and front matter that does not end', () => {
    expect(found({ 'questions/a.yaml': '' })).toEqual([expect.stringContaining('the file is empty') as string]);
    expect(inTerm('')).toEqual([expect.stringContaining('the file is empty; it must begin with front') as string]);
    expect(inTerm('---\nname: X\n')).toEqual([expect.stringContaining('the second "---" is missing') as string]);
  });

  test('an id that two files have is told in both', () => {
    expect(found({ 'questions/a.yaml': choice('q-1'), 'questions/b.yaml': choice('q-1') })).toEqual([
      'error questions/a.yaml:1 the id "q-1" is taken by questions/b.yaml:1 too: choose another for the newer one.',
      'error questions/b.yaml:1 the id "q-1" is taken by questions/a.yaml:1 too: choose another for the newer one.',
    ]);
  });
});

describe('the same twice', () => {
  test.each(['Red q-1', '"red  q-1."', ' red q-1 '])('the option %s', (option1) => {
    expect(inQuestion({ option0: 'Red q-1', option1 })).toEqual([
      expect.stringMatching(/^error questions\/a\.yaml:10 ".*" stands twice.* \(entry 1 and 2\)/u),
    ]);
  });

  test('capitals and spaces mean something in code', () => {
    const code = { code: '{ language: ruby, text: puts 1 }', option0: 'Get', option1: 'get', option2: 'g et' };
    expect(inQuestion(code)).toEqual([]);
    expect(inQuestion({ ...code, option2: 'get' })).toEqual([expect.stringContaining('entry 2 and 3') as string]);
  });

  test('right-hand sides and the spares among them', () => {
    const pairs = ['a', 'b', 'c'].map((one) => `    - { left: ${one}, right: to ${one}, feedback: So. }`).join('\n');
    const text = `- id: q-1\n  kind: match\n  concepts: [thing]\n  stem: Which q?\n  explanation: So.\n  pairs:\n${pairs}\n  spares:\n    - { text: To b, feedback: So. }\n  level: apply\n`;
    expect(found({ 'questions/a.yaml': text })).toEqual([
      expect.stringMatching(/^error questions\/a\.yaml:11 "To b" stands twice/u),
    ]);
  });
});

describe('HTML and pictures in a text', () => {
  test.each(['So <b>it</b> is.', 'So<br/>it is.', '"<!-- so -->"', '"![a cat](https://example.com/a.png)"'])(
    '%s in a question',
    (explanation) => {
      expect(inQuestion({ explanation })).toEqual([
        expect.stringMatching(/^error questions\/a\.yaml:5 .*(?:is HTML|shows no picture here)/u),
      ]);
    },
  );

  test('in an entry, at its line; not in code, and not in what is shown as it is', () => {
    expect(inTerm(term('Thing').replace('some work', 'some <i>work</i>'))).toEqual([
      expect.stringMatching(/^error glossary\/thing\.md:14 "<i>" is HTML/u),
    ]);
    expect(inTerm(term('Thing').replace('some work', '`<i>` and ``<b>`` and Array<T>, a < b'))).toEqual([]);
    expect(inQuestion({ option0: '<b>red</b>' })).toEqual([]);
  });
});

test('an id that says nothing of its question', () => {
  expect(
    found({ 'questions/a.yaml': choice('zz-7', { stem: 'Which?', option0: 'x', option1: 'y', option2: 'z' }) }),
  ).toEqual([
    'advice questions/a.yaml:1 the id "zz-7" does not say what the question is about: begin it with its term, such as "thing-1".',
  ]);
});

describe('files', () => {
  let dir = '';
  const put = async (file: string, data: string | Uint8Array): Promise<void> => {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), data);
  };
  beforeEach(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'content-'));
    await put('topics.yaml', '- { id: web, title: The web }\n');
    await put('glossary/thing.md', term('Thing'));
    await put('glossary/other.md', term('Other', { see: '[thing]' }));
  });
  afterEach(async () => rm(dir, { recursive: true }));
  const problems = async (): Promise<string[]> => checkFolder(await readFolder(dir)).map(told);

  test.each([
    ['questions/web/a.yml', 'error', 'name it a.yaml.'],
    ['questions/web/a.YAML', 'error', 'name it a.yaml.'],
    ['glossary/a.MD', 'error', 'name it a.md.'],
    ['glossary/a.markdown', 'error', 'name it a.md.'],
    ['glosary/a.md', 'error', 'do you mean glossary/?'],
    ['questions/a.md', 'error', 'entries of the glossary lie in glossary/'],
    ['glossary/a.yaml', 'error', 'questions lie in questions/'],
    ['pictures/a', 'error', 'here lie pictures, whose names end with .svg or .dot.'],
    ['pictures/a.png', 'error', 'here lie pictures, whose names end with .svg or .dot.'],
    ['topic.yaml', 'error', 'do you mean topics.yaml?'],
    ['a.md', 'error', 'the folders are glossary, questions'],
    ['notes.txt', 'advice', 'this file is not read'],
  ])('%s is not read, and that is said', async (file, level, message) => {
    await put(file, 'x');
    expect(await problems()).toEqual([expect.stringContaining(message)]);
    expect((await problems())[0]).toMatch(new RegExp(`^${level} ${file}:1 `, 'u'));
  });

  test.each(['.hidden', '.git/a.md', 'glossary/.a.md.swp', 'README.md', 'questions/README.md', 'LICENSE'])(
    '%s is nobody’s mistake',
    async (file) => {
      await put(file, 'x');
      expect(await problems()).toEqual([]);
    },
  );

  const accented = term('Thing').replace('is a thing', 'is a café');
  const wide = Buffer.from(accented, 'utf16le');
  test.each([
    ['with a byte order mark', 'advice', 1, Buffer.from(`\uFEFF${accented}`)],
    ['as Latin-1', 'error', 11, Buffer.from(accented, 'latin1')],
    ['as UTF-16', 'error', 11, Buffer.concat([Buffer.from([0xff, 0xfe]), wide])],
    ['as UTF-16', 'error', 11, Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()])],
    ['as UTF-16', 'error', 11, wide],
  ])('saved %s: said, and read all the same', async (saved, level, line, bytes) => {
    await put('glossary/thing.md', bytes);
    expect(await problems()).toEqual([expect.stringMatching(`^${level} glossary/thing.md:${line} is saved ${saved}`)]);
    expect((await loadContent(dir)).content.terms.get('thing')?.short).toBe('A Thing is a café.');
  });

  test('a start hears of links that lead nowhere, in the words of the check', async () => {
    await put('questions/a.yaml', choice('q-1', { lesson: 'nowhere', concepts: '[thing, othr]' }));
    const start = (await loadContent(dir)).problems.map(told);
    expect(start).toEqual(await problems());
    expect(start).toHaveLength(2);
  });
});
