/** A file for each field that a format has, with the word zebra (or the number 77) in that field alone. */
import { type Block, type ImportFormat } from '../../src/authoring/exchange/index.ts';
import { read } from './exchange.ts';

export type Cells = Readonly<Partial<Record<ImportFormat, string>>>;

const xml = (type: string, inside: string, stem = 'Which one?'): string =>
  `<quiz>\n<question type="${type}"><questiontext format="html"><text><![CDATA[${stem}]]></text></questiontext>${inside}</question>\n</quiz>`;
const answer = (text: string, fraction: number, inside = ''): string =>
  `<answer fraction="${fraction}"><text>${text}</text>${inside}</answer>`;
const told = (text: string, name = 'feedback'): string => `<${name}><text>${text}</text></${name}>`;
const two = answer('cat', 100) + answer('dog', 0);
const choice = (inside: string): string => xml('multichoice', two + inside);
const trivia = (change: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([{ question: 'Which one?', correct_answer: 'cat', incorrect_answers: ['dog'], ...change }]);

export const EXAMPLES: readonly (readonly [field: string, Cells])[] = [
  [
    'text of the question',
    {
      gift: 'A zebra? {=cat ~dog}',
      moodle: xml('multichoice', two, 'A zebra?'),
      aiken: 'A zebra?\nA. cat\nB. dog\nANSWER: A',
      csv: 'question,A,B,right\nA zebra?,cat,dog,A',
      deck: 'A zebra?\tcat\nWhich?\tdog',
      trivia: trivia({ question: 'A zebra?' }),
    },
  ],
  [
    'option',
    {
      gift: 'Which one? {=zebra ~dog}',
      moodle: xml('multichoice', answer('zebra', 100) + answer('dog', 0)),
      aiken: 'Which one?\nA. zebra\nB. dog\nANSWER: A',
      csv: 'question,A,B,right\nWhich one?,zebra,dog,A',
      trivia: trivia({ correct_answer: 'zebra' }),
    },
  ],
  [
    'answer that is typed',
    {
      gift: 'Which one? {=zebra}',
      moodle: xml('shortanswer', answer('zebra', 100)),
      csv: 'question,answer\nWhich one?,zebra',
      deck: 'Which?\tzebra\nWho?\tcat',
    },
  ],
  [
    'answer that earns a part',
    {
      gift: 'Which one? {=cat =%50%zebra}',
      moodle: xml('shortanswer', answer('cat', 100) + answer('zebra', 50)),
      csv: 'question,kind,accept,option 1,feedback 1\nWhich one?,short-answer,cat,zebra,Nearly.',
    },
  ],
  [
    'option that earns a part, beside a right one',
    {
      gift: 'Which one? {=cat ~%77%bird ~dog}',
      moodle: xml('multichoice', two + answer('bird', 77)),
    },
  ],
  [
    'feedback of an option',
    {
      gift: 'Which one? {=cat#zebra ~dog}',
      moodle: xml('multichoice', answer('cat', 100, told('zebra')) + answer('dog', 0)),
      csv: 'question,A,B,right,feedback 1\nWhich one?,cat,dog,A,zebra',
    },
  ],
  [
    'feedback for any wrong answer that is typed',
    {
      gift: 'Which one? {=cat =%0%*#zebra}',
      moodle: xml('shortanswer', answer('cat', 100) + answer('*', 0, told('zebra'))),
      csv: 'question,answer,feedback wrong\nWhich one?,cat,zebra',
    },
  ],
  [
    'general feedback, explanation',
    {
      gift: 'Which one? {=cat ~dog ####zebra}',
      moodle: choice(told('zebra', 'generalfeedback')),
      csv: 'question,A,B,right,explanation\nWhich one?,cat,dog,A,zebra',
    },
  ],
  ['feedback for whoever is right, whatever they chose', { moodle: choice(told('zebra', 'correctfeedback')) }],
  ['hint', { moodle: choice(told('zebra', 'hint')), csv: 'question,A,B,right,hint\nWhich one?,cat,dog,A,zebra' }],
  ['second hint', { moodle: choice(told('cat', 'hint') + told('zebra', 'hint')) }],
  [
    'name, id',
    {
      gift: '::zebra:: Which one? {=cat ~dog}',
      moodle: choice(told('zebra', 'name')),
      csv: 'id,question,A,B,right\nzebra,Which one?,cat,dog,A',
    },
  ],
  [
    'tag that is the id of a term',
    {
      gift: '// [tag:concept:zebra]\nWhich one? {=cat ~dog}',
      moodle: choice('<tags><tag><text>concept:zebra</text></tag></tags>'),
      csv: 'question,A,B,right,concepts\nWhich one?,cat,dog,A,zebra',
    },
  ],
  [
    'another tag, a column of another name',
    {
      gift: '// [tag:zebra]\nWhich one? {=cat ~dog}',
      moodle: choice('<tags><tag><text>zebra</text></tag></tags>'),
      csv: 'question,A,B,right,zebra\nWhich one?,cat,dog,A,striped',
      deck: '#tags column:3\nWhich?\tcat\tzebra\nWho?\tdog\t',
    },
  ],
  [
    'category',
    {
      gift: '$CATEGORY: zebra\n\nWhich one? {=cat ~dog}',
      moodle: '<quiz><question type="category"><category><text>zebra</text></category></question></quiz>',
      csv: 'question,A,B,right,category\nWhich one?,cat,dog,A,zebra',
      trivia: trivia({ category: 'zebra' }),
    },
  ],
  ['points', { moodle: choice('<defaultgrade>77</defaultgrade>') }],
  [
    'how far off a number may be',
    {
      gift: 'How many? {#5:77}',
      moodle: xml('numerical', answer('5', 100, '<tolerance>77</tolerance>')),
      csv: 'question,answer,within\nHow many?,5,77',
    },
  ],
  [
    'unit of a number',
    {
      moodle: xml(
        'numerical',
        `${answer('5', 100)}<units><unit><multiplier>1</multiplier><unit_name>zebra</unit_name></unit></units>`,
      ),
      csv: 'question,answer,unit\nHow many?,5,zebra',
    },
  ],
  [
    'right-hand side that nothing belongs to',
    {
      gift: 'Match. {=a -> b =c -> d = -> zebra}',
      moodle: xml(
        'matching',
        ['a/b', 'c/d', '/zebra']
          .map((pair) => pair.split('/'))
          .map(
            ([left, right]) => `<subquestion><text>${left}</text><answer><text>${right}</text></answer></subquestion>`,
          )
          .join(''),
      ),
      csv: 'question,kind,option 1,partner 1,option 2,partner 2,spare 1\nMatch.,match,a,b,c,d,zebra',
    },
  ],
  [
    'several gaps',
    {
      gift: 'A {=zebra} and a {=cat}.',
      moodle: xml('cloze', '', 'A {1:SA:=zebra} and a {1:SA:=cat}.'),
      csv: 'question,kind,option 1,option 2\nA (1) and a (2).,gaps,zebra,cat',
    },
  ],
  [
    'bold, lists, links',
    {
      gift: '[html]A <b>zebra</b>? {=cat ~dog}',
      moodle: xml('multichoice', two, '<p>A <b>zebra</b>?</p>'),
    },
  ],
  [
    'picture',
    {
      gift: '[html]Which <img src\\="zebra.png"> one? {=cat ~dog}',
      moodle: xml('multichoice', two, 'Which <img src="zebra.png"> one?'),
    },
  ],
  [
    'how hard it is',
    { trivia: trivia({ difficulty: 'hard' }), csv: 'question,A,B,right,difficulty\nWhich one?,cat,dog,A,3' },
  ],
];

/** A file for each type of Moodle. */
export const IMPORTED: Readonly<Record<string, string>> = {
  multichoice: xml('multichoice', `<single>true</single>${two}`),
  truefalse: xml('truefalse', answer('true', 100) + answer('false', 0)),
  shortanswer: xml('shortanswer', answer('cat', 100)),
  numerical: xml('numerical', answer('5', 100)),
  matching: xml('matching', '<subquestion><text>a</text><answer><text>b</text></answer></subquestion>'),
  cloze: xml('cloze', '', 'A {1:SA:=cat}.'),
  ddwtos: xml('ddwtos', '<dragbox><text>cat</text></dragbox>', 'A [[1]].'),
  gapselect: xml('gapselect', '<selectoption><text>cat</text></selectoption>', 'A [[1]].'),
  essay: xml('essay', ''),
  description: xml('description', ''),
  calculated: xml('calculated', two),
  random: xml('random', ''),
  ordering: xml('ordering', two),
  ddimageortext: xml('ddimageortext', ''),
};

const MARK = /zebra|\b77\b/iu;

/** Where in a draft the mark has gone, or that it was told. */
export function whereIs(format: ImportFormat, text: string): string {
  const blocks = read(format, text);
  const paths = new Set(blocks.flatMap(({ outcome }) => (outcome.kind === 'question' ? pathsOf(outcome.draft) : [])));
  const [kept] = [...paths].filter((path) => path !== 'id' || paths.size === 1);
  if (kept !== undefined) return `\`${kept}\``;
  const level = blocks.flatMap(({ outcome }) =>
    outcome.kind === 'question' && outcome.draft['difficulty'] === 3 ? ['`difficulty`'] : [],
  );
  if (level[0] !== undefined) return level[0];
  return blocks.some(isTold) ? 'told' : 'LOST IN SILENCE';
}

const isTold = ({ outcome }: Block): boolean =>
  outcome.kind === 'question' ? outcome.notes.length > 0 : outcome.reason !== '';

function pathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => pathsOf(one, path));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, one]) => pathsOf(one, path === '' ? key : `${path}.${key}`));
  return MARK.test(String(value)) ? [path] : [];
}
