/** Streaks: what breaks one and what does not, and that anything decided later only mends upward. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  FREEZE_EVERY,
  MOST_FREEZES,
  type Pause,
  type StreakDrop,
  type StreakInput,
  streakOf,
} from '../../src/tutor/streak.ts';

const DAY = 24 * 3_600_000;
/** One letter a drop: `a` answered, `m` missed, `v` void, `w` void but answered, `n` not posted, `o` open, `O` open and answered. */
function story(letters: string, more: Partial<StreakInput> = {}): StreakInput {
  const states: Readonly<Record<string, StreakDrop['state']>> = {
    v: 'void',
    w: 'void',
    n: 'missed',
    o: 'open',
    O: 'open',
  };
  const drops = letters.split('').map((letter, index): StreakDrop => ({
    id: `d${index}`,
    date: new Date(index * DAY).toISOString().slice(0, 10),
    state: states[letter] ?? 'closed',
    opensAt: index * DAY,
    closesAt: (index + 1) * DAY,
  }));
  const answered = new Set(letters.split('').flatMap((letter, index) => ('awO'.includes(letter) ? [`d${index}`] : [])));
  return { drops, answered, pauses: [], joinedAt: 0, ...more };
}
const reasons = (input: StreakInput): string =>
  streakOf(input)
    .lines.map((line) => line.reason)
    .join(' ');

describe('a streak', () => {
  test('counts drops that were answered, and breaks at one that was not', () => {
    expect(streakOf(story('aaa'))).toMatchObject({ current: 3, best: 3, freezes: 0 });
    expect(streakOf(story('aaama'))).toMatchObject({ current: 1, best: 3 });
    expect(reasons(story('aama'))).toBe('answered answered broken answered');
    expect(reasons(story('mma'))).toBe('nothing nothing answered');
  });

  test('seven in a row earn a freeze, two are held at most, each holds it once', () => {
    const seven = 'a'.repeat(7);
    expect(streakOf(story(`${seven}m`))).toMatchObject({ current: 7, freezes: 0 });
    expect(
      reasons(story(`${seven}mm`))
        .split(' ')
        .slice(-2),
    ).toEqual(['frozen', 'broken']);
    expect(streakOf(story('a'.repeat(30)))).toMatchObject({ freezes: 2 });
    expect(streakOf(story(`${'a'.repeat(30)}mm`))).toMatchObject({ current: 30, freezes: 0 });
    expect(streakOf(story(seven)).lines.map((line) => line.earned)).toEqual([...Array<boolean>(6).fill(false), true]);
  });

  test('what was void, never posted, still open, or before the learner came costs nothing', () => {
    expect(streakOf(story('aavnao'))).toMatchObject({ current: 3 });
    expect(reasons(story('aavnao'))).toBe('answered answered void not-posted answered open');
    expect(streakOf(story('aaO'))).toMatchObject({ current: 3 });
    expect(reasons(story('mma', { joinedAt: 2 * DAY }))).toBe('before before answered');
  });

  test('a pause excuses what it touches', () => {
    const pauses: readonly Pause[] = [{ from: 1.5 * DAY, until: 2.5 * DAY }];
    expect(reasons(story('ammm', { pauses }))).toBe('answered paused paused broken');
    expect(reasons(story('amm', { pauses: [{ from: 1.5 * DAY }] }))).toBe('answered paused paused');
  });

  test('a void drop still counts for those who had answered it', () => {
    expect(streakOf(story('aawa'))).toMatchObject({ current: 4 });
  });
});

const lettersArb = fc.string({ unit: fc.constantFrom('a', 'a', 'a', 'a', 'm', 'v', 'w', 'n'), maxLength: 80 });

describe('for any history', () => {
  test('lines and numbers agree, and freezes stay in bounds', () => {
    fc.assert(
      fc.property(lettersArb, (letters) => {
        const { current, best, freezes, lines } = streakOf(story(letters));
        expect(lines).toHaveLength(letters.length);
        expect(lines.at(-1)?.streak ?? 0).toBe(current);
        expect(Math.max(0, ...lines.map((line) => line.streak))).toBe(best);
        for (const line of lines) {
          expect(line.freezes).toBeGreaterThanOrEqual(0);
          expect(line.freezes).toBeLessThanOrEqual(MOST_FREEZES);
        }
        expect(freezes).toBe(
          lines.filter((line) => line.earned).length - lines.filter((line) => line.reason === 'frozen').length,
        );
        // between two breaks, the streak is the number of answers
        const since = lines.findLastIndex((line) => line.reason === 'broken');
        expect(current).toBe(lines.slice(since + 1).filter((line) => line.reason === 'answered').length);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the same by a second way of reckoning: an automaton over answers and misses alone', () => {
    fc.assert(
      fc.property(lettersArb, (letters) => {
        let [streak, freezes, best] = [0, 0, 0];
        for (const letter of letters.replaceAll(/[vn]/gu, '')) {
          if (letter !== 'm') {
            streak += 1;
            if (streak % FREEZE_EVERY === 0) freezes = Math.min(MOST_FREEZES, freezes + 1);
          } else if (streak > 0 && freezes > 0) freezes -= 1;
          else streak = 0;
          best = Math.max(best, streak);
        }
        expect(streakOf(story(letters))).toMatchObject({ current: streak, best, freezes });
      }),
      { numRuns: 1_000 },
    );
  });

  test('voiding a drop, or counting an answer after all, never lowers anything', () => {
    fc.assert(
      fc.property(lettersArb, fc.nat(40), fc.constantFrom('v', 'a'), (letters, at, mended) => {
        fc.pre('am'.includes(letters[at] ?? ' '));
        const better = letters[at] === 'a' ? 'w' : mended;
        const before = streakOf(story(letters));
        const after = streakOf(story(letters.slice(0, at) + better + letters.slice(at + 1)));
        expect(after.current).toBeGreaterThanOrEqual(before.current);
        expect(after.best).toBeGreaterThanOrEqual(before.best);
      }),
      { numRuns: 3_000 },
    );
  });

  test('a pause never lowers anything', () => {
    fc.assert(
      fc.property(lettersArb, fc.nat(80), fc.nat(10), (letters, from, length) => {
        const before = streakOf(story(letters));
        const after = streakOf(story(letters, { pauses: [{ from: from * DAY, until: (from + length) * DAY }] }));
        expect(after.current).toBeGreaterThanOrEqual(before.current);
      }),
      { numRuns: 1_000 },
    );
  });
});
