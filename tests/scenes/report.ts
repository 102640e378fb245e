/** Reports of questions, from the learner's press to the mended score: the same on every platform. */
import { describe, expect, test } from 'vitest';
import type { Person, Seen } from '../support/stage.ts';
import { filled, playToTheEnd, type SceneSetting } from './spine.ts';

export function reportScenes(setting: () => SceneSetting): void {
  const person = (name: string, options?: { admin?: boolean }): Person => setting().stage.person(name, options);
  const pointsOf = async (who: Person): Promise<number> =>
    Number(/(\d+) points/u.exec((await who.command('progress')).text)?.[1] ?? 0);

  /** Answers until one of the answers is not right; the screen then shows it. */
  async function missOne(who: Person): Promise<Seen> {
    for (let tries = 0; tries < 40; tries += 1) {
      let seen = await who.command('quiz', { topic: 'security', length: 1 });
      for (let steps = 0; steps < 20 && !seen.buttons.includes('See how it went'); steps += 1) {
        const choose = seen.buttons.find((label) => !/^(?:Hint|Undo|Report)/u.test(label));
        if (seen.picks[0] !== undefined)
          seen = await who.pick(seen.picks[0].label, [seen.picks[0].options[0] ?? ''], seen);
        else if (choose === 'Write the answer') {
          const form = await who.press(choose, seen);
          seen = await who.submit(filled(form, 'no idea'));
        } else seen = await who.press(choose ?? '', seen);
      }
      if (seen.text.includes('Not this time')) return seen;
      await playToTheEnd(who, seen);
    }
    throw new Error('never wrong');
  }

  describe('a reported question', () => {
    test('goes to the staff queue; voiding it mends the score upward and is told once', async () => {
      const [nora, staff] = [person('Nora'), person('Staff', { admin: true })];
      const missed = await missOne(nora);
      const before = await pointsOf(nora);
      const form = await nora.press('Report', missed);
      expect(form.form?.title).toBe('Report this question');
      expect(
        (
          await nora.submit({
            'What is wrong?': 'The answer is wrong',
            'In your words': '@everyone <b>look</b>',
          })
        ).text,
      ).toContain('Thank you');
      await nora.press('Report', missed);
      expect((await nora.submit({ 'What is wrong?': 'A slip in the text' })).text).toContain('already');

      const queue = await staff.command('reports');
      expect(queue.private).toBe(true);
      expect(queue.text).toContain('The answer is wrong');
      expect(queue.text).toContain('<b>look</b>');
      expect(queue.text).toContain('questions/');
      const done = await staff.press('Void the question', queue);
      expect(done.text).toContain('1 result gains');
      expect(done.text).toContain('The queue is empty');
      expect((await staff.press('Void the question', queue).catch(() => done)).text).toMatch(/decided|empty/u);

      const told = await nora.command('progress');
      expect(told.text).toContain('Good news');
      expect(await pointsOf(nora)).toBe(before + 10);
      expect((await nora.command('progress')).text).not.toContain('Good news');
    });

    test('is not for everybody to decide', async () => {
      expect((await person('Otto').command('reports')).text).toContain('for the staff');
    });
  });
}
