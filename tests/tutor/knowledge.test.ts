/** What a learner knows: what answers say, and what luck, hints and time make of it. */
import { describe, expect, test } from 'vitest';
import { chanceOf, type Given, type Item, type Knowledge, knowledgeOf, masteryOf } from '../../src/tutor/knowledge.ts';

const DAY = 24 * 3_600_000;
const item = (id: string, more: Partial<Item> = {}): Item => ({
  id,
  concept: id,
  topic: 'web',
  near: [],
  difficulty: 0,
  guess: 0,
  luck: 0,
  ...more,
});
const ITEMS: ReadonlyMap<string, Item> = new Map(
  [
    item('a'),
    item('a-lucky', { concept: 'a', guess: 0.5, luck: 0.5 }),
    item('beside'),
    item('linked', { topic: 'elsewhere', near: ['a'] }),
    item('apart', { topic: 'elsewhere' }),
  ].map((one) => [one.id, one]),
);
const at = (id: string): Item => ITEMS.get(id) ?? item(id);
const given = (question: string, score: number, more: Partial<Given> = {}): Given => ({
  question,
  score,
  at: 0,
  hint: false,
  ...more,
});
const after = (...history: readonly Given[]): Knowledge => knowledgeOf(history, (id) => ITEMS.get(id));
const mastery = (knowledge: Knowledge, id: string, now = 0, read = false): number =>
  masteryOf(knowledge, at(id), now, read);
const NEW = after();

describe('an answer', () => {
  test('that is right says more of its concept than of its shelf, and more of its shelf than of everything else', () => {
    const knowledge = after(given('a', 1));
    const gain = (id: string): number => mastery(knowledge, id) - mastery(NEW, id);
    expect(gain('a')).toBeGreaterThan(gain('beside') + 0.1);
    expect(gain('beside')).toBeGreaterThan(gain('apart') + 0.01);
    expect(gain('apart')).toBeGreaterThan(0);
  });

  test('says something of a concept that is linked with it and was never asked', () => {
    const knowledge = after(given('a', 1));
    expect(mastery(knowledge, 'linked')).toBeGreaterThan(mastery(knowledge, 'apart'));
    const missed = after(given('a', 0), given('a', 0), given('a', 0));
    expect(mastery(missed, 'apart')).toBeLessThan(mastery(NEW, 'apart'));
  });

  test('that may be luck moves less, in proportion; so does one with the hint, or one called a guess', () => {
    const plain = mastery(after(given('a', 1)), 'a');
    for (const doubtful of [given('a-lucky', 1), given('a', 1, { hint: true }), given('a', 1, { unsure: true })])
      expect(mastery(after(doubtful), 'a')).toBeLessThan(plain - 0.02);
    // who misses although half of it is luck shows no less than who misses without
    const wrong = (id: string): number => after(given(id, 0)).skill;
    expect(wrong('a-lucky')).toBeCloseTo(wrong('a'), 1);
  });

  test('"I don\'t know" tried no luck, so it says no more than a miss without luck', () => {
    expect(after(given('a-lucky', 0, { unknown: true })).skill).toBeCloseTo(after(given('a', 0)).skill);
  });

  test('moves less the more there were before', () => {
    const many = Array.from({ length: 100 }, () => given('beside', 1));
    const before = after(...many);
    expect(after(...many, given('a', 1)).skill - before.skill).toBeLessThan(after(given('a', 1)).skill - NEW.skill);
  });

  test('to a question that is gone is left out', () => {
    expect(after(given('gone', 1), given('a', 1))).toEqual(after(given('a', 1)));
  });
});

describe('time', () => {
  test('takes back what answers showed of a concept, slower the oftener it was right', () => {
    const once = after(given('a', 1));
    const often = after(...[0, 1, 2, 3].map((day) => given('a', 1, { at: day * DAY })));
    const lost = (knowledge: Knowledge, from: number): number =>
      mastery(knowledge, 'a', from) - mastery(knowledge, 'a', from + 90 * DAY);
    expect(lost(once, 0)).toBeGreaterThan(0.03);
    const share = (knowledge: Knowledge, from: number): number =>
      lost(knowledge, from) / (mastery(knowledge, 'a', from) - mastery(knowledge, 'beside', from));
    expect(share(often, 3 * DAY)).toBeLessThan(share(once, 0) / 2);
  });

  test('of a clock that was set back does no harm', () => {
    const knowledge = after(given('a', 1, { at: 10 * DAY }), given('a', 1, { at: 0 }));
    expect(mastery(knowledge, 'a', 5 * DAY)).toBeGreaterThan(0);
    expect(mastery(knowledge, 'a', 5 * DAY)).toBeLessThan(1);
  });

  test('never makes less of a lesson that was read than reading gives', () => {
    expect(mastery(NEW, 'a', 0, true)).toBeGreaterThan(mastery(NEW, 'a'));
    const strong = after(...Array.from({ length: 8 }, () => given('a', 1)));
    expect(mastery(strong, 'a', 0, true)).toBeCloseTo(mastery(strong, 'a'));
  });
});

test('the chance of being right is luck at least, and 1 at most', () => {
  const hopeless = after(...Array.from({ length: 30 }, () => given('a', 0)));
  expect(chanceOf(hopeless, at('a-lucky'), 0, false)).toBeGreaterThanOrEqual(0.5);
  const sure = after(...Array.from({ length: 30 }, () => given('a', 1)));
  expect(chanceOf(sure, at('a-lucky'), 0, false)).toBeGreaterThan(0.95);
  expect(chanceOf(sure, at('a-lucky'), 0, false)).toBeLessThanOrEqual(1);
});

test('misses in a row are counted until something is right', () => {
  expect(after(given('a', 0), given('a', 0.2)).misses).toBe(2);
  expect(after(given('a', 0), given('a', 1)).misses).toBe(0);
});
