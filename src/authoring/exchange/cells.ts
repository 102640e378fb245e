/** The columns of our own tables of questions. */
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
