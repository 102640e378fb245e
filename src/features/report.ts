/** *Report this question* and *Mine is right*: a queue for staff; what they decide is mended for everybody concerned. */
import { counted, cut } from '../chat/words.ts';
import { address, on, onForm, openForm } from '../chat/address.ts';
import { type Block, button, type Button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { typed } from '../chat/form.ts';
import { escape, type Markdown, md, plain } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { ask, redraw, Refusal, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { isOwn } from '../content/own.ts';
import type { Question } from '../content/schema.ts';
import { answerWords, revealOf, stemOf } from '../questions/index.ts';
import type { Report } from '../storage/reports.ts';
import type { Tools } from '../tools.ts';
import { refreshHomesOn } from './homes.ts';
import { staffOnly } from './staff/role.ts';
import { decideReport, fileReport, findReportable, type NotReportable } from '../classroom/reports.ts';
import { logAct } from '../classroom/staff.ts';

/** Where the buttons of a report lead; `run` may be the subject of a drop. */
const openReport = address('report.open', { run: arg.id, at: arg.count });
export const sendReport = address('report.send', { run: arg.id, at: arg.count });
export const claimRight = address('report.mine', { run: arg.id, at: arg.count });
const decide = address('report.decide', { report: arg.id, as: arg.id });

const REASONS = {
  wrong: 'The answer is wrong',
  mine: 'My answer is right too',
  unclear: 'I do not understand the question',
  typo: 'A slip in the text',
  other: 'Something else',
} as const;

/** The button that opens the report of an item of a run. */
export const reportButton = (run: string, at: number): Button => button(openReport({ run, at }), 'Report', 'quiet');
/** One tap for a typed answer that was not accepted. */
export const mineIsRightButton = (run: string, at: number): Button => button(claimRight({ run, at }), 'Mine is right');

export function report(tools: Tools): Definitions {
  return {
    commands: [
      defineCommand({
        name: 'reports',
        where: 'community',
        description: 'Questions that learners reported, to accept, void or keep.',
        staff: true,
        options: {},
        run: async ({ caller }) => {
          await staffOnly(tools, caller);
          return show(await queueCard(tools, caller.community));
        },
      }),
    ],
    actions: [
      on(openReport, async ({ args, caller }) => {
        const found = await findReportable(tools, caller, args.run, args.at);
        if (typeof found === 'string') throw new Refusal(NOT_REPORTABLE[found]);
        return ask(openForm(sendReport(args), FORM));
      }),
      on(claimRight, async ({ args, ...call }) => show(await send(tools, call, args, 'mine', ''), 'caller')),
      on(decide, async ({ args, ...call }) => redraw(await decided(tools, call, args.report, args.as))),
    ],
    forms: [
      onForm(sendReport, async ({ args, fields, ...call }) => {
        const reason = typed(fields['reason']);
        if (!Object.hasOwn(REASONS, reason)) throw new Refusal('Please choose what is wrong.');
        return show(await send(tools, call, args, reason, typed(fields['words'])), 'caller');
      }),
    ],
  };
}

const NOT_REPORTABLE: Readonly<Record<NotReportable, string>> = {
  gone: 'That question is no longer in front of you.',
  foreign: 'That question is of another community.',
  unstaffed: 'Here nobody would read it. Answer the question in a channel of your cohort and report it there.',
};

const FORM = {
  title: 'Report this question',
  fields: {
    reason: {
      kind: 'pick' as const,
      label: 'What is wrong?',
      required: true,
      options: Object.entries(REASONS).map(([value, label]) => ({ value, label })),
    },
    words: { kind: 'text' as const, label: 'In your words', long: true, max: 500 },
  },
  submit: 'Send',
};

/** @throws Refusal when there is nothing that could be reported, or nobody to read it. */
async function send(
  tools: Tools,
  call: Call,
  { run: subject, at: item }: { readonly run: string; readonly at: number },
  reason: string,
  words: string,
): Promise<Card> {
  const done = await fileReport(tools, call, { subject, item, reason, words: words.slice(0, 500) });
  if (done !== 'filed' && done !== 'known') throw new Refusal(NOT_REPORTABLE[done]);
  return card(
    text(
      done === 'filed'
        ? 'Thank you. Whoever looks after this course reads it; if it changes your result, it changes for the better, and you hear of it.'
        : 'You have reported this question already.',
    ),
  );
}

async function decided(tools: Tools, call: Call, id: string, as: string): Promise<Card> {
  const { caller } = call;
  const { store, library } = tools;
  await staffOnly(tools, caller);
  const found = await store.reports.findReport(id);
  if (found === undefined || found.community !== caller.community)
    throw new Refusal('That report is not in this community.');
  if (as !== 'accept' && as !== 'void' && as !== 'keep') throw new Refusal('I can accept, void or keep.');
  const { fresh, helped } = await decideReport(tools, call, id, as);
  if (fresh) {
    const question = library.content.questions.get(found.question);
    const about = question === undefined ? found.question : cut(plain(stemOf(question)), 80);
    await logAct(tools, call, { act: 'decided a report', details: `${as}, “${about}”`, learner: found.learner });
  }
  if (helped > 0) await refreshHomesOn(tools, found.community, found.question);
  const next = await queueCard(tools, caller.community);
  return { ...next, blocks: [text(decidedWords(fresh, as, helped)), ...next.blocks] };
}

function decidedWords(fresh: boolean, as: 'accept' | 'void' | 'keep', helped: number): Markdown {
  if (!fresh) return 'Somebody has decided that one already.';
  if (as === 'keep') return 'Kept as it is.';
  if (helped === 0) return 'Done. Nobody’s result changes.';
  const who = helped === 1 ? 'the learner is' : 'the learners are';
  return `Done. ${counted(helped, 'result gains', 'results gain')} by it; ${who} told when they are here next.`;
}

async function queueCard({ store, library }: Tools, community: string): Promise<Card> {
  const [first] = await store.reports.openReports(community, 1);
  if (first === undefined) return card(title('Reported questions'), text('The queue is empty.'));
  const waiting = await store.reports.countOpenReports(community);
  const question = library.content.questions.get(first.question);
  return card(
    title('Reported questions'),
    note(`${waiting} waiting · this is the oldest`),
    ...reportBlocks(first, question),
    buttons(
      first.moves !== null && button(decide({ report: first.id, as: 'accept' }), 'Accept this answer'),
      button(decide({ report: first.id, as: 'void' }), 'Void the question', 'danger'),
      button(decide({ report: first.id, as: 'keep' }), 'Keep as it is'),
    ),
    note(
      'Accepting or voiding mends results upward only. It holds for this community; the file is mended by a change to the content.',
    ),
  );
}

/** Where a community mends a question of its own. */
const OWN_PLACE = 'one of your own: mend it in your file, and bring it again with `/tutor questions`';

function reportBlocks(one: Report, question: Question | undefined): Block[] {
  const reason = Object.hasOwn(REASONS, one.reason) ? REASONS[one.reason as keyof typeof REASONS] : one.reason;
  const where =
    question === undefined ? 'withdrawn' : isOwn(question) ? OWN_PLACE : `${question.file}:${question.fileLine}`;
  const changed = question !== undefined && question.version !== one.version ? ' (changed since)' : '';
  return [
    text(md`**${reason}**${one.words === '' ? '' : `: ${one.words}`}`),
    ...(question === undefined
      ? []
      : [text(escape(cut(plain(stemOf(question)), 400))), text(`**The answer:** ${revealOf(question)}`)]),
    ...(one.moves === null
      ? []
      : [
          text(
            md`**They answered:** ${question === undefined ? one.moves.flat().join(', ') : answerWords(question, one.moves)}`,
          ),
        ]),
    note(md`${one.question} · version ${one.version}${changed} · ${where}`),
  ];
}

/** Good news since last time: told once, then gone. */
export async function newsBlocks({ library, store }: Tools, learner: string): Promise<Block[]> {
  const all = await store.reports.takeNews(learner);
  const shown = all.slice(0, 3).map(({ question, points }) => {
    const found = library.content.questions.get(question);
    const which = found === undefined ? 'a question' : `“${cut(plain(stemOf(found)), 80)}”`;
    return text(
      md`**Good news:** your answer to ${which} now counts as right` +
        (points > 0 ? `, **${counted(points, 'point')}** more.` : '.'),
    );
  });
  const rest = all.length - shown.length;
  return rest > 0 ? [...shown, text(`And ${counted(rest, 'more answer')} of yours now count as right.`)] : shown;
}
