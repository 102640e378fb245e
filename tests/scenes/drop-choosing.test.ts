/** What staff type and choose: forms that come back as they were filled in, and the queue of questions. */
import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { caller, dropHouse, wordsOf } from '../support/drop-house.ts';

const house = dropHouse();
const ada = caller('Ada', { admin: true });

const submit = async (press: Press, fields: Record<string, string | readonly string[]>): Promise<Reply> =>
  house.app.handle({
    kind: 'form',
    caller: ada,
    press,
    fields,
    event: `form ${JSON.stringify(fields)}`,
    at: house.now,
  });
const cardOf = (reply: Reply): Card => {
  if (reply.kind !== 'show' && reply.kind !== 'redraw') throw new Error(`${reply.kind} has no card`);
  return reply.card;
};
/** Presses the button that is called so. */
async function pressed(reply: Reply, label: string): Promise<Reply> {
  const all = cardOf(reply).blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  const found = all.find((one) => one.label === label);
  if (found?.kind !== 'press') throw new Error(`no button "${label}" among ${all.map((one) => one.label).join(', ')}`);
  return house.press(ada, found.press);
}
/** What stands in the fields of a form that opens. */
function filledIn(reply: Reply): Record<string, string> {
  if (reply.kind !== 'ask') throw new Error(`${reply.kind} opens no form: ${wordsOf(reply)}`);
  return Object.fromEntries(
    Object.entries(reply.form.fields).map(([name, field]) => [
      name,
      field.kind === 'pick'
        ? (field.options.find((option) => option.picked)?.value ?? '')
        : 'value' in field
          ? (field.value ?? '')
          : '',
    ]),
  );
}

describe('a form that was not understood', () => {
  const at = { c: 'spring', v: '1' };

  test('comes back as it was filled in, for a new cohort and for one that is there', async () => {
    const given = { name: 'Autumn', zone: 'Europe/Berlin', time: 'half past 9' };
    for (const [press, more] of [
      [
        { id: 'setup.create', args: {} },
        { starts: 'next week', pace: '3' },
      ],
      [{ id: 'setup.planned', args: at }, {}],
    ] as const) {
      const all = { ...given, ...more };
      const refused = await submit(press, all);
      expect(wordsOf(refused)).toContain('I cannot read the time “half past 9”. Write it like 09:00 or 9 pm.');
      expect(filledIn(await pressed(refused, 'Correct it…'))).toEqual(all);
    }
    const { store } = house.sous.tools;
    expect(await store.cohorts.cohortsOf(house.cohort.community)).toEqual([house.cohort]);
    const saved = await submit({ id: 'setup.planned', args: at }, { ...given, time: '9:30' });
    expect(wordsOf(saved)).toContain('09:30 in Europe/Berlin');
  });

  test('offers the zones that can be meant, each with all else as it was filled in', async () => {
    const refused = await submit({ id: 'setup.create', args: {} }, { name: 'Autumn', zone: 'Spain', time: '9 pm' });
    expect(wordsOf(refused)).toContain('Europe/Madrid');
    expect(filledIn(await pressed(refused, 'Atlantic/Canary'))).toEqual({
      name: 'Autumn',
      zone: 'Atlantic/Canary',
      time: '9 pm',
      starts: '',
      pace: 'none',
    });
  });

  test('shows what does not fit into a press, to be copied', async () => {
    const days = Array.from({ length: 12 }, (_, n) => `2026-12-${n + 10}`).join(', ');
    const given = { open: 'many', late: '90', reveal: ['no'], empty: ['pause'], skip: days };
    const refused = await submit({ id: 'setup.mored', args: at }, given);
    expect(wordsOf(refused)).toContain('A drop is open for 1 to 168 hours.');
    expect(wordsOf(refused)).toContain(`To copy: ${days}`);
    const back = filledIn(await pressed(refused, 'Correct it…'));
    expect(back).toEqual({ open: 'many', late: '90', reveal: 'no', empty: 'pause', skip: '' });
    const name = '🧑‍🍳'.repeat(12).slice(0, 60);
    const long = await submit({ id: 'setup.planned', args: at }, { name, zone: 'UTC', time: 'soon' });
    expect(wordsOf(long)).toContain('To copy: 🧑‍🍳');
    expect(filledIn(await pressed(long, 'Correct it…'))).toEqual({ name: 'Spring', zone: 'UTC', time: 'soon' });
  });
});

