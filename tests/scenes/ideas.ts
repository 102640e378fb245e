/** A wrong idea cured: it comes back days later in another question, and so does what was only a guess. */
import { describe, expect, test } from 'vitest';
import type { Question } from '../../src/content/schema.ts';
import { stemOf } from '../../src/questions/index.ts';
import { shelfOf } from '../../src/tutor/ideas.ts';
import type { Person, Seen } from '../support/stage.ts';
import type { AgingSetting } from './review.ts';
import { letterOf, oneChoiceOn, words } from './spine.ts';

const DAY = 24 * 3_600_000;
/** A wrong idea that only questions of one choice ask about, and the term of two of them. */
const IDEA = 'html-is-looks';
const TERM = 'html';

export function ideaScenes(setting: () => AgingSetting): void {
  const person = (name: string): Person => setting().stage.person(name);
  const asking = (): readonly Question[] => {
    const { content } = setting().library;
    return (shelfOf(setting().library).on.get(`idea:${IDEA}`) ?? []).flatMap((id) => content.questions.get(id) ?? []);
  };
  const find = (seen: Seen): Question | undefined =>
    asking().find((one) => words(seen.text).includes(words(stemOf(one))));
  const onIdea = (seen: Seen): string => {
    const found = find(seen);
    if (found === undefined) throw new Error(`no question on ${IDEA}:\n${seen.text}`);
    return found.id;
  };
  const wrongLetter = (seen: Seen): string => {
    const question = oneChoiceOn(setting().library, seen);
    const wanted = question?.options.find((one) => one.misconception === IDEA)?.text ?? 'nothing';
    const line = seen.text.split('\n').find((one) => /^[A-J]\s/u.test(one) && words(one.slice(1)) === words(wanted));
    if (line === undefined) throw new Error(`"${wanted}" has no letter:\n${seen.text}`);
    return line.charAt(0);
  };
  /** A quiz on the term, skipped up to a question about the idea. */
  async function metIn(who: Person): Promise<Seen> {
    let seen = await who.command('quiz', { topic: TERM, length: 20 });
    for (let n = 0; n < 20 && find(seen) === undefined; n += 1) seen = await who.press('Skip', seen);
    return seen;
  }
  const idea = () => words(setting().library.content.misconceptions.get(IDEA)?.idea ?? '');
  const remedy = () => words(setting().library.content.misconceptions.get(IDEA)?.remedy ?? '');

  describe('a wrong idea cured', () => {
    test('comes back after two days in another question, later when it shows again, and is settled by a right answer', async () => {
      const { age, library } = setting();
      const ole = person('Ole');
      const asked = await metIn(ole);
      const first = onIdea(asked);
      expect(words((await ole.press(wrongLetter(asked), asked)).text)).toContain(remedy());

      await age(DAY);
      const early = await ole.command('review');
      expect(early.text).not.toContain('Once more');

      await age(DAY);
      const back = await ole.command('review');
      expect(back.private).toBe(true);
      expect(back.text).toContain('2 due');
      expect(back.text).toContain('Once more: 2 days ago you mixed something up about this.');
      const second = onIdea(back);
      expect(second).not.toBe(first);
      const missed = await ole.press(wrongLetter(back), back);
      expect(words(missed.text)).toContain(remedy());
      expect(missed.text).toContain('It comes back in 4 days, to be sure.');

      await age(3 * DAY);
      expect((await ole.command('review')).text).not.toContain('Once more');
      await age(DAY);
      const third = await ole.command('review');
      expect(third.text).toContain('Once more: 6 days ago');
      expect([first, second]).not.toContain(onIdea(third));
      const cured = await ole.press(letterOf(library, third), third);
      expect(words(cured.text)).toContain(`Cured. 6 days ago you thought: ${idea()}`);
      expect(cured.text).toContain('10 points');
      await ole.repeat();
      expect((await ole.command('review')).text).not.toContain('Once more');
      expect((await ole.command('progress')).text).toContain('Mix-ups: 1 cured');
    });

    test('comes first in a quiz on it, and the end of the quiz says what was cured', async () => {
      const { age, library } = setting();
      const ada = person('Adalind');
      const asked = await metIn(ada);
      const first = onIdea(asked);
      await ada.press('Stop here', await ada.press('Next question', await ada.press(wrongLetter(asked), asked)));
      await age(2 * DAY);
      const again = await ada.press('Start a new one', await ada.command('quiz', { topic: TERM, length: 3 }));
      expect(again.text).toContain('Once more: 2 days ago');
      expect(onIdea(again)).not.toBe(first);
      const right = await ada.press(letterOf(library, again), again);
      expect(right.text).toContain('Cured.');
      const end = await ada.press('Stop here', await ada.press('Next question', right));
      expect(words(end.text)).toContain(`Cured: - ${idea()}`);
    });

    test('what was right by a guess is asked about once more', async () => {
      const { age, library } = setting();
      const bea = person('Beatrix');
      await bea.press('Ask me how sure I am', await bea.command('settings'));
      const asked = await metIn(bea);
      const guessed = await bea.press('A guess', await bea.press(letterOf(library, asked), asked));
      expect(guessed.text).toContain('Right');
      expect((await bea.command('progress')).text).toContain('Lucky guesses: 1 to ask you about again');
      await age(2 * DAY);
      const back = await bea.command('review');
      expect(back.text).toContain('1 due');
      expect(back.text).toContain('Once more: 2 days ago your right answer about this was a guess.');
      expect(find(back)?.id).not.toBe(onIdea(asked));
    });
  });
}
