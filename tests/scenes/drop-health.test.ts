/** The health of a cohort as data: what a page of its own could show, without the words of a card. */
import { expect, test } from 'vitest';
import { PostError } from '../../src/chat/platform.ts';
import { healthOf } from '../../src/classroom/health.ts';
import type { Cohort } from '../../src/storage/cohorts.ts';
import { dropHouse, HOUR } from '../support/drop-house.ts';

const house = dropHouse();

const cohortNow = async (): Promise<Cohort> =>
  (await house.sous.tools.store.cohorts.findCohort(house.cohort.id)) ?? house.cohort;
const health = async () => healthOf(house.sous.tools, await cohortNow());

test('follows a drop from its refusal to its end', async () => {
  const before = await health();
  expect(before).toMatchObject({ place: { kind: 'open' }, last: undefined });
  expect(before.next).toEqual({ kind: 'planned', at: house.cohort.nextAt });
  expect(before.stock.left).toBe(before.stock.total);

  house.refuse = (to) =>
    to.includes(':channel/') ? new PostError('refused', 'no permission', { advice: 'Allow me to post.' }) : undefined;
  house.now = house.cohort.nextAt ?? house.now;
  await house.sous.tick();
  const refused = await health();
  expect(refused.place).toMatchObject({ kind: 'closed', missing: ['Send Messages'] });
  expect(refused.last).toMatchObject({ date: '2026-11-23', went: 'missed', retriable: true });
  expect(refused.last?.trouble).toBe('Allow me to post.');

  house.refuse = undefined;
  expect(await house.sous.tools.store.deliveries.retryPost(refused.last?.id ?? '', house.now)).toBe(true);
  await house.sous.tick();
  const open = await health();
  expect(open.last).toMatchObject({ went: 'open', retriable: false, trouble: undefined });
  expect(open.stock.left).toBe(before.stock.left - 1);

  // its reveal is refused
  house.refuse = (to) => (to.includes(':channel/') ? new PostError('refused', 'no threads') : undefined);
  house.now = (open.last?.closesAt ?? 0) - HOUR;
  await house.sous.tools.store.cohorts.changeCohort(
    house.cohort.id,
    house.cohort.version,
    { paused: true },
    'x',
    house.now,
  );
  house.now += HOUR;
  await house.sous.tick();
  const closed = await health();
  expect(closed.next).toEqual({ kind: 'paused' });
  expect(closed.last).toMatchObject({ went: 'unrevealed' });
  expect(closed.last?.trouble).toContain('no threads');

  await house.sous.tools.store.drops.voidDrop(open.last?.id ?? '', 'an outage', house.now);
  expect((await health()).last).toMatchObject({ went: 'void', why: 'an outage' });
});

test('a place that could not be checked is neither open nor closed; a bug is no place', async () => {
  const { tools } = house.sous;
  const failing = (why: Error) => ({ ...tools, post: { ...tools.post, check: () => Promise.reject(why) } });
  const busy = new PostError('busy', 'the gateway is down', { advice: 'Wait.' });
  expect((await healthOf(failing(busy), house.cohort)).place).toEqual({
    kind: 'unknown',
    why: 'the gateway is down',
    advice: 'Wait.',
  });
  await expect(healthOf(failing(new TypeError('a bug')), house.cohort)).rejects.toThrow('a bug');
});
