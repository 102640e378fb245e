/** `/quiz`: a run of questions on a topic, a term or everything; nothing repeats before all were seen. */
import { cut } from '../chat/words.ts';
import { didYouMean } from '../chat/again.ts';
import { on } from '../chat/address.ts';
import { button, buttons, card, note, text } from '../chat/card.ts';
import { type Suggestion, defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { LIMITS } from '../chat/limits.ts';
import { md } from '../chat/markdown.ts';
import { nearest, plainName } from '../chat/near.ts';
import { type Reply, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { chooseQuestions } from '../classroom/choosing.ts';
import { difficultyJob } from '../classroom/difficulty.ts';
import type { Library } from '../content/library.ts';
import { OWN } from '../content/own.ts';
import type { Question } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { type Level, LEVELS } from '../tutor/next.ts';
import type { Player } from './player/index.ts';
import { beginQuiz, LENGTH, MIXED, resumeRun } from './quiz-addresses.ts';

/** An unfinished quiz is offered again for so long (milliseconds). */
const KEPT = 7 * 24 * 3_600_000;

/** How the levels are called where they can be chosen. */
const LEVEL_NAMES = { easy: 'Easy', fitting: 'What fits me', hard: 'Hard' } as const satisfies Record<Level, string>;
const isLevel = (name: string): name is Level => Object.hasOwn(LEVELS, name);

export function quiz(tools: Tools, player: Player): Definitions {
  return {
    commands: [
      defineCommand({
        name: 'quiz',
        description: 'Questions on a topic, with feedback on every option.',
        options: {
          topic: {
            kind: 'text',
            description: 'A topic or a term; empty mixes everything',
            suggest: (typed) => suggestSubjects(tools.library, typed),
          },
          level: { kind: 'choice', description: 'What fits you, unless you say', choices: LEVEL_NAMES },
          length: { kind: 'number', description: `How many questions (${LENGTH} unless you say)`, min: 1, max: 20 },
        },
        run: async ({ options, ...call }) => {
          const { library } = tools;
          const subject = options.topic === undefined ? MIXED : subjectOf(library, options.topic, options.length);
          const { length = LENGTH, level = 'fitting' } = options;
          const wish: Wish = { subject, length, level };
          const open = await unfinished(tools, call, subject);
          if (open === undefined) return start(tools, player, call, wish);
          return show(
            card(
              text(md`You have an unfinished quiz on **${nameOf(library, subject)}**.`),
              buttons(
                button(resumeRun({ run: open }), 'Go on with it', 'main'),
                button(beginQuiz({ topic: subject, length, level }), 'Start a new one'),
              ),
            ),
          );
        },
      }),
    ],
    jobs: [difficultyJob(tools)],
    actions: [
      on(beginQuiz, ({ args, ...call }) =>
        start(tools, player, call, {
          subject: args.topic,
          length: Math.min(20, Math.max(1, args.length)),
          level: args.level !== undefined && isLevel(args.level) ? args.level : 'fitting',
        }),
      ),
      on(resumeRun, ({ args, ...call }) => player.resume(call, args.run)),
    ],
  };
}

/** The learner's unfinished quiz on a subject; one whose last questions were withdrawn cannot be finished any more. */
async function unfinished({ library, store }: Tools, call: Call, subject: string): Promise<string | undefined> {
  const open = await store.runs.openRuns(call.caller.learner, 'quiz', call.at - KEPT);
  return open.find((run) => run.subject === subject && run.left.some((id) => library.content.questions.has(id)))?.id;
}

interface Wish {
  /** A topic, a term, or everything. */
  readonly subject: string;
  readonly length: number;
  readonly level: Level;
}

/** @throws Refusal when there is nothing to ask */
async function start(tools: Tools, player: Player, call: Call, { subject, length, level }: Wish): Promise<Reply> {
  const { library } = tools;
  const wanted = { count: length, level, askedFor: subject !== MIXED };
  const chosen = await chooseQuestions(tools, call, questionsFor(library, subject), wanted);
  const { questions, expected, follows, among, allSeen } = chosen;
  if (among === 0)
    throw didYouMean(md`I have no questions on **${nameOf(library, subject)}** yet.`, [
      { label: 'A quiz on everything', command: 'quiz', options: { topic: MIXED } },
    ]);
  const reply = await player.start(call, { purpose: 'quiz', subject, questions, expected, follows });
  if (!allSeen || reply.kind !== 'show') return reply;
  const said = note(
    among === 1
      ? md`I have one question on ${nameOf(library, subject)}, and you know it already.`
      : md`You have seen all ${among} questions on ${nameOf(library, subject)}; these are some that you met long ago.`,
  );
  return { ...reply, card: { ...reply.card, blocks: [said, ...reply.card.blocks] } };
}

function questionsFor(library: Library, subject: string): readonly Question[] {
  if (subject === MIXED) return library.questionsIn();
  if (subject === OWN) return library.own;
  return library.content.topics.has(subject) ? library.questionsIn(subject) : library.questionsOn(subject);
}

const nameOf = ({ content }: Library, subject: string): string =>
  subject === OWN
    ? OWN_TITLE.toLowerCase()
    : (content.topics.get(subject)?.title ?? content.terms.get(subject)?.name ?? 'everything');

const OWN_TITLE = 'Our own questions';
const EVERYTHING = { id: MIXED, title: 'Everything, mixed' };

/** What a quiz can be on, beside single terms. */
const topicsOf = ({ content, own }: Library): readonly { readonly id: string; readonly title: string }[] => [
  EVERYTHING,
  ...(own.length > 0 ? [{ id: OWN, title: OWN_TITLE }] : []),
  ...content.topics.values(),
];

/** A topic by id or title, else a term. @throws Refusal with the topics that it may be */
function subjectOf(library: Library, typed: string, length: number | undefined): string {
  const { content, lookup } = library;
  const topics = topicsOf(library);
  const { found, near } = nearest(typed, topics, ({ id, title }) => [id, title], LIMITS.buttons);
  if (found !== undefined) return found.id;
  const looked = lookup.find(typed);
  const [term] = looked.kind === 'terms' ? looked.terms : [];
  if (term !== undefined) return term.id;
  const terms = (looked.kind === 'near' ? looked.didYouMean : []).flatMap((id) => content.terms.get(id) ?? []);
  const meant = [...near, ...terms.map(({ id, name }) => ({ id, title: name }))];
  throw didYouMean(
    meant.length > 0
      ? md`I have no topic “${cut(typed, 60)}”. Did you mean:`
      : md`I have no topic “${cut(typed, 60)}”. The topics are:`,
    (meant.length > 0 ? meant : topics).map(({ id, title }) => ({
      label: title,
      command: 'quiz',
      options: { topic: id, length },
    })),
    meant.length > 0 ? LIMITS.buttons : topics.length,
  );
}

function suggestSubjects(library: Library, typed: string): readonly Suggestion[] {
  const wanted = plainName(typed);
  const topics = topicsOf(library)
    .filter(({ id, title }) => plainName(id).startsWith(wanted) || plainName(title).includes(wanted))
    .map(({ id, title }) => ({ label: title, value: id }));
  if (wanted === '') return topics;
  const terms = library.lookup
    .suggest(typed, 15)
    .filter(({ id }) => library.questionsOn(id).length > 0)
    .map(({ name }) => ({ label: name, value: name }));
  return [...topics, ...terms];
}
