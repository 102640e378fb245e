/** What people type, as options of commands; names, as ids. */
import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defineCommand } from '../../../src/chat/command.ts';
import { personIdOf, readLocale, readName, readZone } from '../../../src/platforms/playground/people.ts';
import { readCommand } from '../../../src/platforms/playground/read.ts';
import { show } from '../../../src/chat/reply.ts';
import { card, text } from '../../../src/chat/card.ts';

const run = () => show(card(text('x')));
const what = defineCommand({
  name: 'what',
  description: 'd',
  options: {
    is: { kind: 'text', description: 'd', required: true },
    share: { kind: 'flag', description: 'd' },
    who: { kind: 'person', description: 'd' },
  },
  run,
});
const quiz = defineCommand({
  name: 'quiz',
  description: 'd',
  options: {
    topic: { kind: 'choice', description: 'd', choices: { http: 'HTTP' } },
    length: { kind: 'number', description: 'd', min: 1, max: 9 },
  },
  run,
});
const bare = defineCommand({ name: 'bare', description: 'd', options: {}, run });
const commands = new Map([what, quiz, bare].map((command) => [command.name, command]));
const read = (line: string) =>
  readCommand(line, commands, (given) => (given === '@Ada' ? 'playground:user/ada' : undefined));

describe('a command line', () => {
  test.each([
    ['/what is:database share:yes', { is: 'database', share: 'yes' }],
    ['/what database', { is: 'database' }],
    ['/what  a foreign key  share:no', { is: 'a foreign key', share: 'no' }],
    ['/what share:yes is:a foreign key', { is: 'a foreign key', share: 'yes' }],
    ['/WHAT IS: Database', { is: 'Database' }],
    ['/what is:"share: a word" share:yes', { is: 'share: a word', share: 'yes' }],
    ['/what is:http://example.com/?a=b', { is: 'http://example.com/?a=b' }],
    ['/what is: what is: this', { is: 'what is: this' }],
    ['/what unknown:thing', { is: 'unknown:thing' }],
    ['/what constructor:x __proto__:y', { is: 'constructor:x __proto__:y' }],
    ['/what who:@Ada is:x', { is: 'x', who: 'playground:user/ada' }],
    ['/what who:@Nobody is:x', { is: 'x', who: '@Nobody' }],
    ['/what is:', { is: '' }],
    ['/what', {}],
  ])('%s', (line, options) => expect(read(line)).toEqual({ name: 'what', options }));

  test('words without a name go to the first option when there is no text', () => {
    expect(read('/quiz http length:3')).toEqual({ name: 'quiz', options: { topic: 'http', length: '3' } });
  });

  test('staff commands may come under the common name', () => {
    expect(read('/tutor quiz length:2')).toEqual({ name: 'quiz', options: { length: '2' } });
  });

  test('a bare slash asks for help; unknown names go on to the app', () => {
    expect(read('/')).toEqual({ name: 'help', options: {} });
    expect(read('/etc/passwd is it')).toEqual({ name: 'etc/passwd', options: {}, rest: 'is it' });
    expect(read('/constructor x')).toEqual({ name: 'constructor', options: {}, rest: 'x' });
  });

  test('words that belong nowhere go on to the app', () => {
    expect(read('/bare words')).toEqual({ name: 'bare', options: {}, rest: 'words' });
    expect(read('/quiz topic:http length:3 more')).toMatchObject({ rest: 'more' });
  });

  test('a slash of a wide keyboard, the common name alone', () => {
    expect(read('／quiz length:2')).toEqual({ name: 'quiz', options: { length: '2' } });
    expect(read('/tutor')).toEqual({ name: 'help', options: {} });
    expect(read('/quizz http')).toEqual({ name: 'quizz', options: {}, rest: 'http' });
  });

  test('any text is read', () => {
    assert(
      property(string({ unit: 'grapheme', maxLength: 80 }), (line) =>
        Object.keys(read(`/what ${line}`).options).every((name) => Object.hasOwn(what.options, name)),
      ),
    );
  });
});

describe('a name', () => {
  test('that is plain reads as itself', () => {
    expect(personIdOf('Ada')).toBe('playground:user/ada');
    expect(personIdOf('  Ada   Lovelace ')).toBe('playground:user/ada-lovelace');
  });

  test('of any writing gets an id of its own', () => {
    const names = ['Ana', 'Ána', 'Ana!', 'Анна', '花子', 'محمد', 'Ana-', '🙂', 'Ana Á'];
    const ids = names.map(personIdOf);
    expect(new Set(ids).size).toBe(names.length);
    for (const id of ids) expect(id).toMatch(/^playground:user\/[\w.-]{1,60}$/u);
  });

  test('is shown on one line, without what cannot be seen, and not too long', () => {
    expect(readName(' A\u0000d\u202Ea\n\nL ')).toBe('Ada L');
    expect(readName('\u200B\u0007')).toBe('');
    expect(Array.from(readName('👩‍🍳'.repeat(60))).length).toBeLessThan(200);
    expect(readName('x'.repeat(60))).toHaveLength(40);
  });
});

test('zones and languages are believed only when they are ones', () => {
  expect(readZone('Europe/Berlin')).toBe('Europe/Berlin');
  expect(readZone('Kitchen/Stove')).toBeUndefined();
  expect(readZone(undefined)).toBeUndefined();
  expect(readLocale('de-CH,de;q=0.9')).toBe('de-CH');
  expect(readLocale('*')).toBe('en');
  expect(readLocale(undefined)).toBe('en');
});
