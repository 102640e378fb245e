/** The page as a whole: comes back after everything, fits every screen, and can be used by everybody. */
import { describe, expect, test } from 'vitest';
import { createApp } from '../../../src/chat/app.ts';
import { card, text } from '../../../src/chat/card.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import { show } from '../../../src/chat/reply.ts';
import { comeIn, openWindow, send } from '../../support/playground/browser.ts';
import { lowContrasts, namelessControls, smallTargets } from '../../support/playground/in-page/audit.js';
import * as look from '../../support/playground/in-page/look.js';
import { startPlayground } from '../../support/playground/server.ts';
import { fine, toyHouse } from '../../support/playground/toy-house.ts';

const house = toyHouse();

describe('when Sous goes away', () => {
  test('the page says so, keeps what one did, and goes on by itself', async () => {
    const ana = await openWindow(house.browser, house.server.url);
    await comeIn(ana, 'Ana');
    await send(ana, '/count');
    await ana.log.getByText('Count: 0').waitFor();
    await house.server.goAway();
    const banner = ana.page.getByRole('status').getByText('Sous is not answering; trying again.');
    await banner.waitFor();
    await ana.log.getByRole('button', { name: 'One more' }).click();
    await send(ana, 'still there?');
    await ana.page.getByText('still there?').waitFor();
    await house.server.comeBack();
    await ana.log.getByText('I heard: still there?').waitFor();
    await ana.log.getByText('Count: 1').waitFor();
    await banner.waitFor({ state: 'hidden' });
    expect(house.ran.toSorted()).toEqual(['said still there?', 'tick 0']);
    expect(await ana.log.getByText('still there?', { exact: true }).count()).toBe(1);
    await fine(ana);
  });

  test('the conversation is there after a restart and a reload, pictures too', async () => {
    const ana = await openWindow(house.browser, house.server.url);
    await comeIn(ana, 'Ana');
    await send(ana, '/all share:yes');
    await ana.log.getByRole('img', { name: 'A gray square.' }).waitFor();
    await house.server.goAway();
    await house.server.comeBack();
    await ana.page.reload();
    await ana.log.getByRole('heading', { name: 'Every block' }).waitFor();
    await ana.page.waitForFunction(look.pictureIsThere);
    await fine(ana);
  });

  test('another process that knows nobody is told who one is', async () => {
    const ana = await openWindow(house.browser, house.server.url);
    await comeIn(ana, 'Ana');
    await send(ana, '/count');
    await ana.log.getByText('Count: 0').waitFor();
    await house.server.goAway();
    const rows = await house.server.history.list({ shelf: 'people', last: 9 });
    for (const row of rows) await house.server.history.remove(row.id);
    await house.server.comeBack();
    await send(ana, 'do you know me?');
    await ana.log.getByText('I heard: do you know me?').waitFor();
    await fine(ana);
  });
});

test('while Sous thinks, what one said stands there once, and the page says that Sous is thinking', async () => {
  const { promise: thought, resolve: think } = Promise.withResolvers<void>();
  const slow = await startPlayground(async (platform) => {
    const said = async () => {
      await thought;
      return show(card(text('I have thought.')));
    };
    await platform.start(createApp({ features: [{ said }] }));
    return { stop: () => platform.stop() };
  });
  const ana = await openWindow(house.browser, slow.url);
  await comeIn(ana, 'Ana');
  await send(ana, 'think about this');
  await ana.log.getByRole('article', { name: 'Ana' }).waitFor(); // kept by the server, and told over the stream
  expect(await ana.log.getByText('think about this').count()).toBe(1);
  await ana.page.getByText('Sous is thinking').waitFor();
  think();
  await ana.log.getByText('I have thought.').waitFor();
  await ana.page.getByText('Sous is thinking').waitFor({ state: 'detached' });
  await fine(ana);
  await slow.goAway();
});

describe('on a phone', () => {
  test('nothing is wider than the screen, and everything is big enough to touch', async () => {
    const ana = await openWindow(house.browser, house.server.url, {
      viewport: { width: 360, height: 640 },
      hasTouch: true,
    });
    const fits = async (): Promise<boolean> => ana.page.evaluate(look.fits);
    expect(await fits()).toBe(true);
    await comeIn(ana, 'Wilhelmina Bartholomäus-Featherstonehaugh'.slice(0, 40));
    await send(ana, '/all');
    await ana.log.getByRole('heading', { name: 'Every block' }).waitFor();
    await send(ana, `/echo is:${'unbreakable'.repeat(15)}`);
    await ana.log.getByText('You said: unbreakable').waitFor();
    expect(await fits()).toBe(true);
    expect(await ana.page.evaluate(smallTargets, 40)).toEqual([]);
    await ana.page.keyboard.type('/');
    await ana.menu.waitFor();
    expect(await fits()).toBe(true);
    await ana.page.keyboard.press('Escape');
    await ana.log.getByRole('button', { name: 'Form' }).click();
    await ana.dialog.waitFor();
    expect(await fits()).toBe(true);
    const box = await ana.dialog.boundingBox();
    expect((box?.x ?? -1) >= 0 && (box?.width ?? 999) <= 360).toBe(true);
    await fine(ana);
  });
});

