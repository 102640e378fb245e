/** What a lesson owes its readers: questions often enough, answers to its prompts, goals that are tested. */
import { describe, expect, test } from 'vitest';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { choice, folder } from '../support/content-folder.ts';

const found = (files: Readonly<Record<string, string>>): string[] =>
  checkFolder(folder(files)).map(({ level, file, line, message }) => `${level} ${file}:${line} ${message}`);

describe('lessons', () => {
  const five = ['One', 'Two', 'Three', 'Four', 'Five'];
  /** A lesson of five cards; `parts` stand below the text of those cards. */
  const lesson = (parts: Readonly<Record<string, string>>, change: Readonly<Record<string, string>> = {}): string => {
    const front = {
      title: 'First',
      goals: '[{ can: see, tested: [q-1] }]',
      concepts: '[thing]',
      checks: '[q-9]',
      next: 'On.',
      ...change,
    };
    const cards = five.map((name) => `## ${name}\nA text.\n${parts[name] === undefined ? '' : `\n${parts[name]}\n`}`);
    return `---\n${Object.entries(front)
      .map(([key, value]) => `${key}: ${value}`)
      .join('\n')}\n---\n${cards.join('\n')}`;
  };
  const of = (text: string): string[] =>
    found({
      'lessons/01-first.md': text,
      'questions/a.yaml': ['q-1', 'q-2', 'q-9'].map((id) => choice(id)).join(''),
    }).filter((one) => one.includes('lessons/'));
  const asking = { Two: '?[q-1]', Four: '?[q-2]' };

  test('one that asks on every second card and tests its goal is fine', () => {
    expect(of(lesson(asking))).toEqual([]);
  });

  test('two cards in a row that ask nothing, and a question before anything was shown', () => {
    expect(of(lesson({ Two: '?[q-1]' }))).toEqual([
      'error lessons/01-first.md:19 two cards in a row ask nothing; put a question (?[id]) on this one or the last.',
      'error lessons/01-first.md:22 two cards in a row ask nothing; put a question (?[id]) on this one or the last.',
    ]);
    expect(of(lesson(asking).replace('## Two\nA text.\n', '## Two\n'))).toEqual([
      'error lessons/01-first.md:11 the card "Two" asks before it shows anything.',
    ]);
  });

  test('a question twice, and a goal that the lesson does not test', () => {
    expect(of(lesson({ Two: '?[q-1]', Four: '?[q-1]' }))).toEqual([
      'error lessons/01-first.md:19 the question "q-1" is asked twice in this lesson.',
    ]);
    expect(of(lesson(asking, { checks: '[q-2]' }))).toEqual([
      'error lessons/01-first.md:1 the question "q-2" is asked on a card and again at the end.',
    ]);
    expect(of(lesson(asking, { goals: '[{ can: see, tested: [q-1, q-3] }]' }))).toEqual([
      'error lessons/01-first.md:3 this goal is tested by "q-3", which this lesson does not ask.',
    ]);
    expect(of(lesson(asking, { goals: '[{ can: see, tested: [] }]' }))[0]).toContain(
      'names the questions of this lesson',
    );
  });

  test.each(['**Think:** why?', '**Try** it now.', '**Do tonight:** write.', '**Ask yourself:** why is it so?'])(
    '%s is owed an answer',
    (prompt) => {
      const two = (more: string): string => lesson({ ...asking, Three: `${prompt}${more}` });
      expect(of(two(''))).toEqual([expect.stringMatching(/^error lessons\/01-first\.md:19 .*asks for something/u)]);
      expect(of(two('\n\nNot an answer.'))).toHaveLength(1);
      expect(of(two('\n\n> Since it is so.\n> And so.'))).toEqual([]);
      expect(of(two('\n> Since it is so.'))).toEqual([]);
    },
  );

  test.each(['**Storing:** it is kept.', '- **Think** of a list.', '```text\n**Think:** why?\n```'])(
    '%s is no prompt',
    (text) => expect(of(lesson({ ...asking, Three: text }))).toEqual([]),
  );

  test('an answer without a prompt, one that is too long, and a card that is', () => {
    expect(of(lesson({ ...asking, Three: '> Since it is so.' }))).toEqual([
      'error lessons/01-first.md:19 an answer (lines with ">") stands behind the prompt that it answers.',
    ]);
    expect(of(lesson({ ...asking, Three: `**Think:** why?\n\n> ${'word '.repeat(90)}` }))).toEqual([
      expect.stringContaining(':21 the answer has'),
    ]);
    expect(of(lesson({ ...asking, Three: 'It rains. '.repeat(95) }))).toEqual([
      expect.stringContaining('advice lessons/01-first.md:16 the card "Three" has'),
    ]);
  });
});
