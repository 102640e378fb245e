/** *Report this question* and *Mine is right*: a queue for staff; what they decide is mended for everybody concerned. */
import { counted, cut } from '../chat/words.ts';
import { defineAction, defineForm, typed } from '../chat/action.ts';
import { type Block, button, type Button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import { type Call, defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { escape, md, plain } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { ask, redraw, Refusal, show } from '../chat/reply.ts';
import type { Caller } from '../chat/request.ts';
import type { Question } from '../content/schema.ts';
import { revealOf, stemOf } from '../questions/index.ts';
import type { Report } from '../storage/reports.ts';
import type { Tools } from '../tools.ts';
import { FULL_POINTS, HINT_POINTS } from '../tutor/score.ts';
import { refreshHomesOn } from './homes.ts';
import { logAct } from '../classroom/staff.ts';
import { staffOnly } from './staff/role.ts';
import { ofCaller } from './daily/cohort.ts';

/** Before the id of a drop, where the id of a run is expected. */
const DROP = 'drop:';

const REASONS = {
  wrong: 'The answer is wrong',
  mine: 'My answer is right too',
  unclear: 'I do not understand the question',
  typo: 'A slip in the text',
  other: 'Something else',
} as const;

/** The button that opens the report of an item of a run. */
export const reportButton = (run: string, at: number): Button =>
  button({ id: 'report.open', args: { run, at: String(at) } }, 'Report');
/** One tap for a typed answer that was not accepted. */
export const mineIsRightButton = (run: string, at: number): Button =>
  button({ id: 'report.mine', args: { run, at: String(at) } }, 'Mine is right');

export function report(tools: Tools): Definitions {
  const { library, store } = tools;

  const open = defineAction({
    id: 'report.open',
    args: { run: arg.id, at: arg.count },
    run: async ({ args, caller }) => {
      await itemOf(caller, args.run, args.at);
      return ask(
        form.open(args, {
          title: 'Report this question',
          fields: {
            reason: {
              kind: 'pick',
              label: 'What is wrong?',
              required: true,
              options: Object.entries(REASONS).map(([value, label]) => ({ value, label })),
            },
            words: { kind: 'text', label: 'In your words (optional)', long: true, max: 500 },
          },
          submit: 'Send',
        }),
      );
    },
  });
  const form = defineForm({
    id: 'report.send',
    args: { run: arg.id, at: arg.count },
    run: async ({ args, fields, ...call }) => {
      const reason = typed(fields['reason']);
      if (!Object.hasOwn(REASONS, reason)) throw new Refusal('Please choose what is wrong.');
      return show(await send(call, args.run, args.at, reason, typed(fields['words'])), 'caller');
    },
  });
  const mine = defineAction({
    id: 'report.mine',
    args: { run: arg.id, at: arg.count },
    run: async ({ args, ...call }) => show(await send(call, args.run, args.at, 'mine', ''), 'caller'),
  });

  async function itemOf(caller: Caller, id: string, at: number) {
    if (id.startsWith(DROP)) return dropItemOf(caller, id.slice(DROP.length));
    const { learner } = caller;
    const run = await store.runs.findRun(id);
    const item = run?.items[at];
    if (run === undefined || item === undefined || run.learner !== learner)
      throw new Refusal('That question is no longer in front of you.');
    return { run, item, attempt: run.attempts.get(at) };
  }

  /** A drop answered on its public message has no run: it stands in for one. */
  async function dropItemOf(caller: Caller, id: string) {
    const { learner } = caller;
    const [drop, attempt] = await Promise.all([store.drops.findDrop(id), store.dropAnswers.findAnswer(id, learner)]);
    const cohort = drop === undefined ? undefined : await store.cohorts.findCohort(drop.cohort);
    if (cohort === undefined || drop?.question === undefined || drop.question === null || drop.version === null)
      throw new Refusal('That drop is no longer there.');
    if (!ofCaller(caller, cohort)) throw new Refusal('That drop is of another community.');
    const { question, version } = drop;
    return {
      run: { community: cohort.community, learner },
      item: { question, version },
      attempt: attempt === undefined ? undefined : { version, moves: attempt.moves },
    };
  }

  /** A direct message has no staff: what is reported there goes to the learner's first cohort. @throws Refusal */
  async function staffedCommunity(community: string, learner: string): Promise<string> {
    if (!community.endsWith(':direct')) return community;
    const [first] = await store.boards.cohortsOfLearner(learner);
    const cohort = first === undefined ? undefined : await store.cohorts.findCohort(first);
    if (cohort === undefined)
      throw new Refusal(
        'Here nobody would read it. Answer the question in a channel of your cohort and report it there.',
      );
    return cohort.community;
  }

  async function send(call: Call, id: string, at: number, reason: string, words: string): Promise<Card> {
    const { run, item, attempt } = await itemOf(call.caller, id, at);
    const { learner, name, locale } = call.caller;
    const community = await staffedCommunity(run.community, learner);
    await store.learners.meet({ learner, name, locale, community }, call.at);
    const fresh = await store.reports.addReport(
      {
        id: tools.newId(),
        community,
        learner,
        question: item.question,
        version: attempt?.version ?? item.version,
        reason,
        words: words.slice(0, 500),
        moves: attempt?.moves ?? null,
      },
      call.at,
    );
    return card(
      text(
        fresh
          ? 'Thank you. Whoever looks after this course reads it; if it changes your result, it changes for the better, and you hear of it.'
          : 'You have reported this question already; it is in the queue.',
      ),
    );
  }

  const queue = defineCommand({
    name: 'reports',
    where: 'community',
    description: 'Questions that learners reported, to accept, void or keep.',
    staff: true,
    options: {},
    run: async ({ caller }) => {
      await staffOnly(tools, caller);
      return show(await queueCard(caller.community));
    },
  });
  const decide = defineAction({
    id: 'report.decide',
    args: { report: arg.id, as: arg.id },
    run: async ({ args, ...call }) => {
      const { caller, at } = call;
      await staffOnly(tools, caller);
      const found = await store.reports.findReport(args.report);
      if (found === undefined || found.community !== caller.community)
        throw new Refusal('That report is not in this community.');
      if (args.as !== 'accept' && args.as !== 'void' && args.as !== 'keep')
        throw new Refusal('I can accept, void or keep.');
      const worth = { plain: FULL_POINTS, hint: HINT_POINTS };
      const done = await store.reports.decideReport(found.id, args.as, caller.learner, worth, tools.newId, at);
      // safe to repeat, so a process that died between the two is mended by the next press
      const drops = args.as === 'keep' ? 0 : await mendDrops(found, args.as, worth, at);
      if (done.fresh) {
        const question = library.content.questions.get(found.question);
        const about = question === undefined ? found.question : cut(plain(stemOf(question)), 80);
        const details = `${args.as}, “${about}”`;
        await logAct(tools, call, { act: 'decided a report', details, learner: found.learner });
      }
      const helped = done.helped + drops;
      if (helped > 0) await refreshHomesOn(tools, found.community, found.question);
      const said = done.fresh
        ? args.as === 'keep'
          ? 'Kept as it is.'
          : `Done. ${helped === 0 ? 'Nobody’s result changes.' : `${counted(helped, 'result gains', 'results gain')} by it; ${helped === 1 ? 'the learner is' : 'the learners are'} told when they are here next.`}`
        : 'Somebody has decided that one already.';
      const next = await queueCard(caller.community);
      return redraw({ ...next, blocks: [text(said), ...next.blocks] });
    },
  });

  /** The same for drops answered in time: upward only, and told in the same way. The number of learners it helped. */
  async function mendDrops(
    found: Report,
    as: 'accept' | 'void',
    worth: { readonly plain: number; readonly hint: number },
    at: number,
  ): Promise<number> {
    // a report that was decided otherwise before decides nothing now
    const rulings = await store.reports.rulingsOn(found.community, found.question, found.version);
    const moves = as === 'accept' ? (found.moves ?? undefined) : undefined;
    const stands = rulings.some(
      (ruling) => ruling.kind === as && (as === 'void' || ruling.moves === JSON.stringify(moves ?? [])),
    );
    if (!stands || (as === 'accept' && moves === undefined)) return 0;
    const { community, question, version } = found;
    const mend = { community, question, version, worth, ...(moves !== undefined && { moves }) };
    return store.dropAnswers.mendAnswers(mend, tools.newId, at);
  }

  async function queueCard(community: string): Promise<Card> {
    const [first] = await store.reports.openReports(community, 1);
    if (first === undefined) return card(title('Reported questions'), text('The queue is empty.'));
    const waiting = await store.reports.countOpenReports(community);
    const question = library.content.questions.get(first.question);
    return card(
      title('Reported questions'),
      note(`${waiting} waiting · this is the oldest`),
      ...reportBlocks(first, question),
      buttons(
        first.moves !== null && button(decide.press({ report: first.id, as: 'accept' }), 'Accept this answer'),
        button(decide.press({ report: first.id, as: 'void' }), 'Void the question', 'danger'),
        button(decide.press({ report: first.id, as: 'keep' }), 'Keep as it is'),
      ),
      note(
        'Accepting or voiding mends results upward only. It holds for this community; the file is mended by a change to the content.',
      ),
    );
  }

  function reportBlocks(one: Report, question: Question | undefined): Block[] {
    const reason = Object.hasOwn(REASONS, one.reason) ? REASONS[one.reason as keyof typeof REASONS] : one.reason;
    const where = question === undefined ? 'withdrawn' : `${question.file}:${question.fileLine}`;
    const changed = question !== undefined && question.version !== one.version ? ' (changed since)' : '';
    return [
      text(md`**${reason}**${one.words === '' ? '' : `: ${one.words}`}`),
      ...(question === undefined
        ? []
        : [text(escape(cut(plain(stemOf(question)), 400))), text(`**The answer:** ${revealOf(question)}`)]),
      ...(one.moves === null ? [] : [text(md`**They answered:** ${answerWords(one, question)}`)]),
      note(md`${one.question} · version ${one.version}${changed} · ${where}`),
    ];
  }

  return { commands: [queue], actions: [open, mine, decide], forms: [form] };
}

/** The learner's moves in words, as far as the question still has them. */
function answerWords(one: Report, question: Question | undefined): string {
  const options = question !== undefined && 'options' in question ? question.options : [];
  return (one.moves ?? [])
    .flat()
    .map((move) => options[Number(move)]?.text ?? move)
    .join(', ');
}

/** Good news since last time: told once, then gone. */
export async function noticeBlocks({ library, store }: Tools, learner: string): Promise<Block[]> {
  const notices = await store.reports.takeNotices(learner);
  const shown = notices.slice(0, 3).map(({ question, points }) => {
    const found = library.content.questions.get(question);
    const which = found === undefined ? 'a question' : `“${cut(plain(stemOf(found)), 80)}”`;
    return text(
      md`**Good news:** your answer to ${which} now counts as right` +
        (points > 0 ? `, **${counted(points, 'point')}** more.` : '.'),
    );
  });
  const rest = notices.length - shown.length;
  return rest > 0 ? [...shown, text(`And ${counted(rest, 'more answer')} of yours now count as right.`)] : shown;
}
