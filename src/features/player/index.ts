/**
 * The player asks the questions of a run, one message turned in place. Every button names its run, item and step, so
 * double clicks, old messages and restarts are harmless: whatever is pressed, the stored state decides.
 */
import { defineAction, defineForm, typed } from '../../chat/action.ts';
import { button, type Button, type Card } from '../../chat/card.ts';
import type { Call } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { arg } from '../../chat/press.ts';
import { ask, redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import { topicOf } from '../../content/library.ts';
import type { Question } from '../../content/schema.ts';
import { gradeOf, turnOf } from '../../questions/index.ts';
import type { Move, Moves, Turn } from '../../questions/kind.ts';
import type { Attempt, Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { pointsFor } from '../../tutor/score.ts';
import { mineIsRightButton, reportButton } from '../report.ts';
import { noteAnswer } from '../review.ts';
import { answeredQuestion, openQuestion, otherRemarks } from './draw.ts';
import { drawEnd, type Endings } from './end.ts';
import { allowed, fieldsOf } from './moves.ts';

export interface NewPlay {
  readonly purpose: Run['purpose'];
  /** What the run is about: a topic, a term, a lesson. */
  readonly subject: string;
  readonly questions: readonly Question[];
}

export interface Player {
  readonly definitions: Definitions;
  /** Begins a run and shows its first question. */
  start(call: Call, play: NewPlay): Promise<Reply>;
  /** Shows an unfinished run where it stopped. */
  resume(call: Call, run: string): Promise<Reply>;
}

const at = { run: arg.id, at: arg.count };

export function createPlayer(tools: Tools, endings: Endings = {}): Player {
  const { library, store } = tools;

  const choose = defineAction({
    id: 'ask.choose',
    args: { ...at, step: arg.count, key: arg.id },
    run: async ({ args, ...call }) => move(call, args, args.key),
  });
  const pick = defineAction({
    id: 'ask.pick',
    args: { ...at, step: arg.count },
    run: async ({ args, picked, ...call }) => move(call, args, picked),
  });
  const type = defineAction({
    id: 'ask.type',
    args: { ...at, step: arg.count },
    run: async ({ args, ...call }) => {
      const run = await mine(call, args.run);
      const { question, turn } = stand(run, args.at);
      if (question === undefined || turn?.via !== 'type' || movesAt(run, args.at).length !== args.step)
        return redraw(await draw(call, run, args.at));
      return ask(typeForm.open(args, { title: 'Your answer', fields: fieldsOf(turn), submit: 'Answer' }));
    },
  });
  const typeForm = defineForm({
    id: 'ask.typed',
    args: { ...at, step: arg.count },
    run: async ({ args, fields, ...call }) => {
      const run = await mine(call, args.run);
      const { turn } = stand(run, args.at);
      const texts = turn?.via === 'type' ? turn.blanks.map((_, index) => typed(fields[`b${index}`])) : [];
      return move(call, args, texts.length === 1 ? (texts[0] ?? '') : texts);
    },
  });
  const undo = defineAction({
    id: 'ask.undo',
    args: { ...at, step: arg.count },
    run: async ({ args, ...call }) => {
      const run = await mine(call, args.run);
      if (!run.attempts.has(args.at)) await store.runs.takeMoveBack(run.id, args.at, args.step);
      return redraw(await draw(call, await mine(call, args.run), args.at));
    },
  });
  const hint = defineAction({
    id: 'ask.hint',
    args: at,
    run: async ({ args, ...call }) => {
      const run = await mine(call, args.run);
      if (!run.attempts.has(args.at)) await store.runs.markHint(run.id, args.at);
      return redraw(await draw(call, await mine(call, args.run), args.at));
    },
  });
  const go = defineAction({
    id: 'ask.go',
    args: at,
    run: async ({ args, ...call }) => redraw(await draw(call, await mine(call, args.run), args.at)),
  });
  const others = defineAction({
    id: 'ask.others',
    args: at,
    run: async ({ args, ...call }) => {
      const run = await mine(call, args.run);
      const question = questionAt(run, args.at);
      const attempt = run.attempts.get(args.at);
      if (question === undefined || attempt === undefined) return redraw(await draw(call, run, args.at));
      return show(otherRemarks(gradeOf(question, attempt.moves).remarks), 'caller');
    },
  });
  const again = defineAction({
    id: 'ask.again',
    args: { run: arg.id },
    run: async ({ args, ...call }) => {
      const run = await mine(call, args.run);
      const missed = run.items.flatMap((item, index) => {
        const question = library.content.questions.get(item.question);
        return question !== undefined && (run.attempts.get(index)?.score ?? 0) < 1 ? [question] : [];
      });
      if (missed.length === 0) throw new Refusal('There is nothing left to replay from that one.');
      return start(call, { purpose: run.purpose, subject: run.subject, questions: missed });
    },
  });

  /** @throws Refusal when there is no such run, or it is somebody else's. */
  async function mine(call: Call, id: string): Promise<Run> {
    const run = await store.runs.findRun(id);
    if (run === undefined) throw new Refusal('That one is over and gone. `/quiz` starts a new one.');
    if (run.learner !== call.caller.learner)
      throw new Refusal('That one belongs to somebody else. `/quiz` starts one for you.');
    return run;
  }

  const questionAt = (run: Run, item: number): Question | undefined =>
    library.content.questions.get(run.items[item]?.question ?? '');
  const movesAt = (run: Run, item: number): Moves => run.moves[String(item)] ?? [];
  const seedAt = (run: Run, item: number): number => (run.seed + item) >>> 0;

  function stand(run: Run, item: number): { question?: Question; turn?: Turn } {
    const question = questionAt(run, item);
    if (question === undefined || run.attempts.has(item)) return {};
    const turn = turnOf(question, seedAt(run, item), movesAt(run, item));
    return turn === undefined ? { question } : { question, turn };
  }

  async function move(call: Call, args: { run: string; at: number; step: number }, given: Move): Promise<Reply> {
    const run = await mine(call, args.run);
    const { question, turn } = stand(run, args.at);
    const before = movesAt(run, args.at);
    if (question === undefined || turn === undefined || before.length !== args.step)
      return redraw(await draw(call, run, args.at));
    const made = allowed(turn, given);
    if (run.items[args.at]?.version !== question.version) {
      await store.runs.renewItem(run.id, args.at, question.version);
      return redraw(
        await draw(
          call,
          await mine(call, run.id),
          args.at,
          '*This question was mended a moment ago. Here it is anew.*',
        ),
      );
    }
    const moves = [...before, made];
    if (turnOf(question, seedAt(run, args.at), moves) === undefined) {
      await record(call, run, args.at, question, moves);
    } else await store.runs.addMove(run.id, args.at, args.step, made);
    return redraw(await draw(call, await mine(call, run.id), args.at));
  }

  async function record(call: Call, run: Run, item: number, question: Question, moves: Moves): Promise<void> {
    const score = await scoreOf(run.community, question, moves);
    const hinted = run.hints.includes(item);
    const { fresh } = await store.runs.recordAttempt(
      {
        run: run.id,
        learner: run.learner,
        community: run.community,
        item,
        question: question.id,
        version: question.version,
        moves,
        score,
        points: pointsFor(score, hinted),
        hint: hinted,
      },
      call.at,
    );
    if (fresh) await noteAnswer(tools, call, run, question.id, score, hinted);
  }

  /** The kind's own grade, or full marks where staff have accepted this very answer or voided the question. */
  async function scoreOf(community: string, question: Question, moves: Moves): Promise<number> {
    const { score } = gradeOf(question, moves);
    if (score >= 1) return score;
    const rulings = await store.reports.rulingsOn(community, question.id, question.version);
    return rulings.some((ruling) => ruling.kind === 'void' || ruling.moves === JSON.stringify(moves)) ? 1 : score;
  }

  async function draw(call: Call, run: Run, item: number, notice?: string): Promise<Card> {
    const question = questionAt(run, item);
    if (item >= run.items.length)
      return drawEnd(tools, endings, run, {
        go: (to) => go.press({ run: run.id, at: to }),
        again: again.press({ run: run.id }),
        call,
      });
    const place = [
      run.items.length > 1 ? `**Question ${item + 1} of ${run.items.length}**` : undefined,
      question === undefined ? undefined : library.content.topics.get(topicOf(library.content, question))?.title,
      notice,
    ]
      .filter((part) => part !== undefined)
      .join(' · ');
    const last = item + 1 >= run.items.length;
    const next =
      (last ? endings[run.purpose]?.next?.(run) : undefined) ??
      button(go.press({ run: run.id, at: item + 1 }), last ? 'See how it went' : 'Next question', 'main');
    if (question === undefined) {
      return {
        blocks: [
          { kind: 'text', text: 'This question was withdrawn by its authors; it counts for nothing.' },
          { kind: 'buttons', buttons: [next] },
        ],
      };
    }
    const attempt = run.attempts.get(item);
    if (attempt !== undefined) return drawAnswered(run, item, question, attempt, place, next);
    const moves = movesAt(run, item);
    const turn = turnOf(question, seedAt(run, item), moves);
    if (turn === undefined) throw new Error(`run ${run.id} item ${item} has all its moves but no attempt`);
    const step = moves.length;
    const here = { run: run.id, at: item };
    const hinted = run.hints.includes(item);
    return openQuestion(place === '' ? 'A question for you' : place, question, turn, hinted, {
      choose: (key) => choose.press({ ...here, step, key }),
      pick: pick.press({ ...here, step }),
      type: type.press({ ...here, step }),
      ...(question.hint !== undefined && !hinted && { hint: hint.press(here) }),
      ...(step > 0 && { undo: undo.press({ ...here, step }) }),
      more: [reportButton(run.id, item)],
    });
  }

  function drawAnswered(
    run: Run,
    item: number,
    question: Question,
    attempt: Attempt,
    place: string,
    next: Button,
  ): Card {
    if (attempt.version !== question.version) {
      const text = 'You answered this question; its authors have changed it since, so I show no details.';
      return {
        blocks: [
          { kind: 'text', text },
          { kind: 'buttons', buttons: [next] },
        ],
      };
    }
    const verdict = gradeOf(question, attempt.moves);
    const wrong = verdict.remarks.flatMap((remark) =>
      remark.chosen && !remark.right ? (remark.misconception ?? []) : [],
    );
    const remedies = [...new Set(wrong)]
      .flatMap((id) => library.content.misconceptions.get(id)?.remedy ?? [])
      .slice(0, 2);
    const here = { run: run.id, at: item };
    const mayBeRight = question.kind === 'short-answer' && attempt.score < 1;
    return answeredQuestion(
      place,
      question,
      { verdict, points: attempt.points, first: attempt.first, hint: attempt.hint, remedies },
      others.press(here),
      [next, ...(mayBeRight ? [mineIsRightButton(run.id, item)] : []), reportButton(run.id, item)],
    );
  }

  async function start(call: Call, play: NewPlay): Promise<Reply> {
    const { learner, name, locale, community } = call.caller;
    await store.learners.meet({ learner, name, locale, community }, call.at);
    const id = tools.newId();
    const items = play.questions.map((question) => ({ question: question.id, version: question.version }));
    const seed = Math.floor(tools.random() * 4_294_967_296);
    await store.runs.createRun(
      { id, learner, community, purpose: play.purpose, subject: play.subject, items, seed },
      call.at,
    );
    return show(await draw(call, await mine(call, id), 0), 'caller');
  }

  async function resume(call: Call, id: string): Promise<Reply> {
    const run = await mine(call, id);
    const open = run.items.findIndex((_, index) => !run.attempts.has(index));
    return show(await draw(call, run, open === -1 ? run.items.length : open), 'caller');
  }

  const definitions: Definitions = { actions: [choose, pick, type, undo, hint, go, others, again], forms: [typeForm] };
  return { definitions, start, resume };
}
