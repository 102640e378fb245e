/** Where a run stands at one of its items: read from what is stored, and nothing else. */
import type { Library } from '../../content/library.ts';
import type { Question } from '../../content/schema.ts';
import { turnOf } from '../../questions/index.ts';
import type { Moves, Turn } from '../../questions/kind.ts';
import type { Run } from '../../storage/runs.ts';

export interface Standing {
  /** Absent when its authors withdrew it. */
  readonly question?: Question;
  /** 0 to 2^32-1; shuffles this item. */
  readonly seed: number;
  /** Moves made so far; none once it is answered. */
  readonly moves: Moves;
  /** What can be done now; absent when all moves are made, or it is answered. */
  readonly turn?: Turn;
}

export function standingOf(library: Library, run: Run, item: number): Standing {
  const seed = (run.seed + item) >>> 0;
  const question = library.content.questions.get(run.items[item]?.question ?? '');
  const moves = run.moves[String(item)] ?? [];
  if (question === undefined) return { seed, moves };
  const turn = run.attempts.has(item) ? undefined : turnOf(question, seed, moves);
  return { question, seed, moves, ...(turn !== undefined && { turn }) };
}
