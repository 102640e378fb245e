/** Draws a run at one of its items: the open question, the answered one, or the end. */
import { type Block, button, type Button, buttons, type Card, note } from '../../chat/card.ts';
import type { Markdown } from '../../chat/markdown.ts';
import type { Call } from '../../chat/request.ts';
import { comingDay } from '../../chat/words.ts';
import { sittingAt } from '../../classroom/sitting.ts';
import { markedOf, mayBeRight, remediesFor, verdictOf } from '../../classroom/verdicts.ts';
import { type Library, topicOf } from '../../content/library.ts';
import type { Question } from '../../content/schema.ts';
import { datasetOf, isUnknown, remarksOn } from '../../questions/index.ts';
import type { Attempt } from '../../storage/run-statements.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { mineIsRightButton, reportButton } from '../report.ts';
import { showBeside } from '../sql/addresses.ts';
import { choose, CONFIDENCES, finish, go, hint, others, pick, sure, type, undo, unknown } from './addresses.ts';
import { answeredQuestion, openQuestion, sureQuestion } from './draw.ts';
import { drawEnd, type Endings } from './end.ts';
import { followHead, followResult } from './follow.ts';

/** `remark`: something about the question that must be said before it. */
export async function drawRun(
  tools: Tools,
  endings: Endings,
  call: Call,
  run: Run,
  item: number,
  remark?: string,
): Promise<Card> {
  const { grows } = endings[run.purpose] ?? {};
  // what was answered in it tells nothing: an old message shows what is asked now
  if (grows !== undefined && (item >= run.items.length || run.attempts.has(item)))
    return drawOpen(tools, endings, call, await grows.follow(run));
  if (item >= run.items.length) return drawEnd(tools, endings, call, run);
  const last = item + 1 >= run.items.length;
  const next =
    (last ? endings[run.purpose]?.next?.(run) : undefined) ??
    button(go({ run: run.id, at: item + 1 }), last ? 'See how it went' : 'Next question', 'main');
  const sitting = sittingAt(tools.library, run, item);
  if (sitting === undefined)
    return plainCard('This question was withdrawn by its authors; it counts for nothing.', next);
  const { question, turn, moves } = sitting;
  const attempt = run.attempts.get(item);
  if (attempt !== undefined)
    return drawAnswered(tools, run, question, attempt, placeOf(tools, run, item, question, remark), next);
  const follows = run.items[item]?.follows;
  const again = follows === undefined ? '' : `  \n${followHead(follows, call.at)}`;
  const place = (grows?.place(run, remark) ?? placeOf(tools, run, item, question, remark)) + again;
  const here = { run: run.id, at: item, step: moves.length };
  const back = moves.length > 0 && turn?.told !== true ? { undo: undo(here) } : {};
  if (turn === undefined) {
    const choices = Object.entries(CONFIDENCES).map(([as, label]) => button(sure({ ...here, as }), label));
    return sureQuestion(place, question, buttons(...choices), back);
  }
  const hinted = run.hints.includes(item);
  const dataset = datasetOf(question);
  return openQuestion(place, question, turn, hinted, {
    choose: (key) => choose({ ...here, key }),
    pick: pick(here),
    type: type(here),
    unknown: unknown(here),
    ...(question.hint !== undefined && !hinted && grows === undefined && { hint: hint({ run: run.id, at: item }) }),
    ...back,
    more: [
      ...(grows === undefined ? leaving(run, item) : [button(finish({ run: run.id }), 'Stop here')]),
      ...(dataset === undefined ? [] : [button(showBeside({ data: dataset }), 'See the data')]),
      reportButton(run.id, item),
    ],
  });
}

/** A run where it stopped: at the first question that is open, else at its end. */
export async function drawOpen(tools: Tools, endings: Endings, call: Call, run: Run): Promise<Card> {
  const { questions } = tools.library.content;
  const { grows } = endings[run.purpose] ?? {};
  const open = run.items.findIndex(
    ({ question }, index) => !run.attempts.has(index) && (grows === undefined || questions.has(question)),
  );
  return open === -1
    ? drawEnd(tools, endings, call, run)
    : asking(await drawRun(tools, endings, call, run, open), run, open);
}

/**
 * The card is of this item, which is what is talked about from now on; the end of a run is not. A run that grows may have
 * drawn another item, and says so.
 */
export const asking = (drawn: Card, { id, items }: Run, item: number): Card =>
  item < items.length && drawn.about === undefined
    ? { ...drawn, about: { topic: null, asked: { run: id, item } } }
    : drawn;

/** Out of a question that is open; a single one needs no way past it. */
const leaving = ({ id, items }: Run, item: number): readonly Button[] => {
  if (items.length < 2) return [];
  if (item + 1 === items.length) return [button(finish({ run: id }), 'Finish')];
  return [button(go({ run: id, at: item + 1 }), 'Skip'), button(finish({ run: id }), 'Stop here')];
};

function placeOf({ library }: Tools, run: Run, item: number, question: Question, remark: string | undefined): string {
  const parts = [
    run.items.length > 1 ? `**Question ${item + 1} of ${run.items.length}**` : undefined,
    library.content.topics.get(topicOf(library.content, question))?.title,
    remark,
  ];
  const place = parts.filter((part) => part !== undefined).join(' · ');
  return place === '' ? 'A question for you' : place;
}

async function drawAnswered(
  { library }: Tools,
  run: Run,
  question: Question,
  attempt: Attempt,
  place: string,
  next: Button,
): Promise<Card> {
  if (attempt.version !== question.version) {
    return plainCard('You answered this question; its authors have changed it since, so I show no details.', next);
  }
  const verdict = await verdictOf(question, attempt);
  const { item } = attempt;
  const remedies = remediesFor(library, verdict);
  return answeredQuestion(
    place,
    question,
    {
      ...attempt,
      marked: markedOf(question, attempt.score, verdict),
      remarks: remarksOn(question, verdict),
      remedies,
      over: run.purpose === 'drop',
      unknown: isUnknown(attempt.moves),
      after: afterWords(library, run, attempt, remedies),
    },
    others({ run: run.id, at: item }),
    [next, ...(mayBeRight(question, attempt) ? [mineIsRightButton(run.id, item)] : []), reportButton(run.id, item)],
  );
}

/** What becomes of it: of what it followed up, and of its place on the review list. */
function afterWords(library: Library, run: Run, attempt: Attempt, told: readonly Markdown[]): readonly Block[] {
  const { follows } = run.items[attempt.item] ?? {};
  if (follows !== undefined) return followResult(library, follows, attempt, told);
  const due = run.purpose === 'review' ? run.reviewed.get(attempt.question)?.due : undefined;
  const days = Math.round(((due ?? 0) - attempt.at) / DAY);
  return days < 1 ? [] : [note(`It comes back ${comingDay(days)}.`)];
}

const DAY = 24 * 3_600_000;

const plainCard = (words: string, next: Button): Card => ({
  blocks: [
    { kind: 'text', text: words },
    { kind: 'buttons', buttons: [next] },
  ],
});
