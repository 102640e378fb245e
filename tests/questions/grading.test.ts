/** What answers are worth, kind by kind: the cases in which a learner would feel treated fairly or not. */
import { describe, expect, test } from 'vitest';
import { turnOf } from '../../src/questions/index.ts';
import { matchTyped } from '../../src/questions/typed.ts';
import { graded } from './graded.ts';
import { SAMPLES } from './samples.ts';

const score = async (kind: keyof typeof SAMPLES, ...moves: (string | string[])[]): Promise<number> =>
  (await graded(SAMPLES[kind], moves)).score;

test('several choices: a miss and one too many cost alike, and nothing is taken away', async () => {
  expect(await score('several-choices', ['0', '1'])).toBe(1);
  expect(await score('several-choices', ['0'])).toBe(0.5);
  expect(await score('several-choices', ['0', '1', '2'])).toBeCloseTo(2 / 3);
  expect(await score('several-choices', ['0', '2'])).toBeCloseTo(1 / 3);
  expect(await score('several-choices', ['0', '1', '2', '3'])).toBe(0.5);
  expect(await score('several-choices', ['2'])).toBe(0);
});

test('several choices: that several may be right is said once', () => {
  const question = SAMPLES['several-choices'];
  const prompt = (stem: string) => turnOf({ ...question, stem }, 1, [])?.prompt;
  expect(prompt('Which of these are fruit?')).toContain('Several may be right.');
  expect(prompt('Which of these are fruit? Several may be right.')).toBeUndefined();
});

test('true or false: half for the verdict, half for the reason', async () => {
  expect(await score('true-false', 'true', '0')).toBe(1);
  expect(await score('true-false', 'true', '1')).toBe(0.5);
  expect(await score('true-false', 'false', '1')).toBe(0);
});

test('order: the last press is spared, a step counts at its own place only', async () => {
  expect(turnOf(SAMPLES.order, 1, ['0', '1', '2'])).toBeUndefined();
  expect(await score('order', '0', '1', '2')).toBe(1);
  expect(await score('order', '1', '0', '2')).toBe(0.5);
  expect(await score('order', '1', '2', '3')).toBe(0);
  expect(await score('order', '3', '2', '1')).toBe(0);
});

test('arrange lines: a decoy costs what its place was worth', async () => {
  expect(await score('arrange-lines', '0', '1', '2')).toBe(1);
  expect(await score('arrange-lines', '0', '1', '3')).toBeCloseTo(2 / 3);
  expect(await score('arrange-lines', '3', '0', '1')).toBe(0);
});

test('categorise: what is sorted right over all that is to be sorted', async () => {
  expect(await score('categorise', '0.0', '1.1', '2.0')).toBe(1);
  expect(await score('categorise', '0.0', '1.1', '2.1')).toBeCloseTo(2 / 3);
  expect(await score('categorise', '0.0', '1.0', '2.1')).toBeCloseTo(1 / 3);
  expect(await score('categorise', '0.1', '1.0', '2.1')).toBe(0);
});

test('match: pairs right over pairs', async () => {
  expect(await score('match', '0.0', '1.1')).toBe(1);
  expect(await score('match', '0.0', '1.2')).toBe(0.5);
});

test('find the bug: half for the line, half for the fix', async () => {
  expect(await score('find-bug', ['2'], '0')).toBe(1);
  expect(await score('find-bug', ['1'], '0')).toBe(0.5);
});

test('gaps: typed and picked ones count alike', async () => {
  expect(await score('gaps', ['Server', 'request'])).toBe(1);
  expect(await score('gaps', ['sevrer', 'response'])).toBe(0.5);
});

test('a number: half credit within the wider tolerance', async () => {
  expect(await score('numeric', '1,000')).toBe(1);
  expect(await score('numeric', '1040')).toBe(0.5);
  expect(await score('numeric', '1100')).toBe(0);
  expect((await graded(SAMPLES.numeric, ['lots'])).remarks[0]?.feedback).toContain('could not read');
});

