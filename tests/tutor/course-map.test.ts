/** The course as somebody stands in it: what sits, what is shaky, what was never asked; in a picture and in words. */
import { describe, expect, test } from 'vitest';
import { plain } from '../../src/chat/markdown.ts';
import type { Progress } from '../../src/classroom/progress.ts';
import { altOf, isNewcomer, mapLine, numbersLines, pointsRules } from '../../src/features/progress/words.ts';
import { courseSvg, type LessonMark } from '../../src/pictures/course.ts';
import { pictureProblem } from '../../src/content/picture-rules.ts';
import { NIGHT_TONES } from '../../src/pictures/palette.ts';
import { type CourseMap, courseMap, type Grasp } from '../../src/tutor/course-map.ts';
import { itemsOf } from '../../src/tutor/items.ts';
import { type Given, knowledgeOf } from '../../src/tutor/knowledge.ts';
import { realLibrary } from '../support/sous.ts';

const library = await realLibrary();
const items = itemsOf(library);
const DAY = 24 * 3_600_000;

/** The map `days` after these answers, the first of which was at 0. */
const mapAfter = (given: readonly Given[], been: Parameters<typeof courseMap>[2] = [], days = 0): CourseMap =>
  courseMap(
    library,
    knowledgeOf(given, (id) => items.get(id)),
    been,
    days * DAY,
  );
const on = (concept: string): string => [...items.values()].find((item) => item.concept === concept)?.id ?? '';
const answer = (concept: string, score: number, more: Partial<Given> = {}): Given => ({
  question: on(concept),
  score,
  at: 0,
  hint: false,
  ...more,
});
const graspOf = (map: CourseMap, concept: string): readonly Grasp[] =>
  map.lessons.flatMap(({ concepts }) => concepts.flatMap(({ id, grasp }) => (id === concept ? [grasp] : [])));

describe('a concept', () => {
  test('is new until it is asked, whatever stands beside it', () => {
    expect(graspOf(mapAfter([]), 'request')).toEqual(['new']);
    expect(graspOf(mapAfter([answer('response', 1)], [{ lesson: 'open-a-page', finished: true }]), 'request')).toEqual([
      'new',
    ]);
  });

  test('is known when the latest answer was right, and shaky when it was missed, with the hint, or a guess', () => {
    expect(graspOf(mapAfter([answer('request', 1)]), 'request')).toEqual(['known']);
    for (const shaky of [
      [answer('request', 0)],
      [answer('request', 1), answer('request', 0, { at: DAY })],
      [answer('request', 1, { hint: true })],
      [answer('request', 1, { unsure: true })],
      [answer('request', 0, { unknown: true })],
    ])
      expect(graspOf(mapAfter(shaky), 'request')).toEqual(['shaky']);
  });

  test('keeps its mark, whatever is missed or known elsewhere, and whatever it is called to be hard', () => {
    const cookie = answer('cookie', 1);
    const others = [...items.values()].filter(({ concept }) => concept !== 'cookie');
    for (const score of [0, 1]) {
      const rest = others.map(({ id }, n) => ({ ...answer('cookie', score), question: id, at: n + 1 }));
      expect(graspOf(mapAfter([cookie, ...rest]), 'cookie')).toEqual(['known', 'known']);
      const missed = answer('cookie', 0);
      expect(graspOf(mapAfter([missed, ...rest]), 'cookie')).toEqual(['shaky', 'shaky']);
    }
    // the very first answer, on whatever it was
    const grasps = others.flatMap(({ id, concept }) =>
      graspOf(mapAfter([{ ...answer('cookie', 1), question: id }]), concept),
    );
    expect(new Set(grasps)).toEqual(new Set(['known']));
  });

  test('fades, the later the better it sat', () => {
    const rows = [1, 3].map((times) =>
      Array.from({ length: times }, (_, n) => answer('cookie', 1, { at: (n + 1 - times) * DAY })),
    );
    const faded = rows.map((given) =>
      Array.from({ length: 60 }, (_, month) => month).findIndex(
        (month) => !graspOf(mapAfter(given, [], month * 30), 'cookie').includes('known'),
      ),
    );
    expect(faded[0]).toBeGreaterThan(0);
    expect(faded[1] === -1 ? Infinity : faded[1]).toBeGreaterThan(faded[0] ?? 0);
  });

  test('that two lessons name stands in both, and counts once', () => {
    const map = mapAfter([answer('cookie', 1)]);
    expect(graspOf(map, 'cookie')).toEqual(['known', 'known']);
    expect(map.known).toBe(1);
    expect(map.of).toBe(new Set(map.lessons.flatMap(({ concepts }) => concepts.map(({ id }) => id))).size);
  });
});

test('a lesson is ahead, begun or done', () => {
  const { lessons } = mapAfter(
    [],
    [
      { lesson: 'open-a-page', finished: true },
      { lesson: 'databases', finished: false },
      { lesson: 'gone', finished: true },
    ],
  );
  const states = lessons.map(({ id, state }) => [id, state]);
  expect(states.filter(([, state]) => state !== 'ahead')).toEqual([
    ['open-a-page', 'done'],
    ['databases', 'begun'],
  ]);
});

