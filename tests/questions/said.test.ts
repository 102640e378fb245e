/** Answers as people write them in a chat: letters, words of options, several at once, and what is none. */
import { describe, expect, test } from 'vitest';
import { bareAnswer, isLetter, movesSaid } from '../../src/questions/said.ts';
import type { Turn } from '../../src/questions/kind.ts';

const choices = [
  { key: '2', text: 'In your browser' },
  { key: '0', text: "In the site's database" },
  { key: '1', text: 'On the way between the two' },
];
const choose: Turn = { via: 'choose', choices };
const labeled: Turn = {
  via: 'choose',
  labels: true,
  choices: [
    { key: 't', text: 'True' },
    { key: 'f', text: 'False' },
  ],
};
const pick: Turn = { via: 'pick', choices, min: 1, max: 3 };
const type: Turn = { via: 'type', blanks: [{ label: 'The word' }] };
const gaps: Turn = { via: 'type', blanks: [{ label: 'one' }, { label: 'two', choices: [{ key: 'k', text: 'PUT' }] }] };

describe('a letter', () => {
  test.each([
    'B',
    'b',
    'b)',
    '(B)',
    'B.',
    'B!',
    'answer b',
    'the answer is B',
    'I think it is b',
    "it's B",
    'option b please',
    'my answer: b',
    'B, I think',
    'I would say B',
    'ok then b',
    'maybe b?',
    'going with b',
    '2',
    'the second one',
    'Final answer: B',
  ])('%s', (said) => expect(movesSaid(choose, said)).toEqual(['0']));
  test.each(['F', 'bb', 'what is b', 'is it B?', 'b or c', 'a cookie', '', '9', 'the ninth one'])('not %s', (said) =>
    expect(movesSaid(choose, said)).toBeUndefined(),
  );
  test('keeps its place when others are gone', () => {
    const rest: Turn = {
      via: 'choose',
      choices: [
        { key: '7', text: 'seven', place: 3 },
        { key: '8', text: 'eight', place: 5 },
      ],
    };
    expect(movesSaid(rest, 'D')).toEqual(['7']);
    expect(movesSaid(rest, 'A')).toBeUndefined();
    expect(movesSaid(rest, 'D, F')).toEqual(['7', '8']);
  });
  test('means nothing where words stand on the buttons', () => {
    expect(movesSaid(labeled, 'A')).toBeUndefined();
    expect(movesSaid(labeled, "it's false")).toEqual(['f']);
    expect(movesSaid(labeled, 'TRUE!')).toEqual(['t']);
  });
  test.each(['B', 'answer: c', 'I think d.'])('%s is one without a question', (said) =>
    expect(isLetter(said)).toBe(true),
  );
  test.each(['cookie', 'what about b', 'ab', 'thanks'])('%s is none', (said) => expect(isLetter(said)).toBe(false));
});

describe('the words of an option', () => {
  test.each([
    'in your browser',
    "It's in your browser.",
    'in your browsr',
    '“In your browser”',
    'i guess in your browser',
  ])('%s', (said) => expect(movesSaid(choose, said)).toEqual(['2']));
  test.each(['browser', 'in', 'in my kitchen', 'the database'])('not %s: it may be looked up', (said) =>
    expect(movesSaid(choose, said)).toBeUndefined(),
  );
});

describe('several', () => {
  test.each(['A and C', 'a, c', 'a c', 'AC', 'A & C', 'in your browser, on the way between the two'])('%s', (said) =>
    expect(movesSaid(pick, said)).toEqual([['2', '1']]),
  );
  test('one after the other, where each is a step', () =>
    expect(movesSaid(choose, 'C, A, B')).toEqual(['1', '2', '0']));
  test('not when one of them is none', () => expect(movesSaid(pick, 'A and Z')).toBeUndefined());
});

describe('typed words', () => {
  test('with and without what stands around them', () =>
    expect(movesSaid(type, 'I think it is a cookie')).toEqual(['a cookie', 'I think it is a cookie']));
  test.each(['GET, put', 'GET put', 'GET and PUT', 'GET\nPUT'])('of several gaps: %s', (said) =>
    expect(movesSaid(gaps, said)).toEqual([['GET', 'k']]),
  );
  test('not when their number is another', () => expect(movesSaid(gaps, 'GET')).toBeUndefined());
});

test('a long text is no answer with words around it, and is left as it is', () => {
  for (const text of ['i '.repeat(20_000), 'the answer is '.repeat(5_000), 'so,'.repeat(20_000), ')'.repeat(50_000)])
    expect(bareAnswer(text)).toBe(text.trim());
});
