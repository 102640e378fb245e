/** A term as a card: short first, *More* turns it, and its parts for whoever asks for one of them. */
import { address, on } from '../chat/address.ts';
import { type Block, button, buttons, type Card, card, note, type Pick, picture, text, title } from '../chat/card.ts';
import type { Definitions } from '../chat/feature.ts';
import { type Markdown, md, plain } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { Refusal, type Reply, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { cut } from '../chat/words.ts';
import { chooseQuestions } from '../classroom/choosing.ts';
import { termsOf } from '../content/library.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { wayOn } from './declined.ts';
import { scenesButton } from './scenes/addresses.ts';
import { journeysBy } from './journeys/index.ts';
import { readLessonButton } from './learn/addresses.ts';
import type { Player } from './player/index.ts';
import { addTermButton } from './review.ts';
import { shareButton, type Standing, standing, turnFor } from './shared.ts';
import { knownTerm, lookUp } from './terms.ts';

const pickRelated = address('what.related', { term: arg.id });
/** Asks one question about a term. */
export const quizMe = address('what.quiz', { term: arg.id });
/** Turns the card; `by` is on cards that were shared: the learner who did. */
export const showMore = address('what.more', { term: arg.id, by: arg.id.optional() });
const showLess = address('what.less', { term: arg.id, by: arg.id.optional() });
const shareTerm = address('what.share', { term: arg.id });

/** A card that only whoever asked sees, where it cannot be shared. */
const ALONE: Standing = { direct: true };

export function termCards(tools: Tools, player: Player): Definitions {
  const alone = async (call: Call, id: string): Promise<Reply> =>
    show(await termCard(tools, knownTerm(tools, id), standing(call, false)), 'caller');
  return {
    actions: [
      on(lookUp, async ({ args, ...call }) => alone(call, args.term)),
      on(pickRelated, async ({ picked, ...call }) => alone(call, picked[0] ?? '')),
      on(showMore, async ({ args, ...call }) => {
        const term = knownTerm(tools, args.term);
        return turnFor(call, args.by, async (seen) => moreCard(tools, term, seen));
      }),
      on(showLess, async ({ args, ...call }) => {
        const term = knownTerm(tools, args.term);
        return turnFor(call, args.by, async (seen) => termCard(tools, term, seen));
      }),
      on(
        shareTerm,
        async ({ args, ...call }) =>
          show(await termCard(tools, knownTerm(tools, args.term), standing(call, true)), 'channel'),
        { audience: 'channel' },
      ),
      on(quizMe, async ({ args, ...call }) => askAbout(tools, player, call, [knownTerm(tools, args.term)])),
    ],
  };
}

/** One question, mainly about one of the terms if there is one. @throws Refusal when there is none */
export async function askAbout(tools: Tools, player: Player, call: Call, terms: readonly Term[]): Promise<Reply> {
  const ids = terms.map(({ id }) => id);
  const own = [...new Set(ids.flatMap((id) => tools.library.questionsOn(id)))];
  const both = own.filter(({ concepts }) => ids.every((id) => concepts.includes(id)));
  const main = own.filter(({ concepts }) => ids.includes(concepts[0] ?? ''));
  const wanted = { count: 1, askedFor: true };
  const from = ids.length > 1 && both.length > 0 ? both : main.length > 0 ? main : own;
  const { questions, expected, follows } = await chooseQuestions(tools, call, from, wanted);
  if (questions.length === 0) throw noQuestion(tools, terms);
  return player.start(call, { purpose: 'single', subject: ids[0] ?? '', questions, expected, follows });
}

/** Its neighbors that can be asked about, each a button. */
function noQuestion({ library }: Tools, terms: readonly Term[]): Refusal {
  const near = termsOf(
    library.content,
    terms.flatMap(({ see }) => see),
  ).filter(({ id }) => library.questionsOn(id).length > 0);
  return new Refusal(
    md`I have no question about **${terms[0]?.name ?? ''}** yet.` +
      (near.length > 0 ? ' Try one of its neighbors:' : ''),
    wayOn(near.map(({ id, name }) => button(quizMe({ term: id }), name))),
  );
}

/** The short card: the one sentence, the everyday picture, the diagram if there is one, and where to go on. */
export async function termCard(tools: Tools, term: Term, seen: Standing = ALONE): Promise<Card> {
  return {
    summary: summaryOf(term),
    about: { topic: `term:${term.id}` },
    ...card(
      title(term.name),
      text(`**${term.short}**`),
      everyday(term),
      await diagram(tools, term),
      rowOf(tools, term, seen, button(showMore({ term: term.id, by: seen.by }), 'More')),
      seeAlso(tools, term),
    ),
  };
}

/** The same message turned: the explanation, the example, what it is not, and where to read on. */
export async function moreCard(tools: Tools, term: Term, seen: Standing = ALONE): Promise<Card> {
  return {
    summary: summaryOf(term),
    ...card(
      title(term.name),
      text(`**${term.short}**`),
      explanation(term),
      example(term),
      confusions(tools, term),
      reading(term),
      rowOf(tools, term, seen, button(showLess({ term: term.id, by: seen.by }), 'Less')),
      buttons(...journeysBy(tools, term.id), scenesButton()),
      seeAlso(tools, term),
    ),
  };
}

/** For "an example": the example alone; the explanation where the entry has none. */
export const exampleCard = (tools: Tools, term: Term): Card =>
  partCard(tools, term, example(term) ?? explanation(term));

/** For "simpler": the everyday picture alone; the one sentence where no picture helps. */
export const everydayCard = (tools: Tools, term: Term): Card =>
  partCard(tools, term, everyday(term) ?? text(`**${term.short}**`));

const partCard = (tools: Tools, term: Term, part: Block): Card =>
  card(title(term.name), part, rowOf(tools, term, ALONE, button(showMore({ term: term.id }), 'More')));

const summaryOf = (term: Term): string => `${term.name}: ${plain(term.short)}`;

/** What stands in one place on every card of a term, so that a turned card has the same under the same finger. */
function rowOf({ library }: Tools, term: Term, seen: Standing, turn: ReturnType<typeof button>): Block | undefined {
  const told = library.cardOn(term.id);
  return buttons(
    turn,
    library.questionsOn(term.id).length > 0 && button(quizMe({ term: term.id }), 'Quiz me', 'main'),
    told !== undefined && readLessonButton(told.lesson, 'Lesson', told.card),
    addTermButton(term.id, 'Review'),
    shareButton(seen, shareTerm({ term: term.id })),
  );
}

/** The everyday picture, in words. */
export const everyday = (term: Term): Block | undefined =>
  term.analogy === undefined ? undefined : text(`**Picture it.** ${term.analogy}`);

/** The diagram, drawn; its description when it cannot be. */
export async function diagram({ library, pictures }: Tools, term: Term): Promise<Block | undefined> {
  const source = library.content.pictures.get(term.picture?.file ?? '');
  if (term.picture === undefined || source === undefined) return undefined;
  return picture(await pictures.draw(term.picture.file, source), term.picture.alt);
}

export const explanation = (term: Term): Block => text(term.more);

/** With its code in blocks of their own. */
export const example = (term: Term): Block | undefined =>
  term.example === undefined ? undefined : text(withLead('Example', term.example));

/** What it is often mixed up with, and what separates the two. */
export function confusions({ library }: Tools, term: Term): Block | undefined {
  const lines = term.confused.flatMap((one) => {
    const other = library.content.terms.get(one.with);
    return other === undefined ? [] : [md`**Not to be confused with ${other.name}.** ` + one.how];
  });
  return lines.length === 0 ? undefined : note(lines.join('\n\n'));
}

const reading = (term: Term): Block => note(`**Read on:** ${term.reading.map(readingLink).join(' · ')}`);
const readingLink = ({ title: name, url }: Term['reading'][number]): Markdown => md`[${name}](` + `${url})`;

function seeAlso({ library }: Tools, term: Term): Pick | undefined {
  const related = termsOf(library.content, [...new Set([...term.see, ...term.confused.map((one) => one.with)])]);
  if (related.length === 0) return undefined;
  return {
    kind: 'pick',
    press: pickRelated({ term: term.id }),
    label: 'See also',
    of: 'options',
    folded: true,
    options: related.map((one) => ({ value: one.id, label: one.name, note: cut(plain(one.short), 75) })),
  };
}

/** A bold lead-in; on a line of its own before a code block or a list. */
const withLead = (lead: string, body: Markdown): Markdown =>
  /^(?:```|- |\d+\. )/u.test(body) ? `**${lead}.**\n\n${body}` : `**${lead}.** ${body}`;
