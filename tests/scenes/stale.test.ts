/** Buttons of old messages: whatever they carry, the stored state decides. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../src/chat/app.ts';
import type { Visitor, PressRequest } from '../../src/chat/request.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { cardText } from '../../src/chat/text.ts';
import { attempts } from '../../src/storage/tables/runs.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { createSous } from '../../src/features/index.ts';
import { turnOf } from '../../src/questions/index.ts';
import { kindsLibrary } from '../support/kinds-library.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import { freshDatabase } from '../support/storage.ts';

const ana: Visitor = {
  person: 'bare:user/ana',
  name: 'Ana',
  place: 'bare:channel/1',
  community: 'bare:room/1',
  locale: 'en',
  admin: false,
  roles: [],
  direct: false,
};
let database: OpenDatabase;
let sous: TestSous;
let app: App;
beforeAll(async () => {
  database = await freshDatabase();
  sous = await testSous(database, { library: kindsLibrary() });
  app = createSous(sous.tools);
});
afterAll(() => database.close());

const words = (reply: Reply): string => ('card' in reply ? cardText(reply.card) : reply.kind);
const press = (id: string, args: Record<string, string>, caller = ana): PressRequest => ({
  kind: 'press',
  caller,
  event: `e${Math.random()}`,
  at: 1,
  press: { id, args },
});

/** A later moment with each run: the latest one is asked for. */
let at = 0;
async function begin(topic: string, caller = ana): Promise<string> {
  at += 1;
  await app.handle({ kind: 'command', caller, event: 'e', at, name: 'quiz', options: { topic, length: 1 } });
  const [run] = await sous.tools.store.runs.openRuns(caller.person, 'quiz', 0, 1);
  return run?.id ?? '';
}

test('a press for a step that is over changes nothing and shows how things stand', async () => {
  const run = await begin('order');
  const step0 = (key: string) => app.handle(press('ask.choose', { run, at: '0', step: '0', key }));
  await step0('2');
  const now = words(await step0('1'));
  expect(now).toContain('1. Answer');
  expect((await sous.tools.store.runs.findRun(run))?.moves).toEqual({ 0: ['2'] });
});

test('a move whose outcome was told cannot be taken back, by no button and by no forged press', async () => {
  const caller = { ...ana, person: 'bare:user/told' as const };
  const run = await begin('true-false', caller);
  const said = words(await app.handle(press('ask.choose', { run, at: '0', step: '0', key: 'false' }, caller)));
  expect(said).toContain('You said: false. It is true.');
  expect(said).not.toContain('[Undo]');
  await app.handle(press('ask.undo', { run, at: '0', step: '1' }, caller));
  expect((await sous.tools.store.runs.findRun(run))?.moves).toEqual({ 0: ['false'] });
});

test('a quiz can be left: a question is skipped, and the rest finished without it', async () => {
  at += 1;
  const caller = { ...ana, person: 'bare:user/skip' as const };
  const call = { kind: 'command', caller, event: 'e', at, name: 'quiz', options: { length: 2 } } as const;
  const begun = words(await app.handle(call));
  expect(begun).toContain('[Skip]');
  const [open] = await sous.tools.store.runs.openRuns(caller.person, 'quiz', 0, 1);
  const run = open?.id ?? '';
  expect(words(await app.handle(press('ask.go', { run, at: '1' }, caller)))).toContain('[Finish]');
  const asked = words(await app.handle(press('ask.go', { run, at: '2' }, caller)));
  expect(asked).toContain('You skipped question 1.');
  expect(asked).toContain('[Finish without it]');
  expect(words(await app.handle(press('ask.finish', { run }, caller)))).toContain(
    'You stopped before the first answer',
  );
  expect((await sous.tools.store.runs.findRun(run))?.attempts.size).toBe(0);
});

test('after the answer, every old button shows the answer', async () => {
  const run = await begin('one-choice');
  await app.handle(press('ask.choose', { run, at: '0', step: '0', key: '1' }));
  for (const old of [
    press('ask.choose', { run, at: '0', step: '0', key: '0' }),
    press('ask.hint', { run, at: '0' }),
    press('ask.undo', { run, at: '0', step: '1' }),
  ]) {
    expect(words(await app.handle(old))).toContain('Not this time');
  }
  expect(await sous.tools.store.runs.scoreOf(ana.person)).toMatchObject({ points: 0, answered: 1 });
});

test.each([
  ['a choice that was not offered', { at: '0', step: '0', key: '9' }, 'could not read'],
  ['a step that has not come yet', { at: '0', step: '3', key: '0' }, 'Which ones'],
  ['an item that does not exist', { at: '7', step: '0', key: '0' }, 'skipped question 1'],
])('a forged press for %s is refused or ignored', async (_what, args, said) => {
  const run = await begin('several-choices');
  const id = 'ask.choose';
  expect(words(await app.handle(press(id, { run, ...args })))).toContain(said);
  expect((await sous.tools.store.runs.findRun(run))?.attempts.size).toBe(0);
});

