/** Golden tests: what a card becomes in Block Kit. */
import { describe, expect, test } from 'vitest';
import { type Block, card, file, picture, rule, table, text, title } from '../../../src/chat/card.ts';
import { escape, md } from '../../../src/chat/markdown.ts';
import { mrkdwn } from '../../../src/platforms/slack/mrkdwn.ts';
import { drawBlocks, drawMessage } from '../../../src/platforms/slack/render.ts';
import { richText } from '../../../src/platforms/slack/rich-text.ts';
import { tinyPng } from '../../support/toy.ts';

const press = (id: string) => ({ id, args: {} });
const image = { name: 'gray.png', png: tinyPng() };
const draw = (...blocks: Block[]) => drawBlocks(card(...blocks), { surface: 'message' });

describe('blocks', () => {
  test('a title is a header on one line, and Slack makes no emoji of it', () => {
    expect(draw(title('A\n title :smile:'))).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'A title :smile:', emoji: false } },
    ]);
  });

  test('text is rich text: paragraphs, styles, links, lists, quotes, code', () => {
    expect(
      richText(
        'One **bold _both_** `x`.\n\nTwo [link](https://a.example/?b=1&c=2).\n\n3. three\n4. four\n\n> said\n\n```js\na < b\n```',
      ),
    ).toEqual({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'One ' },
            { type: 'text', text: 'bold ', style: { bold: true } },
            { type: 'text', text: 'both', style: { bold: true, italic: true } },
            { type: 'text', text: ' ' },
            { type: 'text', text: 'x', style: { code: true } },
            { type: 'text', text: '.' },
            { type: 'text', text: '\n\n' },
            { type: 'text', text: 'Two ' },
            { type: 'link', url: 'https://a.example/?b=1&c=2', text: 'link' },
            { type: 'text', text: '.' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'ordered',
          offset: 2,
          elements: [
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'three' }] },
            { type: 'rich_text_section', elements: [{ type: 'text', text: 'four' }] },
          ],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: 'said' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'a < b' }] },
      ],
    });
  });

  test('what people typed stays text: no mention, no markup, no link', () => {
    const nasty = '<!channel> <@U1> *b* `c` [x](https://e.example) &amp; ~s~';
    expect(richText(md`${nasty}`)?.elements).toEqual([
      { type: 'rich_text_section', elements: [{ type: 'text', text: nasty }] },
    ]);
    const message = drawMessage({ ...card(text(escape(nasty))), summary: nasty });
    expect(message.text).toBe('&lt;!channel&gt; &lt;@U1&gt; *b* `c` [x](https://e.example) &amp;amp; ~s~');
  });

  test('a note is quiet mrkdwn, with the marks of people defused', () => {
    expect(
      draw({ kind: 'note', text: md`**See** ${'*a* _b_ ~c~ `d` <!here> snake_case'} & [more](https://e.example/a|b)` }),
    ).toEqual([
      {
        type: 'context',
        elements: [
          {
            type: 'mrkdwn',
            text: '*See* ∗a∗ ＿b＿ ∼c∼ ˋdˋ &lt;!here&gt; snake_case &amp; <https://e.example/a%7Cb|more>',
            verbatim: true,
          },
        ],
      },
    ]);
  });

  test('a note longer than Slack takes, after escaping, is cut at words', () => {
    const long = Array.from({ length: 700 }, () => 'a&b').join(' ');
    const [block] = draw({ kind: 'note', text: escape(long) });
    const parts = block?.type === 'context' ? block.elements : [];
    expect(parts.length).toBe(2);
    for (const part of parts) expect('text' in part && part.text.length).toBeLessThanOrEqual(3_000);
    expect(parts.map((part) => ('text' in part ? part.text : '')).join(' ')).toBe(mrkdwn(escape(long)));
  });

  test('the first table is native, the next one and those outside messages are columns', () => {
    const one = table(['A', 'B'], [['1', '']]);
    const [native, plain] = draw(one, one);
    expect(native).toEqual({
      type: 'table',
      rows: [
        [cell('A', true), cell('B', true)],
        [cell('1'), cell('–')],
      ],
      column_settings: [{ is_wrapped: true }, { is_wrapped: true }],
    });
    const columns = {
      type: 'rich_text',
      elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'A  B\n-  -\n1' }] }],
    };
    expect(plain).toEqual(columns);
    expect(drawBlocks(card(one), { surface: 'home' })).toEqual([columns]);
    expect(drawBlocks(card(one), { surface: 'message', simple: true })).toEqual([columns]);
  });
  const cell = (of: string, bold?: boolean) => ({
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [{ type: 'text', text: of, ...(bold === true && { style: { bold: true } }) }],
      },
    ],
  });

  test('a picture is shown by its file, and by its description without one', () => {
    const shown = card(picture(image, 'A gray square.'), rule);
    expect(drawBlocks(shown, { surface: 'message', files: new Map([[image, 'F012345678']]) })).toEqual([
      { type: 'image', slack_file: { id: 'F012345678' }, alt_text: 'A gray square.' },
      { type: 'divider' },
    ]);
    expect(draw(...shown.blocks)[0]).toEqual({
      type: 'context',
      elements: [{ type: 'plain_text', text: 'Picture: A gray square.', emoji: false }],
    });
  });

  test('a file is a link to where it was shared, and says so when it was not', () => {
    const csv = file('toy', 'text/csv', 'a', 'Points of *all*');
    const drawn = (shared?: { url?: string; apart: boolean }) =>
      drawBlocks(card(csv), { surface: 'message', shared: new Map(shared === undefined ? [] : [[csv, shared]]) });
    const section = (...elements: object[]) => [
      { type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] },
    ];
    const link = { type: 'link', url: 'https://a.example/f', text: 'toy.csv' };
    const bold = { type: 'text', text: 'toy.csv', style: { bold: true } };
    const words = (more = '') => ({ type: 'text', text: ` · Points of *all*${more}` });
    expect(drawn({ url: 'https://a.example/f', apart: true })).toEqual(
      section(link, words('\nI sent it to you as a direct message.')),
    );
    expect(drawn({ url: 'https://a.example/f', apart: false })).toEqual(section(link, words()));
    expect(drawn({ apart: true })).toEqual(section(bold, words('\nI sent it to you as a direct message.')));
    expect(drawn()).toEqual(section(bold, words('\nI could not send this file. Please ask for it again in a moment.')));
  });

  test('buttons carry their press; links and what is switched off are there too', () => {
    expect(
      draw({
        kind: 'buttons',
        buttons: [
          { kind: 'press', press: { id: 'quiz.go', args: { n: '1' } }, label: 'Go', style: 'main' },
          { kind: 'press', press: press('quiz.stop'), label: 'Stop', style: 'danger' },
          { kind: 'press', press: press('quiz.back'), label: 'Back', disabled: true },
          { kind: 'link', url: 'https://e.example', label: 'More' },
        ],
      }),
    ).toEqual([
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'quiz.go?n=1',
            text: { type: 'plain_text', text: 'Go', emoji: false },
            style: 'primary',
          },
          {
            type: 'button',
            action_id: 'quiz.stop',
            text: { type: 'plain_text', text: 'Stop', emoji: false },
            style: 'danger',
          },
          {
            type: 'button',
            action_id: 'link!2',
            text: { type: 'plain_text', text: 'More', emoji: false },
            url: 'https://e.example',
          },
        ],
      },
      { type: 'context', elements: [{ type: 'plain_text', text: 'Not available now: Back', emoji: false }] },
    ]);
  });

  test('lists: one, several with Done, channels, and roles that Slack does not have', () => {
    const options = [
      { value: 'r', label: 'Red', note: 'warm' },
      { value: 'g', label: 'Green', picked: true },
    ];
    const [one, several, channel, role] = draw(
      { kind: 'pick', press: press('a.one'), label: 'One', of: 'options', options },
      { kind: 'pick', press: press('a.several'), label: 'Several', of: 'options', options, min: 2, max: 2 },
      { kind: 'pick', press: press('a.channel'), label: 'Where', of: 'channel', picked: 'slack:channel/T1.C2' },
      { kind: 'pick', press: press('a.role'), label: 'Whom', of: 'role' },
    );
    const drawn = [
      {
        value: 'r',
        text: { type: 'plain_text', text: 'Red', emoji: false },
        description: { type: 'plain_text', text: 'warm', emoji: false },
      },
      { value: 'g', text: { type: 'plain_text', text: 'Green', emoji: false } },
    ];
    expect(one).toMatchObject({
      elements: [{ type: 'static_select', action_id: 'a.one', options: drawn, initial_option: drawn[1] }],
    });
    expect(several).toMatchObject({
      elements: [
        {
          type: 'multi_static_select',
          action_id: 'list!a.several',
          max_selected_items: 2,
          initial_options: [drawn[1]],
        },
        { type: 'button', action_id: 'done!2!a.several', text: { text: 'Done' } },
      ],
    });
    expect(channel).toMatchObject({
      elements: [{ type: 'conversations_select', action_id: 'a.channel', initial_conversation: 'C2' }],
    });
    expect(role).toMatchObject({ type: 'context', elements: [{ text: 'Whom: Slack has no roles to pick from.' }] });
  });

  test('a user group is mentioned only when asked for', () => {
    expect(drawMessage(card(text('Hi')), { mention: 'S0123' }).blocks[0]).toEqual({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'usergroup', usergroup_id: 'S0123' }] }],
    });
  });
});
