/** The pulse of a cohort: what it says of many and not of few, and to whom it is sent weekly. */
import { describe, expect, test } from 'vitest';
import { cardText } from '../../src/chat/text.ts';
import { caller, COMMUNITY, DAY, dropHouse, wordsOf } from '../support/drop-house.ts';

const house = dropHouse();

describe('the pulse', () => {
  test('the weekly pulse comes once a week to who ordered it, and says nothing about a few', async () => {
    await house.person('Mia').press('A', await house.nextDrop('one-choice'));
    const ada = house.person('Ada', true);
    const seen = await ada.command('pulse');
    expect(seen.text).toContain('Fewer than 5 people');
    await ada.press('Send it to me weekly', seen);
    const pulses = () => house.posts.filter((post) => cardText(post.card).includes('Weekly pulse of Spring'));
    await house.sous.tick();
    expect(pulses()).toEqual([]);
    house.now += 7 * DAY;
    await house.sous.tick();
    await house.sous.tick();
    expect(pulses().map((post) => post.to)).toEqual(['bare:user/ada']);
    house.now += 8 * DAY;
    await house.sous.tick();
    await house.sous.tick();
    expect(pulses()).toHaveLength(2);
  });

  test('the pulse stops when its instructor is taken back, and anybody stops their own', async () => {
    const { store } = house.sous.tools;
    const lena = 'bare:user/lena';
    await store.staff.namePerson({ community: COMMUNITY, learner: lena, name: 'Lena' }, 'bare:user/ada', house.now);
    await store.learners.meet({ learner: lena, name: 'Lena', locale: 'en', community: COMMUNITY }, house.now);
    const order = async (on: '0' | '1') =>
      wordsOf(await house.press(caller('Lena'), { id: 'pulse.weekly', args: { cohort: house.cohort.id, on } }));
    expect(await order('1')).toContain('Pulse');
    expect(await store.staff.hasPulse(house.cohort.id, lena)).toBe(true);
    await house.app.handle({
      kind: 'press',
      caller: caller('Ada', { admin: true }),
      press: { id: 'roles.drop', args: {} },
      picked: [`person=${lena}`],
      event: 'take-back',
      at: house.now,
    });
    expect(await store.staff.hasPulse(house.cohort.id, lena)).toBe(false);
    expect(await order('1')).toContain('for the staff');
    await store.staff.orderPulse(house.cohort.id, lena, house.now, house.now);
    expect(await order('0')).toContain('does not come to you any more');
    expect(await store.staff.hasPulse(house.cohort.id, lena)).toBe(false);
  });

  test('goes on for five weeks after an instructor by role was last seen to be one; by name it goes on', async () => {
    const { store } = house.sous.tools;
    const pulses = (name: string) =>
      house.posts.filter((post) => post.to === `bare:user/${name}`).map((post) => cardText(post.card));
    await store.staff.nameRole(COMMUNITY, '42', 'bare:user/ada', house.now);
    const mona = { community: COMMUNITY, learner: 'bare:user/mona', name: 'Mona' };
    await store.staff.namePerson(mona, 'bare:user/ada', house.now);
    const lena = caller('Lena', { roles: ['42'] });
    for (const who of [lena, caller('Mona')])
      await house.press(who, { id: 'pulse.weekly', args: { cohort: house.cohort.id, on: '1' } });
    const week = async (): Promise<void> => {
      house.now += 7 * DAY;
      await house.sous.tick();
      await house.sous.tick();
    };
    for (let n = 0; n < 4; n += 1) await week();
    await house.run(lena, 'pulse'); // seen once more: five weeks from here
    for (let n = 0; n < 5; n += 1) await week();
    expect(pulses('lena').filter((words) => words.includes('Weekly pulse of Spring'))).toHaveLength(9);
    await week();
    await week();
    expect(pulses('lena').at(-1)).toContain('has stopped');
    expect(pulses('lena')).toHaveLength(10);
    expect(await store.staff.hasPulse(house.cohort.id, 'bare:user/lena')).toBe(false);
    expect(pulses('mona').filter((words) => words.includes('Weekly pulse of Spring'))).toHaveLength(11);
  });

  test('the pulse names the hardest question and the wrong idea of five people', async () => {
    await house.nextDrop('one-choice');
    const { store, library } = house.sous.tools;
    const [drop] = await store.drops.latestDrops(house.cohort.id);
    const question = library.content.questions.get(drop?.question ?? '');
    if (drop === undefined || question?.kind !== 'one-choice') throw new Error('no drop');
    const wrong = question.options.findIndex((option) => option.misconception !== undefined);
    for (let n = 0; n < 6; n += 1)
      await house.press(caller(`P${n}`), { id: 'daily.choose', args: { drop: drop.id, key: String(wrong) } });
    const seen = await house.person('Ada', true).command('pulse');
    expect(seen.text).toContain('Hard:');
    expect(seen.text).toContain('(0 % of 6)');
    expect(seen.text).toContain('Most chosen wrong idea (6 people): A mix-up. What helps: Keep them apart.');
  });
});
