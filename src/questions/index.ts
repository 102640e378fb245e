/** What the rest of Sous asks of a question, whatever its kind. */
import type { z } from 'zod';
import type { Markdown } from '../chat/markdown.ts';
import type {
  Choice,
  Count,
  Move,
  Moves,
  OptionList,
  Part,
  QuestionKind,
  Remark,
  Runnable,
  Turn,
  TypedAnswer,
  Verdict,
} from './kind.ts';
import * as kinds from './kinds.ts';
import { optionParts, optionWords } from './options.ts';
import type { Fields, Shape, ShapeName } from './shapes.ts';
import type { Cells, Row } from './sheet.ts';
import type { Runner } from './trial.ts';

type Kinds = typeof kinds;
export type KindName = Kinds[keyof Kinds]['name'];

/** A question as its author wrote it, checked. */
export type QuestionSource = { [K in keyof Kinds]: z.output<Kinds[K]['schema']> }[keyof Kinds];

type AnyKind = QuestionKind<KindName, z.ZodObject>;
const KINDS: ReadonlyMap<string, AnyKind> = new Map(
  Object.values(kinds).map((kind): [string, AnyKind] => [kind.name, kind]),
);
export const kindNames: readonly KindName[] = [...KINDS.values()].map((kind) => kind.name);

/** The kind with its functions ready to take its questions. @throws Error for a name that no kind has. */
function kindNamed(name: string): AnyKind {
  const kind = KINDS.get(name);
  if (kind === undefined) throw new Error(`there is no kind "${name}"`);
  return kind;
}
const kindOf = (question: QuestionSource): AnyKind => kindNamed(question.kind);

/** What an author may write. */
export const schemaOf = (kind: KindName): z.ZodType<QuestionSource> =>
  kindNamed(kind).schema as unknown as z.ZodType<QuestionSource>;
export const problemsOf = (question: QuestionSource): string[] => kindOf(question).problems?.(question) ?? [];

// asking and answering

export const stemOf = (question: QuestionSource): Markdown => kindOf(question).stem(question);
/** The code that stands with it, as learners see it. */
export const codeOf = (question: QuestionSource): QuestionSource['code'] =>
  question.code && {
    ...question.code,
    text: kindOf(question).shownCode?.(question) ?? question.code.text.trimEnd(),
  };
/** The moves of somebody who says that they do not know, to a question of any kind: nothing was picked. */
export const UNKNOWN: Moves = [[]];
/** Whether these moves say so. No turn takes an empty pick, so nothing else looks like it. */
export const isUnknown = (moves: Moves): boolean => moves.at(-1)?.length === 0 && typeof moves.at(-1) !== 'string';

export const turnOf = (question: QuestionSource, seed: number, moves: Moves): Turn | undefined =>
  isUnknown(moves) ? undefined : kindOf(question).turn(question, seed, moves);
/** Judges complete moves, once; what comes out is kept with the answer. */
export const judge = async (question: QuestionSource, moves: Moves): Promise<Verdict> =>
  isUnknown(moves) ? { score: 0, marks: [], ideas: [], unknown: true } : kindOf(question).judge(question, moves);
/** A verdict in words; of the very version of the question that it was judged by. */
export const remarksOn = (question: QuestionSource, verdict: Verdict): readonly Remark[] =>
  verdict.unknown === true ? [] : kindOf(question).remarks(question, verdict);
/** What is right of an answer with several parts; undefined for one that is right or not, and where nothing was tried. */
export const countOf = (question: QuestionSource, verdict: Verdict): Count | undefined =>
  verdict.unknown === true ? undefined : kindOf(question).count?.(question, verdict);
/** What a partly right answer is worth, and why, where nothing is counted. */
export const worthOf = (question: QuestionSource, verdict: Verdict): Markdown | undefined =>
  kindOf(question).worth?.(question, verdict);
export const revealOf = (question: QuestionSource): Markdown => kindOf(question).reveal(question);
export const solutionOf = (question: QuestionSource, seed: number): Moves => kindOf(question).solution(question, seed);
/**
 * The chance, 0 to below 1, that somebody who knows nothing hits the right answer: one in so many choices, turn by turn;
 * nothing that is typed is hit by chance.
 */
export function guessOf(question: QuestionSource): number {
  let chance = 1;
  const moves: Move[] = [];
  for (const move of solutionOf(question, 0)) {
    const turn = turnOf(question, 0, moves);
    chance *= turn === undefined ? 1 : luckAt(turn);
    moves.push(move);
  }
  return chance === 1 ? 0 : chance;
}
function luckAt(turn: Turn): number {
  switch (turn.via) {
    case 'choose':
      return 1 / turn.choices.length;
    // any set of them that is neither empty nor more than may be picked
    case 'pick':
      return turn.max === 1 ? 1 / turn.choices.length : 1 / (2 ** turn.choices.length - 1);
    case 'type':
      return turn.blanks.reduce((luck, { choices }) => luck * (choices === undefined ? 0 : 1 / choices.length), 1);
    default:
      return turn satisfies never;
  }
}
/** What somebody who knows nothing earns on average, as a share: 0 to below 1. */
export const luckOf = (question: QuestionSource): number => kindOf(question).luck?.(question) ?? guessOf(question);
/** Complete moves that earn the full score: the solution, and what is as right. */
export const rightMoves = (question: QuestionSource, seed: number): readonly Moves[] => [
  solutionOf(question, seed),
  ...(kindOf(question).variants?.(question) ?? []),
];
/** Complete moves in plain words. */
export const answerWords = (question: QuestionSource, moves: Moves): string =>
  isUnknown(moves)
    ? 'I don’t know'
    : (kindOf(question).answerWords?.(question, moves) ?? optionWords(tallied(question) ?? [], moves));
