/** A cohort with a plan over a holiday: set up, seen beforehand, asked day by day, and looked at by who learns. */
import { describe, expect, test } from 'vitest';
import { stemOf } from '../../src/questions/index.ts';
import { itemsOf } from '../../src/tutor/items.ts';
import { dayAfter } from '../../src/tutor/plan.ts';
import type { Person, Seen } from '../support/stage.ts';
import type { DropSetting } from './drop.ts';
import { words } from './spine.ts';

const DAY = 86_400_000;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export function planScenes(setting: () => DropSetting): void {
  const people = new Map<string, Person>();
  const person = (name: string, options?: { admin?: boolean }): Person => {
    const known = people.get(name) ?? setting().stage.person(name, options);
    people.set(name, known);
    return known;
  };
  const ada = (): Person => person('Ada', { admin: true });
  /** The Monday after the next seven days. */
  const today = new Date(Math.floor(Date.now() / DAY) * DAY);
  const monday = dateOf(today.getTime() + (15 - (today.getUTCDay() || 7)) * DAY);
  /** It is that day now, half a minute after nine. */
  const goTo = (date: string): void => setting().clock.set(Date.parse(`${date}T09:00:30Z`) - Date.now());

  /** The question whose words are on the screen, as its place in the course. */
  const questionOn = (seen: Seen): { readonly id: string; readonly lesson: number } => {
    const { library } = setting();
    const shown = words(seen.text);
    const [found] = [...library.content.questions.values()]
      .filter((one) => shown.includes(words(stemOf(one))))
      .toSorted((a, b) => stemOf(b).length - stemOf(a).length);
    const item = itemsOf(library).get(found?.id ?? '');
    if (item === undefined) throw new Error(`no question on the screen:\n${seen.text}`);
    return { id: item.id, lesson: item.lesson };
  };
  const posts = async (): Promise<readonly Seen[]> =>
    (await setting().stage.channel()).filter((seen) => seen.text.includes('Daily question ·'));
  /** What staff were shown, in order. */
  const coming: string[] = [];

  describe('a cohort with a plan over a holiday', () => {
    test('is set up with a first day and lessons a week', async () => {
      const first = await ada().command('setup');
      const opened = await ada().press('Create the first cohort…', first);
      expect(opened.form?.fields).toEqual([
        'Name of the cohort',
        'Time zone',
        'Time of the drop',
        'First day',
        'Plan: questions follow the lessons',
      ]);
      const panel = await ada().submit({
        'Name of the cohort': 'Spring',
        'Time zone': 'UTC',
        'Time of the drop': '09:00',
        'First day': monday,
        'Plan: questions follow the lessons': ['2 lessons a week'],
      });
      expect(panel.text).toContain('It is set up. Its plan: it begins on');
      expect((await setting().cohort()).nextDate).toBe(monday);
    });

    test('its weeks stand in the plan; a holiday moves what comes after it', async () => {
      const plan = await ada().command('plan');
      expect(plan.private).toBe(true);
      expect(plan.text).toMatch(/Week 1 · .*1 .* · 2 /u);
      expect((await person('Olga').command('plan')).text).toContain('for the staff');
      await ada().press('Days off…', plan);
      const refused = await ada().submit({ 'Days without a question': 'the week after' });
      expect(refused.text).toContain('Days to skip are written like');
      await ada().press('Correct it…', refused);
      const saved = await ada().submit({
        'Days without a question': `${dayAfter(monday, 7)} to ${dayAfter(monday, 13)}`,
      });
      expect(saved.text).toContain('Saved.');
      const cohort = await setting().cohort();
      expect(cohort.skipDates).toHaveLength(7);
      const short = (date: string): string => String(new Date(`${date}T00:00:00Z`).getUTCDate());
      expect(saved.text).toMatch(new RegExp(String.raw`Week 2 · \w+ ${short(dayAfter(monday, 14))} `, 'u'));
    });

    test('the next five are seen in full, one is swapped, one never comes', async () => {
      expect((await person('Olga').command('queue')).text).toContain('for the staff');
      let seen = await ada().command('queue');
      expect(seen.private).toBe(true);
      expect(seen.text).toContain('1 of 5');
      expect(seen.text).toContain('The answer:');
      expect(seen.buttons).not.toContain('A');
      const before: string[] = [];
      for (let n = 0; n < 5; n += 1) {
        before.push(questionOn(seen).id);
        seen = await ada().press(n === 4 ? 'Back to the first' : 'Next: ', seen);
      }
      expect(new Set(before).size).toBe(5);
      const swapped = await ada().press('Swap', seen);
      expect(swapped.text).toContain('Swapped.');
      const second = await ada().press('Next: ', swapped);
      const skipped = await ada().press('Skip', second);
      expect(skipped.text).toContain('Skipped.');
      const back = await ada().pick('See another day', [skipped.picks[0]?.options[0] ?? ''], skipped);
      seen = back;
      for (let n = 0; n < 5; n += 1) {
        coming.push(questionOn(seen).id);
        seen = await ada().press(n === 4 ? 'Back to the first' : 'Next: ', seen);
      }
      expect(coming.slice(2)).toEqual(before.slice(2));
      expect(coming[0]).not.toBe(before[0]);
      expect(coming).not.toContain(before[1]);
    });

    test('and they are what comes, on every day of the first week, whatever restarts in between', async () => {
      const { clock } = setting();
      goTo(dayAfter(monday, -1));
      await clock.tick();
      expect(await posts()).toHaveLength(0);
      for (let n = 0; n < 5; n += 1) {
        goTo(dayAfter(monday, n));
        await clock.tick();
        if (n === 2) await setting().stage.restart();
      }
      const asked = (await posts()).map(questionOn);
      expect(asked.map(({ id }) => id)).toEqual(coming);
      expect(asked.slice(0, 2).map(({ lesson }) => lesson)).toEqual([1, 1]);
      expect(Math.max(...asked.map(({ lesson }) => lesson))).toBeLessThanOrEqual(2);
    });

    test('learners see where their cohort is', async () => {
      const seen = await person('Olga').command('learn');
      expect(seen.text).toContain('Your cohort (Spring): week 1, lesson 2');
      expect(seen.buttons).toContain('Lesson 2, of your cohort');
      expect((await person('Olga').press('Lesson 2, of your cohort', seen)).text).toContain('Lesson 2');
    });

    test('on holiday nothing is asked, and everybody sees when it goes on', async () => {
      const { clock } = setting();
      for (let n = 7; n < 14; n += 1) {
        goTo(dayAfter(monday, n));
        await clock.tick();
      }
      expect(await posts()).toHaveLength(5);
      expect((await person('Olga').command('learn')).text).toMatch(
        /week 1, lesson 2, .*; the next lesson begins on Mon/u,
      );
      expect((await ada().command('queue')).text).toContain('1 of 5');
    });

    test('then it goes on with the week that the holiday put off, and nothing ahead of it', async () => {
      const { clock } = setting();
      for (let n = 14; n < 19; n += 1) {
        goTo(dayAfter(monday, n));
        await clock.tick();
      }
      const all = (await posts()).map(questionOn);
      expect(all).toHaveLength(10);
      expect(new Set(all.map(({ id }) => id)).size).toBe(10);
      const lessons = all.slice(5).map(({ lesson }) => lesson);
      expect(lessons).toContain(3);
      expect(Math.max(...lessons)).toBeLessThanOrEqual(4);
      expect(lessons.filter((lesson) => lesson < 3).length).toBeGreaterThanOrEqual(1);
      const plan = await ada().command('plan');
      expect(plan.text).toContain('Week 2, lesson 4');
      const queue = await ada().press('Next questions', plan);
      expect(queue.text).toContain('1 of 5');
      expect((await ada().command('audit')).text).toContain('swapped a question to come in Spring');
    });
  });
}
