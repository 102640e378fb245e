/** Match: two to five left-hand sides each get a partner; up to two spare partners belong to nobody. */
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
  shareOf,
  stem,
} from './kind.ts';
import { shuffled } from './chance.ts';
import { itemsIn, numbered, spareCells, sparesIn } from './sheet.ts';

const side = z.string().min(1).max(72);
const schema = z.strictObject({
  ...commonFields,
  kind: z.literal('match'),
  stem,
  pairs: z
    .array(z.strictObject({ left: side, right: side, feedback }))
    .min(2)
    .max(5),
  spares: z
    .array(z.strictObject({ text: side, feedback }))
    .max(2)
    .default([]),
});
type Match = z.output<typeof schema>;

/** Left-hand side to partner, both as places; partners after the pairs' own are the spares. A move is `left.partner`. */
function partners(question: Match, moves: Moves): Map<number, number> {
  const chosen = new Map(
    moves.map((move) => {
      const [left, right] = String(move).split('.').map(Number);
      return [left ?? -1, right ?? -1];
    }),
  );
  // without spares the last pair follows from the others, so it is not asked for
  if (question.spares.length === 0 && chosen.size === question.pairs.length - 1) {
    const all = [...question.pairs.keys()];
    const left = all.find((index) => !chosen.has(index));
    const right = all.find((index) => ![...chosen.values()].includes(index));
    if (left !== undefined && right !== undefined) chosen.set(left, right);
  }
  return chosen;
}

const texts = (question: Match): string[] => [
  ...question.pairs.map((pair) => pair.right),
  ...question.spares.map((spare) => spare.text),
];

const pairWords = (question: Match, chosen: ReadonlyMap<number, number>): string[] =>
  [...chosen].map(([left, index]) => `${question.pairs[left]?.left ?? ''} – ${texts(question)[index] ?? ''}`);

const counted = (marks: readonly Mark[]): Count => ({
  right: marks.filter((mark) => mark.right).length,
  of: marks.length,
  what: 'pairs right',
});

export const match = defineKind({
  name: 'match',
  schema,
  problems: (question) =>
    new Set(texts(question)).size === texts(question).length
      ? []
      : ['pairs: two right-hand sides are the same; make it a categorise question.'],
  stem: (question) => question.stem,
  turn(question, seed, moves) {
    const chosen = partners(question, moves);
    const next = shuffled([...question.pairs.keys()], seed).find((index) => !chosen.has(index));
    if (next === undefined) return undefined;
    const right = texts(question);
    const choices = shuffled([...right.keys()], seed ^ 0x5bd1e995)
      .map((index, place) => ({ index, place }))
      .filter(({ index }) => ![...chosen.values()].includes(index))
      .map(({ index, place }) => ({ key: `${next}.${index}`, text: right[index] ?? '', place }));
    return {
      via: 'choose',
      choices,
      prompt: `**${chosen.size + 1} of ${question.pairs.length}:** what goes with **${escape(question.pairs[next]?.left ?? '')}**?`,
      sofar: pairWords(question, chosen),
    };
  },
  judge(question, moves) {
    const chosen = partners(question, moves);
    const marks = question.pairs.map((_, index) => {
      const partner = chosen.get(index);
      const right = partner === index;
      return {
        key: String(index),
        right,
        chosen: true,
        ...(!right && partner !== undefined && { said: `${partner}` }),
      };
    });
    return { score: shareOf(counted(marks)), marks, ideas: [] };
  },
  count: (_question, { marks }) => counted(marks),
  luck: (question) => 1 / texts(question).length,
  remarks(question, { marks }) {
    const right = texts(question);
    const byKey = new Map(marks.map((mark) => [mark.key, mark]));
    const said = new Set(marks.map((mark) => mark.said));
    const pairs = question.pairs.map((pair, index) => {
      const mark = byKey.get(String(index));
      const ok = mark?.right === true;
      return {
        text: `${pair.left} – ${pair.right}`,
        right: ok,
        chosen: true,
        feedback: pair.feedback,
        ...(!ok && { said: right[Number(mark?.said)] ?? 'nothing' }),
      };
    });
    const spares = question.spares.map((spare, index) => ({
      text: spare.text,
      right: false,
      chosen: said.has(String(question.pairs.length + index)),
      feedback: spare.feedback,
    }));
    return [...pairs.toSorted((a, b) => Number(a.right) - Number(b.right)), ...spares];
  },
  reveal: (question) => question.pairs.map((pair) => `- **${escape(pair.left)}** – ${escape(pair.right)}`).join('\n'),
  solution: (question, seed) =>
    shuffled([...question.pairs.keys()], seed)
      .map((index) => `${index}.${index}`)
      .slice(0, question.spares.length === 0 ? -1 : undefined),
  answerWords: (question, moves) => pairWords(question, partners(question, moves)).join('; '),
  parts: (question) => [
    part('stem', question.stem, 'stem'),
    ...question.pairs.flatMap((pair, index) => [
      plainPart('claim', pair.left, 'pairs', index, 'left'),
      plainPart('claim', pair.right, 'pairs', index, 'right'),
      part('feedback', pair.feedback, 'pairs', index, 'feedback'),
    ]),
    ...question.spares.flatMap((spare, index) => [
      plainPart('label', spare.text, 'spares', index, 'text'),
      part('feedback', spare.feedback, 'spares', index, 'feedback'),
    ]),
  ],
  sheet: {
    write: (question) => ({
      stem: question.stem,
      ...numbered(question.pairs.map((pair) => ({ option: pair.left, partner: pair.right, feedback: pair.feedback }))),
      ...spareCells(question.spares),
    }),
    read(cells) {
      const spares = sparesIn(cells);
      return {
        stem: cells.get('stem'),
        pairs: itemsIn(cells).map((item) => ({ left: item.text, right: item.partner, feedback: item.feedback })),
        ...(spares.length > 0 && { spares }),
      };
    },
  },
  shape: { as: 'pairs', give: (question) => question },
});
