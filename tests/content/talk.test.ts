/** What people say to a tutor: found in other words, and never in place of a question. */
import { describe, expect, test } from 'vitest';
import { createLibrary } from '../../src/content/library.ts';
import { loadContent } from '../../src/content/load.ts';
import { createTalk } from '../../src/content/talk.ts';
import { isAsked, isNamed } from '../../src/features/talk/hear.ts';
import { CONTENT } from '../support/sous.ts';

const { content } = await loadContent(CONTENT);
const library = createLibrary(content);
/** As somebody is answered. */
const intentOf = (text: string): string | undefined => {
  const heard = library.talk.hear(text, isNamed(library.lookup.ask(text)));
  return isAsked(library, text, heard.said) ? undefined : (heard.said ?? heard.likely ?? heard.maybe)?.intent.id;
};

describe('what authors wrote as a question', () => {
  test('is never taken for one of the things that people say', () => {
    const asks = [...content.terms.values(), ...content.faqs.values()].flatMap((one) => one.asks);
    expect(asks.length).toBeGreaterThan(2_000);
    expect(asks.filter((text) => library.talk.hear(text).said !== undefined)).toEqual([]);
  });

  test('nor are names of entries, but for a few everyday words, and titles of lessons', () => {
    const names = [...content.terms.values()].flatMap(({ name, aliases }) =>
      [name, ...aliases].flatMap((one) => [one, `what is ${one}?`]),
    );
    const titles = [...content.lessons.values()].flatMap(({ title, cards }) => [
      title,
      ...cards.map((one) => one.title),
    ]);
    const taken = [...names, ...titles]
      .filter((text) => !isAsked(library, text, library.talk.hear(text).said))
      .filter((text) => library.talk.hear(text).said !== undefined);
    expect(taken.length).toBeLessThan(10);
  });

  test('also in other words: without knowing them, one in a hundred at most', () => {
    const stranger = createTalk([...content.intents.values()]);
    const asks = [...content.terms.values(), ...content.faqs.values()].flatMap((one) => one.asks);
    const taken = asks.filter((text) => {
      const heard = stranger.hear(text, isNamed(library.lookup.ask(text)));
      return heard.said !== undefined || heard.likely !== undefined;
    });
    expect(taken.length).toBeLessThan(asks.length / 100);
  });
});

describe('every phrase', () => {
  const phrases = [...content.intents.values()].flatMap(({ id, phrases: all }) =>
    all.map((phrase) => ({ id, phrase })),
  );
  test('finds its own intent', () => {
    const lost = phrases.filter(
      ({ id, phrase }) => library.talk.hear(phrase.replace('{what}', 'cookies')).said?.intent.id !== id,
    );
    expect(lost).toEqual([]);
  });

  test.each(['Oh, {}', 'hey sous, {} please', '{}!!!', 'ok {}'])('also as %s', (frame) => {
    const plain = phrases.filter(({ phrase }) => !phrase.includes('{what}') && phrase.includes(' '));
    const lost = plain.filter(
      ({ id, phrase }) => library.talk.hear(frame.replace('{}', phrase)).said?.intent.id !== id,
    );
    expect(lost.length / plain.length).toBeLessThan(0.03);
  });
});

test.each([
  ['thnaks a lot', 'thanks'],
  ['exmaple plz', 'example'],
  ['Explain that more simply, please.', 'simpler'],
  ['can u give me a hint??', 'hint'],
  ['idk', 'unknown'],
  ['I don’t know', 'unknown'],
  ['👍', 'fine'],
  ['   ', 'abilities'],
  ['https://example.com', 'link'],
  ['for (let i = 0; i < 3; i++) {\n  console.log(i);\n}', 'code'],
  ['¿Qué es una base de datos?', 'language'],
  ['サーバーとは何ですか', 'language'],
  ['merhaba, bana yardım eder misin?', 'language'],
  ['what the hell, shit', 'swearing'],
  ['please delete all of my data, delete my account', 'privacy'],
  ['does my instructor see what i ask you?', 'privacy'],
  ['what is a cookie?', undefined],
  ['what is an example of a cookie?', undefined],
  ['how does a database work', undefined],
  ['SELECT', undefined],
])('%s is %s', (text, id) => expect(intentOf(text)).toBe(id));

test('what a wish is about is told with it, also in another sentence and with a slip', () => {
  expect(library.talk.hear('I have an exam tomorrow, quizz me about SQL joins please').said).toMatchObject({
    intent: { id: 'test-me' },
    what: 'sql joins',
  });
  expect(library.talk.hear('and put?').said).toMatchObject({ intent: { id: 'switch' }, what: 'put' });
});

test('a text of any kind is heard in a few milliseconds, and breaks nothing', () => {
  for (const text of [
    '',
    '\0',
    '{'.repeat(9_000),
    'a '.repeat(5_000),
    '?'.repeat(3_000),
    '\ud800',
    '<'.repeat(4_000),
  ]) {
    const begun = performance.now();
    library.talk.hear(text);
    expect(performance.now() - begun).toBeLessThan(10_000);
  }
});
