/** What comes back because it was wrong inside: when, in which order, and by which question it is settled. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DoubtId, doubtsOf, followsOf, followUps, type Shelf, shelfOf, type Told } from '../../src/tutor/ideas.ts';
import { realLibrary } from '../support/sous.ts';

const DAY = 24 * 3_600_000;

/** Three questions on one wrong idea, one on another, and two that stand for none; `far` is taught much later. */
const ABOUT: Readonly<Record<string, readonly DoubtId[]>> = {
  web1: ['idea:web', 'concept:internet'],
  web2: ['idea:web', 'concept:internet'],
  far: ['idea:web', 'concept:dns'],
  lone: ['idea:lone', 'concept:cookie'],
  deep: ['concept:dns'],
  plain1: ['concept:server'],
  plain2: ['concept:server'],
};
const on = new Map<DoubtId, string[]>();
for (const [question, ids] of Object.entries(ABOUT))
  for (const id of ids) on.set(id, [...(on.get(id) ?? []), question]);
const shelf: Shelf = {
  about: new Map(Object.entries(ABOUT)),
  on,
  ideaOf: new Map([...on.keys()].filter((id) => id.startsWith('idea:')).map((id) => [id.slice(5), id])),
  lessonOf: new Map(Object.keys(ABOUT).map((id) => [id, id === 'far' || id === 'deep' ? 9 : 1])),
};

const told = (question: string, days: number, more: Partial<Told> = {}): Told => ({
  question,
  at: days * DAY,
  score: 1,
  ideas: [],
  confidence: null,
  ...more,
});
const wrong = (question: string, days: number, more: Partial<Told> = {}): Told =>
  told(question, days, { score: 0, ideas: question === 'lone' ? ['lone'] : ['web'], ...more });
const open = (...history: readonly Told[]) => doubtsOf(history, shelf).open;
const settled = (...history: readonly Told[]) => doubtsOf(history, shelf).settled.map(({ id }) => id);
function dueAt(history: readonly Told[], days: number, may: (id: string) => boolean = () => true): string[] {
  const lastAt = new Map(history.map(({ question, at }) => [question, at]));
  return followUps(doubtsOf(history, shelf), shelf, { now: days * DAY, lastAt, may }).map(({ question }) => question);
}

describe('a wrong idea', () => {
  test('is asked about two days later, in another question that is not far ahead', () => {
    const history = [wrong('web1', 0)];
    expect(dueAt(history, 1.99)).toEqual([]);
    expect(dueAt(history, 2)).toEqual(['web2']);
    // of those that are near even one that was answered, rather than one that is far ahead
    expect(dueAt([...history, told('web2', 1)], 2)).toEqual(['web2']);
    // whoever has come that far is asked what they never saw
    expect(dueAt([told('deep', 0), wrong('web1', 1), told('web2', 2)], 3)).toEqual(['far']);
  });

  test('is neither shown nor settled where somebody is only asked where to start', () => {
    expect(dueAt([wrong('web1', 0, { looking: true, confidence: 'sure' })], 9)).toEqual([]);
    expect(settled(wrong('web1', 0), told('web2', 2, { looking: true }))).toEqual([]);
  });

  test('is settled by a right answer to another question, and not before it is due', () => {
    expect(settled(wrong('web1', 0), told('web2', 2))).toEqual(['idea:web']);
    expect(settled(wrong('web1', 0), told('web2', 1))).toEqual([]);
    expect(open(wrong('web1', 0), told('web2', 2))).toEqual([]);
  });

  test('is not settled by the very question whose answer was seen, unless there is no other', () => {
    expect(settled(wrong('web1', 0), told('web1', 3))).toEqual([]);
    expect(dueAt([wrong('web1', 0), told('web1', 3)], 3)).toEqual(['web2']);
    expect(settled(wrong('lone', 0), told('lone', 3))).toEqual(['idea:lone']);
    expect(dueAt([wrong('lone', 0)], 2)).toEqual(['lone']);
  });

  test('comes later each time it shows again when it was due, and no later for showing twice in a day', () => {
    const gaps = (...days: readonly number[]) => open(...days.map((day) => wrong('web1', day)))[0]?.gap;
    expect([gaps(0), gaps(0, 0.1), gaps(0, 2), gaps(0, 2, 6), gaps(0, 2, 6, 14), gaps(0, 2, 6, 14, 30)]).toEqual([
      2, 2, 4, 8, 16, 32,
    ]);
    expect(gaps(0, 2, 6, 14, 30, 62, 94)).toBe(32);
    expect(open(wrong('web1', 0), wrong('web2', 1))[0]?.due).toBe(3 * DAY);
  });

  test('comes later too when the question was missed in another way, or not known', () => {
    const history = [wrong('web1', 0), told('web2', 2, { score: 0.5 })];
    expect(open(...history)).toMatchObject([{ id: 'idea:web', why: 'idea', gap: 4, due: 6 * DAY }]);
    expect(dueAt(history, 6)).toEqual(['far']);
  });

  test('that shows again after it was settled begins anew', () => {
    const history = [wrong('web1', 0), told('web2', 2), wrong('web1', 10)];
    expect(settled(...history)).toEqual([]);
    expect(open(...history)).toMatchObject([{ since: 10 * DAY, gap: 2, due: 12 * DAY }]);
  });

  test('is none when staff have accepted the answer, and nothing when authors withdrew it', () => {
    expect(open(wrong('web1', 0, { score: 1 }))).toEqual([]);
    expect(open(told('gone', 0, { score: 0, ideas: ['gone'] }))).toEqual([]);
  });

  test('right by a guess settles nothing: it comes once more, not later than before', () => {
    const history = [wrong('web1', 0), told('web2', 2, { confidence: 'guess' })];
    expect(settled(...history)).toEqual([]);
    expect(open(...history)).toMatchObject([{ id: 'idea:web', why: 'idea', gap: 2, due: 4 * DAY }]);
  });
});

