/** What Slack would refuse is refused before, with what to shorten. */
import { describe, expect, test } from 'vitest';
import { type Block, type Card, card, picture, rule, text, title } from '../../../src/chat/card.ts';
import { CardProblem } from '../../../src/chat/card-problems.ts';
import { drawForm } from '../../../src/platforms/slack/form.ts';
import { drawBlocks, drawMessage } from '../../../src/platforms/slack/render.ts';
import { checkBlocks } from '../../support/slack/blocks.ts';
import { tinyPng } from '../../support/toy.ts';

const press = (id: string) => ({ id, args: {} });
const image = { name: 'gray.png', png: tinyPng() };
const draw = (...blocks: Block[]) => drawBlocks(card(...blocks), { surface: 'message' });

describe('limits', () => {
  const problemsOf = (run: () => unknown): readonly string[] => {
    try {
      run();
    } catch (error) {
      if (error instanceof CardProblem) return error.problems;
      throw error;
    }
    return [];
  };
  const option = (value: string) => ({ value, label: value });

  test.each([
    ['a title of 151', () => draw(title('x'.repeat(151))), /header.*151.*150: shorten it/u],
    [
      '51 blocks',
      () => drawMessage({ blocks: Array.from({ length: 51 }, () => rule) }),
      /message is 51.*50: use fewer/u,
    ],
    [
      '13,000 characters',
      () => draw(...Array.from({ length: 13 }, () => text('x'.repeat(1_000)))),
      /text in all is 13000.*12000/u,
    ],
    [
      'a description of 2,001',
      () =>
        drawBlocks(card(picture(image, 'x'.repeat(2_001))), { surface: 'message', files: new Map([[image, 'F1']]) }),
      /description is 2001.*2000/u,
    ],
    [
      'a label of 76',
      () => draw({ kind: 'buttons', buttons: [{ kind: 'press', press: press('a.b'), label: 'x'.repeat(76) }] }),
      /button "x+…" is 76.*75/u,
    ],
    [
      'an option of 76',
      () => draw({ kind: 'pick', press: press('a.b'), label: 'L', of: 'options', options: [option('x'.repeat(76))] }),
      /option "x+…" is 76.*75/u,
    ],
    [
      '101 options',
      () =>
        draw({
          kind: 'pick',
          press: press('a.b'),
          label: 'L',
          of: 'options',
          options: Array.from({ length: 101 }, (_, i) => option(String(i))),
        }),
      /options is 101.*100: offer fewer/u,
    ],
    [
      'a form title of 25',
      () => drawForm({ press: press('a.b'), title: 'x'.repeat(25), fields: { a: { kind: 'text', label: 'A' } } }, ''),
      /title.*25.*24/u,
    ],
    [
      '3,001 characters to remember',
      () =>
        drawForm({ press: press('a.b'), title: 'T', fields: { a: { kind: 'text', label: 'A' } } }, 'x'.repeat(3_001)),
      /metadata is 3001.*3000/u,
    ],
    ['nothing at all', () => drawMessage({ blocks: [] }), /no blocks/u],
    [
      'two of a kind',
      () =>
        draw({
          kind: 'buttons',
          buttons: [
            { kind: 'press', press: press('a.b'), label: 'A' },
            { kind: 'press', press: press('a.b'), label: 'B' },
          ],
        }),
      /two elements with the action id a\.b/u,
    ],
  ])('%s', (_, run, wanted) => {
    expect(problemsOf(run).join('\n')).toMatch(wanted);
  });

  test('the fake agrees: what is refused here, it refuses too', () => {
    const bad: Card = card(title('x'.repeat(151)));
    expect(() => drawMessage(bad)).toThrow(CardProblem);
    const sent = [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151), emoji: false } }];
    expect(checkBlocks(sent, 'message', () => true)).toHaveProperty('errors');
    expect(checkBlocks(drawMessage(card(title('x'.repeat(150)))).blocks, 'message', () => true)).toHaveProperty(
      'blocks',
    );
  });
});
