/** Remembering: a word put on the list, a missed question that comes back by itself. */
import { describe, expect, test } from 'vitest';
import type { Person } from '../support/stage.ts';
import type { SceneSetting } from './spine.ts';

export function reviewScenes(setting: () => SceneSetting): void {
  const person = (name: string): Person => setting().stage.person(name);

  describe('review', () => {
    test('with nothing on the list says how something gets there', async () => {
      expect((await person('Pia').command('review')).text).toContain('Nothing to review yet');
    });

    test('a word that was added is asked, shown, rated, and done; a second press of the same rating is harmless', async () => {
      const quin = person('Quin');
      const what = await quin.command('what', { is: 'cache' });
      expect((await quin.press('Add to my review', what)).text).toContain('is on your list.');
      expect((await quin.press('Add to my review', what)).text).toContain('already');
      const ask = await quin.command('review');
      expect(ask.private).toBe(true);
      expect(ask.text).toContain('Cache');
      expect(ask.text).not.toContain(setting().library.content.terms.get('cache')?.short.slice(0, 40));
      const shown = await quin.press('Show the answer', ask);
      expect(shown.buttons).toEqual(['Not at all', 'With effort', 'Yes', 'At once']);
      const done = await quin.press('Yes', shown);
      expect(done.text).toContain('1 reviewed');
      await quin.repeat();
      expect((await quin.command('review')).text).toContain('1 reviewed');
    });
  });
}
