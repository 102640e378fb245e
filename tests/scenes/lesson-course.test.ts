/** A course that grows: lessons are known by their ids, so numbers may move and nobody loses their place. */
import { expect, test } from 'vitest';
import { createLibrary, type Library } from '../../src/content/library.ts';
import type { Lesson } from '../../src/content/schema.ts';
import { bareStage } from '../support/bare-stage.ts';
import { kindsLibrary } from '../support/kinds-library.ts';
import { testSous } from '../support/sous.ts';
import { freshDatabase } from '../support/storage.ts';

/** Lessons of two cards, numbered as they stand here. */
function courseOf(...ids: string[]): Library {
  const { content } = kindsLibrary();
  const [check] = content.questions.keys();
  const lessons = ids.map((id, at): [string, Lesson] => [
    id,
    {
      id,
      number: at + 1,
      title: `About ${id}`,
      goals: [{ can: `know ${id}`, tested: [check ?? ''] }],
      concepts: [],
      rows: [],
      after: [],
      pictures: {},
      checks: [check ?? ''],
      next: 'On.',
      cards: ['one', 'two'].map((title, line) => ({ title, line, parts: [{ kind: 'text', text: `The ${title}.` }] })),
      file: `lessons/${id}.md`,
    },
  ]);
  return createLibrary({ ...content, lessons: new Map(lessons) });
}

test('a lesson that comes in between moves the numbers and leaves what was done', async () => {
  const database = await freshDatabase();
  const now = Date.now();
  const before = await testSous(database, { library: courseOf('bread', 'soup', 'cake') });
  const old = await bareStage(before.boot);
  const ana = old.person('Ana');
  await ana.press('Next', await ana.command('learn', { lesson: 'cake' }));
  await before.tools.store.lessons.finishLesson('bare:user/ana', 'bread', 1, now);
  await before.tools.store.lessons.finishLesson('bare:user/ana', 'soup', 1, now);
  await old.stop();

  const after = await testSous(database, { library: courseOf('bread', 'butter', 'soup', 'cake') });
  const stage = await bareStage(after.boot);
  const again = stage.person('Ana');
  const course = await again.command('learn');
  expect(course.text).toContain('4 short lessons, 2 finished');
  expect(course.picks[0]?.options).toEqual(['1. About bread', '2. About butter', '3. About soup', '4. About cake']);
  expect(course.text).toMatch(/You are in lesson 4: .*card 2 of 2/u);
  expect((await again.press('Go on: About cake', course)).text).toContain('card 2 of 2');
  // whoever finished all that there was is led to the new one
  await after.tools.store.lessons.finishLesson('bare:user/ana', 'cake', 1, now);
  expect((await again.command('learn')).buttons).toContain('Start: About butter');
  expect(before.failures.concat(after.failures)).toEqual([]);
  await stage.stop();
});

test('of two prompts on one card, each shows its own answer, and what is shown stays', async () => {
  const library = courseOf('bread');
  const [lesson] = library.content.lessons.values();
  if (lesson === undefined) throw new Error('no lesson');
  const prompts = ['flour', 'salt'].map((word) => ({
    kind: 'prompt' as const,
    text: `**Think:** why ${word}?`,
    answer: `- Because of ${word}.\n- It is so.`,
  }));
  const cards = [{ title: 'one', line: 1, parts: prompts }];
  const asked = createLibrary({ ...library.content, lessons: new Map([['bread', { ...lesson, cards }]]) });
  const sous = await testSous(await freshDatabase(), { library: asked });
  const stage = await bareStage(sous.boot);
  const ana = stage.person('Ana');
  const card = await ana.command('learn', { lesson: 'bread' });
  expect(card.buttons.filter((label) => label === 'Show the answer')).toHaveLength(2);
  const one = await ana.press('Show the answer', card);
  expect(one.text).toContain('Because of flour.');
  expect(one.text).not.toContain('Because of salt.');
  const both = await ana.press('Show the answer', one);
  expect(both.text).toContain('Because of flour.');
  expect(both.text).toContain('Because of salt.');
  expect(both.buttons).not.toContain('Show the answer');
  expect(sous.failures).toEqual([]);
  await stage.stop();
});
