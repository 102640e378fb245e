/** Import and export of questions: every construct answered for, round trips, and files that are not what they claim. */
import { describe, expect, test } from 'vitest';
import { folderOf } from '../../src/authoring/check/folder.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { type Block, draftsOf, formatOf, importQuestions, yamlOf } from '../../src/authoring/exchange/index.ts';
import { PLACEHOLDER } from '../../src/questions/draft.ts';
import { fixture, nothing, read, told } from '../support/exchange.ts';

const draft = (blocks: readonly Block[], line: number): Readonly<Record<string, unknown>> => {
  const outcome = blocks.find((block) => block.line === line)?.outcome;
  if (outcome?.kind !== 'question') throw new Error(`line ${line} is no question`);
  return outcome.draft;
};

describe('GIFT', () => {
  const blocks = read('gift', fixture('every-construct.gift'));

  test('every construct of the format is answered for', () => {
    expect(told(blocks)).toMatchInlineSnapshot(`
      [
        "2 passed over: a category (Back end/First steps): say --topic to choose a shelf.",
        "6 one-choice gift-request-1 | the tag "week 3" is not kept.",
        "14 one-choice what-carries-a-page-s-look",
        "17 one-choice a-table-in-a-database-is",
        "20 gaps the-language-in-which-databases-are",
        "23 several-choices which-of-these-are-databases",
        "31 one-choice which-status-code-fits-a-missing | 50 % for "410" are not kept: here it is wrong.",
        "34 true-false a-cookie-is-kept-by-the",
        "36 true-false html-is-a-database",
        "38 true-false a-password-should-be-stored-as",
        "40 true-false verdict-with-a-general-word",
        "43 short-answer what-does-sql-s-command-for | "READ" earns half here, not 20 %.",
        "51 match match-each-framework-with-its-language",
        "60 categorise which-side-of-a-site-is",
        "67 numeric which-port-does-https-use",
        "69 numeric how-many-bits-has-a-byte",
        "71 numeric how-much-is-pi-to-two",
        "74 numeric how-many-columns-has-the-table | the feedback for near answers is not kept: "One off.".",
        "81 one-choice escaped-signs",
        "84 one-choice which-tag-makes-text-bold | <img> has no place in our texts and was left out.",
        "86 one-choice what-does-this-print",
        "88 numeric 2-3-4-is",
        "91 left out: an essay is not supported: free text has no right answer that could be checked.",
        "93 left out: it is a description, not a question: there are no answers in { }.",
        "96 one-choice sql",
      ]
    `);
  });

  test('titles, ids, tags, feedback and general feedback find their fields', () => {
    expect(draft(blocks, 6)).toEqual({
      id: 'gift-request-1',
      kind: 'one-choice',
      concepts: ['request', 'http'],
      difficulty: 1,
      stem: 'Which side sends the request?',
      options: [
        { text: 'The client', right: true, feedback: 'Yes, it begins the talk.' },
        { text: 'The server', feedback: 'It waits until somebody asks.' },
        { text: 'The database', feedback: 'It talks to the back end alone.' },
      ],
      explanation: 'The client asks, the server answers.',
    });
  });

  test('what an author must add is a placeholder that says so', () => {
    const made = draft(blocks, 14);
    expect(made['concepts']).toEqual([`${PLACEHOLDER} the id of the term it is about`]);
    expect(made['explanation']).toContain(PLACEHOLDER);
  });

  test('numbers in their three forms, alone and in a list', () => {
    const numbers = blocks.flatMap(({ outcome }) =>
      outcome.kind === 'question' && outcome.draft.kind === 'numeric'
        ? [[outcome.draft['answer'], outcome.draft['within'], outcome.draft['roughly']]]
        : [],
    );
    expect(numbers).toEqual([
      [443, undefined, undefined],
      [8, undefined, undefined],
      [3.14, 0.005, undefined],
      [3, undefined, 1],
      [24, undefined, undefined],
    ]);
  });

  test("Moodle's first feedback of true and false is for whoever is wrong", () => {
    const made = blocks.find(({ first }) => first.startsWith('A password'))?.outcome;
    expect(made?.kind === 'question' && made.draft['feedback']).toEqual({
      right: 'Right: store a hash.',
      wrong: 'Think of a stolen table.',
    });
  });

  test('HTML becomes our Markdown, and what has no place in it is named', () => {
    const made = blocks.find(({ first }) => first.startsWith('[html]'))?.outcome;
    if (made?.kind !== 'question') throw new Error('no question');
    expect(made.draft['stem']).toBe('Which tag makes text **bold**?');
    expect(made.draft['code']).toEqual({ language: 'text', text: '<b>' });
    expect(made.notes).toEqual(['<img> has no place in our texts and was left out.']);
    expect(made.mend.some((one) => one.startsWith('options.2.text'))).toBe(true);
  });

  test('signs of Markdown in plain text stay signs', () => {
    const made = blocks.find(({ first }) => first.startsWith('[plain]2'))?.outcome;
    expect(made?.kind === 'question' && made.draft['stem']).toBe(String.raw`2\*3\*4 is`);
  });

  test('broken questions are left out with line and reason, the others are read', () => {
    expect(told(read('gift', fixture('broken.gift')))).toMatchInlineSnapshot(`
      [
        "1 one-choice which-one-is-fine",
        "3 left out: the brace { of line 3 is not closed.",
        "5 true-false after-it",
        "7 left out: there is a blank line inside { } (line 8), which ends a question in GIFT: remove it, or write \\n.",
        "13 left out: none of its answers is right: mark it with = instead of ~.",
        "15 left out: it holds two questions: put a blank line between them.",
        "18 left out: none of its answers is right: mark it with = instead of ~.",
        "20 left out: behind { # stands a number alone, such as {#3}, {#3:0.5} or {#3..4}, and here stands "many".",
        "22 left out: line 22: its answers cannot be read (there is "}" where none may be). In text write \\~ \\= \\# \\{ \\} for these signs; answers go between { and }.",
        "24 one-choice question",
        "26 left out: none of its answers is fully right.",
        "28 left out: it has several numbers that are fully right; a question of ours has one.",
      ]
    `);
  });

  test('an id that is taken gets a number', () => {
    const [first] = importQuestions('gift', '::dns-1::Is it? {T}', { ...nothing, taken: new Set(['dns-1']) });
    expect(first?.outcome).toMatchObject({ draft: { id: 'dns-1-1' } });
  });
});

