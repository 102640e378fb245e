/** Completing what is being typed, and telling what a misspelled word meant. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createLookup, type LookupTerm } from '../../src/content/lookup.ts';
import { distance } from '../../src/chat/distance.ts';
import { createSpeller } from '../../src/content/lookup/typos.ts';

const term = (id: string, name: string, more: Partial<LookupTerm> = {}): LookupTerm => ({
  id,
  name,
  topic: 'databases',
  aliases: [],
  slips: [],
  everyday: [],
  asks: [],
  see: [],
  short: '',
  more: '',
  ...more,
});

const lookup = createLookup(
  [
    term('database', 'Database', { aliases: ['DB', 'data store'], slips: ['datbase'] }),
    term('data', 'Data'),
    term('relational-database', 'Relational database', { aliases: ['SQL database'] }),
    term('dbms', 'DBMS', { aliases: ['database engine'] }),
    term('middleware', 'Middleware', { asks: ['code that runs between receiving and answering'] }),
    term('sql', 'SQL', { short: 'A language for asking questions of stored tables.' }),
  ],
  { starters: ['sql', 'unknown', 'database'] },
);
const suggested = (typed: string, limit?: number): string[] => lookup.suggest(typed, limit).map((one) => one.id);

describe('suggestions', () => {
  test('are the pinned starters while nothing is typed', () => {
    expect(lookup.suggest('')).toEqual([
      { id: 'sql', name: 'SQL' },
      { id: 'database', name: 'Database' },
    ]);
    expect(suggested('  ', 1)).toEqual(['sql']);
  });

  test('exact names come before beginnings, beginnings before later words', () => {
    expect(suggested('data')).toEqual(['data', 'database', 'dbms', 'relational-database']);
    expect(suggested('database')).toEqual(['database', 'dbms', 'relational-database']);
  });

  test('an exact alias comes before the beginning of another name, and says so', () => {
    expect(lookup.suggest('db')[0]).toEqual({ id: 'database', name: 'Database', via: 'DB' });
    expect(suggested('db')).toEqual(['database', 'dbms']);
  });

  test('typing errors are forgiven, also in what is only begun', () => {
    expect(suggested('midlleware')).toEqual(['middleware']);
    expect(suggested('mudxle')).toEqual([]);
    expect(suggested('midle')).toEqual(['middleware']);
    expect(suggested('datbase')[0]).toBe('database');
  });

  test('content comes last', () => {
    expect(suggested('receiving answering')).toEqual(['middleware']);
    expect(suggested('receiving')).toEqual(['middleware']);
  });

  test('the limit holds', () => {
    expect(suggested('data', 2)).toHaveLength(2);
    expect(suggested('data', 0)).toEqual([]);
  });
});

describe('spelling', () => {
  const speller = createSpeller(['database', 'cookie', 'port', 'host', 'middleware', 'isolation', 'concurrency']);
  const meant = (word: string): string | undefined => speller.guesses(word)[0]?.word;

  test.each([
    ['databse', 'database'],
    ['dtabase', 'database'],
    ['dattabase', 'database'],
    ['cokie', 'cookie'],
    ['ocokie', 'cookie'],
    ['middlewear', 'middleware'],
    ['conccurency', 'concurrency'],
    ['prot', 'port'],
  ])('%s means %s', (typed, word) => {
    expect(meant(typed)).toBe(word);
  });

  test.each(['inflation', 'sort', 'cat', 'x', '', 'q'.repeat(100)])('%j means nothing here', (typed) => {
    expect(meant(typed)).toBeUndefined();
  });

  test('the distance is one: symmetric, zero for the same word only, and counts a swap once', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 9 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        const edits = distance(a, b, 9);
        expect(distance(b, a, 9)).toBe(edits);
        expect(edits === 0).toBe(a === b);
        expect(edits).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
        expect(edits).toBeLessThanOrEqual(Math.max(a.length, b.length));
        for (const most of [0, 1, 2]) expect(distance(a, b, most) <= most).toBe(edits <= most);
      }),
    );
    expect(distance('port', 'prot', 2)).toBe(1);
    expect(distance('databse', 'database', 2)).toBe(1);
  });
});
