/** `/what` and free questions: a term from the glossary, what else might be meant, or an honest "not in my glossary". */
import { type Card, card, note, text } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { type Reply, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { cut } from '../chat/words.ts';
import { termsOf } from '../content/library.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { answerCard } from './answer-card.ts';
import { wayOn } from './declined.ts';
import { audienceOf, SHARE_OPTION, standing } from './shared.ts';
import { suggestTerms, termButtons } from './terms.ts';

export function what(tools: Tools): Definitions {
  return {
    commands: [
      defineCommand({
        name: 'what',
        description: 'Look a back-end word up: what is it?',
        options: {
          is: {
            kind: 'text',
            description: 'A word or a question, e.g. database',
            required: true,
            suggest: (typed) => suggestTerms(tools, typed),
          },
          ...SHARE_OPTION,
        },
        audience: audienceOf,
        run: ({ options, ...call }) => answer(tools, call, options.is, options.share === true),
      }),
    ],
    said: ({ text: said, ...call }) =>
      said === '' || GREETING.test(said) ? show(hello()) : answer(tools, call, said, true),
  };
}

const GREETING = /^(?:help|hi|hello|hey|moin|yo|start|thanks?|thank you)[\s!.]*$/iu;

const hello = (): Card =>
  card(
    text(
      'Hello. Ask me about back-end words in your own words: *what is a database?*, *is a cookie the same as a session?*',
    ),
    note('`/help` lists everything I can do.'),
  );

async function answer(tools: Tools, call: Call, question: string, shared: boolean): Promise<Reply> {
  const { lookup, content } = tools.library;
  const answers = lookup.ask(question);
  const found = await answerCard(tools, answers, standing(call, shared));
  if (found !== undefined) return show(found);
  const near = answers.flatMap(({ kind, terms }) => (kind === 'near' ? terms.map(({ id }) => id) : []));
  return show(unknownCard(tools, question, termsOf(content, near)), 'caller');
}

/** One warm line, the nearest entries, and what else can be done about it. */
function unknownCard({ library }: Tools, question: string, near: readonly Term[] = []): Card {
  const meant = md`“${cut(question, 100)}”`;
  if (near.length > 0)
    return card(text(`I am not sure what you mean by ${meant}. Is it one of these?`), ...wayOn(termButtons(near)));
  const ids = library.lookup.suggest(question, 3).map(({ id }) => id);
  return card(
    text(`${meant} is not in my glossary yet. I know the web and what stands behind it: ask me about that any time.`),
    ...wayOn(termButtons(termsOf(library.content, ids))),
  );
}
