/** `/tutor queue`: which question comes next, on which day, or never; chosen by instructors before the shuffled bag. */
import { defineAction } from '../../chat/action.ts';
import { type Block, button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import { type Call, defineCommand, type Suggestion } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { escape, md, type Markdown, plain } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { redraw, Refusal, show } from '../../chat/reply.ts';
import type { Question } from '../../content/schema.ts';
import { stemOf } from '../../questions/index.ts';
import type { Cohort, QueueEntry } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { nextRuns, planProblems } from '../../tutor/timetable.ts';
import { cohortFor, cohortOption } from '../daily/cohort.ts';
import { shortDay } from '../daily/when.ts';
import { candidatesOf } from '../drops/candidates.ts';
import { cut } from '../terms.ts';
import { cohortHere, logAct, staffOnly } from './role.ts';

const WAYS = { soon: 'As soon as possible', on: 'On a date', skip: 'Never in this cohort' } as const;
const SHOWN = 20;
const HIGHEST = 9;

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
      const question = questionOf(options.question);
      const kind = options.when ?? (options.date === undefined ? 'soon' : 'on');
      const date = kind === 'on' ? await dateOf(cohort, options.date) : undefined;
      const entry = {
        cohort: cohort.id,
        question: question.id,
        kind,
        ...(date !== undefined && { date }),
        ...(options.priority !== undefined && { priority: options.priority }),
      };
      await store.cohorts.queueQuestion(entry, call.caller.learner, tools.now());
      const act = kind === 'skip' ? 'skipped a question' : 'queued a question';
      await logAct(tools, call, {
        act,
        details: `${question.id}${date === undefined ? '' : ` for ${date}`}`,
        cohort: cohort.id,
      });
      const said = `${WAYS[kind]}${date === undefined ? '' : ` (${shortDay(date)})`}: ${escape(lineOf(question))}`;
      return show(await draw(cohort, said));
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
      if (done)
        await logAct(tools, call, { act: 'took a question off the queue', details: question, cohort: cohort.id });
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

  async function draw(cohort: Cohort, said?: Markdown): Promise<Card> {
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
      buttons(button(hold.press({ cohort: cohort.id }), 'Look again')),
      entries.length > shown.length && note(`${entries.length - shown.length} more.`),
      note('`/tutor queue question:` adds one: as soon as possible, on a `date:`, or never (`when:`).'),
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
    const when =
      one.kind === 'on' ? `${shortDay(one.date ?? '')}: ` : one.kind === 'soon' ? `soon (${one.priority}): ` : '';
    return md`- ${when}${cut(titleOf(one.question), 70)}`;
  };

  const titleOf = (id: string): string => {
    const question = library.content.questions.get(id);
    return question === undefined ? `${id} (withdrawn)` : lineOf(question);
  };

  /** @throws Refusal */
  function questionOf(typed: string): Question {
    const exact = library.content.questions.get(typed.trim());
    if (exact !== undefined) return exact;
    const [first] = suggest(typed);
    const found = first === undefined ? undefined : library.content.questions.get(first.value);
    if (found !== undefined) return found;
    throw new Refusal(md`I find no question for “${cut(typed, 60)}”. Type words of it, or its id.`);
  }

  /** Questions made for the daily drop, by words of theirs or their id; other ones only by their whole id. */
  function suggest(typed: string): readonly Suggestion[] {
    const words = typed
      .toLowerCase()
      .split(/\s+/u)
      .filter((word) => word !== '');
    return candidatesOf(library, { topics: [] })
      .filter((question) => {
        const all = `${question.id} ${lineOf(question)}`.toLowerCase();
        return words.every((word) => all.includes(word));
      })
      .slice(0, 25)
      .map((question) => ({ label: cut(lineOf(question), 75), value: question.id }));
  }

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

  return { commands: [command], actions: [off, hold] };
}

const lineOf = (question: Question): string => plain(stemOf(question)).replaceAll(/\s+/gu, ' ').trim();
