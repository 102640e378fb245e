/** `/tutor queue`: which question comes next, on which day, or never; chosen by instructors before the shuffled bag. */
import { cut, shortDay } from '../../chat/words.ts';
import { z } from 'zod';
import { defineAction } from '../../chat/action.ts';
import { type Block, button, type Button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import { type Call, defineCommand, type Suggestion } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { escape, md, type Markdown, plain } from '../../chat/markdown.ts';
import { LIMITS } from '../../chat/limits.ts';
import { arg } from '../../chat/press.ts';
import { redraw, Refusal, show } from '../../chat/reply.ts';
import type { Question } from '../../content/schema.ts';
import { stemOf } from '../../questions/index.ts';
import type { Cohort, NewQueueEntry, QueueEntry } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { nextRuns, planProblems } from '../../tutor/timetable.ts';
import { cohortFor, cohortOption } from '../daily/cohort.ts';
import { candidatesOf } from '../../classroom/candidates.ts';
import { cohortHere, logAct, staffOnly } from './role.ts';

const WAYS = { soon: 'As soon as possible', on: 'On a date', skip: 'Never in this cohort' } as const;
const KINDS = Object.keys(WAYS) as (keyof typeof WAYS)[];
const SHOWN = 20;
const HIGHEST = 9;

/** What is wanted with a question. */
interface Wish {
  readonly kind: keyof typeof WAYS;
  readonly date: string | undefined;
  readonly priority: number | undefined;
}

/** How a question stood in the queue, in a few letters for a press: `x` skipped, a priority, or a date. */
const wayOf = ({ kind, date, priority }: QueueEntry): string =>
  kind === 'skip' ? 'x' : kind === 'on' ? (date ?? '0') : String(priority);
const asBefore = (cohort: string, question: string, way: string): NewQueueEntry => {
  if (way === 'x') return { cohort, question, kind: 'skip' };
  return /^\d{4}-\d{2}-\d{2}$/u.test(way)
    ? { cohort, question, kind: 'on', date: way }
    : { cohort, question, kind: 'soon', priority: Math.min(HIGHEST, Number(way) || 0) };
};

export function queue(tools: Tools): Definitions {
  const { library, store } = tools;

  const command = defineCommand({
    name: 'queue',
    description: 'Choose, hold back or skip questions of the daily drop.',
    staff: true,
    where: 'community',
    options: {
      question: {
        kind: 'text',
        description: 'A question by its words or id',
        max: 100,
        suggest: (typed) => suggest(typed),
      },
      when: { kind: 'choice', description: 'As soon as possible unless you say', choices: WAYS },
      date: { kind: 'text', description: 'The day it is for, like 2026-12-24', max: 10 },
      priority: { kind: 'number', description: 'The highest goes first', min: 0, max: HIGHEST },
      cohort: cohortOption(tools),
    },
    run: async ({ options, ...call }) => {
      await staffOnly(tools, call.caller);
      const cohort = await cohortFor(tools, call.caller, options.cohort);
      if (options.question === undefined) return show(await draw(cohort));
      const kind = options.when ?? (options.date === undefined ? 'soon' : 'on');
      const date = kind === 'on' ? await dateOf(cohort, options.date) : undefined;
      const wish = { kind, date, priority: options.priority };
      const exact = library.content.questions.get(options.question.trim());
      const fitting = exact === undefined ? matching(options.question) : [exact];
      const [only] = fitting;
      if (only === undefined)
        throw new Refusal(md`I find no question for “${cut(options.question, 60)}”. Type words of it, or its id.`);
      if (fitting.length > 1) return show(whichCard(cohort, wish, fitting));
      return show(await put(call, cohort, only, wish));
    },
  });

  /** Several questions fit what was typed: none is queued before it was said which. */
  const whichCard = (cohort: Cohort, wish: Wish, fitting: readonly Question[]): Card =>
    card(
      text(`${fitting.length} questions fit. Which one do you mean?`),
      {
        kind: 'pick',
        of: 'options',
        press: choose.press({ cohort: cohort.id, ...wish }),
        label: 'The question',
        options: fitting
          .slice(0, LIMITS.options)
          .map((question) => ({ value: question.id, label: cut(lineOf(question), LIMITS.optionLabel) })),
      },
      fitting.length > LIMITS.options &&
        note(`The first ${LIMITS.options} of ${fitting.length}; type more words to find others.`),
    );
  const choose = defineAction({
    id: 'queue.choose',
    args: { cohort: arg.id, kind: z.enum(KINDS), date: arg.text.optional(), priority: arg.count.optional() },
    run: async ({ args, picked, ...call }) => {
      await staffOnly(tools, call.caller);
      const cohort = await cohortHere(tools, call.caller, args.cohort);
      const question = library.content.questions.get(picked[0] ?? '');
      if (question === undefined) throw new Refusal('That question was withdrawn by its authors.');
      const date = args.kind === 'on' ? await dateOf(cohort, args.date) : undefined;
      return redraw(await put(call, cohort, question, { ...args, date }));
    },
  });

  /** Queues or skips a question; the queue as it is then, with a way back. */
  async function put(call: Call, cohort: Cohort, question: Question, wish: Wish): Promise<Card> {
    const { kind, date, priority } = wish;
    const before = await store.cohorts.queueOf(cohort.id);
    const was = before.find((one) => one.question === question.id);
    const out = before.find((one) => date !== undefined && one.date === date && one.question !== question.id);
    const entry = {
      cohort: cohort.id,
      question: question.id,
      kind,
      ...(date !== undefined && { date }),
      ...(priority !== undefined && { priority: Math.min(HIGHEST, priority) }),
    };
    await store.cohorts.queueQuestion(entry, call.caller.learner, tools.now());
    const words = cut(lineOf(question), 80);
    await logAct(tools, call, {
      act: kind === 'skip' ? 'skipped a question' : 'queued a question',
      details: `“${words}”${date === undefined ? '' : ` for ${shortDay(date)}`}`,
      cohort: cohort.id,
    });
    const said = `**${WAYS[kind]}**${date === undefined ? '' : ` (${shortDay(date)})`}: ${escape(lineOf(question))}`;
    if (out !== undefined)
      return draw(
        cohort,
        said + md`\n\nThat day was for “${cut(titleOf(out.question), 80)}”, which is off the queue now.`,
      );
    const back = { c: cohort.id, q: question.id, w: was === undefined ? undefined : wayOf(was) };
    return draw(cohort, said, button(undo.press(back), 'Undo'));
  }
  const undo = defineAction({
    id: 'queue.undo',
    args: { c: arg.id, q: arg.id, w: arg.text.optional() },
    run: async ({ args, ...call }) => {
      await staffOnly(tools, call.caller);
      const cohort = await cohortHere(tools, call.caller, args.c);
      if (args.w !== undefined)
        await store.cohorts.queueQuestion(asBefore(cohort.id, args.q, args.w), call.caller.learner, tools.now());
      else if (!(await store.cohorts.unqueueQuestion(cohort.id, args.q)))
        return redraw(await draw(cohort, 'It was off the queue already.'));
      const details = `“${cut(titleOf(args.q), 80)}”`;
      await logAct(tools, call, { act: 'took back what was chosen for a question', details, cohort: cohort.id });
      return redraw(await draw(cohort, 'It is as it was before.'));
    },
  });

  const off = defineAction({
    id: 'queue.off',
    args: { cohort: arg.id },
    run: async ({ args, picked, ...call }) => {
      await staffOnly(tools, call.caller);
      const cohort = await cohortHere(tools, call.caller, args.cohort);
      const [question = ''] = picked;
      const done = await store.cohorts.unqueueQuestion(cohort.id, question);
      const details = `“${cut(titleOf(question), 80)}”`;
      if (done) await logAct(tools, call, { act: 'took a question off the queue', details, cohort: cohort.id });
      return redraw(await draw(cohort, done ? 'Taken off.' : 'It was off the queue already.'));
    },
  });
  const hold = defineAction({
    id: 'queue.look',
    args: { cohort: arg.id },
    run: async ({ args, ...call }: Call & { args: { cohort: string } }) => {
      await staffOnly(tools, call.caller);
      return redraw(await draw(await cohortHere(tools, call.caller, args.cohort)));
    },
  });

  async function draw(cohort: Cohort, said?: Markdown, back?: Button): Promise<Card> {
    const entries = await store.cohorts.queueOf(cohort.id);
    const shown = entries.slice(0, SHOWN);
    const [waiting, skipped] = [shown.filter((one) => one.kind !== 'skip'), shown.filter((one) => one.kind === 'skip')];
    return card(
      title(cut(`Queue · ${cohort.name}`, 100)),
      said !== undefined && text(said),
      text(
        waiting.length === 0
          ? 'Nothing is queued: questions come from the shuffled bag, and none twice.'
          : waiting.map(entryLine).join('\n'),
      ),
      skipped.length > 0 && text(`**Never in this cohort**\n\n${skipped.map(entryLine).join('\n')}`),
      ...takeOff(cohort, shown),
      buttons(back, button(hold.press({ cohort: cohort.id }), 'Look again')),
      entries.length > shown.length && note(`${entries.length - shown.length} more.`),
      note(
        '`/tutor queue question:` adds one: as soon as possible, on a `date:`, or never (`when:`). Of those for soon the highest `priority:` goes first.',
      ),
    );
  }

  const takeOff = (cohort: Cohort, shown: readonly QueueEntry[]): readonly Block[] =>
    shown.length === 0
      ? []
      : [
          {
            kind: 'pick',
            of: 'options',
            press: off.press({ cohort: cohort.id }),
            label: 'Take a question off this list',
            options: shown.map((one) => ({ value: one.question, label: cut(titleOf(one.question), 75) })),
          },
        ];

  const entryLine = (one: QueueEntry): Markdown => {
    const soon = one.priority === 0 ? 'soon: ' : `soon, priority ${one.priority}: `;
    const when = one.kind === 'on' ? `${shortDay(one.date ?? '')}: ` : one.kind === 'soon' ? soon : '';
    return `- ${when}${escape(cut(titleOf(one.question), 70))}`;
  };

  const titleOf = (id: string): string => {
    const question = library.content.questions.get(id);
    return question === undefined ? `${id} (withdrawn)` : lineOf(question);
  };

  /** Questions made for the daily drop, by words of theirs or their id; other ones only by their whole id. */
  function matching(typed: string): readonly Question[] {
    const words = typed
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '');
    return candidatesOf(library, { topics: [] }).filter((question) => {
      const all = `${question.id} ${lineOf(question)}`.toLowerCase();
      return words.every((word) => all.includes(word));
    });
  }
  const suggest = (typed: string): readonly Suggestion[] =>
    matching(typed)
      .slice(0, LIMITS.suggestions)
      .map((question) => ({ label: cut(lineOf(question), LIMITS.suggestion), value: question.id }));

  /** A day on which a drop is planned and not made yet. @throws Refusal */
  async function dateOf(cohort: Cohort, typed: string | undefined): Promise<string> {
    if (typed === undefined) throw new Refusal('Which day? Add `date:` like 2026-12-24.');
    const [problem] = planProblems({ ...cohort, skipDates: [typed] });
    if (problem !== undefined) throw new Refusal('The day is written like 2026-12-24.');
    const runs = nextRuns(
      { ...cohort, skipDates: cohort.skipDates },
      tools.now(),
      400,
      await store.cohorts.lastDate(cohort.id),
    );
    if (runs.some((run) => run.date === typed)) return typed;
    const next = runs
      .slice(0, 3)
      .map((run) => run.date)
      .join(', ');
    throw new Refusal(
      md`No drop of **${cohort.name}** is planned on ${typed}.` + (next === '' ? '' : md` The next days are ${next}.`),
    );
  }

  return { commands: [command], actions: [choose, undo, off, hold] };
}

const lineOf = (question: Question): string => plain(stemOf(question)).replaceAll(/\s+/gu, ' ').trim();