describe('the queue', () => {
  const queued = async () =>
    (await house.sous.tools.store.cohorts.queueOf('spring')).map((one) => [one.question, one.kind, one.priority]);
  const idOf = (kind: string): string =>
    [...house.sous.tools.library.content.questions.values()].find((one) => one.kind === kind)?.id ?? '';

  test('asks which question is meant when several fit, and queues none before', async () => {
    const asked = await house.run(ada, 'queue', { question: 'i', priority: 2 });
    expect(wordsOf(asked)).toContain('questions fit. Which one do you mean?');
    expect(await queued()).toEqual([]);
    const pick = cardOf(asked).blocks.find((block) => block.kind === 'pick');
    if (pick?.of !== 'options') throw new Error('no list');
    const [, wanted = { value: '', label: '' }] = pick.options;
    const chosen = await house.app.handle({
      kind: 'press',
      caller: ada,
      press: pick.press,
      picked: [wanted.value],
      event: 'which',
      at: house.now,
    });
    expect(wordsOf(chosen)).toContain(`As soon as possible: ${wanted.label}`);
    expect(wordsOf(chosen)).toContain('soon, priority 2: ');
    expect(await queued()).toEqual([[wanted.value, 'soon', 2]]);
  });

  test('shows what was queued, with a way back to how it was', async () => {
    const question = idOf('numeric');
    await house.run(ada, 'queue', { question, when: 'skip' });
    const seen = await house.run(ada, 'queue', { question });
    expect(wordsOf(seen)).toMatch(/- soon: \S/u);
    expect(await queued()).toEqual([[question, 'soon', 0]]);
    expect(wordsOf(await pressed(seen, 'Undo'))).toContain('It is as it was before.');
    expect(await queued()).toEqual([[question, 'skip', 0]]);
    const fresh = await house.run(ada, 'queue', { question: idOf('match'), date: '2026-11-25' });
    await pressed(fresh, 'Undo');
    expect(await queued()).toEqual([[question, 'skip', 0]]);
    expect(wordsOf(await pressed(fresh, 'Undo'))).toContain('off the queue already');
  });

  test('says which question a day was taken from', async () => {
    await house.run(ada, 'queue', { question: idOf('match'), date: '2026-11-25' });
    const seen = await house.run(ada, 'queue', { question: idOf('numeric'), date: '2026-11-25' });
    expect(wordsOf(seen)).toContain('which is off the queue now');
    expect(wordsOf(seen)).not.toContain('[Undo]');
  });
});

test('the log of deeds speaks in names', async () => {
  await house.nextDrop('one-choice');
  const [drop] = await house.sous.tools.store.drops.latestDrops('spring');
  await submit({ id: 'health.voided', args: { drop: drop?.id ?? '' } }, { reason: 'an outage' });
  await house.run(caller('Lena'), 'settings', { zone: 'UTC' });
  await house.run(ada, 'roles', { person: 'bare:user/lena' });
  await house.app.handle({
    kind: 'press',
    caller: ada,
    press: { id: 'roles.drop', args: {} },
    picked: ['person=bare:user/lena'],
    event: 'drop',
    at: house.now,
  });
  await house.run(ada, 'queue', { question: drop?.question ?? '' });
  const seen = wordsOf(await house.run(ada, 'audit'));
  expect(seen).toContain('took a drop back in Spring: Mon 23 Nov: an outage');
  expect(seen).toContain('took an instructor back: Lena');
  expect(seen).toMatch(/queued a question in Spring: “[^”]+”/u);
  for (const id of [drop?.id ?? '-', drop?.question ?? '-', 'bare:user']) expect(seen).not.toContain(id);
});