describe('without a wrong idea that has a name', () => {
  test('what was right by a guess is asked about again, by another question on the concept', () => {
    const history = [told('plain1', 0, { confidence: 'guess' })];
    expect(open(...history)).toMatchObject([{ id: 'concept:server', why: 'guess' }]);
    expect(dueAt(history, 2)).toEqual(['plain2']);
    expect(settled(...history, told('plain2', 2, { confidence: 'sure' }))).toEqual(['concept:server']);
  });

  test('so is what somebody was sure of and missed; and nothing that they were unsure of', () => {
    expect(open(told('plain1', 0, { score: 0, confidence: 'sure' }))).toMatchObject([{ why: 'sure' }]);
    expect(open(told('plain1', 0, { score: 0, confidence: 'unsure' }), told('plain2', 0))).toEqual([]);
  });
});

test('sure but wrong comes first, lucky guesses last, and of each what is due the longest', () => {
  const history = [
    told('plain1', 0, { confidence: 'guess' }),
    wrong('lone', 1),
    wrong('web1', 2, { confidence: 'sure' }),
  ];
  expect(open(...history).map(({ why }) => why)).toEqual(['sure', 'idea', 'guess']);
  expect(dueAt(history, 9)).toEqual(['web2', 'lone', 'plain2']);
  // one that cannot be asked (staff took it out) is passed over
  expect(dueAt(history, 9, (id) => id !== 'lone')).toEqual(['web2', 'plain2']);
});

test('a question that was chosen for something else tells what it follows up', () => {
  const doubts = doubtsOf([wrong('web1', 0)], shelf);
  expect([...followsOf(doubts, shelf, ['web1', 'web2', 'plain1'], 2 * DAY)]).toEqual([
    ['web2', { id: 'idea:web', why: 'idea', since: 0, gap: 2, again: 4 }],
  ]);
  expect([...followsOf(doubts, shelf, ['web2'], DAY)]).toEqual([]);
});

test('whatever was answered, what is open is due two to thirty-two days after its last answer, and settled is not open', () => {
  const answers = fc.record({
    question: fc.constantFrom(...Object.keys(ABOUT)),
    days: fc.integer({ min: 0, max: 20 }),
    right: fc.boolean(),
    confidence: fc.constantFrom<Told['confidence']>('sure', 'unsure', 'guess', null),
  });
  fc.assert(
    fc.property(fc.array(answers, { maxLength: 40 }), (steps) => {
      let day = 0;
      const history = steps.map(({ question, days, right, confidence }) => {
        day += days;
        return right || !(shelf.about.get(question) ?? []).some((id) => id.startsWith('idea:'))
          ? told(question, day, { score: right ? 1 : 0, confidence })
          : wrong(question, day, { confidence });
      });
      const doubts = doubtsOf(history, shelf);
      const ids = new Set(doubts.open.map(({ id }) => id));
      expect(doubts.settled.filter(({ id }) => ids.has(id))).toEqual([]);
      for (const { gap, due, since, tried } of doubts.open) {
        expect([2, 4, 8, 16, 32]).toContain(gap);
        expect(due - since).toBeGreaterThanOrEqual(gap * DAY);
        expect(due).toBeLessThanOrEqual((day + gap) * DAY);
        expect(tried.size).toBeGreaterThan(0);
      }
      const asked = dueAt(history, day + 40);
      expect(new Set(asked).size).toBe(asked.length);
    }),
  );
});

test('every wrong idea of the course has a question to follow up with', async () => {
  const library = await realLibrary();
  const real = shelfOf(library);
  const lonely = [...library.content.misconceptions.keys()].filter(
    (id) => (real.on.get(`idea:${id}`)?.length ?? 0) < 2,
  );
  expect(lonely).toEqual([]);
  expect(shelfOf(library)).toBe(real);
});
