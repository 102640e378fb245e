/** `/progress`: first the course as a picture and in words, then one thing to do next; tables only for whoever asks. */
import { describe, expect, test } from 'vitest';
import type { Person } from '../support/stage.ts';
import { letterOf, oneChoiceOn, type SceneSetting } from './spine.ts';

export function progressScenes(setting: () => SceneSetting): void {
  const person = (name: string): Person => setting().stage.person(name);

  describe('the picture of progress', () => {
    test('a newcomer sees the way ahead and where to begin, and no zeros', async () => {
      const xenia = person('Xenia');
      const seen = await xenia.command('progress');
      expect(seen.private).toBe(true);
      expect(seen.pictures).toEqual(['The way through the course: 17 lessons, and you start at 1.']);
      expect(seen.text).toContain('Nothing answered yet');
      expect(seen.text).not.toMatch(/\b0\b/u);
      expect(seen.buttons).toEqual(['Find my lesson', 'Start at lesson 1']);
      expect((await xenia.press('Start at lesson 1', seen)).text).toContain('card 1 of');
    });

    test('the map, what it says in words, one next step, one score; subjects and rules are a press away', async () => {
      const zora = person('Zora');
      const { library } = setting();
      const [first] = library.content.lessons.values();
      const term = [...library.content.terms.keys()].find((one) => {
        const kinds = library.questionsOn(one).map(({ kind }) => kind);
        return library.lessonOn(one) === first?.id && kinds.length > 0 && kinds.every((kind) => kind === 'one-choice');
      });
      const asked = await zora.command('quiz', { topic: term ?? '', length: 1 });
      const right = await zora.press(letterOf(library, asked), asked);
      expect(right.text).toContain('Right. 10 points.');
      expect((await zora.press('See how it went', right)).text).toContain('10 points in all');
      const course = await zora.command('learn');
      await zora.press(course.buttons.find((label) => label.startsWith('Start: ')) ?? '', course);

      const seen = await zora.command('progress');
      expect(seen.pictures).toHaveLength(1);
      expect(seen.pictures[0]).toMatch(
        /^Map of the course\. 1 concepts? known, 0 shaky, \d+ not asked yet; 1 What .+: begun, 1 of 14 known;/u,
      );
      expect(seen.pictures[0]).toContain('still ahead: 2, 3');
      expect(seen.text).toMatch(/1 of \d+ concepts known\./u);
      expect(seen.text).toContain('Lessons: 0 of 17 done');
      expect(seen.text).toContain('Last seven days: 1 answer');
      expect(seen.text).toContain('Right at the first try: 1 of 1');
      expect(seen.text).toContain('Score: 10 points. Each question earns up to 10');
      // the one next step is the first button; no table comes unasked
      expect(seen.text).toMatch(/Next: You are in lesson 1/u);
      expect(seen.buttons[0]).toMatch(/^Go on: What happens/u);
      expect(seen.buttons).toEqual(expect.arrayContaining(['By subject', 'How points work']));
      expect(seen.text).not.toMatch(/Right last time|%/u);

      const subjects = await zora.press('By subject', seen);
      expect(subjects.text).toMatch(/The web and the Internet\W+1 of \d+\W+1 of 1/u);
      expect(subjects.text).toContain('your latest answer to each question');
      const rules = await zora.press('How points work', subjects);
      expect(rules.text).toContain('8 of 12 right are 7 points');
      expect(rules.buttons).toEqual(['Take a quiz', 'Back to my progress']);
    });

    test('what a placement asked counts nowhere in it', async () => {
      const { library } = setting();
      const yan = person('Yan');
      let seen = await yan.command('start');
      const UNKNOWN = 'I don’t know';
      for (let n = 0; n < 12 && seen.buttons.includes(UNKNOWN); n += 1)
        seen = await yan.press(oneChoiceOn(library, seen) ? letterOf(library, seen, n === 1) : UNKNOWN, seen);
      expect(seen.text).toContain('Nothing of this counts');
      const fresh = await yan.command('progress');
      expect(fresh.text).toContain('Nothing answered yet that counts');
      expect(fresh.text).not.toMatch(/shaky|Mix-ups|first try/u);
      const asked = await yan.command('quiz', { topic: 'browser', length: 1 });
      await yan.press(letterOf(library, asked), asked);
      const after = await yan.command('progress');
      expect(after.text).toContain('Last seven days: 1 answer');
      expect(after.text).toContain('Right at the first try: 1 of 1');
      expect(after.text).toMatch(/1 of \d+ concepts known\./u);
      expect(after.text).not.toContain('Mix-ups');
      const subjects = await yan.press('By subject', after);
      expect(subjects.text).toMatch(/The web and the Internet\W+1 of \d+\W+1 of 1/u);
      expect(subjects.text.match(/\b[1-9]\d* of \d+\W+\d+ of \d+/gu)).toHaveLength(1);
    });

    test('parts are counted and paid as they are shown', async () => {
      const { library } = setting();
      const wim = person('Wim');
      const sorting = [...library.content.questions.values()].find(({ kind }) => kind === 'categorise');
      if (sorting?.kind !== 'categorise') throw new Error('nothing is to be sorted');
      const topic = sorting.concepts[0] ?? '';
      let seen = await wim.command('quiz', { topic, length: 20 });
      for (let n = 0; n < 20 && !seen.text.includes(sorting.stem.slice(0, 30)); n += 1)
        seen = await wim.press('Skip', seen);
      const { items, buckets } = sorting;
      // the last thing goes to a wrong place, all others to their own
      for (const left of items.keys()) {
        const item = items.findLast(({ text }) => seen.text.includes(`${left + 1} of ${items.length}: ${text}`));
        const wrong = buckets.find((bucket) => bucket !== item?.bucket) ?? '';
        seen = await wim.press(left + 1 === items.length ? wrong : (item?.bucket ?? ''), seen);
      }
      const right = items.length - 1;
      expect(seen.text).toContain(`Partly right: ${right} of ${items.length} sorted right.`);
      expect(seen.text).toContain(`${Math.round((right / items.length) * 10)} of 10 points.`);
      expect(seen.text.split('✅')).toHaveLength(right + 1);
      expect(seen.text.split('❌')).toHaveLength(2);
      // the result says of what the parts are, beside the count of questions
      let end = await wim.press(seen.buttons.find((one) => /^(?:Next question|See how)/u.test(one)) ?? '', seen);
      const leave = end.buttons.find((one) => /^(?:Stop here|Finish)/u.test(one));
      if (leave !== undefined) end = await wim.press(leave, end);
      expect(end.text).toMatch(/0 of 1 right, 1 partly/u);
    });
  });
}