/** Somebody who knows or misses everything in so many lessons. */
function studied(lessons: number, grasp: (n: number) => Grasp): CourseMap {
  const { lessons: all } = mapAfter([]);
  const made = all.map((lesson) => ({
    ...lesson,
    state: lesson.number <= lessons ? ('done' as const) : ('ahead' as const),
    concepts: lesson.concepts.map((one, n) => ({
      ...one,
      grasp: lesson.number <= lessons ? grasp(n) : ('new' as const),
    })),
  }));
  const count = (wanted: Grasp): number =>
    made.flatMap(({ concepts }) => concepts).filter((one) => one.grasp === wanted).length;
  return {
    lessons: made,
    known: count('known'),
    shaky: count('shaky'),
    of: made.flatMap(({ concepts }) => concepts).length,
  };
}
const marksOf = ({ lessons }: CourseMap): LessonMark[] =>
  lessons.map(({ number, title, state, concepts }) => ({
    number,
    title,
    state,
    concepts: concepts.map(({ grasp }) => grasp),
  }));
const MAPS = {
  newcomer: studied(0, () => 'new'),
  'in the middle': studied(8, (n) => (['known', 'shaky', 'new'] as const)[n % 3] ?? 'new'),
  'at the end': studied(17, () => 'known'),
  'at the end, all shaky': studied(17, () => 'shaky'),
};

describe.each(Object.entries(MAPS))('%s', (_, map) => {
  const svg = courseSvg(marksOf(map));

  test('is a picture that may be drawn, in tones of the house, no wider than a phone shows', () => {
    expect(pictureProblem('map.svg', svg)).toBeUndefined();
    for (const [color] of svg.matchAll(/#[\da-f]{6}/gu)) expect(Object.keys(NIGHT_TONES)).toContain(color);
    const [, width, height] = /width="(\d+)" height="([\d.]+)"/u.exec(svg) ?? [];
    expect(Number(width)).toBe(720);
    expect(Number(height)).toBeLessThan(1_100);
  });

  test('is told in words that fit a description, lesson by lesson', () => {
    const alt = altOf(map);
    expect(alt.length).toBeLessThanOrEqual(1_000);
    expect(alt).not.toContain('…;');
    for (const { number } of map.lessons.filter(({ state }) => state === 'done'))
      expect(alt).toMatch(new RegExp(`; ${number} [^;]+: done, \\d+ of \\d+ known`, 'u'));
    expect(alt).not.toContain('undefined');
  });
});

test('marks differ by shape, not by color alone', () => {
  const shapes = (['known', 'shaky', 'new'] as const).map((mark) => {
    const drawn = courseSvg([{ number: 1, title: 'One', state: 'done', concepts: [mark] }]);
    const both = courseSvg([{ number: 1, title: 'One', state: 'done', concepts: [] }]);
    const kinds = (svg: string, name: string): number => svg.split(`<${name}`).length;
    return ['circle', 'path'].map((name) => kinds(drawn, name) - kinds(both, name)).join();
  });
  // a disc with a tick, a diamond, a ring
  expect(shapes).toEqual(['1,1', '0,1', '1,0']);
});

describe('words', () => {
  const progress = (map: CourseMap, more: Partial<Progress> = {}): Progress => ({
    points: 0,
    looked: false,
    map,
    lessons: { done: map.lessons.filter(({ state }) => state === 'done').length, of: 17 },
    firstTries: { right: 0, of: 0 },
    week: 0,
    mixUps: { cured: 0, open: 0, confirmed: 0, guessed: 0 },
    steps: [],
    ...more,
  });

  test('a newcomer is told no zeros', () => {
    const fresh = progress(MAPS.newcomer);
    expect(isNewcomer(fresh)).toBe(true);
    expect(altOf(fresh.map)).toBe('The way through the course: 17 lessons, and you start at 1.');
    expect(isNewcomer(progress(MAPS.newcomer, { firstTries: { right: 0, of: 1 } }))).toBe(false);
    expect(isNewcomer(progress(studied(1, () => 'new')))).toBe(false);
  });

  test('what is known and what is shaky, by name; numbers only where there is something', () => {
    const map = studied(1, (n) => (n < 6 ? 'shaky' : 'known'));
    expect(plain(mapLine(map))).toBe(`8 of ${map.of} concepts known, 6 shaky (Request, Response, Client, Server, …).`);
    expect(mapLine(MAPS['at the end'])).toBe(`**${map.of} of ${map.of} concepts known**.`);
    expect(numbersLines(progress(map), undefined)).toBe('**Lessons:** 1 of 17 done');
    const full = progress(map, {
      firstTries: { right: 48, of: 60 },
      week: 23,
      mixUps: { cured: 1, open: 0, confirmed: 0, guessed: 1 },
    });
    expect(numbersLines(full, 4).split('  \n')).toEqual([
      '**Lessons:** 1 of 17 done',
      '**Last seven days:** 23 answers',
      '**Right at the first try:** 48 of 60',
      '**Streak:** 4 daily questions in a row',
      '**Mix-ups:** 1 cured',
      '**Lucky guesses:** 1 to ask you about again',
    ]);
  });

  test('the rules of points say what is paid', () =>
    expect(pointsRules().join('\n')).toContain('**8 of 12** right are **7 points**'));
});
