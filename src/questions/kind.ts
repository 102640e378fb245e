/**
 * What a question kind must be able to do. A kind is pure and neutral: it turns a question and the moves made so far
 * into the next turn, judges the moves once there is no next turn, and words what was judged. Where a question stands is
 * only its moves, so a restart between question and answer loses nothing, and an old button can be told from a new one by
 * counting them. A verdict is kept with the answer: what a kind judges may cost, what it words is free.
 */
import { z } from 'zod';
import type { Markdown } from '../chat/markdown.ts';
import { idSchema } from './id.ts';
import { levelSchema } from './levels.ts';
import type { Shaped, ShapeName } from './shapes.ts';
import type { Sheet } from './sheet.ts';
import type { Trials } from './trial.ts';

/** One thing that the learner did: a key that was pressed, keys that were picked, or texts that were typed. */
export type Move = string | readonly string[];
export type Moves = readonly Move[];

/** Something to choose. `key` is stable over shuffling (its place in the author's file); `text` is plain. */
export interface Choice {
  readonly key: string;
  readonly text: string;
  /** Its letter's place where others have been taken away (0 is A), so that it keeps its letter. */
  readonly place?: number;
}

/** One typed answer. */
export interface Blank {
  readonly label: string;
  /** Then it is picked from these and not typed. */
  readonly choices?: readonly Choice[];
  readonly long?: true; // it takes lines, and not a word or two
}

/** What the learner can do now. Its answer is one Move. */
export type Turn = {
  /** What to do, when the stem alone does not say it: "Which comes next?" */
  readonly prompt?: Markdown;
  /** What has been chosen so far, line by line, in plain text. */
  readonly sofar?: readonly string[];
  readonly told?: true; // it tells how the last move fared, which therefore stands
  readonly code?: true; // what is chosen among is code, and so is what was chosen
} &
  /** `labels`: the texts are short enough to stand on the buttons; else letters do, and the texts in the message. */
  (
    | { readonly via: 'choose'; readonly choices: readonly Choice[]; readonly labels?: boolean }
    | { readonly via: 'pick'; readonly choices: readonly Choice[]; readonly min: number; readonly max: number }
    | { readonly via: 'type'; readonly blanks: readonly Blank[] }
  );

/** How one piece (option, item, gap, line) fared, without its words. */
export interface Mark {
  /** Which piece of the question: its place there, or a name that the kind gives it. */
  readonly key: string;
  /** Whether it belongs to the right answer. */
  readonly right: boolean;
  /** Whether the learner chose it. */
  readonly chosen: boolean;
  /** What the learner put there: what they typed, or the key of another piece. */
  readonly said?: string;
  /** What else the kind needs to know to word it. */
  readonly note?: string;
}

/**
 * What was judged, once; kept with the answer and worded from there. Pieces that the learner left alone need no mark, so
 * that it stays small.
 */
export interface Verdict {
  /** 0 to 1. */
  readonly score: number;
  readonly marks: readonly Mark[];
  /** Ids of the wrong ideas that were chosen, each once. */
  readonly ideas: readonly string[];
  /** They said that they do not know: there is nothing to judge, and kinds never see it. */
  readonly unknown?: true;
}

/** What was right of an answer that has several parts, so that people can check it with their fingers. */
export interface Count {
  readonly right: number;
  /** At least 1. */
  readonly of: number;
  /** What goes behind "8 of 12": "pairs right". Plain text. */
  readonly what: string;
}

/** The share that was right, which is what the answer is worth: 0 to 1. */
export const shareOf = ({ right, of }: Pick<Count, 'right' | 'of'>): number => right / of;

/** How one option (item, gap, line) fared, in words. */
export interface Remark {
  readonly text: string;
  /** Whether it belongs to the right answer. */
  readonly right: boolean;
  /** Whether the learner chose it. */
  readonly chosen: boolean;
  /** What the learner put there instead, where `text` is the right pairing and not their answer. Plain text. */
  readonly said?: string;
  readonly feedback: Markdown;
  /** Id of the wrong idea it stands for. */
  readonly misconception?: string;
}

/** What is the same in every question, whatever its kind. */
export const commonFields = {
  id: idSchema,
  concepts: z.array(z.string()).min(1),
  difficulty: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(2),
  level: levelSchema.optional(),
  lesson: z.string().optional(),
  daily: z.boolean().default(false),
  rows: z.array(z.string()).default([]),
  hint: z.string().max(240).optional(),
  explanation: z.string().min(1).max(500),
  code: z.strictObject({ language: z.string(), text: z.string().max(900) }).optional(),
};
export const stem = z.string().min(1).max(600);
const optionText = z.string().min(1).max(72);
export const feedback = z.string().min(1).max(240);

