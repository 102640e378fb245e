/** "Yes", "No" and "Because" are said only to a question that they answer. */
import { beforeAll, describe, expect, test } from 'vitest';
import { readLookup } from '../../bench/lookup.ts';
import type { Lookup } from '../../src/content/lookup.ts';
import { tokenize } from '../../src/content/lookup/normalize.ts';
import { sayingTo } from '../../src/content/lookup/saying.ts';
import { realLibrary } from '../support/sous.ts';

let lookup: Lookup;

beforeAll(async () => {
  ({ lookup } = await readLookup());
}, 60_000);

const OPENER = /^(?:Yes|No|Not|Because)\b/u;

describe('the first word of what is said', () => {
  test.each([
    ['is sql hard', 'sql'],
    ['i want to learn sql', 'sql'],
    ['why do i need a database', 'database'],
    ['what is machine learning', 'large-language-model'],
    ['are jwts slow', 'jwt'],
    ['why is php slow', 'php'],
    ['how do i install docker', 'docker'],
    ['is firebase expensive', 'back-end-as-a-service'],
    ['what is a passkey used for', 'passkey'],
    ['are sessions slow', 'session'],
  ])('%s gets no yes, no or because that answers something else', (ask, term) => {
    const [answer] = lookup.ask(ask);
    expect(answer?.terms.map(({ id }) => id)).toContain(term);
    expect(answer?.say ?? '').not.toMatch(OPENER);
  });

  test.each([
    ['is sql a language', /^Yes\b/u],
    ['is css a language', /^Yes\b/u],
    ['is django a language', /^No\b.*framework/u],
    ['is json a language', /^No\b.*format/u],
    ['are cookies safe', /^Yes\b/u],
    ['can i trust a cookie', /^No\b/u],
    ['can a user change a cookie', /^Yes\b/u],
    ['is php still used', /^Yes\b/u],
    ['is php dead', /^No\b/u],
    ['can i learn to code at 40', /^Yes\b/u],
    ['can users see my backend code', /^No\b/u],
    ['can visitors see my code', /^Yes\b/u],
    ['can somebody read my jwt', /^Yes\b/u],
    ['should my database be reachable from the internet', /^No\b/u],
    ['does javascript only run in the browser', /^No\b/u],
  ])('%s is answered rightly', (ask, begins) => {
    expect(lookup.ask(ask)[0]?.say).toMatch(begins);
  });

  test('no question of the content that wants no yes or no is answered by one', async () => {
    const { content } = await realLibrary();
    const asked = [...content.faqs.values()]
      .flatMap(({ asks }) => asks)
      .filter((ask) => /^(?:how|where|when|which)\b/iu.test(ask));
    expect(asked.length).toBeGreaterThan(500);
    expect(asked.filter((ask) => OPENER.test(lookup.ask(ask)[0]?.say ?? ''))).toEqual([]);
  });
});

describe('a sentence', () => {
  const to = (say: string, question: string, close?: 'verbatim' | 'same'): string | undefined =>
    sayingTo(
      say,
      tokenize(question).map(({ text }) => text),
      close,
    );

  test.each([
    ['No. It is a runtime.', 'is node a server', 'same', 'No. It is a runtime.'],
    ['No. It is a runtime.', 'is node a server', undefined, undefined],
    ['No. It is a runtime.', 'is node not a server', 'same', undefined],
    ['No. It is a runtime.', 'is node a server or a language', 'verbatim', 'It is a runtime.'],
    ['No. It is a runtime.', 'why is node no server', 'verbatim', 'It is a runtime.'],
    ['Because it is short.', 'why json', 'same', 'Because it is short.'],
    ['Because it is short.', 'is json good', 'verbatim', 'It is short.'],
    ['Because it is short.', 'is json good', 'same', undefined],
    ['With an index.', 'is it slow', undefined, 'With an index.'],
    ['Nobody does.', 'is it slow', undefined, 'Nobody does.'],
  ] as const)('%s to "%s" (%s): %s', (say, question, close, said) => {
    expect(to(say, question, close)).toBe(said);
  });
});
