/** Drops of every question there is: within the limits of all platforms, silent while open, with a picture that says itself. */
import { beforeAll, describe, expect, test } from 'vitest';
import { cardProblems } from '../../src/chat/card-problems.ts';
import { plain } from '../../src/chat/markdown.ts';
import { cardText } from '../../src/chat/text.ts';
import type { Library } from '../../src/content/library.ts';
import type { Question } from '../../src/content/schema.ts';
import { drawDrop, drawReveal, type DropView } from '../../src/features/daily/draw.ts';
import { barsOf } from '../../src/features/daily/distribution.ts';
import { publicChoices } from '../../src/classroom/drops.ts';
import { barsSvg } from '../../src/pictures/chart.ts';
import { revealOf } from '../../src/questions/index.ts';
import { COHORT as cohort } from '../support/cohort.ts';
import { kindsLibrary } from '../support/kinds-library.ts';
import { realLibrary, realPictures } from '../support/sous.ts';

const opensAt = Date.UTC(2026, 10, 20, 3, 15);
const drop: DropView['drop'] = {
  id: 'c123456789abcdef-20261120',
  cohort: cohort.id,
  localDate: '2026-11-20',
  state: 'posted',
  question: 'q',
  version: 'v1',
  dueAt: opensAt,
  opensAt,
  closesAt: opensAt + 24 * 3_600_000,
  closedAt: null,
  why: null,
  week: 202_647,
  month: 202_611,
  par: 0,
  shownCount: 0,
  shownAt: null,
};
const open = (question: Question, answers = 3): DropView => ({
  drop,
  cohort,
  question,
  state: { kind: 'open', answers },
});
const closed = (question: Question, tally: Extract<DropView['state'], { kind: 'closed' }>['tally']): DropView => ({
  drop: { ...drop, state: 'closed', closedAt: drop.closesAt },
  cohort,
  question,
  state: { kind: 'closed', tally },
});
const tally = (choices: readonly (readonly [string, number])[], right = 0) => {
  const answers = choices.reduce((sum, [, n]) => sum + n, 0);
  return {
    answers,
    right,
    partly: 0,
    wrong: answers - right,
    choices: choices.map(([key, count]) => ({ moves: [key], count })),
  };
};

let library: Library;
let all: readonly Question[];
beforeAll(async () => {
  library = await realLibrary();
  all = [...library.questionsIn().filter((one) => one.daily), ...kindsLibrary().questionsIn()];
});
const oneChoice = (): Extract<Question, { kind: 'one-choice' }> => {
  const found = all.find((one) => one.kind === 'one-choice');
  if (found?.kind !== 'one-choice') throw new Error('no one-choice question');
  return found;
};

describe('the public message', () => {
  test('of every daily question, and of every kind, can be shown everywhere', () => {
    expect(all.length).toBeGreaterThan(100);
    for (const question of all) {
      expect(cardProblems(drawDrop(open(question))), question.id).toEqual([]);
      expect(cardProblems(drawDrop(closed(question, tally([['0', 40]])))), question.id).toEqual([]);
    }
  });

  test('says nothing of what is right while it is open', () => {
    for (const question of all) {
      const words = cardText(drawDrop(open(question)));
      expect(words).not.toContain(plain(question.explanation).slice(0, 40));
      const hints = question.hint === undefined ? [] : [plain(question.hint).slice(0, 30)];
      expect(
        hints.filter((hint) => words.includes(hint)),
        question.id,
      ).toEqual([]);
    }
  });

  test('has letters for one choice of a few, in the same order for everybody; else one button', () => {
    const letters = (question: Question) =>
      drawDrop(open(question)).blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
    const choices = publicChoices(oneChoice(), drop.id)?.map((choice) => choice.key) ?? [];
    expect(
      letters(oneChoice())
        .slice(0, choices.length)
        .map((one) => (one.kind === 'press' ? one.press.args['key'] : '')),
    ).toEqual(choices);
    const several = all.find((one) => one.kind === 'several-choices');
    if (several === undefined) throw new Error('no question with several choices');
    expect(letters(several).map((one) => one.label)).toEqual(['Answer']);
  });

  test('names the end in the zone of the cohort', () => {
    expect(cardText(drawDrop(open(oneChoice())))).toContain('Open until Sat 21 Nov, 09:00 (Asia/Kathmandu)');
  });
});

