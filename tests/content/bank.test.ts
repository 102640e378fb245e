/** The rules that hold for a bank of questions as a whole. */
import { describe, expect, test } from 'vitest';
import { draftsOf, exportQuestions } from '../../src/authoring/exchange/index.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { content } from '../../src/cli/content.ts';
import { cuesOf } from '../../src/authoring/cues/index.ts';
import { readFolder } from '../../src/authoring/check/folder.ts';
import { choice, folder } from '../support/content-folder.ts';
import { read } from '../support/exchange.ts';

const errors = (questions: string): string[] =>
  checkFolder(folder({ 'questions/a.yaml': questions }))
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message);
const bank = (levels: readonly string[]): string =>
  levels.map((level, index) => choice(`q-${index}`, { level })).join('');
const times = (count: number, level: string): string[] => Array.from({ length: count }, () => level);

describe('the level of a question', () => {
  test('has to be said, and be one of four', () => {
    expect(errors(choice('q-1').replace('  level: apply\n', ''))).toEqual([
      'q-1 does not say its "level": recall, understand, apply, analyse.',
    ]);
    expect(errors(choice('q-1', { level: 'guess' }))).toEqual([expect.stringContaining('level')]);
  });

  test('at most a fifth recalls, at least a quarter applies or analyses', () => {
    const ofLevels = (levels: readonly string[]): string[] =>
      errors(bank(levels)).filter((one) => one.includes('of the bank'));
    expect(ofLevels([...times(20, 'recall'), ...times(55, 'understand'), ...times(25, 'analyse')])).toEqual([]);
    expect(ofLevels([...times(21, 'recall'), ...times(55, 'understand'), ...times(24, 'apply')])).toEqual([
      '21 % of the bank is recall; at most 20 %.',
      '24 % of the bank asks to apply or analyse; at least 25 %.',
    ]);
    expect(ofLevels(times(99, 'recall'))).toEqual([]);
  });

  test('goes out and comes back in both formats', () => {
    const questions = [
      ...folder({ 'questions/a.yaml': choice('q-1', { level: 'analyse' }) }).content.questions.values(),
    ];
    for (const format of ['gift', 'csv'] as const)
      expect(draftsOf(read(format, exportQuestions(format, questions).text))).toMatchObject([{ level: 'analyse' }]);
  });

  test('a column "level" with numbers is the difficulty, as many people call it', () => {
    const table = (level: string): string => `stem,A,B,right,level\nWhich?,one,two,1,${level}\n`;
    expect(draftsOf(read('csv', table('3')))).toMatchObject([{ difficulty: 3 }]);
    expect(draftsOf(read('csv', table('Apply')))).toMatchObject([{ level: 'apply' }]);
    expect(draftsOf(read('csv', table('3')))[0]).not.toHaveProperty('level');
  });
});

