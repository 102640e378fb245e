/** The letters of choices. */
import { expect, test } from 'vitest';
import { lettered } from '../../src/chat/card.ts';
import { turnOf } from '../../src/questions/index.ts';
import { realLibrary } from '../support/sous.ts';

const press = { id: 'ask.choose', args: {} };

test('a choice keeps its letter when others were taken', async () => {
  const { content } = await realLibrary();
  const several = [...content.questions.values()].filter(({ kind }) => kind === 'order' || kind === 'match');
  expect(several.length).toBeGreaterThan(50);
  for (const question of several) {
    const first = turnOf(question, 7, []);
    if (first?.via !== 'choose') throw new Error(`${question.id} is not pressed`);
    const second = turnOf(question, 7, [first.choices[1]?.key ?? '']);
    if (second?.via !== 'choose') continue;
    const letters = (choices: typeof first.choices) =>
      lettered(choices.map((choice) => ({ ...choice, press }))).flatMap((block) =>
        block.kind === 'buttons'
          ? block.buttons.flatMap((one) => ('words' in one ? [[one.words, one.label]] : []))
          : [],
      );
    const before = new Map(letters(first.choices).map(([words, letter]) => [words, letter]));
    const after = letters(second.choices);
    expect(after).toHaveLength(first.choices.length - 1);
    for (const [words, letter] of after) expect(letter, question.id).toBe(before.get(words));
  }
});