describe('typed words', () => {
  test.each([
    ['Database', 'exact'],
    ['  the  DATABASES. ', 'exact'],
    ['data-base', 'exact'],
    ['databse', 'slip'],
    ['datbse', 'no'],
    ['', 'no'],
    ['dictionary', 'no'],
  ])('%j is %s', (typed, match) => expect(matchTyped(typed, ['database'])).toBe(match));

  test('short words and codes forgive nothing', () => {
    expect(matchTyped('POTS', ['POST'])).toBe('no');
    expect(matchTyped('402', ['401'])).toBe('no');
    expect(matchTyped('401', ['401'])).toBe('exact');
    expect(matchTyped('utf9', ['utf8'])).toBe('no');
  });

  test.each([
    ['classes', 'class'],
    ['queries', 'query'],
    ['indexes', 'index'],
    ['indices', 'index'],
    ['cookies', 'cookie'],
    ['caches', 'cache'],
    ['heroes', 'hero'],
    ['primary keys', 'primary key'],
    ['HTTP servers', 'HTTP server'],
  ])('%j and %j are the same', (many, one) => {
    expect(matchTyped(many, [one])).toBe('exact');
    expect(matchTyped(one, [many])).toBe('exact');
  });

  test.each([
    ['HTTPS', 'HTTP'],
    ['HTTP', 'HTTPS'],
    ['https', 'http'],
    ['DN', 'DNS'],
    ['DNSs', 'DNS'],
    ['SQLs', 'SQL'],
    ['HTTPS server', 'HTTP server'],
    ['JavaScripts', 'JavaScript'],
  ])('%j is not %j', (typed, accepted) => expect(matchTyped(typed, [accepted])).toBe('no'));

  test('the singular of a name is a slip', () => {
    expect(matchTyped('ruby on rail', ['Ruby on Rails'])).toBe('slip');
    expect(matchTyped('statu', ['status'])).toBe('slip');
  });

  test('in code the number matters', async () => {
    expect(matchTyped('dish', ['dishes'], { code: true })).toBe('no');
    expect(matchTyped('value', ['VALUES'], { code: true })).toBe('no');
    expect(matchTyped('messages', ['message'], { code: true })).toBe('no');
    expect(matchTyped('SELCT', ['SELECT'], { code: true })).toBe('slip');
    const inCode = { ...SAMPLES.gaps, code: { language: 'sql', text: 'FROM (1)' } };
    expect((await graded(inCode, [['servers', 'request']])).score).toBe(0.5);
    expect((await graded(SAMPLES.gaps, [['servers', 'request']])).score).toBe(1);
  });

  test('whoever types another answer of the question means that one', async () => {
    expect(matchTyped('parameters', ['parameter'], { others: ['parameters'] })).toBe('no');
    const question = { ...SAMPLES['short-answer'], near: [{ text: 'databases', feedback: 'One is enough.' }] };
    expect(await graded(question, ['databases'])).toMatchObject({
      score: 0.5,
      remarks: [{ feedback: 'One is enough.' }],
    });
    const two = { ...SAMPLES.gaps, gaps: ['server', 'servers'].map((one) => ({ accept: [one], feedback: 'So.' })) };
    expect((await graded(two, [['server', 'servers']])).score).toBe(1);
    expect((await graded(two, [['servers', 'server']])).score).toBe(0);
  });

  test('a long answer takes no longer', () => {
    const long = Array.from({ length: 20 }, () => 'boxes').join(' ');
    expect(matchTyped(long.replaceAll('boxes', 'box'), [long])).toBe('exact');
    expect(matchTyped(`${long}q`, [long])).not.toBe('exact');
  });

  test('half credit for what is near, and the accepted spelling for a slip', async () => {
    expect(await score('short-answer', 'a spreadsheet')).toBe(0.5);
    expect((await graded(SAMPLES['short-answer'], ['databse'])).remarks[0]?.feedback).toContain('**database**');
  });
});

describe('signs that are the answer', () => {
  test.each(['*', '&&', '!=', '?', '=>', '%', '...', '.', ';', '-', '"', '()', '<>', '🙂'])(
    '%j is right as it is',
    (sign) => {
      expect(matchTyped(sign, [sign])).toBe('exact');
      expect(matchTyped(` ${sign} `, [sign])).toBe('exact');
      expect(matchTyped(`${sign}${sign}#`, [sign])).toBe('no');
      expect(matchTyped('', [sign])).toBe('no');
    },
  );

  test('and no other sign is', () => {
    expect(matchTyped('||', ['&&'])).toBe('no');
    expect(matchTyped('=', ['!='])).toBe('no');
    expect(matchTyped('!', ['?'])).toBe('no');
    expect(matchTyped('“&&”', ['&&'])).toBe('exact');
  });
});

