/** `/quiz`: a run of questions on a topic, a term or everything; nothing repeats before all were seen. */
import { cut } from '../chat/words.ts';
import { address, on } from '../chat/address.ts';
import { button, buttons, card, note, text } from '../chat/card.ts';
import { type Suggestion, defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { Refusal, type Reply, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { chooseQuestions } from '../classroom/choosing.ts';
import { type Library, topicOf } from '../content/library.ts';
import type { Question } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { interleaved } from '../tutor/bag.ts';
import type { Player } from './player/index.ts';

const LENGTH = 5;
/** An unfinished quiz is offered again for so long (milliseconds). */
const KEPT = 7 * 24 * 3_600_000;
/** The subject of a run over everything. */
const MIXED = 'mixed';

const begin = address('quiz.begin', { topic: arg.id, length: arg.count });
const resume = address('quiz.resume', { run: arg.id });

export function quiz(tools: Tools, player: Player): Definitions {
  const { library } = tools;
  return {
    commands: [
      defineCommand({
        name: 'quiz',
        description: 'Questions on a topic, with feedback on every option.',
        options: {
          topic: {
            kind: 'text',
            description: 'A topic or a term; empty mixes everything',
            suggest: (typed) => suggestSubjects(library, typed),
          },
          length: { kind: 'number', description: `How many questions (${LENGTH} unless you say)`, min: 1, max: 20 },
        },
        run: async ({ options, ...call }) => {
          const subject = options.topic === undefined ? MIXED : subjectOf(library, options.topic);
          const length = options.length ?? LENGTH;
          const open = await unfinished(tools, call, subject);
          if (open === undefined) return start(tools, player, call, subject, length);
          return show(
            card(
              text(md`You have an unfinished quiz on **${nameOf(library, subject)}**.`),
              buttons(
                button(resume({ run: open }), 'Go on with it', 'main'),
                button(begin({ topic: subject, length }), 'Start a new one'),
              ),
            ),
          );
        },
      }),
    ],
    actions: [
      on(begin, ({ args, ...call }) => start(tools, player, call, args.topic, Math.min(20, Math.max(1, args.length)))),
      on(resume, ({ args, ...call }) => player.resume(call, args.run)),
    ],
  };
}

/** The learner's unfinished quiz on a subject; one whose last questions were withdrawn cannot be finished any more. */
async function unfinished({ library, store }: Tools, call: Call, subject: string): Promise<string | undefined> {
  const open = await store.runs.openRuns(call.caller.learner, 'quiz', call.at - KEPT);
  return open.find((run) => run.subject === subject && run.left.some((id) => library.content.questions.has(id)))?.id;
}

/** @throws Refusal when there is nothing to ask */
async function start(tools: Tools, player: Player, call: Call, subject: string, length: number): Promise<Reply> {
  const { library } = tools;
  const chosen = await chooseQuestions(tools, call, questionsFor(library, subject), length);
  if (chosen.among === 0)
    throw new Refusal(
      md`I have no questions on **${nameOf(library, subject)}** yet. \`/quiz\` without a topic mixes everything I have.`,
    );
  const questions =
    subject === MIXED
      ? interleaved(chosen.questions, (question) => topicOf(library.content, question), chosen.seed)
      : chosen.questions;
  const reply = await player.start(call, { purpose: 'quiz', subject, questions });
  if (!chosen.allSeen || reply.kind !== 'show') return reply;
  const said = note(
    chosen.among === 1
      ? md`I have one question on ${nameOf(library, subject)}, and you know it already.`
      : md`You have seen all ${chosen.among} questions on ${nameOf(library, subject)}; these are the ones you met longest ago.`,
  );
  return { ...reply, card: { ...reply.card, blocks: [said, ...reply.card.blocks] } };
}

function questionsFor(library: Library, subject: string): readonly Question[] {
  if (subject === MIXED) return library.questionsIn();
  return library.content.topics.has(subject) ? library.questionsIn(subject) : library.questionsOn(subject);
}

const nameOf = ({ content }: Library, subject: string): string =>
  content.topics.get(subject)?.title ?? content.terms.get(subject)?.name ?? 'everything';

/** A topic by id or title, else a term. @throws Refusal */
function subjectOf({ content, lookup }: Library, typed: string): string {
  const wanted = typed.toLowerCase();
  if (wanted === MIXED || wanted === 'everything') return MIXED;
  const topics = [...content.topics.values()];
  const topic = topics.find((one) => one.id === wanted || one.title.toLowerCase() === wanted);
  if (topic !== undefined) return topic.id;
  const found = lookup.find(typed);
  const [term] = found.kind === 'terms' ? found.terms : [];
  if (term !== undefined) return term.id;
  const titles = topics.map((one) => one.title).join(', ');
  throw new Refusal(md`I have no topic “${cut(typed, 60)}”. The topics are: ${titles}.`);
}

function suggestSubjects(library: Library, typed: string): readonly Suggestion[] {
  const wanted = typed.toLowerCase();
  const topics = [{ id: MIXED, title: 'Everything, mixed' }, ...library.content.topics.values()]
    .filter(({ id, title }) => id.startsWith(wanted) || title.toLowerCase().includes(wanted))
    .map(({ id, title }) => ({ label: title, value: id }));
  if (wanted === '') return topics;
  const terms = library.lookup
    .suggest(typed, 15)
    .filter(({ id }) => library.questionsOn(id).length > 0)
    .map(({ name }) => ({ label: name, value: name }));
  return [...topics, ...terms];
}
