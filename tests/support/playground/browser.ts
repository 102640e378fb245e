/** The playground's page in a real browser, as a person uses it. */
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { isOpen } from './in-page/look.js';

export interface Window {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page's own code, and everything that the Content-Security-Policy stopped. */
  readonly errors: readonly string[];
  /** Addresses outside the server that the page asked for. */
  readonly foreign: readonly string[];
  readonly say: Locator;
  readonly log: Locator;
  readonly menu: Locator;
  readonly dialog: Locator;
}

/** A new browser profile with the page open. Nobody has come in yet. */
export async function openWindow(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Window> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  return openTab(context, url);
}

/** Another window of the same profile. */
export async function openTab(context: BrowserContext, url: string): Promise<Window> {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // a browser also reports each failed request as an error; that the server goes away is part of some tests
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      errors.push(message.text());
    }
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) foreign.push(request.url());
  });
  await page.goto(`${url}/playground/`);
  return {
    page,
    context,
    errors,
    foreign,
    say: page.getByRole('combobox', { name: 'Message to Sous' }),
    log: page.getByRole('log', { name: 'Messages' }),
    menu: page.getByRole('listbox', { name: 'Suggestions' }),
    dialog: page.getByRole('dialog'),
  };
}

/** Answers "who are you?", on a first visit or as somebody else, by keyboard; it is over when one can write. */
export async function comeIn({ page, dialog, say }: Window, name: string, admin = false): Promise<void> {
  await dialog.getByLabel('Your name').fill(name);
  if (admin) await dialog.getByLabel('I am an instructor').check();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.waitForFunction(isOpen);
  await say.focus();
}

/** Writes a line and sends it, whatever the menu offers. */
export async function send({ say }: Window, line: string): Promise<void> {
  await say.fill(line);
  await say.press('Escape');
  await say.press('Enter');
}
