/** `/tutor queue`: the next questions with their answers, and which one comes when, or never, by staff's choice. */
import { cut } from '../../../chat/words.ts';
import { on } from '../../../chat/address.ts';
import type { Card } from '../../../chat/card.ts';
import { defineCommand } from '../../../chat/command.ts';
import type { Definitions } from '../../../chat/feature.ts';
import { md } from '../../../chat/markdown.ts';
import { redraw, Refusal, show } from '../../../chat/reply.ts';
import type { Call } from '../../../chat/request.ts';
import { logAct } from '../../../classroom/staff.ts';
import type { Cohort } from '../../../storage/cohorts.ts';
import type { Tools } from '../../../tools.ts';
import { cohortFor, cohortOption } from '../../daily/cohort.ts';
import { cohortOfStaff, staffOnly } from '../role.ts';
import {
  chooseQuestion,
  HIGHEST,
  pickComing,
  showComing,
  showQueue,
  skipComing,
  swapComing,
  takeBackComing,
  takeOff,
  undoChoice,
  WAYS,
} from './addresses.ts';
import { drawFitting, drawQueue } from './card.ts';
import { type Change, changeComing, drawNext } from './coming.ts';
import { findQuestions, suggestQuestions, titleOf } from './questions.ts';
import { dateOf, undo, wish } from './wish.ts';

const queueCommand = (tools: Tools) =>
  defineCommand({
    name: 'queue',
    description: 'See the next daily questions; choose, swap or skip them.',
    staff: true,
    where: 'community',
    options: {
      question: {
        kind: 'text',
        description: 'A question by its words or id',
        max: 100,
        suggest: (typed) => suggestQuestions(tools, typed),
      },
      when: { kind: 'choice', description: 'As soon as possible unless you say', choices: WAYS },
      date: { kind: 'text', description: 'The day it is for, like 2026-12-24', max: 10 },
      priority: { kind: 'number', description: 'The highest goes first', min: 0, max: HIGHEST },
      cohort: cohortOption(tools),
    },
    run: async ({ options, ...call }) => {
      await staffOnly(tools, call.caller);
      const cohort = await cohortFor(tools, call.caller, options.cohort, { command: 'queue', options });
      if (options.question === undefined) return show(await drawNext(tools, call, cohort));
      const kind = options.when ?? (options.date === undefined ? 'soon' : 'on');
      // a day that cannot be is said before anybody is asked which question they mean
      const date = kind === 'on' ? await dateOf(tools, cohort, options.date) : undefined;
      const wanted = { kind, date, priority: options.priority };
      const fitting = findQuestions(tools, options.question);
      const [only] = fitting;
      if (only === undefined)
        throw new Refusal(md`I find no question for “${cut(options.question, 60)}”. Type words of it, or its id.`);
      if (fitting.length > 1) return show(drawFitting(cohort, wanted, fitting));
      return show(await wish(tools, call, cohort, only, wanted));
    },
  });

export function queue(tools: Tools): Definitions {
  /** The cohort of an instructor's press. @throws Refusal */
  const cohortOf = async (call: Call, id: string): Promise<Cohort> => {
    await staffOnly(tools, call.caller);
    return cohortOfStaff(tools, call.caller, id);
  };
  const changed = async (
    call: Call,
    { c, d, k }: { c: string; d: string; k: string },
    change: Change,
  ): Promise<Card> => {
    const cohort = await cohortOf(call, c);
    return changeComing(tools, call, { cohort: cohort.id, date: d, key: k }, change);
  };
  return {
    commands: [queueCommand(tools)],
    actions: [
      on(chooseQuestion, async ({ args, picked, ...call }) => {
        const cohort = await cohortOf(call, args.cohort);
        const question = tools.library.content.questions.get(picked[0] ?? '');
        if (question === undefined) throw new Refusal('That question was withdrawn by its authors.');
        const date = args.kind === 'on' ? await dateOf(tools, cohort, args.date) : undefined;
        return redraw(await wish(tools, call, cohort, question, { ...args, date }));
      }),
      on(undoChoice, async ({ args, ...call }) =>
        redraw(await undo(tools, call, await cohortOf(call, args.c), args.q, args.w)),
      ),
      on(takeOff, async ({ args, picked, ...call }) => {
        const cohort = await cohortOf(call, args.cohort);
        const [question = ''] = picked;
        const done = await tools.store.cohorts.unqueueQuestion(cohort.id, question);
        const details = `“${cut(titleOf(tools, question), 80)}”`;
        if (done) await logAct(tools, call, { act: 'took a question off the queue', details, cohort: cohort.id });
        return redraw(await drawQueue(tools, cohort, done ? 'Taken off.' : 'It was off the queue already.'));
      }),
      on(showComing, async ({ args, ...call }) =>
        redraw(await drawNext(tools, call, await cohortOf(call, args.c), args.d)),
      ),
      on(pickComing, async ({ args, picked, ...call }) =>
        redraw(await drawNext(tools, call, await cohortOf(call, args.c), picked[0])),
      ),
      on(swapComing, async ({ args, ...call }) => redraw(await changed(call, args, 'swap'))),
      on(skipComing, async ({ args, ...call }) => redraw(await changed(call, args, 'skip'))),
      on(takeBackComing, async ({ args, ...call }) => redraw(await changed(call, args, 'back'))),
      on(showQueue, async ({ args, ...call }) => redraw(await drawQueue(tools, await cohortOf(call, args.cohort)))),
    ],
  };
}
