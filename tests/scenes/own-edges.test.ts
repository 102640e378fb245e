/** A community's own questions where it matters whose they are: other communities, drops, reviews, reports, other people's files. */
import { describe, expect, test } from 'vitest';
import type { Reply } from '../../src/chat/reply.ts';
import type { Visitor } from '../../src/chat/request.ts';
import { uploadOf } from '../../src/chat/uploading.ts';
import { createShelves } from '../../src/classroom/shelves.ts';
import { caller, COMMUNITY, DAY, dropHouse, wordsOf } from '../support/drop-house.ts';

const house = dropHouse();
const ada = caller('Ada', { admin: true });
const ben = caller('Ben');
const there = { community: 'bare:room/other', place: 'bare:channel/else' } as const;
const eva = caller('Eva', { ...there, admin: true });
const benThere = { ...ben, ...there };
const benAlone: Visitor = { ...ben, community: 'bare:direct', place: 'bare:user/ben', direct: true };

const MASCOT = '::mascot:: What is our mascot called? {=Pico#The gecko. ~Taco#The cat.}\n';
let events = 0;

/** A file in the form. */
const send = async (who: Visitor, content: string, about = 'about-one-choice', name = 'a.gift'): Promise<Reply> =>
  house.app.handle({
    kind: 'form',
    caller: who,
    press: { id: 'own.send', args: {} },
    fields: about === '' ? {} : { about },
    files: { file: uploadOf(name, Buffer.from(content)) },
    event: `own${(events += 1)}`,
    at: house.now,
  });

function argOf(reply: Reply, action: string, arg: string): string {
  if (reply.kind !== 'show' && reply.kind !== 'redraw') throw new Error(`${reply.kind} has no buttons`);
  const found = reply.card.blocks
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .find((one) => one.kind === 'press' && one.press.id === action);
  if (found?.kind !== 'press') throw new Error(`no ${action} in:\n${wordsOf(reply)}`);
  return found.press.args[arg] ?? '';
}

/** Puts it on the shelf of whoever brings it; the id of the first. */
async function add(who: Visitor, content: string): Promise<string> {
  const upload = argOf(await send(who, content), 'own.take', 'upload');
  expect(wordsOf(await house.press(who, { id: 'own.take', args: { upload } }))).toContain('Done:');
  const [first] = await house.sous.tools.store.own.readShelf(who.community);
  return first?.id ?? '';
}
const quiz = async (who: Visitor): Promise<string> =>
  wordsOf(await house.run(who, 'quiz', { topic: 'Our own questions', length: 1 }));

describe('what belongs to one community', () => {
  test('is asked there, in direct messages of its people, and nowhere else', async () => {
    await add(ada, MASCOT);
    expect(await quiz(ben)).toContain('our mascot');
    expect(await quiz(benThere)).toContain('no topic');
    expect(wordsOf(await house.run(eva, 'questions'))).toContain('no questions of its own yet');
    // in private it is the community of one's own cohort
    expect(await quiz(benAlone)).toContain('no topic');
    await house.person('Ben').press('A', await house.nextDrop('one-choice'));
    expect(await quiz(benAlone)).toContain('unfinished quiz on our own questions');
  });

  test('is offered while typing there alone', async () => {
    await add(ada, MASCOT);
    const offered = async (who: Visitor): Promise<string> =>
      JSON.stringify(await house.app.suggest(who, 'quiz', 'topic', 'our'));
    expect(await offered(ben)).toContain('Our own questions');
    expect(await offered(benThere)).not.toContain('Our own questions');
    const queued = async (who: Visitor): Promise<string> =>
      JSON.stringify(await house.app.suggest(who, 'queue', 'question', 'mascot'));
    expect(await queued(ada)).toContain('our mascot');
    expect(await queued(eva)).not.toContain('our mascot');
  });

  test('cannot be reached from elsewhere by its id, nor can a file that somebody else sent', async () => {
    const id = await add(ada, MASCOT);
    expect(id).toMatch(/^\w+\.mascot$/u);
    for (const press of [
      { id: 'own.remove', args: { q: id } },
      { id: 'own.back', args: { q: id, edition: '1' } },
      { id: 'own.clear', args: {} },
      { id: 'own.cleared', args: {} },
      { id: 'own.files', args: {} },
      { id: 'own.list', args: {} },
    ])
      expect(wordsOf(await house.press(eva, press))).not.toMatch(/mascot\?|Pico/u);
    expect(await quiz(ben)).toContain('our mascot');

    const upload = argOf(await send(ada, MASCOT.replace('called', 'named')), 'own.take', 'upload');
    expect(wordsOf(await house.press(eva, { id: 'own.leave', args: { upload } }))).toContain('Nothing of that file');
    expect(wordsOf(await house.press(eva, { id: 'own.take', args: { upload } }))).toContain('taken already');
    expect(await house.sous.tools.store.own.readShelf(there.community)).toEqual([]);
    expect(wordsOf(await house.press(ben, { id: 'own.take', args: { upload } }))).toContain('for the staff');
    expect(wordsOf(await house.press(ada, { id: 'own.take', args: { upload } }))).toContain('1 changed');
  });

  test('stays on somebody’s review list while they are elsewhere, and goes when it is removed', async () => {
    const id = await add(ada, MASCOT);
    const { store } = house.sous.tools;
    const run = await house.run(ben, 'quiz', { topic: 'Our own questions', length: 1 });
    const wrong = (run.kind === 'show' ? run.card.blocks : [])
      .flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
      .find((one) => one.kind === 'press' && one.press.id === 'ask.choose' && one.press.args['key'] === '1');
    if (wrong?.kind !== 'press') throw new Error(wordsOf(run));
    await house.press(ben, wrong.press);
    const listed = async (): Promise<readonly string[]> =>
      (await store.reviews.listReviews(ben.person)).map(({ item }) => item);
    expect(await listed()).toContain(`question:${id}`);
    house.now += 3 * DAY;
    expect(wordsOf(await house.run(benThere, 'review'))).not.toContain('mascot');
    expect(await listed()).toContain(`question:${id}`);
    expect(wordsOf(await house.run(ben, 'review'))).toContain('mascot');
    await house.press(ada, { id: 'own.remove', args: { q: id } });
    expect(await listed()).not.toContain(`question:${id}`);
    expect(wordsOf(await house.run(ben, 'review'))).not.toContain('mascot');
  });
});

