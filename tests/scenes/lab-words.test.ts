/** What is typed into the lab, by whatever way, stands in no table afterwards; and a query that is said is a try. */
import { expect, test } from 'vitest';
import { written } from '../../src/features/sql/addresses.ts';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Visitor } from '../../src/chat/request.ts';
import { caller, dropHouse, wordsOf } from '../support/drop-house.ts';
import { everyRow } from '../support/two-rooms.ts';

const house = dropHouse();
let events = 0;
const event = (who: Visitor) => ({ caller: who, event: `lab-${(events += 1)}`, at: house.now });
const ana = caller('Ana', { direct: true, place: 'bare:user/ana', community: 'bare:direct' });
const fill = async (press: Press, fields: Readonly<Record<string, string>>): Promise<Reply> =>
  house.app.handle({ kind: 'form', ...event(ana), press, fields });
const say = async (text: string): Promise<Reply> => house.app.handle({ kind: 'said', ...event(ana), text });
const stored = async (): Promise<string> => JSON.stringify([...(await everyRow(house))].map(([, rows]) => [...rows]));

/** Nobody else writes it. */
const SECRET = 'Geheimwort';

test('nothing that was typed is stored', async () => {
  const tried = [
    await house.run(ana, 'sql', { statement: `SELECT '${SECRET}' AS mine` }),
    await fill(written({ data: 'toys' }), { sql: `SELECT ${SECRET} FROM toys` }),
  ];
  expect(tried.map((reply) => wordsOf(reply)).join(' ')).toContain(SECRET);
  await house.run(ana, 'quiz', { topic: 'write-sql', length: 1 });
  const half = await say(`select name from toys where name in ('Ball', 'Kite') -- ${SECRET}`);
  expect(wordsOf(half)).toContain('Right for the rows that you see');
  const slip = await say(`SELECT ${SECRET} FROM toys`);
  expect(wordsOf(slip)).toContain(SECRET);
  expect(wordsOf(slip)).toContain('One try is left');
  const last = await say(`SELECT name, '${SECRET}' FROM toys WHERE price > 0`);
  expect(wordsOf(last)).toContain('It has 2 columns where 1 is asked for.');
  expect(wordsOf(last)).toContain('which is worth half');
  expect(await stored()).toContain('mistake.no-column');
  expect(await stored()).not.toContain(SECRET);
});
