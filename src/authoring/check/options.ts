/** What gives an answer away: the right option being the longest, or standing in the same place, too often. */
import { optionsOf } from '../../questions/index.ts';
import type { QuestionOption } from '../../questions/kind.ts';
import type { Question } from '../../content/schema.ts';
import type { Check } from './folder.ts';

interface Choice {
  readonly question: Question;
  readonly field: string;
  readonly options: readonly QuestionOption[];
  readonly keepOrder: boolean;
  readonly size: number;
  /** The place of the right option, 0 first. */
  readonly right: number;
  /** The right option is longer than every other. */
  readonly longest: boolean;
}

/** A chance below this is taken for a habit of the author, not for luck. */
const UNLIKELY_FILE = 0.01;
const UNLIKELY_BANK = 0.001;

export const checkOptions: Check = (folder, report) => {
  const choices = [...folder.content.questions.values()].flatMap(choicesOf);
  for (const [file, own] of Map.groupBy(choices, (choice) => choice.question.file)) {
    checkLength(own, UNLIKELY_FILE, (message) => report.advise(file, 1, message));
    checkPlace(own, (message) => report.advise(file, 1, message));
  }
  checkLength(choices, UNLIKELY_BANK, (message) => report.advise('questions', 1, `in the whole bank, ${message}`));

  for (const { question, field, options, longest, right } of choices) {
    if (!longest) continue;
    const own = options[right]?.text.length ?? 0;
    const next = Math.max(...options.filter((_, index) => index !== right).map((option) => option.text.length));
    if (own >= 24 && own > next * 1.8)
      report.advise(
        question.file,
        folder.lineOf(question.file, [field, right, 'text'], question.id),
        `the right option is nearly twice as long as the next (${own} and ${next} characters): it gives itself away.`,
      );
  }
};

/** Of questions with exactly one right option among several. */
function choicesOf(question: Question): Choice[] {
  const list = optionsOf(question);
  if (list === undefined || list.several === true) return [];
  const { field, options, keepOrder = false } = list;
  const right = options.findIndex((option) => option.right);
  const size = options[right]?.text.length ?? 0;
  const longest = options.every((option, index) => index === right || option.text.length < size);
  return [{ question, field, options, keepOrder, size: options.length, right, longest }];
}

function checkLength(choices: readonly Choice[], unlikely: number, advise: (message: string) => void): void {
  if (choices.length < 5) return;
  const longest = choices.filter((choice) => choice.longest).length;
  const expected = choices.reduce((sum, choice) => sum + 1 / choice.size, 0);
  if (longest > expected && atLeast(choices, longest) < unlikely)
    advise(
      `the right option is the longest in ${longest} of ${choices.length} questions; chance would give ${Math.round(expected)}: shorten it or lengthen the others.`,
    );
}

function checkPlace(all: readonly Choice[], advise: (message: string) => void): void {
  const choices = all.filter(({ keepOrder }) => !keepOrder);
  if (choices.length < 6) return;
  for (let place = 0; place < 5; place += 1) {
    const able = choices.filter((choice) => choice.size > place);
    const here = able.filter((choice) => choice.right === place).length;
    // five places are looked at, so each may be so unlikely only by a fifth
    if (here > 0 && atLeast(able, here) < UNLIKELY_FILE / 5)
      advise(
        `the right option is number ${place + 1} in ${here} of ${able.length} questions: learners see them shuffled, but readers of the file and exports do not.`,
      );
  }
}

/**
 * The chance of at least `count` hits when question i is a hit with probability 1/size: the exact distribution of a sum of
 * unequal coins (Poisson binomial), by adding one question after the other.
 */
export function atLeast(choices: readonly { readonly size: number }[], count: number): number {
  let chances = [1];
  for (const { size } of choices) {
    const hit = 1 / size;
    const next = Array.from({ length: chances.length + 1 }, () => 0);
    chances.forEach((chance, hits) => {
      next[hits] = (next[hits] ?? 0) + chance * (1 - hit);
      next[hits + 1] = (next[hits + 1] ?? 0) + chance * hit;
    });
    chances = next;
  }
  return chances.slice(count).reduce((sum, chance) => sum + chance, 0);
}
