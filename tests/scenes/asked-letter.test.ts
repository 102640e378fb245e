/** Who wished to hear of an answer hears once, when content with the answer has been read; who deleted their data does not. */
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Card } from '../../src/chat/card.ts';
import { PostError } from '../../src/chat/platform.ts';
import { cardText } from '../../src/chat/text.ts';
import { createLibrary } from '../../src/content/library.ts';
import { loadContent } from '../../src/content/load.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { asked, askedDays, askedWishes } from '../../src/storage/tables/asked.ts';
import { deliveries } from '../../src/storage/tables/drops.ts';
import { bareStage } from '../support/bare-stage.ts';
import { CONTENT, testSous, type TestSous } from '../support/sous.ts';
import type { Boot, Person, Stage } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';

let dir: string;
let database: OpenDatabase;
let sous: TestSous;
let stage: Stage;
let posts: { to: string; card: Card }[];
let refuse: PostError | undefined;

/** A glossary of a few entries. */
async function glossary(...ids: readonly string[]): Promise<void> {
  for (const id of ids) await copyFile(path.join(CONTENT, `glossary/${id}.md`), path.join(dir, `glossary/${id}.md`));
}

/** Sous with what the folder holds now. */
async function open(): Promise<void> {
  const { content, whole } = await loadContent(dir);
  // what its entries name is not in this folder
  expect(whole).toBe(true);
  sous = await testSous(database, { library: createLibrary(content) });
  const boot: Boot = async (platform) =>
    sous.boot({
      ...platform,
      post: async (to, card, options) => {
        if (refuse !== undefined) throw refuse;
        posts.push({ to, card });
        return platform.post(to, card, options);
      },
    });
  stage = await bareStage(boot);
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'sous-asked-'));
  await mkdir(path.join(dir, 'glossary'));
  await copyFile(path.join(CONTENT, 'topics.yaml'), path.join(dir, 'topics.yaml'));
  await glossary('cookie', 'session');
  database = await freshDatabase();
  posts = [];
  refuse = undefined;
  await open();
});
afterEach(async () => {
  expect(sous.failures).toEqual([]);
  await stage.stop();
  await database.close();
  await rm(dir, { recursive: true });
});

async function handIn(name: string, wishes: boolean): Promise<Person> {
  const person = stage.person(name);
  const thanks = await person.press('Ask the authors', await person.command('what', { is: 'what is a webhook?' }));
  expect(thanks.text).toContain('Thank you');
  if (wishes) await person.press('Tell me when there is an answer', thanks);
  return person;
}

test('told once, after a reload, to who wished, with the way to the answer', async () => {
  const mia = await handIn('Mia', true);
  await handIn('Ben', false);
  const leo = await handIn('Leo', true);
  const kim = stage.person('Kim');
  const thanks = await kim.press('Ask the authors', await kim.command('what', { is: 'webhooks' }));
  await kim.press('Never mind', await kim.press('Tell me when there is an answer', thanks));
  const ask = await leo.press('Delete everything', await leo.command('privacy'));
  await leo.press('Yes, delete everything', ask);
  const { db } = database;
  expect((await db.select().from(askedWishes)).map(({ learner }) => learner)).toEqual(['bare:user/mia']);
  // the words and who asked stand in no row together
  expect(JSON.stringify(await db.select().from(asked))).not.toMatch(/mia|ben|leo|kim/iu);
  expect(JSON.stringify([await db.select().from(askedWishes), await db.select().from(askedDays)])).not.toMatch(
    /webhook/iu,
  );

  await sous.tick();
  await sous.tools.library.reload(); // with nothing new
  await sous.tick();
  expect(posts).toEqual([]);
  await glossary('webhook');
  await sous.tools.library.reload();
  await Promise.all([sous.tick(), sous.tick()]);
  await sous.tick();
  expect(posts.map(({ to }) => to)).toEqual(['bare:user/mia']);
  expect(cardText(posts[0]?.card ?? { blocks: [] })).toContain('what is a webhook?');
  expect(JSON.stringify(await db.select().from(deliveries))).not.toMatch(/webhook/iu);
  expect(await db.select().from(askedWishes)).toEqual([]);
  const ada = stage.person('Ada', { admin: true });
  expect((await ada.command('asked')).text).toContain('Nothing waits');
  const answer = posts[0]?.card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))[0];
  expect(answer?.label).toBe('Read the answer');
  // read again once more, nobody is told anything
  await sous.tools.library.reload();
  await sous.tick();
  expect(posts).toHaveLength(1);
  expect((await mia.command('what', { is: 'webhook' })).text).toContain('Webhook');
});

test('noticed at a start, too, and a platform that is slow is waited for', async () => {
  await handIn('Mia', true);
  await stage.stop();
  await glossary('webhook');
  await open();
  refuse = new PostError('busy', 'slow down', { retryAfter: 1 });
  await sous.tick();
  expect(posts).toEqual([]);
  refuse = undefined;
  await expect
    .poll(
      async () => {
        await sous.tick();
        return posts.map(({ to }) => to);
      },
      { timeout: 30_000 },
    )
    .toEqual(['bare:user/mia']);
});

test('what was wished for too late is answered at once; what is off the list tells nobody', async () => {
  const mia = stage.person('Mia');
  const thanks = await mia.press('Ask the authors', await mia.command('what', { is: 'what is a webhook?' }));
  await glossary('webhook');
  await sous.tools.library.reload();
  await sous.tick();
  expect((await mia.press('Tell me when there is an answer', thanks)).text).toContain('I can answer that by now');
  await sous.tick();
  expect(posts).toEqual([]);
});

test('dismissed: nobody waits any more', async () => {
  await handIn('Mia', true);
  const ada = stage.person('Ada', { admin: true });
  const list = await ada.command('asked');
  await ada.press('Dismiss', await ada.pick('Open one', ['what is a webhook?'], list));
  expect(await database.db.select().from(askedWishes)).toEqual([]);
  await glossary('webhook');
  await sous.tools.library.reload();
  await sous.tick();
  expect(posts).toEqual([]);
});
