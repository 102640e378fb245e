/** A community's own questions: brought as a file, looked at, asked here alone, and taken away again. */
import { describe, expect, test } from 'vitest';
import type { Person, Seen } from '../support/stage.ts';
import { answer, playToTheEnd, type SceneSetting } from './spine.ts';

const GIFT = `::Mascot:: What is the name of our mascot? {=Pico#Yes, the gecko. ~Taco#That is our cat. ~Mika}

Our stand-up is at ten. {TRUE}

A broken one {=never closed
`;

export function ownScenes(setting: () => SceneSetting): void {
  const person = (name: string, options?: { admin?: boolean }): Person => setting().stage.person(name, options);

  async function bring(who: Person, content: string, file = 'ours.gift', about = 'database'): Promise<Seen> {
    const list = await who.command('questions');
    const form = await who.press('Add questions', list);
    expect(form.form?.fields).toEqual(['A file', 'About', 'Or the questions as text']);
    return who.submit({ 'A file': { file, content }, About: about });
  }

  describe('questions of our own', () => {
    test('a file is looked at, put on the shelf, asked, opened, and taken off', async () => {
      const [ada, ben] = [person('Ada', { admin: true }), person('Ben')];
      expect((await ben.command('questions')).text).toContain('for the staff');
      const empty = await ada.command('questions');
      expect(empty.private).toBe(true);
      expect(empty.text).toContain('no questions of its own yet');

      const looked = await bring(ada, GIFT);
      expect(looked.private).toBe(true);
      expect(looked.text).toContain('ours.gift is GIFT, UTF-8: 2 questions can be asked, 1 cannot.');
      expect(looked.text).toContain('2 new.');
      expect(looked.text).toMatch(/Line 5: the brace/u);
      expect(looked.text).toContain('no explanation');
      expect((await ada.command('questions')).text).toContain('no questions of its own yet');

      const added = await ada.press('Add them', looked);
      expect(added.text).toContain('Done: 2 new, 0 changed');
      expect(added.text).toContain('1. ');
      // delivered twice it is done once
      await ada.repeat();
      expect((await ada.command('questions')).text).toContain('2 questions of 200');

      const quiz = await ben.command('quiz', { topic: 'Our own questions', length: 2 });
      const asked: string[] = [];
      await playToTheEnd(ben, quiz, async (who, seen) => {
        asked.push(seen.text);
        return answer(who, seen);
      });
      expect(asked.filter((text) => /mascot/u.test(text))).toHaveLength(1);
      expect(asked.filter((text) => /stand-up/u.test(text))).toHaveLength(1);

      const one = await ada.pick('Open one', ['What is the name of our mascot?'], await ada.command('questions'));
      expect(one.text).toContain('Pico');
      expect(one.text).toContain('edition 1');
      // the same file in other words is a new edition, and the one before comes back
      const again = await bring(ada, GIFT.replace('the gecko', 'our gecko'));
      expect(again.text).toMatch(/1 in other words than before, 1 there already/u);
      expect((await ada.press('Add them', again)).text).toContain('0 new, 1 changed');
      const second = await ada.pick('Open one', ['What is the name of our mascot?'], await ada.command('questions'));
      expect(second.text).toContain('edition 2');
      const back = await ada.press('Back to edition 1', second);
      expect(back.text).toContain('edition 3');

      const files = await ada.press('Download', await ada.command('questions'));
      const yaml = (await ada.download('own-questions.yaml', files)).toString();
      expect(yaml).toContain('What is the name of our mascot?');
      const gift = (await ada.download('own-questions-gift', files)).toString();
      expect(gift).toContain('Pico');
      const same = await bring(ada, yaml, 'back.yaml', '');
      expect(same.text).toContain('2 there already.');

      const fewer = await ada.press(
        'Remove',
        await ada.pick('Open one', ['What is the name of our mascot?'], await ada.command('questions')),
      );
      expect(fewer.text).toContain('off the shelf');
      expect(fewer.text).not.toContain('mascot');
      const sure = await ada.press('Remove all', await ada.command('questions'));
      expect(sure.text).toContain('Results that people have stay');
      expect((await ada.press('Remove all', sure)).text).toContain('The shelf is empty: 1 taken off');
      expect((await ben.command('quiz', { topic: 'Our own questions' })).text).toContain('no topic');
      expect((await ada.command('audit')).text).toMatch(/added questions of our own.*from ours\.gift/su);
    });

    test('text does instead of a file; nothing at all, and what is none, are told in words', async () => {
      const ada = person('Ada', { admin: true });
      const open = async (): Promise<Seen> => ada.press('Add questions', await ada.command('questions'));
      await open();
      expect((await ada.submit({ 'Or the questions as text': 'What is 2+2? {#4}', About: 'server' })).text).toContain(
        '1 question can be asked',
      );
      await open();
      expect((await ada.submit({ About: 'server' })).text).toContain('I need a file');
      await open();
      expect((await ada.submit({ 'A file': { file: 'a.gift', content: 'x {=y}' }, About: 'zorblet' })).text).toContain(
        'no word “zorblet”',
      );
      await open();
      const large = { file: 'large.gift', content: 'x'.repeat(140 * 1_024) };
      expect((await ada.submit({ 'A file': large })).text).toContain('140 KB, at most 128 KB');
      await open();
      const word = { file: 'test.docx', content: Buffer.from('504b0304140000000800', 'hex') };
      expect((await ada.submit({ 'A file': word })).text).toMatch(/test\.docx|ZIP|Word/u);
      const untold = await open().then(async () =>
        ada.submit({ 'A file': { file: 'a.gift', content: 'Who? {=I ~You}' } }),
      );
      expect(untold.text).toContain('Line 1: which word of the glossary is it about?');
      expect((await ada.press('Back', untold)).text).toContain('no questions of its own yet');
    });
  });
}
