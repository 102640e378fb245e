/** Moodle XML in and out: every type of question, texts in every format, and files that are not what they claim. */
import { describe, expect, test } from 'vitest';
import { exportQuestions } from '../../src/authoring/exchange/index.ts';
import { formatOf } from '../../src/authoring/exchange/sniff.ts';
import { SAMPLES } from '../questions/samples.ts';
import { fixture, openless, read, told } from '../support/exchange.ts';

const quiz = (...questions: readonly string[]): string => `<quiz>\n${questions.join('\n')}\n</quiz>`;
const asked = (type: string, text: string, rest = '', attributes = 'format="html"'): string =>
  `<question type="${type}"><questiontext ${attributes}><text><![CDATA[${text}]]></text></questiontext>${rest}</question>`;
const one = (xml: string): { draft: Record<string, unknown>; notes: readonly string[] } => {
  const [block] = read('moodle', xml);
  if (block?.outcome.kind !== 'question') throw new Error(`no question: ${JSON.stringify(block)}`);
  return { draft: openless(block.outcome.draft) as Record<string, unknown>, notes: block.outcome.notes };
};

test('every type becomes what it means, or says with a line what to do instead', () => {
  expect(told(read('moodle', fixture('every-type.moodle.xml')))).toMatchInlineSnapshot(`
    [
      "4 passed over: a category ($course$/top/Back end): say --topic to choose a shelf.",
      "8 one-choice http-get-1 | the tag "week 3" is not kept. | 50 % for "<head> & co" are not kept: here it is wrong. | a second hint is not kept: "Not write.". | what is said to whoever is wrong, whatever they chose, is not kept: "Read chapter 2 again.".",
      "34 several-choices two-of-them",
      "43 true-false a-cookie",
      "49 short-answer short | capitals do not count here. | "20 + 4" earns half here, not 80 %.",
      "58 numeric pi | the unit "cm" is not kept.",
      "69 match frameworks",
      "76 gaps gaps | the numbers in brackets of the text are [1], [2] here, since (1), (2) are the gaps. | a second feedback for gap 2 is not kept: "No.". | how far off the number of gap 3 may be is not kept.",
      "81 gaps drag",
      "89 gaps select",
      "95 left out: an essay is not supported: free text has no right answer that could be checked.",
      "96 left out: putting in order has no fields here that are the same: write it by hand, docs/authoring.md says how.",
      "97 left out: questions of the type "coderunner" are not known here: ask it as multichoice, shortanswer or matching.",
      "98 left out: none of its answers is right: one needs fraction="100".",
    ]
  `);
});

test('fields of every type find their places', () => {
  const drafts = read('moodle', fixture('every-type.moodle.xml')).flatMap(({ outcome }) =>
    outcome.kind === 'question' ? [openless(outcome.draft)] : [],
  );
  expect(drafts.map((draft) => JSON.stringify(draft))).toMatchInlineSnapshot(`
    [
      "{"id":"http-get-1","kind":"one-choice","concepts":["sql"],"difficulty":3,"stem":"Which **verb** asks for a page, at \`/cart\`?","options":[{"text":"GET","right":true,"feedback":"Yes, it *gets*."},{"text":"POST"},{"text":"<head> & co"}],"keepOrder":true,"hint":"What do you do with a book?","explanation":"GET reads."}",
      "{"id":"two-of-them","kind":"several-choices","concepts":[],"stem":"Which are **databases**?\\\\\\nChoose two.","options":[{"text":"PostgreSQL","right":true},{"text":"MongoDB","right":true},{"text":"HTML"}]}",
      "{"id":"a-cookie","kind":"true-false","concepts":[],"statement":"A cookie is kept by the *server*.","answer":false,"feedback":{"right":"Right, by the browser.","wrong":"Look into your browser."},"because":[{"right":true},{}]}",
      "{"id":"short","kind":"short-answer","concepts":[],"stem":"What is 2\\\\*3\\\\*4 written \\"short\\"?","accept":["24","<i>24</i>"],"near":[{"text":"20 + 4","feedback":"Nearly."}],"feedback":{"right":"Yes.","wrong":"Multiply."}}",
      "{"id":"pi","kind":"numeric","concepts":[],"stem":"How long is the way round?","answer":3.14,"within":0.01,"roughly":0.2,"feedback":{"right":"Yes.","wrong":"No."},"unit":"m"}",
      "{"id":"frameworks","kind":"match","concepts":[],"stem":"Match.","pairs":[{"left":"Rails","right":"Ruby"},{"left":"Django","right":"Python"}],"spares":[{"text":"Java"}]}",
      "{"id":"gaps","kind":"gaps","concepts":[],"text":"The (1) asks [1] a (2) for {\\"a\\": 1}, port (3).","gaps":[{"accept":["client","browser"],"feedback":"Yes."},{"accept":["server"],"choices":["cook","server","waiter"],"feedback":"Right."},{"accept":["443"]}],"explanation":"So it is."}",
      "{"id":"drag","kind":"gaps","concepts":[],"text":"(1) is for structure, (2) for style.","gaps":[{"accept":["HTML"],"choices":["HTML","SQL","CSS"]},{"accept":["CSS"],"choices":["HTML","SQL","CSS"]}]}",
      "{"id":"select","kind":"gaps","concepts":[],"text":"It (1) pages.","gaps":[{"accept":["shows"],"choices":["cooks","shows"]}]}",
    ]
  `);
});

