/** The terminal as a person talks to it: numbers press, forms are asked, and it is readable on 80 columns. */
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { card, lettered, table, text, title } from '../../../src/chat/card.ts';
import { md } from '../../../src/chat/markdown.ts';
import { converse, createTerminal, callerOf, type Terminal } from '../../../src/platforms/terminal/index.ts';
import { renderCard, screenText } from '../../../src/platforms/terminal/render.ts';
import { toyApp } from '../../support/toy.ts';

const PLAIN = { strong: (words: string) => words, quiet: (words: string) => words };

/** A conversation: `said` waits until the words are on the screen, and gives back all that came since the last wait. */
async function sitDown({ tty = false } = {}) {
  const ran: string[] = [];
  const terminal: Terminal = createTerminal();
  const app = toyApp(ran);
  await terminal.start(app);
  const stream = () => Object.assign(new PassThrough(), { isTTY: tty, columns: 80 });
  const [input, output] = [stream(), stream()];
  let all = '';
  let from = 0;
  output.on('data', (chunk: Buffer) => {
    all += chunk.toString();
  });
  const ended = converse({
    input,
    output,
    sit: (heard) => terminal.sit({ name: 'You', admin: false, locale: 'en' }, 'you', heard),
    starters: async ({ sitter }) => app.starters(callerOf(sitter, false)),
  });
  return {
    ran,
    terminal,
    ended,
    input,
    raw: () => all,
    type: (line: string) => void input.write(`${line}\n`),
    async until(words: string): Promise<string> {
      while (!stripVTControlCharacters(all.slice(from)).includes(words)) {
        await new Promise((next) => output.once('data', next));
      }
      const seen = stripVTControlCharacters(all.slice(from));
      from = all.length;
      return seen;
    },
    async end() {
      input.end();
      await ended;
      return all;
    },
  };
}

test('a number presses what stands behind it: buttons first, then options; without colors in a pipe', async () => {
  const { type, until, end, ran } = await sitDown();
  type('/all');
  const seen = await until('[5] #here');
  expect(seen).toContain('[1] Form');
  expect(seen).toContain('Pick some (up to 2: their numbers with a space between)\n  [2] Red: warm\n  [3] Green');
  type('2 4');
  await until('You picked: r, b');
  expect(ran).toEqual(['pick r,b']);
  const all = await end();
  expect(all).not.toContain('\u001b');
  expect(all).not.toMatch(/^> /mu);
});

test('a number with nothing behind it is said, and so is one in quotes', async () => {
  const { type, until, end } = await sitDown();
  type('hello');
  await until('[1] One more');
  type('7');
  await until('I heard: 7');
  type('"1"');
  await until('I heard: 1');
  type('1');
  await until('Count: 1');
  await end();
});

test('a form is asked field by field; a canceled one leaves the numbers of the message before', async () => {
  const { type, until, end } = await sitDown();
  type('/all');
  await until('[1] Form');
  type('1');
  await until('1 of 4: A word (at most 40 characters)\n\n[1] Cancel');
  type('1');
  await until('Nothing was sent.');
  type('1');
  await until('A word');
  type('well');
  await until('A story');
  type('');
  expect(await until('A kind')).toContain('[1] Skip   [2] Cancel\n\nA kind\n  [3] Apple\n  [4] Bread');
  type('4');
  await until('Several');
  type('3 5');
  await until('Told kept: well b x+z');
  await end();
});

test('what is gone is said to be, and pressing it again says so', async () => {
  const { type, until, end } = await sitDown();
  type('/count');
  await until('[2] Remove');
  type('2');
  await until('(The message is gone.)');
  type('2');
  await until('I heard: 2');
  await end();
});

test('what is posted meanwhile is shown, once', async () => {
  const { terminal, until, type, end } = await sitDown();
  const to = 'terminal:channel/here';
  const ref = await terminal.post(to, card(text('A question.')), { key: 'k1' });
  expect(await terminal.post(to, card(text('A question.')), { key: 'k1' })).toBe(ref);
  await until('A question.');
  await terminal.edit(ref, card(text('Closed.')));
  expect(await until('Closed.')).not.toContain('A question.');
  expect(await terminal.find(to, 'k1', 0)).toEqual([ref]);
  type('hello');
  await until('I heard');
  await end();
});

