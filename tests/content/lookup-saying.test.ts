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
}, 180_000);

const OPENER = /^(?:(?:Yes|No)[.,:]|(?:Not|Because)\b)/u;

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
    ['is docker slow', 'docker'],
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

describe('the question that is asked', () => {
  test.each([
    ['how do i make a table', /CREATE TABLE/u],
    ['write a sql query that gets all users', /SELECT \*/u],
    ['my database is slow', /index/u],
    ['how do i hack a website', /^I only show how to protect/u],
    ['how much does a backend developer earn', /country/u],
    ['what is https used for', /read or change/u],
    ['can a hacker read my cookies', /^Yes, if/u],
    ['can two rows have the same primary key', /^No\b/u],
    ['is a primary key unique', /^Yes\b/u],
    ['an example of a primary key', /`id`/u],
    ['best framework', /Django/u],
    ['is html backend', /^No\b.*front end/u],
  ])('%s is the one that is answered', (ask, says) => {
    expect(lookup.ask(ask)[0]?.say).toMatch(says);
  });
});

describe('whether something is of a kind', () => {
  test.each([
    ['is python a database', 'python', 'No, it is not a database.'],
    ['is rails a language', 'ruby-on-rails', 'No, it is not a language.'],
    ['is java a language', 'java', 'Yes, it is a language.'],
    ['is a primary key a column?', 'primary-key', 'Yes, it is a column.'],
    ['is laravel a kind of framework', 'laravel', 'Yes, it is a framework.'],
    // its entry does not tell
    ['is git a database', 'git', undefined],
    ['is node a framework', 'node-js', undefined],
    ['is react a framework', 'react', undefined],
    ['is yaml a language', 'yaml', undefined],
    ['is tls a protocol', 'tls', undefined],
  ])('%s is told by its entry', (ask, term, say) => {
    const [answer] = lookup.ask(ask);
    expect(answer?.terms[0]?.id).toBe(term);
    expect(answer?.say).toBe(say);
  });

  test.each(['is a tomato a fruit', 'is this a bug', 'is a snake a python'])('%s is not ours', (ask) => {
    expect(lookup.ask(ask)[0]?.kind).toBe('none');
  });
});

test.each([
  ['server and client and browser', ['server', 'client', 'browser']],
  ['what are sql injection, xss and csrf?', ['sql-injection', 'cross-site-scripting', 'cross-site-request-forgery']],
])('%s: all that are listed are told', (ask, terms) => {
  expect(lookup.ask(ask).map((answer) => answer.terms[0]?.id)).toEqual(terms);
});

describe('an error message', () => {
  test.each([
    ['error: EADDRINUSE: address already in use', /listening on this port/u],
    ['Error: listen EADDRINUSE: address already in use :::3000', /listening on this port/u],
    ['NET::ERR_CERT_AUTHORITY_INVALID', /does not trust/u],
    ['net::ERR_CERT_DATE_INVALID', /run out/u],
    ['ssl.SSLCertVerificationError: certificate verify failed', /does not trust/u],
    ['CSRF token missing or incorrect', /Put the token/u],
    ['Forbidden (CSRF token missing.)', /Put the token/u],
    ['Maximum call stack size exceeded', /calls itself/u],
    ['RangeError: Maximum call stack size exceeded', /calls itself/u],
    ['column "foo" does not exist', /typing error/u],
    ['ERROR: column "foo" does not exist', /typing error/u],
    ['relation "books" does not exist', /migration/u],
    ["This site can't be reached", /spelling of the address/u],
    ["ModuleNotFoundError: No module named 'flask'", /Install it/u],
    ["Error: Cannot find module 'express'", /Install it/u],
    ["KeyError: 'name'", /dictionary/u],
    ['ReferenceError: total is not defined', /does not know that name/u],
    ['connect ETIMEDOUT 10.0.0.1:443', /No answer came in time/u],
    ['Segmentation fault (core dumped)', /memory/u],
  ])('%s is answered by its cause', (message, says) => {
    expect(lookup.ask(message)[0]?.say).toMatch(says);
  });

  test.each(['my dog does not eat: "no"', 'API_KEY', 'it is not my fault'])('%s is none', (message) => {
    expect(lookup.ask(message)[0]?.say).toBeUndefined();
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
    ['No answer came.', 'is it slow', undefined, 'No answer came.'],
  ] as const)('%s to "%s" (%s): %s', (say, question, close, said) => {
    expect(to(say, question, close)).toBe(said);
  });
});
