/** Arrange lines: three to six lines of code are pressed in turn; one more may be a decoy (Parsons problem). */
import { z } from 'zod';
import { commonFields, defineKind, feedback, part, stem } from './kind.ts';
import { itemsIn, numbered, spareCells, sparesIn } from './sheet.ts';
import {
  judgeSequence,
  sequenceCount,
  sequenceLuck,
  sequenceRemarks,
  sequenceSolution,
  sequenceTurn,
  sequenceWords,
} from './sequence.ts';

const line = z.string().min(1).max(60);
const schema = z.strictObject({
  ...commonFields,
  kind: z.literal('arrange-lines'),
  stem,
  language: z.string(),
  lines: z
    .array(z.strictObject({ text: line, why: feedback }))
    .min(3)
    .max(6),
  decoys: z
    .array(z.strictObject({ text: line, feedback }))
    .max(1)
    .default([]),
});
/** In a sentence leading spaces would be lost, so there they are drawn as middle dots. */
const drawn = (text: string): string => text.replace(/^ +/u, (spaces) => '·'.repeat(spaces.length)).trimEnd();
const lines = (question: z.output<typeof schema>) => [
  ...question.lines.map((item) => ({ text: item.text.trimEnd(), feedback: item.why })),
  ...question.decoys.map((item) => ({ text: item.text.trimEnd(), feedback: item.feedback })),
];
const pieces = (question: z.output<typeof schema>) =>
  lines(question).map(({ text, feedback: told }) => ({ text: drawn(text), feedback: told }));

export const arrangeLines = defineKind({
  name: 'arrange-lines',
  schema,
  stem: (question) => question.stem,
  turn(question, seed, moves) {
    const turn = sequenceTurn(lines(question), question.lines.length, seed, moves, 'line');
    return turn && { ...turn, code: true, sofar: moves.map((move) => lines(question)[Number(move)]?.text ?? '') };
  },
  judge: (question, moves) =>
    judgeSequence(question.lines.length, question.lines.length + question.decoys.length, moves),
  count: (question, verdict) => sequenceCount(question.lines.length, verdict, 'line'),
  luck: (question) => sequenceLuck(lines(question).length),
  remarks: (question, verdict) => sequenceRemarks(pieces(question), question.lines.length, verdict),
  reveal: (question) =>
    `\`\`\`${question.language}\n${question.lines.map((item) => item.text.trimEnd()).join('\n')}\n\`\`\``,
  solution: (question) => sequenceSolution(question.lines.length, question.lines.length + question.decoys.length),
  answerWords: (question, moves) => sequenceWords(pieces(question), question.lines.length, moves),
  parts: (question) => [
    part('stem', question.stem, 'stem'),
    part('language', question.language, 'language'),
    ...question.lines.flatMap(({ text, why }, index) => [
      part('code', text, 'lines', index, 'text'),
      part('feedback', why, 'lines', index, 'why'),
    ]),
    ...question.decoys.map((decoy, index) => part('feedback', decoy.feedback, 'decoys', index, 'feedback')),
  ],
  runs: ({ language, lines }) => ({ language, text: lines.map((one) => one.text).join('\n') }),
  sheet: {
    write: (question) => ({
      stem: question.stem,
      language: question.language,
      ...numbered(question.lines.map(({ text, why }) => ({ option: text, feedback: why }))),
      ...spareCells(question.decoys),
    }),
    read(cells) {
      const decoys = sparesIn(cells);
      return {
        stem: cells.get('stem'),
        language: cells.get('language').trim() || 'text',
        lines: itemsIn(cells).map((item) => ({ text: item.text, why: item.feedback })),
        ...(decoys.length > 0 && { decoys }),
      };
    },
  },
  shape: { as: 'sequence', give: (question) => question },
});
