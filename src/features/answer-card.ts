/** A question answered as it was asked: the sentence that answers it, the term or the card of a lesson, and where to go on. */
import { type Block, type Button, button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import { type Markdown, md, plain } from '../chat/markdown.ts';
import { cut } from '../chat/words.ts';
import type { Answer, FoundCard } from '../content/lookup.ts';
import { spokenText, termsOf } from '../content/library.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { compareCard } from './compare.ts';
import { journeyButton } from './journeys/addresses.ts';
import { mapOf } from './journeys/draw.ts';
import { journeyFor } from './journeys/index.ts';
import { readLesson } from './learn/addresses.ts';
import { removeButton, type Standing } from './shared.ts';
import { lookUp, termButtons } from './terms.ts';
import { termCard } from './terms-card.ts';

/** Characters of a lesson's card that are shown here; the rest is behind the button. */
const LONGEST_EXCERPT = 420;
const MOST_BUTTONS = 4;

/** What was found for the questions of one message. At least one of `answers` was found. */
export async function answerCard(tools: Tools, answers: readonly Answer[], seen: Standing): Promise<Card | undefined> {
  const found = answers.filter((answer) => answer.kind === 'found');
  const [only] = found;
  if (only === undefined) return undefined;
  if (found.length > 1) return severalCard(tools, found, seen);
  const [first, second] = termsOf(
    tools.library.content,
    only.terms.map(({ id }) => id),
  );
  if ((only.compared ?? 0) > 2) return listCard(tools, only, seen);
  if (only.comparison && first !== undefined && second !== undefined) return compareCard(tools, [first, second], seen);
  if (only.say === undefined && only.first === 'term') return first && termCard(tools, first, seen);
  return questionCard(tools, only, seen);
}

/** More than two side by side: what each of them is. */
function listCard({ library: { content } }: Tools, { terms, compared = 0 }: Answer, seen: Standing): Card {
  const shown = termsOf(
    content,
    terms.slice(0, compared).map(({ id }) => id),
  );
  return {
    summary: shown.map(({ name }) => name).join(' · '),
    ...card(
      ...shown.map((term) => text(termLine(term))),
      buttons(...termButtons(shown).slice(0, MOST_BUTTONS), removeButton(seen)),
    ),
  };
}

/** The sentence first; then what the term is, or how the card of the lesson begins. */
async function questionCard(tools: Tools, answer: Answer, seen: Standing): Promise<Card | undefined> {
  const [term] = termsOf(
    tools.library.content,
    answer.terms.slice(0, 1).map(({ id }) => id),
  );
  const [at] = answer.cards;
  const journey = journeyFor(tools, answer);
  const body = answer.first === 'term' && term !== undefined ? termLine(term) : at && excerpt(tools, at);
  if (answer.say === undefined && body === undefined) return undefined;
  return {
    summary: plain(answer.say ?? body ?? ''),
    ...card(
      answer.say === undefined && at !== undefined ? title(titleOf(tools, at)) : undefined,
      answer.say !== undefined && text(`**${answer.say}**`),
      journey === undefined ? body !== undefined && text(body) : await mapOf(tools, journey),
      buttons(...waysOn(tools, answer), removeButton(seen)),
    ),
  };
}

/** Each question with its short answer; more is behind the buttons. */
function severalCard(tools: Tools, answers: readonly Answer[], seen: Standing): Card {
  const parts = answers.flatMap((answer): Block[] => {
    const short = shortOf(tools, answer);
    return short === undefined ? [] : [note(md`${cut(answer.question, 120)}`), text(short)];
  });
  const ways = answers.map((answer) => waysOn(tools, answer));
  const mixed = [...ways.map(([first]) => first), ...ways.flatMap((more) => more.slice(1))].flatMap((one) => one ?? []);
  const labels = new Set<string>();
  return {
    summary: answers.map(({ question }) => cut(question, 60)).join(' · '),
    ...card(
      ...parts,
      buttons(
        ...mixed.filter(({ label }) => !labels.has(label) && labels.add(label)).slice(0, MOST_BUTTONS),
        removeButton(seen),
      ),
    ),
  };
}

function shortOf(tools: Tools, { say, terms, cards, comparison, first }: Answer): Markdown | undefined {
  if (say !== undefined) return say;
  const { content } = tools.library;
  const shown = termsOf(
    content,
    terms.slice(0, comparison ? 2 : 1).map(({ id }) => id),
  );
  if (first === 'term' && shown.length > 0) return shown.map(termLine).join('\n\n');
  return cards[0] && excerpt(tools, cards[0]);
}

const termLine = (term: Term): Markdown => md`**${term.name}.** ` + term.short;

/** What comes first is behind the first button. */
function waysOn(tools: Tools, answer: Answer): Button[] {
  const { content } = tools.library;
  const {
    terms,
    cards: [at],
    first,
    say,
  } = answer;
  const journey = journeyFor(tools, answer);
  const toTerms = termsOf(
    content,
    terms.map(({ id }) => id),
  ).map((term) => button(lookUp({ term: term.id }), term.name));
  const lesson = at && content.lessons.get(at.lesson);
  const toLesson =
    at === undefined || lesson === undefined
      ? []
      : [
          button(
            readLesson({ lesson: lesson.id, card: at.card }),
            cut(`Lesson ${lesson.number}: ${titleIn(lesson.cards, at)}`, 75),
            journey === undefined ? 'main' : 'plain',
          ),
        ];
  if (journey !== undefined) return [journeyButton(journey, 'Step by step'), ...toLesson, ...toTerms.slice(0, 2)];
  return first === 'lesson' || say !== undefined
    ? [...toLesson, ...toTerms.slice(0, 3)]
    : [...toTerms.slice(0, 1), ...toLesson, ...toTerms.slice(1, 2)];
}

const titleIn = (cards: readonly { readonly title: string }[], { card: at }: FoundCard): string =>
  cards[at]?.title ?? '';

const titleOf = ({ library }: Tools, at: FoundCard): string =>
  titleIn(library.content.lessons.get(at.lesson)?.cards ?? [], at);

/** Its first paragraphs, as many as fit. */
function excerpt({ library }: Tools, { lesson, card: at }: FoundCard): Markdown | undefined {
  const found = library.content.lessons.get(lesson)?.cards[at];
  if (found === undefined) return undefined;
  const kept: string[] = [];
  for (const paragraph of spokenText(found.parts.filter((part) => part.kind === 'text')).split(/\n{2,}/u)) {
    if (kept.length > 0 && [...kept, paragraph].join('\n\n').length > LONGEST_EXCERPT) break;
    kept.push(paragraph);
  }
  return kept.join('\n\n');
}
