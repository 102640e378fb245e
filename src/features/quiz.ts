/** `/quiz`: a run of questions on a topic, a term or everything; nothing repeats before all were seen. */
import { cut } from '../chat/words.ts';
import { address, on } from '../chat/address.ts';
import { button, card, note, text } from '../chat/card.ts';
import { defineCommand, type Suggestion } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { Refusal, type Reply, show } from '../chat/reply.ts';
import { staffedCommunity } from '../classroom/meeting.ts';
import { topicOf } from '../content/library.ts';
import type { Question } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { interleaved, pickQuestions } from '../tutor/bag.ts';
import type { Call } from '../chat/command.ts';
import type { Player } from './player/index.ts';

const LENGTH = 5;
/** An unfinished quiz is offered again for so long (milliseconds). */
const KEPT = 7 * 24 * 3_600_000;
/** The subject of a run over everything. */
const MIXED = 'mixed';

const begin = address('quiz.begin', { topic: arg.id, length: arg.count });
const resume = address('quiz.resume', { run: arg.id });

export function quiz(tools: Tools, player: Player): Definitions {
  const { library, store } = tools;

  const quizCommand = defineCommand({
    name: 'quiz',
    description: 'Questions on a topic, with feedback on every option.',
    options: {
      topic: {
        kind: 'text',
        description: 'A topic or a term; empty mixes everything',
        suggest: (typed) => topics(typed),
      },
      length: { kind: 'number', description: `How many questions (${LENGTH} unless you say)`, min: 1, max: 20 },
    },
    run: async ({ options, ...call }) => {
      const subject = options.topic === undefined ? MIXED : subjectOf(options.topic);
      const unfinished = await store.runs.openRuns(call.caller.learner, 'quiz', call.at - KEPT);
      // one whose last questions were withdrawn cannot be finished any more
      const open = unfinished.find(
        (run) => run.subject === subject && run.left.some((id) => library.content.questions.has(id)),
      );
      const length = options.length ?? LENGTH;
      if (open === undefined) return start(call, subject, length);
      return show(
        card(text(md`You have an unfinished quiz on **${nameOf(subject)}**.`), {
          kind: 'buttons',
          buttons: [
            button(resume({ run: open.id }), 'Go on with it', 'main'),
            button(begin({ topic: subject, length }), 'Start a new one'),
          ],
        }),
      );
    },
  });

  async function start(call: Call, subject: string, length: number): Promise<Reply> {
    const voided = await store.rulings.voided(await staffedCommunity(tools, call));
    const candidates = questionsFor(subject).filter((question) => !voided.has(`${question.id}@${question.version}`));
    if (candidates.length === 0)
      throw new Refusal(
        md`I have no questions on **${nameOf(subject)}** yet. \`/quiz\` without a topic mixes everything I have.`,
      );
    const seen = await store.answers.latest(call.caller.learner);
    const seed = Math.floor(tools.random() * 4_294_967_296);
    const picked = pickQuestions(candidates, seen, length, seed);
    const questions =
      subject === MIXED
        ? interleaved(picked.questions, (question) => topicOf(library.content, question), seed)
        : picked.questions;
    const reply = await player.start(call, { purpose: 'quiz', subject, questions });
    if (!picked.allSeen || reply.kind !== 'show') return reply;
    const notice = note(
      md`You have seen all ${candidates.length} questions on ${nameOf(subject)}; these are the ones you met longest ago.`,
    );
    return { ...reply, card: { ...reply.card, blocks: [notice, ...reply.card.blocks] } };
  }

  function questionsFor(subject: string): readonly Question[] {
    if (subject === MIXED) return library.questionsIn();
    return library.content.topics.has(subject) ? library.questionsIn(subject) : library.questionsOn(subject);
  }

  const nameOf = (subject: string): string =>
    library.content.topics.get(subject)?.title ?? library.content.terms.get(subject)?.name ?? 'everything';

  /** A shelf by id or title, else a term. @throws Refusal */
  function subjectOf(typed: string): string {
    const wanted = typed.toLowerCase();
    if (wanted === MIXED || wanted === 'everything') return MIXED;
    const topic = [...library.content.topics.values()].find(
      (one) => one.id === wanted || one.title.toLowerCase() === wanted,
    );
    if (topic !== undefined) return topic.id;
    const found = library.lookup.find(typed);
    const [term] = found.kind === 'terms' ? found.terms : [];
    if (term !== undefined) return term.id;
    const titles = [...library.content.topics.values()].map((one) => one.title).join(', ');
    throw new Refusal(md`I have no topic “${cut(typed, 60)}”. The topics are: ${titles}.`);
  }

  function topics(typed: string): readonly Suggestion[] {
    const wanted = typed.toLowerCase();
    const shelves = [{ id: MIXED, title: 'Everything, mixed' }, ...library.content.topics.values()]
      .filter(({ id, title }) => id.startsWith(wanted) || title.toLowerCase().includes(wanted))
      .map(({ id, title }) => ({ label: title, value: id }));
    if (wanted === '') return shelves;
    const terms = library.lookup
      .suggest(typed, 15)
      .filter(({ id }) => library.questionsOn(id).length > 0)
      .map(({ name }) => ({ label: name, value: name }));
    return [...shelves, ...terms];
  }

  return {
    commands: [quizCommand],
    actions: [
      on(begin, ({ args, ...call }) => start(call, args.topic, Math.min(20, Math.max(1, args.length)))),
      on(resume, ({ args, ...call }) => player.resume(call, args.run)),
    ],
  };
}
