/** The steps of a question: a move, "I don't know", how sure somebody is; what is stored decides, whatever was pressed or said. */
import { redraw, Refusal, type Reply } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { answerItem, type Given } from '../../classroom/answering.ts';
import { type RunSitting, sittingAt } from '../../classroom/sitting.ts';
import { tryMove, turnOf, UNKNOWN } from '../../questions/index.ts';
import type { Move } from '../../questions/kind.ts';
import type { Runner } from '../../questions/trial.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { isConfidence } from './addresses.ts';
import type { Endings } from './end.ts';
import { allowed } from './moves.ts';
import { drawRun } from './view.ts';

export interface Table {
  readonly tools: Tools;
  readonly endings: Endings;
}

export interface Step {
  readonly run: string;
  readonly at: number;
  readonly step: number;
}

/** @throws Refusal when there is no such run, or it is somebody else's. */
export async function runOf({ store }: Tools, call: Call, id: string): Promise<Run> {
  const run = await store.runs.findRun(id);
  if (run === undefined) throw new Refusal('That one is over and gone. `/quiz` starts a new one.');
  if (run.learner !== call.caller.learner) {
    throw new Refusal('That one belongs to somebody else. `/quiz` starts one for you.');
  }
  return run;
}

export const withMoves = (run: Run, item: number, change: (moves: readonly Move[]) => readonly Move[]): Run => ({
  ...run,
  moves: { ...run.moves, [item]: change(run.moves[String(item)] ?? []) },
});

export async function saySure(table: Table, call: Call, args: Step & { readonly as: string }): Promise<Reply> {
  const { tools, endings } = table;
  const run = await runOf(tools, call, args.run);
  const sitting = sittingAt(tools.library, run, args.at);
  const complete = sitting !== undefined && sitting.turn === undefined && !run.attempts.has(args.at);
  if (!complete || sitting.moves.length !== args.step || !isConfidence(args.as))
    return redraw(await drawRun(tools, endings, call, run, args.at));
  return conclude(table, call, sitting, { moves: sitting.moves, confidence: args.as });
}

export async function sayUnknown(table: Table, call: Call, args: Step): Promise<Reply> {
  const { tools, endings } = table;
  const run = await runOf(tools, call, args.run);
  const sitting = sittingAt(tools.library, run, args.at);
  if (sitting === undefined || run.attempts.has(args.at) || sitting.moves.length !== args.step)
    return redraw(await drawRun(tools, endings, call, run, args.at));
  return conclude(table, call, sitting, { moves: UNKNOWN });
}

/** `given` reads the move from what the question asks for. */
export async function move(
  table: Table,
  call: Call,
  { run: id, at: item, step: made }: Step,
  given: (sitting: RunSitting) => Move,
): Promise<Reply> {
  const { tools, endings } = table;
  const { store } = tools;
  const run = await runOf(tools, call, id);
  const draw = async (as: Run, remark?: string): Promise<Reply> =>
    redraw(await drawRun(tools, endings, call, as, item, remark));
  const sitting = sittingAt(tools.library, run, item);
  if (sitting?.turn === undefined || sitting.moves.length !== made) return draw(run);
  const { question, turn, moves, seed } = sitting;
  const typed = allowed(turn, given(sitting));
  if (run.items[item]?.version !== question.version) {
    await store.runs.renewItem(run.id, item, question.version);
    const items = run.items.with(item, { question: question.id, version: question.version });
    return draw(
      withMoves({ ...run, items }, item, () => []),
      '*This question was mended a moment ago. Here it is anew.*',
    );
  }
  const tried = await tryMove(question, typed, runnerFor(tools, call));
  if (tried === undefined)
    throw new Refusal(
      'Many are trying something at this very moment, so nothing was run and nothing counts. Please try again.',
    );
  const { move: next, told } = tried;
  const after = [...moves, next];
  const complete = turnOf(question, seed, after) === undefined;
  if (complete && !run.asksConfidence) return conclude(table, call, sitting, { moves: after });
  const fresh = await store.runs.addMove(run.id, item, made, next);
  return fresh
    ? draw(
        withMoves(run, item, () => after),
        told,
      )
    : draw(await runOf(tools, call, id));
}

/** Runs what was typed as somebody's own. */
const runnerFor =
  ({ lab, library }: Tools, { caller }: Call): Runner =>
  async (trials) =>
    lab.run(library.content.datasets, trials, caller.learner);

/** The answer is judged and stored; what became of it. */
async function conclude({ tools, endings }: Table, call: Call, sitting: RunSitting, given: Given): Promise<Reply> {
  const { run, item } = sitting;
  const { sitting: at, outcome } = await answerItem(tools, call, sitting, given);
  const own = at.kind === 'drop' ? await endings.drop?.drawAnswer?.(call, at, outcome) : undefined;
  if (own !== undefined) return redraw(own);
  const { answer, memory, kind } = outcome;
  const confidence = (kind === 'stored' ? given.confidence : run.attempts.get(item)?.confidence) ?? null;
  const attempts = new Map([...run.attempts, [item, { ...answer, item, confidence }]]);
  const reviewed = memory === undefined ? run.reviewed : new Map([...run.reviewed, [answer.question, memory]]);
  return redraw(await drawRun(tools, endings, call, { ...run, attempts, reviewed }, item));
}
