/** Draws a run at one of its items: the open question, the answered one, or the end. */
import { button, type Button, buttons, type Card } from '../../chat/card.ts';
import type { Call } from '../../chat/request.ts';
import { sittingAt } from '../../classroom/sitting.ts';
import { mayBeRight, remediesFor, verdictOf } from '../../classroom/verdicts.ts';
import { topicOf } from '../../content/library.ts';
import type { Question } from '../../content/schema.ts';
import { isUnknown, remarksOn } from '../../questions/index.ts';
import type { Attempt } from '../../storage/run-statements.ts';
import type { Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { mineIsRightButton, reportButton } from '../report.ts';
import { choose, CONFIDENCES, finish, go, hint, others, pick, sure, type, undo, unknown } from './addresses.ts';
import { answeredQuestion, openQuestion, sureQuestion } from './draw.ts';
import { drawEnd, type Endings } from './end.ts';

/** `remark`: something about the question that must be said before it. */
export async function drawRun(
  tools: Tools,
  endings: Endings,
  call: Call,
  run: Run,
  item: number,
  remark?: string,
): Promise<Card> {
  if (item >= run.items.length) return drawEnd(tools, endings, call, run);
  const last = item + 1 >= run.items.length;
  const next =
    (last ? endings[run.purpose]?.next?.(run) : undefined) ??
    button(go({ run: run.id, at: item + 1 }), last ? 'See how it went' : 'Next question', 'main');
  const sitting = sittingAt(tools.library, run, item);
  if (sitting === undefined)
    return plainCard('This question was withdrawn by its authors; it counts for nothing.', next);
  const { question, turn, moves } = sitting;
  const place = placeOf(tools, run, item, question, remark);
  const attempt = run.attempts.get(item);
  if (attempt !== undefined) return drawAnswered(tools, run, question, attempt, place, next);
  const here = { run: run.id, at: item, step: moves.length };
  const back = moves.length > 0 && turn?.told !== true ? { undo: undo(here) } : {};
  if (turn === undefined) {
    const choices = Object.entries(CONFIDENCES).map(([as, label]) => button(sure({ ...here, as }), label));
    return sureQuestion(place, question, buttons(...choices), back);
  }
  const hinted = run.hints.includes(item);
  return openQuestion(place, question, turn, hinted, {
    choose: (key) => choose({ ...here, key }),
    pick: pick(here),
    type: type(here),
    unknown: unknown(here),
    ...(question.hint !== undefined && !hinted && { hint: hint({ run: run.id, at: item }) }),
    ...back,
    more: [...leaving(run, item), reportButton(run.id, item)],
  });
}

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
  return answeredQuestion(
    place,
    question,
    {
      ...attempt,
      remarks: remarksOn(question, verdict),
      remedies: remediesFor(library, verdict),
      over: run.purpose === 'drop',
      unknown: isUnknown(attempt.moves),
    },
    others({ run: run.id, at: item }),
    [next, ...(mayBeRight(question, attempt) ? [mineIsRightButton(run.id, item)] : []), reportButton(run.id, item)],
  );
}

const plainCard = (words: string, next: Button): Card => ({
  blocks: [
    { kind: 'text', text: words },
    { kind: 'buttons', buttons: [next] },
  ],
});
