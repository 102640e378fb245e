/** The page while it changes: what is pressed is what stood there, what was ticked stays, and Enter goes on. */
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { address, on } from '../../../src/chat/address.ts';
import { createApp } from '../../../src/chat/app.ts';
import { button, buttons, type Card, card, lettered, note, text, title } from '../../../src/chat/card.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import type { Definitions } from '../../../src/chat/feature.ts';
import { openForm, onForm } from '../../../src/chat/address.ts';
import { arg } from '../../../src/chat/press.ts';
import { ask, redraw, show } from '../../../src/chat/reply.ts';
import { launchChromium } from '../../support/chromium.ts';
import { comeIn, openWindow, send, type Window } from '../../support/playground/browser.ts';
import * as look from '../../support/playground/in-page/look.js';
import { type PlaygroundServer, startPlayground } from '../../support/playground/server.ts';
import { fine } from '../../support/playground/toy-house.ts';

const first = address('calm.first', {});
const danger = address('calm.danger', {});
const days = address('calm.days', { v: arg.count });
const channel = address('calm.channel', { v: arg.count });
const choose = address('calm.choose', { key: arg.id });
const page = address('calm.page', { n: arg.count });
const write = address('calm.write', {});
const written = address('calm.written', {});

const ran: string[] = [];

const settings = (v: number, picked: readonly string[]): Card =>
  card(text(`Version ${v}`), buttons(button(channel({ v }), 'Change the rest')), {
    kind: 'pick',
    of: 'options',
    press: days({ v }),
    label: 'Weekdays',
    done: 'Save weekdays',
    min: 1,
    max: 3,
    options: ['Monday', 'Tuesday', 'Friday'].map((label) => ({ value: label, label, picked: picked.includes(label) })),
  });
const story = text(Array.from({ length: 30 }, (_, index) => `Line ${index + 1} of many words.`).join('\n\n'));

const feature: Definitions = {
  commands: [
    defineCommand({
      name: 'danger',
      description: 'A card whose next card is dangerous.',
      options: {},
      run: () => show(card(text('Safe.'), buttons(button(first(), 'Next')))),
    }),
    defineCommand({ name: 'days', description: 'Days.', options: {}, run: () => show(settings(1, ['Friday'])) }),
    defineCommand({
      name: 'letters',
      description: 'Choices.',
      options: {},
      run: () =>
        show(
          card(
            text('Which?'),
            ...lettered([
              { text: 'A whole sentence', press: choose({ key: 'a' }) },
              { text: 'Another one', press: choose({ key: 'b' }) },
            ]),
          ),
        ),
    }),
    defineCommand({
      name: 'pages',
      description: 'Pages.',
      options: {},
      run: () => show(card(title('Page 0'), buttons(button(page({ n: 1 }), 'Turn')))),
    }),
    defineCommand({
      name: 'write',
      description: 'Asks.',
      options: { of: { kind: 'text', description: 'What about', required: true } },
      run: () => show(card(text('What is 6 times 7?'), buttons(button(write(), 'Write the answer', 'main')))),
    }),
    defineCommand({
      name: 'chips',
      description: 'Names commands.',
      options: {},
      run: () => show(card(text('Try `/danger`, `/write of:`, `/tutor boss` or `/nothing`.'))),
    }),
    defineCommand({
      name: 'boss',
      description: 'For staff.',
      staff: true,
      options: {},
      run: () => show(card(text('Boss.'))),
    }),
  ],
  actions: [
    on(first, () => redraw(card(text('Safe.'), buttons(button(danger(), 'Delete everything', 'danger'))))),
    on(danger, () => {
      ran.push('danger');
      return redraw(card(text('All gone.')));
    }),
    on(days, ({ args, picked }) => redraw(settings(args.v + 1, picked))),
    on(channel, ({ args }) => redraw(settings(args.v + 1, ['Friday']))),
    on(choose, ({ args }) =>
      redraw(card(text(`You chose ${args.key}.`), buttons(button(page({ n: 9 }), 'Go on', 'main')))),
    ),
    on(page, ({ args }) =>
      redraw(
        card(
          title(`Page ${args.n}`),
          story,
          note(`The end of ${args.n}`),
          buttons(button(page({ n: args.n + 1 }), 'Turn', 'main')),
        ),
      ),
    ),
    on(write, () =>
      ask(
        openForm(written(), {
          title: 'Your answer',
          intro: 'What is 6 times 7?',
          fields: { answer: { kind: 'text', label: 'A number', required: true } },
        }),
      ),
    ),
  ],
  forms: [
    onForm(written, () => redraw(card(text('Right.'), buttons(button(page({ n: 9 }), 'Next question', 'main'))))),
  ],
};

