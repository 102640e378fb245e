/** The checks of content: each finds what it is for, in a small folder of its own, and the real folder is clean. */
import { describe, expect, test } from 'vitest';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { atLeast } from '../../src/authoring/cues/counts.ts';
import { schoolYearOf } from '../../src/authoring/check/reading.ts';
import { choice, folder, term } from '../support/content-folder.ts';

const found = (files: Readonly<Record<string, string>>): string[] =>
  checkFolder(folder(files)).map(({ level, file, line, message }) => `${level} ${file}:${line} ${message}`);

test('a small folder without faults has no problems', () => {
  expect(found({ 'questions/a.yaml': choice('q-1') })).toEqual([]);
});

test('a wrong idea that one question alone stands for cannot be asked about again', () => {
  const idea = '- { id: mixed-up, idea: They are one., remedy: They are two. }\n';
  const files = (text: string) => ({ 'misconceptions.yaml': idea, 'questions/a.yaml': text });
  const marked = (id: string): string =>
    choice(id).replace('about green.\n', 'about green.\n      misconception: mixed-up\n');
  expect(found(files(marked('q-1')))).toEqual([
    'advice misconceptions.yaml:1 only one question stands for "mixed-up": write another, so that who chose it can be asked again days later.',
  ]);
  expect(found(files(marked('q-1') + marked('q-2')))).toEqual([]);
});

describe('links', () => {
  test('what is named must be there, with the line that names it', () => {
    expect(
      found({
        'glossary/thing.md': term('Thing', { see: '[othr]', topic: 'webb' }),
        'questions/a.yaml': choice('q-1', { concepts: '[thing, gone]', lesson: 'nowhere' }),
      }),
    ).toEqual([
      'error glossary/thing.md:3 there is no topic "webb"; do you mean "web"?',
      'error glossary/thing.md:8 there is no term "othr"; do you mean "other"?',
      'error questions/a.yaml:3 there is no term "gone".',
      'error questions/a.yaml:6 there is no lesson "nowhere".',
    ]);
  });

  test('a missing thing that many ask for is told once', () => {
    const text = ['1', '2', '3'].map((n) => choice(`q-${n}`, { lesson: 'nowhere' })).join('');
    expect(found({ 'questions/a.yaml': text })).toEqual([
      'error questions/a.yaml:6 there is no lesson "nowhere" (asked for in 2 more places).',
    ]);
  });

  test('misconceptions, pictures, questions and share-outs of lessons', () => {
    const lesson = [
      '---\ntitle: First\ngoals: [{ can: see, tested: [q-9] }]\nconcepts: [thing]\nchecks: [q-9]\nnext: On.\nafter: [zero]',
      'pictures: { map: { file: map.svg, alt: A map }, spare: { file: spare.svg, alt: Spare } }\n---',
      '## One\n![map]\n\n![lost]\n\n?[q-8]\n\n&[talk]\n',
    ].join('\n');
    const all = found({ 'lessons/01-first.md': lesson, 'pictures/spare.svg': '<svg/>' });
    expect(all.map((line) => line.replace(/^error lessons\/01-first\.md:/u, ''))).toEqual([
      expect.stringContaining('five to nine cards'),
      '5 there is no question "q-9".',
      '7 there is no lesson "zero".',
      '8 the picture "spare" is shown nowhere: write ![spare].',
      '8 there is no picture "map.svg".',
      '13 there is no picture in the front matter named "lost".',
      '15 there is no question "q-8".',
      '17 there is no share-out "talk".',
    ]);
  });
});

describe('names', () => {
  test('an alias that is the name or the alias of another term', () => {
    const all = found({
      'glossary/thing.md': term('Thing', { aliases: '[other, widget]' }),
      'glossary/other.md': term('Other', { see: '[thing]', aliases: '[Wid-get]' }),
    });
    expect(all).toEqual([
      'error glossary/other.md:5 "Wid-get" is among the aliases of glossary/thing.md too: choose one.',
      'error glossary/thing.md:5 "other" is the name of another term, glossary/other.md: leave it out here.',
    ]);
  });

  test('HTTP and HTTPS are two names, not a plural', () => {
    const all = found({ 'glossary/http.md': term('HTTP'), 'glossary/https.md': term('HTTPS') });
    expect(all.filter((line) => line.startsWith('error'))).toEqual([]);
  });

  test('everyday words that are no names, and phrases that use the name', () => {
    const asks = '[one thing, that which, three, four, five]';
    const all = found({
      'glossary/other.md': term('That which', { see: '[thing]', everyday: '[those, that which]', asks }),
    });
    expect(all).toEqual([
      expect.stringContaining('other.md:6 "those" is neither the name nor an alias'),
      expect.stringContaining('other.md:7 "that which" uses the name itself'),
    ]);
  });
});