test('nobody is reached who does not sit there', async () => {
  const { terminal, end } = await sitDown();
  await expect(terminal.post('terminal:user/eve', card(text('Psst.')), { key: 'k' })).rejects.toThrow('nobody');
  expect(await terminal.check('terminal:user/eve')).toMatchObject({ ok: false });
  expect(await terminal.check('terminal:channel/here')).toMatchObject({ ok: true, name: '#here' });
  await end();
});

describe('at a real terminal', () => {
  test('it says how to begin, prompts, and Ctrl-C leaves', async () => {
    const { until, input, ended, raw } = await sitDown({ tty: true });
    const hello = await until('> ');
    expect(hello).toContain('/help');
    expect(hello).toContain('What is a database?');
    input.write('\u0003');
    await ended;
    expect(raw()).not.toContain('Error');
  });

  test('the Tab key completes commands and terms', async () => {
    const { until, input, end } = await sitDown({ tty: true });
    await until('> ');
    input.write('/ech\t');
    await until('/echo ');
    input.write('is:cook\t');
    await until('cookie');
    input.write('\r');
    await until('You said: cookie');
    await end();
  });
});

describe('on 80 columns', () => {
  const words = 'A sentence that goes on and on, with words of every length, until nobody listens. '.repeat(3);
  const wide = screenText(
    renderCard(
      card(
        title('A title'),
        text(words),
        text(`- ${words}\n- two`),
        table(
          ['Question', 'Answer', 'Who'],
          [
            [words.slice(0, 60), words.slice(0, 60), 'Ada'],
            ['Short', 'One', 'Ben'],
          ],
        ),
        ...lettered([
          { text: words.slice(0, 150), press: { id: 'a.b', args: {} } },
          { text: 'Short', press: { id: 'a.b', args: { n: '1' } } },
        ]),
        {
          kind: 'pick',
          press: { id: 'a.c', args: {} },
          label: 'Pick',
          of: 'options',
          options: [{ value: 'x', label: 'An option', note: words.slice(0, 75) }],
        },
      ),
      () => '',
    ),
    80,
    PLAIN,
  );

  test('no line is wider, and nothing is lost', () => {
    expect(Math.max(...wide.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    expect(wide.replaceAll(/\s+/gu, ' ')).toContain(words.trim());
  });

  test('what letters stand for is read once, beside its number', () => {
    expect(wide).toContain('[1] A  A sentence');
    expect(wide).toContain('[2] B  Short');
    expect(wide.match(/Short/gu)).toHaveLength(2); // the other one is a cell
  });

  test('a table that is too wide is told row by row', () => {
    expect(wide).toContain('Question: Short\nAnswer: One\nWho: Ben');
  });

  test('a row that has a name has it on a line of its own', () => {
    const named = table(['', 'Cookie'], [['What it is', words.trim()]]);
    expect(
      screenText(
        renderCard(card(named), () => ''),
        80,
        PLAIN,
      ),
    ).toMatch(/^What it is\nCookie: A sentence/u);
  });

  test('what goes on below an item of a list stands below its words', () => {
    const listed = screenText(
      renderCard(card(text(`- ${words}\n- two`)), () => ''),
      80,
      PLAIN,
    );
    const [first, ...others] = listed.split('\n');
    expect(first).toMatch(/^- A/u);
    expect(others.at(-1)).toBe('- two');
    expect(others.slice(0, -1).every((line) => /^ {2}\S/u.test(line))).toBe(true);
  });

  test('a narrow one stands in columns', () => {
    const narrow = screenText(
      renderCard(card(table(['A', 'B'], [['1', '2']])), () => ''),
      80,
      PLAIN,
    );
    expect(narrow).toBe('A  B\n-  -\n1  2');
  });

  test('links are spelled out', () => {
    const linked = renderCard(
      card(
        text(
          md`
See
          ` + '[MDN](https://example.com/a) and https://example.com/b',
        ),
      ),
      () => '',
    );
    expect(screenText(linked, 80, PLAIN)).toBe('See MDN (https://example.com/a) and https://example.com/b');
  });
});
