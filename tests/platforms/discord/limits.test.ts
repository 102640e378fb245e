/** Cards within Discord's limits, and refused by us before Discord refuses them. */
import { describe, expect, test } from 'vitest';
import { button, buttons, type Card, card, link, picture, text } from '../../../src/chat/card.ts';
import { cardProblems } from '../../../src/chat/card-problems.ts';
import { LIMITS } from '../../../src/chat/limits.ts';
import { RenderProblem } from '../../../src/platforms/discord/limits.ts';
import { keyId, renderCard } from '../../../src/platforms/discord/render.ts';
import { tinyPng } from '../../support/toy.ts';
import { accepted, press } from './accepted.ts';

describe('limits', () => {
  test('the largest card that the house allows is one that Discord takes', () => {
    const rows = Array.from({ length: 6 }, (_, r) =>
      buttons(...Array.from({ length: 5 }, (_2, b) => button(press(`r${r}.b${b}`), 'x'.repeat(LIMITS.label)))),
    );
    const full: Card = { ...card(text('y'.repeat(LIMITS.text)), text('z'.repeat(700)), ...rows), tone: 'good' };
    expect(cardProblems(full)).toEqual([]);
    accepted(full, { key: 'k', mention: '900000000000000031' });
    const options = Array.from({ length: LIMITS.options }, (_, i) => ({
      value: `${i}`.padEnd(LIMITS.optionValue, 'v'),
      label: 'l'.repeat(LIMITS.optionLabel),
      note: 'n'.repeat(LIMITS.optionNote),
    }));
    accepted(
      card({ kind: 'pick', press: press('p'), label: 'p'.repeat(LIMITS.placeholder), of: 'options', max: 25, options }),
      {},
    );
    accepted(card(picture({ name: 'a.png', png: tinyPng() }, 'a'.repeat(LIMITS.alt))));
  });

  test.each<[string, Card, RegExp]>([
    ['text that grows by being escaped', card(text('_a'.repeat(1_400))), /text has 4200 characters; at most 4000/u],
    ['too many parts', card(...Array.from({ length: 41 }, () => text('x'))), /Parts .*41; at most 40/u],
    ['a label', card(buttons(button(press('a'), 'x'.repeat(81)))), /has 81 characters; at most 80: shorten "x+/u],
    ['no label', card(buttons(button(press('a'), ''))), /is empty/u],
    ['one press twice', card(buttons(button(press('a'), 'A'), button(press('a'), 'B'))), /same press/u],
    ['six buttons', card(buttons(...[1, 2, 3, 4, 5, 6].map((i) => button(press(`b${i}`), 'B')))), /6; at most 5/u],
    ['a link', card(buttons(link(`https://example.com/${'x'.repeat(500)}`, 'L'))), /A link has 520/u],
    ['no blocks', card(), /nothing to show/u],
    ['no words', card(text('')), /A text is empty/u],
    ['a description', card(picture({ name: 'a.png', png: tinyPng() }, 'a'.repeat(1_025))), /1025 characters/u],
    [
      'more picks than options',
      card({
        kind: 'pick',
        press: press('p'),
        label: 'P',
        of: 'options',
        max: 2,
        options: [{ value: 'a', label: 'A' }],
      }),
      /1 to 2 of 1/u,
    ],
  ])('%s', (_, shown, problem) => {
    expect(() => renderCard(shown)).toThrow(RenderProblem);
    expect(() => renderCard(shown)).toThrow(problem);
  });
});

describe('keys', () => {
  test('the same key gives the same id, another key another; all are above what Discord counts itself', () => {
    const ids = Array.from({ length: 2_000 }, (_, i) => keyId(`key-${i}`));
    expect(new Set(ids).size).toBe(2_000);
    expect(Math.min(...ids)).toBeGreaterThan(40);
    expect(Math.max(...ids)).toBeLessThan(2 ** 31);
    expect(keyId('key-1')).toBe(ids[1]);
  });
});
