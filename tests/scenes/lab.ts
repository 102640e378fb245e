/** SQL tried out on small data sets, as people do it; the same on every platform. */
import { describe, expect, test } from 'vitest';
import type { Person, Seen } from '../support/stage.ts';
import { type SceneSetting, words } from './spine.ts';

export function labScenes(setting: () => SceneSetting): void {
  const person = (name: string): Person => setting().stage.person(name);
  const write = async (who: Person, statement: string): Promise<Seen> => {
    await who.press('Write SQL', await who.command('sql'));
    return who.submit({ 'One query': statement });
  };

  describe('SQL', () => {
    test('alone it shows the tables, as text and as a picture, and ways on; only I see it', async () => {
      const seen = await person('Ana').command('sql');
      expect(seen.private).toBe(true);
      for (const name of ['The grocery shop', 'products', 'customers', 'order_lines'])
        expect(seen.text).toContain(name);
      expect(words(seen.pictures.join(' ') + seen.text)).toContain('customer id points to customers');
      expect(seen.buttons).toEqual(['Write SQL', 'Show an example', 'Why is it slow?']);
    });

    test('a statement shows its rows', async () => {
      const seen = await person('Ana').command('sql', {
        statement: "SELECT name, price FROM products WHERE category = 'dairy' ORDER BY price",
      });
      expect(seen.private).toBe(true);
      expect(words(seen.text)).toMatch(/name.*price.*Milk.*1\.2.*Butter.*2\.4.*Cheese.*5\.6.*3 rows/su);
      expect(seen.text).not.toContain('Bread');
    });

    test('one written in a form runs as well, and leads on to another', async () => {
      const ana = person('Ana');
      const seen = await write(ana, 'SELECT COUNT(*) AS n FROM customers WHERE phone IS NULL');
      expect(words(seen.text)).toMatch(/n.*2.*1 row/su);
      await ana.press('Write another', seen);
      expect(words((await ana.submit({ 'One query': 'SELECT phone FROM customers WHERE id = 2' })).text)).toContain(
        'NULL',
      );
    });

    test('a slip is named, with its place and what was meant', async () => {
      const ana = person('Ana');
      const seen = await write(ana, 'SELECT nam FROM products');
      expect(words(seen.text)).toContain('There is no column with that name');
      expect(words(seen.text)).toContain('Did you mean name?');
      expect(words(seen.text)).toContain('character 8');
      expect(seen.buttons).toContain('Try again');
      expect((await ana.press('The tables', seen)).text).toContain('The grocery shop');
    });

    test('what is not allowed is refused kindly, and nothing changes', async () => {
      const ana = person('Ana');
      for (const statement of [
        "ATTACH 'x' AS y",
        'PRAGMA table_info(products)',
        'SELECT 1; SELECT 2',
        'DROP TABLE products',
      ])
        expect((await write(ana, statement)).text).toContain('Not yet.');
      expect(words((await write(ana, 'SELECT COUNT(*) FROM products')).text)).toContain('10');
    });

    test('what never ends is stopped, and the next one runs', async () => {
      const ana = person('Ana');
      const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT COUNT(*) FROM c';
      expect((await write(ana, endless)).text).toContain('I stopped it after a second');
      expect(words((await write(ana, 'SELECT 41 + 1')).text)).toContain('42');
    });

    test('a long result is cut on the card and whole in a file', async () => {
      const ana = person('Ana');
      const seen = await write(ana, 'SELECT p.name, c.name AS buyer FROM products p, customers c');
      expect(words(seen.text)).toContain('50 rows');
      const content = String(await ana.download('grocery-shop-result', seen));
      expect(content.trim().split(/\r?\n/u)).toHaveLength(51);
      expect(content).toContain('Honey,Emil');
    });

    test('a table, and another data set, are in the list', async () => {
      const ana = person('Ana');
      const open = await ana.command('sql');
      const [list] = open.picks;
      const rows = await ana.pick(list?.label ?? '', ['customers'], open);
      expect(words(rows.text)).toContain('Chloe');
      const other = await ana.pick(list?.label ?? '', ['The cinema'], open);
      expect(other.text).toContain('showings');
      expect(words((await ana.press('Show an example', other)).text)).toContain('The Long Road');
      expect((await ana.command('sql', { data: 'school', statement: 'SELECT * FROM teachers' })).text).toContain(
        'Adler',
      );
      expect((await ana.command('sql', { data: 'zoo' })).text).toContain('The grocery shop, The school, The cinema');
    });

    test('why a query is slow is shown by its plan, with and without an index', async () => {
      const ana = person('Ana');
      const seen = await ana.press('Why is it slow?', await ana.command('sql'));
      expect(seen.pictures.join()).toContain('Rows that are read');
      expect(words(seen.text)).toContain('SCAN orders');
      expect(words(seen.text)).toContain('SEARCH orders USING INDEX');
      expect(words(seen.text)).toContain('6 of 6');
      expect(words(seen.text)).toContain('3 of 6');
    });

    test('a plan of one’s own is put into words', async () => {
      const seen = await write(person('Ana'), 'EXPLAIN QUERY PLAN SELECT * FROM products WHERE id = 3');
      expect(words(seen.text)).toContain('SEARCH products USING INTEGER PRIMARY KEY');
      expect(words(seen.text)).toContain('goes straight to the rows');
    });
  });
}
