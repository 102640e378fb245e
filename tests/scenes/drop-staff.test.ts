/** What staff do about drops: roles, tests, points, a refused drop, the log of deeds. */
import { describe, expect, test } from 'vitest';
import { PostError } from '../../src/chat/platform.ts';
import { cardText } from '../../src/chat/text.ts';
import { caller, COMMUNITY, dropHouse, HOUR, wordsOf } from '../support/drop-house.ts';

const house = dropHouse();

describe('staff', () => {
  test('roles of the platform make instructors, and nothing else does', async () => {
    const { store } = house.sous.tools;
    expect(wordsOf(await house.run(caller('Lena', { roles: ['42'] }), 'pulse'))).toContain('for the staff');
    await store.staff.nameRole(COMMUNITY, '42', 'bare:user/ada', house.now);
    expect(wordsOf(await house.run(caller('Lena', { roles: ['41', '42'] }), 'pulse'))).toContain('Pulse');
    expect(
      wordsOf(await house.run(caller('Lena', { roles: ['42'], community: 'bare:room/other' }), 'pulse')),
    ).toContain('for the staff');
    expect(wordsOf(await house.run(caller('Lena', { roles: ['42'] }), 'setup'))).toContain('for the staff');
  });

  test('presses of another community’s staff reach nothing here', async () => {
    const stranger = caller('Eve', { admin: true, community: 'bare:room/other' });
    const at = { c: house.cohort.id, v: String(house.cohort.version) };
    for (const id of ['setup.pause', 'setup.plan', 'setup.test', 'setup.quiet']) {
      const args = id === 'setup.pause' ? { ...at, on: '1' } : at;
      expect(wordsOf(await house.press(stranger, { id, args })), id).toContain('not in this community');
    }
    expect(wordsOf(await house.run(stranger, 'export', { cohort: house.cohort.id }))).toContain('I know no cohort');
    expect(await house.sous.tools.store.cohorts.findCohort(house.cohort.id)).toEqual(house.cohort);
  });

  test('a test drop is removed from the panel, where nobody needs to be found in public', async () => {
    const ada = house.person('Ada', true);
    const panel = await ada.press('Post a test drop', await ada.command('setup'));
    expect((await house.stage.channel()).some((seen) => seen.text.includes('only a test'))).toBe(true);
    expect((await ada.press('Remove the test drop', panel)).text).toContain('The test is gone');
    expect((await house.stage.channel()).some((seen) => seen.text.includes('only a test'))).toBe(false);
    const drop = await house.nextDrop('one-choice');
    const forged = await house.press(caller('Ada', { admin: true }), {
      id: 'setup.clear',
      args: { c: house.cohort.id, v: '1', k: 'dspring20261123' },
    });
    expect(wordsOf(forged)).toContain('I remove tests only');
    expect((await house.stage.channel()).some((seen) => seen.text === drop.text)).toBe(true);
  });

  test('points are fixed once for one event, with the reason, and undone the same way', async () => {
    await house.person('Mia').press('A', await house.nextDrop('one-choice'));
    const { store } = house.sous.tools;
    const before = (await store.boards.memberOf(house.cohort.id, 'bare:user/mia'))?.standing ?? 0;
    const ada = house.person('Ada', true);
    const seen = await ada.command('points', { person: 'bare:user/mia', points: 7, reason: 'the outage of Monday' });
    expect(seen.text).toContain(`+7 points in Spring, ${before + 7} in all`);
    await ada.repeat();
    expect((await store.boards.memberOf(house.cohort.id, 'bare:user/mia'))?.standing).toBe(before + 7);
    expect((await ada.command('audit')).text).toContain('+7 for Mia: the outage of Monday');
    const exported = await ada.command('export');
    expect(exported.text).toContain('(file: progress-spring-2026-11-23.csv, Progress of Spring)');
    const csv = (await ada.download('progress', exported)).toString();
    expect(csv).toContain(`\r\nMia,bare:user/mia,2026-11-23,1,`);
    const nobody = await ada.command('points', { person: 'bare:user/nobody', points: 7, reason: 'x' });
    expect(nobody.text).toContain('has not answered a drop');
  });

  test('a drop that was refused is told, and tried again from the health card', async () => {
    house.refuse = (to) =>
      to.includes(':channel/') ? new PostError('refused', 'no permission', { advice: 'Allow me to post.' }) : undefined;
    house.now = house.cohort.nextAt ?? house.now;
    await house.sous.tick();
    expect(
      house.posts
        .filter((post) => post.to === 'bare:user/ada')
        .map((post) => cardText(post.card))
        .join(' '),
    ).toContain('could not post');
    const ada = house.person('Ada', true);
    const sick = await ada.command('health');
    expect(sick.text).toContain('Missing: Send Messages');
    house.refuse = undefined;
    const tried = await ada.press('Try the last drop again', sick);
    expect(tried.text).toContain('within a minute');
    await house.sous.tick();
    expect((await house.latest('Daily question ·')).text).toContain('Open until');
    expect((await ada.command('health')).text).toContain('posted, open until');
  });

  test('a time that has gone by gets no tick, neither of the next drop nor of the close of the last', async () => {
    const ada = house.person('Ada', true);
    const at = house.cohort.nextAt ?? house.now;
    for (const soon of [at - 1, at, at + 60_000]) {
      house.now = soon;
      expect((await ada.command('health')).text).toMatch(/✅ Next drop: .*09:00/u);
    }
    house.now = at + 4 * 60_000;
    const late = await ada.command('health');
    expect(late.text).toMatch(/⚠️ The drop of .*09:00.* has not come: my clock stands still/u);
    expect(late.text).not.toContain('✅ Next drop');
    await house.sous.tick();
    const open = await ada.command('health');
    expect(open.text).toContain('✅ Next drop');
    expect(open.text).toMatch(/✅ Last drop .* posted, open until/u);
    house.now += 24 * HOUR;
    expect((await ada.command('health')).text).toMatch(/⚠️ Last drop .* posted, and not closed at/u);
    await house.sous.tick();
    expect((await ada.command('health')).text).not.toContain('my clock');
  });

  test('the log of deeds fits one message however long its lines are, and set-up opens the very cohort that is named', async () => {
    const { store } = house.sous.tools;
    const deed = {
      community: COMMUNITY,
      by: 'bare:user/ada',
      byName: '*'.repeat(40),
      act: 'did',
      details: '*'.repeat(100),
    };
    for (let n = 0; n < 15; n += 1) await store.staff.logDeed(deed, house.now);
    const ada = house.person('Ada', true);
    expect((await ada.command('audit')).text).toMatch(/The latest ([5-9]|1[0-4]),/u);
    for (const [id, name] of [
      ['ten', 'Class 10'],
      ['one', 'Class 1'],
    ] as const)
      await store.cohorts.createCohort({ ...house.cohort, id, name }, 'bare:user/ada', house.now);
    expect((await ada.command('setup', { cohort: 'class 1' })).text).toMatch(/Class 1$/mu);
  });
});
