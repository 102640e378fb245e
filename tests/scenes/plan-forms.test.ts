/** The plan as staff change it: a date for each lesson, a pace instead, days off, two at once; and where learners see it. */
import { expect, test } from 'vitest';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { caller, wordsOf } from '../support/drop-house.ts';
import { planHouse, pressOf } from '../support/plan-house.ts';

const { house, ada, cohortNow, nextDrop, change, pressed } = await planHouse();

let events = 0;
const submit = async (press: Press, fields: Record<string, string | readonly string[]>, who = ada): Promise<Reply> =>
  house.app.handle({ kind: 'form', caller: who, press, fields, event: `form${(events += 1)}`, at: house.now });
const plan = (who = ada): Promise<Reply> => house.run(who, 'plan');
/** Opens a form of the plan's card: its press, and what stands in it. */
async function opened(label: string, card?: Reply) {
  const reply = await pressed(card ?? (await plan()), label);
  if (reply.kind !== 'ask') throw new Error(`no form: ${wordsOf(reply)}`);
  const values = Object.entries(reply.form.fields).map(([name, field]) => [name, 'value' in field ? field.value : '']);
  return { press: reply.form.press, values: Object.fromEntries(values) as Record<string, string> };
}

test('without a plan one is offered; with dates lessons come on their days, and others do not', async () => {
  const none = await plan();
  expect(wordsOf(none)).toContain('No plan yet.');
  const { press, values } = await opened('A date for each lesson…', none);
  // one a week from next Monday on, as a proposal
  expect(values['dates']?.split('\n').slice(0, 2)).toEqual(['1: 2026-11-30', '2: 2026-12-07']);
  const saved = await submit(press, { dates: '7: 2026-11-24\n8: 2026-11-27' });
  expect(wordsOf(saved)).toContain('Saved.');
  expect(wordsOf(saved)).toContain('It begins on Tue 24 Nov');
  expect(await cohortNow()).toMatchObject({ starts: '2026-11-24', nextDate: '2026-11-24', lessonsAWeek: null });
  expect(await nextDrop()).toMatchObject({ date: '2026-11-24', lesson: 7, level: -1 });
  for (let n = 0; n < 3; n += 1) expect([7, 8]).toContain((await nextDrop()).lesson);
  expect(wordsOf(await house.run(caller('Olga'), 'learn'))).toContain('Your cohort (Spring): week 1, lesson 8');
  expect((await opened('A date for each lesson…')).values['dates']).toBe('7: 2026-11-24\n8: 2026-11-27');

  // the pace of a plan by dates is none, and saving it as it is changes nothing
  const pace = await opened('Start and pace…');
  await submit(pace.press, { starts: '2026-11-24', pace: ['dates'] });
  expect((await cohortNow()).lessonDates).toHaveLength(2);
  const again = await opened('Start and pace…');
  expect(wordsOf(await submit(again.press, { starts: '2026-11-23', pace: ['1'] }))).toContain('Week 1, lesson 1');
  expect(await cohortNow()).toMatchObject({ lessonDates: null, lessonsAWeek: 1 });
  const gone = await opened('Start and pace…');
  expect(wordsOf(await submit(gone.press, { starts: '', pace: ['none'] }))).toContain('No plan yet.');
});

test('who was not quick enough changes nothing, and what is refused can be corrected', async () => {
  await change({ starts: '2026-11-23', lessonsAWeek: 2 });
  const [mine, theirs] = [await opened('Days off…'), await opened('Start and pace…')];
  await submit(mine.press, { skip: '2026-11-25 to 2026-11-27' });
  const late = await submit(theirs.press, { starts: '2026-11-30', pace: ['1'] });
  expect(wordsOf(late)).toContain('Nothing was stored');
  expect(await cohortNow()).toMatchObject({ lessonsAWeek: 2, starts: '2026-11-23' });
  const { press } = await opened('Days off…');
  const refused = await submit(press, { skip: '2026-11-25 to soon' });
  expect(wordsOf(refused)).toContain('Days to skip are written like');
  const back = await pressed(refused, 'Correct it…');
  if (back.kind !== 'ask') throw new Error('no form');
  expect(back.form.fields['skip']).toMatchObject({ value: '2026-11-25 to soon' });
});

test('instructors change the plan too; members neither see nor change it', async () => {
  const ines = caller('Ines');
  expect(wordsOf(await plan(ines))).toContain('for the staff');
  const { press } = await opened('Start and pace…');
  expect(wordsOf(await submit(press, { starts: '', pace: ['2'] }, ines))).toContain('for the staff');
  await house.run(ines, 'settings', { zone: 'UTC' });
  await house.run(ada, 'roles', { person: 'bare:user/ines' });
  expect(wordsOf(await submit(press, { starts: '', pace: ['2'] }, ines))).toContain('Week 1, lesson 1');
  expect(wordsOf(await house.run(ada, 'audit'))).toContain(
    'changed the plan in Spring: 2 lessons a week from Mon 23 Nov',
  );
});

test('a paused plan is shown as if it went on today, and its weeks to the end', async () => {
  await change({ starts: '2026-11-23', lessonsAWeek: 1 });
  await nextDrop();
  await change({ paused: true });
  house.now += 21 * 24 * 3_600_000;
  const seen = await plan();
  expect(wordsOf(seen)).toContain('Paused since Tue 24 Nov');
  expect(wordsOf(seen)).toMatch(/Week 1 · Mon 23 Nov – \w+ 1\d Dec/u);
  const all = await house.press(ada, pressOf(seen, 'All 17 weeks'));
  expect(wordsOf(all)).toContain('Week 17');
  expect(wordsOf(await house.run(caller('Olga'), 'learn'))).toContain('paused for now');
});
