/** The check of content grades what must be right, as people write it. */
import { describe, expect, test } from 'vitest';
import { checkGrading } from '../../src/authoring/check/grading.ts';
import { draftsOf, yamlOf } from '../../src/authoring/exchange/index.ts';
import { reporterOf } from '../../src/content/folder.ts';
import type { Problem } from '../../src/content/schema.ts';
import { read } from '../support/exchange.ts';
import { folder } from '../support/content-folder.ts';

describe('grading', () => {
  const grades = async (question: string): Promise<string[]> => {
    const problems: Problem[] = [];
    const made = folder({ 'questions/a.yaml': question });
    expect(made.problems).toEqual([]);
    await checkGrading(made, reporterOf(problems));
    return problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
  };
  const common = 'concepts: [thing], explanation: So., feedback: { right: "Yes.", wrong: "No." }';

  test('a right answer that would be marked wrong is an error', async () => {
    expect(await grades(`- { id: n, kind: numeric, stem: How many?, answer: 3, unit: of 50, ${common} }\n`)).toEqual([
      'questions/a.yaml:1 n: ["3 of 50."] is right and would earn 0.00 of 1.',
    ]);
  });

  test('answers of nothing but signs can be given', async () => {
    const signs = `accept: ["*", "&&", "!=", "?", "=>", "%"]`;
    expect(await grades(`- { id: s, kind: short-answer, stem: Which?, ${signs}, ${common} }\n`)).toEqual([]);
    const gaps = 'gaps: [{ accept: ["||"], feedback: Or. }, { accept: ["x > 5"], feedback: More. }]';
    const code = 'code: { language: javascript, text: "a (1) b; (2)" }';
    expect(
      await grades(
        `- { id: g, kind: gaps, text: Fill (1) and (2)., ${gaps}, ${code}, concepts: [thing], explanation: So. }\n`,
      ),
    ).toEqual([]);
  });

  test('so can those that come from another format', async () => {
    const drafts = draftsOf(read('gift', 'Not equal? {=!\\=}\n\nAnd? {=&&}\n\nHow much? {#-5:0}\n'));
    expect(drafts.map((draft) => draft['kind'])).toEqual(['short-answer', 'short-answer', 'numeric']);
    const made = folder({ 'questions/a.yaml': yamlOf(drafts) });
    expect(made.content.questions.size).toBe(3);
    const problems: Problem[] = [];
    await checkGrading(made, reporterOf(problems));
    expect(problems).toEqual([]);
  });

  test('numbers that no double holds exactly can be given', async () => {
    for (const answer of ['0.1', '43.2', '-5', '1234567', '1e21', '0.0000001'])
      expect(
        await grades(`- { id: n, kind: numeric, stem: How many?, answer: ${answer}, unit: kB, ${common} }\n`),
      ).toEqual([]);
  });
});
