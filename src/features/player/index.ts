/**
 * The player asks the questions of a run, one message turned in place. Every button names its run, item and step, so
 * double clicks, old messages and restarts are harmless: whatever is pressed, the stored state decides.
 */
import { on, onForm, openForm } from '../../chat/address.ts';
import type { Definitions } from '../../chat/feature.ts';
import { typed } from '../../chat/form.ts';
import { plain } from '../../chat/markdown.ts';
import { ask, redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { answerItem, type Given } from '../../classroom/answering.ts';
import { meet, staffedCommunity } from '../../classroom/meeting.ts';
import { type RunSitting, sittingAt } from '../../classroom/sitting.ts';
import { verdictOf } from '../../classroom/verdicts.ts';
import type { Question } from '../../content/schema.ts';
import { codeOf, remarksOn, stemOf, turnOf, UNKNOWN } from '../../questions/index.ts';
import type { Move } from '../../questions/kind.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { isRight } from '../../tutor/score.ts';
import {
  again,
  choose,
  finish,
  go,
  hint,
  isConfidence,
  others,
  pick,
  sure,
  type,
  typedIn,
  undo,
  unknown,
} from './addresses.ts';
import { otherRemarks } from './draw.ts';
import { drawEnd, type Endings } from './end.ts';
import { allowed, typingFields } from './moves.ts';
import { drawRun } from './view.ts';

export interface NewPlay {
  readonly purpose: Run['purpose'];
  /** What the run is about: a topic, a term, a lesson. */
  readonly subject: string;
  readonly questions: readonly Question[];
  /** The chance, 0 to 1, that the learner is right, by question, where it was worked out. */
  readonly expected?: ReadonlyMap<string, number>;
}

export interface Player {
  readonly definitions: Definitions;
  /** Begins a run and shows its first question. */
  start(call: Call, play: NewPlay): Promise<Reply>;
  /** Shows an unfinished run where it stopped. */
  resume(call: Call, run: string): Promise<Reply>;
  /** Shows a run that was just read, where it stopped. */
  show(call: Call, run: Run): Promise<Reply>;
}

/** The press says run, item and step; the stored state decides, and is drawn. */
const STEP = { repeatable: true } as const;

interface Table {
  readonly tools: Tools;
  readonly endings: Endings;
}

export function createPlayer(tools: Tools, endings: Endings = {}): Player {
  const table: Table = { tools, endings };
  const { store } = tools;
  const mine = (call: Call, run: string): Promise<Run> => runOf(tools, call, run);
  const draw = async (call: Call, run: Run, item: number): Promise<Reply> =>
    redraw(await drawRun(tools, endings, call, run, item));
  return {
    start: (call, play) => start(table, call, play),
    resume: async (call, run) => showRun(table, call, await mine(call, run)),
    show: (call, run) => showRun(table, call, run),
    definitions: {
      actions: [
        on(choose, async ({ args, ...call }) => move(table, call, args, () => args.key), STEP),
        on(pick, async ({ args, picked, ...call }) => move(table, call, args, () => picked), STEP),
        on(type, async ({ args, ...call }) => openTyping(table, call, args)),
        on(sure, async ({ args, ...call }) => saySure(table, call, args), STEP),
        on(unknown, async ({ args, ...call }) => sayUnknown(table, call, args), STEP),
        on(
          undo,
          async ({ args, ...call }) => {
            const run = await mine(call, args.run);
            const told = sittingAt(tools.library, run, args.at)?.turn?.told === true;
            const back =
              !told && !run.attempts.has(args.at) && (await store.runs.takeMoveBack(run.id, args.at, args.step));
            return draw(call, back ? withMoves(run, args.at, (moves) => moves.slice(0, -1)) : run, args.at);
          },
          STEP,
        ),
        on(
          hint,
          async ({ args, ...call }) => {
            const run = await mine(call, args.run);
            if (run.attempts.has(args.at)) return draw(call, run, args.at);
            await store.runs.markHint(run.id, args.at);
            return draw(call, { ...run, hints: [...new Set([...run.hints, args.at])] }, args.at);
          },
          STEP,
        ),
        on(go, async ({ args, ...call }) => draw(call, await mine(call, args.run), args.at), STEP),
        on(
          finish,
          async ({ args, ...call }) => redraw(await drawEnd(tools, endings, call, await mine(call, args.run), true)),
          STEP,
        ),
        on(others, async ({ args, ...call }) => {
          const run = await mine(call, args.run);
          const question = sittingAt(tools.library, run, args.at)?.question;
          const attempt = run.attempts.get(args.at);
          if (question === undefined || attempt === undefined) return draw(call, run, args.at);
          return show(otherRemarks(remarksOn(question, await verdictOf(question, attempt))), 'caller');
        }),
        on(again, async ({ args, ...call }) => replay(table, call, await mine(call, args.run))),
      ],
      forms: [
        onForm(typedIn, async ({ args, fields, ...call }) =>
          move(table, call, args, ({ turn }) => {
            const texts = turn?.via === 'type' ? turn.blanks.map((_, index) => typed(fields[`b${index}`])) : [];
            return texts.length === 1 ? (texts[0] ?? '') : texts;
          }),
        ),
      ],
    },
  };
}

interface Step {
  readonly run: string;
  readonly at: number;
  readonly step: number;
}

/** @throws Refusal when there is no such run, or it is somebody else's. */
async function runOf({ store }: Tools, call: Call, id: string): Promise<Run> {
  const run = await store.runs.findRun(id);
  if (run === undefined) throw new Refusal('That one is over and gone. `/quiz` starts a new one.');
  if (run.learner !== call.caller.learner) {
    throw new Refusal('That one belongs to somebody else. `/quiz` starts one for you.');
  }
  return run;
}

const withMoves = (run: Run, item: number, change: (moves: readonly Move[]) => readonly Move[]): Run => ({
  ...run,
  moves: { ...run.moves, [item]: change(run.moves[String(item)] ?? []) },
});

async function openTyping({ tools, endings }: Table, call: Call, args: Step): Promise<Reply> {
  const run = await runOf(tools, call, args.run);
  const { turn, moves, question } = sittingAt(tools.library, run, args.at) ?? {};
  if (turn?.via !== 'type' || moves?.length !== args.step || question === undefined)
    return redraw(await drawRun(tools, endings, call, run, args.at));
  // the form may cover the card: the question stands in it
  const intro = [plain(stemOf(question)), codeOf(question)?.text].filter((part) => part !== undefined).join('\n\n');
  return ask(openForm(typedIn(args), { title: 'Your answer', intro, fields: typingFields(turn), submit: 'Answer' }));
}

async function saySure(table: Table, call: Call, args: Step & { readonly as: string }): Promise<Reply> {
  const { tools, endings } = table;
  const run = await runOf(tools, call, args.run);
  const sitting = sittingAt(tools.library, run, args.at);
  const complete = sitting !== undefined && sitting.turn === undefined && !run.attempts.has(args.at);
  if (!complete || sitting.moves.length !== args.step || !isConfidence(args.as))
    return redraw(await drawRun(tools, endings, call, run, args.at));
  return conclude(table, call, sitting, { moves: sitting.moves, confidence: args.as });
}

async function sayUnknown(table: Table, call: Call, args: Step): Promise<Reply> {
  const { tools, endings } = table;
  const run = await runOf(tools, call, args.run);
  const sitting = sittingAt(tools.library, run, args.at);
  if (sitting === undefined || run.attempts.has(args.at) || sitting.moves.length !== args.step)
    return redraw(await drawRun(tools, endings, call, run, args.at));
  return conclude(table, call, sitting, { moves: UNKNOWN });
}

/** `given` reads the move from what the question asks for. */
async function move(
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
  const next = allowed(turn, given(sitting));
  if (run.items[item]?.version !== question.version) {
    await store.runs.renewItem(run.id, item, question.version);
    const items = run.items.with(item, { question: question.id, version: question.version });
    return draw(
      withMoves({ ...run, items }, item, () => []),
      '*This question was mended a moment ago. Here it is anew.*',
    );
  }
  const after = [...moves, next];
  const complete = turnOf(question, seed, after) === undefined;
  if (complete && !run.asksConfidence) return conclude(table, call, sitting, { moves: after });
  const fresh = await store.runs.addMove(run.id, item, made, next);
  return draw(fresh ? withMoves(run, item, () => after) : await runOf(tools, call, id));
}

/** The answer is judged and stored; what became of it. */
async function conclude({ tools, endings }: Table, call: Call, sitting: RunSitting, given: Given): Promise<Reply> {
  const { run, item } = sitting;
  const { sitting: at, outcome } = await answerItem(tools, call, sitting, given);
  const own = at.kind === 'drop' ? await endings.drop?.drawAnswer?.(at, outcome) : undefined;
  if (own !== undefined) return redraw(own);
  const attempts = new Map([...run.attempts, [item, { ...outcome.answer, item }]]);
  return redraw(await drawRun(tools, endings, call, { ...run, attempts }, item));
}

async function start({ tools, endings }: Table, call: Call, play: NewPlay): Promise<Reply> {
  await meet(tools, call);
  const run = await tools.store.runs.createRun(
    {
      id: tools.newId(),
      learner: call.caller.learner,
      community: await staffedCommunity(tools, call),
      purpose: play.purpose,
      subject: play.subject,
      items: play.questions.map(({ id, version }) => {
        const expected = play.expected?.get(id);
        return { question: id, version, ...(expected !== undefined && { expected }) };
      }),
      seed: Math.floor(tools.random() * 4_294_967_296),
    },
    call.at,
  );
  return show(await drawRun(tools, endings, call, run, 0), 'caller');
}

async function showRun({ tools, endings }: Table, call: Call, run: Run): Promise<Reply> {
  const open = run.items.findIndex((_, index) => !run.attempts.has(index));
  return show(await drawRun(tools, endings, call, run, open === -1 ? run.items.length : open), 'caller');
}

async function replay(table: Table, call: Call, run: Run): Promise<Reply> {
  const { questions } = table.tools.library.content;
  const missed = run.items.flatMap((item, index) => {
    const question = questions.get(item.question);
    return question !== undefined && !isRight(run.attempts.get(index)?.score ?? 0) ? [question] : [];
  });
  if (missed.length === 0) throw new Refusal('There is nothing left to replay from that one.');
  return start(table, call, { purpose: run.purpose, subject: run.subject, questions: missed });
}
