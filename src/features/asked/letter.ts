/** Whoever wished hears once that a question has an answer: noticed whenever the content is another one than before. */
import { createHash } from 'node:crypto';
import { button, buttons, type Button, type Card, card, note, text } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import type { LearnerId } from '../../chat/request.ts';
import { mailboxOf } from '../../classroom/people.ts';
import type { Answer } from '../../content/lookup.ts';
import type { Content } from '../../content/schema.ts';
import type { Mail, NewLetter, Round } from '../../outbox/letter.ts';
import type { Tools } from '../../tools.ts';
import { readLessonButton } from '../learn/addresses.ts';
import { lookUp } from '../terms.ts';

/** Questions looked at in a row. */
const PAGE = 100;
/** Nobody waits so long (milliseconds) for a letter that does not come through. */
const PATIENCE = 7 * 24 * 3_600_000;

export function askedMail(tools: Tools): Mail {
  const { store, library } = tools;
  /** The content against which everything that waits was held. */
  let seen: Content | undefined;
  return {
    async collect(round) {
      const { content } = library;
      if (content === seen) return;
      if (await collectAnswered(tools, round)) seen = content;
    },
    letters: [
      {
        kind: 'asked',
        async pack({ about }) {
          const found = await store.asked.findAsked(about);
          const answer = found && answerTo(tools, found.words);
          if (found === undefined || answer === undefined) return { not: 'it has no answer any more' };
          return { card: answeredCard(tools, found.words, answer) };
        },
      },
    ],
  };
}

const answerTo = ({ library }: Tools, words: string): Answer | undefined =>
  library.lookup.ask(words).find(({ kind }) => kind === 'found');

/** Letters first, by keys of their own, then the mark: whoever dies in between begins again. True when all were looked at. */
async function collectAnswered(tools: Tools, { stop }: Round): Promise<boolean> {
  const { store } = tools;
  for (let after = ''; ;) {
    if (stop()) return false;
    const page = await store.asked.waitingAsked(after, PAGE);
    const found = page.flatMap(({ id, words }) => (answerTo(tools, words) === undefined ? [] : [id]));
    const now = tools.now();
    const letters = (await store.asked.wishesFor(found)).map((wish) => letterOf(wish, now));
    if (letters.length > 0) await store.deliveries.addLetters(letters, now);
    await store.asked.markFound(found, now);
    after = page.at(-1)?.id ?? after;
    if (page.length < PAGE) return true;
  }
}

function letterOf({ asked, learner }: { readonly asked: string; readonly learner: string }, at: number): NewLetter {
  const who = createHash('sha256').update(`${asked} ${learner}`).digest('hex').slice(0, 20);
  const to = mailboxOf(learner as LearnerId);
  return { key: `a${who}`, kind: 'asked', to, about: asked, learner, at, patience: PATIENCE };
}

function answeredCard({ library }: Tools, words: string, { terms, cards }: Answer): Card {
  const [term, lesson] = [terms[0]?.id ?? '', cards[0]?.lesson ?? ''];
  const way: readonly Button[] = [
    ...(library.content.terms.has(term) ? [button(lookUp({ term }), 'Read the answer', 'main')] : []),
    ...(library.content.lessons.has(lesson) ? [readLessonButton(lesson, 'Lesson')] : []),
  ];
  return card(
    text(md`You asked “${words}”, and I can answer it now.`),
    buttons(...way),
    note('You wanted to hear of it. This is the only message about it.'),
  );
}
