/** What a press adds to a long card is in sight where the press was. */
import type { Browser, ViewportSize } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { address, on } from '../../../src/chat/address.ts';
import { createApp } from '../../../src/chat/app.ts';
import { button, buttons, type Card, card, text, title } from '../../../src/chat/card.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import { redraw, show } from '../../../src/chat/reply.ts';
import { launchChromium } from '../../support/chromium.ts';
import { comeIn, openWindow, send, type Window } from '../../support/playground/browser.ts';
import { bringTo, edgesOfTalk } from '../../support/playground/in-page/look.js';
import { type PlaygroundServer, startPlayground } from '../../support/playground/server.ts';

const reveal = address('reveal.answer', {});
const long = (lines: number): string =>
  Array.from({ length: lines }, (_, line) => `Line ${line + 1} of many words.`).join('\n\n');
const asked = (answer: boolean): Card =>
  card(
    title('A long card'),
    text(long(30)),
    text(answer ? 'Guess first.\n\n> It was the cook.' : 'Guess first.'),
    buttons(!answer && button(reveal(), 'Show the answer')),
    text(long(5)),
  );

let browser: Browser;
let server: PlaygroundServer;
beforeAll(async () => {
  browser = await launchChromium();
  server = await startPlayground(async (platform) => {
    const command = { name: 'guess', description: 'A long card.', options: {}, run: () => show(asked(false)) };
    const actions = [on(reveal, () => redraw(asked(true)))];
    await platform.start(createApp({ features: [{ commands: [defineCommand(command)], actions }] }));
    return { stop: () => platform.stop() };
  });
});
afterAll(async () => {
  await server.goAway();
  await browser.close();
});

const viewports: [string, ViewportSize][] = [
  ['on a desk', { width: 1280, height: 800 }],
  ['on a phone', { width: 390, height: 844 }],
];

/** Where it stands in the part of the page that scrolls. A press goes by a key, since a pointer may scroll first. */
async function pressAt(ana: Window, block: 'center' | 'end'): Promise<{ shift: number; above: number; below: number }> {
  await send(ana, '/guess');
  const pressed = ana.log.getByRole('button', { name: 'Show the answer' }).last();
  await pressed.waitFor();
  const guess = ana.log.getByText('Guess first.').last();
  await pressed.evaluate(bringTo, block);
  const before = (await guess.boundingBox())?.y ?? -1;
  await ana.page.keyboard.press('Enter');
  const answer = ana.log.getByText('It was the cook.').last();
  await answer.waitFor();
  const { y = -1, height = 0 } = (await answer.boundingBox()) ?? {};
  const frame = await ana.page.evaluate(edgesOfTalk);
  return {
    shift: ((await guess.boundingBox())?.y ?? -1) - before,
    above: y - frame.top,
    below: frame.bottom - y - height,
  };
}

test.each(viewports)(
  'an answer that is shown stands in sight, and what stood above it stays: %s',
  async (where, viewport) => {
    const ana = await openWindow(browser, server.url, { viewport });
    await comeIn(ana, `Ana ${where}`);
    const { shift, above, below } = await pressAt(ana, 'center');
    expect(above).toBeGreaterThan(0);
    expect(below).toBeGreaterThan(0);
    expect(Math.abs(shift)).toBeLessThan(40); // a line says who pressed
    expect(ana.errors).toEqual([]);
    await ana.context.close();
  },
);

test.each(viewports)('pressed at the lower edge, all of the answer comes into sight: %s', async (where, viewport) => {
  const ana = await openWindow(browser, server.url, { viewport });
  await comeIn(ana, `Ben ${where}`);
  const { shift, above, below } = await pressAt(ana, 'end');
  expect(above).toBeGreaterThan(0);
  expect(below).toBeGreaterThan(0);
  expect(shift).toBeGreaterThan(-160); // by a few lines, and not to the beginning of the card
  expect(shift).toBeLessThan(40);
  await ana.context.close();
});
