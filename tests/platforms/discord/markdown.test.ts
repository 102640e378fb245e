/** Markdown on Discord: what authors mean is drawn, what people type stays text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { md } from '../../../src/chat/markdown.ts';
import { codeBlock, renderMarkdown } from '../../../src/platforms/discord/markdown.ts';
import { unmark } from '../../support/discord/seen.ts';

describe('what authors write', () => {
  test.each([
    ['**bold** and *slanted* and `code`', '**bold** and *slanted* and `code`'],
    ['a [link](https://example.com/a_(b)?c=1&d=2)', 'a [link](https://example.com/a%5F%28b%29?c=1&d=2)'],
    ['<https://example.com/x>', '<https://example.com/x>'],
    ['[https://good.example](https://evil.example/)', String.raw`https\://good.example (<https://evil.example/>)`],
    ['Try:\n- one\n- **two**', 'Try:\n- one\n- **two**'],
    ['3. three\n4. four', '3. three\n4. four'],
    ['first\n\nsecond', 'first\n\nsecond'],
    ['> a *quote*', '> a *quote*'],
    ['line  \nbreak', 'line\nbreak'],
    ['see:\n\n```sql\nselect 1;\n```\nthen', 'see:\n```sql\nselect 1;\n```\nthen'],
    ['snake_case_name', String.raw`snake\_case\_name`],
  ])('%s', (source, drawn) => {
    expect(renderMarkdown(source)).toBe(drawn);
  });

  test('a note is small on every line, and its code stays whole', () => {
    expect(renderMarkdown('one\n\ntwo', true)).toBe('-# one\n-# two');
    expect(renderMarkdown('- a\n- b', true)).toBe('-# - a\n-# - b');
    expect(renderMarkdown('```\nx\n```', true)).toBe('```\nx\n```');
  });

  test('strong beside emphasis is not read as one run of stars', () => {
    expect(renderMarkdown('**a**_b_')).toContain('\u200b');
  });
});

const MARKS = 'ab1 .-+#>*_~`|<[]()@:/!\\'.split('');

describe('what people type', () => {
  test.each([
    '@everyone and @here',
    '<@123456789012345678> <@&123456789012345678> <#123456789012345678>',
    '</what:123456789012345678> <t:1700000000:R> <:name:123456789012345678> <id:guide>',
    '# heading',
    '-# small',
    '- item',
    '+ item',
    '1. item',
    '> quote',
    '>>> long quote',
    '||spoiler||',
    '**bold** __under__ ~~gone~~ _slanted_',
    '```js\nalert(1)\n```',
    '`code` ``more`` ```block```',
    '[safe](https://evil.example)',
    'https://evil.example/path_(x)',
    ':smile: a:b:c std::map::begin',
    String.raw`back\slash \*kept\*`,
    '<b>html</b> & &amp; &lt;',
  ])('%s', (typed) => {
    const drawn = renderMarkdown(md`${typed}`);
    expect(unmark(drawn)).toBe(typed.replaceAll(/\s+/gu, ' '));
    // nothing is left that Discord would read as a mark, a mention or a link
    const bare = drawn.replaceAll(/\\[^\p{L}\p{N}\s]/gu, 'x');
    expect(bare).not.toMatch(/[*_~`|<>[\]@]|https?:\/\/|^\s*(?:#{1,3} |-#|[-+] |\d+\. )/mu);
  });

  test('any text at all comes out as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...MARKS), maxLength: 40 }), (typed) => {
        const shown = typed.replaceAll(/\s+/gu, ' ').trim();
        const drawn = renderMarkdown(md`${typed}`);
        expect(unmark(drawn)).toBe(shown);
        expect(drawn.replaceAll(/\\[^\p{L}\p{N}\s]/gu, 'x')).not.toMatch(
          /[*_~`|<>[\]@]|^\s*(?:#{1,3} |-#|[-+] |\d+\. )/mu,
        );
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('code', () => {
  test('three backticks inside a block cannot end it', () => {
    for (const text of ['```', '````', 'a ``` b', '``````', '```\n@everyone\n```']) {
      const block = codeBlock(text);
      expect(block.slice(4, -4)).not.toContain('```');
      expect(unmark(block)).toBe(text);
    }
  });
  test('a language is a plain word or nothing', () => {
    expect(codeBlock('x', 'Ruby')).toBe('```ruby\nx\n```');
    expect(codeBlock('x', 'c++')).toBe('```c++\nx\n```');
    expect(codeBlock('x', '`\n@everyone')).toBe('```\nx\n```');
  });
  test('a backtick in a code span stays inside it', () => {
    expect(renderMarkdown('`` a`b ``')).toBe('`` a`b ``');
    expect(unmark(renderMarkdown('``` a``b ```'))).toBe('a``b');
  });
});
