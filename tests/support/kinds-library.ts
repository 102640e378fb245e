/** A tiny content with one question of each kind, each on a shelf of its own that is named like the kind. */
import type { Journey } from '../../src/content/journey.ts';
import { type Dataset, datasetSchema } from '../../src/content/dataset.ts';
import { createLibrary, type Library } from '../../src/content/library.ts';
import { ANY_COURSE } from '../../src/content/schema.ts';
import type { Content, Question, Stack, Term } from '../../src/content/schema.ts';
import { kindNames } from '../../src/questions/index.ts';
import { SAMPLES } from '../questions/samples.ts';

const station = (id: string): Journey['stations'][number] => ({
  id,
  title: `Station ${id}`,
  text: `What happens at ${id}.`,
  breaks: {
    ask: `What breaks at ${id}?`,
    options: [
      { text: 'Nothing', right: false, feedback: 'No, something does.' },
      { text: 'Something', right: true, feedback: 'Yes, it does.' },
      { text: 'All', right: false, feedback: 'No, not all.' },
    ],
  },
});
const TRIP: Journey = {
  id: 'trip',
  title: 'A trip',
  about: 'From here to there.',
  answers: [],
  map: 'here -> way -> there',
  alt: 'Here, the way, there.',
  stations: ['here', 'way', 'there'].map(station),
  file: 'journeys/trip.yaml',
};

const termOf = (kind: string): Term => ({
  id: `about-${kind}`,
  name: `About ${kind}`,
  topic: kind,
  priority: 'A',
  aliases: [],
  slips: [],
  everyday: [],
  asks: ['one', 'two', 'three', 'four', 'five'],
  see: [],
  confused: [],
  reading: [],
  rows: [],
  short: `What ${kind} is.`,
  more: 'More.',
  file: `glossary/about-${kind}.md`,
});

const questionOf = (kind: (typeof kindNames)[number]): Question => ({
  ...SAMPLES[kind],
  concepts: [`about-${kind}`],
  version: 'v1',
  file: `questions/${kind}.yaml`,
  fileLine: 1,
});

const TOY_STACK: Stack = {
  id: 'toy',
  name: 'Toy',
  aliases: [],
  what: 'Playing.',
  parts: [
    {
      part: 'Language',
      built: 'Any',
      asOf: '2026-01',
      source: { title: 'Toys', url: 'https://example.org/toys' },
    },
  ],
};

export const TOY_DATASET: Dataset = datasetSchema.parse({
  id: 'toys',
  title: 'The toys',
  about: 'A box of toys.',
  try: 'SELECT name FROM toys',
  slow: { query: 'SELECT * FROM toys WHERE color = 1', index: 'CREATE INDEX toys_by_color ON toys (color)' },
  tables: [
    {
      name: 'toys',
      what: 'One toy.',
      columns: [
        { name: 'id', type: 'integer', key: true },
        { name: 'name', type: 'text' },
        { name: 'price', type: 'real', empty: true },
        { name: 'color', type: 'integer' },
      ],
      rows: [
        [1, 'Ball', 2.5, 1],
        [2, 'Kite', 4, 2],
        [3, 'Doll', null, 1],
      ],
      hidden: [
        [1, 'Ball', 2.5, 2],
        [2, 'Top', 1, 1],
        [3, 'Drum', 9, 1],
        [4, 'Yo-yo', null, 3],
      ],
    },
  ],
});

export function kindsLibrary(): Library {
  const content: Content = {
    dir: '',
    course: ANY_COURSE,
    topics: new Map(kindNames.map((kind) => [kind, { id: kind, title: `Kind ${kind}` }])),
    terms: new Map(kindNames.map((kind) => [`about-${kind}`, termOf(kind)])),
    questions: new Map(kindNames.map((kind) => [SAMPLES[kind].id, questionOf(kind)])),
    lessons: new Map(),
    misconceptions: new Map([
      ['mixed-up', { id: 'mixed-up', idea: 'A mix-up.', remedy: 'Keep them apart.' }],
      ['mixed-rows', { id: 'mixed-rows', idea: 'All rows fit.', remedy: 'Ask each row.' }],
    ]),
    shareOuts: new Map(),
    stacks: new Map([['toy', TOY_STACK]]),
    datasets: new Map([[TOY_DATASET.id, TOY_DATASET]]),
    intents: new Map(),
    faqs: new Map(),
    journeys: new Map([['trip', TRIP]]),
    synonyms: [],
    pictures: new Map(),
  };
  return createLibrary(content);
}
