/** Remembering: a word put on the list, a missed question that comes back by itself, how much a day, and a file for Anki. */
import { describe, expect, test } from 'vitest';
import type { Person } from '../support/stage.ts';
import type { SceneSetting } from './spine.ts';

export interface AgingSetting extends SceneSetting {
  /** As if everything had been answered, and reviewed, so many milliseconds before. */
  age(ms: number): Promise<void>;
}

const DAY = 24 * 3_600_000;
const WORDS = ['cache', 'cookie', 'database', 'server', 'request', 'framework'];

export function reviewScenes(setting: () => AgingSetting): void {
  const person = (name: string): Person => setting().stage.person(name);
  async function adds(who: Person, ...terms: readonly string[]): Promise<void> {
    for (const is of terms) await who.press('Review', await who.command('what', { is }));
  }

  describe('review', () => {
    test('with nothing on the list says how something gets there, and there is nothing to export', async () => {
      const pia = person('Paavo');
      expect((await pia.command('review')).text).toContain('Nothing to review yet');
      const reviews = await pia.press('Reviews', await pia.command('settings'));
      expect((await pia.press('Export to Anki', reviews)).text).toContain('Nothing is on your review list yet');
    });

    test('a word that was added is asked, shown, rated, and done; a second press of the same rating is harmless', async () => {
      const quin = person('Quin');
      const what = await quin.command('what', { is: 'cache' });
      expect((await quin.press('Review', what)).text).toContain('is on your list.');
      expect((await quin.press('Review', what)).text).toContain('already');
      const ask = await quin.command('review');
      expect(ask.private).toBe(true);
      expect(ask.text).toContain('1 due');
      expect(ask.text).toContain('Cache');
      expect(ask.text).not.toContain(setting().library.content.terms.get('cache')?.short.slice(0, 40));
      const shown = await quin.press('Show the answer', ask);
      expect(shown.buttons).toEqual([
        'Not at all (tomorrow)',
        'With effort (in 2 days)',
        'Yes (in 3 days)',
        'At once (in 8 days)',
      ]);
      const done = await quin.press('Yes', shown);
      expect(done.text).toContain('1 reviewed');
      expect(done.text).toContain('The next one comes back in 3 days.');
      await quin.repeat();
      expect((await quin.command('review')).text).toContain('1 reviewed');
      await adds(quin, 'cookie');
      expect((await quin.command('review')).text).toContain('1 due; the next one comes back in 3 days');
    });

    test('the number a day is the learner’s; what is due beyond it waits for tomorrow', async () => {
      const romy = person('Romy');
      await adds(romy, ...WORDS);
      expect((await romy.command('review')).text).toContain('6 due');
      const reviews = await romy.press('Reviews', await romy.command('settings'));
      expect(reviews.text).toContain('20 a day at most');
      expect((await romy.pick('Reviews a day, at most', ['5 a day'], reviews)).text).toContain('5 a day at most');
      let seen = await romy.command('review');
      expect(seen.text).toContain('6 due, 5 of them today');
      for (let n = 0; n < 5; n += 1) seen = await romy.press('Yes', await romy.press('Show the answer', seen));
      expect(seen.text).toContain('5 reviewed');
      expect(seen.text).toContain('1 more waits; 5 a day are plenty');
      await setting().age(DAY + 1);
      expect((await romy.command('review')).text).toContain('1 due');
    });

    test('who wants to practises ahead, and only when nothing is due', async () => {
      const sven = person('Sven');
      await adds(sven, 'cache');
      const done = await sven.press('Yes', await sven.press('Show the answer', await sven.command('review')));
      expect(done.buttons[0]).toBe('Export to Anki');
      await setting().age(DAY + 1);
      const reviews = await sven.press('Reviews', await sven.command('settings'));
      await sven.press('Let me practise ahead', reviews);
      const early = await sven.command('review');
      expect(early.buttons.slice(0, 2)).toEqual(['Practise 1 ahead', 'Export to Anki']);
      const asked = await sven.press('Practise 1 ahead', early);
      expect(asked.text).toContain('Ahead of time');
      const end = await sven.press('Yes', await sven.press('Show the answer', asked));
      expect(end.text).toContain('1 reviewed');
      // later than it would have come, since it was known
      expect(end.text).toMatch(/comes back in (?:[5-9]|\d\d) days/u);
      expect(end.buttons[0]).toBe('Export to Anki');
    });

    test('goes to Anki as a file, words and missed questions, for this person alone', async () => {
      const tom = person('Tomas');
      await adds(tom, 'cache');
      await tom.press('I don’t know', await tom.command('quiz', { topic: 'cookie', length: 1 }));
      const reviews = await tom.press('Reviews', await tom.command('settings'));
      const exported = await tom.press('Export to Anki', reviews);
      expect(exported.private).toBe(true);
      expect(exported.text).toContain('2 cards from your review list');
      const file = (await tom.download('sous-review', exported)).toString('utf8');
      const lines = file.trimEnd().split('\n');
      expect(lines.slice(0, 6)).toEqual([
        '#separator:tab',
        '#html:true',
        '#notetype:Basic',
        '#deck:Sous',
        '#columns:Front\tBack\tTags',
        '#tags column:3',
      ]);
      expect(lines).toHaveLength(8);
      expect(lines[6]?.split('\t')[0]).toBe('"Cache"');
      expect(lines.slice(6).map((line) => line.split('\t').length)).toEqual([3, 3]);
    });
  });
}
