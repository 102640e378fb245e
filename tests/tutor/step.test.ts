/** What is worth doing now, and in which order. */
import { beforeAll, expect, test } from 'vitest';
import type { Content } from '../../src/content/schema.ts';
import { type LessonState, type Step, type StepFacts, stepsFrom } from '../../src/tutor/step.ts';
import { realLibrary } from '../support/sous.ts';

let content: Content;
let ids: readonly string[];
beforeAll(async () => {
  ({ content } = await realLibrary());
  ids = [...content.lessons.keys()];
});

const facts = (more: Partial<StepFacts> = {}): StepFacts => ({
  newcomer: false,
  drops: [],
  reviews: 0,
  ideas: 0,
  lessons: [],
  shared: new Set(),
  company: true,
  ...more,
});
const steps = (more: Partial<StepFacts> = {}): readonly Step[] => stepsFrom(facts(more), content);
const kinds = (more: Partial<StepFacts> = {}): readonly string[] =>
  steps(more).map((step) => (step.kind === 'lesson' ? step.how : step.kind));
const idAt = (number: number): string => ids[number - 1] ?? '';
const lesson = (number: number, finished: boolean, seenAt = number): LessonState => ({
  lesson: idAt(number),
  card: 1,
  finished,
  seenAt,
});
const work = { run: 'r', purpose: 'quiz', left: 2 } as const;
/** A lesson that ends in something to discuss. */
const withShare = (): number =>
  [...content.lessons.values()].find(({ cards }) =>
    cards.some(({ parts }) => parts.some(({ kind }) => kind === 'share')),
  )?.number ?? 0;

test('everything at once comes in its order', () => {
  const at = withShare();
  const all = facts({
    newcomer: true,
    drops: ['d-1'],
    reviews: 2,
    ideas: 1,
    planned: idAt(12),
    lessons: [lesson(at, true, 99), lesson(3, false, 5)],
    work,
    weakest: 'cookie',
  });
  expect(stepsFrom(all, content).map((step) => (step.kind === 'lesson' ? step.how : step.kind))).toEqual([
    'drop',
    'place',
    'review',
    'idea',
    'planned',
    'begun',
    'work',
    'weak',
    'next',
    'share',
    'quiz',
  ]);
});

test('each says why, in one sentence, and counts in words that fit', () => {
  for (const n of [1, 3])
    for (const { why } of steps({
      newcomer: true,
      drops: ['a', 'b'].slice(0, n),
      reviews: n,
      ideas: n,
      work: { ...work, left: n },
    }))
      expect(why).toMatch(/^[A-Z1-9][^.!?#]*[.?]$/u);
  const [drop] = steps({ drops: ['a', 'b'] });
  expect(drop).toMatchObject({ drop: 'a', why: '2 daily questions wait for you.' });
  expect(steps({ reviews: 2, ideas: 1 })[0]).toMatchObject({ kind: 'review', due: 3 });
  expect(steps({ ideas: 1 })[0]).toMatchObject({ kind: 'idea', due: 1 });
});

test('nothing done: lesson 1; some done or known: the first that is not; the one begun last goes on', () => {
  expect(steps()[0]).toMatchObject({ kind: 'lesson', how: 'next', lesson: idAt(1) });
  expect(steps({ lessons: [lesson(1, true), lesson(2, true), lesson(4, true)] })[0]).toMatchObject({ lesson: idAt(3) });
  const begun = steps({ lessons: [lesson(2, false, 10), lesson(5, false, 20)] });
  expect(begun[0]).toMatchObject({ how: 'begun', lesson: idAt(5) });
  expect(begun.filter((step) => step.kind === 'lesson').map((step) => step.lesson)).toEqual([idAt(5), idAt(1)]);
});

test("the plan's lesson comes once, also when it was begun, and not when it is done", () => {
  expect(kinds({ planned: idAt(3), lessons: [lesson(3, false)] }).slice(0, 2)).toEqual(['planned', 'next']);
  expect(kinds({ planned: idAt(1) })).toEqual(['planned', 'quiz']);
  expect(steps({ planned: idAt(1), lessons: [lesson(1, true)] })[0]).toMatchObject({ how: 'next', lesson: idAt(2) });
  expect(kinds({ planned: 'gone' })).toEqual(kinds());
});

test('what authors withdrew is no step', () => {
  expect(kinds({ weakest: 'gone', lessons: [{ lesson: 'gone', card: 2, finished: false, seenAt: 9 }] })).toEqual(
    kinds(),
  );
});

test('a discussion is for company, of the lesson finished last, and once', () => {
  const at = withShare();
  const lessons = [lesson(at, true, 99)];
  expect(kinds({ lessons })).toContain('share');
  expect(kinds({ lessons, company: false })).not.toContain('share');
  const share = steps({ lessons }).find((step) => step.kind === 'share');
  expect(kinds({ lessons, shared: new Set([share?.share ?? '']) })).not.toContain('share');
});

test('who has done everything still has something to do', () => {
  const lessons = ids.map((_, index) => lesson(index + 1, true));
  const [last] = steps({ lessons, company: false });
  expect(last?.kind).toBe('quiz');
  expect(last?.why).toContain('every lesson');
});