/** Whether a learner may say that an answer which was not accepted is right. */
export const isDisputable = (question: QuestionSource): boolean => kindOf(question).disputable === true;

/** One of the options that answers are counted by. */
export interface Tallied extends Choice {
  readonly right: boolean;
}
/** The options by which answers are counted; undefined where moves are something else. */
export function tallied(question: QuestionSource): readonly Tallied[] | undefined {
  const list = optionsOf(question);
  if (list?.alone !== true) return undefined;
  return list.options.map(({ text, right }, index) => ({ key: String(index), text, right }));
}

// trying an answer out

/** The data set that a question is asked about; undefined for one that runs nothing. */
export const datasetOf = (question: QuestionSource): string | undefined => kindOf(question).trial?.dataset(question);
/** Whether a text in a chat is a try at this question; undefined for one that runs nothing. */
export const looksLikeTry = (question: QuestionSource, text: string): boolean | undefined =>
  kindOf(question).trial?.looks(text);
/** What was typed, run, where the kind wants that: the move to store. Undefined when nothing can be run at the moment. */
export const tryMove = async (
  question: QuestionSource,
  move: Move,
  run: Runner,
): Promise<{ readonly move: Move; readonly told?: Markdown } | undefined> => {
  const { trial } = kindOf(question);
  return trial === undefined ? { move } : trial.tried(question, [move].flat()[0] ?? '', run);
};
/** What somebody types to make this move. */
export const typedFor = (question: QuestionSource, move: Move): Move =>
  kindOf(question).trial?.typed(question, [move].flat()[0] ?? '') ?? move;
/** What is wrong with what its author wrote to be run. */
export const trialProblemsOf = async (question: QuestionSource, run: Runner): Promise<string[]> =>
  (await kindOf(question).trial?.problems(question, run)) ?? [];

// looking a question over

/** Every text of a question. */
export function partsOf(question: QuestionSource): Part[] {
  const { explanation, hint, code } = question;
  const list = optionsOf(question);
  return [
    ...kindOf(question).parts(question),
    { path: ['explanation'], role: 'claim', text: explanation },
    ...(hint === undefined ? [] : [{ path: ['hint'], role: 'hint', text: hint } as const]),
    ...(code === undefined
      ? []
      : ([
          { path: ['code', 'language'], role: 'language', text: code.language },
          { path: ['code', 'text'], role: 'code', text: code.text },
        ] as const)),
    ...(list === undefined ? [] : optionParts(list)),
  ];
}
export const optionsOf = (question: QuestionSource): OptionList | undefined => kindOf(question).options?.(question);
export const typedOf = (question: QuestionSource): readonly TypedAnswer[] => kindOf(question).typed?.(question) ?? [];
export const runnableOf = (question: QuestionSource): Runnable | undefined => kindOf(question).runs?.(question);

// in and out of other formats

/** The kind with this name, or with this other word for it. */
export const kindCalled = (word: string): KindName | undefined =>
  (KINDS.get(word) ?? [...KINDS.values()].find((kind) => kind.alsoCalled?.includes(word)))?.name;

export const rowOf = (question: QuestionSource): Row => kindOf(question).sheet.write(question);
export const readRow = (kind: KindName, cells: Cells): Fields | string => kindNamed(kind).sheet.read(cells);
/** Columns that kinds have for themselves. */
export const ownColumns = (): string[] => [...KINDS.values()].flatMap((kind) => kind.sheet.columns ?? []);

/** Undefined for a kind that other formats cannot know. */
export function shapeOf(question: QuestionSource): Shape | undefined {
  const { shape } = kindOf(question);
  return shape && ({ ...shape.give(question), as: shape.as } as Shape);
}
export const shapeNameOf = (kind: KindName): ShapeName | undefined => kindNamed(kind).shape?.as;
/** The kind that a question of this shape becomes: the wished one if it has that shape. @throws Error when no kind has it. */
export function kindFor(as: ShapeName, wished?: KindName): KindName {
  if (wished !== undefined && shapeNameOf(wished) === as) return wished;
  const kind = [...KINDS.values()].find(({ shape }) => shape?.as === as && shape.named !== true);
  if (kind === undefined) throw new Error(`no kind takes questions in the shape "${as}"`);
  return kind.name;
}
/** The fields of a kind's question, from its shape. */
export function fieldsOf(kind: KindName, { as, ...fields }: Shape): Fields {
  const { shape } = kindNamed(kind);
  return shape?.as === as && shape.take !== undefined ? shape.take(fields as never) : fields;
}
