/** `/what` and free questions: a term from the glossary, what else might be meant, or an honest "not in my glossary". */
import { cut } from '../chat/words.ts';
import { address, on } from '../chat/address.ts';
import {
  type Block,
  button,
  type Button,
  buttons,
  type Card,
  card,
  link,
  note,
  picture,
  text,
  title,
} from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md, type Markdown, plain } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { Refusal, remove, type Reply, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { chooseQuestions } from '../classroom/choosing.ts';
import { type Library, termsOf } from '../content/library.ts';
import type { Term } from '../content/schema.ts';
import type { Pictures } from '../pictures/index.ts';
import type { Tools } from '../tools.ts';
import { compareCard } from './compare.ts';
import { readLessonButton } from './learn/addresses.ts';
import type { Player } from './player/index.ts';
import { addTermButton } from './review.ts';
import { lookUp, suggestTerms } from './terms.ts';

/** Where an author proposes a missing entry. */
const PROPOSE = 'Missing something? Anybody can propose an entry: see *How to add a term* in the README.';

const pickRelated = address('what.related', { term: arg.id });
const quizMe = address('what.quiz', { term: arg.id });
const unshare = address('what.unshare', { by: arg.id });

export function what(tools: Tools, player: Player): Definitions {
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
          share: { kind: 'flag', description: 'Let the whole channel see the answer.' },
        },
        audience: ({ share }) => (share === true ? 'channel' : 'caller'),
        run: ({ options, ...call }) => answer(tools, call, options.is, options.share === true && !call.caller.direct),
      }),
    ],
    actions: [
      on(lookUp, async ({ args }) => show(await termCard(tools, known(tools, args.term)), 'caller')),
      on(pickRelated, async ({ picked }) => show(await termCard(tools, known(tools, picked[0] ?? '')), 'caller')),
      on(quizMe, async ({ args, ...call }) => askAbout(tools, player, call, known(tools, args.term))),
      on(unshare, ({ args, caller }) => {
        if (args.by !== caller.learner && !caller.admin)
          throw new Refusal('Only who asked for this answer (or an admin) can remove it.');
        return remove;
      }),
    ],
    said: ({ text: said, ...call }) =>
      said === '' || GREETING.test(said) ? show(hello()) : answer(tools, call, said, !call.caller.direct),
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

/** @throws Refusal for an id that the glossary does not have (any more). */
function known({ library }: Tools, id: string): Term {
  const term = library.content.terms.get(id);
  if (term === undefined) throw new Refusal('That entry is no longer in my glossary. `/what` finds its neighbors.');
  return term;
}

/** One question, mainly about the term if there is one. @throws Refusal when there is none */
async function askAbout(tools: Tools, player: Player, call: Call, term: Term): Promise<Reply> {
  const own = tools.library.questionsOn(term.id);
  const main = own.filter((question) => question.concepts[0] === term.id);
  const wanted = { count: 1, askedFor: true };
  const { questions, expected } = await chooseQuestions(tools, call, main.length > 0 ? main : own, wanted);
  if (questions.length === 0)
    throw new Refusal(md`I have no question about **${term.name}** yet. \`/quiz\` asks about its neighbors.`);
  return player.start(call, { purpose: 'single', subject: term.id, questions, expected });
}

async function answer(tools: Tools, call: Call, question: string, shared: boolean): Promise<Reply> {
  const { lookup, content } = tools.library;
  const found = lookup.find(question);
  const own = shared ? [button(unshare({ by: call.caller.learner }), 'Remove')] : [];
  switch (found.kind) {
    case 'terms': {
      const [first, second] = termsOf(
        content,
        found.terms.map((term) => term.id),
      );
      if (first === undefined) return show(unknownCard(question), 'caller');
      return show(
        found.comparison && second !== undefined ? compareCard(first, second, own) : await termCard(tools, first, own),
      );
    }
    case 'near':
      return show(nearCard(question, termsOf(content, found.didYouMean)), 'caller');
    case 'none':
      return show(unknownCard(question), 'caller');
    default:
      return found satisfies never;
  }
}

async function termCard({ library, pictures }: Tools, term: Term, own: readonly Button[] = []): Promise<Card> {
  const { content } = library;
  const related = termsOf(content, [...new Set([...term.see, ...term.confused.map((one) => one.with)])]);
  const [reading] = term.reading;
  const lesson = library.lessonOn(term.id);
  return {
    summary: `${term.name}: ${term.short}`,
    ...card(
      title(term.name),
      text(`**${term.short}**`),
      text(term.more),
      await pictureOf(library, pictures, term),
      term.analogy !== undefined && text(`**Picture it.** ${term.analogy}`),
      ...exampleBlocks(term),
      ...confusions(library, term),
      buttons(
        library.questionsOn(term.id).length > 0 && button(quizMe({ term: term.id }), 'Quiz me', 'main'),
        addTermButton(term.id),
        lesson !== undefined && readLessonButton(lesson),
        reading !== undefined && link(reading.url, cut(`Read: ${reading.title}`, 75)),
        ...own,
      ),
      related.length > 0 && {
        kind: 'pick',
        press: pickRelated({ term: term.id }),
        label: 'See also',
        of: 'options',
        options: related
          .slice(0, 10)
          .map((one) => ({ value: one.id, label: one.name, note: cut(plain(one.short), 75) })),
      },
    ),
  };
}

async function pictureOf({ content }: Library, pictures: Pictures, term: Term): Promise<Block | undefined> {
  const source = content.pictures.get(term.picture?.file ?? '');
  if (term.picture === undefined || source === undefined) return undefined;
  return picture(await pictures.draw(term.picture.file, source), term.picture.alt);
}

function confusions({ content }: Library, term: Term): Block[] {
  const lines = term.confused.flatMap((one) => {
    const other = content.terms.get(one.with);
    return other === undefined ? [] : [md`**Not to be confused with ${other.name}.** ` + one.how];
  });
  return lines.length === 0 ? [] : [note(lines.join('\n\n'))];
}

const nearCard = (question: string, terms: readonly Term[]): Card =>
  card(
    text(md`I am not sure what you mean by “${cut(question, 100)}”. Did you mean one of these?`),
    buttons(...terms.slice(0, 5).map((term) => button(lookUp({ term: term.id }), term.name))),
    note('If not, try other words: what does it do, or where did you meet it?'),
  );

const unknownCard = (question: string): Card =>
  card(
    text(
      md`“${cut(question, 100)}” is not in my glossary. I know about the web, back ends, databases, APIs, security, testing and running things; what I do not know I leave alone.`,
    ),
    note(PROPOSE),
  );

/** The example, with its code in blocks of their own. */
function exampleBlocks(term: Term): Block[] {
  return term.example === undefined ? [] : [text(withLead('Example', term.example))];
}

/** A bold lead-in; on a line of its own before a code block or a list. */
const withLead = (lead: string, body: Markdown): Markdown =>
  /^(?:```|- |\d+\. )/u.test(body) ? `**${lead}.**\n\n${body}` : `**${lead}.** ${body}`;
