/** What content is: the shapes of terms, questions, lessons and the small lists, as authors write them. */
import { z } from 'zod';
import { idSchema } from '../questions/id.ts';
import type { Journey } from './journey.ts';
import type { Dataset } from './dataset.ts';
import { LANGUAGES } from './lookup/languages.ts';
import type { QuestionSource } from '../questions/index.ts';

const url = z.url({ protocol: /^https?$/u }).max(300);
const line = (max: number): z.ZodString => z.string().trim().min(1).max(max);

export const topicSchema = z.strictObject({ id: idSchema, title: line(40) });
export type Topic = z.output<typeof topicSchema>;

/** The front matter of a term; the body's sections are checked by `termBodySchema`. */
export const termFrontSchema = z.strictObject({
  name: line(60),
  topic: idSchema,
  priority: z.enum(['A', 'B', 'C']).describe('A: named in the course. B: needed by a lesson. C: next.'),
  aliases: z.array(line(60)).default([]),
  slips: z.array(line(60)).default([]),
  everyday: z.array(line(60)).default([]),
  asks: z.array(line(140)).min(5, 'needs five to sixteen phrases').max(16, 'needs five to sixteen phrases'),
  see: z.array(idSchema).min(1).max(6),
  confused: z
    .array(z.strictObject({ with: idSchema, how: line(320) }))
    .max(3)
    .default([]),
  reading: z
    .array(z.strictObject({ title: line(80), url }))
    .min(1)
    .max(3),
  rows: z.array(line(8)).default([]),
  picture: z.strictObject({ file: line(80), alt: line(900) }).optional(),
  use: line(110).optional().describe('When one uses or meets it, in one sentence.'),
  watch: line(130).optional().describe('What goes wrong with it most often, in one sentence.'),
});

export const termBodySchema = z.strictObject({
  short: line(240),
  more: line(700),
  analogy: line(400).optional(),
  example: line(700).optional(),
});

export type Term = z.output<typeof termFrontSchema> &
  z.output<typeof termBodySchema> & { readonly id: string; readonly file: string };

/** A question with where it came from. `version` changes when anything changes that grading depends on. */
export type Question = QuestionSource & {
  readonly version: string;
  readonly file: string;
  /** Where it begins in the file; 1 is the first line. (`line` is a field of find-bug questions.) */
  readonly fileLine: number;
};

export const lessonFrontSchema = z.strictObject({
  title: line(80),
  goals: z
    .array(
      z.strictObject({
        can: line(160).describe('What somebody can do afterwards, with a verb first.'),
        tested: z
          .array(idSchema)
          .min(1, 'names the questions of this lesson that show it')
          .max(4)
          .describe('Questions of this lesson, on a card or at its end, that show whether it was reached.'),
      }),
    )
    .min(1)
    .max(5),
  concepts: z.array(idSchema).min(1),
  rows: z.array(line(8)).default([]),
  after: z.array(idSchema).default([]),
  pictures: z.record(z.string(), z.strictObject({ file: line(80), alt: line(900) })).default({}),
  checks: z.array(idSchema).min(1).max(8),
  next: line(300),
});

/** One screen of a lesson. */
export type LessonPart =
  | { readonly kind: 'text'; readonly text: string }
  /** Asks the reader to think or do something; the answer is shown when they want it. */
  | { readonly kind: 'prompt'; readonly text: string; readonly answer: string }
  | { readonly kind: 'picture'; readonly name: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'share'; readonly share: string };
export interface LessonCard {
  readonly title: string;
  readonly parts: readonly LessonPart[];
  readonly line: number;
}
export type Lesson = z.output<typeof lessonFrontSchema> & {
  readonly id: string;
  /** 1 is the first of the course. */
  readonly number: number;
  readonly cards: readonly LessonCard[];
  readonly file: string;
};

export const misconceptionSchema = z.strictObject({ id: idSchema, idea: line(200), remedy: line(300) });
export type Misconception = z.output<typeof misconceptionSchema>;

export const shareOutSchema = z.strictObject({
  id: idSchema,
  title: line(80),
  prompt: line(600),
  lesson: idSchema.optional(),
  rows: z.array(line(8)).default([]),
});
export type ShareOut = z.output<typeof shareOutSchema>;

export const stackSchema = z.strictObject({
  id: idSchema,
  name: line(60),
  aliases: z.array(line(60)).default([]),
  what: line(160),
  parts: z
    .array(
      z.strictObject({
        part: line(40),
        built: line(160),
        /** Until when it is known to have been so: a year, or a year and month. */
        asOf: z.string().regex(/^\d{4}(?:-\d{2})?$/u, 'must be a year or a year and month in quotes'),
        source: z.strictObject({ title: line(120), url }),
      }),
    )
    .min(1)
    .max(6),
  note: line(300).optional(),
});
export type Stack = z.output<typeof stackSchema>;

/** What an intent does beyond saying its line: each is a function in `features/talk`. */
export const ACTS = [
  'simpler',
  'example',
  'why',
  'more',
  'quiz',
  'lesson',
  'switch',
  'differ',
  'next',
  'back',
  'hint',
  'skip',
  'unknown',
  'stop',
  'reveal',
  'explain',
  'replay',
  'report',
] as const;
export type Act = (typeof ACTS)[number];

/** Where in a phrase the words stand that it is about. */
export const SLOT = '{what}';

const phrase = line(80).refine((text) => text.split(SLOT).length <= 2, `may have one ${SLOT}`);