let browser: Browser;
let server: PlaygroundServer;
beforeAll(async () => {
  browser = await launchChromium();
  server = await startPlayground(async (platform) => {
    await platform.start(createApp({ features: [feature] }));
    return { stop: () => platform.stop() };
  });
});
afterAll(async () => {
  await server.goAway();
  await browser.close();
});

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true };
const DESK = { viewport: { width: 1280, height: 800 } };
const opened = async (name: string, options: object = DESK): Promise<Window> => {
  const window = await openWindow(browser, server.url, options);
  await comeIn(window, name);
  return window;
};

describe('a second press', () => {
  test.each([
    ['on a phone', PHONE, 'tap'],
    ['on a desk', DESK, 'click'],
  ] as const)('%s does not hit what has just come there', async (name, options, how) => {
    ran.length = 0;
    const ana = await opened(`Ana ${how}`, options);
    await send(ana, '/danger');
    const next = ana.log.getByRole('button', { name: 'Next' });
    await next.waitFor();
    await ana.page.waitForFunction(look.isCalm);
    const box = await next.boundingBox();
    const at = [(box?.x ?? 0) + 12, (box?.y ?? 0) + 12] as const;
    const press = async (): Promise<void> =>
      how === 'tap' ? ana.page.touchscreen.tap(...at) : ana.page.mouse.click(...at);
    await press();
    const gone = ana.log.getByRole('button', { name: 'Delete everything' });
    await gone.waitFor();
    await press(); // the finger comes down again where it was
    expect(await ana.log.getByText('All gone.').count()).toBe(0);
    expect(ran, name).toEqual([]);
    // who means it waits for a moment
    await gone.click();
    await ana.log.getByText('All gone.').waitFor();
    await fine(ana);
  });

  test('of Enter goes on, but not with what the page has just put the focus on', async () => {
    const ana = await opened('Ana keys');
    await send(ana, '/letters');
    const choice = ana.log.getByRole('button', { name: 'A A whole sentence' });
    await choice.focus();
    await ana.page.keyboard.press('Enter');
    await ana.log.getByText('You chose a.').waitFor();
    await expect.poll(async () => ana.page.evaluate(look.focusedText)).toBe('Go on');
    await ana.page.keyboard.press('Enter');
    expect(await ana.log.getByText('Page 9').count()).toBe(0);
    await ana.page.waitForFunction(look.isCalm);
    await ana.page.keyboard.press('Enter');
    await ana.log.getByText('Page 9').waitFor();
    await fine(ana);
  });
});

test('an option is pressed where its words stand', async () => {
  const ana = await opened('Ana options');
  await send(ana, '/letters');
  await ana.log.getByText('Another one').click();
  await ana.log.getByText('You chose b.').waitFor();
  await fine(ana);
});

