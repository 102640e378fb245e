/** What somebody asks to be posted: they hear at once that it stands, that it comes, or what is in the way. */
import { describe, expect, test } from 'vitest';
import { PostError } from '../../src/chat/platform.ts';
import { caller, dropHouse, wordsOf } from '../support/drop-house.ts';
import { cardText } from '../../src/chat/text.ts';
import type { Visitor } from '../../src/chat/request.ts';

const house = dropHouse();

const mia = caller('Mia');
const ada = caller('Ada', { admin: true });
const doubt = () => new PostError('doubt', 'no answer');
const refusal = () => new PostError('refused', 'forbidden', { advice: 'Let me post here.' });
const inChannel = () => house.posts.filter((post) => post.to === 'bare:channel/general').length;

const begin = async (who: Visitor = mia) =>
  wordsOf(await house.press(who, { id: 'share.begin', args: { share: 'bank' } }));
const testDrop = async () =>
  wordsOf(await house.press(ada, { id: 'setup.test', args: { c: house.cohort.id, v: String(house.cohort.version) } }));
/** What everybody sees a minute or so later. */
async function aMinuteLater(): Promise<readonly string[]> {
  house.refuse = undefined;
  await house.letWaitsEnd();
  house.now += 60_000;
  await house.sous.tick();
  return (await house.stage.channel()).map((seen) => seen.text);
}

describe('a discussion', () => {
  test('in doubt is on its way, whoever presses again is told the same, and it comes once', async () => {
    house.refuse = doubt;
    for (const who of [mia, mia, caller('Ben')]) {
      const said = await begin(who);
      expect(said).toContain('appears in a minute or so');
      expect(said).not.toMatch(/again/u);
    }
    const seen = await aMinuteLater();
    expect(seen.filter((text) => text.includes('nothing is graded'))).toHaveLength(1);
    expect(await begin()).toContain('is in this channel');
    expect(inChannel()).toBe(1);
  });

  test('that may not be posted says what to do, and can be begun when that was done', async () => {
    house.refuse = refusal;
    expect(await begin()).toBe('I could not post here. Let me post here.');
    expect(await aMinuteLater()).toEqual([]);
    expect(await begin()).toContain('is in this channel');
  });

  test('that left the course while a part was on its way: whoever wrote it hears of it, and has their words back', async () => {
    const { store } = house.sous.tools;
    await begin();
    await store.lessons.createDiscussion({ id: 'gone', shareOut: 'no-longer', place: mia.place }, house.now);
    const part = {
      key: 'sgone',
      kind: 'part',
      to: mia.place,
      about: 'gone',
      learner: mia.person,
      words: 'My own part.',
    };
    await store.deliveries.addLetters([part], house.now);
    await house.sous.tick();
    await house.sous.tick();
    const toMia = house.posts.filter((post) => post.to === mia.person).map((post) => cardText(post.card));
    expect(toMia).toEqual([expect.stringMatching(/could not post your part.*My own part\./su)]);
  });

  test('takes a part that is on its way, and counts it when it stands', async () => {
    await begin();
    const talk = await house.sous.tools.store.lessons.recentDiscussion('bank', mia.place, 0);
    house.refuse = doubt;
    const part = {
      kind: 'form' as const,
      caller: mia,
      press: { id: 'share.said', args: { discussion: talk?.id ?? '' } },
      fields: { text: 'My bank.' },
      event: 'part-of-mia',
      at: house.now,
    };
    expect(wordsOf(await house.app.handle(part))).toContain('Thank you. Your part is on its way');
    const seen = await aMinuteLater();
    expect(seen.filter((text) => text.includes('My bank.'))).toHaveLength(1);
    expect(wordsOf(await house.app.handle(part))).toContain('You are the first to take part');
  });
});

describe('a test drop', () => {
  test('in doubt is on its way, and is not posted any more when it is removed meanwhile', async () => {
    house.refuse = doubt;
    expect(await testDrop()).toContain('appears in the channel in a minute or so');
    expect((await aMinuteLater()).filter((text) => text.includes('only a test'))).toHaveLength(1);
    house.refuse = doubt;
    const staff = house.person('Ada', true);
    await staff.press('Remove the test drop', await staff.press('Post a test drop', await staff.command('setup')));
    expect((await aMinuteLater()).filter((text) => text.includes('only a test'))).toHaveLength(1);
  });

  test('that may not be posted says what to do', async () => {
    house.refuse = refusal;
    expect(await testDrop()).toBe('I could not post the test. Let me post here.');
    expect(await aMinuteLater()).toEqual([]);
  });
});
