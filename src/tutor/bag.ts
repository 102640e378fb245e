/** Which questions come next: nothing repeats before everything has been seen. */
import { randomFrom, shuffled } from '../questions/kind.ts';

/** How a learner last did at a question. `at`: milliseconds since 1970. */
export interface Seen {
  readonly question: string;
  readonly score: number;
  readonly at: number;
}

export interface Picked<Q> {
  readonly questions: readonly Q[];
  /** Nothing new was left: these are the ones seen longest ago. */
  readonly allSeen: boolean;
}

/**
 * Up to `count` of the candidates: unseen ones in random order, then those seen longest ago.
 * `seed`: 0 to 2^32-1.
 */
export function pickQuestions<Q extends { readonly id: string }>(
  candidates: readonly Q[],
  seen: readonly Seen[],
  count: number,
  seed: number,
): Picked<Q> {
  const lastAt = new Map(seen.map((one) => [one.question, one.at]));
  const fresh = shuffled(
    candidates.filter((question) => !lastAt.has(question.id)),
    seed,
  );
  const old = candidates
    .filter((question) => lastAt.has(question.id))
    .toSorted((a, b) => (lastAt.get(a.id) ?? 0) - (lastAt.get(b.id) ?? 0));
  return { questions: [...fresh, ...old].slice(0, count), allSeen: fresh.length === 0 };
}

/**
 * The same questions in an order in which no shelf follows itself while another one is left (interleaving helps
 * to tell look-alikes apart: Brunmair & Richter 2019).
 */
export function interleaved<Q>(questions: readonly Q[], shelfOf: (question: Q) => string, seed: number): Q[] {
  const random = randomFrom(seed);
  const shelves = new Map<string, Q[]>();
  for (const question of questions)
    shelves.set(shelfOf(question), [...(shelves.get(shelfOf(question)) ?? []), question]);
  const out: Q[] = [];
  let last: string | undefined;
  while (out.length < questions.length) {
    const open = [...shelves].filter(([, rest]) => rest.length > 0);
    const others = open.filter(([shelf]) => shelf !== last);
    const most = Math.max(...(others.length > 0 ? others : open).map(([, rest]) => rest.length));
    const best = (others.length > 0 ? others : open).filter(([, rest]) => rest.length === most);
    const [shelf, rest] = best[Math.floor(random() * best.length)] ?? [undefined, []];
    const next = rest.shift();
    if (next === undefined) break;
    out.push(next);
    last = shelf;
  }
  return out;
}