/** An option with its feedback. */
export const optionSchema = z.strictObject({
  text: optionText,
  right: z.boolean().default(false),
  feedback,
  misconception: z.string().optional(),
});

export type QuestionOption = z.output<typeof optionSchema>;

/** Feedback of a typed answer. */
export const typedFeedback = z.strictObject({ right: feedback, wrong: feedback });

/** A text of a question: where it is written, and what it is for. */
export interface Part {
  readonly path: readonly (string | number)[];
  /**
   * `claim`: what we say is so. `lure`: what we offer though it is not so. `feedback` may be about either. `label`: what is
   * sorted, named or typed, and says nothing by itself. `language`: of code.
   */
  readonly role: 'stem' | 'claim' | 'lure' | 'feedback' | 'hint' | 'code' | 'label' | 'language';
  readonly text: string;
  /** Shown as it is, on a button or in a list: its marks would stand there themselves. */
  readonly plain?: boolean;
  /** Id of the wrong idea it stands for. */
  readonly idea?: string;
}
export const part = (role: Part['role'], text: string, ...path: (string | number)[]): Part => ({ path, role, text });
export const plainPart = (role: Part['role'], text: string, ...path: (string | number)[]): Part => ({
  ...part(role, text, ...path),
  plain: true,
});

/** Of feedback that says one thing to whoever is right and another to whoever is not. */
export const typedParts = ({ right, wrong }: z.output<typeof typedFeedback>): Part[] => [
  part('feedback', right, 'feedback', 'right'),
  part('feedback', wrong, 'feedback', 'wrong'),
];

/** Options of a question that a learner chooses one or several from. */
export interface OptionList {
  /** The field of the file in which they stand. */
  readonly field: string;
  readonly options: readonly QuestionOption[];
  /** Any number of them may be right; absent: exactly one is. */
  readonly several?: boolean;
  /** They are never shuffled, since the author's order means something. */
  readonly keepOrder?: boolean;
  /** They are all that is asked: a move is their keys, and answers can be counted by them. */
  readonly alone?: boolean;
  /** They are shown as code, where no sign is a mark. */
  readonly asCode?: boolean;
}

/** A typed answer that is accepted. */
export interface TypedAnswer {
  readonly accept: string;
  /** What is known to be another answer. */
  readonly others: readonly string[];
  readonly path: readonly (string | number)[];
  /** What to do when it passes for something else. */
  readonly advice: string;
}

/** Code of a question that can be put to the test. */
export interface Runnable {
  readonly language: string;
  readonly text: string;
  /** What it must print; absent: it must only be readable. */
  readonly prints?: string;
  /** What the wrong options say that it prints. */
  readonly others?: readonly string[];
}

/**
 * One kind of question, whole: nobody outside `questions/` knows it by its name. What is optional has a plain answer where
 * it is absent.
 *
 * @example What others ask, they ask in `index.ts`, of any question:
 *
 *     for (let turn = turnOf(question, seed, moves); turn !== undefined; turn = turnOf(question, seed, moves))
 *       moves.push(await ask(turn));
 *     const verdict = await judge(question, moves); // once; kept with the answer
 *     const shown = remarksOn(question, verdict); // whenever it is drawn
 */
