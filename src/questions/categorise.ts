/** Categorise: three to twelve items go into two to four buckets, one item at a time. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
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
  stem,
} from './kind.ts';
import { shuffled } from './chance.ts';
import { itemsIn, joined, numbered, split } from './sheet.ts';

/** A move is `item.bucket`, both as places in the author's file. */
const read = (moves: Moves): Map<number, number> =>
  new Map(
    moves.map((move) => {
      const [item, bucket] = String(move).split('.').map(Number);
      return [item ?? -1, bucket ?? -1];
    }),
  );

const schema = z.strictObject({
  ...commonFields,
  kind: z.literal('categorise'),
  stem,
  buckets: z.array(z.string().min(1).max(40)).min(2).max(4),
  items: z
    .array(z.strictObject({ text: z.string().min(1).max(72), bucket: z.string(), feedback }))
    .min(3)
    .max(12),
});

const placedWords = (question: z.output<typeof schema>, placed: ReadonlyMap<number, number>): string[] =>
  [...placed].map(([item, bucket]) => `${question.items[item]?.text ?? ''}: ${question.buckets[bucket] ?? ''}`);

const counted = (marks: readonly Mark[]): Count => ({
  right: marks.filter((mark) => mark.right).length,
  of: marks.length,
  what: 'sorted right',
});

export const categorise = defineKind({
  name: 'categorise',
  schema,
  problems: (question) =>
    question.items
      .filter((item) => !question.buckets.includes(item.bucket))
      .map(
        (item) => `items: "${item.text}" is in "${item.bucket}", which is not one of: ${question.buckets.join(', ')}.`,
      ),
  stem: (question) => question.stem,
  turn(question, seed, moves) {
    const placed = read(moves);
    const queue = shuffled([...question.items.keys()], seed);
    const next = queue.find((item) => !placed.has(item));
    const item = question.items[next ?? -1];
    if (next === undefined || item === undefined) return undefined;
    return {
      via: 'choose',
      labels: true,
      choices: question.buckets.map((text, bucket) => ({ key: `${next}.${bucket}`, text })),
      prompt: `**${placed.size + 1} of ${queue.length}:** ${escape(item.text)}`,
      sofar: placedWords(question, placed),
    };
  },
  judge(question, moves) {
    const placed = read(moves);
    const marks = question.items.map((item, index) => {
      const bucket = placed.get(index);
      const right = question.buckets[bucket ?? -1] === item.bucket;
      return {
        key: String(index),
        right,
        chosen: true,
        ...(!right && bucket !== undefined && { said: String(bucket) }),
      };
    });
    return { score: shareOf(counted(marks)), marks, ideas: [] };
  },
  count: (_question, { marks }) => counted(marks),
  luck: ({ buckets }) => 1 / buckets.length,
  remarks: (question, { marks }) =>
    marks
      .flatMap(({ key, right, said }): Remark[] => {
        const item = question.items[Number(key)];
        if (item === undefined) return [];
        return [
          {
            text: `${item.text}: ${item.bucket}`,
            right,
            chosen: true,
            feedback: item.feedback,
            ...(!right && { said: question.buckets[Number(said)] ?? 'nothing' }),
          },
        ];
      })
      .toSorted((a, b) => Number(a.right) - Number(b.right)),
  reveal: (question) =>
    question.buckets
      .map((bucket) => {
        const items = question.items.filter((item) => item.bucket === bucket).map((item) => escape(item.text));
        return `- **${escape(bucket)}:** ${items.join('; ')}`;
      })
      .join('\n'),
  solution: (question, seed) =>
    shuffled([...question.items.keys()], seed).map(
      (index) => `${index}.${question.buckets.indexOf(question.items[index]?.bucket ?? '')}`,
    ),
  answerWords: (question, moves) => placedWords(question, read(moves)).join('; '),
  parts: ({ stem: asked, buckets, items }) => [
    part('stem', asked, 'stem'),
    ...buckets.map((text, index) => plainPart('label', text, 'buckets', index)),
    ...items.flatMap((item, index) => [
      plainPart('claim', item.text, 'items', index, 'text'),
      part('feedback', item.feedback, 'items', index, 'feedback'),
    ]),
  ],
  sheet: {
    write: (question) => ({
      stem: question.stem,
      buckets: joined(question.buckets),
      ...numbered(question.items.map((item) => ({ option: item.text, partner: item.bucket, feedback: item.feedback }))),
    }),
    read(cells) {
      const items = itemsIn(cells).map((item) => ({ text: item.text, bucket: item.partner, feedback: item.feedback }));
      const named = split(cells.get('buckets'));
      const buckets = named.length > 0 ? named : [...new Set(items.map((item) => item.bucket))];
      return { stem: cells.get('stem'), buckets, items };
    },
  },
  shape: { as: 'buckets', give: (question) => question },
});
