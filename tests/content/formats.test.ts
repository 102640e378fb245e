/** The tables of docs/authoring.md of what each format keeps, made from what really comes back: they cannot say anything else. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { plain } from '../../src/chat/markdown.ts';
import { readFolder } from '../../src/authoring/check/folder.ts';
import { draftsOf, type ExportFormat, exportQuestions, yamlOf } from '../../src/authoring/exchange/index.ts';
import { fromHtml } from '../../src/authoring/exchange/html.ts';
import { questionNote } from '../../src/content/anki.ts';
import { readContent } from '../../src/content/load.ts';
import type { Question } from '../../src/content/schema.ts';
import { kindNames } from '../../src/questions/index.ts';
import { SAMPLES } from '../questions/samples.ts';
import { read, told } from '../support/exchange.ts';
import { EXAMPLES, IMPORTED, whereIs } from '../support/format-examples.ts';

const DOCS = readFileSync('docs/authoring.md', 'utf8');
const NAMES = {
  gift: 'GIFT',
  moodle: 'Moodle XML',
  aiken: 'Aiken',
  csv: 'table',
  deck: 'cards',
  trivia: 'trivia',
} as const;
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), `|${'---|'.repeat(heads.length)}`, ...rows.map(row)].join('\n');

/** The table of the document that has this first column. */
const written = (first: string): string => {
  const from = DOCS.indexOf(`| ${first} |`);
  return from === -1 ? '' : (DOCS.slice(from).split('\n\n')[0] ?? '').trim();
};

let bank: Question[] = [];
beforeAll(async () => {
  const gap = { accept: ['shows'], feedback: 'It shows them.' };
  const gaps = { ...SAMPLES.gaps, code: undefined, text: 'It (1) pages.' };
  const single = [
    { ...gaps, id: 's-gap', gaps: [gap] },
    { ...gaps, id: 's-gap-listed', gaps: [{ ...gap, choices: ['cooks', 'shows'] }] },
  ];
  const samples = [...Object.values(SAMPLES), ...single].map((sample) => ({
    ...sample,
    version: '',
    file: '',
    fileLine: 1,
  }));
  bank = [...(await readFolder('content')).content.questions.values(), ...samples];
});

/** What can be lost: where it stands in a question, in words for authors, and as an export tells it. */
const LOSSES: readonly (readonly [path: RegExp, words: string, told: string])[] = [
  [/^hint$/u, 'hint', 'the hint'],
  [/^(?:options|because|fixes)\.misconception$/u, 'wrong ideas', 'the ids of wrong ideas'],
  [/^because/u, 'reasons', 'the reasons'],
  [/^unit$/u, 'unit', 'the unit'],
  [/^(?:pairs|spares)\.feedback$/u, 'feedback of pairs', 'the feedback of its pairs'],
  [/^items\.feedback$/u, 'feedback of items', 'the feedback of its items'],
  [/^buckets$/u, 'order of buckets', 'the order of its buckets'],
  [/^(?:kind|text|gaps|stem|options|keepOrder)$/u, 'being a gap with a list', 'its being a gap with a list'],
];

/** Paths of what is not the same; `options.feedback` stands for that of any option. */
function differences(a: unknown, b: unknown, path = ''): string[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  if (path === 'because' || typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return [path];
  if (Array.isArray(a) && (!Array.isArray(b) || a.length !== b.length || typeof a[0] !== 'object')) return [path];
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    differences(one[key], other[key], Array.isArray(a) ? path : path === '' ? key : `${path}.${key}`),
  );
}
const inWords = (question: Question): unknown => {
  const { version: _, file: _file, fileLine: _line, ...rest } = question;
  // code is shown without the line breaks at its end
  return JSON.parse(
    JSON.stringify(rest, (key, value: unknown) =>
      key === 'text' && typeof value === 'string' ? value.trimEnd() : value,
    ),
  );
};

interface Kept {
  readonly whole: number;
  readonly gone: number;
  readonly lost: ReadonlySet<string>;
}
/** Kind by kind, what comes back of the bank and the samples; every loss has been told, and nothing else has. */
function keptBy(format: 'gift' | 'moodle' | 'csv'): Map<string, Kept> {
  const { text, losses, count } = exportQuestions(format, bank);
  const blocks = read(format, text);
  expect(told(blocks).filter((line) => / left out| passed over|\|/u.test(line))).toEqual([]);
  expect(draftsOf(blocks).length).toBe(count);
  const back = readContent('x', [{ file: 'questions/a.yaml', text: yamlOf(draftsOf(blocks)) }]).content.questions;
  const said = new Map(losses.map((loss) => [loss.split(': ')[0], loss.split(': ').slice(1).join(': ')]));
  const kept = new Map<string, Kept>();
  for (const question of bank) {
    const other = back.get(question.id);
    const about = said.get(question.id) ?? '';
    expect(about.startsWith('left out'), `${format} ${question.id}`).toBe(other === undefined);
    const paths = other === undefined ? [] : [...new Set(differences(inWords(question), inWords(other)))];
    const lost = paths.map(
      (path) => LOSSES.find(([pattern]) => pattern.test(path)) ?? ([/x/u, path, `?${path}`] as const),
    );
    // told as it is, and nothing told that is kept
    const phrases = [...new Set(lost.map(([, , phrase]) => phrase))];
    const named = LOSSES.map(([, , phrase]) => phrase).filter((phrase) => about.includes(phrase));
    expect(named.toSorted(), `${format} ${question.id}: ${paths.join(', ')}`).toEqual(phrases.toSorted());
    const { whole, gone, lost: all } = kept.get(question.kind) ?? { whole: 0, gone: 0, lost: new Set<string>() };
    const words = lost.map(([, name]) => name);
    kept.set(question.kind, {
      whole: whole + (other === undefined ? 0 : 1),
      gone: gone + (other === undefined ? 1 : 0),
      lost: new Set([...all, ...words]),
    });
  }
  return kept;
}

