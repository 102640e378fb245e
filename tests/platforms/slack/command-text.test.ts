/** What stands after `/tutor`, read by the data of the commands. */
import { describe, expect, test } from 'vitest';
import { type AnyCommand, defineCommand } from '../../../src/chat/command.ts';
import { show } from '../../../src/chat/reply.ts';
import { plainWords, readCommandText } from '../../../src/platforms/slack/command-text.ts';

const run = () => show({ blocks: [] });
const list: readonly AnyCommand[] = [
  defineCommand({
    name: 'what',
    description: 'Look up.',
    options: {
      is: { kind: 'text', description: 'A word.', required: true },
      share: { kind: 'flag', description: 'Share.' },
    },
    run,
  }),
  defineCommand({
    name: 'compare',
    description: 'Side by side.',
    options: {
      a: { kind: 'text', description: 'One.', required: true },
      b: { kind: 'text', description: 'Other.', required: true },
    },
    run,
  }),
  defineCommand({
    name: 'quiz',
    description: 'Questions.',
    options: {
      topic: { kind: 'choice', description: 'Topic.', choices: { sql: 'SQL', http: 'HTTP' } },
      length: { kind: 'number', description: 'How many.', min: 1, max: 10 },
    },
    run,
  }),
  defineCommand({
    name: 'points',
    description: 'Fix points.',
    staff: true,
    options: {
      who: { kind: 'person', description: 'Whom.', required: true },
      why: { kind: 'text', description: 'Why.' },
    },
    run,
  }),
  defineCommand({ name: 'progress', description: 'Mine.', options: {}, run }),
];
const commands = new Map(list.map((one) => [one.name, one]));
const read = (typed: string) => readCommandText(typed, commands, 'T1');
const options = (typed: string) => {
  const found = read(typed);
  if (found.kind !== 'run') throw new Error(`not a command: ${found.kind}`);
  return found.options;
};

describe('options', () => {
  test.each([
    ['what database', { is: 'database' }],
    ['what is a database?', { is: 'is a database?' }],
    ['what is:database share:yes', { is: 'database', share: 'yes' }],
    ['what share:yes is:"a database"', { share: 'yes', is: 'a database' }],
    ['what is:“a database” share:no', { is: 'a database', share: 'no' }],
    ['what "share:yes"', { is: 'share:yes' }],
    ['what is:sql injection share:yes', { is: 'sql injection', share: 'yes' }],
    ['what IS:x', { is: 'x' }],
    ['what http://x.example and foo:bar', { is: 'http://x.example and foo:bar' }],
    ['/what database', { is: 'database' }],
    ['WHAT  \t Database ', { is: 'Database' }],
    ['what ""', { is: '' }],
    ['what constructor:x __proto__', { is: 'constructor:x __proto__' }],
    ['compare cookie session', { a: 'cookie', b: 'session' }],
    ['compare a cookie vs a session', { a: 'a cookie', b: 'a session' }],
    ['compare a web server, a database', { a: 'a web server', b: 'a database' }],
    ['compare cookie', { a: 'cookie' }],
    ['compare one two three', { a: 'one two three' }],
    ['compare b:session cookie', { b: 'session', a: 'cookie' }],
    ['compare "a cookie" session', { a: 'a cookie', b: 'session' }],
    ['quiz sql', { topic: 'sql' }],
    ['quiz sql 5', { topic: 'sql', length: '5' }],
    ['quiz topic:http length:3', { topic: 'http', length: '3' }],
    ['quiz length:3 http', { topic: 'http', length: '3' }],
    ['points <@U77|ana> late work', { who: 'slack:user/T1.U77', why: 'late work' }],
    ['points who:<@U77|ana> late work', { who: 'slack:user/T1.U77', why: 'late work' }],
    ['progress', {}],
    ['progress now', {}],
  ])('%s', (typed, wanted) => {
    expect(options(typed)).toEqual(wanted);
  });
});

test('alone, help, and what is not there', () => {
  expect(read('')).toEqual({ kind: 'menu' });
  expect(read(' \n ')).toEqual({ kind: 'menu' });
  expect(read('help')).toEqual({ kind: 'help' });
  expect(read('Help quiz')).toEqual({ kind: 'help', about: 'quiz' });
  expect(read('help nothing')).toEqual({ kind: 'help' });
  expect(read('tutor')).toEqual({ kind: 'menu' });
  expect(read('tutor quiz sql')).toEqual({ kind: 'run', name: 'quiz', options: { topic: 'sql' } });
  expect(read('quizz sql 5')).toEqual({ kind: 'run', name: 'quizz', options: {}, rest: 'sql 5' });
  expect(read('constructor')).toEqual({ kind: 'run', name: 'constructor', options: {} });
});

test('Slack markup becomes the words that people see', () => {
  expect(
    plainWords('<@U1|ana> <@U2> <#C1|general> <!here> <https://e.example/?a=1&amp;b=2|here> <https://e.example>'),
  ).toBe('@ana @U2 #general @here here https://e.example');
  expect(plainWords('<mailto:a@e.example|a@e.example> 1 &lt; 2 &amp;amp; <b>')).toBe('a@e.example 1 < 2 &amp; <b>');
});

test('however many beginnings of markup there are, they are read at once', () => {
  for (const begun of ['<@U1|', '<!', '<https://', '<https://a|', '<@U1', '<#C1|', '<mailto:']) {
    const started = performance.now();
    plainWords(begun.repeat(100_000));
    readCommandText(`what ${begun.repeat(20_000)}`, commands, 'T1');
    expect(performance.now() - started).toBeLessThan(10_000);
  }
});