describe('code', () => {
  test.each([
    ['a && b', 'a&&b'],
    ['a && b', 'A && B'],
    ['x = "1"', 'x = “1”'],
    ["puts 'hi'", 'puts ‘hi’'],
    ['--force', '—force'],
    ['x > 5', 'x > 5.'],
    ['[...items]', '[…items]'],
  ])('%j is typed %j', (accepted, typed) => {
    expect(matchTyped(typed, [accepted], { code: true })).toBe('exact');
  });

  test.each([
    ['a && b', 'a || b'],
    ['x > 5', 'x < 5'],
    ['x === 1', 'x = 1'],
    ['!done', 'done'],
    ['-1', '1'],
    ['1', '-1'],
    ['1', '−1'],
    ['a.b', 'ab'],
    ['form-data', 'form data'],
    ['a b', 'b'],
    ['print()', 'print'],
  ])('%j is not %j', (accepted, typed) => {
    expect(matchTyped(typed, [accepted], { code: true })).toBe('no');
  });

  test('an expression is compared as code wherever it is asked for', () => {
    expect(matchTyped('a || b', ['a && b'])).toBe('no');
    expect(matchTyped('a&&b', ['a && b'])).toBe('exact');
    expect(matchTyped('x < 5', ['x > 5'])).toBe('no');
    expect(matchTyped('done', ['!done'])).toBe('no');
    expect(matchTyped('1', ['-1'])).toBe('no');
    expect(matchTyped('−1', ['1'])).toBe('no');
    expect(matchTyped('−1', ['-1'])).toBe('exact');
  });
});

describe('what tells two answers apart', () => {
  test.each([
    ['127.0.0.1', '127.001'],
    ['HTTP/1.1', 'HTTP/11'],
    ['3.11', '311'],
    ['3.11', '3 1 1'],
    ['12:30', '1230'],
    ['24/7', '247'],
    ['हिन्दी', 'हनद'],
    ['كَتَبَ', 'كتب'],
    ['A record', 'record'],
    ['A record', 'B record'],
  ])('%j is not %j', (accepted, typed) => expect(matchTyped(typed, [accepted])).toBe('no'));

  test.each([
    ['127.0.0.1', '127.0.0.1.'],
    ['HTTP/1.1', 'http 1.1'],
    ['HTTP/1.1', 'HTTP1.1'],
    ['10000', '10,000'],
    ['404', '٤٠٤'],
    ['हिन्दी', 'हिन्दी।'],
    ['A record', 'a record'],
    ['A record', 'the A record'],
    ['database', 'A database'],
    ['database', 'The database'],
    ['a merge', 'merge'],
    ['a merge', 'Merge'],
    ['straße', 'STRASSE'],
    ['git', 'GİT'],
    ['café', 'cafe\u0301'],
  ])('%j is %j', (accepted, typed) => expect(matchTyped(typed, [accepted])).toBe('exact'));

  test('whoever means another answer with an article is taken at their word', () => {
    expect(matchTyped('A record', ['record'], { others: ['A record'] })).toBe('no');
  });
});

describe('what is told', () => {
  test('true or false: the verdict, before the reasons give it away, and both in the feedback', async () => {
    const question = SAMPLES['true-false'];
    const turn = turnOf(question, 1, ['false']);
    expect(turn?.told).toBe(true);
    expect(turn?.sofar).toEqual(['You said: false. It is true.']);
    expect(turn?.prompt).toBe('**It is true, because …**');
    const { remarks } = await graded(question, ['false', '0']);
    expect(remarks.map(({ text, right, chosen }) => [text, right, chosen])).toEqual([
      ['False', false, true],
      ['True', true, false],
      ['The browser stores it', true, true],
      ['The server stores it', false, false],
    ]);
  });

  test('order: each step by itself', async () => {
    const { remarks } = await graded(SAMPLES.order, ['0', '2', '1']);
    expect(remarks.map(({ text, chosen, said }) => [text, chosen, said])).toEqual([
      ['1. Ask', true, undefined],
      ['2. Look up', false, 'number 3'],
      ['3. Answer', false, 'number 2'],
      ['4. Show', true, undefined],
    ]);
  });

  test('gaps: each by the words around it, where the text is out of sight', () => {
    const question = {
      ...SAMPLES.gaps,
      text: 'Cookies are kept by the browser, so they are part of the (1) end. (2) first.',
    };
    const turn = turnOf(question, 1, []);
    const labels = turn?.via === 'type' ? turn.blanks.map((blank) => blank.label) : [];
    expect(labels[0]).toBe('(1) …so they are part of the ___ end.');
    for (const label of labels) expect(label.length).toBeLessThanOrEqual(45);
  });

  test('lines to arrange are code, with the spaces that they begin with', () => {
    const question = SAMPLES['arrange-lines'];
    const turn = turnOf(question, 1, ['0']);
    expect(turn?.code).toBe(true);
    expect(turn?.sofar).toEqual([question.lines[0]?.text]);
    const texts = turn?.via === 'choose' ? turn.choices.map((choice) => choice.text) : [];
    expect(texts.some((text) => text.startsWith('  '))).toBe(true);
  });
});
