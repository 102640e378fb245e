/** *Ask the authors*: what I cannot answer is handed in without a name, counted, drafted, dismissed. */
import { describe, expect, test } from 'vitest';
import { isTodo } from '../../src/questions/draft.ts';
import type { Person } from '../support/stage.ts';
import type { SceneSetting } from './spine.ts';

export function askedScenes(setting: () => SceneSetting): void {
  const person = (name: string, options?: { admin?: boolean }): Person => setting().stage.person(name, options);

  describe('ask the authors', () => {
    test('one press hands it in; those who ask the same are counted together; staff draft it or take it off', async () => {
      const [ana, ben, ada] = [person('Ana'), person('Ben'), person('Ada', { admin: true })];
      const unknown = await ana.command('what', { is: 'what is a zorbletron in software?' });
      expect(unknown.buttons.at(-1)).toBe('Ask the authors');
      const thanks = await ana.press('Ask the authors', unknown);
      expect(thanks.text).toContain('without your name');
      expect(thanks.private).toBe(true);
      const wished = await ana.press('Tell me when there is an answer', thanks);
      expect(wished.text).toContain('once, in a direct message');
      await ben.press('Ask the authors', await ben.command('what', { is: 'zorbletrons, software' }));
      // in a form, when it is longer than a button can carry
      const long = await ben.command('what', { is: `please explain the ${'mirfendorp '.repeat(8)}to me` });
      const form = await ben.press('Ask the authors', long);
      expect(form.form?.title).toBe('Ask the authors');
      expect((await ben.submit({ 'Your question': 'What is a mirfendorp?' })).text).toContain('Thank you');

      expect((await ben.command('asked')).text).toContain('for the staff');
      const list = await ada.command('asked');
      expect(list.private).toBe(true);
      expect(list.text).toMatch(/2×\W+what is a zorbletron in software\?\W+in scope/u);
      expect(list.text).toContain('What is a mirfendorp?');
      expect(list.text).not.toMatch(/mirfendorp\?\W+in scope/u);
      expect(list.text).not.toMatch(/Ana|Ben/u);
      const one = await ada.pick('Open one', ['what is a zorbletron in software?'], list);
      expect(one.text).toContain('Asked 2 times');
      expect(one.text).toContain('One person waits');
      const drafted = await ada.press('Draft an entry', one);
      const file = (await ada.download('zorbletron-software', drafted)).toString();
      expect(file).toContain('name: Zorbletron software');
      expect(isTodo(file)).toBe(true);
      const back = await ada.press('Back', drafted);
      const after = await ada.press('Dismiss', back);
      expect(after.text).toContain('is off the list');
      expect(after.text).not.toContain('2×');
      // asked again it stays off, and whoever asks is told so
      const again = await ana.press('Ask the authors', await ana.command('what', { is: 'software zorbletron' }));
      expect(again.text).toContain('plan no entry');
      expect((await ada.command('asked')).text).not.toContain('zorbletron');
    });

    test('it is told in /privacy, and nothing more than a number stands beside my name', async () => {
      const eve = person('Eve');
      await eve.press('Ask the authors', await eve.command('what', { is: 'quarnibex' }));
      const seen = await eve.command('privacy');
      expect(seen.text).toContain('kept without your name');
      expect(seen.text).toContain('How many questions you gave the authors today');
      const page = await eve.press('Download all of it', seen);
      const all = (await eve.download('about-me.json', page)).toString();
      const stored = JSON.parse(all) as Record<string, readonly object[]>;
      expect(stored['asked_days']).toEqual([
        { learner: expect.any(String) as string, day: expect.any(Number) as number, times: 1 },
      ]);
      // the page keeps what was said on it; everywhere else the words are nowhere beside the person
      expect(JSON.stringify({ ...stored, playground_rows: [] })).not.toContain('quarnibex');
    });

    test('where others read along, the answer to a mention stays as it is', async () => {
      const lea = person('Lea');
      const seen = await lea.mention('what is a plimfex in software?');
      const told = await lea.press('Ask the authors', seen);
      expect(told.text).toContain('Thank you');
      expect(told.private).toBe(true);
      const channel = (await setting().stage.channel()).map(({ text }) => text);
      expect(channel.filter((text) => text.includes('plimfex') && text.includes('glossary'))).toHaveLength(
        seen.private ? 0 : 1,
      );
      expect(channel.filter((text) => text.includes('Thank you! I have handed'))).toEqual([]);
    });

    test('five a day and no more', async () => {
      const max = person('Max');
      const ask = async (word: string) => max.press('Ask the authors', await max.command('what', { is: word }));
      for (const word of ['blorfa', 'blorfe', 'blorfi', 'blorfo', 'blorfu'])
        expect((await ask(word)).text).toContain('Thank you');
      expect((await ask('blorfy')).text).toContain('five questions today');
    });
  });
}
