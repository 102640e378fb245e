/** The page in a real browser: what one writes, presses, picks and fills in. */
import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { GENERAL } from '../../support/playground/client.ts';
import { comeIn, send, type Window } from '../../support/playground/browser.ts';
import * as look from '../../support/playground/in-page/look.js';
import { toyHouse, windowOf } from '../../support/playground/toy-house.ts';
import { TOY_CSV } from '../../support/toy.ts';

const house = toyHouse();
let ana: Window;
windowOf(house, (open) => {
  ana = open;
});

const text = async ({ log }: Window): Promise<string> => (await log.innerText()).replaceAll(/\s+/gu, ' ');

describe('a first visit', () => {
  test('asks who one is, greets, shows three things to try, and the greeting goes when one tried', async () => {
    const { page, dialog } = ana;
    await page.keyboard.press('Escape'); // there is no way around a name
    await dialog.waitFor();
    await comeIn(ana, 'Ana');
    await page.getByRole('heading', { name: 'Welcome, Ana' }).waitFor();
    const tries = page.getByRole('region', { name: 'Welcome, Ana' }).getByRole('listitem');
    expect(await tries.count()).toBe(3);
    await tries.getByRole('button', { name: 'What is a database?' }).click();
    await ana.log.getByText('I heard: What is a database?').waitFor();
    expect(await page.getByRole('heading', { name: 'Welcome, Ana' }).count()).toBe(0);
    await page.reload();
    await ana.log.getByText('I heard: What is a database?').waitFor();
    expect(await page.getByRole('heading', { name: 'Welcome, Ana' }).count()).toBe(0);
  });

  test('says what is wrong with a name', async () => {
    await ana.dialog.getByLabel('Your name').fill('Sous');
    await ana.page.keyboard.press('Enter');
    await ana.dialog.getByRole('alert').getByText('That is my name').waitFor();
    await comeIn(ana, 'Ana');
  });
});