test("somebody else's run is not mine, and a run that never was is told kindly", async () => {
  const run = await begin('match');
  const ben = { ...ana, person: 'bare:user/ben', name: 'Ben' } as const;
  expect(words(await app.handle(press('ask.go', { run, at: '0' }, ben)))).toContain('somebody else');
  expect(words(await app.handle(press('ask.go', { run: 'never', at: '0' })))).toContain('over and gone');
});

test('a question that changed while it was open is asked anew', async () => {
  const run = await begin('categorise');
  const before = await sous.tools.store.runs.findRun(run);
  await sous.tools.store.runs.renewItem(run, 0, 'an older version');
  const reply = words(
    await app.handle(press('ask.choose', { run, at: '0', step: '0', key: keyOf(before?.seed ?? 0) })),
  );
  expect(reply).toContain('mended a moment ago');
  expect((await sous.tools.store.runs.findRun(run))?.items[0]?.version).toBe('v1');
});

/** The first item that this seed asks for, into the first bucket. */
function keyOf(seed: number): string {
  const question = [...sous.tools.library.content.questions.values()].find((one) => one.kind === 'categorise');
  const turn = question === undefined ? undefined : turnOf(question, seed >>> 0, []);
  return turn?.via === 'choose' ? (turn.choices[0]?.key ?? '') : '';
}

test('who wants it is asked how sure they are before the answer is shown', async () => {
  await sous.tools.store.learners.changeSettings(ana.person, { confidence: true });
  const run = await begin('true-false');
  await app.handle(press('ask.choose', { run, at: '0', step: '0', key: 'true' }));
  const asked = words(await app.handle(press('ask.choose', { run, at: '0', step: '1', key: '0' })));
  expect(asked).toContain('How sure are you?');
  expect(asked).not.toContain('Because it is so');
  expect(words(await app.handle(press('ask.sure', { run, at: '0', step: '2', as: 'certain' })))).toContain('How sure');
  expect(words(await app.handle(press('ask.sure', { run, at: '0', step: '2', as: 'guess' })))).toContain(
    'Right. 10 points',
  );
  expect(words(await app.handle(press('ask.sure', { run, at: '0', step: '2', as: 'sure' })))).toContain('Right');
  const [row] = await database.db
    .select({ confidence: attempts.confidence })
    .from(attempts)
    .where(eq(attempts.run, run));
  expect(row?.confidence).toBe('guess');
  await sous.tools.store.learners.changeSettings(ana.person, { confidence: false });
});

test('an unfinished quiz is offered again for a week, and only while something is left to ask', async () => {
  const quiz = async (at: number, questions = library.content.questions) => {
    Object.assign(sous.tools.library.content, { questions });
    const command = { kind: 'command', caller: ana, event: 'q', at, name: 'quiz' } as const;
    return words(await app.handle({ ...command, options: { topic: 'gaps', length: 1 } }));
  };
  const { library } = sous.tools;
  const { questions } = library.content;
  const week = 7 * 24 * 3_600_000;
  await begin('gaps');
  try {
    expect(await quiz(week)).toContain('You have an unfinished quiz');
    expect(await quiz(week, new Map([...questions].filter(([, one]) => one.kind !== 'gaps')))).not.toContain(
      'unfinished',
    );
  } finally {
    Object.assign(library.content, { questions });
  }
  expect(await quiz(3 * week)).not.toContain('unfinished');
});

test('parts that luck may hit are paid and are no recall: the question comes back as one that was missed', async () => {
  const zoe: Visitor = { ...ana, person: 'bare:user/zoe', name: 'Zoe' };
  const run = await begin('categorise', zoe);
  const question = sous.tools.library.content.questions.get('s-sort');
  if (question?.kind !== 'categorise') throw new Error('nothing is to be sorted');
  const { items, buckets } = question;
  let seen = '';
  for (let step = 0; step < items.length; step += 1) {
    const found = await sous.tools.store.runs.findRun(run);
    const turn = turnOf(question, found?.seed ?? 0, found?.moves['0'] ?? []);
    const item = Number(turn?.via === 'choose' ? turn.choices[0]?.key.split('.')[0] : NaN);
    const own = buckets.indexOf(items[item]?.bucket ?? '');
    // the first thing goes to the other one of two groups: of what is right then, half may be luck
    const key = `${item}.${item === 0 ? 1 - own : own}`;
    seen = words(await app.handle(press('ask.choose', { run, at: '0', step: String(step), key }, zoe)));
  }
  expect(seen).toContain('Partly right: 2 of 3 sorted right. 7 of 10 points.');
  const [due] = await sous.tools.store.reviews.dueReviews(zoe.person, Date.UTC(2100, 0), 1);
  expect(due?.memory.scheduledDays).toBe(1);
});