test('what was ticked and not sent stays ticked when the card is drawn anew, until it is saved', async () => {
  const ana = await opened('Ana ticks');
  await send(ana, '/days');
  const friday = ana.log.getByRole('checkbox', { name: 'Friday' });
  await friday.uncheck();
  await ana.log.getByRole('checkbox', { name: 'Monday' }).check();
  await ana.log.getByRole('button', { name: 'Change the rest' }).click();
  await ana.log.getByText('Version 2').waitFor();
  expect(await friday.isChecked()).toBe(false);
  expect(await ana.log.getByRole('checkbox', { name: 'Monday' }).isChecked()).toBe(true);
  await ana.log.getByRole('button', { name: 'Save weekdays' }).click();
  await ana.log.getByText('Version 3').waitFor();
  expect(await friday.isChecked()).toBe(false);
  // and what is saved is not taken for something that was not
  await ana.log.getByRole('button', { name: 'Change the rest' }).click();
  await ana.log.getByText('Version 4').waitFor();
  expect(await friday.isChecked()).toBe(true);
  await fine(ana);
});

test.each([
  ['a phone', PHONE],
  ['a desk', { viewport: { width: 1280, height: 600 } }],
])('a card that one turned is shown from its beginning, on %s', async (where, options) => {
  const ana = await opened(`Ana pages ${where}`, options);
  await send(ana, '/pages');
  for (const n of [1, 2, 3]) {
    await ana.log.getByRole('button', { name: 'Turn' }).last().click();
    await ana.log
      .getByRole('heading', { name: `Page ${n}` })
      .last()
      .waitFor();
    await ana.page.waitForFunction(look.isCalm);
    const top = await ana.log
      .getByRole('heading', { name: `Page ${n}` })
      .last()
      .boundingBox();
    const frame = await ana.page.getByRole('region', { name: 'Conversation' }).boundingBox();
    const below = (top?.y ?? -1) - (frame?.y ?? 0);
    expect(below).toBeGreaterThanOrEqual(0);
    expect(below).toBeLessThan(160);
    // also with something said below it
    await send(ana, '/letters');
    await ana.log.getByText('Which?').last().waitFor();
  }
  await fine(ana);
});

test('a form shows its question, and Enter goes on after it', async () => {
  const ana = await opened('Ana form', PHONE);
  await send(ana, '/write of:x');
  await ana.log.getByRole('button', { name: 'Write the answer' }).click();
  await ana.dialog.getByText('What is 6 times 7?').waitFor();
  await ana.dialog.getByLabel('A number').fill('42');
  await ana.page.keyboard.press('Enter');
  await ana.log.getByText('Right.').waitFor();
  await expect.poll(async () => ana.page.evaluate(look.focusedText)).toBe('Next question');
  await fine(ana);
});

describe('commands named in a card', () => {
  test('are pressed there: run when they can be, written to be finished when they cannot', async () => {
    const ana = await opened('Ana chips');
    await send(ana, '/chips');
    await ana.log.getByRole('button', { name: '/write of:' }).click();
    expect(await ana.say.inputValue()).toBe('/write of:');
    expect(await ana.say.evaluate(look.isFocused)).toBe(true);
    await ana.say.fill('');
    await ana.log.getByRole('button', { name: '/danger' }).click();
    await ana.log.getByText('Safe.').waitFor();
    // what one may not do, and what there is not, is no button
    expect(await ana.log.getByRole('button', { name: '/tutor boss' }).count()).toBe(0);
    expect(await ana.log.getByRole('button', { name: '/nothing' }).count()).toBe(0);
    await fine(ana);
  });

  test('the menu offers staff commands to staff, and to whoever asks for them', async () => {
    const ana = await opened('Ana menu');
    await ana.page.keyboard.type('/b');
    expect(await ana.menu.getByRole('option').count()).toBe(0);
    await ana.say.fill('');
    await ana.page.keyboard.type('/tutor b');
    await ana.menu.getByRole('option', { name: '/boss' }).waitFor();
    await fine(ana);
    const ada = await openWindow(browser, server.url);
    await comeIn(ada, 'Ada', true);
    await ada.page.keyboard.type('/b');
    await ada.menu.getByRole('option', { name: '/boss' }).waitFor();
    await fine(ada);
  });
});
