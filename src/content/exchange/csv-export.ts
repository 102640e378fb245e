/** Questions as a table for spreadsheets: one row each, every field kept, and nothing that a spreadsheet would run. */
import type { Question } from '../schema.ts';
import { COLUMNS, joined } from './cells.ts';
import type { Exported } from './gift-export.ts';
import { sheet } from './sheet.ts';

type Row = Record<string, string>;

export function exportCsv(questions: Iterable<Question>): Exported {
  const rows = [...questions].map(rowOf);
  const used = COLUMNS.filter((column) => rows.some((row) => (row[column] ?? '') !== ''));
  const columns = used.length > 0 ? used : ['id', 'kind', 'stem'];
  const cells = rows.map((row) => columns.map((column) => row[column] ?? ''));
  return { text: sheet([columns, ...cells]), losses: [], count: rows.length };
}

function rowOf(question: Question): Row {
  const row: Row = {
    id: question.id,
    kind: question.kind,
    concepts: question.concepts.join(' '),
    difficulty: String(question.difficulty),
    lesson: question.lesson ?? '',
    daily: question.daily ? 'yes' : '',
    rows: question.rows.join(' '),
    language: question.code?.language ?? '',
    code: question.code?.text ?? '',
    hint: question.hint ?? '',
    explanation: question.explanation,
  };
  const part = (number: number, fields: Readonly<Record<string, string | undefined>>): void => {
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) row[`${name} ${number}`] = value;
  };
  const options = (
    list: readonly { text: string; right: boolean; feedback: string; misconception?: string | undefined }[],
  ): void => {
    list.forEach(({ text, feedback, misconception }, index) =>
      part(index + 1, { option: text, feedback, misconception }),
    );
    row['right'] = list.flatMap((one, index) => (one.right ? [index + 1] : [])).join(' ');
  };
  const typed = (feedback: { readonly right: string; readonly wrong: string }): void => {
    row['feedback right'] = feedback.right;
    row['feedback wrong'] = feedback.wrong;
  };
  switch (question.kind) {
    case 'one-choice':
    case 'several-choices':
    case 'predict-output':
      row['stem'] = question.stem;
      row['keep order'] = question.keepOrder ? 'yes' : '';
      options(question.options);
      break;
    case 'true-false':
      row['stem'] = question.statement;
      row['answer'] = String(question.answer);
      typed(question.feedback);
      options(question.because);
      break;
    case 'find-bug':
      row['stem'] = question.stem;
      row['line'] = String(question.line);
      row['line feedback'] = question.lineFeedback;
      options(question.fixes);
      break;
    case 'order':
      row['stem'] = question.stem;
      question.items.forEach(({ text, why }, index) => part(index + 1, { option: text, feedback: why }));
      break;
    case 'arrange-lines':
      row['stem'] = question.stem;
      row['language'] = question.language;
      question.lines.forEach(({ text, why }, index) => part(index + 1, { option: text, feedback: why }));
      question.decoys.forEach((one, index) => part(index + 1, { spare: one.text, 'spare feedback': one.feedback }));
      break;
    case 'categorise':
      row['stem'] = question.stem;
      row['buckets'] = joined(question.buckets);
      question.items.forEach(({ text, bucket, feedback }, index) =>
        part(index + 1, { option: text, partner: bucket, feedback }),
      );
      break;
    case 'match':
      row['stem'] = question.stem;
      question.pairs.forEach(({ left, right, feedback }, index) =>
        part(index + 1, { option: left, partner: right, feedback }),
      );
      question.spares.forEach((one, index) => part(index + 1, { spare: one.text, 'spare feedback': one.feedback }));
      break;
    case 'short-answer':
      row['stem'] = question.stem;
      row['accept'] = joined(question.accept);
      question.near.forEach(({ text, feedback }, index) => part(index + 1, { option: text, feedback }));
      typed(question.feedback);
      break;
    case 'numeric':
      row['stem'] = question.stem;
      row['answer'] = String(question.answer);
      row['within'] = question.within === 0 ? '' : String(question.within);
      row['roughly'] = question.roughly === undefined ? '' : String(question.roughly);
      row['unit'] = question.unit ?? '';
      typed(question.feedback);
      break;
    case 'gaps':
      row['stem'] = question.text;
      question.gaps.forEach(({ accept, choices, feedback }, index) =>
        part(index + 1, {
          option: joined(accept),
          feedback,
          partner: choices === undefined ? undefined : joined(choices),
        }),
      );
      break;
    default:
      question satisfies never;
  }
  return row;
}