describe('what gives answers away over a whole bank', () => {
  type Change = Readonly<Record<string, string>>;
  const hundred = Array.from({ length: 120 }, (_, index) => index);
  const told = (change: (index: number) => Change, place = (index: number): number => index % 3): string[] =>
    errors(hundred.map((index) => choice(`q-${index}`, change(index), place(index))).join('')).filter((one) =>
      one.startsWith('in the bank'),
    );
  const even: Change = { option0: 'abcd', option1: 'efgh', option2: 'ijkl' };
  /** Options of one length, but for the one so many places behind the right one. */
  const other =
    (text: string, behind: number) =>
    (index: number): Change =>
      Object.fromEntries([0, 1, 2].map((at) => [`option${at}`, at === (index + behind) % 3 ? text : `abc${at}`]));

  test('a bank without a habit passes', () => {
    expect(told(() => even)).toEqual([]);
  });

  test('the right option being the longest, or the shortest', () => {
    expect(told(other('longer than all', 0))).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          'the right option is the longest in 120 of 120 questions; chance would give 40 (p = 0.000)',
        ),
        'in the bank (all), whoever takes the longest earns 100.0 %, and blind chance 33.3 %.',
      ]),
    );
    expect(told(other('a', 0))).toContainEqual(expect.stringContaining('whoever takes the shortest earns 100.0 %'));
  });

  test('that it is never the longest is a cue too', () => {
    const all = told(other('longer than all', 1));
    expect(all).toContainEqual(expect.stringContaining('whoever takes not the longest earns 50.0 %'));
  });

  test('strong words in wrong options', () => {
    const all = told(other('all of it', 1));
    expect(all).toContainEqual(expect.stringContaining('the one option with a strong word'));
  });

  test('one place', () => {
    expect(
      told(
        () => even,
        () => 1,
      ),
    ).toContainEqual(
      expect.stringContaining('the right option is number 2 in 120 of 120 questions; chance would give 40'),
    );
  });

  test('statements that are false nearly each time, and three of five each time', () => {
    const because = `because: [{ text: abcd, right: true, feedback: So. }, { text: efgh, feedback: So. }]`;
    const truth = (index: number): string =>
      `- id: t-${index}\n  kind: true-false\n  concepts: [thing]\n  level: apply\n  statement: It is number ${index}.\n  answer: ${String(index < 30)}\n  feedback: { right: 'Yes.', wrong: 'No.' }\n  ${because}\n  explanation: So.\n`;
    const options = [0, 1, 2, 3, 4].map(
      (at) => `    - { text: abc${at}, ${at < 3 ? 'right: true, ' : ''}feedback: So. }`,
    );
    const several = (index: number): string =>
      `- id: s-${index}\n  kind: several-choices\n  concepts: [thing]\n  level: apply\n  stem: Which of ${index}?\n  explanation: So.\n  options:\n${options.join('\n')}\n`;
    expect(errors(hundred.map((index) => truth(index) + several(index)).join(''))).toEqual(
      expect.arrayContaining([
        'in the bank (true-false), whoever takes "False" earns 75.0 %, and blind chance 50.0 %.',
        expect.stringContaining('(several-choices), 3 options are right in 120 of 120 questions'),
        expect.stringContaining('(several-choices), 2 options are right in 0 of 120 questions'),
        expect.stringContaining('(several-choices), whoever takes the 3 first earns 100.0 %'),
      ]),
    );
  });

  test('of our own bank a guesser who reads no question earns what blind chance earns, kind by kind', async () => {
    const { guesses, counts } = cuesOf((await readFolder('content')).content.questions.values());
    expect(guesses.length).toBeGreaterThan(40);
    for (const { how, group, earns, chance } of guesses)
      expect(earns - chance, `${how}, ${group}`).toBeLessThanOrEqual(3);
    for (const { what, group, bad } of counts) expect(bad, `${what}, ${group}`).toBe(false);
  });

  test('the command prints the table and says whether all is well', async () => {
    const lines: string[] = [];
    const hear = (text: string): void => void lines.push(text);
    expect(await content(['cues'], { print: hear, error: hear })).toBe(0);
    const text = lines.join('');
    expect(text).toMatch(/^what +among +counted +of +by chance +p$/mu);
    expect(text).toMatch(/^the shortest +true-false +[\d.]+ +[\d.]+ +\d+$/mu);
    expect(text).toContain('Nothing gives answers away.');
  });
});

describe('how often a bank asks about what', () => {
  const files = (ideas: number, concepts: (index: number) => string, difficulty: (index: number) => number) => ({
    'misconceptions.yaml': '- { id: odd, idea: It is odd., remedy: It is not. }\n',
    'questions/a.yaml': Array.from({ length: 100 }, (_, index) => {
      const text = choice(
        `q-${index}`,
        { concepts: concepts(index), difficulty: String(difficulty(index)) },
        index % 3,
      );
      const wrong = (index + 1) % 3;
      const lure = `      feedback: A word about ${['red', 'green', 'blue'][wrong]}.\n`;
      return index < ideas ? text.replace(lure, `${lure}      misconception: odd\n`) : text;
    }).join(''),
  });
  const told = (...about: Parameters<typeof files>): string[] =>
    checkFolder(folder(files(...about)))
      .filter(({ message }) => /asked about|stand for/u.test(message))
      .map(({ file, message }) => `${file} ${message}`);

  test('each term wants three questions of two kinds and two difficulties', () => {
    expect(
      told(
        60,
        (index) => (index < 2 ? '[other]' : '[thing]'),
        (index) => (index < 50 ? 1 : 2),
      ),
    ).toEqual([
      'glossary/other.md too little is asked about it: 2 questions (at least 3), 1 kinds (at least 2), 1 difficulties (at least 2).',
      'glossary/thing.md too little is asked about it: 1 kinds (at least 2).',
    ]);
  });

  test('a wrong idea stands in three questions, and a quarter of the wrong options names one', () => {
    const ofIdeas = (ideas: number): string[] =>
      told(
        ideas,
        () => '[thing, other]',
        () => 1,
      ).filter((line) => line.includes('stand for'));
    expect(ofIdeas(2)).toEqual([
      'misconceptions.yaml options of 2 questions stand for "odd"; at least 3, so that it can be told from a slip.',
      'questions 2 of 200 wrong options stand for a wrong idea; at least a quarter should name one.',
    ]);
    expect(ofIdeas(49)).toEqual([
      'questions 49 of 200 wrong options stand for a wrong idea; at least a quarter should name one.',
    ]);
    expect(ofIdeas(50)).toEqual([]);
  });
});
