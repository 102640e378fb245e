/** The night tones of pictures: bright enough to be read, dark enough not to dazzle, on whatever page they stand. */
import { describe, expect, test } from 'vitest';
import { NIGHT_TONES, nightSvg, styled } from '../../src/pictures/palette.ts';

const INKS = ['#1e293b', '#334155', '#475569', '#c2410c', '#1d4ed8', '#15803d', '#b91c1c'];
const GROUNDS = [
  '#ffffff',
  '#f8fafc',
  '#f1f5f9',
  '#fff7ed',
  '#ffedd5',
  '#eff6ff',
  '#dbeafe',
  '#f0fdf4',
  '#dcfce7',
  '#fef2f2',
];

/** Relative luminance by WCAG 2: 0 is black, 1 is white. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
const contrast = (a: string, b: string): number => {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
};
const night = (color: string): string => NIGHT_TONES[color] ?? '';

describe.each(GROUNDS)('on the ground %s', (ground) => {
  test('nothing dazzles', () => expect(luminance(night(ground))).toBeLessThan(0.08));
  test.each(INKS)('the ink %s can be read', (ink) =>
    expect(contrast(night(ink), night(ground))).toBeGreaterThanOrEqual(4.5),
  );
});

test.each(['#c2410c', '#1d4ed8', '#15803d', '#1e293b'])('a number on a mark of %s can be read', (mark) =>
  expect(contrast(night(mark), night('#ffffff'))).toBeGreaterThanOrEqual(4.5),
);

test('colors are exchanged where they are colors, and text stays', () => {
  expect(nightSvg('<text fill="#FFFFFF" stroke="#123456">#1e293b is a color</text>')).toBe(
    `<text fill="${night('#ffffff')}" stroke="#123456">#1e293b is a color</text>`,
  );
});

describe('as a course wants it', () => {
  const svg =
    '<path fill="#FFF7ED" stroke="#c2410c"/><path fill="#fdba74" stroke="#ffedd5"/><text fill="#1e293b">#c2410c</text>';

  test('by the house: orange at night', () => {
    expect(styled(svg, { accent: 'orange', ground: 'dark' })).toBe(nightSvg(svg));
  });

  test('in another accent, and only what was orange', () => {
    expect(styled(svg, { accent: 'blue', ground: 'light' })).toBe(
      '<path fill="#eff6ff" stroke="#1d4ed8"/><path fill="#93c5fd" stroke="#dbeafe"/><text fill="#1e293b">#c2410c</text>',
    );
    const green = styled(svg, { accent: 'green', ground: 'dark' });
    for (const color of ['#f0fdf4', '#15803d', '#86efac', '#dcfce7']) expect(green).toContain(night(color));
  });

  test.each([
    ['orange', '#c2410c', ['#fff7ed', '#ffedd5']],
    ['blue', '#1d4ed8', ['#eff6ff', '#dbeafe']],
    ['green', '#15803d', ['#f0fdf4', '#dcfce7']],
  ])('on a light ground %s and the inks of words can be read', (_, accent, grounds) => {
    for (const ink of ['#1e293b', '#334155', '#475569'])
      for (const ground of ['#ffffff', ...grounds]) expect(contrast(ink, ground)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(accent, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    for (const ground of grounds) expect(contrast(accent, ground)).toBeGreaterThanOrEqual(4.3);
  });
});
