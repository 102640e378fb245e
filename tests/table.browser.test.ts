/** A table of plain text where it is drawn: names from right to left keep the order of its columns. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { tableText } from '../src/chat/text.ts';
import { launchChromium } from './support/chromium.ts';
import { edges } from './support/playground/in-page/edges.js';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchChromium();
  page = await (await browser.newContext()).newPage();
});
afterAll(async () => browser.close());

test('points stand behind the name, whatever way it is written', async () => {
  const names = ['Anastasia (you)', 'Zoë', 'أحمد', 'דוד', 'דוד (you)', 'علی', 'ދިވެހި'];
  const rows = names.map((name, at) => [String(at + 1), name, '70']);
  await page.setContent('<pre id="table" style="font: 16px monospace"></pre>');
  const drawn = await page.locator('#table').evaluate(edges, { text: tableText(['#', 'Name', 'Points'], rows), names });
  expect(drawn).toHaveLength(names.length);
  for (const { name, points } of drawn) expect(points).toBeGreaterThan(name);
});
