/** Gaps: one to five numbered gaps in a text or in code are filled in, by typing or from a list. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import { commonFields, defineKind, feedback } from './kind.ts';
import { matchTyped } from './typed.ts';

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
export const isInCode = (question: z.output<typeof schema>, index: number): boolean =>
  question.code?.text.includes(`(${index + 1})`) === true;

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
            label: `Gap (${index + 1})`,
            ...(gap.choices !== undefined && { choices: gap.choices.map((text) => ({ key: text, text })) }),
          })),
        },
  grade(question, moves) {
    const given = [moves[0] ?? ''].flat();
    const remarks = question.gaps.map((gap, index) => {
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
      const shown = gap.accept[0] ?? '';
      const right = found !== 'no';
      const slip = found === 'slip' ? `Check the spelling: ${escape(shown)}. ` : '';
      return {
        text: `(${index + 1}) ${shown}`,
        right,
        chosen: true,
        feedback: slip + gap.feedback,
        ...(!right && { said: typed === '' ? 'nothing' : typed }),
      };
    });
    return { score: remarks.filter((remark) => remark.right).length / remarks.length, remarks };
  },
  reveal: (question) => question.gaps.map((gap, index) => `- (${index + 1}) ${escape(gap.accept[0] ?? '')}`).join('\n'),
  solution: (question) => {
    const words = question.gaps.map(
      (gap) => gap.choices?.find((choice) => gap.accept.includes(choice)) ?? gap.accept[0] ?? '',
    );
    return [words.length === 1 ? (words[0] ?? '') : words];
  },
});
