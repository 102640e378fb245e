/** The data sets of the course: pictures that can be drawn, and words for those who do not see them. */
import { expect, test } from 'vitest';
import { datasetSchema } from '../../src/content/dataset.ts';
import { tablesAlt, tablesDot, tablesText } from '../../src/lab/tables.ts';
import { pictureProblem } from '../../src/content/picture-rules.ts';
import { LIMITS } from '../../src/chat/limits.ts';
import { TOY_DATASET } from '../support/kinds-library.ts';
import { realLibrary, realPictures } from '../support/sous.ts';

test('the tables of each can be drawn, and are told in words', async () => {
  const { datasets } = (await realLibrary()).content;
  expect([...datasets.keys()]).toEqual(['grocery-shop', 'school', 'cinema']);
  for (const dataset of datasets.values()) {
    const dot = tablesDot(dataset);
    expect(pictureProblem('tables.dot', dot)).toBeUndefined();
    expect((await realPictures.draw(`tables-${dataset.id}.dot`, dot))?.png.length).toBeGreaterThan(5_000);
    expect(tablesAlt(dataset).length).toBeLessThan(LIMITS.alt);
    for (const { name, columns } of dataset.tables)
      for (const column of columns) {
        expect(tablesText(dataset)).toContain(`\`${name}\``);
        expect(tablesAlt(dataset)).toContain(column.name);
      }
  }
});

const [toys] = TOY_DATASET.tables;
const problemsWith = (change: object): string[] =>
  datasetSchema
    .safeParse({ ...TOY_DATASET, tables: [{ ...toys, ...change }] })
    .error?.issues.map((one) => one.message) ?? [];

test.each([
  [{}, []],
  [{ rows: [[1, 'Ball', 2]] }, ['has 3 values for 4 columns']],
  [{ rows: [[1, 'Ball', 2, 'red']] }, ['color: "red" is not an integer']],
  [{ rows: [[1, null, 2, 1]] }, ['name: null is not a text']],
  [
    {
      rows: [
        [1, 'Ball', 2, 1],
        [1, 'Kite', 2, 1],
      ],
    },
    ['the key 1 is there twice'],
  ],
  [{ name: 'Toys' }, ['is lower-case letters, digits and _, at most 30, a letter first']],
])('%j', (change, problems) => expect(problemsWith(change)).toEqual(problems));

test('a link leads to a row of a table that stands before', () => {
  const parts = {
    name: 'parts',
    what: 'One part.',
    columns: [
      { name: 'id', type: 'integer', key: true },
      { name: 'toy_id', type: 'integer', of: 'toys' },
    ],
    rows: [[1, 9]],
  };
  const messages = (tables: readonly unknown[]): string[] | undefined =>
    datasetSchema.safeParse({ ...TOY_DATASET, tables }).error?.issues.map((one) => one.message);
  expect(messages([toys, parts])).toEqual(['toy_id: no row of "toys" has the key 9']);
  expect(messages([{ ...parts, rows: [[1, 1]] }, toys])).toEqual(['"toys" is not a table that stands before this one']);
  expect(messages([toys, { ...parts, name: 'toys', rows: [[1, 1]] }])?.[0]).toBe('two tables are called "toys"');
});
