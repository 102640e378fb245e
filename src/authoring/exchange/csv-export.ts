/** Questions as a table for spreadsheets: one row each, every field kept, and nothing that a spreadsheet would run. */
import { rowOf } from '../../questions/index.ts';
import type { Row } from '../../questions/sheet.ts';
import type { Question } from '../../content/schema.ts';
import { COLUMNS } from './cells.ts';
import type { Exported } from './exported.ts';
import { sheet } from '../../content/sheet.ts';

export function exportCsv(questions: Iterable<Question>): Exported {
  const rows = [...questions].map(cellsOf);
  const used = COLUMNS.filter((column) => rows.some((row) => (row[column] ?? '') !== ''));
  const columns = used.length > 0 ? used : ['id', 'kind', 'stem'];
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
  return { text: sheet([columns, ...cells]), losses: [], count: rows.length };
}

function cellsOf(question: Question): Row {
  return {
    id: question.id,
    kind: question.kind,
    concepts: question.concepts.join(' '),
    difficulty: String(question.difficulty),
    level: question.level,
    lesson: question.lesson,
    daily: question.daily ? 'yes' : '',
    rows: question.rows.join(' '),
    language: question.code?.language,
    code: question.code?.text,
    hint: question.hint,
    explanation: question.explanation,
    ...rowOf(question),
  };
}
