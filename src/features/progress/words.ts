/** A learner's progress in words: what the map shows, for whoever does not see it, and the few numbers beside it. Pure. */
import { LIMITS } from '../../chat/limits.ts';
import { escape, md, type Markdown } from '../../chat/markdown.ts';
import { counted, cut } from '../../chat/words.ts';
import type { MixUps } from '../../classroom/ideas.ts';
import type { Part, Progress } from '../../classroom/progress.ts';
import type { CourseMap, Grasp, MapLesson } from '../../tutor/course-map.ts';
import { FULL_POINTS, HINT_POINTS, pointsFor } from '../../tutor/score.ts';

/** Shaky concepts that are named. */
const MOST_NAMED = 4;

const isUntouched = ({ lessons, known, shaky }: CourseMap): boolean =>
  known + shaky === 0 && lessons.every(({ state }) => state === 'ahead');

/** Nothing was answered and no lesson opened. */
export const isNewcomer = ({ map, firstTries }: Progress): boolean => firstTries.of === 0 && isUntouched(map);

/** The whole map, lesson by lesson; those ahead together. */
export function altOf(map: CourseMap): string {
  if (isUntouched(map))
    return `The way through the course: ${counted(map.lessons.length, 'lesson')}, and you start at 1.`;
  const [begun, ahead] = [map.lessons.filter(isBegun), map.lessons.filter((lesson) => !isBegun(lesson))];
  const parts = [
    `${map.known} concepts known, ${map.shaky} shaky, ${map.of - map.known - map.shaky} not asked yet`,
    ...begun.map(lessonWords),
    ...(ahead.length === 0 ? [] : [`still ahead: ${ahead.map(({ number }) => number).join(', ')}`]),
  ];
  return cut(`Map of the course. ${parts.join('; ')}.`, LIMITS.alt - 24);
}

const isBegun = ({ state, concepts }: MapLesson): boolean =>
  state !== 'ahead' || concepts.some(({ grasp }) => grasp !== 'new');

/** Of a title, as many whole words as its number needs beside it. */
const firstWords = (title: string): string => /^.{1,22}(?=\s|$)/su.exec(title)?.[0] ?? cut(title, 22);

function lessonWords({ number, title, state, concepts }: MapLesson): string {
  const count = (wanted: Grasp): number => concepts.filter(({ grasp }) => grasp === wanted).length;
  const [known, shaky] = [count('known'), count('shaky')];
  const words = [
    state === 'ahead' ? undefined : state,
    `${known} of ${concepts.length} known`,
    shaky > 0 ? `${shaky} shaky` : undefined,
  ];
  return `${number} ${firstWords(title.replace(/:.*$/su, ''))}: ${words.filter((one) => one !== undefined).join(', ')}`;
}

/** What the map says in one line, and what is shaky by name. */
export function mapLine({ lessons, known, shaky, of }: CourseMap): Markdown {
  const names = new Set(
    lessons.flatMap(({ concepts }) => concepts.flatMap(({ name, grasp }) => (grasp === 'shaky' ? [name] : []))),
  );
  const shown = [...names].slice(0, MOST_NAMED).join(', ');
  const more = names.size > MOST_NAMED ? ', …' : '';
  return `**${known} of ${counted(of, 'concept')} known**${shaky === 0 ? '.' : `, ${shaky} shaky (${escape(shown)}${more}).`}`;
}

const partWords = ({ right, of }: Part): string => `${right} of ${of}`;

/** `streak`: daily questions in a row, where there is a cohort. */
export function numbersLines({ lessons, firstTries, week, mixUps }: Progress, streak: number | undefined): Markdown {
  const lines = [
    `**Lessons:** ${lessons.done} of ${lessons.of} done`,
    week === 0 ? undefined : `**Last seven days:** ${counted(week, 'answer')}`,
    firstTries.of === 0 ? undefined : `**Right at the first try:** ${partWords(firstTries)}`,
    streak === undefined || streak === 0 ? undefined : `**Streak:** ${counted(streak, 'daily question')} in a row`,
    ...mixUpLines(mixUps),
  ];
  return lines.filter((line) => line !== undefined).join('  \n');
}

const listed = (...parts: readonly (readonly [number, string])[]): string =>
  parts.flatMap(([n, words]) => (n === 0 ? [] : [`${n} ${words}`])).join(', ');

/** Nothing for who never mixed anything up, and never guessed. */
export function mixUpLines({ cured, open, confirmed, guessed }: MixUps): readonly Markdown[] {
  return [
    cured + open === 0 ? '' : `**Mix-ups:** ${listed([cured, 'cured'], [open, 'to ask you about again'])}`,
    confirmed + guessed === 0
      ? ''
      : `**Lucky guesses:** ${listed([confirmed, 'known by now'], [guessed, 'to ask you about again'])}`,
  ].filter((line) => line !== '');
}

export const scoreLine = (points: number): Markdown =>
  `**Score: ${counted(points, 'point')}.** Each question earns up to ${FULL_POINTS} when you meet it first, for the share of it that is right.`;

/** The example is worked out, so that it cannot say something else than what is paid. */
export const pointsRules = (): readonly Markdown[] => [
  `- A question that you meet for the first time earns up to **${FULL_POINTS} points**, with the hint up to **${HINT_POINTS}**.`,
  `- It is paid by its parts: **8 of 12** right are **${counted(pointsFor(8 / 12, false), 'point')}**. That is rounded to the nearest whole point, a half upward; all points are for all parts.`,
  '- What counts as a part: each pair, gap or thing to sort; in an order, each step at its own place; where several may be right, each right one, and each one too many. A close answer is worth half.',
  '- A wrong answer and *I don’t know* cost nothing, and nothing is timed.',
  '- Practicing again earns no points: it is for remembering.',
  '- Daily questions pay even if you have met them in a quiz. Their points count for your cohort’s board, too; an instructor may give or take some, with a reason that you can read.',
];

export const streakLine = (name: string, answered: number, right: number, points: number): Markdown =>
  md`**Daily questions in ${name}:** ` + `${partWords({ right, of: answered })} right, **${points}** of your points.`;
