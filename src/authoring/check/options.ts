/** What gives an answer away: within one file, within one question, and over the whole bank. */
import { type Choice, choicesOf } from '../cues/choices.ts';
import { atLeast } from '../cues/counts.ts';
import { cuesOf } from '../cues/index.ts';
import type { Question } from '../../content/schema.ts';
import type { Check, Reporter } from './folder.ts';
import { BANK } from './levels.ts';

/** A chance below this is taken for a habit of the author, not for luck. */
const UNLIKELY_FILE = 0.01;

export const checkOptions: Check = (folder, report) => {
  const choices = [...folder.content.questions.values()].flatMap(choicesOf);
  for (const [file, own] of Map.groupBy(choices, (choice) => choice.question.file)) {
    checkLength(own, (message) => report.advise(file, 1, message));
    checkPlace(own, (message) => report.advise(file, 1, message));
  }

  if (folder.content.questions.size >= BANK) checkBank(folder.content.questions.values(), report);

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

function checkLength(choices: readonly Choice[], advise: (message: string) => void): void {
  if (choices.length < 5) return;
  const longest = choices.filter((choice) => choice.longest).length;
  const expected = choices.reduce((sum, choice) => sum + 1 / choice.size, 0);
  if (longest > expected && atLeast(choices, longest) < UNLIKELY_FILE)
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

/** Over a whole bank a cue is an error: somebody who has learned nothing would pass by it. */
function checkBank(questions: Iterable<Question>, report: Reporter): void {
  const { counts, guesses } = cuesOf(questions);
  for (const { what, group, count, of, expected, p } of counts.filter(({ bad }) => bad))
    report.error(
      'questions',
      1,
      `in the bank (${group}), ${what} in ${count} of ${of} questions; chance would give ${Math.round(expected)}${Number.isNaN(p) ? '' : ` (p = ${p.toFixed(3)})`}. \`npm run content -- cues\` shows all.`,
    );
  for (const { how, group, earns, chance } of guesses.filter(({ bad }) => bad))
    report.error(
      'questions',
      1,
      `in the bank (${group}), whoever takes ${how} earns ${earns.toFixed(1)} %, and blind chance ${chance.toFixed(1)} %.`,
    );
}
