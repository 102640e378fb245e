/** Does the look-up answer what people ask, and nothing else? Measured over the project's own glossary. */
import { beforeAll, describe, expect, test } from 'vitest';
import {
  answersOf,
  type Asked,
  type AskedKind,
  measure,
  readAsked,
  readLookup,
  type Tally,
} from '../../bench/lookup.ts';
import { createLookup, type Lookup, type LookupTerm } from '../../src/content/lookup.ts';
import { realLibrary } from '../support/sous.ts';

let lookup: Lookup;
let ids: ReadonlySet<string>;
let questions: readonly Asked[];

beforeAll(async () => {
  ({ lookup, ids } = await readLookup());
  questions = await readAsked();
}, 180_000);

describe('the evaluation set', () => {
  test('is large, varied, without repetition, and names existing terms only', () => {
    const asked = questions.filter((one) => one.kind !== 'decline');
    expect(asked.length).toBeGreaterThanOrEqual(200);
    expect(questions.length - asked.length).toBeGreaterThanOrEqual(80);
    expect(new Set(questions.map((one) => one.ask)).size).toBe(questions.length);
    expect(asked.flatMap((one) => one.expect).filter((id) => !ids.has(id))).toEqual([]);
  });

  const atLeast: Readonly<Record<Exclude<AskedKind, 'decline'>, number>> = {
    plain: 0.97,
    typo: 0.92,
    abbreviation: 0.97,
    paraphrase: 0.72,
    chatty: 0.78,
    comparison: 0.92,
  };
  for (const half of ['tune', 'held'] as const) {
    const tallyOf = (kind: AskedKind): Tally => {
      const tally = measure(
        lookup,
        ids,
        questions.filter((one) => one.half === half),
      ).get(kind);
      if (tally === undefined) throw new Error(`no questions of kind ${kind} in the ${half} half`);
      return tally;
    };
    for (const [kind, share] of Object.entries(atLeast) as [AskedKind, number][]) {
      test(`${half}: ${kind} questions get the right answer first`, () => {
        const { asked, first, firstThree } = tallyOf(kind);
        expect(first / asked).toBeGreaterThanOrEqual(share);
        expect(firstThree).toBeGreaterThanOrEqual(first);
      });
    }
    test(`${half}: what is out of scope is declined`, () => {
      const tally = tallyOf('decline');
      expect(tally.false / tally.asked).toBeLessThanOrEqual(0.03);
    });
  }
});

describe('names', () => {
  test.each([
    ['back-end', 'back-end'],
    ['BACKEND', 'back-end'],
    ['What is the Back  End?', 'back-end'],
    ['databases', 'database'],
    ['queries', 'query'],
    ['cookies', 'cookie'],
    ['authorisation', 'authorization'],
    ['Express.js', 'express'],
    ['the flask framework', 'flask'],
    ['404 error', '404-not-found'],
    ['error 403', '403-forbidden'],
    ['https', 'https'],
    ['C#', 'c-sharp'],
    ['.NET', 'c-sharp'],
    ['n+1', 'n-plus-1-query-problem'],
    ['127.0.0.1', 'localhost'],
    ['what is ＡＰＩ', 'api'],
    ['what’s a “foreign key”', 'foreign-key'],
    ['what is a IP', 'ip-address'],
    ['web hok', 'webhook'],
    ['what does GET mean', 'get'],
    ['what is where in sql', 'where'],
  ])('%s', (ask, id) => {
    expect(answersOf(lookup, ask)[0]).toBe(id);
  });

  test('every name and alias of the glossary is found when it is asked for plainly', async () => {
    const { content } = await realLibrary();
    const owners = new Map<string, string[]>();
    for (const term of content.terms.values()) {
      for (const shown of [term.name, ...term.aliases]) {
        owners.set(shown.toLowerCase(), [...(owners.get(shown.toLowerCase()) ?? []), term.id]);
      }
    }
    const missed = [...owners].filter(
      ([shown, right]) => !right.includes(answersOf(lookup, `what is ${shown}?`)[0] ?? ''),
    );
    // one in a hundred may be shadowed by another name
    expect(missed.slice(Math.ceil(owners.size / 100))).toEqual([]);
  });
});

