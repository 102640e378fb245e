/** What is said to an open question in a chat: an answer, a wish for a hint, to skip it or to stop. The answer is never given away. */
import { button, buttons, type Card, card, note, text } from '../../chat/card.ts';
import { type Reply, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { type RunSitting, sittingAt } from '../../classroom/sitting.ts';
import { judge, looksLikeTry, turnOf } from '../../questions/index.ts';
import type { Move } from '../../questions/kind.ts';
import { bareAnswer, movesSaid } from '../../questions/said.ts';
import type { Act } from '../../content/schema.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { CONFIDENCES, go, hint, unknown } from './addresses.ts';
import { UNKNOWN_LABEL } from './draw.ts';
import { aboutEnd, drawEnd } from './end.ts';
import { move, saySure, sayUnknown, type Table } from './steps.ts';
import { drawRun, asking } from './view.ts';

/** The item of a run that somebody talks to. */
export interface Asked {
  readonly run: Run;
  readonly item: number;
}

/** What a question is told, by an intent. */
export const TO_QUESTION = [
  'hint',
  'skip',
  'unknown',
  'stop',
  'reveal',
  'next',
  'back',
  'explain',
] as const satisfies readonly Act[];
export type ToQuestion = (typeof TO_QUESTION)[number];

/** A new message, whatever the press would have turned. A card that says itself what it is about asks something new. */
const shown = (reply: Reply, about?: Card['about']): Reply => {
  if (reply.kind !== 'redraw' && reply.kind !== 'show') return reply;
  const { card: drawn } = reply;
  return show({ ...drawn, ...(about !== undefined && drawn.about === undefined && { about }) }, 'caller');
};

/**
 * Takes the text as the answer; undefined when it is none. `strict`: words that may as well be a question of their own are an
 * answer only when they are right.
 */
export async function answerSaid(
  table: Table,
  call: Call,
  asked: Asked,
  said: string,
  strict: boolean,
): Promise<Reply | undefined> {
  const { run, item } = asked;
  const sitting = sittingAt(table.tools.library, run, item);
  if (sitting === undefined || run.attempts.has(item)) return undefined;
  if (sitting.turn === undefined) return sureSaid(table, call, sitting, said);
  const isTry = looksLikeTry(sitting.question, said);
  if (isTry === false) return undefined;
  if (isTry === true) return shown(await move(table, call, stepOf(sitting), () => said));
  const moves = movesSaid(sitting.turn, said);
  if (moves === undefined) return undefined;
  const about = { topic: `term:${sitting.question.concepts[0] ?? ''}` };
  if (sitting.turn.via === 'type') {
    const best = await bestOf(sitting, moves);
    if (best === undefined || (strict && best.score === 0)) return undefined;
    return shown(await move(table, call, stepOf(sitting), () => best.move), about);
  }
  return shown(await moveOn(table, call, sitting, moves), about);
}

/** Whether a text would be the answer; of words that are typed only right ones would. */
export async function wouldAnswer(tools: Tools, id: string, item: number, said: string): Promise<boolean> {
  const run = await tools.store.runs.findRun(id);
  const sitting = run === undefined ? undefined : sittingAt(tools.library, run, item);
  if (sitting?.turn === undefined) return false;
  const isTry = looksLikeTry(sitting.question, said);
  const moves = movesSaid(sitting.turn, said);
  if (isTry !== undefined || moves === undefined) return isTry === true;
  return sitting.turn.via !== 'type' || ((await bestOf(sitting, moves))?.score ?? 0) > 0;
}

const stepOf = ({ run, item, moves }: RunSitting, more = 0) => ({ run: run.id, at: item, step: moves.length + more });

/** Several letters are as many steps; what cannot be chosen any more ends them. */
async function moveOn(table: Table, call: Call, sitting: RunSitting, moves: readonly Move[]): Promise<Reply> {
  const { question, seed } = sitting;
  const [first = ''] = moves;
  let reply = await move(table, call, stepOf(sitting), () => first);
  const made = [...sitting.moves, first];
  for (const [at, next] of moves.slice(1).entries()) {
    const turn = turnOf(question, seed, made);
    if (turn?.via !== 'choose' || !turn.choices.some((choice) => choice.key === next)) break;
    reply = await move(table, call, stepOf(sitting, at + 1), () => next);
    made.push(next);
  }
  return reply;
}

/** Of the ways in which typed words can be read, the one that is worth most. */
async function bestOf({ question, seed, moves: made }: RunSitting, ways: readonly Move[]) {
  let best: { readonly move: Move; readonly score: number } | undefined;
  for (const way of ways) {
    if (way.length === 0) continue;
    const after = [...made, way];
    const score = turnOf(question, seed, after) === undefined ? (await judge(question, after)).score : 0;
    if (best === undefined || score > best.score) best = { move: way, score };
  }
  return best;
}

async function sureSaid(table: Table, call: Call, sitting: RunSitting, said: string): Promise<Reply | undefined> {
  const word = bareAnswer(said).toLowerCase();
  const as = /^(?:not (?:so |very |really )?sure|unsure)/u.test(word)
    ? 'unsure'
    : /guess/u.test(word) || /^(?:just |only )?(?:a )?guess/iu.test(said)
      ? 'guess'
      : /^(?:very |quite |totally |100 ?% ?)?(?:sure|certain)/u.test(word)
        ? 'sure'
        : Object.entries(CONFIDENCES).find(([, label]) => label.toLowerCase() === word)?.[0];
  return as === undefined ? undefined : shown(await saySure(table, call, { ...stepOf(sitting), as }));
}

/** Does what the question is told; undefined when it makes no sense there. */
export async function tellQuestion(
  table: Table,
  call: Call,
  asked: Asked,
  told: ToQuestion,
): Promise<Reply | undefined> {
  const { tools, endings } = table;
  const { run, item } = asked;
  const sitting = sittingAt(tools.library, run, item);
  const open = sitting !== undefined && !run.attempts.has(item);
  // it only looks where somebody stands: no hint, nothing to skip, and each answer brings the next question
  const grows = endings[run.purpose]?.grows !== undefined;
  const at = async (other: number, as = run): Promise<Reply> =>
    show(ended(asking(await drawRun(tools, endings, call, as, other), as, other), as), 'caller');
  switch (told) {
    case 'back':
      return open ? at(item) : at(item + 1);
    case 'next':
    case 'skip':
      if (grows && open) return told === 'next' ? at(item) : dontKnow(table, call, sitting);
      return open ? skip(table, call, asked) : onward(table, call, asked);
    case 'stop':
      return run.items.length > 1 || grows ? stop(table, call, run) : open ? left(asked) : undefined;
    case 'hint': {
      if (!open) return undefined;
      const { question } = sitting;
      if (question.hint === undefined || grows)
        return show(
          asking(
            await drawRun(tools, endings, call, run, item, grows ? 'There are no hints here.' : 'it has no hint'),
            run,
            item,
          ),
          'caller',
        );
      await tools.store.runs.markHint(run.id, item);
      return at(item, { ...run, hints: [...new Set([...run.hints, item])] });
    }
    case 'unknown':
      return open ? dontKnow(table, call, sitting) : undefined;
    case 'explain':
      return open ? tellQuestion(table, call, asked, 'hint') : at(item);
    case 'reveal':
      return open ? show(refuseToTell(sitting, grows), 'caller') : undefined;
    default:
      return told satisfies never;
  }
}

const ended = (drawn: Card, run: Run): Card => (drawn.about === undefined ? { ...drawn, about: aboutEnd(run) } : drawn);

const dontKnow = async (table: Table, call: Call, sitting: RunSitting): Promise<Reply> =>
  shown(await sayUnknown(table, call, stepOf(sitting)), { topic: `term:${sitting.question.concepts[0] ?? ''}` });

/** Who begs for the answer gets what helps. `grows`: nothing of it is told there. */
function refuseToTell({ run, item, moves, question }: RunSitting, grows: boolean): Card {
  const here = { run: run.id, at: item };
  const canHint = !grows && question.hint !== undefined && !run.hints.includes(item);
  return card(
    text(
      canHint
        ? 'I would rather help you find it: take the hint, or say that you do not know, and you see how it is.'
        : grows
          ? 'I only want to see where you stand: try one, or say that you do not know, and I ask something else.'
          : 'I would rather not take it from you. Try one, or say that you do not know, and you see how it is.',
    ),
    note(
      grows ? 'Nothing counts here.' : 'A wrong answer costs nothing, and what you missed comes back when you review.',
    ),
    buttons(
      canHint && button(hint(here), 'Hint', 'main'),
      button(unknown({ ...here, step: moves.length }), UNKNOWN_LABEL),
      button(go(here), 'Back to the question'),
    ),
  );
}

async function skip(table: Table, call: Call, { run, item }: Asked): Promise<Reply> {
  const { tools, endings } = table;
  const next = run.items.findIndex((_, at) => at > item && !run.attempts.has(at));
  if (next === -1) return run.items.length > 1 ? stop(table, call, run) : left({ run, item });
  return show(asking(await drawRun(tools, endings, call, run, next), run, next), 'caller');
}

/** A single question that is left as it is. */
const left = ({ run, item }: Asked): Reply =>
  show(
    {
      ...card(
        text('All right, I leave it open. It waits for you.'),
        buttons(button(go({ run: run.id, at: item }), 'Back to the question')),
      ),
      about: { topic: `run:${run.id}`, asked: null },
    },
    'caller',
  );

async function stop({ tools, endings }: Table, call: Call, run: Run): Promise<Reply> {
  const end = await drawEnd(tools, endings, call, run, true);
  return show({ ...end, about: aboutEnd(run) }, 'caller');
}

/** After an answer: the next question, the result, or back to where it was asked. */
export async function onward({ tools, endings }: Table, call: Call, { run, item }: Asked): Promise<Reply> {
  const last = item + 1 >= run.items.length;
  const back = last ? endings[run.purpose]?.next?.(run) : undefined;
  if (back !== undefined) return show(card(text('That was it. Here it goes on:'), buttons(back)), 'caller');
  return show(ended(asking(await drawRun(tools, endings, call, run, item + 1), run, item + 1), run), 'caller');
}
