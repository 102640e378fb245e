/** A command as people type it, read by the command's own options. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AnyCommand, defineCommand, parseOptions } from '../../src/chat/command.ts';
import { readLine } from '../../src/chat/line.ts';
import { show } from '../../src/chat/reply.ts';

const run = () => show({ blocks: [] });
const text = (required = false) => ({ kind: 'text' as const, description: 'd', ...(required && { required: true }) });
const periods = { month: 'This month', week: 'This week', all: 'All time' };
const list: readonly AnyCommand[] = [
  defineCommand({
    name: 'what',
    description: 'd',
    options: { is: text(true), share: { kind: 'flag', description: 'd' } },
    run,
  }),
  defineCommand({ name: 'compare', description: 'd', options: { a: text(true), b: text(true) }, run }),
  defineCommand({
    name: 'quiz',
    description: 'd',
    options: { topic: text(), length: { kind: 'number', description: 'd', min: 1, max: 20 } },
    run,
  }),
  defineCommand({
    name: 'leaderboard',
    description: 'd',
    options: {
      period: { kind: 'choice', description: 'd', choices: periods },
      cohort: text(),
      share: { kind: 'flag', description: 'd' },
    },
    run,
  }),
  defineCommand({ name: 'settings', description: 'd', options: { zone: text() }, run }),
  defineCommand({ name: 'stack', description: 'd', options: { app: text(true) }, run }),
  defineCommand({
    name: 'points',
    description: 'd',
    options: {
      who: { kind: 'person', description: 'd', required: true },
      n: { kind: 'number', description: 'd', min: 0, max: 9 },
      why: text(),
    },
    run,
  }),
  defineCommand({
    name: 'ask',
    description: 'd',
    options: { it: text(true), times: { kind: 'number', description: 'd', min: 1, max: 9 } },
    run,
  }),
  defineCommand({ name: 'progress', description: 'd', options: {}, run }),
];
const commands = new Map(list.map((one) => [one.name, one]));
const PEOPLE: Readonly<Record<string, string>> = { '@ada lovelace': 'bare:user/ada', '@bo': 'bare:user/bo' };
const read = (line: string) => readLine(line, commands, { personOf: (word) => PEOPLE[word.toLowerCase()] });

describe('name: value', () => {
  test.each([
    ['quiz topic: http length: 2', { topic: 'http', length: '2' }],
    ['quiz topic:http length:2', { topic: 'http', length: '2' }],
    ['quiz topic : http length : 2', { topic: 'http', length: '2' }],
    ['quiz topic：http length：２', { topic: 'http', length: '２' }],
    ['quiz length: 2 topic: web servers', { length: '2', topic: 'web servers' }],
    ['settings zone: Europe/Berlin', { zone: 'Europe/Berlin' }],
    ['compare a: session b: cookie', { a: 'session', b: 'cookie' }],
    ['compare a: web server b: a database', { a: 'web server', b: 'a database' }],
    ['what is: database share: yes', { is: 'database', share: 'yes' }],
    ['what is:\ndatabase', { is: 'database' }],
    ['leaderboard period: this week cohort: Spring', { period: 'this week', cohort: 'Spring' }],
    ['leaderboard cohort: Spring two share:yes', { cohort: 'Spring two', share: 'yes' }],
    ['what is: what is: this', { is: 'what is: this' }],
    ['what is: https://a.example/?is:x', { is: 'https://a.example/?is:x' }],
    ['what is:', { is: '' }],
    ['points who: @Ada Lovelace why: late', { who: 'bare:user/ada', why: 'late' }],
  ])('%j', (line, options) => expect(read(line)).toEqual({ name: line.split(' ')[0], options }));
});

describe('words without a name', () => {
  test.each([
    ['leaderboard week', { period: 'week' }],
    ['leaderboard This week', { period: 'This week' }],
    ['leaderboard “week”', { period: 'week' }],
    ['leaderboard Spring', { cohort: 'Spring' }],
    ['leaderboard week Spring', { period: 'week', cohort: 'Spring' }],
    ['leaderboard Spring week', { cohort: 'Spring', period: 'week' }],
    ['leaderboard Spring course all time', { cohort: 'Spring course', period: 'all time' }],
    ['leaderboard the week of Ada', { cohort: 'the week of Ada' }],
    ['leaderboard the best of this week', { cohort: 'the best of this week' }],
    ['leaderboard cohort:week', { cohort: 'week' }],
    ['quiz 5', { length: '5' }],
    ['quiz ５', { length: '５' }],
    ['quiz databases 5', { topic: 'databases', length: '5' }],
    ['quiz 5 web servers', { length: '5', topic: 'web servers' }],
    ['quiz 404', { topic: '404' }],
    ['quiz identity and security 5', { topic: 'identity and security', length: '5' }],
    ['quiz 5 things to know about a web server', { topic: '5 things to know about a web server' }],
    ['quiz 5 of 10 rules', { length: '5', topic: 'of 10 rules' }],
    ['ask 5', { it: '5' }],
    ['ask 5 5', { it: '5', times: '5' }],
    ['what share', { is: 'share' }],
    ['what yes', { is: 'yes' }],
    ['points @Ada Lovelace 3 late work', { who: 'bare:user/ada', n: '3', why: 'late work' }],
    ['points late work @bo', { who: 'bare:user/bo', why: 'late work' }],
    ['points who:@bo 3', { who: 'bare:user/bo', n: '3' }],
  ])('%j', (line, options) => expect(read(line)).toEqual({ name: line.split(' ')[0], options }));

  test('a word that has no place is not lost', () => {
    expect(read('quiz topic: "http" length: 2 more of it')).toMatchObject({ rest: 'more of it' });
    expect(read('progress now')).toEqual({ name: 'progress', options: {}, rest: 'now' });
  });
});

describe('quotes', () => {
  const QUOTES = ['""', '“”', '””', '„“', '«»', '»«', '‹›', '‘’', "''", '‚‘', '「」', '『』', '``', '＂＂', '“"'];
  test.each(QUOTES)('%s keep words together', (quotes) => {
    const [open, close] = [quotes.charAt(0), quotes.charAt(1)];
    const quoted = (words: string): string => `${open}${words}${close}`;
    const options = (line: string) => read(line).options;
    expect(options(`compare ${quoted('session id')} ${quoted('json web token')}`)).toEqual({
      a: 'session id',
      b: 'json web token',
    });
    expect(options(`stack ${quoted('netflix')}`)).toEqual({ app: 'netflix' });
    expect(options(`stack ${quoted('netflix')}?`)).toEqual({ app: 'netflix' });
    expect(options(`what is: ${quoted('share: a word')} share: yes`)).toEqual({ is: 'share: a word', share: 'yes' });
    expect(options(`what ${quoted('share:yes')}`)).toEqual({ is: 'share:yes' });
    expect(options(`leaderboard ${quoted('this week')}`)).toEqual({ period: 'this week' });
  });

  test.each([
    ["what what's a cookie", "what's a cookie"],
    ['what what’s a cookie', 'what’s a cookie'],
    ["what 'don't repeat yourself'", "don't repeat yourself"],
    ["what the users' table", "the users' table"],
    ['what "“foo bar” table"', '“foo bar” table'],
    ['what “the "foo" bar”', 'the "foo" bar'],
    ['what the "foo bar" table', 'the "foo bar" table'],
    ['what a join is: a table', 'a join is: a table'],
    ['what "a', '"a'],
    ["what 'a", "'a"],
    ['what ""', ''],
  ])('%j is asked about %j', (line, is) => expect(read(line).options).toEqual({ is }));
});

describe('the name', () => {
  test.each(['quiz', '/quiz', '/ quiz', '／quiz', 'QUIZ', 'quiz!', '“quiz”', 'tutor quiz', '/tutor /quiz'])(
    '%j',
    (line) => expect(read(`${line} http`)).toEqual({ name: 'quiz', options: { topic: 'http' } }),
  );
  test.each(['', ' \n', '/', 'tutor', '/tutor '])('%j names nothing', (line) =>
    expect(read(line)).toEqual({ options: {} }),
  );
  test.each(['quizz http 5', 'constructor http 5', 'etc/passwd http 5', 'x'.repeat(3_000).concat(' http 5')])(
    'what no command is called goes on with what follows',
    (line) => expect(read(line)).toEqual({ name: line.split(' ')[0], options: {}, rest: 'http 5' }),
  );
});

test('numbers, yes and choices are taken from any keyboard', () => {
  const quiz = commands.get('quiz');
  const board = commands.get('leaderboard');
  assert.ok(quiz && board);
  for (const length of ['５', '٥', '५', ' 5 ', '5.'])
    expect(parseOptions(quiz, { length })).toMatchObject({ kind: 'good', options: { length: 5 } });
  for (const length of ['', '5.5', 'five', '0x5', '1e1', '−5', '50'])
    expect(parseOptions(quiz, { length }).kind).toBe(length === '' ? 'good' : 'bad');
  expect(parseOptions(board, { period: 'THIS WEEK.', share: 'Ｙｅｓ' })).toMatchObject({
    options: { period: 'week', share: true },
  });
});

test('any line is read at once, and into options that there are', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...commands.keys()),
      fc.array(
        fc.constantFrom('a', 'is:', 'topic：', ' ', ' ', '"', '“', "'", '’', '«', '「', '5', 'week', ':', 'é', '\n'),
        { maxLength: 400 },
      ),
      (name, pieces) => {
        const started = performance.now();
        const line = read(`${name} ${pieces.join('')}`);
        assert.ok(Object.keys(line.options).every((one) => Object.hasOwn(commands.get(name)?.options ?? {}, one)));
        assert.ok(performance.now() - started < 500);
      },
    ),
  ));

test('quotes that never close do not hold anybody up', () => {
  for (const piece of ['「 ', "'a ", '“ ', '` ', 'is : ', '« '])
    for (const name of commands.keys()) {
      const started = performance.now();
      read(`${name} ${piece.repeat(50_000)}`);
      expect(performance.now() - started).toBeLessThan(10_000);
    }
});