describe('words that only look like terms', () => {
  test.each([
    'my cat ate a cookie',
    'I fed my cat',
    'I was fed up',
    'what is a bee',
    'it is time for bed',
    'a token of my affection',
    'what time does the library open',
    'severe weather warning',
    'what is acid rain',
    'what is a thread count',
    'where should I go',
    'what should I get',
    'what is soup',
    'what is kotlin in web development',
    'what is inflation',
  ])('%s', (ask) => {
    expect(answersOf(lookup, ask)).toEqual([]);
  });

  test.each([
    ['cookie', 'cookie'],
    ['what is a cookie?', 'cookie'],
    ['what is a port on a server', 'port'],
    ['our teacher mentioned salt today and I have no idea what it is', 'salt'],
  ])('but %s is asked for', (ask, id) => {
    expect(answersOf(lookup, ask)[0]).toBe(id);
  });
});

describe('comparisons', () => {
  test('come with both sides first, in the order of the question', () => {
    const found = lookup.find('is a session the same as a cookie?');
    expect(found).toMatchObject({ kind: 'terms', comparison: true });
    expect(answersOf(lookup, 'is a session the same as a cookie?').slice(0, 2)).toEqual(['session', 'cookie']);
  });

  test('may share the last word', () => {
    expect(answersOf(lookup, 'horizontal vs vertical scaling').slice(0, 2)).toEqual([
      'horizontal-scaling',
      'vertical-scaling',
    ]);
    expect(answersOf(lookup, 'request vs http method').slice(0, 2)).toEqual(['request', 'http-method']);
  });

  test('may be of more than two', () => {
    expect(answersOf(lookup, 'django vs flask vs fastapi').slice(0, 3)).toEqual(['django', 'flask', 'fastapi']);
  });

  test('with something from elsewhere are declined when the other side is an everyday word', () => {
    expect(answersOf(lookup, 'a cookie or a biscuit?')).toEqual([]);
  });
});

describe('how sure it is', () => {
  test('scores fall, and the first is at least a half', () => {
    const found = lookup.find('what is the difference between a row and a column in a table');
    if (found.kind !== 'terms') throw new Error(`expected terms, got ${found.kind}`);
    const scores = found.terms.map((term) => term.score);
    expect(scores[0]).toBeGreaterThanOrEqual(0.5);
    expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
  });

  test('a word close to a name is offered, not answered', () => {
    expect(lookup.find('what is a rooter')).toMatchObject({ kind: 'near', didYouMean: ['routing'] });
  });

  test('says by what a term was found', () => {
    const via = (ask: string): string | undefined => {
      const found = lookup.find(ask);
      return found.kind === 'terms' ? found.terms[0]?.via : undefined;
    };
    expect(via('database')).toBe('name');
    expect(via('db')).toBe('alias');
    expect(via('datbase')).toBe('slip');
    expect(via('kuberentes')).toBe('typo');
    expect(['asks', 'content']).toContain(via('a column that points to a row in another table'));
  });
});

test('a sentence that stands in the asks of a term finds that term first, however it is typed', async () => {
  const { content } = await realLibrary();
  const asked = [...content.terms.values()].flatMap(({ id, asks }) => asks.map((phrase) => ({ id, phrase })));
  expect(asked.length).toBeGreaterThan(1_800);
  const typed = [(text: string) => text, (text: string) => `${text.toUpperCase()}?`, (text: string) => ` ${text} …`];
  const missed = asked.filter(({ id, phrase }) => typed.some((way) => answersOf(lookup, way(phrase))[0] !== id));
  expect(missed).toEqual([]);
});

test('terms that share a name are ordered by what else is asked', () => {
  expect(answersOf(lookup, 'what does DELETE do in SQL').slice(0, 2)).toEqual(['delete-sql', 'delete-http']);
  expect(answersOf(lookup, 'what is a delete request')[0]).toBe('delete-http');
});

test('an empty glossary declines everything', () => {
  const none: readonly LookupTerm[] = [];
  expect(createLookup(none).find('what is a database')).toEqual({ kind: 'none' });
  expect(createLookup(none).ask('how do I stay logged in')).toMatchObject([{ kind: 'none', terms: [], cards: [] }]);
  expect(createLookup(none).suggest('data')).toEqual([]);
});
