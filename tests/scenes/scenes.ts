/** *Behind the scenes*: one's own request, as it was measured on its way through. */
import { describe, expect, test } from 'vitest';
import type { Person } from '../support/stage.ts';
import type { SceneSetting } from './spine.ts';

export function behindScenes(setting: () => SceneSetting): void {
  const person = (name: string, options?: { admin?: boolean }): Person => setting().stage.person(name, options);

  describe('behind the scenes', () => {
    test('under More: what this very request did, for whoever made it', async () => {
      const ana = person('Ana');
      const more = await ana.press('More', await ana.command('what', { is: 'cookie' }));
      const seen = await ana.press('Behind the scenes', more);
      expect(seen.private).toBe(true);
      expect(seen.text).toContain('Behind the scenes');
      expect(seen.text).toMatch(/took [\d.]+ ms, from its arrival/u);
      for (const words of ['Who it is', 'Handler', 'Answer checked']) expect(seen.text).toContain(words);
      expect(seen.pictures.join()).toMatch(/Handler: \S+: [\d.]+ ms/u);
      expect(seen.text).not.toMatch(/Ana|cookie/iu);
      // each station is a word that can be looked up
      expect((await ana.pick('What is that?', ['Request'], seen)).text).toContain('Request');
    });

    test('staff show the way of their last request to everybody; members do not', async () => {
      const [ada, ben] = [person('Ada', { admin: true }), person('Ben')];
      expect((await ben.command('scenes')).text).toContain('for the staff');
      await ada.command('progress');
      const shown = await ada.command('scenes');
      expect(shown.text).toContain('/progress on');
      expect(shown.text).toMatch(/\d+ questions? to the database, \d+ rows? back/u);
      expect(shown.text).toMatch(/Database: \w+: \w+/u);
      expect(shown.private).toBe(false);
      expect(shown.text).not.toContain('Ada');
    });
  });
}
