/** What kinds have in common whose pieces are put in order, one press at a time. */
import { escape } from '../chat/markdown.ts';
import {
  type Choice,
  type Count,
  type Mark,
  type Moves,
  type Remark,
  shareOf,
  type Turn,
  type Verdict,
} from './kind.ts';
import { shuffled } from './chance.ts';

export interface Piece {
  readonly text: string;
  /** Why it stands where it stands, or why it does not belong. */
  readonly feedback: string;
}

/**
 * The next press of a sequence. `size` pieces are to be placed; the rest are decoys. Placing all but one would settle
 * the last, so without decoys the learner is spared that press.
 */
export function sequenceTurn(
  pieces: readonly Piece[],
  size: number,
  seed: number,
  moves: Moves,
  what: string,
): Turn | undefined {
  const presses = pieces.length > size ? size : size - 1;
  if (moves.length >= presses) return undefined;
  const placed = new Set(moves.map(String));
  const choices: Choice[] = shuffled(
    pieces.map((piece, index) => ({ key: String(index), text: piece.text })),
    seed,
  )
    .map((choice, place) => ({ ...choice, place }))
    .filter((choice) => !placed.has(choice.key));
  return {
    via: 'choose',
    choices,
    prompt: moves.length === 0 ? `**Which ${what} comes first?**` : `**Which ${what} comes next?**`,
    sofar: moves.map((move, index) => `${index + 1}. ${pieces[Number(move)]?.text ?? ''}`),
  };
}

/** The whole order that the moves mean, the spared last press included. */
function placedOrder(size: number, total: number, moves: Moves): number[] {
  const placed = moves.map(Number);
  if (total > size) return placed;
  const left = Array.from({ length: size }, (_, index) => index).filter((index) => !placed.includes(index));
  return [...placed, ...left];
}

/** A piece is right at its own place and nowhere else, so that each mark can be checked by itself. */
export const sequenceCount = (size: number, { marks }: Pick<Verdict, 'marks'>, what: string): Count => ({
  right: marks.filter((mark) => mark.right && mark.chosen).length,
  of: size,
  what: `${what}s in their places`,
});

/** A blind order has one piece at its place on average; of a blind choice among decoys, too, each place is one of so many. */
export const sequenceLuck = (total: number): number => 1 / total;

/** One mark a piece that stands somewhere; one that is out of place says where it stands (1 is first). */
export function judgeSequence(size: number, total: number, moves: Moves): Verdict {
  const placed = placedOrder(size, total, moves);
  const marks = placed.map((piece, at): Mark => {
    const key = String(piece);
    if (piece >= size) return { key, right: false, chosen: true };
    return at === piece
      ? { key, right: true, chosen: true }
      : { key, right: true, chosen: false, said: String(at + 1) };
  });
  return { score: shareOf(sequenceCount(size, { marks }, 'piece')), marks, ideas: [] };
}

/** One remark a piece, in the right order; decoys last. */
export function sequenceRemarks(pieces: readonly Piece[], size: number, { marks }: Verdict): Remark[] {
  const byKey = new Map(marks.map((mark) => [mark.key, mark]));
  return pieces.map((piece, index): Remark => {
    const mark = byKey.get(String(index));
    const chosen = mark?.chosen === true;
    if (index >= size) return { text: piece.text, right: false, chosen, feedback: piece.feedback };
    return {
      text: `${index + 1}. ${piece.text}`,
      right: true,
      chosen,
      feedback: piece.feedback,
      ...(!chosen && { said: mark?.said === undefined ? 'left out' : `number ${mark.said}` }),
    };
  });
}

/** The pieces in the order in which they were put. */
export const sequenceWords = (pieces: readonly Piece[], size: number, moves: Moves): string =>
  placedOrder(size, pieces.length, moves)
    .map((piece, at) => `${at + 1}. ${pieces[piece]?.text ?? ''}`)
    .join('; ');

export const sequenceReveal = (pieces: readonly Piece[], size: number): string =>
  pieces
    .slice(0, size)
    .map((piece, index) => `${index + 1}. ${escape(piece.text)}`)
    .join('\n');

export const sequenceSolution = (size: number, total: number): Moves =>
  Array.from({ length: total > size ? size : size - 1 }, (_, index) => String(index));
