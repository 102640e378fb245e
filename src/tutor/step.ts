/** What is worth doing now, the best first, each with one sentence of why. Pure: from what is true of a learner to steps. */
import { type Content, type Lesson } from '../content/schema.ts';

/** Where somebody is in a lesson. */
export interface LessonState {
  readonly lesson: string;
  /** The card they were on last; 0 is the first. */
  readonly card: number;
  /** Finished, or known without reading it. */
  readonly finished: boolean;
  /** Milliseconds since 1970. */
  readonly seenAt: number;
}

/** A run that was begun and not finished. */
export interface OpenWork {
  readonly run: string;
  readonly purpose: 'quiz' | 'placement';
  /** Questions that it still asks. */
  readonly left: number;
}

export interface StepFacts {
  /** They are here for the first time, and were never asked where to start. */
  readonly newcomer: boolean;
  /** Daily questions that are open and not answered, the one to begin with first. */
  readonly drops: readonly string[];
  /** Things of the review list that are due and that today has room for. */
  readonly reviews: number;
  /** Wrong ideas of theirs whose time has come; a review begins with them. */
  readonly ideas: number;
  /** The lesson that their cohort reads this week. */
  readonly planned?: string;
  readonly lessons: readonly LessonState[];
  readonly work?: OpenWork;
  /** The term that they know least of all that they were asked about; absent when all of it sits. */
  readonly weakest?: string;
  /** Share-outs that they took part in. */
  readonly shared: ReadonlySet<string>;
  /** Others can read here, so that something can be discussed. */
  readonly company: boolean;
}

/** `why`: one plain sentence. */
export type Step = { readonly why: string } & (
  | { readonly kind: 'place'; readonly lesson: string | undefined }
  | { readonly kind: 'drop'; readonly drop: string }
  | { readonly kind: 'review'; readonly due: number }
  | { readonly kind: 'idea'; readonly due: number }
  | { readonly kind: 'lesson'; readonly lesson: string; readonly how: 'planned' | 'begun' | 'next' }
  | ({ readonly kind: 'work' } & OpenWork)
  | { readonly kind: 'weak'; readonly term: string }
  | { readonly kind: 'share'; readonly share: string }
  | { readonly kind: 'quiz' }
);
export type StepOf<K extends Step['kind']> = Extract<Step, { kind: K }>;

const things = (n: number, one: string, many: string): string => (n === 1 ? one : many.replace('#', String(n)));

/** Everything worth doing now, in this order; a quiz always is. */
export function stepsFrom(facts: StepFacts, content: Content): readonly Step[] {
  const lessons = [...content.lessons.values()];
  const been = new Map(facts.lessons.map((one) => [one.lesson, one]));
  const isDone = ({ id }: Lesson): boolean => been.get(id)?.finished === true;
  const begun = [...facts.lessons]
    .toSorted((a, b) => b.seenAt - a.seenAt)
    .flatMap(({ lesson, finished }) => (finished ? [] : (content.lessons.get(lesson) ?? [])))[0];
  const planned = content.lessons.get(facts.planned ?? '');
  const term = content.terms.get(facts.weakest ?? '');
  const following = lessons.find((one) => !isDone(one) && !been.has(one.id));
  const steps = [
    ...stepsDue(facts, lessons[0]?.id),
    planned !== undefined && !isDone(planned) && plannedStep(planned, been.get(planned.id)),
    begun !== undefined && begun !== planned && begunStep(begun, been.get(begun.id)?.card ?? 0),
    facts.work !== undefined && workStep(facts.work),
    term !== undefined && {
      kind: 'weak' as const,
      term: term.id,
      why: `${term.name} is what sits least of all that you were asked; a few questions help.`,
    },
    following !== undefined && following !== planned && nextStep(following, been.size === 0),
    shareStep(facts, content),
    { kind: 'quiz' as const, why: quizWhy(lessons.every(isDone)) },
  ];
  return steps.filter((step) => step !== false && step !== undefined);
}

/** What has its time now. */
function stepsDue(
  { newcomer, drops, reviews, ideas }: StepFacts,
  first: string | undefined,
): readonly (Step | false)[] {
  const [drop] = drops;
  return [
    drop !== undefined && {
      kind: 'drop',
      drop,
      why: things(drops.length, "Today's question waits for you.", '# daily questions wait for you.'),
    },
    newcomer && {
      kind: 'place',
      lesson: first,
      why: 'You are new here: at most twelve short questions find the lesson that fits you.',
    },
    reviews > 0 && {
      kind: 'review',
      due: reviews + ideas,
      why: things(
        reviews + ideas,
        '1 thing is due for review, before you forget it.',
        '# things are due for review, before you forget them.',
      ),
    },
    ideas > 0 && {
      kind: 'idea',
      due: ideas,
      why: things(
        ideas,
        'You mixed something up some days ago; one question shows whether it is clear now.',
        'You mixed up # things some days ago; a question on each shows whether it is clear now.',
      ),
    },
  ];
}

const plannedStep = ({ id, number, title }: Lesson, been: LessonState | undefined): StepOf<'lesson'> => ({
  kind: 'lesson',
  lesson: id,
  how: 'planned',
  why:
    been === undefined
      ? `Your cohort reads lesson ${number} this week: ${title}.`
      : `Your cohort reads lesson ${number} this week, and you are at card ${been.card + 1}.`,
});

const begunStep = ({ id, number, title, cards }: Lesson, card: number): StepOf<'lesson'> => ({
  kind: 'lesson',
  lesson: id,
  how: 'begun',
  why: `You are in lesson ${number}, ${title}: card ${card + 1} of ${cards.length}.`,
});

const nextStep = ({ id, number, title }: Lesson, first: boolean): StepOf<'lesson'> => ({
  kind: 'lesson',
  lesson: id,
  how: 'next',
  why: first ? `Lesson ${number} is a good beginning: ${title}.` : `Lesson ${number} comes next: ${title}.`,
});

const workStep = (work: OpenWork): StepOf<'work'> => ({
  kind: 'work',
  ...work,
  why:
    work.purpose === 'placement'
      ? 'You have begun to find out where to start, and are not there yet.'
      : things(work.left, 'Your quiz has one question left.', 'Your quiz has # questions left.'),
});

/** Of the lesson that was finished last: who passed one by need not hear of it for ever. */
function shareStep({ company, lessons, shared }: StepFacts, content: Content): Step | undefined {
  if (!company) return undefined;
  const [last] = lessons.filter(({ finished }) => finished).toSorted((a, b) => b.seenAt - a.seenAt);
  const parts = content.lessons.get(last?.lesson ?? '')?.cards.flatMap((card) => card.parts) ?? [];
  const open = parts
    .flatMap((part) => (part.kind === 'share' ? (content.shareOuts.get(part.share) ?? []) : []))
    .find(({ id }) => !shared.has(id));
  return open === undefined
    ? undefined
    : { kind: 'share', share: open.id, why: `Talking about it makes it yours: ${open.title}.` };
}

const quizWhy = (all: boolean): string =>
  all
    ? 'You have been through every lesson; a few questions now and then keep it fresh.'
    : 'Nothing waits for you; a few questions keep fresh what you know.';
