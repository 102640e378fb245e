/** All that decides a next step, read in one statement; on both drivers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { createStore, type Store } from '../../src/storage/index.ts';
import { newMemory } from '../../src/tutor/review.ts';
import { freshDatabase } from '../support/storage.ts';

const NOW = Date.parse('2026-11-20T09:00:00Z');
const DAY = 24 * 3_600_000;
const HERE = 'bare:room/main';
const MIA = 'bare:user/mia';
let database: OpenDatabase;
let store: Store;
beforeAll(async () => {
  database = await freshDatabase();
  store = createStore(database.db);
  await store.learners.meet({ learner: MIA, name: 'Mia', locale: 'en', community: HERE }, NOW);
});
afterAll(async () => database.close());

const look = (learner = MIA) =>
  store.steps.findStandpoint({ learner, community: HERE, now: NOW, since: NOW - DAY, begunSince: NOW - 2 * DAY });

test('of somebody who was never here there is nothing', async () => {
  expect(await look('bare:user/nobody')).toEqual({
    cohorts: [],
    due: [],
    reviewed: 0,
    settings: {},
    points: 0,
    lessons: [],
    run: null,
    tried: 0,
    dropped: 0,
    placed: false,
    shared: [],
  });
});

test('lessons that are known without reading are done, and can be taken back one by one', async () => {
  await store.lessons.openCard(MIA, 'one', 2, NOW);
  await store.lessons.sayKnown(MIA, ['one', 'two'], true);
  await store.lessons.sayKnown(MIA, ['two', 'three'], true);
  const known = [
    { lesson: 'one', card: 2, finished: true, known: true, seenAt: NOW },
    { lesson: 'two', card: 0, finished: true, known: true, seenAt: 0 },
    { lesson: 'three', card: 0, finished: true, known: true, seenAt: 0 },
  ];
  const sorted = (list: readonly { readonly lesson: string }[]) =>
    list.toSorted((a, b) => (a.lesson < b.lesson ? -1 : 1));
  expect(sorted(await store.lessons.lessonsOf(MIA))).toEqual(sorted(known));
  expect(sorted((await look()).lessons)).toEqual(sorted(known));
  await store.lessons.sayKnown(MIA, ['one', 'two'], false);
  await store.learners.changeSettings(MIA, { confidence: true });
  const [three, one] = [known[2], { lesson: 'one', card: 2, finished: false, seenAt: NOW }];
  expect(sorted(await store.lessons.lessonsOf(MIA))).toEqual(sorted([one, three].filter((each) => each !== undefined)));
  expect((await look()).settings).toEqual({ confidence: true, known: ['three'] });
});

test('what is due, and a run that grew and was stopped', async () => {
  await store.reviews.addReview(MIA, 'term:late', newMemory(NOW + DAY));
  await store.reviews.addReview(MIA, 'term:now', newMemory(NOW));
  const items = [{ question: 'a', version: '1' }];
  const run = { learner: MIA, community: HERE, subject: 'course', items, seed: 1 };
  await store.runs.createRun({ ...run, id: 'old', purpose: 'quiz' }, NOW - 3 * DAY);
  expect(await look()).toMatchObject({ due: ['term:now'], run: null, placed: false });
  await store.runs.createRun({ ...run, id: 'place', purpose: 'placement' }, NOW);
  expect(await store.runs.appendItem('place', 1, { question: 'b', version: '1' })).toBe(true);
  expect(await store.runs.appendItem('place', 1, { question: 'c', version: '1' })).toBe(false);
  expect(await look()).toMatchObject({ run: { id: 'place', purpose: 'placement', left: ['a', 'b'] }, placed: true });
  await store.runs.changeSubject('place', 'stopped');
  expect(await look()).toMatchObject({ run: null, placed: true });
  expect((await store.runs.latestRun(MIA, 'placement', NOW - DAY))?.items).toHaveLength(2);
});

test('open daily questions, of the community and of cohorts elsewhere that they are in, with the plan of each', async () => {
  const plan = { zone: 'Europe/Berlin', time: '09:00', weekdays: [1, 2, 3, 4, 5], openHours: 24, admin: MIA };
  const make = async (id: string, community: string): Promise<void> => {
    await store.learners.meet({ learner: MIA, name: 'Mia', locale: 'en', community }, NOW);
    const given = {
      ...plan,
      id,
      community,
      name: id,
      place: `bare:channel/${id}`,
      starts: '2026-11-02',
      lessonsAWeek: 1,
    };
    await store.cohorts.createCohort(given, MIA, NOW);
  };
  await make('here', HERE);
  await make('there', 'bare:room/other');
  const { cohorts } = await look();
  expect(cohorts).toEqual([
    {
      community: HERE,
      place: 'bare:channel/here',
      zone: 'Europe/Berlin',
      weekdays: [1, 2, 3, 4, 5],
      skipDates: [],
      pauses: [],
      starts: '2026-11-02',
      lessonsAWeek: 1,
      lessonDates: null,
      answers: null,
      open: [],
    },
  ]);
});
