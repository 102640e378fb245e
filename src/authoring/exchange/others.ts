/** Files that cannot be read as questions: how each is known, what it is, and how its questions can be saved instead. */

type Known = readonly (readonly [RegExp, string])[];

export const BACKUP =
  'it is a Moodle backup: in Moodle restore it, then choose Question bank, Export, Moodle XML format.';
const OFFICE_TEXT = 'save it as plain text (.txt), with the questions as Aiken or GIFT.';

/** By the first bytes. */
export const BINARY: readonly (readonly [signs: readonly string[], reason: string])[] = [
  [
    ['%PDF'],
    'it is a PDF, whose text cannot be read as questions: copy the questions into a text file, as GIFT or Aiken.',
  ],
  [['\u{d0}\u{cf}\u{11}\u{e0}'], 'it is a file of an old Office program (.xls, .doc): save it as .xlsx, or as CSV.'],
  [['{\\rtf'], 'it is rich text: save it as plain text.'],
  [['\u{1f}\u{8b}'], 'it is packed (gzip): unpack it first.'],
  [
    ['SQLite format 3'],
    'it is a database of SQLite. If it is from Anki, choose Export, "Notes in Plain Text (.txt)" there.',
  ],
  [
    ['\u{89}PNG', '\u{ff}\u{d8}\u{ff}', 'GIF8', 'RIFF'],
    'it is a picture: type the questions into a table or a text file.',
  ],
  [['7z\u{bc}\u{af}', 'Rar!'], 'it is packed (7z or RAR): unpack it first.'],
  [['bplist'], 'it is a file of Apple that cannot be read: open it, and export it as CSV or plain text.'],
];

/** By the names of the files in a ZIP. */
export const INSIDE: Known = [
  [/^word\//u, `it is a Word document: ${OFFICE_TEXT}`],
  [/^ppt\//u, `it is a PowerPoint presentation: ${OFFICE_TEXT}`],
  [
    /^Index(?:\/|\.zip$)|\.iwa$/u,
    'it is a file of Apple Numbers, Pages or Keynote: choose File, Export To, CSV (Numbers) or plain text.',
  ],
  [/^collection\.anki/u, 'it is an Anki package: in Anki choose Export, "Notes in Plain Text (.txt)".'],
  [
    /^h5p\.json$/u,
    'it is an H5P activity, which cannot be read: export the questions as text, or copy them into a table.',
  ],
  [/^moodle_backup\.xml$/u, BACKUP],
  [
    /(?:^|\/)imsmanifest\.xml$/u,
    'it is a QTI or SCORM package, which cannot be read: in the program that it comes from export GIFT, Aiken, Moodle XML or a table (CSV).',
  ],
  [/^(?:content\.xml|mimetype)$/u, 'it is an OpenDocument file (.ods, .odt): save it as .xlsx, or as CSV.'],
];

export const JSON_OTHERS =
  'it is JSON of a shape that is not known: a table (CSV) with the columns question, A, B, C, right can be read, or JSON as opentdb.com has it.';

/** By how a text begins. */
export const TEXTS: Known = [
  [
    /<(?:questestinterop|(?:qti-)?assessment-?(?:item|test))\b/iu,
    'it is QTI, which cannot be read: in the program that it comes from export GIFT, Aiken, Moodle XML or a table (CSV).',
  ],
  [/<moodle_backup\b/u, BACKUP],
  [
    /^<\?xml[^>]*>\s*<POOL\b/u,
    'it is a pool of Blackboard, which cannot be read: write the questions into a table (CSV).',
  ],
  [/^(?:<!doctype html|<html)\b/iu, 'it is a page of HTML: save what it shows as a table or as text.'],
  [
    /^(?:<\?xml|<!DOCTYPE)/iu,
    'it is XML, which cannot be read: export GIFT, Aiken, Moodle XML or a table from where it comes.',
  ],
  [/^(?:%[^\n]*\n)*\\documentclass\b/u, 'it is LaTeX: write its questions as GIFT or Aiken, or into a table.'],
  [
    /^\{[^}]*"url"\s*:\s*"https:\/\/docs\.google\.com\//u,
    'it is a link to a file of Google, not the file: open it, and choose File, Download, CSV or Excel (.xlsx).',
  ],
  [
    /^(?:(?:#[^\n]*|\s*)\n)*- id: ?\S+\n\s+kind:/u,
    'it is a file of questions in our own form already: put it into content/questions/ as it is.',
  ],
  [
    /^(?:MC|MA|TF|ESS|ORD|MAT|FIB|FIL|NUM|SR|OP|JUMBLED_SENTENCE|QUIZ_BOWL)\t[^\t\n]+\t/u,
    'it is a test of Blackboard in tabs: write its questions into a table with the columns question, A, B, C, right.',
  ],
];