/** Something that people say to a tutor and that is no look-up. */
export const intentSchema = z
  .strictObject({
    id: idSchema,
    phrases: z
      .array(phrase)
      .min(5)
      .max(100)
      .describe('The whole of what somebody says; capitals, "please", slips and small words make no difference.'),
    always: z
      .array(line(40))
      .default([])
      .describe('Words that say it wherever they stand together, in any order, also in a question.'),
    cues: z
      .array(line(40))
      .default([])
      .describe('The same of a text that names no entry and is no question that can be answered.'),
    words: z.array(line(20)).default([]).describe('Of a text that nothing else explains, one of these is enough.'),
    shape: z
      .enum(['empty', 'smile', 'frown', 'link', 'code', 'foreign'])
      .optional()
      .describe('A text that looks so is this, whatever its words.'),
    light: z.boolean().default(false).describe('Said along with something else, it is passed over.'),
    urgent: z
      .boolean()
      .default(false)
      .describe('Heard before everything else that is said along with it, whatever is open; only the line is shown.'),
    act: z.enum(ACTS).optional().describe('What it does; what it says is then for when that cannot be done.'),
    says: line(260),
    next: z
      .array(z.strictObject({ label: line(40), run: line(60).regex(/^\/[a-z]/u, 'is a command: /quiz') }))
      .max(2)
      .default([])
      .describe('The next step: a button that runs a command.'),
  })
  .refine(({ next, urgent }) => (next.length === 0) === urgent, 'has one next step or two, or is urgent and has none');
export type Intent = z.output<typeof intentSchema>;
/** A question in everyday words, with the sentences that answer it and where to read on. */
export const faqSchema = z
  .strictObject({
    id: idSchema,
    asks: z
      .array(line(140))
      .min(2, 'needs two to 24 ways to ask')
      .max(24, 'needs two to 24 ways to ask')
      .describe('The same question as different people type it.'),
    say: line(320).describe('Answers it before all else; a yes/no question begins with yes or no.'),
    terms: z.array(idSchema).max(4).default([]).describe('Entries to read on in; the first one is shown.'),
    lesson: idSchema.optional(),
    card: line(80).optional().describe('Title of the card of that lesson.'),
  })
  .refine(({ terms, lesson }) => terms.length > 0 || lesson !== undefined, 'names a term or a lesson to read on in')
  .refine(
    ({ lesson, card }) => (lesson === undefined) === (card === undefined),
    'names the lesson and its card, or neither',
  );
export type Faq = z.output<typeof faqSchema> & { readonly file: string };

const wordsSchema = z.array(line(40)).min(2);
/** Words that mean the same (`alike`) or share an idea (`near`). */
export const synonymSchema = z.union([z.strictObject({ alike: wordsSchema }), z.strictObject({ near: wordsSchema })]);
export type Synonym = z.output<typeof synonymSchema>;

/** What a course is about, as Sous says it of itself. */
export const courseSchema = z.strictObject({
  title: line(60).describe('The name of the course.'),
  language: z.enum(LANGUAGES).default('en').describe('Of the entries, and of those who ask.'),
  subject: line(80).describe('Goes on after "I am Sous, a tutor for".'),
  scope: line(80).optional().describe('Goes on after "My subject is"; the subject, unless given.'),
  kind: line(30).describe('Stands before "tutor" and "word": "a sailing tutor".'),
  welcome: line(200).describe('Welcomes somebody new, in a sentence or two.'),
  example: line(40).describe('A word that a beginner may ask for first.'),
  ask: line(80).optional().describe('The same as a question: "What is a database?"'),
  familiar: z
    .array(idSchema)
    .default([])
    .describe('Entries that a first sentence may name although the course does not begin with them.'),
  known: z.array(idSchema).default([]).describe('Entries that everybody knows before the course.'),
  starters: z.array(idSchema).max(25).default([]).describe('Entries that are offered before anything is typed.'),
  pictures: z
    .strictObject({
      accent: z.enum(['orange', 'blue', 'green']).default('orange').describe('What diagrams and maps are drawn in.'),
      ground: z
        .enum(['dark', 'light'])
        .default('dark')
        .describe('Dark is easy to read in light and dark chats alike; light is for print and projectors.'),
    })
    .default({ accent: 'orange', ground: 'dark' })
    .describe('How pictures look.'),
});
export type Course = z.output<typeof courseSchema>;
export type PictureStyle = Course['pictures'];

/** Of a folder that does not say it. */
export const ANY_COURSE: Course = {
  title: 'The course',
  language: 'en',
  subject: 'this course',
  kind: 'course',
  welcome: 'I explain the words of this course.',
  example: 'a word',
  familiar: [],
  known: [],
  starters: [],
  pictures: { accent: 'orange', ground: 'dark' },
};

/** Everything under `content/`, by id; maps keep the order of the files. */
export interface Content {
  readonly dir: string;
  readonly course: Course;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly terms: ReadonlyMap<string, Term>;
  readonly questions: ReadonlyMap<string, Question>;
  readonly lessons: ReadonlyMap<string, Lesson>;
  readonly misconceptions: ReadonlyMap<string, Misconception>;
  readonly shareOuts: ReadonlyMap<string, ShareOut>;
  readonly stacks: ReadonlyMap<string, Stack>;
  /** Small data sets for queries. */
  readonly datasets: ReadonlyMap<string, Dataset>;
  readonly intents: ReadonlyMap<string, Intent>;
  readonly faqs: ReadonlyMap<string, Faq>;
  readonly journeys: ReadonlyMap<string, Journey>;
  readonly synonyms: readonly Synonym[];
  /** Sources of pictures, by file name. */
  readonly pictures: ReadonlyMap<string, string>;
}

/** Something an author should mend. `level` "error" stops the check; "advice" does not. */
export interface Problem {
  readonly level: 'error' | 'advice';
  readonly file: string;
  /** 1 is the first line. */
  readonly line: number;
  readonly message: string;
}
