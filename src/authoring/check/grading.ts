/** Grades what must be right: the solution of every question, and the ways in which people write the same. */
import { judge, rightMoves } from '../../questions/index.ts';
import type { Folder, Reporter } from './folder.ts';

/** Options are shuffled; these shuffles stand for all. */
const SEEDS = [0, 1, 2];
/** A sum of shares may miss 1 by what binary fractions cannot hold. */
const FULL = 0.995;

export async function checkGrading(folder: Folder, report: Reporter): Promise<void> {
  for (const question of folder.content.questions.values()) {
    const all = new Map(
      SEEDS.flatMap((seed) => rightMoves(question, seed)).map((moves) => [JSON.stringify(moves), moves]),
    );
    for (const [written, moves] of all) {
      const { score } = await judge(question, moves);
      if (score >= FULL) continue;
      report.error(
        question.file,
        question.fileLine,
        `${question.id}: ${written} is right and would earn ${score.toFixed(2)} of 1.`,
      );
      break;
    }
  }
}
