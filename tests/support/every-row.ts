/** A row about one learner in every table, with a value in every column: for what must reach all that is stored. */
import type { Database } from '../../src/storage/database.ts';
import type { QuestionSource } from '../../src/questions/index.ts';
import * as tables from '../../src/storage/tables/index.ts';
import { newMemory } from '../../src/tutor/review.ts';

const NOW = Date.parse('2026-11-02T09:00:00.123Z');

/** Everything that a learner may do, and do as staff, once. Twice for two learners. */
export async function fillEveryTable(db: Database, learner: string): Promise<void> {
  const me = learner.slice(learner.indexOf('/') + 1);
  const community = `playground:community/${me}`;
  const cohort = me;
  const drop = `${cohort}-20261102`;
  const question = 'q-1';
  const version = 'v1';
  const moves = ['0', ['1', '2']];
  const verdict = { score: 1 / 3, marks: [{ key: '0', right: false, chosen: true, said: 'x' }], ideas: ['mixed-up'] };
  await db.insert(tables.communities).values({ id: community, createdAt: NOW });
  await db.insert(tables.learners).values({
    id: learner,
    name: me,
    locale: 'en',
    hidden: true,
    settings: { confidence: true },
    createdAt: NOW,
    seenAt: NOW,
  });
  await db.insert(tables.cohorts).values({
    id: cohort,
    community,
    name: 'A cohort',
    place: 'playground:channel/one',
    zone: 'UTC',
    time: '09:00',
    weekdays: [1],
    skipDates: ['2026-12-25'],
    topics: ['web'],
    starts: '2026-11-02',
    lessonsAWeek: 2,
    lessonDates: [{ lesson: 'databases', date: '2026-11-02' }],
    pauses: [{ from: '2026-11-03', to: null }],
    shown: [{ date: '2026-11-02', question: 'q1', version: 'v1', passed: ['q2'] }],
    shownBy: learner,
    readByMost: ['databases'],
    readAt: NOW,
    openHours: 24,
    reveal: true,
    pingRole: 'cooks',
    catchUpMinutes: 60,
    whenEmpty: 'pause',
    paused: true,
    admin: learner,
    nextAt: NOW,
    nextDate: '2026-11-02',
    heldUntil: NOW,
    version: 1,
    changedBy: learner,
    changedAt: NOW,
    members: 1,
    spreadAt: NOW,
    createdAt: NOW,
  });
  await db.insert(tables.drops).values({
    id: drop,
    cohort,
    localDate: '2026-11-02',
    state: 'closed',
    question,
    version,
    dueAt: NOW,
    opensAt: NOW,
    closesAt: NOW,
    closedAt: NOW,
    why: 'so',
    week: 202_645,
    month: 202_611,
    par: 0.1,
    shownCount: 1,
    shownAt: NOW,
  });
  await db.insert(tables.deliveries).values({
    id: `n${cohort}`,
    cohort,
    drop,
    kind: 'notice',
    about: '{}',
    learner,
    platform: 'playground',
    address: learner,
    words: 'Something is wrong.',
    state: 'pending',
    attempts: 1,
    nextAt: NOW,
    giveUpAt: NOW,
    heldUntil: NOW,
    leasedBy: 'worker',
    firstSentAt: NOW,
    message: 'playground:message/1',
    lastError: 'none',
  });
  await db.insert(tables.dropAnswers).values({
    drop,
    learner,
    question,
    moves,
    version: 'v',
    score: 1 / 3,
    points: 3,
    hint: true,
    confidence: 'guess',
    at: NOW,
    verdict,
  });
  await db
    .insert(tables.dropQueue)
    .values({ cohort, question, kind: 'on', date: '2026-11-03', priority: 1, by: learner, at: NOW });
  await db.insert(tables.members).values({
    cohort,
    learner,
    joinedAt: NOW,
    hidden: true,
    answers: 1,
    correct: 0,
    standing: 3,
    credit: 0,
    week: 202_645,
    weekStanding: 3,
    weekCredit: 0,
    month: 202_611,
    monthStanding: 3,
    monthCredit: 0,
  });
  await db.insert(tables.spreads).values({ cohort, period: 'all', key: 0, members: 1, cuts: [1, 2], beyond: 1 });
  await db.insert(tables.pointFixes).values({
    id: `fix-${me}`,
    cohort,
    learner,
    points: 1,
    reason: 'kind',
    by: learner,
    at: NOW,
    week: 202_645,
    month: 202_611,
  });
  await db.insert(tables.streakPauses).values({ learner, from: NOW, until: NOW + 1 });
  await db.insert(tables.lessonProgress).values({ learner, lesson: 'web', card: 1, finishedAt: NOW, seenAt: NOW });
  await db.insert(tables.discussions).values({
    id: `talk-${me}`,
    shareOut: 'table',
    place: 'playground:channel/one',
    message: 'playground:message/2',
    createdAt: NOW,
  });
  await db.insert(tables.participations).values({ discussion: `talk-${me}`, learner, at: NOW });
  await db.insert(tables.events).values({ id: `event-${me}`, at: NOW });
  const person = { id: learner, name: me, admin: false };
  await db.insert(tables.playgroundRows).values(
    [
      { id: learner, shelf: 'people', viewer: null, value: { name: me } },
      { id: `direct-${me}`, shelf: learner, viewer: null, value: {} },
      { id: `private-${me}`, shelf: 'playground:channel/one', viewer: learner, value: {} },
      { id: `line-${me}`, shelf: 'playground:channel/one', viewer: null, value: { body: { kind: 'line', person } } },
      {
        id: `asked-${me}`,
        shelf: 'playground:channel/one',
        viewer: null,
        value: { body: { kind: 'card', asked: { person, via: 'command', line: '/what' } } },
      },
    ].map((row) => ({ ...row, at: NOW })),
  );
  await db.insert(tables.slackInstallations).values({ id: `T-${me}`, secret: 'sealed', updatedAt: NOW });
  await db.insert(tables.homes).values({
    learner,
    name: me,
    locale: 'en',
    zone: 'UTC',
    openedAt: NOW,
    mark: 'm',
    drawnAt: NOW,
  });
  await db.insert(tables.asked).values({
    id: `asked-${me}`,
    community,
    key: 'foo',
    words: 'What is a foo?',
    times: 2,
    createdAt: NOW,
    askedAt: NOW,
    decidedBy: learner,
    decidedAt: NOW,
    foundAt: NOW,
  });
  const own = { id: question, concepts: ['database'] } as unknown as QuestionSource;
  await db.insert(tables.ownShelves).values({ community, key: `k-${me}`, revision: 1, changedAt: NOW });
  await db
    .insert(tables.ownQuestions)
    .values({ community, id: `k-${me}.q`, edition: 1, source: own, by: learner, at: NOW, until: NOW });
  await db
    .insert(tables.ownUploads)
    .values({ id: `upload-${me}`, community, learner, name: 'a.gift', questions: [own], at: NOW });
  await db.insert(tables.askedWishes).values({ asked: `asked-${me}`, learner, at: NOW });
  await db.insert(tables.askedDays).values({ learner, day: 20_759, times: 2 });
  await db.insert(tables.reports).values({
    id: `report-${me}`,
    community,
    learner,
    question,
    version,
    reason: 'wrong',
    words: 'It is wrong.',
    moves,
    decision: 'keep',
    decidedBy: learner,
    decidedAt: NOW,
    createdAt: NOW,
  });
  await db.insert(tables.rulings).values({
    community,
    question,
    version,
    kind: 'accept',
    moves: '["0"]',
    decidedBy: learner,
    decidedAt: NOW,
  });
  await db.insert(tables.news).values({ id: `notice-${me}`, learner, question, points: 3, createdAt: NOW });
  await db
    .insert(tables.reviews)
    .values({ learner, item: 'term:api', memory: newMemory(NOW), due: NOW, reviewedAt: NOW });
  await db.insert(tables.runs).values({
    id: `run-${me}`,
    learner,
    community,
    purpose: 'quiz',
    subject: 'web',
    items: [{ question, version }],
    seed: 4_294_967_295,
    moves: { 0: moves },
    hints: [0],
    createdAt: NOW,
  });
  await db.insert(tables.attempts).values({
    learner,
    community,
    run: `run-${me}`,
    item: 0,
    question,
    version,
    moves,
    score: 0.1 + 0.2,
    points: 1,
    first: true,
    hint: false,
    confidence: 'sure',
    at: NOW,
    verdict,
  });
  await db.insert(tables.scores).values({ community, learner, points: 1, answered: 1, correct: 0 });
  await db.insert(tables.staffPeople).values({ community, learner, name: me, by: learner, at: NOW });
  await db.insert(tables.staffRoles).values({ community, role: 'cooks', by: learner, at: NOW });
  await db.insert(tables.auditLog).values([
    { community, cohort, by: learner, byName: me, act: 'gave points', details: 'one', learner, at: NOW },
    { community, cohort, by: learner, byName: me, act: 'changed the time', details: 'to ten', learner: null, at: NOW },
  ]);
  await db.insert(tables.reminders).values({ learner, hour: 9, zone: 'UTC', nextAt: NOW, why: 'refused', told: true });
  await db.insert(tables.pulseOrders).values({ cohort, learner, nextAt: NOW, renewedAt: NOW });
  await db
    .insert(tables.talks)
    .values({ learner, place: 'direct', topic: 'term:api', run: `run-${me}`, item: 0, at: NOW });
}
