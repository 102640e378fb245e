/** Draws a run at one of its items: the open question, the answered one, or the end. */
import { button, type Button, buttons, type Card } from '../../chat/card.ts';
import type { Call } from '../../chat/command.ts';
import type { Press } from '../../chat/press.ts';
import { topicOf } from '../../content/library.ts';
import type { Question } from '../../content/schema.ts';
import { gradeOf, isDisputable } from '../../questions/index.ts';
import type { Attempt, Run } from '../../storage/runs.ts';
import type { Tools } from '../../tools.ts';
import { mineIsRightButton, reportButton } from '../report.ts';
import { answeredQuestion, openQuestion, sureQuestion } from './draw.ts';
import { drawEnd, type Endings } from './end.ts';
import { remediesFor } from './grading.ts';
import { standingOf } from './standing.ts';

export const CONFIDENCES = { sure: 'Sure', unsure: 'Unsure', guess: 'A guess' } as const;
export type Confidence = keyof typeof CONFIDENCES;

interface At {
  readonly run: string;
  readonly at: number;
}
type Step = At & { readonly step: number };

/** The addresses of everything that can be pressed on a question. */
export interface Presses {
  choose(at: Step & { readonly key: string }): Press;
  pick(at: Step): Press;
  type(at: Step): Press;
  undo(at: Step): Press;
  sure(at: Step & { readonly as: string }): Press;
  hint(at: At): Press;
  go(at: At): Press;
  others(at: At): Press;
  again(of: { readonly run: string }): Press;
}

export type View = (call: Call, run: Run, item: number, notice?: string) => Promise<Card>;

export function createView(tools: Tools, endings: Endings, presses: Presses): View {
  return async function draw(call, run, item, notice) {
    if (item >= run.items.length) {
      const go = (to: number): Press => presses.go({ run: run.id, at: to });
      return drawEnd(tools, endings, run, { go, again: presses.again({ run: run.id }), call });
    }
    const standing = standingOf(tools.library, run, item);
    const { question, turn, moves } = standing;
    const last = item + 1 >= run.items.length;
    const next =
      (last ? endings[run.purpose]?.next?.(run) : undefined) ??
      button(presses.go({ run: run.id, at: item + 1 }), last ? 'See how it went' : 'Next question', 'main');
    if (question === undefined)
      return plainCard('This question was withdrawn by its authors; it counts for nothing.', next);
    const place = placeOf(run, item, question, notice);
    const attempt = run.attempts.get(item);
    if (attempt !== undefined) return drawAnswered(run, item, question, attempt, place, next);
    const here = { run: run.id, at: item };
    const step = moves.length;
    const undo = step > 0 ? { undo: presses.undo({ ...here, step }) } : {};
    if (turn === undefined) {
      const choices = Object.entries(CONFIDENCES).map(([as, label]) =>
        button(presses.sure({ ...here, step, as }), label),
      );
      return sureQuestion(place, question, buttons(...choices), undo);
    }
    const hinted = run.hints.includes(item);
    return openQuestion(place, question, turn, hinted, {
      choose: (key) => presses.choose({ ...here, step, key }),
      pick: presses.pick({ ...here, step }),
      type: presses.type({ ...here, step }),
      ...(question.hint !== undefined && !hinted && { hint: presses.hint(here) }),
      ...undo,
      more: [reportButton(run.id, item)],
    });
  };

  function placeOf(run: Run, item: number, question: Question, notice: string | undefined): string {
    const parts = [
      run.items.length > 1 ? `**Question ${item + 1} of ${run.items.length}**` : undefined,
      tools.library.content.topics.get(topicOf(tools.library.content, question))?.title,
      notice,
    ];
    const place = parts.filter((part) => part !== undefined).join(' · ');
    return place === '' ? 'A question for you' : place;
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
      return plainCard('You answered this question; its authors have changed it since, so I show no details.', next);
    }
    // staff may have accepted the answer, so what was stored counts and not the grade of today
    const verdict = { ...gradeOf(question, attempt.moves), score: attempt.score };
    const remedies = remediesFor(tools.library, verdict);
    const mayBeRight = isDisputable(question) && attempt.score < 1;
    return answeredQuestion(
      place,
      question,
      { verdict, points: attempt.points, first: attempt.first, hint: attempt.hint, remedies },
      presses.others({ run: run.id, at: item }),
      [next, ...(mayBeRight ? [mineIsRightButton(run.id, item)] : []), reportButton(run.id, item)],
    );
  }
}

const plainCard = (words: string, next: Button): Card => ({
  blocks: [
    { kind: 'text', text: words },
    { kind: 'buttons', buttons: [next] },
  ],
});
