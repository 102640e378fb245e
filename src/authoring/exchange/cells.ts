/** The columns of a table of questions, by the names that people give them. */
import { ownColumns } from '../../questions/index.ts';
import { MOST_PARTS, MOST_SPARES } from '../../questions/sheet.ts';

/** The columns that a file may have, in the order in which an export writes them. */
export const COLUMNS: readonly string[] = [
  'id',
  'kind',
  'concepts',
  'difficulty',
  'level',
  'lesson',
  'daily',
  'rows',
  'stem',
  'language',
  'code',
  'line',
  'line feedback',
  'buckets',
  'accept',
  'answer',
  'within',
  'roughly',
  'unit',
  ...Array.from({ length: MOST_PARTS }, (_, index) => index + 1).flatMap((number) => [
    `option ${number}`,
    `partner ${number}`,
    `feedback ${number}`,
    `misconception ${number}`,
  ]),
  'right',
  'keep order',
  ...Array.from({ length: MOST_SPARES }, (_, index) => index + 1).flatMap((number) => [
    `spare ${number}`,
    `spare feedback ${number}`,
  ]),
  'feedback right',
  'feedback wrong',
  'hint',
  'explanation',
  ...ownColumns(),
];

/** Other words that people write at the head of a column. */
const SYNONYMS: Readonly<Record<string, string>> = {
  question: 'stem',
  statement: 'stem',
  text: 'stem',
  type: 'kind',
  correct: 'right',
  'correct answer': 'right',
  'correct answers': 'right',
  concept: 'concepts',
  term: 'concepts',
  terms: 'concepts',
  comment: 'explanation',
};

/** The name of a column as it is known here; undefined for one that is not. */
export function columnOf(head: string): string | undefined {
  const name = head
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]+/gu, ' ');
  const known = Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : name;
  if (known !== undefined && COLUMNS.includes(known)) return known;
  const letter = /^(?:option |answer |choice )?([a-h])$/u.exec(name)?.[1];
  if (letter !== undefined) return `option ${letter.charCodeAt(0) - 96}`;
  const number = /^(?:option|answer|choice|item|pair|left|gap)\s?(\d{1,2})$/u.exec(name)?.[1];
  const option = number === undefined ? undefined : `option ${number}`;
  return option !== undefined && COLUMNS.includes(option) ? option : undefined;
}
