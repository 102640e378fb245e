/** Journeys as authors write them: what is wrong is told with its line, and nothing else of the course needs them. */
import { describe, expect, test } from 'vitest';
import { folderWith, reporterOf } from '../../src/content/folder.ts';
import { checkLinks } from '../../src/content/links.ts';
import { readContent } from '../../src/content/load.ts';
import type { Problem } from '../../src/content/schema.ts';
import { journeyNamed, suggestJourneys } from '../../src/features/journeys/index.ts';
import type { Tools } from '../../src/tools.ts';
import { realLibrary } from '../support/sous.ts';

const option = (right: boolean, more = ''): string =>
  `        - { text: ${right ? 'so' : 'not so'}${more}, right: ${right}, feedback: Because. }`;
const station = (id: string, options = [true, false], more = ''): string =>
  [
    `  - id: ${id}`,
    ...(more === '' ? [] : [`    ${more}`]),
    '    title: Here',
    '    text: Something happens.',
    '    breaks:',
    '      ask: What breaks?',
    '      options:',
    ...options.map((right, at) => option(right, ` ${at}`)),
  ].join('\n');
const journey = (stations: readonly string[], map = 'one -> two -> three', more = ''): string =>
  `title: A way\nabout: What one sees.\n${more}map: ${map}\nalt: One, two, three.\nstations:\n${stations.join('\n')}\n`;
const THREE = ['one', 'two', 'three'];

function read(text: string, file = 'journeys/a-way.yaml') {
  const sources = [{ file, text }];
  const loaded = readContent('x', sources);
  const problems: Problem[] = [...loaded.problems];
  checkLinks(folderWith(loaded, sources), reporterOf(problems));
  return { journeys: loaded.content.journeys, told: problems.map(({ line, message }) => `${line}: ${message}`) };
}

test('one that is whole is read, under the name of its file', () => {
  const { journeys, told } = read(journey(THREE.map((id) => station(id))));
  expect(told).toEqual([]);
  expect(journeys.get('a-way')?.stations.map(({ id }) => id)).toEqual(THREE);
});

describe('told with its line', () => {
  const whole = THREE.map((id) => station(id));
  test.each([
    ['a station that the map does not show', journey([...whole, station('four')]), /^3: the map shows no node "four"/u],
    ['a part of another name does not show it', journey([...whole, station('tw')]), /^3: the map shows no node "tw"/u],
    ['a station twice', journey([...whole, station('one')]), /^1: the station "one" stands twice/u],
    ['two right options', journey([station('one', [true, true]), ...whole.slice(1)]), /exactly one right option/u],
    ['no right option', journey([station('one', [false, false]), ...whole.slice(1)]), /exactly one right option/u],
    ['too few stations', journey(whole.slice(1)), /stations/u],
    [
      'a term that is not there',
      journey([station('one', [true, false], 'term: nowhere'), ...whole.slice(1)]),
      /^7: there is no term "nowhere"/u,
    ],
    [
      'a question that is not there',
      journey(whole, undefined, 'answers: [nothing-such]\n'),
      /^3: there is no everyday question "nothing-such"/u,
    ],
    [
      'a map without end',
      journey(whole, `one -> two -> three -> {${'x '.repeat(500)}}`),
      /^3: the map: the diagram has/u,
    ],
  ])('%s', (_, text, message) => {
    expect(read(text).told).toEqual([expect.stringMatching(message)]);
  });

  test('a file of a name that is none', () => {
    expect(read(journey(whole), 'journeys/A Way.yaml').told).toEqual([expect.stringContaining('the file name')]);
  });
});

describe('those of the course', () => {
  test('answer questions, each of one journey, and name terms; the right option is not always in the same place', async () => {
    const { journeys } = (await realLibrary()).content;
    const all = [...journeys.values()];
    expect(all.length).toBeGreaterThanOrEqual(3);
    const answers = all.flatMap((one) => one.answers);
    expect(new Set(answers).size).toBe(answers.length);
    for (const { stations, id } of all) {
      const places = stations.map(({ breaks }) => breaks.options.findIndex(({ right }) => right));
      expect(new Set(places).size, id).toBeGreaterThan(1);
      expect(
        stations.every(({ term }) => term !== undefined),
        id,
      ).toBe(true);
    }
  });
});

test('they are offered while a lesson is typed, and found by their names', () => {
  const tools = { library: { content: { journeys: new Map([['a-way', { id: 'a-way', title: 'A way' }]]) } } };
  const offered = (typed: string) => suggestJourneys(tools as unknown as Tools, typed);
  expect(offered('')).toEqual([{ label: 'Journey: A way', value: 'a-way' }]);
  expect(offered('WAY')).toHaveLength(1);
  expect(offered('lesson')).toEqual([]);
  expect(journeyNamed(tools as unknown as Tools, 'journey: a way')?.id).toBe('a-way');
  expect(journeyNamed(tools as unknown as Tools, 'databases')).toBeUndefined();
});
