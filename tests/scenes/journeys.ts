/** Journeys: from a question, a term or the course, station by station, with what would break. */
import { describe, expect, test } from 'vitest';
import type { Person } from '../support/stage.ts';
import type { SceneSetting } from './spine.ts';

export function journeyScenes(setting: () => SceneSetting): void {
  const person = (name: string): Person => setting().stage.person(name);

  describe('a journey', () => {
    test('answers a question, and is walked station by station, forth and back', async () => {
      const ana = person('Ana');
      const asked = await ana.say('What happens when I open a website?');
      expect(asked.text).toContain('asks DNS for the number of the server');
      expect(asked.pictures.join()).toContain('A chain in two rows');
      const first = await ana.press('Step by step', asked);
      expect(first.private).toBe(true);
      expect(first.text).toContain('Opening a page · station 1 of 7');
      expect(first.pictures.join()).toContain('You are at: The browser reads the address.');
      expect(first.buttons).not.toContain('Back');
      const second = await ana.press('Next', first);
      expect(second.text).toContain('station 2 of 7');
      const back = await ana.press('Back', second);
      expect(back.text).toBe(first.text);
      let seen = back;
      for (let at = 1; at < 7; at += 1) seen = await ana.press('Next', seen);
      const end = await ana.press('The end', seen);
      expect(end.text).toContain('That was the whole way');
      expect(end.text).toContain('7. The answer travels back');
      expect((await ana.press('From the start', end)).text).toBe(first.text);
    });

    test('what breaks at a station is tried until it is found, and nothing of it is stored', async () => {
      const ben = person('Walter');
      const asked = await ben.command('learn', { lesson: 'Logging in' });
      expect(asked.text).toContain('What breaks here?');
      const wrong = await ben.press('A', asked);
      expect(wrong.text).toContain('❌ Nothing, the check runs before anything is sent');
      expect(wrong.text).toContain('goes around it');
      expect(wrong.buttons).toContain('B');
      expect(wrong.buttons).not.toContain('A');
      const right = await ben.press('B', wrong);
      expect(right.text).toContain('✅ Somebody can send anything');
      expect(right.buttons).not.toContain('C');
      expect((await ben.press('Next', right)).text).toContain('The password travels');
      expect((await ben.command('progress')).text).toContain('Nothing answered yet');
    });

    test('stands below the lessons', async () => {
      const cleo = person('Cleo');
      const course = await cleo.command('learn');
      const picked = await cleo.pick('Follow a journey', ['A daily question on its way'], course);
      expect(picked.text).toContain('The clock looks what is due');
      expect((await cleo.press('All lessons', picked)).text).toContain('The course');
    });

    test('is a press away from a term that is one of its stations', async () => {
      const dora = person('Dora');
      const more = await dora.press('More', await dora.command('what', { is: 'cookie' }));
      const there = await dora.press('On the way', more);
      expect(there.text).toContain('Logging in · station 6 of 6');
      const term = await dora.press('Cookie', there);
      expect(term.text).toContain('Cookie');
    });
  });
}
