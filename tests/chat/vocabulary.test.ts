/** The neutral vocabulary: presses, options, Markdown, limits. */
import fc from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { button, card, code, file, lettered, link, note, picture, table, text, title } from '../../src/chat/card.ts';
import { cardProblems } from '../../src/chat/card-problems.ts';
import { defineCommand, parseOptions } from '../../src/chat/command.ts';
import { clean, codeSpan, escape, md, parseMarkdown, plain } from '../../src/chat/markdown.ts';
import { decodePress, encodePress } from '../../src/chat/press.ts';
import type { Options } from '../../src/chat/request.ts';
import { cardText, summaryOf } from '../../src/chat/text.ts';
import { tinyPng } from '../support/toy.ts';

describe('a press', () => {
  test('travels as text of at most 100 characters and comes back as it was', () => {
    const press = { id: 'ask.choose', args: { run: '8f3k', at: '2', key: 'a b&c=ü/?' } };
    expect(decodePress(encodePress(press))).toEqual({ id: press.id, args: { ...press.args } });
    expect(() => encodePress({ id: 'x', args: { long: 'y'.repeat(120) } })).toThrow(/shorten/u);
  });

  test.each(['', '?', 'Quiz', 'a b', '../x', 'x?__proto__=1', 'x?a=1&a=2', 'x?=1', 'x'.repeat(101)])(
    '%j is not one of ours',
    (raw) => {
      expect(decodePress(raw)).toBeUndefined();
    },
  );

  test('anything at all is refused or read, never thrown at', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 130 }), (raw) => {
        const press = decodePress(raw);
        expect(press === undefined || Object.getPrototypeOf(press.args) === null).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('options', () => {
  const command = defineCommand({
    name: 'demo',
    description: 'Demo.',
    options: {
      is: { kind: 'text', description: 'Text.', required: true, max: 10 },
      times: { kind: 'number', description: 'Number.', min: 1, max: 3 },
      tone: { kind: 'choice', description: 'Choice.', choices: { calm: 'Calmly', loud: 'Loudly' } },
      share: { kind: 'flag', description: 'Flag.' },
      who: { kind: 'person', description: 'Person.' },
    },
    run: () => ({ kind: 'remove' }),
  });
  const parse = (options: Options) => parseOptions(command, options);

  test('texts are read leniently', () => {
    expect(parse({ is: 'x', times: '2', tone: 'LOUDLY', share: 'Yes', who: 'discord:user/1' })).toEqual({
      kind: 'good',
      options: { is: 'x', times: 2, tone: 'loud', share: true, who: 'discord:user/1' },
    });
  });
  test('a required one that is missing or empty is named', () => {
    expect(parse({ is: '', times: 2 })).toMatchObject({ kind: 'missing', missing: ['is'] });
  });
  test.each([
    [{ is: 'x'.repeat(11) }, '10 characters'],
    [{ is: 'x', times: 4 }, '1 to 3'],
    [{ is: 'x', times: '1.5' }, 'whole number'],
    [{ is: 'x', tone: 'shrill' }, 'calm, loud'],
    [{ is: 'x', share: 'perhaps' }, 'yes or no'],
    [{ is: 'x', who: '<@1>' }, 'pick somebody'],
    [{ is: 'x', toString: 'y' }, 'no option'],
    [{ is: 'x', constructor: 'y' }, 'no option'],
  ])('%j is refused with what would be right', (options, said) => {
    expect(parse(options as unknown as Options)).toMatchObject({
      kind: 'bad',
      problem: expect.stringContaining(said) as string,
    });
  });
});

describe('Markdown', () => {
  test('the subset becomes a tree', () => {
    expect(parseMarkdown('**a** *b* `c` [d](https://e.org)\n\n- f\n- g\n\n```ruby\nputs 1\n```')).toEqual([
      {
        kind: 'paragraph',
        children: [
          { kind: 'strong', children: [{ kind: 'text', text: 'a' }] },
          { kind: 'text', text: ' ' },
          { kind: 'emphasis', children: [{ kind: 'text', text: 'b' }] },
          { kind: 'text', text: ' ' },
          { kind: 'code', text: 'c' },
          { kind: 'text', text: ' ' },
          { kind: 'link', url: 'https://e.org', children: [{ kind: 'text', text: 'd' }] },
        ],
      },
      { kind: 'list', items: [[{ kind: 'text', text: 'f' }], [{ kind: 'text', text: 'g' }]] },
      { kind: 'code', text: 'puts 1', language: 'ruby' },
    ]);
  });

  test('HTML, pictures and other addresses stay text', () => {
    expect(plain('<b>x</b> ![y](https://z.org/p.png) [w](javascript:alert(1))')).toBe('<b>x</b> y w');
    expect(
      JSON.stringify(parseMarkdown('[w](javascript:alert(1)) <javascript:x> [v](data:text/html,1)')),
    ).not.toContain('"link"');
  });

  test('a line without marks is read as the parser reads it', () => {
    const line = fc.stringMatching(/^[abÄ漢][abÄ漢 09.,;:'"?()%/=+-]{0,12}$/u);
    fc.assert(
      fc.property(line, (text) => {
        const said = fromMarkdown(text).children.flatMap((node) =>
          node.type === 'paragraph'
            ? node.children.flatMap((child) => ('value' in child ? [child.value] : ['?']))
            : ['?'],
        );
        expect(said).toEqual([plain(text)]);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what a person typed is shown as typed, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (raw) => {
        const shown = clean(raw).replaceAll(/\s+/gu, ' ').trim();
        fc.pre(shown !== '');
        expect(parseMarkdown(`x ${escape(raw)} y`)).toEqual([
          { kind: 'paragraph', children: [{ kind: 'text', text: `x ${shown} y` }] },
        ]);
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    '**bold**',
    '- item',
    '1. one',
    '# head',
    '> quote',
    '```\ncode',
    '<@1>',
    '[a](https://b.c)',
    '&amp;',
    '---',
    '1) x',
    '+ x',
    '_x_',
    '~~x~~',
    '|a|b|',
    '\\*',
    'http://x.y',
  ])('at the start of a text, %j stays text', (raw) =>
    expect(parseMarkdown(escape(raw))).toEqual([
      { kind: 'paragraph', children: [{ kind: 'text', text: raw.replaceAll(/\s+/gu, ' ') }] },
    ]),
  );

  test('a template escapes what is put in, and nothing else', () => {
    expect(plain(md`**${'*a*'}** ${3}`)).toBe('*a* 3');
  });

  test('invisible characters go, letters of all scripts stay', () => {
    expect(clean('a\u0000b\u200bc\u202ed \uFEFFé 日本 العربية 👩‍🍳\r\n')).toBe('abcd é 日本 العربية 👩‍🍳');
    expect(clean('\ud800x')).toBe('\ufffdx');
  });
});

describe('code on one line', () => {
  test('shows exactly that, whatever is in it', () => {
    const codes = fc
      .string()
      .filter(
        (text) => text.trim() !== '' && !/[\n\r\ufffd]/u.test(text) && !text.includes('\u0000') && text.isWellFormed(),
      );
    fc.assert(
      fc.property(codes, (source) => {
        const [paragraph] = parseMarkdown(codeSpan(source));
        const shown = paragraph?.kind === 'paragraph' ? paragraph.children : [];
        expect(shown).toHaveLength(1);
        expect(shown[0]).toMatchObject({ kind: 'code' });
        const words = shown[0]?.kind === 'code' ? shown[0].text.replaceAll('\u00a0', ' ').trim() : '';
        expect(words).toBe(source.replaceAll('\u00a0', ' ').trim());
      }),
    );
  });
});

test('choices stand in the text for whoever reads it, and on the buttons for whoever can press words', () => {
  const press = (key: string) => ({ id: 'a.b', args: { key } });
  const six = ['one', 'two', 'three', 'four', 'five', 'six *x*'].map((words) => ({ text: words, press: press(words) }));
  const [first, ...rows] = lettered(six);
  expect(first).toMatchObject({ kind: 'text', choices: true });
  expect(first?.kind === 'text' ? plain(first.text) : '').toContain('F  six *x*');
  expect(rows.map((row) => (row.kind === 'buttons' ? row.buttons.map((one) => one.label).join('') : ''))).toEqual([
    'ABCDE',
    'F',
  ]);
  expect(rows.at(-1)).toMatchObject({ buttons: [{ words: 'six *x*', label: 'F' }] });
  expect(cardProblems(card(...lettered(six)))).toEqual([]);
});

describe('a card', () => {
  const press = { id: 'x', args: {} };
  test('within the limits has no problems', () => {
    const fine = card(
      title('T'),
      text('x'),
      note('n'),
      code('c', 'ruby'),
      table(['A'], [['b']]),
      picture({ name: 'p.png', png: tinyPng() }, 'alt'),
      file('p 1', 'text/csv', 'a', 'figures'),
      {
        kind: 'buttons',
        buttons: [button(press, 'Go'), link('https://a.b', 'Read')],
      },
    );
    expect(cardProblems(fine)).toEqual([]);
    expect(cardText(fine)).toContain('(file: p-1.csv, figures)\n[Go] [Read → https://a.b]');
    expect(summaryOf(fine)).toBe('T');
  });

  test.each([
    ['Progress · Été 2', 'progress-ete-2.csv'],
    ['../../etc', 'etc.csv'],
    ['日本', 'file.csv'],
    ['x'.repeat(200), `${'x'.repeat(70)}.csv`],
  ])('a file called %j is %s', (words, name) => {
    const made = file(words, 'text/csv', 'a\ud800', 'figures');
    expect(made).toMatchObject({ name, content: 'a\ufffd' });
    expect(cardProblems(card(made))).toEqual([]);
  });

  test.each([
    ['no blocks', card(), 'no blocks'],
    ['a long title', card(title('t'.repeat(151))), 'Block 1 (title) is 151 long; at most 150'],
    ['a blank text', card(text(' ')), 'is empty'],
    ['too much text in all', card(text('x'.repeat(2000)), text('y'.repeat(2000))), 'text of the card in all'],
    [
      'six buttons',
      card({
        kind: 'buttons',
        buttons: Array.from({ length: 6 }, (_, n) => button({ id: 'x', args: { n: `${n}` } }, 'Go')),
      }),
      'second row',
    ],
    [
      'the same press twice',
      card({ kind: 'buttons', buttons: [button(press, 'A'), button(press, 'B')] }),
      'same press',
    ],
    ['a long label', card({ kind: 'buttons', buttons: [button(press, 'L'.repeat(76))] }), 'at most 75'],
    ['a link that is not one', card({ kind: 'buttons', buttons: [link('javascript:x', 'L')] }), 'not http'],
    ['a picture without words', card(picture({ name: 'p.png', png: tinyPng() }, ' ')), 'alt is empty'],
    ['a file without content', card(file('p', 'text/csv', '', 'figures')), 'content is empty'],
    ['a file without words', card(file('p', 'text/csv', 'a', ' ')), 'label is empty'],
    ['a file that is too large', card(file('p', 'text/csv', 'é'.repeat(500_001), 'figures')), 'at most 1000000'],
    ['a name that would not survive', card({ ...file('p', 'text/csv', 'a', 'f'), name: 'é b.csv' }), 'a name like'],
    ['a name of another type', card({ ...file('p', 'text/csv', 'a', 'f'), name: 'p.exe' }), 'like progress.csv'],
    ['a path', card({ ...file('p', 'text/csv', 'a', 'f'), name: '../p.csv' }), 'a name like'],
    ['two files of one name', card(file('p', 'text/csv', 'a', 'f'), file('p', 'text/csv', 'b', 'f')), 'the same name'],
    [
      'eleven files',
      card(...Array.from({ length: 11 }, (_, n) => file(`p ${n}`, 'text/csv', 'a', 'f'))),
      'pictures and files is 11',
    ],
    ['a ragged table', card(table(['A', 'B'], [['1']])), '1 cells, not 2'],
    [
      'two options of one value',
      card({
        kind: 'pick',
        press,
        label: 'L',
        of: 'options',
        options: [
          { value: 'a', label: 'A' },
          { value: 'a', label: 'B' },
        ],
      }),
      'same value',
    ],
    [
      'more picks than options',
      card({ kind: 'pick', press, label: 'L', of: 'options', max: 3, options: [{ value: 'a', label: 'A' }] }),
      '1 to 3 of 1',
    ],
  ])('%s is refused with what to shorten', (_what, given, said) => {
    expect(cardProblems(given).join('\n')).toContain(said);
  });
});