describe('texts', () => {
  const stem = (text: string, format: string): unknown =>
    one(quiz(asked('shortanswer', text, '<answer fraction="100"><text>x</text></answer>', format))).draft['stem'];

  test.each([
    [
      'html',
      '<p>Two <b>bold</b> words, 2*3*4 &lt; 30</p>',
      'format="html"',
      String.raw`Two **bold** words, 2\*3\*4 \< 30`,
    ],
    ['markdown', 'Two **bold** words', 'format="markdown"', 'Two **bold** words'],
    ['plain_text', 'Two **plain** <b>words</b>', 'format="plain_text"', String.raw`Two \*\*plain\*\* \<b\>words\</b\>`],
    ['moodle_auto_format', 'Two <b>bold</b>\nlines &eacute;', 'format="moodle_auto_format"', 'Two **bold**\\\nlines é'],
    ['no format', 'What does the <b> tag do?', '', 'What does the <b> tag do?'],
  ])('%s', (_, text, format, meant) => {
    expect(stem(text, format)).toBe(meant);
  });

  test('signs of code in HTML, and a tag that was meant as a sign', () => {
    const answers = '<answer fraction="100" format="html"><text>**</text></answer>';
    const code = one(quiz(asked('multichoice', '10 &gt; 5 and (3 &lt;&lt; 2)', answers)));
    expect(code).toMatchObject({ draft: { options: [{ text: '**' }] }, notes: [] });
    expect(one(quiz(asked('multichoice', 'if (a<b && c>d)', answers))).notes).toEqual([
      expect.stringContaining('<b> is not closed in a text of HTML'),
    ]);
  });

  test('attributes without quotes are read, and told', () => {
    const answers = '<answer fraction=100><text>x</text></answer>';
    const blocks = read('moodle', quiz(asked('shortanswer', 'Y?', answers)));
    expect(told(blocks)).toEqual([
      expect.stringContaining('2 passed over: the value of an attribute'),
      '2 short-answer y',
    ]);
  });

  test('answers that are typed stand as they are written', () => {
    const answers = '<answer fraction="100" format="html"><text>&lt;p&gt;</text></answer>';
    expect(one(quiz(asked('shortanswer', 'Which tag?', answers))).draft['accept']).toEqual(['<p>']);
  });

  test('spaces that belong to the layout of the file are no part of a text', () => {
    const answers = '<answer fraction="100">\n  <text>\n    x\n  </text>\n</answer>';
    expect(one(quiz(asked('shortanswer', 'Y?', answers))).draft['accept']).toEqual(['x']);
  });
});