export interface QuestionKind<N extends string, S extends z.ZodObject> {
  readonly name: N;
  /** What an author may write, `kind` and the common fields included. */
  readonly schema: S;
  /** What the schema cannot say; one sentence a problem. */
  problems?(question: z.output<S>): string[];
  /** Its code as learners see it; absent: as it is written. */
  shownCode?(question: z.output<S>): string;
  /** The heading: the stem, or the statement. Markdown. */
  stem(question: z.output<S>): Markdown;
  /** The next turn, or undefined when everything has been answered. `seed` (0 to 2^32-1) shuffles. */
  turn(question: z.output<S>, seed: number, moves: Moves): Turn | undefined;
  /** Of complete moves. Always the same for the same moves; a kind that must run something promises its verdict. */
  judge(question: z.output<S>, moves: Moves): Verdict | Promise<Verdict>;
  /**
   * The parts of an answer, counted from its marks; absent where there is but one. The score of a verdict is the share of
   * them that is right, never less for luck: what people are shown is what they are paid.
   */
  count?(question: z.output<S>, verdict: Pick<Verdict, 'marks'>): Count;
  /** What a partly right answer is worth, and why, where nothing is counted; absent: it is close, which is worth half. */
  worth?(question: z.output<S>, verdict: Pick<Verdict, 'marks'>): Markdown;
  /** The mean score of blind answers, 0 to below 1, where there are parts to count; absent: the chance to hit all. */
  luck?(question: z.output<S>): number;
  /** The verdict in words: what to show, the learner's own choices first where that helps. */
  remarks(question: z.output<S>, verdict: Verdict): readonly Remark[];
  /** The right answer in words. */
  reveal(question: z.output<S>): Markdown;
  /** Moves that earn the full score, as the turns of this seed ask for them: for tests, previews and exports. */
  solution(question: z.output<S>, seed: number): Moves;
  /** Other complete moves that are as right, in the ways in which people write them: the check of content grades them all. */
  variants?(question: z.output<S>): readonly Moves[];
  /** Complete moves in plain words, for staff; absent: the options that they name, or what was typed. */
  answerWords?(question: z.output<S>, moves: Moves): string;
  /** Whether a learner may say that an answer which was not accepted is right: typed words, which no list holds all of. */
  readonly disputable?: true;
  /** Its own texts, in the order of its file: those of its options and of fields that all kinds have come by themselves. */
  parts(question: z.output<S>): readonly Part[];
  /** The options of a kind that has some. */
  options?(question: z.output<S>): OptionList;
  /** What may be typed, where it could pass for something else. */
  typed?(question: z.output<S>): readonly TypedAnswer[];
  /** Code that must run, or at least be readable; code that is broken on purpose is left out, unless the answer mends it. */
  runs?(question: z.output<S>): Runnable | undefined;
  /** Of a kind whose typed texts are run before they are moves: the one step that takes time. */
  readonly trial?: Trials<z.output<S>>;
  readonly sheet: Sheet<z.output<S>>;
  /** The shape by which other formats know its questions; absent: they cannot carry them. */
  readonly shape?: { [A in ShapeName]: Shaped<z.output<S>, A> }[ShapeName];
  /** Other words for the kind, in tables that people write. */
  readonly alsoCalled?: readonly string[];
}

/**
 * Makes the type of a kind's questions known to its functions.
 *
 * @example A kind that is one file and one line in `kinds.ts`:
 *
 *     import { z } from 'zod';
 *     import { commonFields, defineKind, feedback, part, stem } from './kind.ts';
 *     import { isYes } from './sheet.ts';
 *
 *     const said = (key: unknown): string => (key === 'yes' ? 'Yes' : 'No');
 *
 *     export const yesOrNo = defineKind({
 *       name: 'yes-or-no',
 *       schema: z.strictObject({ ...commonFields, kind: z.literal('yes-or-no'), stem, yes: z.boolean(), feedback }),
 *       stem: (question) => question.stem,
 *       turn: (_question, _seed, moves) =>
 *         moves.length > 0
 *           ? undefined
 *           : { via: 'choose', labels: true, choices: ['yes', 'no'].map((key) => ({ key, text: said(key) })) },
 *       judge(question, [key = '']) {
 *         const right = (key === 'yes') === question.yes;
 *         return { score: right ? 1 : 0, marks: [{ key: String(key), right, chosen: true }], ideas: [] };
 *       },
 *       remarks: (question, { marks }) =>
 *         marks.map(({ key, right }) => ({ text: said(key), right, chosen: true, feedback: question.feedback })),
 *       reveal: (question) => (question.yes ? 'Yes' : 'No'),
 *       solution: (question) => [question.yes ? 'yes' : 'no'],
 *       answerWords: (_question, [key]) => said(key),
 *       parts: (question) => [part('stem', question.stem, 'stem'), part('feedback', question.feedback, 'feedback')],
 *       sheet: {
 *         write: ({ stem, yes, feedback }) => ({ stem, answer: yes ? 'yes' : 'no', 'feedback right': feedback }),
 *         read: (cells) => ({
 *           stem: cells.get('stem'),
 *           yes: isYes(cells.get('answer')),
 *           feedback: cells.get('feedback right'),
 *         }),
 *       },
 *     });
 */
export const defineKind = <const N extends string, S extends z.ZodObject>(
  kind: QuestionKind<N, S>,
): QuestionKind<N, S> => kind;