describe('words', () => {
  test('absolute claims, dated words and years', () => {
    const all = found({
      'questions/a.yaml': choice('q-1', {
        stem: 'What was published in 2019, before the 2021 vote?',
        explanation: 'Nowadays this is always so.',
      }),
    });
    expect(all).toEqual([
      'advice questions/a.yaml:4 the year 2021: will this question still be right in five years?',
      expect.stringContaining('a.yaml:5 "Nowadays" goes out of date'),
      expect.stringContaining('a.yaml:5 "always" is an absolute claim'),
    ]);
  });

  test('code may say always', () => {
    expect(found({ 'questions/a.yaml': choice('q-1', { explanation: '"Write `always` here."' }) })).toEqual([]);
  });

  test('a language that nobody knows, in questions and in fenced code', () => {
    const all = found({
      'questions/a.yaml': choice('q-1', { code: '{ language: rubby, text: puts 1 }' }),
      'glossary/thing.md': term('Thing', {}, '\n## Example\n```pyhton\nprint(1)\n```\n'),
    });
    expect(all).toEqual([
      expect.stringContaining('error glossary/thing.md:17 the language "pyhton"'),
      expect.stringContaining('error questions/a.yaml:6 the language "rubby"'),
    ]);
  });

  test('code that is too wide or too long for a phone', () => {
    const wide = `{ language: text, text: "${'x'.repeat(61)}" }`;
    const long = `{ language: text, text: "${'x\\n'.repeat(16)}" }`;
    expect(found({ 'questions/a.yaml': choice('q-1', { code: wide }) + choice('q-2', { code: long }) })).toEqual([
      expect.stringContaining('line 1 of the code has 61 columns'),
      expect.stringContaining('the code has 16 lines'),
    ]);
  });
});

describe('texts that are shown as they are', () => {
  const shown = (text: string): string[] => found({ 'questions/a.yaml': choice('q-1', { option1: `'${text}'` }) });

  test.each(['`abs` here', 'the **best** one', '[docs](https://example.com/)'])('%s has marks', (text) => {
    expect(shown(text)).toEqual([
      expect.stringMatching(/^error questions\/a\.yaml:10 this text is shown as it is, marks and all: write /u),
    ]);
  });

  test.each(['2**3 and 2**4', 'SELECT * FROM a', 'list[0](x)', 'say(`Hello ${name}`)', '****'])(
    '%s has none',
    (text) => {
      expect(shown(text)).toEqual([]);
    },
  );

  test('in pairs and spares too', () => {
    const pairs = ['a', 'b', 'c'].map((one) => `    - { left: ${one}, right: '\`${one}${one}\`', feedback: So. }`);
    const text = `- id: q-1\n  kind: match\n  concepts: [thing]\n  stem: Which?\n  explanation: So.\n  pairs:\n${pairs.join('\n')}\n  spares:\n    - { text: '\`d\`', feedback: So. }\n  level: apply\n`;
    expect(found({ 'questions/a.yaml': text }).map((line) => line.split(' ')[1])).toEqual(
      [7, 8, 9, 11].map((line) => `questions/a.yaml:${line}`),
    );
  });
});

describe('typed answers', () => {
  const terms = { 'glossary/thing.md': term('Static'), 'glossary/other.md': term('Statics', { see: '[thing]' }) };
  const errors = (questions: string): string[] =>
    found({ ...terms, 'questions/a.yaml': questions }).filter((line) => line.startsWith('error'));
  const asked = (near: string): string =>
    `- id: q-1\n  kind: short-answer\n  concepts: [thing]\n  stem: Which?\n  explanation: So.\n  accept: [static]\n  near: [${near}]\n  feedback: { right: 'Yes.', wrong: 'No.' }\n  level: apply\n`;

  test('that pass for another term', () => {
    expect(errors(asked(''))).toEqual([
      'error questions/a.yaml:6 "Statics" would be taken for "static", and is the name of glossary/other.md: list it under `near`, or accept it.',
    ]);
    expect(errors(asked("{ text: statics, feedback: 'Close.' }"))).toEqual([]);
  });

  test('in gaps, too', () => {
    const gap = (more: string): string =>
      `- id: q-1\n  kind: gaps\n  concepts: [thing]\n  text: A (1).\n  explanation: So.\n  gaps:\n    - accept: [static]\n      feedback: So.\n${more}  level: apply\n`;
    expect(errors(gap(''))).toEqual([
      expect.stringContaining('questions/a.yaml:7 "Statics" would be taken for "static"'),
    ]);
    expect(errors(gap('      choices: [static, other]\n'))).toEqual([]);
  });
});