describe('what each fraction means', () => {
  const answers = (...fractions: readonly number[]): string =>
    fractions.map((fraction, at) => `<answer fraction="${fraction}"><text>${at}</text></answer>`).join('');
  const right = (draft: Record<string, unknown>): unknown =>
    (draft['options'] as readonly { right?: boolean }[]).flatMap((option, at) => (option.right === true ? [at] : []));

  test.each([
    ['true', [0, 100, 0], 'one-choice', [1], 0],
    ['true', [-25, 100, 0], 'one-choice', [1], 1],
    ['false', [0, 100, 0], 'several-choices', [1], 0],
    ['false', [33.33333, -50, 33.33333, 33.33333], 'several-choices', [0, 2, 3], 0],
    ['true', [100, 50, 0], 'one-choice', [0], 1],
    ['true', [100, 100, 0], 'several-choices', [0, 1], 1],
    ['false', [60, 20, -20], 'several-choices', [0, 1], 1],
  ])('single %s, %j', (single, fractions, kind, meant, notes) => {
    const found = one(quiz(asked('multichoice', 'Which?', `<single>${single}</single>${answers(...fractions)}`)));
    expect(found.draft['kind']).toBe(kind);
    expect(right(found.draft)).toEqual(meant);
    expect(found.notes.length).toBe(notes);
  });
});

describe('gaps', () => {
  test.each([
    ['{1:SA:=a~=b}', [{ accept: ['a', 'b'] }], 0],
    ['{1:MULTICHOICE:~a~=b#Yes.}', [{ accept: ['b'], choices: ['a', 'b'], feedback: 'Yes.' }], 0],
    ['{SHORTANSWER:=x} {1:MC:=y~z}', [{ accept: ['y'], choices: ['y', 'z'] }], 0],
    ['{:SHORTANSWER:=x} and {1:MC:=y~z}', [{ accept: ['x'] }, { accept: ['y'], choices: ['y', 'z'] }], 0],
    [String.raw`{1:SA:=a\}b\~c\#d}`, [{ accept: ['a}b~c#d'] }], 0],
    ['{1:SA:=&lt;p&gt;}', [{ accept: ['<p>'] }], 0],
    ['{1:SA:=yes~%50%perhaps}', [{ accept: ['yes'] }], 1],
    [String.raw`{1:SA:=SELECT \*}`, [{ accept: ['SELECT *'] }], 0],
    ['{1:SA:=colo*r}', [{ accept: ['colo*r'] }], 1],
    ['{1:MC:=*~+}', [{ accept: ['*'], choices: ['*', '+'] }], 0],
    ['{1:SAC:=Yes}', [{ accept: ['Yes'] }], 1],
    ['{1:MR:=a~=b~c}', [{ accept: ['a', 'b'], choices: ['a', 'b', 'c'] }], 1],
  ])('%s', (text, meant, notes) => {
    const found = one(quiz(asked('cloze', `It is ${text}`)));
    expect(found.draft['gaps']).toEqual(meant);
    expect(found.notes.length).toBe(notes);
  });

  test.each([
    ['{1:SA:~a}', 'has no right answer: put = before it.'],
    ['{1:SA:=a', 'is not closed by }.'],
  ])('%s is told', (text, meant) => {
    expect(told(read('moodle', quiz(asked('cloze', `It is ${text}`))))).toEqual([expect.stringContaining(meant)]);
  });

  test('a word without a number of its own, and a text without gaps', () => {
    const box = '<dragbox><text>a</text><group>1</group></dragbox>';
    expect(told(read('moodle', quiz(asked('ddwtos', 'It is [[2]].', box))))).toEqual([
      '2 left out: the gap [[2]] has no word of its own: there are 1.',
    ]);
    expect(told(read('moodle', quiz(asked('gapselect', 'It is.', box))))).toEqual([
      '2 left out: its text has no gap, such as [[1]].',
    ]);
    expect(told(read('moodle', quiz(asked('cloze', 'It is {a}.'))))).toEqual([
      '2 left out: its text has no gap, such as {1:SHORTANSWER:=word}.',
    ]);
  });
});