describe('light and dark', () => {
  test.each(['light', 'dark'] as const)('%s follows the system and can be read', async (colorScheme) => {
    const ana = await openWindow(house.browser, house.server.url, { colorScheme });
    await comeIn(ana, 'Ana', true);
    await ana.page.getByRole('heading', { name: 'Welcome, Ana' }).waitFor();
    await send(ana, '/all');
    await ana.log.getByRole('heading', { name: 'Every block' }).waitFor();
    await ana.page.keyboard.type('/');
    await ana.menu.waitFor();
    expect((await ana.page.evaluate(look.groundRed)) > 128).toBe(colorScheme === 'light');
    expect(await ana.page.evaluate(lowContrasts, 4.5)).toEqual([]);
    await fine(ana);
  });

  test('the toggle wins over the system, and is remembered', async () => {
    const ana = await openWindow(house.browser, house.server.url, { colorScheme: 'light' });
    await comeIn(ana, 'Ana');
    await ana.page.getByRole('button', { name: 'Switch to dark' }).click();
    const scheme = async () => ana.page.evaluate(look.scheme);
    expect(await scheme()).toBe('dark');
    await ana.page.reload();
    expect(await scheme()).toBe('dark');
    await ana.page.getByRole('button', { name: 'Switch to light' }).click();
    expect(await scheme()).toBe('light');
    await fine(ana);
  });
});

describe('for everybody', () => {
  test('every control has a name, ids are unique, and the landmarks are there', async () => {
    const ana = await openWindow(house.browser, house.server.url);
    await comeIn(ana, 'Ana');
    await send(ana, '/all');
    await ana.log.getByRole('heading', { name: 'Every block' }).waitFor();
    expect(await ana.page.evaluate(namelessControls)).toEqual([]);
    await ana.log.getByRole('button', { name: 'Form' }).click();
    await ana.dialog.waitFor();
    expect(await ana.page.evaluate(namelessControls)).toEqual([]);
    await ana.page.keyboard.press('Escape');
    const ids = await ana.page.evaluate(look.allIds);
    expect(new Set(ids).size).toBe(ids.length);
    expect(await ana.page.getByRole('main').count()).toBe(1);
    expect(await ana.page.getByRole('banner').count()).toBe(1);
    expect(await ana.page.getByRole('navigation', { name: 'Rooms' }).count()).toBe(1);
    expect(await ana.page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await ana.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await ana.log.getAttribute('aria-live')).toBe('polite');
    await fine(ana);
  });

  test('Tab goes through the page in the order in which one reads it', async () => {
    const ana = await openWindow(house.browser, house.server.url);
    await comeIn(ana, 'Ana');
    await send(ana, '/count');
    await ana.log.getByText('Count: 0').waitFor();
    await ana.page.evaluate(look.toTheTop);
    const order: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      await ana.page.keyboard.press('Tab');
      order.push(await ana.page.evaluate(look.focused));
    }
    expect(order).toEqual([
      'Skip to the message box',
      'Switch to dark',
      'You are Ana. Change who you are',
      'general',
      'daily',
      'Sous',
      'Conversation',
      'Reply',
      'One more',
      'Remove',
      'say',
      'Send',
    ]);
    await fine(ana);
  });

  test('the link past everything leads to the message box', async () => {
    const ana = await openWindow(house.browser, house.server.url);
    await comeIn(ana, 'Ana');
    await ana.page.evaluate(look.toTheTop);
    await ana.page.keyboard.press('Tab');
    await ana.page.keyboard.press('Enter');
    expect(await ana.say.evaluate(look.isFocused)).toBe(true);
    await fine(ana);
  });

  test('nothing moves for those who asked for that', async () => {
    const ana = await openWindow(house.browser, house.server.url, { reducedMotion: 'reduce' });
    await comeIn(ana, 'Ana');
    await send(ana, '/count');
    await ana.log.getByText('Count: 0').waitFor();
    expect(await ana.page.evaluate(look.movingParts)).toEqual([]);
    await fine(ana);
  });
});

test('the zone of the browser is known without being asked for', async () => {
  const zone = defineCommand({
    name: 'zone',
    description: 'Where one is.',
    options: {},
    run: ({ caller }) => show(card(text(`It is ${caller.zone ?? 'nowhere'} here.`))),
  });
  const server = await startPlayground(async (platform) => {
    await platform.start(createApp({ features: [{ commands: [zone] }] }));
    return { stop: () => platform.stop() };
  });
  const ana = await openWindow(house.browser, server.url, { timezoneId: 'Asia/Tokyo' });
  await comeIn(ana, 'Ana');
  await send(ana, '／zone');
  await ana.log.getByText('It is Asia/Tokyo here.').waitFor();
  await fine(ana);
  await server.goAway();
});
