/** Golden tests: what a form becomes as a modal. */
import { describe, expect, test } from 'vitest';
import { card, table, title } from '../../../src/chat/card.ts';
import type { OpenForm } from '../../../src/chat/form.ts';
import { drawCardModal, drawForm } from '../../../src/platforms/slack/form.ts';
import { checkView } from '../../support/slack/blocks.ts';

describe('forms', () => {
  const form: OpenForm = {
    press: { id: 'toy.told', args: { tag: 'x' } },
    title: 'Tell me',
    intro: 'First <this>.',
    fields: {
      word: {
        kind: 'text',
        label: 'Word',
        required: true,
        max: 40,
        placeholder: 'e.g. sql',
        note: 'One word.',
        value: 'sql',
      },
      term: { kind: 'text', label: 'Term', suggest: { command: 'what', option: 'is' }, value: 'data' },
      story: { kind: 'text', label: 'Story', long: true },
      sure: {
        kind: 'pick',
        label: 'Sure?',
        required: true,
        options: [
          { value: 'y', label: 'Yes' },
          { value: 'n', label: 'No', picked: true },
        ],
      },
      kind: { kind: 'pick', label: 'Kind', options: [{ value: 'a', label: 'A' }] },
      several: {
        kind: 'pick',
        label: 'Several',
        min: 2,
        max: 3,
        options: ['a', 'b', 'c'].map((one) => ({ value: one, label: one })),
      },
      where: { kind: 'channel', label: 'Where', value: 'slack:channel/T1.C9' },
      whom: { kind: 'role', label: 'Whom' },
    },
  };

  test('every field is drawn, and the fake takes it', () => {
    const view = drawForm(form, '{"c":"C1"}');
    expect(view).toMatchObject({
      type: 'modal',
      callback_id: 'toy.told?tag=x',
      private_metadata: '{"c":"C1"}',
      submit: { text: 'Send' },
    });
    expect(view.blocks.map((block) => ('element' in block ? [block.block_id, block.element] : block))).toMatchObject([
      { type: 'section', text: { text: 'First <this>.' } },
      ['f.word', { type: 'plain_text_input', max_length: 40, initial_value: 'sql', placeholder: { text: 'e.g. sql' } }],
      [
        'f.term',
        {
          type: 'external_select',
          action_id: 'suggest!what.is',
          min_query_length: 0,
          initial_option: { value: 'data' },
        },
      ],
      ['f.story', { type: 'plain_text_input', multiline: true }],
      ['f.sure', { type: 'radio_buttons', initial_option: { value: 'n' } }],
      ['f.kind', { type: 'static_select' }],
      ['f.several', { type: 'multi_static_select', action_id: 'v.2', max_selected_items: 3 }],
      ['f.where', { type: 'conversations_select', initial_conversation: 'C9' }],
      { type: 'context', elements: [{ text: 'Whom: Slack has no roles to pick from.' }] },
    ]);
    expect(view.blocks.map((block) => 'optional' in block && block.optional)).toEqual([
      false,
      false,
      true,
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(checkView(JSON.parse(JSON.stringify(view)), 'modal', () => true)).toHaveProperty('view');
  });

  test('a card in a modal has no button to send it', () => {
    const view = drawCardModal(card(title('Hi'), table(['A'], [['1']])), {});
    expect(view.submit).toBeUndefined();
    expect(checkView(JSON.parse(JSON.stringify(view)), 'modal', () => true)).toHaveProperty('view');
  });
});

test('a text that is too long for a list stands in the form whole, to be typed on', () => {
  const value = 'long '.repeat(30).trim();
  const is = { kind: 'text' as const, label: 'Is', value, suggest: { command: 'what', option: 'is' } };
  const [block] = drawForm({ press: { id: 'toy.form', args: {} }, title: 'Ask', fields: { is } }, '').blocks;
  expect(block).toMatchObject({ element: { type: 'plain_text_input', initial_value: value } });
});