test('Aiken: what fits and what does not', () => {
  expect(told(read('aiken', fixture('mixed.aiken.txt')))).toMatchInlineSnapshot(`
    [
      "1 one-choice what-is-html-for",
      "7 left out: the line "ANSWER: …" is missing after its options.",
      "11 left out: option C is out of turn: letters go A, B, C … without gaps or repeats.",
      "16 left out: ANSWER names "D", which is not the letter of one of its options: write ANSWER: A, for example.",
      "21 left out: the question itself is missing above its options.",
      "25 left out: it has no options: lines that begin with "A. " or "A) ".",
      "27 one-choice two-lines-of-one-question",
      "34 one-choice no-blank-line-before-this-one",
      "39 left out: an option may not go on in a second line: "more".",
    ]
  `);
});

test('a table with semicolons, a byte order mark, quotes, formulas and slips', () => {
  const blocks = read('csv', fixture('mixed.csv'));
  expect(told(blocks)).toMatchInlineSnapshot(`
    [
      "1 passed over: not kept: 1 column, "mood". docs/authoring.md lists the names of columns that are.",
      "2 one-choice what-is-sql-in-short",
      "4 several-choices which-two-store-data",
      "5 left out: its stem is empty.",
      "6 left out: "D" is none of its options: write the letter (A to B), the number or the text of the right one, several with commas between them.",
      "7 left out: it has neither options nor an answer: write options under A, B, C, or what is right under "answer".",
      "8 one-choice my-own | the cell "surplus" stands under no column.",
      "9 left out: a cell begins with " and is never closed: put a " at its end, or write "" for a quote that is meant.",
    ]
  `);
  expect(draft(blocks, 2)['options']).toEqual([
    { text: '=A language', right: true, feedback: 'Yes.\\\nIt asks.' },
    { text: 'A "server"', feedback: expect.stringContaining(PLACEHOLDER) as string },
    { text: 'A browser', feedback: expect.stringContaining(PLACEHOLDER) as string },
  ]);
});

test('the format is told from the name or the text', () => {
  expect(formatOf('x.csv', '')).toBe('csv');
  expect(formatOf('x.txt', fixture('mixed.aiken.txt'))).toBe('aiken');
  expect(formatOf('x.txt', fixture('every-construct.gift'))).toBe('gift');
});

test('what an import left open is an error of the check', () => {
  const text = yamlOf(draftsOf(read('gift', 'Is it? {T}')));
  const problems = checkFolder(folderOf('x', [{ file: 'questions/a.yaml', text }]));
  const lines = problems.filter((one) => one.message.includes('was left by an import')).map((one) => one.line);
  expect(lines.length).toBe(text.split('\n').filter((line) => line.includes(PLACEHOLDER)).length);
  expect(problems.filter((one) => one.level === 'error').length).toBeGreaterThan(5);
});
