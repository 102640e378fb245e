/** What is stored about a person belongs to them: read, hidden, deleted. */
import { describe, expect, test } from 'vitest';
import type { Person } from '../support/stage.ts';
import { playToTheEnd, type SceneSetting } from './spine.ts';

export function privacyScenes(setting: () => SceneSetting): void {
  const person = (name: string): Person => setting().stage.person(name);

  describe('privacy', () => {
    test('before anything was done, nothing is stored', async () => {
      const seen = await person('Rosa').command('privacy');
      expect(seen.text).toContain('Nothing.');
      expect(seen.private).toBe(true);
    });

    test('everything is shown, and gone after one press and one more', async () => {
      const [sam, tom] = [person('Sam'), person('Tom')];
      for (const one of [sam, tom])
        await playToTheEnd(one, await one.command('quiz', { topic: 'databases', length: 1 }));
      const overview = await sam.command('privacy');
      expect(overview.text).toContain('Your answers and their points');
      // only the page keeps what was said, and says so; a chat platform keeps its own
      expect(overview.text.includes('Messages on this page')).toBe(
        !overview.text.includes('I do not keep what you ask me'),
      );
      const page = await sam.press('Download all of it', overview);
      expect(page.private).toBe(true);
      const all = (await sam.download('about-me.json', page)).toString();
      const stored = JSON.parse(all) as Record<string, readonly { name?: string }[]>;
      expect(stored['learners']?.map((one) => one.name)).toEqual(['Sam']);
      expect(stored['attempts']).toHaveLength(1);
      expect(all).not.toContain('Tom');
      const back = await sam.press('Done', page);
      expect((await sam.press('Hide me from boards', back)).text).toContain('do not show you');
      const ask = await sam.press('Delete everything', await sam.command('privacy'));
      expect(ask.buttons).toEqual(['No, keep it', 'Yes, delete everything']);
      expect((await sam.press('Yes, delete everything', ask)).text).toContain('all gone');
      expect((await sam.command('progress')).text).toContain('Nothing answered yet');
      expect((await tom.command('progress')).text).toMatch(/first try: \d of 1/u);
    });
  });
}
