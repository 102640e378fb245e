/** The page in a real browser: reading on, and being several. */
import { beforeEach, describe, expect, test } from 'vitest';
import { GENERAL } from '../../support/playground/client.ts';
import { comeIn, openTab, openWindow, send, type Window } from '../../support/playground/browser.ts';
import * as look from '../../support/playground/in-page/look.js';
import { toyHouse, windowOf } from '../../support/playground/toy-house.ts';

const house = toyHouse();
let ana: Window;
windowOf(house, (open) => {
  ana = open;
});

const text = async ({ log }: Window): Promise<string> => (await log.innerText()).replaceAll(/\s+/gu, ' ');

describe('reading', () => {
  beforeEach(async () => comeIn(ana, 'Ana'));
  const say = async (words: string, key: string) =>
    house.server.platform().post(GENERAL, { blocks: [{ kind: 'title', text: words }] }, { key });

  test('the newest is in sight, but somebody who reads further up is left alone', async () => {
    for (let n = 0; n < 30; n += 1) await say(`old ${n}`, `o${n}`);
    await ana.log.getByText('old 29').waitFor();
    await expect.poll(async () => ana.page.evaluate(look.atTheEnd)).toBe(true);
    await ana.page.getByRole('region', { name: 'Conversation' }).focus();
    await ana.page.keyboard.press('Home');
    await expect.poll(async () => ana.page.evaluate(look.topOf, '.day')).toBeGreaterThan(0);
    // the browser glides there; only where it has come to rest can it be left alone
    let top = NaN;
    await expect
      .poll(async () => {
        const before = top;
        top = await ana.page.evaluate(look.topOf, '.day');
        return top === before;
      })
      .toBe(true);
    await say('new', 'new');
    await ana.log.getByText('new', { exact: true }).waitFor();
    expect(await ana.page.evaluate(look.topOf, '.day')).toBe(top);
    await send(ana, '/echo is:mine'); // what one does oneself is followed
    await ana.log.getByText('You said: mine').waitFor();
    await expect.poll(async () => ana.page.evaluate(look.atTheEnd)).toBe(true);
  });

  test('earlier messages come when they are asked for, and what one reads stays in its place', async () => {
    for (let n = 0; n < 80; n += 1) await say(`message ${n}.`, `m${n}`);
    await ana.page.reload();
    await ana.log.getByText('message 79.').waitFor();
    expect(await ana.log.getByText('message 10.').count()).toBe(0);
    await ana.page.getByRole('button', { name: 'Show earlier messages' }).click();
    await ana.log.getByText('message 0.').waitFor();
    expect(await ana.log.getByRole('article').count()).toBe(80);
    expect(await ana.page.getByRole('button', { name: 'Show earlier messages' }).count()).toBe(0);
  });

  test('code can be copied', async () => {
    await ana.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await send(ana, '/all');
    await ana.log.getByRole('button', { name: 'Copy' }).click();
    await ana.log.getByRole('status').getByText('Copied').waitFor();
    expect(await ana.page.evaluate<string>('navigator.clipboard.readText()')).toBe(
      'def add(a, b)\n  a + b # ``` & <x>\nend',
    );
  });
});

describe('several people', () => {
  test('two windows of one browser are two learners, and see what is meant for them', async () => {
    await comeIn(ana, 'Ana');
    const ben = await openTab(ana.context, house.server.url);
    await ben.page.getByRole('button', { name: 'You are Ana' }).click();
    await comeIn(ben, 'Ben', true); // nothing can be written before the question is gone
    await ben.page.getByRole('button', { name: 'You are Ben Instructor' }).waitFor();
    await send(ben, '/setup zone:UTC');
    await ben.log.getByText('Staff: admin UTC').waitFor();
    await send(ben, '/count');
    await ana.log.getByRole('button', { name: 'One more' }).click();
    await ben.log.getByText('Count: 1').waitFor();
    expect(await text(ana)).not.toContain('Staff');
    await ana.page.reload();
    await ana.page.getByRole('button', { name: 'You are Ana' }).waitFor();
    await ben.page.reload();
    await ben.page.getByRole('button', { name: 'You are Ben Instructor' }).waitFor();
    await ben.log.getByText('Staff: admin UTC').waitFor();
  });

  test('what somebody else says can be explained, for me alone', async () => {
    await comeIn(ana, 'Ana');
    await send(ana, 'our SQL is slow');
    const ben = await openWindow(house.browser, house.server.url, { viewport: { width: 390, height: 800 } });
    await comeIn(ben, 'Ben');
    const line = ben.log.getByRole('article', { name: 'Ana' }).filter({ hasText: 'our SQL is slow' });
    await line.getByRole('button', { name: 'Explain this' }).click();
    await ben.log.getByText('Explained: our SQL is slow').waitFor();
    expect(await text(ben)).toContain('Ben chose Explain this');
    expect(await text(ben)).toContain('Only you can see this');
    expect(await text(ana)).not.toContain('Explained');
    // what Sous says explains itself
    const sous = ben.log.getByRole('article', { name: 'Sous' }).first();
    expect(await sous.getByRole('button', { name: 'Explain this' }).count()).toBe(0);
    expect(ben.errors).toEqual([]);
    await ben.context.close();
  });

  test('a direct message is in a room of one’s own', async () => {
    await comeIn(ana, 'Ana');
    const ben = await openWindow(house.browser, house.server.url);
    await comeIn(ben, 'Ben');
    await ana.page.getByRole('navigation', { name: 'Rooms' }).getByRole('button', { name: 'Sous' }).click();
    await send(ana, 'a shy question');
    await ana.log.getByText('I heard: a shy question').waitFor();
    expect(await ana.log.getByText('Only you can see this').count()).toBe(0); // the room says so already
    await send(ana, '/ours');
    await ana.log.getByText('not in a direct message').waitFor();
    await ben.page.getByRole('button', { name: 'Sous', exact: true }).click();
    expect(await text(ben)).not.toContain('shy');
    await ben.context.close();
  });

  test('talk in threads, and a dot shows where something is new', async () => {
    await comeIn(ana, 'Ana');
    await house.server
      .platform()
      .post('playground:channel/daily', { blocks: [{ kind: 'title', text: 'Today' }] }, { key: 'd' });
    const daily = ana.page.getByRole('button', { name: 'daily new messages' });
    await daily.waitFor();
    await ana.page.getByRole('button', { name: 'daily' }).click();
    expect(await daily.count()).toBe(0);
    await ana.log.getByRole('button', { name: 'Reply' }).click();
    await ana.page.keyboard.type('I think so');
    await ana.page.keyboard.press('Enter');
    const thread = ana.page.getByRole('list', { name: 'Thread' });
    await thread.getByText('I think so').waitFor();
    expect(house.ran).toEqual([]);
  });
});