describe('what gives answers away', () => {
  const names = ['ash', 'birch', 'cedar', 'elm', 'fir', 'hazel', 'oak', 'pine', 'rowan', 'yew'];

  test('the right option being the longest', () => {
    const long = (id: string): string =>
      choice(id, { option0: `a much longer answer about ${id}`, option1: `b ${id}`, option2: `c ${id}` }, 0);
    const all = found({ 'questions/a.yaml': names.map((id) => long(id)).join('') });
    expect(all).toContainEqual(
      expect.stringContaining('questions/a.yaml:1 the right option is the longest in 10 of 10'),
    );
    expect(all.filter((line) => line.includes('gives itself away'))).toHaveLength(10);
  });

  test('the right option standing in the same place', () => {
    const same = found({ 'questions/a.yaml': names.map((id) => choice(id, {}, 1)).join('') });
    expect(same).toContainEqual(expect.stringContaining('the right option is number 2 in 10 of 10 questions'));
    expect(found({ 'questions/a.yaml': names.map((id, at) => choice(id, {}, at % 3)).join('') })).toEqual([]);
  });

  test('chances are exact', () => {
    const coins = [{ size: 2 }, { size: 2 }, { size: 4 }];
    expect(atLeast(coins, 0)).toBeCloseTo(1);
    expect(atLeast(coins, 3)).toBeCloseTo(1 / 16);
    expect(atLeast(coins, 1)).toBeCloseTo(1 - 3 / 16);
  });
});

test('near-duplicates', () => {
  const stem = 'Which part of a program keeps the names of the guests until they leave?';
  const all = found({
    'questions/a.yaml':
      choice('a-1', { stem }) + choice('b-1', { stem, option0: 'red a-1', option1: 'green a-1', option2: 'blue a-1' }),
  });
  expect(all).toEqual([
    expect.stringMatching(/a\.yaml:\d+ b-1 says nearly the same as a-1 in questions\/a\.yaml \(100 %\)/u),
  ]);
});

test('reading level: long words and sentences count, code does not', () => {
  const easy = 'A cook reads the note. She takes an egg. It goes in the pan. '.repeat(5);
  const hard =
    'Interoperability considerations necessitate comprehensive architectural standardization initiatives throughout organizational infrastructures. '.repeat(
      4,
    );
  expect(schoolYearOf(easy)).toBeLessThan(4);
  expect(schoolYearOf(hard)).toBeGreaterThan(15);
  expect(schoolYearOf(`${easy}\n\n\`\`\`text\n${hard}\n\`\`\`\n`)).toBe(schoolYearOf(easy));
  expect(schoolYearOf('Too short.')).toBeUndefined();
});

describe('coverage', () => {
  const rows =
    '- { id: S0-1, what: "first" }\n- { id: S0-2, what: "again", sameAs: [S0-1] }\n- { id: S0-3, what: "third" }\n- { id: S0-4, what: "hall", event: "a feature" }\n';

  test('a row that is taught nowhere, and one that is not listed', () => {
    const all = found({
      'rows.yaml': rows,
      'questions/a.yaml': choice('q-1', { rows: '[S0-1, S9-9]' }),
      'corrections.yaml': '- { id: E1, teach: right, questions: [q-1, q-2] }\n- { id: E2, teach: left }\n',
    });
    expect(all).toEqual([
      'error corrections.yaml:1 E1: there is no question "q-2".',
      'error corrections.yaml:2 E2 is taught nowhere: name terms, lessons or questions.',
      'error questions/a.yaml:6 rows.yaml has no row "S9-9".',
      expect.stringContaining('error rows.yaml:3 S0-3 (third) is taught nowhere'),
    ]);
  });
});
