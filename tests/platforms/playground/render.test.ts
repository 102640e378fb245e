/** Cards, forms and commands as the JSON that the page draws. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  button,
  buttons,
  card,
  code,
  file,
  link,
  note,
  picture,
  rule,
  table,
  text,
  title,
} from '../../../src/chat/card.ts';
import { md } from '../../../src/chat/markdown.ts';
import { renderCard, renderCommand, renderForm } from '../../../src/platforms/playground/render.ts';
import { tinyPng, toyApp } from '../../support/toy.ts';

const press = (id: string) => ({ id, args: { n: '1' } });

test('every block has its place in the tree', () => {
  const png = tinyPng(12);
  const hash = createHash('sha256').update(png).digest('hex');
  const csv = file('Été', 'text/csv', 'é', 'Figures');
  const {
    card: drawn,
    pictures,
    files,
  } = renderCard(
    {
      ...card(
        title('T'),
        text('**b** [l](https://example.com)\n\n- one'),
        note('n'),
        code('x < 1', 'sql'),
        table(['H'], [['c']]),
        picture({ name: 'p.png', png }, 'Alt'),
        csv,
        rule,
        buttons(button(press('a.b'), 'Go', 'main'), link('https://example.com', 'Read')),
      ),
      tone: 'good',
      summary: 'S',
    },
    'm1',
  );
  expect(drawn).toEqual({
    tone: 'good',
    summary: 'S',
    blocks: [
      { kind: 'title', text: 'T' },
      {
        kind: 'text',
        paragraphs: [
          {
            kind: 'paragraph',
            children: [
              { kind: 'strong', children: [{ kind: 'text', text: 'b' }] },
              { kind: 'text', text: ' ' },
              { kind: 'link', url: 'https://example.com', children: [{ kind: 'text', text: 'l' }] },
            ],
          },
          { kind: 'list', items: [[{ kind: 'text', text: 'one' }]] },
        ],
      },
      { kind: 'note', paragraphs: [{ kind: 'paragraph', children: [{ kind: 'text', text: 'n' }] }] },
      { kind: 'code', text: 'x < 1', language: 'sql' },
      { kind: 'table', head: ['H'], rows: [['c']] },
      { kind: 'picture', src: `/playground/api/pictures/${hash}.png`, alt: 'Alt', width: 12, height: 12 },
      { kind: 'file', src: '/playground/api/files/m1/0', name: 'ete.csv', label: 'Figures', bytes: 2 },
      { kind: 'rule' },
      {
        kind: 'buttons',
        buttons: [
          { kind: 'press', press: 'a.b?n=1', label: 'Go', style: 'main', disabled: false },
          { kind: 'link', url: 'https://example.com', label: 'Read' },
        ],
      },
    ],
  });
  expect([...pictures]).toEqual([[hash, png]]);
  expect(files).toEqual([csv]);
});

test('what people typed is text in the tree, whatever it looks like', () => {
  const typed = '<img src=x onerror=alert(1)> [x](javascript:alert(1)) @everyone';
  const { card: drawn } = renderCard(card(text(md`You typed ${typed}`)), 'm1');
  expect(drawn.blocks).toEqual([
    {
      kind: 'text',
      paragraphs: [{ kind: 'paragraph', children: [{ kind: 'text', text: `You typed ${typed}` }] }],
    },
  ]);
});

test('pick lists say how many, and pickers of the platform know its places and roles', () => {
  const { card: drawn } = renderCard(
    card(
      {
        kind: 'pick',
        of: 'options',
        press: press('p.a'),
        label: 'Some',
        min: 0,
        max: 2,
        options: [
          { value: '1', label: 'One', note: 'n', picked: true },
          { value: '2', label: 'Two' },
        ],
      },
      { kind: 'pick', of: 'channel', press: press('p.b'), label: 'Where', picked: 'playground:channel/daily' },
      { kind: 'pick', of: 'role', press: press('p.c'), label: 'Whom' },
    ),
    'm1',
  );
  expect(drawn.blocks).toMatchObject([
    {
      of: 'options',
      min: 0,
      max: 2,
      options: [
        { value: '1', label: 'One', note: 'n', picked: true },
        { value: '2', label: 'Two', picked: false },
      ],
    },
    {
      of: 'channel',
      press: 'p.b?n=1',
      min: 1,
      max: 1,
      options: [
        { value: 'playground:channel/general', picked: false },
        { value: 'playground:channel/daily', picked: true },
      ],
    },
    { of: 'role', options: [{ value: 'learners' }, { value: 'instructors' }] },
  ]);
});

test('forms say what each field takes', () => {
  const drawn = renderForm({
    press: press('f.x'),
    title: 'T',
    fields: {
      word: { kind: 'text', label: 'Word', required: true, max: 5, suggest: { command: 'what', option: 'is' } },
      one: { kind: 'pick', label: 'One', required: true, options: [{ value: 'a', label: 'A' }] },
      any: { kind: 'pick', label: 'Any', max: 2, options: [{ value: 'a', label: 'A' }] },
      where: { kind: 'channel', label: 'Where', value: 'playground:channel/general' },
    },
  });
  expect(drawn).toMatchObject({
    press: 'f.x?n=1',
    submit: 'Send',
    fields: [
      { name: 'word', kind: 'text', required: true, long: false, max: 5, suggest: { command: 'what', option: 'is' } },
      { name: 'one', kind: 'pick', min: 1, max: 1 },
      { name: 'any', kind: 'pick', min: 0, max: 2 },
      { name: 'where', kind: 'pick', min: 0, max: 1, options: [{ picked: true }, { picked: false }] },
    ],
  });
});

test('commands bring what the menu needs, and no function', () => {
  const drawn = [...toyApp().catalog.commands.values()].map(renderCommand);
  expect(structuredClone(drawn)).toEqual(drawn);
  expect(drawn.find((command) => command.name === 'echo')).toEqual({
    name: 'echo',
    description: 'Says it again.',
    staff: false,
    community: false,
    options: [
      { name: 'is', kind: 'text', description: 'What to say.', required: true, max: 200, suggests: true },
      { name: 'times', kind: 'number', description: 'How often.', required: false, min: 1, max: 3, suggests: false },
      {
        name: 'tone',
        kind: 'choice',
        description: 'How.',
        required: false,
        choices: [
          { value: 'calm', label: 'Calmly' },
          { value: 'loud', label: 'Loudly' },
        ],
        suggests: false,
      },
    ],
  });
  expect(drawn.find((command) => command.name === 'setup')).toMatchObject({ staff: true, community: true });
});
