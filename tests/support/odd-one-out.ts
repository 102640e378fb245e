/** A toy question kind, as somebody would add it: this file, and one line in the list. */
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { escape } from '../../src/chat/markdown.ts';
import { commonFields, defineKind, feedback, part, plainPart, stem } from '../../src/questions/kind.ts';
import { shuffled } from '../../src/questions/chance.ts';
import { itemsIn, numbered } from '../../src/questions/sheet.ts';

export const oddOneOut = defineKind({
  name: 'odd-one-out',
  schema: z.strictObject({
    ...commonFields,
    kind: z.literal('odd-one-out'),
    stem,
    words: z
      .array(z.strictObject({ text: z.string().min(1).max(40), feedback }))
      .min(3)
      .max(5),
    /** 1 is the first. */
    odd: z.number().int().min(1),
    because: z.string().max(80),
  }),
  problems: (question) => (question.odd > question.words.length ? ['odd: there are not so many words.'] : []),
  stem: (question) => question.stem,
  turn: (question, seed, moves) =>
    moves.length > 0
      ? undefined
      : {
          via: 'choose',
          labels: true,
          choices: shuffled(
            question.words.map(({ text }, index) => ({ key: String(index + 1), text })),
            seed,
          ),
        },
  // as slow as a worker that runs a learner's program
  async judge(question, moves) {
    await setImmediate();
    const key = String(moves[0]);
    const right = key === String(question.odd);
    return { score: right ? 1 : 0, marks: [{ key, right, chosen: true }], ideas: [] };
  },
  remarks: (question, { marks }) =>
    marks.map(({ key, right }) => ({
      text: question.words[Number(key) - 1]?.text ?? '',
      right,
      chosen: true,
      feedback: question.words[Number(key) - 1]?.feedback ?? '',
    })),
  reveal: (question) => escape(question.words[question.odd - 1]?.text ?? ''),
  solution: (question) => [String(question.odd)],
  answerWords: (question, moves) => question.words[Number(moves[0]) - 1]?.text ?? '',
  parts: (question) => [
    part('stem', question.stem, 'stem'),
    part('claim', question.because, 'because'),
    ...question.words.flatMap((word, index) => [
      plainPart('label', word.text, 'words', index, 'text'),
      part('feedback', word.feedback, 'words', index, 'feedback'),
    ]),
  ],
  sheet: {
    columns: ['because'],
    write: (question) => ({
      stem: question.stem,
      because: question.because,
      right: String(question.odd),
      ...numbered(question.words.map((word) => ({ option: word.text, feedback: word.feedback }))),
    }),
    read: (cells) => ({
      stem: cells.get('stem'),
      because: cells.get('because'),
      odd: Number(cells.get('right')),
      words: itemsIn(cells).map((item) => ({ text: item.text, feedback: item.feedback })),
    }),
  },
});
