/** Which questions a learner is asked next: none that staff voided, and nothing twice before all were seen. */
import type { Call } from '../chat/request.ts';
import type { Question } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { pickQuestions, type Picked } from '../tutor/bag.ts';
import { staffedCommunity } from './meeting.ts';

export interface Chosen extends Picked<Question> {
  /** How many there were to choose from. */
  readonly among: number;
  /** 0 to 2^32-1: what chance decided, for whoever goes on from it. */
  readonly seed: number;
}

/** Up to `count` of the candidates. */
export async function chooseQuestions(
  tools: Tools,
  call: Call,
  candidates: readonly Question[],
  count: number,
): Promise<Chosen> {
  const { answers, rulings } = tools.store;
  const [voided, seen] = await Promise.all([
    staffedCommunity(tools, call).then((community) => rulings.voided(community)),
    answers.latest(call.caller.learner),
  ]);
  const fit = candidates.filter((question) => !voided.has(`${question.id}@${question.version}`));
  const seed = Math.floor(tools.random() * 4_294_967_296);
  return { ...pickQuestions(fit, seen, count, seed), among: fit.length, seed };
}