describe('the message box', () => {
  beforeEach(async () => comeIn(ana, 'Ana'));

  test('helps to write a command, by keyboard alone', async () => {
    const { say, menu, page } = ana;
    await page.keyboard.type('/');
    expect(await menu.getByRole('option').count()).toBe(7);
    expect(await say.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.type('e');
    await menu.getByRole('option', { name: '/echo' }).waitFor();
    expect(await say.getAttribute('aria-activedescendant')).toBe(
      await menu.getByRole('option', { selected: true }).getAttribute('id'),
    );
    await page.keyboard.press('Enter');
    expect(await say.inputValue()).toBe('/echo is:');
    await page.keyboard.type('da');
    await menu.getByRole('option', { name: 'database' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await menu.getByRole('option', { selected: true }).innerText()).toBe('data');
    await page.keyboard.press('Enter');
    expect(await say.inputValue()).toBe('/echo is:data ');
    await page.keyboard.type('to');
    await menu.getByRole('option', { name: 'tone:' }).waitFor();
    await page.keyboard.press('Tab');
    expect(await say.inputValue()).toBe('/echo is:data tone:');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await say.inputValue()).toBe('/echo is:data tone:loud ');
    await page.keyboard.press('Enter');
    await ana.log.getByText('You said: DATA').waitFor();
    expect(house.ran).toEqual(['echo data']);
    expect(await say.inputValue()).toBe('');
  });

  test('suggests for words without a name too, and takes a click', async () => {
    await ana.page.keyboard.type('/echo coo');
    await ana.menu.getByRole('option', { name: 'cookie' }).click();
    expect(await ana.say.inputValue()).toBe('/echo is:cookie ');
    expect(await ana.say.evaluate(look.isFocused)).toBe(true);
  });

  test('sends what is written when the menu is left alone', async () => {
    await ana.page.keyboard.type('/echo data');
    await ana.menu.getByRole('option', { name: 'database' }).waitFor();
    await ana.page.keyboard.press('Enter');
    await ana.log.getByText('You said: data', { exact: true }).waitFor();
  });

  test('says what was wrong, and gives the words back', async () => {
    // nothing but a sign that cannot be seen
    await send(ana, '\u200b');
    await ana.page.getByRole('alert').getByText('There is nothing to read in that.').waitFor();
    expect(await ana.say.inputValue()).toBe('\u200b');
    await send(ana, '/count');
    await ana.log.getByRole('heading', { name: 'Counter' }).waitFor();
    expect(await ana.page.getByRole('alert').isVisible()).toBe(false);
  });
});

describe('messages', () => {
  beforeEach(async () => comeIn(ana, 'Ana'));

  test('show every block as what it is', async () => {
    const { log } = ana;
    await send(ana, '/all');
    await log.getByRole('heading', { name: 'Every block' }).waitFor();
    expect(await log.locator('strong').innerText()).toBe('Bold');
    expect(await log.getByRole('link', { name: 'a link' }).getAttribute('rel')).toContain('noopener');
    expect(await log.getByRole('columnheader').allInnerTexts()).toEqual(['Term', 'Kind']);
    expect(await log.getByRole('cell', { name: 'framework' }).count()).toBe(1);
    expect(await log.locator('pre').innerText()).toContain('```');
    const image = log.getByRole('img', { name: 'A gray square.' });
    await ana.page.waitForFunction(look.pictureIsThere);
    expect(await image.getAttribute('width')).toBe('8');
    await log.getByText('Only you can see this').waitFor();
    expect(await text(ana)).toContain('Ana used /all');
  });

  test('hand out a file, which the browser saves', async () => {
    await send(ana, '/all');
    const link = ana.log.getByRole('link', { name: /^toy-points\.csv/u });
    expect(await link.innerText()).toMatch(/Some points · 1 KB · here for a day/u);
    const saving = ana.page.waitForEvent('download');
    await link.click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('toy-points.csv');
    expect(await readFile(await saved.path(), 'utf8')).toBe(TOY_CSV);
    await ana.log.getByRole('heading', { name: 'Every block' }).waitFor(); // and the page is still there
  });

  test('never turn what was typed into markup', async () => {
    const evil =
      '<img src=x onerror="document.title=1"><script>document.title=2</script> **x** [x](javascript:alert(1))';
    await send(ana, evil);
    await ana.log.getByText(`I heard: ${evil}`).waitFor();
    await send(ana, `/echo is:${evil}`);
    await ana.log.getByText(`You said: ${evil}`).waitFor();
    expect(await ana.log.locator('img, script, strong, a').count()).toBe(0);
    expect(await ana.page.title()).toBe('Sous');
    // and the page could not, if it wanted to
    expect(await ana.page.evaluate(look.tryMarkup)).toBe('TypeError');
    (ana.errors as string[]).splice(0); // the browser reports what it stopped just now
  });

  test('change in their place, and the focus stays on the button', async () => {
    await send(ana, '/count');
    const more = ana.log.getByRole('button', { name: 'One more' });
    await more.focus();
    for (const count of [1, 2, 3]) {
      await ana.page.keyboard.press('Enter');
      await ana.log.getByText(`Count: ${count}`).waitFor();
      await expect.poll(async () => ana.page.evaluate(look.focusedText)).toBe('One more');
    }
    expect(await ana.log.getByRole('article').count()).toBe(1);
    await ana.log.getByRole('button', { name: 'Remove' }).click();
    await ana.log.getByText('Counter').waitFor({ state: 'detached' });
  });

  test('are pressed once by a double click', async () => {
    await send(ana, '/count');
    const { promise, resolve } = Promise.withResolvers<void>();
    await ana.page.route('**/api/events', async (route) => {
      await promise;
      await route.continue();
    });
    const more = ana.log.getByRole('button', { name: 'One more' });
    await more.dblclick();
    expect(await more.getAttribute('aria-disabled')).toBe('true');
    await ana.page.getByText('Sous is thinking').waitFor();
    resolve();
    await ana.log.getByText('Count: 1').waitFor();
    expect(house.ran).toEqual(['tick 0']);
  });

  test('offer lists: one by arrow keys, several by check boxes', async () => {
    await send(ana, '/all');
    const done = ana.log.getByRole('button', { name: 'Done' });
    expect(await done.isDisabled()).toBe(true);
    const list = ana.log.getByRole('listbox', { name: 'Pick a channel' });
    await list.focus();
    await ana.page.keyboard.press('ArrowDown');
    await ana.page.keyboard.press('Enter');
    await ana.log.getByText('Place: playground:channel/daily').waitFor();
    await ana.log.getByLabel('Red').check();
    await ana.log.getByLabel('Green').check();
    await ana.log.getByLabel('Blue').check();
    expect(await done.isDisabled()).toBe(true);
    await ana.log.getByLabel('Green').uncheck();
    await done.click();
    await ana.log.getByText('You picked: r, b').waitFor();
  });

  test('open where the choice of now is, however long they are', async () => {
    const options = Array.from({ length: 24 }, (_, n) => ({
      value: `v${n}`,
      label: `${n}:00`,
      ...(n === 18 && { picked: true }),
    }));
    const list = { kind: 'pick', of: 'options', press: { id: 'toy.hour', args: {} }, label: 'Hours', options } as const;
    await house.server.platform().post(GENERAL, { blocks: [list] }, { key: 'hours' });
    await expect.poll(async () => ana.log.getByRole('listbox').evaluate(look.showsPicked)).toBe(true);
  });
});

describe('forms', () => {
  beforeEach(async () => {
    await comeIn(ana, 'Ana');
    await send(ana, '/all');
    await ana.log.getByRole('button', { name: 'Form' }).click();
    await ana.dialog.waitFor();
  });

  test('are filled in by keyboard and sent', async () => {
    const { page, dialog } = ana;
    await page.keyboard.press('Enter'); // the word is required: nothing is sent
    expect(await dialog.isVisible()).toBe(true);
    await page.keyboard.type('hello');
    await page.keyboard.press('Tab');
    await page.keyboard.type('a long <b>story</b>');
    await dialog.getByLabel('Bread').check();
    await dialog.getByLabel('Zed').check();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await ana.log.getByText('Told kept: hello b z').waitFor();
    expect(await dialog.count()).toBe(0);
    expect(house.ran).toEqual(['told hello']);
  });

  test('refuse too many picks with words', async () => {
    const { dialog, page } = ana;
    await page.keyboard.type('x');
    for (const label of ['Ex', 'Why', 'Zed']) await dialog.getByLabel(label).check();
    await dialog.getByRole('button', { name: 'Send' }).click();
    expect(await dialog.getByLabel('Ex').evaluate(look.complaint)).toBe('Pick up to 2.');
    expect(house.ran).toEqual([]);
  });

  test('close on Escape, and the focus is back on the button', async () => {
    await ana.page.keyboard.press('Escape');
    await ana.dialog.waitFor({ state: 'detached' });
    expect(await ana.page.evaluate(look.focusedText)).toBe('Form');
  });

  test('suggest while one types, and Escape closes the list before the form', async () => {
    const { page, dialog } = ana;
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await send(ana, '/echo times:1');
    await dialog.getByLabel('Is').pressSequentially('da');
    await dialog.getByRole('option', { name: 'database' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await dialog.getByRole('option').count()).toBe(0);
    await dialog.getByLabel('Is').press('ArrowDown');
    await dialog.getByRole('option', { name: 'database' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await ana.log.getByText('You said: database').waitFor();
  });
});
