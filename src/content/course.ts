/** What Sous says of a course, in the words of its `course.yaml`; and what it says to anybody where a course has no words of its own. */
import path from 'node:path';
import { readSources } from './files.ts';
import { ANY_COURSE, type Content, type Course, courseSchema, type Intent, type Problem } from './schema.ts';
import { readEntry, type Source } from './source.ts';

/** The talk of the course that comes with Sous says nothing of its subject but by names such as `{subject}`. */
const OURS = path.join(import.meta.dirname, '../../content');

/** One that cannot be read says nothing of the course; what is wrong with it is a problem. */
export function readCourse(sources: readonly Source[], problems: Problem[]): Course {
  const source = sources.find(({ file }) => file === 'course.yaml');
  return (source && readEntry(source, courseSchema, problems)) ?? ANY_COURSE;
}

/** Files of what people say to a tutor, for a folder without any. */
export const talkOfAnyCourse = async (): Promise<readonly Source[]> => readSources(OURS, 'talk');

/** With the course's own words in place of their names. */
export const toldOf = ({ course, intents }: Pick<Content, 'course' | 'intents'>): ReadonlyMap<string, Intent> =>
  new Map([...intents].map(([id, intent]) => [id, told(intent, course)]));

function told(intent: Intent, course: Course): Intent {
  const fill = (text: string): string => text.replaceAll(NAMES, (_, name: Name) => wordsFor(course, name));
  return {
    ...intent,
    says: fill(intent.says),
    next: intent.next.map(({ label, run }) => ({ label: fill(label), run: fill(run) })),
  };
}

type Name = 'subject' | 'scope' | 'kind' | 'example' | 'ask';
const NAMES = /\{(subject|scope|kind|example|ask)\}/gu;

function wordsFor(course: Course, name: Name): string {
  switch (name) {
    case 'scope':
      return course.scope ?? course.subject;
    case 'ask':
      return course.ask ?? `What is ${course.example}?`;
    default:
      return course[name];
  }
}
