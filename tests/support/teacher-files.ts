/** Files as teachers write them: questions of the model, written in each format in the styles that are seen. */
import { sheetOf } from './exchange.ts';
import type { Meant } from './meant.ts';

/** A number that picks a style: every property of a style is one of its bits. */
export type Style = number;
const bit = (style: Style, place: number): boolean => ((style >> place) & 1) === 1;
const letter = (index: number): string => String.fromCodePoint(65 + index);
const ends = (style: Style, text: string): string => (bit(style, 0) ? text.replaceAll('\n', '\r\n') : text);

export type Writer = (questions: readonly Meant[], style: Style) => string | Uint8Array;
/** The kinds of questions that a format has. */
type Has = readonly Meant['is'][];

const gift: Writer = (questions, style) => {
  const safe = (text: string): string => text.replaceAll(/[~=#{}:\\]/gu, String.raw`\$&`);
  const between = bit(style, 1) ? '\n' : ' ';
  const blocks = questions.map((one, at) => {
    const head = `${bit(style, 2) ? `::Q${at + 1}:: ` : ''}${bit(style, 3) ? '[plain]' : ''}${safe(one.stem)}`;
    return `${bit(style, 4) ? `// question ${at + 1}\n` : ''}${head} {${between}${inside(one).join(between)}${between}}`;
  });
  return ends(style, `${blocks.join('\n\n')}\n`);

  function inside(one: Meant): string[] {
    switch (one.is) {
      case 'choice': {
        const share = Number((100 / one.right.length).toFixed(5));
        const mark = (index: number): string =>
          one.right.length > 1
            ? `~%${one.right.includes(index) ? '' : '-'}${share}%`
            : one.right.includes(index)
              ? '='
              : '~%0%';
        const bare = (index: number): string =>
          one.options[index]?.startsWith('%') === true ? mark(index) : mark(index).replace('%0%', '');
        return one.options.map((text, index) => `${bare(index)}${safe(text)}${bit(style, 5) ? `#About it.` : ''}`);
      }
      case 'truth':
        return [bit(style, 5) ? String(one.answer).toUpperCase() : one.answer ? 'T' : 'F'];
      case 'typed':
        return one.accept.map((text) => `=%100%${safe(text)}`);
      case 'number':
        return [`#${one.answer}${one.within === 0 ? '' : `:${one.within}`}`];
      default:
        return one.pairs.map(([left, right]) => `=${safe(left)} -> ${safe(right)}`);
    }
  }
};

const aiken: Writer = (questions, style) =>
  ends(
    style,
    questions
      .map((one) => {
        if (one.is !== 'choice') throw new Error('Aiken has choices alone');
        const options = one.options.map((text, at) => `${letter(at)}${bit(style, 1) ? ')' : '.'} ${text}`);
        const right = one.right.map(letter).join(bit(style, 2) ? ', ' : ',');
        return [
          one.stem,
          ...(bit(style, 3) ? [''] : []),
          ...options,
          `ANSWER:${bit(style, 4) ? ' ' : ''}${right}`,
        ].join('\n');
      })
      .join('\n\n'),
  );

const HEADS = [
  ['question', 'right', 'answer'],
  ['Pregunta', 'Respuesta correcta', 'respuesta'],
  ['Frage', 'Richtige Antwort', 'Antwort'],
  ['Question Text', 'Correct Answer', 'Back'],
] as const;

/** The rows of a table; right ones by letter or by text. */
function tableOf(questions: readonly Meant[], style: Style): string[][] {
  const [stem, right, answer] = HEADS[(style >> 1) & 3] ?? HEADS[0];
  const named = (one: Extract<Meant, { is: 'choice' }>): string =>
    bit(style, 3) || one.right.length > 1 ? one.right.map(letter).join(', ') : (one.options[one.right[0] ?? 0] ?? '');
  const rows = questions.map((one) => {
    const options = one.is === 'choice' ? one.options : [];
    const cells = [0, 1, 2, 3, 4].map((at) => options[at] ?? '');
    const plain =
      one.is === 'truth'
        ? String(one.answer)
        : one.is === 'typed'
          ? (one.accept[0] ?? '')
          : one.is === 'number'
            ? String(one.answer)
            : '';
    return [
      one.stem,
      ...cells,
      one.is === 'choice' ? named(one) : '',
      plain,
      one.is === 'number' ? String(one.within) : '',
    ];
  });
  return [[stem, 'A', 'B', 'C', 'D', 'E', right, answer, 'within'], ...rows];
}

const csv: Writer = (questions, style) => {
  const delimiter = [',', ';', '\t', ','][(style >> 4) & 3] ?? ',';
  const cell = (text: string): string =>
    bit(style, 6) || /[",;\t\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = tableOf(questions, style).map((row) => row.map(cell).join(delimiter));
  return ends(style, `${bit(style, 7) ? '\u{feff}' : ''}${rows.join('\n')}\n`);
};

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const xlsx: Writer = (questions, style) => sheetOf(tableOf(questions, style).map((row) => row.map(escaped)));

const deck: Writer = (questions, style) => {
  const html = bit(style, 1);
  // Anki puts a line that would be a comment in quotes
  const quoted = (text: string): string =>
    bit(style, 2) || /["\t\n]|^#/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const side = (text: string): string => quoted(html ? escaped(text) : text);
  const back = (one: Meant): string =>
    one.is === 'typed' ? (one.accept[0] ?? '') : one.is === 'number' ? String(one.answer) : 'TRUE';
  const rows = questions.map((one) => `${side(one.stem)}\t${side(back(one))}`);
  return ends(style, `#separator:tab\n#html:${html}\n${rows.join('\n')}\n`);
};

const moodle: Writer = (questions, style) => {
  const html = bit(style, 1);
  const text = (words: string): string => {
    const inner = html ? escaped(words) : words;
    const wrapped = html && bit(style, 2) ? `<p>${inner}</p>` : inner;
    return `<text>${bit(style, 3) ? `<![CDATA[${wrapped.replaceAll(']]>', ']]]]><![CDATA[>')}]]>` : escaped(wrapped)}</text>`;
  };
  const bare = (words: string): string => `<text>${escaped(words)}</text>`;
  const format = html ? 'html' : 'plain_text';
  const answer = (words: string, fraction: number, more = ''): string =>
    `<answer fraction="${fraction}" format="${format}">${words}${bit(style, 5) ? '<feedback format="html"><text>About it.</text></feedback>' : ''}${more}</answer>`;
  const TYPES = {
    choice: 'multichoice',
    truth: 'truefalse',
    typed: 'shortanswer',
    number: 'numerical',
    pairs: 'matching',
  };
  const inside = (one: Meant): string[] => {
    switch (one.is) {
      case 'choice': {
        const share = Number((100 / one.right.length).toFixed(5));
        const wrong = one.right.length > 1 ? -share : 0;
        return [
          `<single>${one.right.length === 1}</single>`,
          ...one.options.map((option, at) => answer(text(option), one.right.includes(at) ? share : wrong)),
        ];
      }
      case 'truth':
        return [true, false].map((value) => answer(bare(String(value)), value === one.answer ? 100 : 0));
      case 'typed':
        return one.accept.map((words) => answer(bare(words), 100));
      case 'number':
        return [answer(bare(String(one.answer)), 100, `<tolerance>${one.within}</tolerance>`)];
      default:
        return one.pairs.map(
          ([left, right]) =>
            `<subquestion format="${format}">${text(left)}<answer>${bare(right)}</answer></subquestion>`,
        );
    }
  };
  const between = bit(style, 4) ? '\n    ' : '';
  const all = questions.map((one, at) =>
    [
      `<question type="${TYPES[one.is]}">`,
      `<name><text>Q${at + 1}</text></name>`,
      `<questiontext format="${format}">${text(one.stem)}</questiontext>`,
      ...inside(one),
      '</question>',
    ].join(between),
  );
  return ends(style, `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${all.join('\n')}\n</quiz>\n`);
};

const trivia: Writer = (questions, style) => {
  const words = (text: string): string =>
    bit(style, 1) ? escaped(text).replaceAll('"', '&quot;') : text.replaceAll('&', '&amp;');
  const list = questions.map((one) =>
    one.is === 'truth'
      ? {
          type: 'boolean',
          question: words(one.stem),
          correct_answer: one.answer ? 'True' : 'False',
          incorrect_answers: [one.answer ? 'False' : 'True'],
        }
      : { type: 'multiple', question: words(one.stem), ...rightFirst(one) },
  );
  return JSON.stringify(bit(style, 2) ? list : { response_code: 0, results: list }, undefined, bit(style, 3) ? 2 : 0);

  function rightFirst(one: Meant): { correct_answer: string; incorrect_answers: string[] } {
    const options = one.is === 'choice' ? one.options : [];
    return { correct_answer: words(options[0] ?? ''), incorrect_answers: options.slice(1).map(words) };
  }
};

/** How each format is written, the kinds that it has, and by what name such a file goes. */
export const FORMATS: Readonly<Record<string, { readonly name: string; readonly has: Has; readonly write: Writer }>> = {
  gift: { name: 'quiz.gift', has: ['choice', 'truth', 'typed', 'number', 'pairs'], write: gift },
  aiken: { name: 'quiz.txt', has: ['choice'], write: aiken },
  csv: { name: 'quiz.csv', has: ['choice', 'truth', 'typed', 'number'], write: csv },
  xlsx: { name: 'quiz.xlsx', has: ['choice', 'truth', 'typed', 'number'], write: xlsx },
  deck: { name: 'cards.txt', has: ['typed'], write: deck },
  moodle: { name: 'quiz.xml', has: ['choice', 'truth', 'typed', 'number', 'pairs'], write: moodle },
  trivia: { name: 'quiz.json', has: ['choice', 'truth'], write: trivia },
};

/** Entities, `[html]` and `<br>` are what they stand for in GIFT, and an arrow makes a pair: nobody can write them for themselves there. */
export const canSay = (format: string, one: Meant): boolean =>
  format !== 'gift' ||
  !(one.is === 'choice' ? /&\w+;|\[html\]|<br>/u : /&\w+;|\[html\]|<br>|->/u).test(JSON.stringify(one));

/** A question as a format can say it: cards and tables have one typed answer, trivia have the right one first. */
export function fitted(format: string, one: Meant): Meant {
  if (one.is === 'typed' && format !== 'gift' && format !== 'moodle') {
    const [answer = ''] = one.accept;
    if (answer === 'TRUE') return { is: 'truth', stem: one.stem, answer: true };
    // in a cell, a number is a number, and TRUE is true
    if (/^[-+]?(?:0|[1-9]\d*)$/u.test(answer))
      return { is: 'number', stem: one.stem, answer: Number(answer), within: 0 };
    return { ...one, accept: [answer] };
  }
  return one.is === 'choice' && format === 'trivia' ? { ...one, right: [0] } : one;
}
