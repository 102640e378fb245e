/** What is said where something is over, or cannot be done here. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../src/chat/app.ts';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Visitor } from '../../src/chat/request.ts';
import { cardText } from '../../src/chat/text.ts';
import { createSous } from '../../src/features/index.ts';
import { openLesson } from '../../src/features/learn/addresses.ts';
import { again, choose } from '../../src/features/player/addresses.ts';
import { solutionOf } from '../../src/questions/index.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { kindsLibrary } from '../support/kinds-library.ts';
import { SAMPLES } from '../questions/samples.ts';
import { realLibrary, testSous, type TestSous } from '../support/sous.ts';
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
const words = (reply: Reply): string => ('card' in reply ? cardText(reply.card) : reply.kind);
let database: OpenDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

let at = 0;
const opened = async (library: Parameters<typeof testSous>[1]): Promise<[App, TestSous]> => {
  const sous = await testSous(database, library);
  return [createSous(sous.tools), sous];
};
const press = async (app: App, to: Press, caller: Visitor = ana): Promise<string> =>
  words(await app.handle({ kind: 'press', caller, event: `e${(at += 1)}`, at, press: to }));

test('a lesson offers a discussion in a channel, and says where to go in a direct message', async () => {
  const library = await realLibrary();
  const [app] = await opened({ library });
  const lesson = [...library.content.lessons.values()].find((one) =>
    one.cards.some((shown) => shown.parts.some((part) => part.kind === 'share')),
  );
  const place = lesson?.cards.findIndex((shown) => shown.parts.some((part) => part.kind === 'share')) ?? -1;
  const to = openLesson({ lesson: lesson?.id ?? '', card: place });
  expect(await press(app, to)).toContain('[Discuss it in this channel]');
  const direct = await press(app, to, { ...ana, direct: true, community: 'bare:direct', place: ana.person });
  expect(direct).not.toContain('Discuss it in this channel');
  expect(direct).toContain('open this lesson in a channel.');
});

test('a run without points says why, and not "0 points"', async () => {
  const [app, sous] = await opened({ library: kindsLibrary() });
  const play = async (right: boolean): Promise<string> => {
    const [run] = await sous.tools.store.runs.openRuns(ana.person, 'quiz', 0, 1);
    const [key] = right ? solutionOf(SAMPLES['one-choice'], 0) : ['1'];
    await press(app, choose({ run: run?.id ?? '', at: 0, step: 0, key: String(key) }));
    const end = await press(app, { id: 'ask.go', args: { run: run?.id ?? '', at: '1' } });
    if (!right) await press(app, again({ run: run?.id ?? '' }));
    return end;
  };
  const options = { topic: 'one-choice', length: 1 };
  await app.handle({ kind: 'command', caller: ana, event: 'e', at: (at += 1), name: 'quiz', options });
  expect(await play(false)).toContain('No points this time.');
  const end = await play(true);
  expect(end).toContain('All of them. Well done. You have met these before, so this was for practice.');
  expect(end).not.toMatch(/\b0 points from/u);
});