describe('the reveal', () => {
  test('of every question can be shown everywhere', async () => {
    for (const question of all.filter((_, index) => index % 7 === 0)) {
      const reveal = await drawReveal(
        realPictures,
        closed(
          question,
          tally([
            ['0', 20],
            ['1', 10],
          ]),
        ),
      );
      expect(cardProblems(reveal), question.id).toEqual([]);
      expect(cardText(reveal), question.id).toContain(plain(revealOf(question)).split('\n')[0]?.slice(0, 20));
    }
  });

  test('has a picture whose words say the same numbers', async () => {
    const question = oneChoice();
    const right = question.options.findIndex((option) => option.right);
    const wrong = right === 0 ? 1 : 0;
    const reveal = await drawReveal(
      realPictures,
      closed(
        question,
        tally(
          [
            [String(right), 6],
            [String(wrong), 2],
          ],
          6,
        ),
      ),
    );
    const [picture] = reveal.blocks.flatMap((block) => (block.kind === 'picture' ? [block] : []));
    expect(picture?.alt).toContain('8 answers');
    expect(picture?.alt).toContain(`Right: ${question.options[right]?.text} 6 (75 %)`);
    expect(picture?.alt).toContain('2 (25 %)');
    expect([...(picture?.picture.png.subarray(1, 4) ?? [])]).toEqual([0x50, 0x4e, 0x47]);
    expect(cardText(reveal)).toContain('6 right, 0 partly right, 2 not yet');
  });

  test('of fewer than five answers shows no numbers: they would be about somebody', async () => {
    const reveal = await drawReveal(
      realPictures,
      closed(
        oneChoice(),
        tally(
          [
            ['0', 1],
            ['1', 3],
          ],
          1,
        ),
      ),
    );
    expect(reveal.blocks.some((block) => block.kind === 'picture')).toBe(false);
    expect(cardText(reveal)).not.toMatch(/1 right/u);
  });

  test('counts each of several choices, and falls back on right and wrong where there are no options', () => {
    const several = all.find((one) => one.kind === 'several-choices');
    if (several?.kind !== 'several-choices') throw new Error('no question with several choices');
    const bars = barsOf(several, {
      ...tally([]),
      answers: 5,
      choices: [
        { moves: [['0', '1']], count: 3 },
        { moves: [['1']], count: 2 },
      ],
    });
    expect(bars.slice(0, 2).map((bar) => bar.count)).toEqual([3, 5]);
    const numeric = all.find((one) => one.kind === 'numeric');
    if (numeric === undefined) throw new Error('no numeric question');
    expect(barsOf(numeric, tally([['7', 5]], 2)).map((bar) => [bar.label, bar.count])).toEqual([
      ['Right', 2],
      ['Partly right', 0],
      ['Not yet', 3],
    ]);
  });
});

test('a chart of nasty labels is still XML', () => {
  const svg = barsSvg([{ label: '<b>&\u0000 "x"\n\ud800', count: 0, of: 0, good: true }]);
  expect(svg).toContain('&lt;b&gt;&amp; "x"');
  // oxlint-disable-next-line no-control-regex -- this is what must not be there
  expect(svg).not.toMatch(/\u0000/u);
  expect(svg).not.toContain('NaN');
});

test('a chart can be read on a phone, and long labels are broken, then cut', () => {
  const label = `${'word '.repeat(12).trim()} end`;
  const svg = barsSvg([
    { label, count: 1, of: 2, good: true },
    { label: `${label} ${label}`, count: 1, of: 2, good: false },
    { label: 'x'.repeat(90), count: 0, of: 2, good: false },
  ]);
  const sizes = [...svg.matchAll(/font-size="(\d+)"/gu)].map(([, size]) => Number(size));
  expect(Math.min(...sizes) * (360 / 720)).toBeGreaterThanOrEqual(12);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</gu)].map(([, text]) => text ?? '');
  expect(texts.slice(0, 2).join(' ')).toBe(label);
  expect(texts.filter((text) => text.endsWith('…'))).toHaveLength(2);
  expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(50);
});
