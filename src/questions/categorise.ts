/** Categorise: three to twelve items go into two to four buckets, one item at a time. */
import { z } from 'zod';
import { escape } from '../chat/markdown.ts';
import { commonFields, defineKind, feedback, type Moves, shuffled, stem } from './kind.ts';

/** A move is `item.bucket`, both as places in the author's file. */
const read = (moves: Moves): Map<number, number> =>
  new Map(
    moves.map((move) => {
      const [item, bucket] = String(move).split('.').map(Number);
      return [item ?? -1, bucket ?? -1];
    }),
  );

export const categorise = defineKind({
  name: 'categorise',
  schema: z.strictObject({
    ...commonFields,
    kind: z.literal('categorise'),
    stem,
    buckets: z.array(z.string().min(1).max(40)).min(2).max(4),
    items: z
      .array(z.strictObject({ text: z.string().min(1).max(72), bucket: z.string(), feedback }))
      .min(3)
      .max(12),
  }),
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
      sofar: [...placed].map(
        ([index, bucket]) => `${question.items[index]?.text ?? ''}: ${question.buckets[bucket] ?? ''}`,
      ),
    };
  },
  /** The share that is right, corrected for guessing: max(0, (r - n/k) / (n - n/k)), n items, k buckets. */
  grade(question, moves) {
    const placed = read(moves);
    const bucketOf = (index: number): string | undefined => question.buckets[placed.get(index) ?? -1];
    const size = question.items.length;
    const right = question.items.filter((item, index) => bucketOf(index) === item.bucket).length;
    const guessed = size / question.buckets.length;
    const remarks = question.items.map((item, index) => {
      const ok = bucketOf(index) === item.bucket;
      return {
        text: `${item.text}: ${item.bucket}`,
        right: ok,
        chosen: true,
        feedback: item.feedback,
        ...(!ok && { said: bucketOf(index) ?? 'nothing' }),
      };
    });
    return {
      score: Math.max(0, (right - guessed) / (size - guessed)),
      remarks: remarks.toSorted((a, b) => Number(a.right) - Number(b.right)),
    };
  },
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
});
