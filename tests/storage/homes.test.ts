/** Who opened their own page of late, what it shows, and whose is behind the facts. */
import { describe, expect } from 'vitest';
import { newMemory } from '../../src/tutor/review.ts';
import { test } from '../support/storage.ts';

const ANA = 'slack:user/T1.UA';
const BEN = 'slack:user/T1.UB';
const FAR = 'slack:user/T10.UA';
const owner = (learner: string, name = 'Ana') => ({ learner, name, locale: 'en-GB' });

describe('whoever opened their page', () => {
  test('is found as they were then, the latest first; nobody else is', async ({ store: { homes } }) => {
    await homes.openHome({ ...owner(ANA), zone: 'Europe/Berlin' }, 'm', 1_000);
    await homes.openHome(owner(BEN, 'Ben'), 'm', 2_000);
    expect(await homes.findHomes([ANA, FAR, BEN])).toEqual([
      { learner: BEN, name: 'Ben', locale: 'en-GB', zone: undefined },
      { learner: ANA, name: 'Ana', locale: 'en-GB', zone: 'Europe/Berlin' },
    ]);
    await homes.openHome(owner(ANA, 'Anna'), 'm', 3_000);
    expect(await homes.findHomes([BEN, ANA])).toMatchObject([{ name: 'Anna', zone: undefined }, { name: 'Ben' }]);
    expect(await homes.findHomes([])).toEqual([]);
  });

  test('has a mark that changes once for several who change it at the same time', async ({ store: { homes } }) => {
    await homes.openHome(owner(ANA), 'one', 1_000);
    for (let n = 0; n < 20; n += 1) {
      const marks = await Promise.all(Array.from({ length: 16 }, () => homes.markHome(ANA, `m${n}`, 2_000)));
      expect(marks.filter((mark) => mark !== `m${n}`)).toEqual([n === 0 ? 'one' : `m${n - 1}`]);
    }
    expect(await homes.markHome(BEN, 'two', 2_000)).toBeUndefined();
    expect(await homes.findHomes([BEN])).toEqual([]);
  });

  test('is forgotten after a while, with the workspace, and with everything else', async ({ store }) => {
    const { homes, privacy } = store;
    const left = async () => (await homes.findHomes([ANA, BEN, FAR])).map((one) => one.learner);
    for (const [n, learner] of [ANA, BEN, FAR].entries()) await homes.openHome(owner(learner), '', n * 1_000);
    await homes.sweepHomes(1_000);
    expect(await left()).toEqual([FAR, BEN]);
    await homes.forgetHomes('slack:user/T1.');
    expect(await left()).toEqual([FAR]);
    expect((await privacy.everythingAbout(FAR, FAR)).map((one) => one.table)).toEqual(['homes']);
    expect(await privacy.forgetLearner(FAR, FAR)).toBe(true);
    expect(await left()).toEqual([]);
    expect(await privacy.forgetLearner(FAR, FAR)).toBe(false);
  });
});

test('a page is behind when a review has become due since it was drawn', async ({ store }) => {
  const { homes, learners, reviews } = store;
  for (const learner of [ANA, BEN]) {
    await learners.meet({ learner, name: 'A', locale: 'en', community: 'slack:team/T1' }, 0);
    for (const n of [1, 2]) await reviews.addReview(learner, `term:${n}`, { ...newMemory(0), due: 5_000 });
  }
  await homes.openHome(owner(ANA), '', 1_000);
  expect(await homes.homesBehind(4_999)).toEqual([]);
  expect(await homes.homesBehind(5_000)).toEqual([ANA]);
  await homes.markHome(ANA, '', 5_000);
  expect(await homes.homesBehind(9_000)).toEqual([]);
});
