/** The texts of a question, a term or a lesson, each with where it is written and what it is for. */
import { parseMarkdown, plain, plainInline } from '../../chat/markdown.ts';
import type { Lesson, Question, Term } from '../schema.ts';

/** `claim`: what we say is so. `lure`: a wrong option. `feedback` may be about either. */
export type Role = 'stem' | 'claim' | 'lure' | 'feedback' | 'hint' | 'code';

export interface Text {
  readonly path: readonly (string | number)[];
  readonly role: Role;
  readonly text: string;
}

interface Option {
  readonly text: string;
  readonly right: boolean;
  readonly feedback: string;
}

/** Options of the fields that a learner chooses one or several from; empty for kinds without. */
export function optionsOf(question: Question): { readonly field: string; readonly options: readonly Option[] }[] {
  switch (question.kind) {
    case 'one-choice':
    case 'several-choices':
    case 'predict-output':
      return [{ field: 'options', options: question.options }];
    case 'true-false':
      return [{ field: 'because', options: question.because }];
    case 'find-bug':
      return [{ field: 'fixes', options: question.fixes }];
    default:
      return [];
  }
}

/** Every text of a question. */
export function textsOf(question: Question): Text[] {
  const common: Text[] = [
    { path: ['explanation'], role: 'claim', text: question.explanation },
    ...(question.hint === undefined ? [] : [text(['hint'], 'hint', question.hint)]),
    ...(question.code === undefined ? [] : [text(['code', 'text'], 'code', question.code.text)]),
    ...optionsOf(question).flatMap(({ field, options }) =>
      options.flatMap((option, index) => [
        text([field, index, 'text'], option.right ? 'claim' : 'lure', option.text),
        text([field, index, 'feedback'], 'feedback', option.feedback),
      ]),
    ),
  ];
  return [...own(question), ...common];
}

const text = (path: readonly (string | number)[], role: Role, words: string): Text => ({ path, role, text: words });

function own(question: Question): Text[] {
  switch (question.kind) {
    case 'one-choice':
    case 'several-choices':
    case 'predict-output':
      return [text(['stem'], 'stem', question.stem)];
    case 'find-bug':
      return [text(['stem'], 'stem', question.stem), text(['lineFeedback'], 'feedback', question.lineFeedback)];
    case 'true-false':
      return [
        // a false statement is a lure, not what we say
        text(['statement'], question.answer ? 'stem' : 'lure', question.statement),
        text(['feedback', 'right'], 'feedback', question.feedback.right),
        text(['feedback', 'wrong'], 'feedback', question.feedback.wrong),
      ];
    case 'order':
      return [
        text(['stem'], 'stem', question.stem),
        ...question.items.flatMap((item, index) => [
          text(['items', index, 'text'], 'claim', item.text),
          text(['items', index, 'why'], 'feedback', item.why),
        ]),
      ];
    case 'categorise':
      return [
        text(['stem'], 'stem', question.stem),
        ...question.items.flatMap((item, index) => [
          text(['items', index, 'text'], 'claim', item.text),
          text(['items', index, 'feedback'], 'feedback', item.feedback),
        ]),
      ];
    case 'match':
      return [
        text(['stem'], 'stem', question.stem),
        ...question.pairs.flatMap((pair, index) => [
          text(['pairs', index, 'left'], 'claim', pair.left),
          text(['pairs', index, 'right'], 'claim', pair.right),
          text(['pairs', index, 'feedback'], 'feedback', pair.feedback),
        ]),
        ...question.spares.map((spare, index) => text(['spares', index, 'feedback'], 'feedback', spare.feedback)),
      ];
    case 'short-answer':
      return [
        text(['stem'], 'stem', question.stem),
        text(['feedback', 'right'], 'feedback', question.feedback.right),
        text(['feedback', 'wrong'], 'feedback', question.feedback.wrong),
        ...question.near.map((near, index) => text(['near', index, 'feedback'], 'feedback', near.feedback)),
      ];
    case 'numeric':
      return [
        text(['stem'], 'stem', question.stem),
        text(['feedback', 'right'], 'feedback', question.feedback.right),
        text(['feedback', 'wrong'], 'feedback', question.feedback.wrong),
      ];
    case 'gaps':
      return [
        text(['text'], 'stem', question.text),
        ...question.gaps.map((gap, index) => text(['gaps', index, 'feedback'], 'feedback', gap.feedback)),
      ];
    case 'arrange-lines':
      return [
        text(['stem'], 'stem', question.stem),
        ...question.lines.flatMap((one, index) => [
          text(['lines', index, 'text'], 'code', one.text),
          text(['lines', index, 'why'], 'feedback', one.why),
        ]),
        ...question.decoys.map((one, index) => text(['decoys', index, 'feedback'], 'feedback', one.feedback)),
      ];
    default:
      return question satisfies never;
  }
}

/** The parts of a term in the order they are read. */
export const partsOf = (term: Term): string[] => [
  term.short,
  term.more,
  ...(term.analogy === undefined ? [] : [term.analogy]),
  ...(term.example === undefined ? [] : [term.example]),
];

/** The running text of a lesson's cards. */
export const textOfLesson = (lesson: Lesson): string =>
  lesson.cards.flatMap((card) => card.parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []))).join('\n\n');

/** Markdown as a person reads it aloud: no fenced code, code words kept, list items as sentences. */
export const prose = (markdown: string): string =>
  parseMarkdown(markdown)
    .flatMap((part) => {
      switch (part.kind) {
        case 'code':
          return [];
        case 'list':
          return part.items.map((item) => sentence(plainInline(item)));
        default:
          return [sentence(plainInline(part.children))];
      }
    })
    .join(' ');

const sentence = (words: string): string => (/[.!?:]\s*$/u.test(words) ? words : `${words}.`);

/** Words without code of any kind: what a style rule may look at. */
export const spoken = (markdown: string): string =>
  plain(markdown.replaceAll(/```[\s\S]*?```/gu, ' ').replaceAll(/`[^`]*`/gu, ' ')).replaceAll(/\s+/gu, ' ');
