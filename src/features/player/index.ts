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
import { meet, staffedCommunity } from '../../classroom/meeting.ts';
import { sittingAt } from '../../classroom/sitting.ts';
import { verdictOf } from '../../classroom/verdicts.ts';
import type { Question } from '../../content/schema.ts';
import { codeOf, remarksOn, stemOf } from '../../questions/index.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import type { Follows } from '../../tutor/ideas.ts';
import { isRight } from '../../tutor/score.ts';
import { again, choose, finish, go, hint, others, pick, sure, type, typedIn, undo, unknown } from './addresses.ts';
import { aboutEnd, drawEnd, type Endings } from './end.ts';
import { otherRemarks } from './marks.ts';
import { typingFields } from './moves.ts';
import { answerSaid, type Asked, onward, tellQuestion, type ToQuestion, wouldAnswer } from './said.ts';
export { type Asked, TO_QUESTION, type ToQuestion } from './said.ts';
import { move, runOf, saySure, sayUnknown, type Step, type Table, withMoves } from './steps.ts';
import { asking, drawOpen, drawRun } from './view.ts';

export interface NewPlay {
  readonly purpose: Run['purpose'];
  /** What the run is about: a topic, a term, a lesson. */
  readonly subject: string;
  readonly questions: readonly Question[];
  /** The score, 0 to 1, that is expected of the learner, by question, where it was worked out. */
  readonly expected?: ReadonlyMap<string, number>;
  /** What was wrong inside before and is asked again, by question. */
  readonly follows?: ReadonlyMap<string, Follows>;
  /** It is reviewed before it is due. */
  readonly ahead?: boolean;
  /** Something to say beside the first question, as Markdown. */
  readonly remark?: string;
}

export interface Player {
  readonly definitions: Definitions;
  /** Begins a run and shows its first question. */
  start(call: Call, play: NewPlay): Promise<Reply>;
  /** Shows an unfinished run where it stopped, or at that item while it is open; when all is answered, what follows. */
  resume(call: Call, run: string, item?: number): Promise<Reply>;
  /** Shows a run that was just read, where it stopped. */
  show(call: Call, run: Run): Promise<Reply>;
  /** The caller's run with this id. @throws Refusal when there is no such run, or it is somebody else's */
  find(call: Call, run: string): Promise<Run>;
  /** Takes what somebody says as the answer to a question; undefined when it is none. See `answerSaid`. */
  answer(call: Call, asked: Asked, said: string, strict: boolean): Promise<Reply | undefined>;
  /** Asks once more what was missed in it. @throws Refusal when that is nothing */
  replay(call: Call, run: Run): Promise<Reply>;
  /** Whether it would be one; nothing is done. Of words that are typed only right ones are. */
  isAnswer(run: string, item: number, said: string): Promise<boolean>;
  /** Does with a question what somebody says; undefined when that makes no sense there. */
  tell(call: Call, asked: Asked, told: ToQuestion): Promise<Reply | undefined>;
}

/** The press says run, item and step; the stored state decides, and is drawn. */
const STEP = { repeatable: true } as const;

export function createPlayer(tools: Tools, endings: Endings = {}): Player {
  const table: Table = { tools, endings };
  const { store } = tools;
  const mine = (call: Call, run: string): Promise<Run> => runOf(tools, call, run);
  const draw = async (call: Call, run: Run, item: number): Promise<Reply> =>
    redraw(await drawRun(tools, endings, call, run, item));
  return {
    start: (call, play) => start(table, call, play),
    resume: async (call, run, item) => showRun(table, call, await mine(call, run), item),
    show: (call, run) => showRun(table, call, run),
    find: mine,
    answer: (call, asked, said, strict) => answerSaid(table, call, asked, said, strict),
    replay: (call, run) => replay(table, call, run),
    isAnswer: (run, item, said) => wouldAnswer(tools, run, item, said),
    tell: (call, asked, told) => tellQuestion(table, call, asked, told),
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
        on(
          go,
          async ({ args, ...call }) => {
            const run = await mine(call, args.run);
            return redraw(asking(await drawRun(tools, endings, call, run, args.at), run, args.at));
          },
          STEP,
        ),
        on(
          finish,
          async ({ args, ...call }) => {
            const run = await mine(call, args.run);
            const end = await drawEnd(tools, endings, call, run, true);
            return redraw({ ...end, about: aboutEnd(run) });
          },
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

async function openTyping({ tools, endings }: Table, call: Call, args: Step): Promise<Reply> {
  const run = await runOf(tools, call, args.run);
  const { turn, moves, question } = sittingAt(tools.library, run, args.at) ?? {};
  if (turn?.via !== 'type' || moves?.length !== args.step || question === undefined)
    return redraw(await drawRun(tools, endings, call, run, args.at));
  // the form may cover the card: the question stands in it
  const intro = [plain(stemOf(question)), codeOf(question)?.text].filter((part) => part !== undefined).join('\n\n');
  return ask(openForm(typedIn(args), { title: 'Your answer', intro, fields: typingFields(turn), submit: 'Answer' }));
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
        const follows = play.follows?.get(id);
        return {
          question: id,
          version,
          ...(expected !== undefined && { expected }),
          ...(follows !== undefined && { follows }),
          ...(play.ahead === true && { ahead: true as const }),
        };
      }),
      seed: Math.floor(tools.random() * 4_294_967_296),
    },
    call.at,
  );
  return show(asking(await drawRun(tools, endings, call, run, 0, play.remark), run, 0), 'caller');
}

async function showRun(table: Table, call: Call, run: Run, at?: number): Promise<Reply> {
  const { tools, endings } = table;
  const there = (await endings[run.purpose]?.grows?.follow(run)) ?? run;
  const isOpen = there.items.some((_, item) => !there.attempts.has(item));
  // the way back to what was answered meanwhile leads on
  if (at !== undefined && there.attempts.has(at) && !isOpen) return onward(table, call, { run: there, item: at });
  if (at === undefined || there.attempts.has(at)) return show(await drawOpen(tools, endings, call, there), 'caller');
  return show(asking(await drawRun(tools, endings, call, there, at), there, at), 'caller');
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