describe('files that are broken or dangerous', () => {
  test.each([
    ['cut short', '<quiz>\n<question type="truefalse">\n<name>', '3 left out: the file ends within <name>'],
    ['tags crossed', '<quiz>\n<question><b></question></quiz>', '2 left out: <b> is closed by </question>: put texts'],
    ['CDATA open', '<quiz>\n<question><![CDATA[x</question></quiz>', '2 left out: <![CDATA[ is not closed'],
    ['another root', '<questions/>', '1 left out: its questions stand in <questions>'],
    ['no question', '<quiz>\n</quiz>', '1 left out: there is no <question> in it.'],
    ['another element', '<quiz>\n<item/></quiz>', '2 left out: <item> is no <question>.'],
    [
      'no type',
      '<quiz><question><questiontext><text>Is it?</text></questiontext></question></quiz>',
      '1 left out: questions of the type ""',
    ],
    ['no text', '<quiz><question type="truefalse"/></quiz>', '1 left out: its <questiontext> is empty.'],
    [
      'no right number',
      quiz(asked('numerical', 'x', '<answer fraction="100"><text>many</text></answer>')),
      '2 left out: "many" is no number',
    ],
    [
      'neither true nor false',
      quiz(asked('truefalse', 'x', '<answer fraction="100"><text>yes</text></answer>')),
      '2 left out: neither true nor false',
    ],
    ['nothing', '', '1 left out: there is no <quiz> in it.'],
  ])('%s', (_, text, meant) => {
    expect(told(read('moodle', text))).toEqual([expect.stringContaining(meant)]);
  });

  test('a bare < or an entity of HTML is told, and the question is read all the same', () => {
    const blocks = read(
      'moodle',
      quiz(
        '<question type="truefalse"><questiontext><text>a &nbsp; b</text></questiontext>',
        '<answer fraction="100"><text>true</text></answer></question>',
      ),
    );
    expect(told(blocks)).toEqual([
      '2 passed over: &nbsp; is no entity of XML: it is read as HTML has it.',
      '2 true-false a-b',
    ]);
  });

  test('a letter that was lost before is told', () => {
    const xml = quiz(asked('truefalse', 'caf\u{fffd} is a word', '<answer fraction="100"><text>true</text></answer>'));
    expect(told(read('moodle', xml))[0]).toContain('2 passed over: letters were lost here');
  });

  const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`).join('');
  test.each([
    ['a billion laughs', `<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY a0 "ha">${laughs}]>\n<quiz>&a9;</quiz>`],
    [
      'a file of this machine',
      '<?xml version="1.0"?>\n<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n<quiz>&x;</quiz>',
    ],
    ['an address', '<!-- x -->\n<!DOCTYPE quiz SYSTEM "http://example.com/x.dtd"><quiz/>'],
  ])('%s is not even read', (_, text) => {
    expect(formatOf('x.xml', text)).toBe('moodle');
    expect(told(read('moodle', text))).toEqual([expect.stringMatching(/^2 left out: it declares its own entities/u)]);
  });

  test('a declaration of HTML that a question is about is a text', () => {
    const found = one(
      quiz(
        asked(
          'shortanswer',
          'What does &lt;!DOCTYPE html&gt; say?',
          '<answer fraction="100"><text>HTML</text></answer>',
        ),
      ),
    );
    expect(found.draft['stem']).toBe('What does <!DOCTYPE html> say?');
  });

  test('deep and long files take no long time', () => {
    const started = performance.now();
    for (const text of ['<a>', '<a', '&', '<![CDATA[', '<!--', '</', '<a b="', '<?', ']]>'])
      read('moodle', `<quiz>${text.repeat(20_000)}`);
    read('moodle', `<quiz>${'<question>'.repeat(20_000)}${'</question>'.repeat(20_000)}</quiz>`);
    expect(performance.now() - started).toBeLessThan(30_000);
  });
});

test.each(['gift', 'moodle'] as const)(
  '%s: a star that is typed is a star, and stands for nothing else in Moodle',
  (format) => {
    const sample = {
      ...SAMPLES['short-answer'],
      accept: ['SELECT *', '*'],
      near: [{ text: 'all *', feedback: 'Nearly.' }],
    };
    const { text } = exportQuestions(format, [sample as never]);
    expect(text).toContain(format === 'gift' ? String.raw`SELECT \\*` : String.raw`SELECT \*`);
    const [block] = read(format, text);
    expect(block?.outcome).toMatchObject({ notes: [], draft: { accept: sample.accept, near: sample.near } });
  },
);

test('signs that XML has no place for are left out, and that is told', () => {
  const sample = SAMPLES['one-choice'];
  const { text, losses } = exportQuestions('moodle', [{ ...sample, explanation: 'a\u0000b ]]> <c>' } as never]);
  expect(losses.join()).toContain('signs that XML has no place for');
  expect(one(text).draft['explanation']).toBe('ab ]]> <c>');
});
