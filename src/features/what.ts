/** `/what` and free questions: a term from the glossary, what else might be meant, or an honest "not in my glossary". */
import { button, buttons, type Card, card, text } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { type Reply, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { cut } from '../chat/words.ts';
import { termsOf } from '../content/library.ts';
import type { Answer } from '../content/lookup.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { answerCard } from './answer-card.ts';
import { isOutside, wayOn } from './declined.ts';
import { showCourse } from './learn/addresses.ts';
import { audienceOf, SHARE_OPTION, standing } from './shared.ts';
import { intentCard } from './talk/replies.ts';
import { suggestTerms, termButtons } from './terms.ts';

export function what(tools: Tools): Definitions {
  const { course } = tools.library.content;
  return {
    commands: [
      defineCommand({
        name: 'what',
        description: `Look a ${course.kind} word up: what is it?`,
        options: {
          is: {
            kind: 'text',
            description: `A word or a question, e.g. ${course.example}`,
            required: true,
            suggest: (typed) => suggestTerms(tools, typed),
          },
          ...SHARE_OPTION,
        },
        audience: audienceOf,
        run: ({ options, ...call }) => {
          // "/what should I review": the command's name is a word of the sentence
          const answers = tools.library.lookup.ask(options.is);
          const said = answers.some(({ kind }) => kind === 'found')
            ? undefined
            : tools.library.talk.hear(`what ${options.is}`).said;
          return said === undefined
            ? answer(tools, call, { asked: options.is, answers }, options.share === true)
            : show(intentCard(said.intent));
        },
      }),
    ],
  };
}

/** What a question is about once it is answered, in ids; undefined when nothing answers it. */
export function topicOf(answers: readonly Answer[]): string | undefined {
  const found = answers.find((one) => one.kind === 'found');
  const [term, lesson] = [found?.terms[0], found?.cards[0]];
  return term !== undefined ? `term:${term.id}` : lesson && `lesson:${lesson.lesson}`;
}

/** `answers`: what the look-up makes of the question. `shared`: the whole channel reads the answer. */
export async function answer(
  tools: Tools,
  call: Call,
  { asked: question, answers }: { readonly asked: string; readonly answers: readonly Answer[] },
  shared: boolean,
): Promise<Reply> {
  const { content } = tools.library;
  const found = await answerCard(tools, answers, standing(call, shared));
  const topic = topicOf(answers);
  if (found !== undefined) return show({ ...found, ...(topic !== undefined && { about: { topic } }) });
  const near = answers.flatMap(({ kind, terms }) => (kind === 'near' ? terms.map(({ id }) => id) : []));
  return show(unknownCard(tools, question, termsOf(content, near)), 'caller');
}

/** One warm line, the nearest entries, and what else can be done about it. */
function unknownCard({ library }: Tools, question: string, near: readonly Term[] = []): Card {
  const meant = md`“${cut(question, 100)}”`;
  const about = library.content.course.scope ?? library.content.course.subject;
  if (near.length > 0)
    return card(
      text(`I am not sure what you mean by ${meant}. Is it one of these?`),
      ...wayOn(termButtons(near), question),
    );
  if (isOutside(library, question))
    return card(
      text(
        md`That is outside what I teach, so others can tell you more about it. My subject is ${about}: have a look around, or ask me anything there.`,
      ),
      buttons(button(showCourse(), 'See what I teach', 'main')),
    );
  const ids = library.lookup.suggest(question, 3).map(({ id }) => id);
  return card(
    text(md`${meant} is not in my glossary yet. I know ${about}: ask me about that any time.`),
    ...wayOn(termButtons(termsOf(library.content, ids)), question),
  );
}
