/**
 * The player asks the questions of a run, one message turned in place. Every button names its run, item and step, so
 * double clicks, old messages and restarts are harmless: whatever is pressed, the stored state decides.
 */
import { defineAction, defineForm, typed } from '../../chat/action.ts';
import type { Call } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { arg } from '../../chat/press.ts';
import { ask, redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import type { Question } from '../../content/schema.ts';
import { gradeOf, turnOf } from '../../questions/index.ts';
import type { Move, Moves } from '../../questions/kind.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { pointsFor } from '../../tutor/score.ts';
import { memoryOfMiss, rateListed } from '../review.ts';
import { otherRemarks } from './draw.ts';
import type { Endings } from './end.ts';
import { ruledScore } from './grading.ts';
import { allowed, fieldsOf } from './moves.ts';
import { standingOf } from './standing.ts';
import { type Confidence, CONFIDENCES, createView } from './view.ts';

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
const step = { ...at, step: arg.count };
interface Step {
  readonly run: string;
  readonly at: number;
  readonly step: number;
}

export function createPlayer(tools: Tools, endings: Endings = {}): Player {
  const { library, store } = tools;

  const choose = defineAction({
    id: 'ask.choose',
    args: { ...step, key: arg.id },
    run: async ({ args, ...call }) => move(call, args, args.key),
  });
  const pick = defineAction({
    id: 'ask.pick',
    args: step,
    run: async ({ args, picked, ...call }) => move(call, args, picked),
  });
  const type = defineAction({
    id: 'ask.type',
    args: step,
    run: async ({ args, ...call }) => {
      const run = await mine(call, args.run);
      const { turn, moves } = standingOf(library, run, args.at);
      if (turn?.via !== 'type' || moves.length !== args.step) return redraw(await draw(call, run, args.at));
      return ask(typeForm.open(args, { title: 'Your answer', fields: fieldsOf(turn), submit: 'Answer' }));
    },
  });
  const typeForm = defineForm({
    id: 'ask.typed',
    args: step,
    run: async ({ args, fields, ...call }) => {
      const { turn } = standingOf(library, await mine(call, args.run), args.at);
      const texts = turn?.via === 'type' ? turn.blanks.map((_, index) => typed(fields[`b${index}`])) : [];
      return move(call, args, texts.length === 1 ? (texts[0] ?? '') : texts);
    },
  });
  const sure = defineAction({
    id: 'ask.sure',
    args: { ...step, as: arg.id },
    run: async ({ args, ...call }) => {
      const run = await mine(call, args.run);
      const { question, turn, moves } = standingOf(library, run, args.at);
      const complete = question !== undefined && turn === undefined && !run.attempts.has(args.at);
      if (!complete || moves.length !== args.step || !Object.hasOwn(CONFIDENCES, args.as))
        return redraw(await draw(call, run, args.at));
      return conclude(call, run, args.at, question, moves, args.as as Confidence);
    },
  });
  const undo = defineAction({
    id: 'ask.undo',
    args: step,
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
      const { question } = standingOf(library, run, args.at);
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

  const draw = createView(tools, endings, {
    choose: choose.press,
    pick: pick.press,
    type: type.press,
    undo: undo.press,
    sure: sure.press,
    hint: hint.press,
    go: go.press,
    others: others.press,
    again: again.press,
  });

  /** @throws Refusal when there is no such run, or it is somebody else's. */
  async function mine(call: Call, id: string): Promise<Run> {
    const run = await store.runs.findRun(id);
    if (run === undefined) throw new Refusal('That one is over and gone. `/quiz` starts a new one.');
    if (run.learner !== call.caller.learner) {
      throw new Refusal('That one belongs to somebody else. `/quiz` starts one for you.');
    }
    return run;
  }

  async function move(call: Call, { run: id, at: item, step: made }: Step, given: Move): Promise<Reply> {
    const run = await mine(call, id);
    const { question, turn, moves, seed } = standingOf(library, run, item);
    if (question === undefined || turn === undefined || moves.length !== made)
      return redraw(await draw(call, run, item));
    const next = allowed(turn, given);
    if (run.items[item]?.version !== question.version) {
      await store.runs.renewItem(run.id, item, question.version);
      const notice = '*This question was mended a moment ago. Here it is anew.*';
      return redraw(await draw(call, await mine(call, run.id), item, notice));
    }
    const after = [...moves, next];
    const complete = turnOf(question, seed, after) === undefined;
    if (complete && !run.asksConfidence) return conclude(call, run, item, question, after);
    const fresh = await store.runs.addMove(run.id, item, made, next);
    return redraw(
      await draw(call, fresh ? { ...run, moves: { ...run.moves, [item]: after } } : await mine(call, id), item),
    );
  }

  /** The answer goes where the run's purpose wants it, else into the run; what became of it. */
  async function conclude(
    call: Call,
    run: Run,
    item: number,
    question: Question,
    moves: Moves,
    confidence?: Confidence,
  ): Promise<Reply> {
    const taken = { moves, hint: run.hints.includes(item), ...(confidence !== undefined && { confidence }) };
    const drawn = await endings[run.purpose]?.take?.(call, run, taken);
    return redraw(drawn ?? (await draw(call, await record(call, run, item, question, moves, confidence), item)));
  }

  /** Stores the answer; the run as it is then. */
  async function record(
    call: Call,
    run: Run,
    item: number,
    question: Question,
    moves: Moves,
    confidence?: Confidence,
  ): Promise<Run> {
    const score = ruledScore(run.rulings, question, moves);
    const hinted = run.hints.includes(item);
    const { learner, community } = run;
    const { id, version } = question;
    // a question that comes back, or a drop that has closed, has shown its answer before
    const practice = run.purpose === 'review' || endings[run.purpose]?.practice === true;
    const points = practice ? 0 : pointsFor(score, hinted);
    const review = run.purpose === 'review' ? undefined : memoryOfMiss(call.at, score, hinted);
    const { fresh, attempt } = await store.runs.recordAttempt(
      {
        run: run.id,
        learner,
        community,
        item,
        question: id,
        version,
        moves,
        score,
        points,
        hint: hinted,
        practice,
        ...(confidence !== undefined && { confidence }),
        ...(review !== undefined && { review }),
      },
      call.at,
    );
    // most answers are to questions that are not on the list, and the run knows that
    if (fresh && run.reviewed.has(id)) await rateListed(tools, call, learner, id, score, hinted);
    return { ...run, attempts: new Map([...run.attempts, [item, attempt]]) };
  }

  async function start(call: Call, play: NewPlay): Promise<Reply> {
    const { learner, name, locale, community } = call.caller;
    await store.learners.meet({ learner, name, locale, community }, call.at);
    const id = tools.newId();
    const items = play.questions.map((question) => ({ question: question.id, version: question.version }));
    const seed = Math.floor(tools.random() * 4_294_967_296);
    const { purpose, subject } = play;
    const run = await store.runs.createRun({ id, learner, community, purpose, subject, items, seed }, call.at);
    return show(await draw(call, run, 0), 'caller');
  }

  async function resume(call: Call, id: string): Promise<Reply> {
    const run = await mine(call, id);
    const open = run.items.findIndex((_, index) => !run.attempts.has(index));
    return show(await draw(call, run, open === -1 ? run.items.length : open), 'caller');
  }

  return {
    start,
    resume,
    definitions: { actions: [choose, pick, type, sure, undo, hint, go, others, again], forms: [typeForm] },
  };
}
