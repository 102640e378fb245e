/** What tests of the page share: a browser, and for every test a playground with the toy app behind it. */
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { launchChromium } from '../chromium.ts';
import { toyApp } from '../toy.ts';
import { openWindow, type Window } from './browser.ts';
import { type PlaygroundServer, startPlayground } from './server.ts';

export interface ToyHouse {
  readonly browser: Browser;
  readonly server: PlaygroundServer;
  /** What the toy app was asked to do. */
  readonly ran: readonly string[];
}

export function toyHouse(): ToyHouse {
  let browser: Browser;
  let server: PlaygroundServer;
  let ran: string[];
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(async () => browser.close());
  beforeEach(async () => {
    ran = [];
    server = await startPlayground(async (platform) => {
      await platform.start(toyApp(ran));
      return { stop: () => platform.stop() };
    });
  });
  afterEach(async () => server.goAway());
  return {
    get browser() {
      return browser;
    },
    get server() {
      return server;
    },
    get ran() {
      return ran;
    },
  };
}

/** Opens a window for every test. It must have seen no error, and asked nobody else for anything. */
export function windowOf(house: ToyHouse, opened: (open: Window) => void): void {
  let open: Window;
  beforeEach(async () => {
    open = await openWindow(house.browser, house.server.url);
    opened(open);
  });
  afterEach(async () => fine(open));
}

/** Closes a window in which nothing went wrong. */
export async function fine({ errors, foreign, context }: Window): Promise<void> {
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
  await context.close();
}
