/** A plan in words, for staff and for learners. */
import { md, escape, type Markdown } from '../chat/markdown.ts';
import { shortDay } from '../chat/words.ts';
import { lessonNow, planDay, planOf } from '../classroom/plan.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Tools } from '../tools.ts';
import { localDate } from '../tutor/timetable.ts';

/** What the topics that were picked mean beside a plan; empty without topics. */
export function topicsWords({ library }: Tools, { topics }: Pick<Cohort, 'topics'>): Markdown {
  if (topics.length === 0) return '';
  const titles = topics.map((id) => escape(library.content.topics.get(id)?.title ?? id)).join(', ');
  return `The topics that were picked narrow the plan: of the lessons reached, only questions on ${titles} are asked. Until one of them is reached, topics do not count.`;
}

/** Where the cohort is, on one line; undefined without a plan. */
export function placeWords(tools: Tools, cohort: Cohort, now: number): Markdown | undefined {
  if (planOf(cohort) === undefined) return undefined;
  const { library } = tools;
  const titleOf = (lesson: string): string => library.content.lessons.get(lesson)?.title ?? lesson;
  const at = lessonNow(library, cohort, now);
  if (at === undefined) {
    const next = planDay(library, cohort, localDate(cohort.zone, now))?.next;
    return next === undefined
      ? 'all lessons are done'
      : md`it begins on ${shortDay(next.from)} with ${titleOf(next.lesson)}`;
  }
  const here = md`week ${at.week}, lesson ${at.number}, **${titleOf(at.lesson)}**`;
  if (cohort.paused) return `${here}; paused for now`;
  if (at.goesOn !== undefined) return `${here}; the next lesson begins on ${shortDay(at.goesOn)}`;
  return here;
}
