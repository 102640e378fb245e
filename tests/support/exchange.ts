/** What the tests of import and export share: sample files, and reading a text against a small glossary. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { type Block, type ImportFormat, importQuestions } from '../../src/authoring/exchange/index.ts';
import { PLACEHOLDER } from '../../src/questions/draft.ts';

export const fixture = (name: string): string =>
  readFileSync(path.join(import.meta.dirname, '../content/fixtures', name), 'utf8');
/** Of what is there already: no question, and two terms. */
export const nothing = { taken: new Set<string>(), terms: new Set(['request', 'sql']) };
export const read = (format: ImportFormat, text: string): Block[] => importQuestions(format, text, nothing);
/** A report as lines: where, what it became, what is not kept. */
export const told = (blocks: readonly Block[]): string[] =>
  blocks.map(({ line, outcome }) =>
    outcome.kind === 'question'
      ? [`${line} ${outcome.draft.kind} ${outcome.draft.id}`, ...outcome.notes].join(' | ')
      : `${line} ${outcome.kind}: ${outcome.reason}`,
  );
/** What an author wrote, without what is still to be written. */
export const openless = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(openless).filter((one) => !isOpen(one))
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (isOpen(one) ? [] : [[key, openless(one)]])))
      : value;
const isOpen = (value: unknown): boolean => typeof value === 'string' && value.startsWith(PLACEHOLDER);

/** An Excel file with these rows on its one sheet; cells are texts in XML. */
export function sheetOf(rows: readonly (readonly string[])[]): Uint8Array {
  const cell = (text: string, line: number, at: number): string =>
    `<c r="${String.fromCodePoint(65 + at)}${line}" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
  const all = rows.map(
    (cells, at) => `<row r="${at + 1}">${cells.map((text, column) => cell(text, at + 1, column)).join('')}</row>`,
  );
  return zipSync({
    '[Content_Types].xml': strToU8(
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    ),
    'xl/workbook.xml': strToU8(
      '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${all.join('')}</sheetData></worksheet>`,
    ),
  });
}