const cellOf = ({ whole, gone, lost }: Kept): string => {
  if (whole === 0) return 'no';
  const but = lost.size === 0 ? 'all' : `all but ${[...lost].toSorted().join(', ')}`;
  return gone === 0 ? but : `${but}; some not at all`;
};

describe('out and in again', () => {
  test('the table says of each kind what comes back, over the whole bank', () => {
    const formats = { csv: keptBy('csv'), moodle: keptBy('moodle'), gift: keptBy('gift') };
    const aiken = keptByAiken();
    const rows = kindNames.toSorted().map((kind) => {
      const cells = [formats.csv, formats.moodle, formats.gift].map((kept) => {
        const found = kept.get(kind);
        if (found === undefined) throw new Error(`no ${kind} was tried`);
        return cellOf(found);
      });
      return [`\`${kind}\``, ...cells, aiken.has(kind) ? 'text and options' : 'no', 'two sides'];
    });
    expect(written('kind, out and in')).toBe(
      table(['kind, out and in', '`csv`', '`moodle`', '`gift`', '`aiken`', '`anki`'], rows),
    );
  });

  /** The kinds that Aiken carries, whose texts, options and right ones have all come back. */
  function keptByAiken(): ReadonlySet<string> {
    const { text, losses } = exportQuestions('aiken', bank);
    const gone = new Set(losses.flatMap((loss) => (loss.includes(': left out') ? [loss.split(': ')[0]] : [])));
    const drafts = draftsOf(read('aiken', text));
    const sent = bank.filter(({ id }) => !gone.has(id));
    type Asked = {
      readonly stem: string;
      readonly options: readonly { readonly text: string; readonly right?: boolean }[];
    };
    const words = ({ stem, options }: Asked): unknown => [
      plain(stem)
        .replaceAll(/\s*\n\s*/gu, '\n')
        .trim(),
      options.map((one) => [one.text.trim(), one.right ?? false]),
    ];
    expect(drafts.map((draft) => words(draft as never))).toEqual(sent.map((question) => words(question as never)));
    return new Set(sent.map(({ kind }) => kind));
  }

  test('cards for Anki come back with the words of both sides', () => {
    const { text, count } = exportQuestions('anki', bank, () => 'web');
    expect(count).toBe(bank.length);
    const drafts = draftsOf(read('deck', text)) as unknown as readonly { stem: string; accept: readonly string[] }[];
    const flat = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();
    const side = (html: string): string => flat(plain(fromHtml(html).markdown));
    const sent = bank.map((question) => questionNote(question, 'web'));
    expect(drafts.map(({ stem }) => flat(plain(stem)))).toEqual(sent.map(({ front }) => side(front)));
    expect(drafts.length).toBe(bank.length);
  });

  test.each(['gift', 'moodle', 'csv', 'aiken', 'anki'] as const satisfies readonly ExportFormat[])(
    '%s of no question is a file without one',
    (format) => {
      expect(exportQuestions(format, []).count).toBe(0);
    },
  );
});

describe('in', () => {
  const formats = Object.keys(NAMES) as (keyof typeof NAMES)[];

  test('the table says of each field where it goes', () => {
    const rows = EXAMPLES.map(([name, cells]) => [
      name,
      ...formats.map((format) => {
        const text = cells[format];
        return text === undefined ? '–' : whereIs(format, text);
      }),
    ]);
    expect(rows.flat().filter((cell) => cell === 'LOST IN SILENCE')).toEqual([]);
    expect(written('in the other file')).toBe(
      table(['in the other file', ...formats.map((format) => NAMES[format])], rows),
    );
  });

  test('the table of the types of Moodle says what each becomes', () => {
    for (const [type, text] of Object.entries(IMPORTED)) {
      const [block] = read('moodle', text);
      const kind = block?.outcome.kind === 'question' ? `\`${block.outcome.draft.kind}\`` : 'not read';
      const line = written('in Moodle XML')
        .split('\n')
        .find((one) => one.split('|')[1]?.includes(`\`${type}\``));
      expect(line?.split('|')[2]?.trim(), type).toMatch(new RegExp(`^${kind}`, 'u'));
    }
  });
});
