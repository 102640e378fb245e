/** Cards with two sides, as Anki and Quizlet hand them out in text, and trivia as opentdb.com does: tables in another dress. */
import { plain } from '../../chat/markdown.ts';
import { decodedEntities } from './gift-texts.ts';
import { fromHtml, hasTags } from './html.ts';
import { firstLineOf, recordsOf, type Rows } from './records.ts';
import { triviaIn } from './sniff.ts';

/** Columns beyond these are not kept, which is told by their names. */
const SIDES = ['front', 'back'] as const;

const SEPARATORS: Readonly<Record<string, string>> = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  space: ' ',
  pipe: '|',
  colon: ':',
};

/** The fields of Anki's head that we go by: https://docs.ankiweb.net/importing/text-files.html#file-headers */
export function deckRows(text: string): Rows {
  const lines = text.replace(/^\ufeff/u, '').split(/\r\n?|\n/u);
  const said = (name: string): string | undefined =>
    lines.find((line) => line.toLowerCase().startsWith(`#${name}:`))?.slice(name.length + 2);
  const named = said('separator');
  const separator =
    named === undefined
      ? lines.some((line) => line.includes('\t'))
        ? '\t'
        : ' --- '
      : (SEPARATORS[named.trim().toLowerCase()] ?? named);
  const html = said('html')?.trim();
  const { parsed, faults } = recordsOf(text.replace(/^\ufeff/u, '').replaceAll(/\r\n?/gu, '\n'), {
    delimiter: separator,
    // Quizlet's text has no head and no comments: a # there is a word
    ...(/^\ufeff?#/u.test(text) && { comment: '#', comment_no_infix: true }),
  });
  const rows = parsed.map((one) => ({ line: firstLineOf(one), cells: one.record.map((cell) => side(cell, html)) }));
  const most = Math.max(2, ...rows.map(({ cells }) => cells.length));
  const columns = said('columns')?.split(separator) ?? [];
  const tags = Number(said('tags column'));
  const heads = Array.from({ length: most }, (_, at) =>
    at < 2 ? (SIDES[at] ?? '') : at + 1 === tags ? 'tags' : `${columns[at] ?? ''} (column ${at + 1})`.trim(),
  );
  return { heads, rows, faults };
}

/** `html`: what the head says of it; without a word there may be entities in it all the same. */
function side(cell: string, html: string | undefined): string {
  if (html === 'false') return cell.trim();
  return html === 'true' && hasTags(cell) ? plain(fromHtml(cell).markdown).trim() : decodedEntities(cell).trim();
}

const DIFFICULTY: Readonly<Record<string, string>> = { easy: '1', medium: '2', hard: '3' };

export function triviaRows(text: string): Rows {
  const all = triviaIn(text) ?? [];
  let from = 0;
  // in the order of the file, since two may ask the same
  const line = (question: string): number => {
    from = Math.max(from, text.indexOf(JSON.stringify(question), from + 1));
    return text.slice(0, from).split('\n').length;
  };
  const most = Math.max(0, ...all.map((one) => one.incorrect_answers.length));
  const categories = all.some((one) => one.category !== undefined);
  return {
    heads: [
      'question',
      'difficulty',
      'answer',
      'correct',
      ...(categories ? ['category'] : []),
      ...Array.from({ length: most }, (_, at) => `incorrect ${at + 1}`),
    ],
    rows: all.map((one) => {
      const truth = one.type === 'boolean';
      const wrong = truth ? [] : one.incorrect_answers.map(decodedEntities);
      const right = decodedEntities(one.correct_answer);
      const level = DIFFICULTY[String(one.difficulty)] ?? '';
      return {
        line: line(one.question),
        cells: [
          decodedEntities(one.question),
          level,
          truth ? right : '',
          truth ? '' : right,
          ...(categories ? [typeof one.category === 'string' ? decodedEntities(one.category) : ''] : []),
          ...wrong,
        ],
      };
    }),
  };
}
