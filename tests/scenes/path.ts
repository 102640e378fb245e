/** What is asked next: what fits whoever asks, "I don't know" instead of a guess, and a way out of every run. */
import { describe, expect, test } from 'vitest';
import { stemOf } from '../../src/questions/index.ts';
import { itemsOf } from '../../src/tutor/items.ts';
import type { Person, Seen } from '../support/stage.ts';
import { playToTheEnd, type SceneSetting, words } from './spine.ts';

export function pathScenes(setting: () => SceneSetting): void {
  const person = (name: string): Person => setting().stage.person(name);
  /** The lesson that the question on the screen belongs to. */
  const lessonOf = (seen: Seen): number => {
    const { library } = setting();
    const shown = words(seen.text);
    const found = [...library.content.questions.values()].filter((one) => shown.includes(words(stemOf(one))));
    const [longest] = found.toSorted((a, b) => stemOf(b).length - stemOf(a).length);
    const item = itemsOf(library).get(longest?.id ?? '');
    if (item === undefined) throw new Error(`no question on the screen:\n${seen.text}`);
    return item.lesson;
  };

  describe('what fits', () => {
    test('the first quiz of a newcomer asks what the first lessons teach', async () => {
      const vera = person('Vera');
      let seen = await vera.command('quiz');
      for (let question = 0; question < 4; question += 1) {
        expect(lessonOf(seen)).toBeLessThanOrEqual(2);
        seen = await vera.press('Skip', seen);
      }
    });

    test('how hard it is can be said', async () => {
      const seen = await person('Wim').command('quiz', { level: 'hard', length: 1 });
      expect(seen.text).not.toContain('Question 1');
      expect(seen.buttons).toContain('I don’t know');
    });
  });

  describe('not knowing', () => {
    test('leads straight to the explanation: no points, no marks against anybody, and it comes back', async () => {
      const xena = person('Xena');
      const seen = await xena.command('quiz', { length: 1 });
      const told = await xena.press('I don’t know', seen);
      expect(told.text).toContain('Good to know that');
      expect(told.text).toContain('The answer:');
      expect(told.text).not.toContain('Not this time');
      expect(told.text).not.toContain('your answer');
      expect(told.buttons.join()).not.toContain('Mine is right');
      await xena.repeat();
      const end = await xena.press('See how it went', told);
      expect(end.text).toContain('0 of 1 right');
      expect(end.text).toContain('0 points');
      expect((await xena.command('privacy')).text).toMatch(/What you want to remember\W+1/u);
    });
  });

  describe('leaving', () => {
    test('a question is skipped, the run is stopped, and both can be taken up again', async () => {
      const yuri = person('Yuri');
      const first = await yuri.command('quiz', { length: 3 });
      expect(first.text).toContain('Question 1 of 3');
      const stopped = await yuri.press('Stop here', first);
      expect(stopped.text).toContain('answered nothing here yet');
      const back = await yuri.press('Go to question 1', stopped);
      const second = await yuri.press('Skip', back);
      expect(second.text).toContain('Question 2 of 3');
      const told = await yuri.press('I don’t know', second);
      const third = await yuri.press('Next question', told);
      const end = await yuri.press('Stop here', third);
      expect(end.text).toContain('0 of 1 right');
      expect(end.text).toContain('2 questions left open');
      const again = await yuri.press('Go to question 1', end);
      expect(again.text).toContain('Question 1 of 3');
      const done = await playToTheEnd(yuri, again);
      expect(done.text).toContain('of 3 right');
      expect(done.text).not.toContain('left open');
    });

    test('the last question has no Skip, and a single one neither', async () => {
      const zoe = person('Zoe');
      const two = await zoe.command('quiz', { length: 2 });
      const last = await zoe.press('Skip', two);
      expect(last.buttons).not.toContain('Skip');
      expect(last.buttons).toContain('Stop here');
      const what = await zoe.command('what', { is: 'cookie' });
      const single = await zoe.press('Quiz me', what);
      expect(single.buttons).toContain('I don’t know');
      expect(single.buttons).not.toContain('Stop here');
    });
  });
}