describe('as the daily question', () => {
  /** Our own question, on the next day. */
  async function dropped(): Promise<string> {
    const id = await add(ada, MASCOT);
    const said = wordsOf(await house.run(ada, 'queue', { question: id }));
    expect(said).toContain('mascot');
    return id;
  }

  test('it is posted, answered, closed and explained like any other', async () => {
    await dropped();
    const message = await house.nextDrop();
    expect(message.text).toContain('What is our mascot called?');
    const mia = house.person('Mia');
    const letter = /^([AB])\s+Pico$/mu.exec(message.text)?.[1] ?? '?';
    expect((await mia.press(letter, message)).text).toContain('The gecko.');
    await house.sous.tick();
    house.now += DAY + 60_000;
    await house.sous.tick();
    expect((await house.latest('Pico')).text).toContain('The gecko.');
    expect(house.sous.failures).toEqual([]);
  });

  test('it is chosen by itself too, when it is all that is left', async () => {
    await add(ada, MASCOT);
    const { store, library } = house.sous.tools;
    for (const question of library.content.questions.keys())
      await store.cohorts.queueQuestion({ cohort: house.cohort.id, question, kind: 'skip' }, ada.person, house.now);
    expect((await house.nextDrop()).text).toContain('What is our mascot called?');
  });

  test('another community’s cohort is never given it', async () => {
    const id = await add(ada, MASCOT);
    const { store } = house.sous.tools;
    const autumn = { id: 'autumn', name: 'Autumn', zone: 'UTC', admin: eva.person, ...there };
    await store.cohorts.createCohort(autumn, eva.person, house.now);
    expect(wordsOf(await house.run(eva, 'queue', { question: id }))).toContain('I find no question');
    for (let day = 0; day < 12; day += 1) {
      house.now = (await store.cohorts.findCohort('autumn'))?.nextAt ?? house.now;
      await house.sous.tick();
    }
    const asked = (await store.drops.latestDrops('autumn', { limit: 20 })).map(({ question }) => question);
    expect(asked.length).toBeGreaterThan(8);
    expect(asked).not.toContain(id);
  });

  test('taken off the shelf while it is open, nothing breaks, and the next day goes on', async () => {
    const id = await dropped();
    const message = await house.nextDrop();
    await house.press(ada, { id: 'own.remove', args: { q: id } });
    const mia = house.person('Mia');
    expect((await mia.press('A', message)).text).not.toContain('Something broke');
    house.now += DAY + 60_000;
    await house.sous.tick();
    expect((await house.nextDrop()).text).not.toContain('mascot');
    expect(house.sous.failures).toEqual([]);
  });
});

test('one that is wrong is reported to its own staff, who are told where to mend it', async () => {
  await add(ada, MASCOT);
  const asked = await house.run(ben, 'quiz', { topic: 'Our own questions', length: 1 });
  const run = argOf(asked, 'ask.choose', 'run');
  await house.press(ben, { id: 'ask.choose', args: { run, at: '0', step: '0', key: '1' } });
  const press = { id: 'report.send', args: { run, at: '0' } };
  await house.app.handle({ kind: 'form', caller: ben, press, fields: { reason: 'typo' }, event: 'r', at: house.now });
  const queue = wordsOf(await house.run(ada, 'reports'));
  expect(queue).toContain('our mascot');
  expect(queue).toContain('of your own');
  expect(wordsOf(await house.run(eva, 'reports'))).toContain('queue is empty');
});

test('another process learns of it by itself', async () => {
  const { store, library } = house.sous.tools;
  const other = createShelves(library, store);
  await other.refresh();
  expect(other.has()).toBe(false);
  const id = await add(ada, MASCOT);
  await other.refresh('at once');
  expect(other.within(COMMUNITY, () => other.library.content.questions.has(id))).toBe(true);
  expect(other.within(there.community, () => other.library.content.questions.has(id))).toBe(false);
  expect(other.library.content.questions.has(id)).toBe(false);
});

test('a shelf has its limit: what is too much is told in numbers, and nothing of it is kept', async () => {
  const many = (from: number, count: number): string =>
    Array.from({ length: count }, (_, at) => `::q${from + at}:: What is ${from + at}? {=${from + at} ~x}\n\n`).join('');
  await add(ada, many(0, 150));
  const looked = wordsOf(await send(ada, many(140, 100)));
  expect(looked).toContain('That would make 240 questions, and 200 have room');
  expect(looked).not.toContain('Add them');
});
