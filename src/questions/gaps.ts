/** Gaps: one to five numbered gaps in a text or in code are filled in, by typing or from a list. */
import { z } from 'zod';
import { escape, plain } from '../chat/markdown.ts';
import {
  commonFields,
  type Count,
  defineKind,
  feedback,
  type Mark,
  type Moves,
  part,
  plainPart,
  type Remark,
  shareOf,
} from './kind.ts';
import { itemsIn, joined, numbered, split } from './sheet.ts';
import { matchTyped, typedVariants } from './typed.ts';

const schema = z.strictObject({
  ...commonFields,
  kind: z.literal('gaps'),
  text: z.string().min(1).max(600),
  gaps: z
    .array(
      z.strictObject({
        accept: z.array(z.string().min(1).max(60)).min(1),
        feedback,
        choices: z.array(z.string().min(1).max(72)).min(2).max(8).optional(),
      }),
    )
    .min(1)
    .max(5),
});

/** Whether gap number `index` (0 is the first) stands in the code. */
const isInCode = (question: z.output<typeof schema>, index: number): boolean =>
  question.code?.text.includes(`(${index + 1})`) === true;

/** What is right, gap by gap. */
const wordsOf = (question: z.output<typeof schema>): string[] =>
  question.gaps.map((gap) => gap.choices?.find((choice) => gap.accept.includes(choice)) ?? gap.accept[0] ?? '');
const oneMove = (words: readonly string[]): Moves => [words.length === 1 ? (words[0] ?? '') : words];

/** Characters of a label, and of the words before a gap in it. */
const LABEL = 45;
const BEFORE = 26;

/** A gap by its number and the words around it: where it is filled in, the text may not be in sight. */
function labelOf({ text, code }: z.output<typeof schema>, index: number): string {
  const mark = `(${index + 1})`;
  const shown = [code?.text ?? '', plain(text)].find((one) => one.includes(mark)) ?? '';
  const [line = ''] = shown.split('\n').filter((one) => one.includes(mark));
  const [start = '', end = ''] = line.split(mark);
  const before = start.length <= BEFORE ? start.trimStart() : `…${start.slice(-BEFORE).replace(/^\S*\s/u, '')}`;
  const after = end.replace(/\s*\(\d\)[^]*$/u, ''); // up to the next gap
  const label = `${mark} ${before}___${after.trimEnd()}`;
  return label.length <= LABEL ? label : `${label.slice(0, LABEL - 1).trimEnd()}…`;
}

const luckIn = ({ choices, accept }: z.output<typeof schema>['gaps'][number]): number =>
  choices === undefined ? 0 : choices.filter((choice) => accept.includes(choice)).length / choices.length;
const counted = (marks: readonly Mark[]): Count => ({
  right: marks.filter((mark) => mark.right).length,
  of: marks.length,
  what: 'gaps right',
});

export const gaps = defineKind({
  name: 'gaps',
  schema,
  problems: (question) => {
    const shown = `${question.text}\n${question.code?.text ?? ''}`;
    return question.gaps.flatMap((gap, index) => [
      ...(shown.includes(`(${index + 1})`) ? [] : [`gaps: (${index + 1}) stands neither in the text nor in the code.`]),
      ...(gap.choices === undefined || gap.choices.some((choice) => gap.accept.includes(choice))
        ? []
        : [`gaps: none of the choices of (${index + 1}) is accepted.`]),
    ]);
  },
  stem: (question) => question.text,
  turn: (question, _seed, moves) =>
    moves.length > 0
      ? undefined
      : {
          via: 'type',
          prompt:
            question.gaps.length === 1
              ? 'What belongs in the gap?'
              : `What belongs in the ${question.gaps.length} gaps?`,
          blanks: question.gaps.map((gap, index) => ({
            label: labelOf(question, index),
            ...(gap.choices !== undefined && { choices: gap.choices.map((text) => ({ key: text, text })) }),
          })),
        },
  judge(question, moves) {
    const given = [moves[0] ?? ''].flat();
    const marks = question.gaps.map((gap, index): Mark => {
      const typed = given[index] ?? '';
      const found =
        gap.choices === undefined
          ? matchTyped(typed, gap.accept, {
              others: question.gaps.flatMap((other) => other.accept),
              code: isInCode(question, index),
            })
          : gap.accept.includes(typed)
            ? 'exact'
            : 'no';
      const key = String(index);
      if (found === 'no') return { key, right: false, chosen: true, said: typed };
      return { key, right: true, chosen: true, ...(found === 'slip' && { note: 'slip' }) };
    });
    return { score: shareOf(counted(marks)), marks, ideas: [] };
  },
  count: (_question, { marks }) => counted(marks),
  // what is typed is hit by nobody
  luck: ({ gaps: all }) => all.reduce((sum, gap) => sum + luckIn(gap), 0) / all.length,
  remarks: (question, { marks }) =>
    marks.flatMap(({ key, right, said, note }): Remark[] => {
      const gap = question.gaps[Number(key)];
      if (gap === undefined) return [];
      const shown = gap.accept[0] ?? '';
      const slip = note === 'slip' ? `Check the spelling: ${escape(shown)}. ` : '';
      return [
        {
          text: `(${Number(key) + 1}) ${shown}`,
          right,
          chosen: true,
          feedback: slip + gap.feedback,
          ...(!right && { said: said === undefined || said === '' ? 'nothing' : said }),
        },
      ];
    }),
  reveal: (question) => question.gaps.map((gap, index) => `- (${index + 1}) ${escape(gap.accept[0] ?? '')}`).join('\n'),
  solution: (question) => oneMove(wordsOf(question)),
  variants(question) {
    const words = wordsOf(question);
    return question.gaps.flatMap((gap, index) => {
      const right =
        gap.choices === undefined
          ? gap.accept.flatMap((one) => typedVariants(one, isInCode(question, index)))
          : gap.choices.filter((choice) => gap.accept.includes(choice));
      return right.map((one) => oneMove(words.with(index, one)));
    });
  },
  parts: (question) => [
    part('stem', question.text, 'text'),
    ...question.gaps.flatMap((gap, index) => [
      ...[...gap.accept, ...(gap.choices ?? [])].map((text) => plainPart('label', text, 'gaps', index)),
      part('feedback', gap.feedback, 'gaps', index, 'feedback'),
    ]),
  ],
  typed(question) {
    const others = question.gaps.flatMap((gap) => gap.accept);
    return question.gaps.flatMap((gap, index) =>
      gap.choices !== undefined || isInCode(question, index)
        ? []
        : gap.accept.map((accept) => ({ accept, others, path: ['gaps', index], advice: 'give the gap choices' })),
    );
  },
  runs: ({ code, gaps: holes }) =>
    code && {
      language: code.language,
      text: holes.reduce((text, gap, index) => text.replaceAll(`(${index + 1})`, () => gap.accept[0] ?? ''), code.text),
    },
  sheet: {
    write: (question) => ({
      stem: question.text,
      ...numbered(
        question.gaps.map(({ accept, choices, feedback: told }) => ({
          option: joined(accept),
          feedback: told,
          partner: choices && joined(choices),
        })),
      ),
    }),
    read: (cells) => ({
      text: cells.get('stem'),
      gaps: itemsIn(cells).map((item) => ({
        accept: split(item.text),
        feedback: item.feedback,
        ...(item.partner.trim() !== '' && { choices: split(item.partner) }),
      })),
    }),
  },
  shape: { as: 'gap', give: (question) => question },
});
