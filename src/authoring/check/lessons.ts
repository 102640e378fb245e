/** Every lesson has a number of its own and not too many cards, asks often enough, and tests each of its goals. */
import type { Lesson } from '../../content/schema.ts';
import type { Check, Folder, Reporter } from './folder.ts';

export const checkLessons: Check = (folder, report) => {
  const byNumber = new Map<number, string>();
  for (const lesson of folder.content.lessons.values()) {
    const { file, number, cards } = lesson;
    const before = byNumber.get(number);
    if (before !== undefined) report.error(file, 1, `${before} has the number ${number} too.`);
    byNumber.set(number, file);
    if (cards.length < 5 || cards.length > 9)
      report.advise(file, 1, `a lesson has five to nine cards; this one has ${cards.length}.`);
    checkLengths(lesson, report);
    checkAsking(lesson, report);
    checkGoals(folder, lesson, report);
  }
};

/** The questions on the cards of a lesson, in their order. */
const askedOn = ({ parts }: Lesson['cards'][number]): string[] =>
  parts.flatMap((part) => (part.kind === 'ask' ? part.question : []));

/** What a phone shows of one card without much scrolling, in characters; answers are not shown at first. */
const LONGEST_CARD = 900;

function checkLengths({ file, cards }: Lesson, report: Reporter): void {
  for (const { title, line, parts } of cards) {
    const size = parts.reduce(
      (sum, one) => sum + (one.kind === 'text' || one.kind === 'prompt' ? one.text.length : 0),
      0,
    );
    if (size > LONGEST_CARD)
      report.advise(file, line, `the card "${title}" has ${size} characters of text; aim for ${LONGEST_CARD}.`);
  }
}

/** Reading alone teaches little: of two cards in a row one asks, and none asks before it has shown something. */
function checkAsking({ file, cards, checks }: Lesson, report: Reporter): void {
  const seen = new Set<string>();
  cards.forEach((card, at) => {
    const before = cards[at - 1];
    if (card.parts[0]?.kind === 'ask')
      report.error(file, card.line, `the card "${card.title}" asks before it shows anything.`);
    if (before !== undefined && askedOn(before).length === 0 && askedOn(card).length === 0)
      report.error(file, card.line, `two cards in a row ask nothing; put a question (?[id]) on this one or the last.`);
    for (const id of askedOn(card)) {
      if (seen.has(id)) report.error(file, card.line, `the question "${id}" is asked twice in this lesson.`);
      seen.add(id);
    }
  });
  for (const id of checks)
    if (seen.has(id)) report.error(file, 1, `the question "${id}" is asked on a card and again at the end.`);
}

function checkGoals(folder: Folder, lesson: Lesson, report: Reporter): void {
  const asked = new Set([...lesson.checks, ...lesson.cards.flatMap((card) => askedOn(card))]);
  lesson.goals.forEach(({ tested }, goal) =>
    tested.forEach((id, at) => {
      if (!asked.has(id))
        report.error(
          lesson.file,
          folder.lineOf(lesson.file, ['goals', goal, 'tested', at]),
          `this goal is tested by "${id}", which this lesson does not ask.`,
        );
    }),
  );
}
