/** The rules that hold for a bank of questions as a whole. */
import { describe, expect, test } from 'vitest';
import { draftsOf, exportQuestions } from '../../src/authoring/exchange/index.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
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
      errors(bank(levels)).filter((one) => one.includes('bank'));
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
