/** One ledger: what was answered in a drop, in a channel or in a direct message is one history. The same on every platform. */
import { expect, test } from 'vitest';
import type { Library } from '../../src/content/library.ts';
import type { Question, Term } from '../../src/content/schema.ts';
import type { Person } from '../support/stage.ts';
import { answer, letterOf, words } from './spine.ts';

interface LedgerSetting {
  readonly library: Library;
  /** The question of a drop that `learner`, who is in the cohort, has answered. */
  readonly question: Question;
  readonly learner: Person;
  readonly staff: Person;
}

/** A term about which one press answers every question; `not` is another one. */
function quickTerm({ content, questionsOn }: Library, not: string): Term {
  const found = [...content.terms.values()].find((term) => {
    const main = questionsOn(term.id).filter((question) => question.concepts[0] === term.id);
    return term.id !== not && main.length > 0 && main.every((question) => question.kind === 'one-choice');
  });
  if (found === undefined) throw new Error('no term has only questions of one choice');
  return found;
}

export function ledgerScenes(setting: () => Promise<LedgerSetting>): void {
  test('a question that was met in a drop is not new to a quiz, and does not pay again', async () => {
    const { learner, question, library } = await setting();
    const term = question.concepts[0] ?? '';
    const length = library.questionsOn(term).length;
    let seen = await learner.command('quiz', { topic: term, length });
    const stem = words(library.content.questions.get(question.id)?.explanation ?? '').slice(0, 40);
    const order: string[] = [];
    for (let presses = 0; presses < 200 && !seen.buttons.includes('See how it went'); presses += 1) {
      const next = seen.buttons.includes('Next question');
      if (next) order.push(words(seen.text));
      seen = next ? await learner.press('Next question', seen) : await answer(learner, seen);
    }
    order.push(words(seen.text));
    const met = order.filter((text) => text.includes(stem));
    expect(met).toHaveLength(1);
    expect(order.at(-1)).toBe(met[0]); // unseen ones come first
    expect(met[0]).toContain('You have answered this one before');
  });

  test('what is reported in a direct message mends the answer that was given there', async () => {
    const { learner, staff, question, library } = await setting();
    const direct = learner.inPrivate ?? learner;
    const term = quickTerm(library, question.concepts[0] ?? '');
    const asked = await direct.press('Quiz me', await direct.say(`What is ${term.name}?`));
    const missed = await direct.press(letterOf(library, asked, false), asked);
    expect(missed.text).toContain('Not this time');
    await direct.press('Report', missed);
    expect((await direct.submit({ 'What is wrong?': 'The answer is wrong' })).text).toContain('Thank you');
    const done = await staff.press('Void the question', await staff.command('reports'));
    expect(done.text).toContain('1 result gains');
    expect((await learner.command('progress')).text).toContain('Good news');
  });
}
