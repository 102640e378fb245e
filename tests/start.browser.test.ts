/** The whole of it, as somebody meets it first: start, ask, answer, reload, stop, start again; the score is still there. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from './support/chromium.ts';
import { comeIn, openWindow, send } from './support/playground/browser.ts';
import { type Running, startProcess } from './support/process.ts';

let browser: Browser;
let folder = '';
let sous: Running;
const env = (): Record<string, string> => ({ DATA_DIR: path.join(folder, 'db') });
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sous-start-'));
  [browser, sous] = await Promise.all([launchChromium(), startProcess(env())]);
});
afterAll(async () => {
  await sous.end('SIGKILL');
  await browser.close();
  await rm(folder, { recursive: true, force: true });
});

test('what is a database? quiz me, an answer, the score; a reload and a restart keep it', async () => {
  expect(sous.greeting).toContain('playground: http://127.0.0.1:');
  const ana = await openWindow(browser, sous.url);
  await comeIn(ana, 'Ana');
  await send(ana, 'what is a database?');
  await ana.log.getByRole('heading', { name: 'Database' }).waitFor();
  await ana.log.getByRole('button', { name: 'Quiz me' }).click();
  await ana.log.getByRole('button', { name: 'Report' }).first().waitFor();
  // a list that few need is closed until it is opened, also by keyboard
  const related = ana.log.getByRole('listbox', { name: 'See also' }).first();
  expect(await related.isVisible()).toBe(false);
  await ana.log.getByText('See also').first().press('Enter');
  await related.waitFor();
  await related.getByRole('option', { name: /^Table/u }).click();
  await ana.log.getByRole('heading', { name: 'Table', exact: true }).waitFor();
  // whichever question comes, this answers it
  await send(ana, '/quiz topic:http length:1');
  const card = ana.log.getByRole('article').filter({ hasText: '/quiz topic:' });
  await card.getByRole('button', { name: 'I don’t know' }).click();
  await card.getByText('Good to know that').first().waitFor();
  await card.getByRole('button', { name: 'See how it went' }).click();
  await ana.log.getByText(/of 1 right/u).waitFor();
  const score = async (): Promise<string> => {
    await send(ana, '/progress');
    const line = ana.log.getByText(/Right at the first try:\s+\d+ of \d+/u).last();
    await line.waitFor();
    return line.innerText();
  };
  const before = await score();
  expect(before).toContain('0 of 1');

  await ana.page.reload();
  await ana.log.getByText(/of 1 right/u).waitFor();

  const again = { ...env(), PORT: new URL(sous.url).port };
  expect(await sous.end('SIGTERM')).toBe(0);
  sous = await startProcess(again);
  await ana.page.reload();
  await ana.log.getByText(/of 1 right/u).waitFor();
  expect(await score()).toBe(before);
  expect(ana.errors).toEqual([]);
  await ana.context.close();
});

test('a second process on the same folder is refused, and says what to do', async () => {
  await expect(startProcess(env())).rejects.toThrow(
    /ended with 1:[\s\S]*in use by another process[\s\S]*DATABASE_URL/u,
  );
});

test('wrong settings are told all at once, without a stack', async () => {
  const said = await startProcess({ PORT: 'many', DATABASE_URL: 'here' }).catch((error: Error) => error.message);
  expect(said).toContain('DATABASE_URL must be an address');
  expect(said).toContain('PORT must be a port number');
  expect(said).not.toContain('    at ');
});

test('the first minute: a tile that begins lesson 1, and a question of today that is open', async () => {
  const cleo = await openWindow(browser, sous.url);
  await comeIn(cleo, 'Cleo');
  const [first] = await cleo.page.getByRole('region', { name: 'Welcome, Cleo' }).getByRole('button').all();
  expect(await first?.innerText()).toMatch(/^Start lesson 1 \(\d+ min\)/u);
  await first?.click();
  await cleo.log.getByText('card 1 of').waitFor();
  await send(cleo, '/daily');
  await cleo.log.getByRole('button', { name: 'Answer it' }).waitFor();
  await send(cleo, '/leaderboard period:all');
  await cleo.log.getByText('(made up)').first().waitFor();
  // nothing of it in the figures of whoever runs it
  const metrics = await (await fetch(`${sous.url}/metrics`)).text();
  expect(metrics).not.toContain('demo');
  await cleo.context.close();
  const dan = await openWindow(browser, sous.url);
  await comeIn(dan, 'Dan', true);
  await dan.page.getByRole('button', { name: /^Set up your cohort/u }).click();
  await dan.log.getByRole('button', { name: 'Create the first cohort…' }).waitFor();
  await dan.log.getByRole('button', { name: 'Remove the demo cohort' }).waitFor();
  expect([...cleo.errors, ...dan.errors]).toEqual([]);
  await dan.context.close();
});

test('health, readiness and metrics answer', async () => {
  const get = async (where: string): Promise<string> => (await fetch(`${sous.url}${where}`)).text();
  expect(await get('/healthz')).toBe('ok');
  // longer than balancers keep an idle connection, or they send presses into one that is being closed
  expect((await fetch(`${sous.url}/healthz`)).headers.get('keep-alive')).toBe('timeout=75');
  expect(await get('/readyz')).toBe('ready');
  expect(await get('/metrics')).toContain('sous_requests_total');
});

test('axe finds nothing to object to, in light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const bea = await openWindow(browser, sous.url, { colorScheme });
    await comeIn(bea, `Bea ${colorScheme}`, colorScheme === 'dark');
    await bea.page.getByRole('heading', { name: /^Welcome/u }).waitFor();
    for (const line of ['/learn', '/quiz topic:databases', '/privacy', '/help']) await send(bea, line);
    await bea.log.getByRole('heading', { name: 'What I can do' }).waitFor();
    await send(bea, '/what is:database');
    await bea.log.getByRole('heading', { name: 'Database' }).first().waitFor();
    await bea.log.getByText('See also').first().click();
    await send(bea, '/compare a:session b:cookie');
    await bea.log.getByRole('heading', { name: 'Session and Cookie' }).waitFor();
    await bea.page.evaluate(axe.source);
    // the page's own axe: `run` is what the source above has just defined there; the rule is one that must be asked for
    const found = await bea.page.evaluate<axe.AxeResults>(
      "axe.run({ rules: { 'label-content-name-mismatch': { enabled: true } } })",
    );
    expect(found.passes.length).toBeGreaterThan(10);
    expect(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    await bea.context.close();
  }
});
