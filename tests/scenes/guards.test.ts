/**
 * Who may do what: every action, form and command of the catalog has a line in the table, and is called as everybody
 * whom it does not concern, with ids of others. Only rows of the caller's own may change, and nothing of others is shown. An
 * id without a line fails, so that a new button is thought about.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { createSous } from '../../src/features/index.ts';
import type { Visitor } from '../../src/chat/request.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { dropHouse, wordsOf } from '../support/drop-house.ts';
import { type Line, TABLE, type Who } from '../support/guard-table.ts';
import {
  adaadler,
  changedRows,
  everyRow,
  furnish,
  type Ids,
  inaigel,
  miaamsel,
  nils,
  OURS,
  outsiders,
  PRIVATE,
  shown,
} from '../support/two-rooms.ts';

/** Milliseconds: every table is read after every call. */
const LONG = 180_000;
const house = dropHouse();
let ids: Ids;
beforeEach(async () => {
  ids = await furnish(house);
});

let events = 0;
async function call(who: Visitor, id: string, line: Line): Promise<Reply> {
  const args = (await line.args?.(ids)) ?? {};
  const common = { caller: who, event: `guard-${(events += 1)}`, at: house.now };
  const texts = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, String(value)]));
  if (line.kind === 'command')
    return house.app.handle({ kind: 'command', ...common, name: id.slice(1), options: args });
  const given = { press: { id, args: texts }, ...common };
  return line.kind === 'form'
    ? house.app.handle({ kind: 'form', ...given, fields: line.fields ?? {} })
    : house.app.handle({ kind: 'press', ...given, picked: line.picked?.(ids) ?? [] });
}

/** What was typed comes back in a refusal. */
const withoutEcho = (text: string): string => text.replaceAll(/no cohort “secretspring”/giu, '');

const STALE = /older version of me/u;
const REFUSED =
  /for the staff|another community|not in this community|somebody else|I know no cohort|discussion is gone|Only who asked|works in a server/u;

test(
  'every id of the catalog has a line, and every line an id',
  () => {
    const { actions, forms, commands } = createSous(house.sous.tools).catalog;
    const all = [...actions.keys(), ...forms.keys(), ...[...commands.keys()].map((name) => `/${name}`)];
    expect(Object.keys(TABLE).toSorted()).toEqual(all.toSorted());
  },
  LONG,
);

describe.each(Object.entries(outsiders))('%s, with ids of others,', (_, who) => {
  test(
    'changes and sees nothing that is not their own',
    async () => {
      const own = (row: string): boolean =>
        [who.person, who.community, who.place].some((one) => row.includes(`"${one}"`)) &&
        !/miaamsel|inaigel|adaadler|spring|bare:room\/main|channel\/general/iu.test(row);
      let before = await everyRow(house);
      for (const [id, line] of Object.entries(TABLE)) {
        const reply = await call(who, id, line);
        const after = await everyRow(house);
        expect(
          changedRows(before, after).filter(({ row }) => !own(row)),
          id,
        ).toEqual([]);
        expect(withoutEcho(shown(reply)), id).not.toMatch(OURS);
        expect(wordsOf(reply), id).not.toMatch(STALE);
        const may = line.who === 'all' || (line.admins === true && who.admin);
        expect(reply.kind === 'remove' && !may, id).toBe(false);
        before = after;
      }
      expect(house.posts.filter((post) => post.to.includes('general'))).toHaveLength(4);
    },
    LONG,
  );
});

test(
  'a member of the same community does nothing of the staff, and nothing with what is somebody else’s',
  async () => {
    let before = await everyRow(house);
    for (const [id, line] of Object.entries(TABLE)) {
      const reply = await call(nils, id, line);
      const after = await everyRow(house);
      const changed = changedRows(before, after);
      const ofStaff = line.who === 'staff' || line.who === 'owner';
      const refused = /for the staff/u.test(wordsOf(reply)) && changed.length === 0;
      expect(ofStaff && !refused, id).toBe(false);
      // a discussion is the channel's, and a question for the authors nobody's
      const others = changed.filter(
        ({ table, row }) =>
          !['discussions', 'asked'].includes(table) &&
          (!row.includes(nils.person) || /miaamsel|inaigel|adaadler/iu.test(row)),
      );
      expect(others, id).toEqual([]);
      expect(shown(reply), id).not.toMatch(PRIVATE);
      expect(line.who === 'own' && reply.kind === 'remove', id).toBe(false);
      before = after;
    }
  },
  LONG,
);

test.each(Object.entries(outsiders))(
  '%s is offered nothing of others while typing, nor on their own page',
  async (_, who) => {
    for (const command of house.app.catalog.commands.values())
      for (const [option, { kind }] of Object.entries(command.options))
        for (const typed of kind === 'text' ? ['', 'secret', 'a'] : [])
          expect(JSON.stringify(await house.app.suggest(who, command.name, option, typed)), command.name).not.toMatch(
            OURS,
          );
    const common = { caller: who, event: 'home', at: house.now };
    for (const opened of [true, false])
      expect(shown(await house.app.handle({ kind: 'home', ...common, opened }))).not.toMatch(OURS);
    expect(
      shown(await house.app.handle({ kind: 'said', ...common, text: 'what is Secretspring?' })).replaceAll(
        /secretspring/giu,
        '',
      ),
    ).not.toMatch(OURS);
  },
);

test.each([
  ['an instructor', inaigel],
  ['an owner', adaadler],
])(
  '%s does nothing of the staff in a direct message, where no community is told',
  async (_, who) => {
    const direct: Visitor = { ...who, community: 'bare:direct', place: who.person, direct: true, admin: false };
    for (const [id, line] of Object.entries(TABLE)) {
      if (line.who !== 'staff' && line.who !== 'owner') continue;
      const before = await everyRow(house);
      const reply = await call(direct, id, line);
      expect(withoutEcho(shown(reply)), id).not.toMatch(OURS);
      expect(reply.kind, id).not.toBe('remove');
      expect(changedRows(before, await everyRow(house)), id).toEqual([]);
    }
  },
  LONG,
);

test(
  'an instructor does nothing of the owners',
  async () => {
    for (const [id, line] of Object.entries(TABLE)) {
      if (line.who !== 'owner') continue;
      const before = await everyRow(house);
      expect(wordsOf(await call(inaigel, id, line)), id).toMatch(/for the staff/u);
      expect(changedRows(before, await everyRow(house)), id).toEqual([]);
    }
  },
  LONG,
);

/** So that a refusal above is one of the caller, and not of what was asked. */
test(
  'whoever may, can: with the same ids',
  async () => {
    const rightful: Readonly<Record<Who, Visitor>> = {
      owner: adaadler,
      staff: inaigel,
      own: miaamsel,
      here: nils,
      all: nils,
    };
    // first what is asked by name, before the cohort gets another one; at the end what takes the instructor's rights
    const rank = (id: string): number => (id.startsWith('/') ? 0 : id === 'roles.drop' ? 2 : 1);
    for (const [id, line] of Object.entries(TABLE).toSorted(([a], [b]) => rank(a) - rank(b))) {
      if (id === 'privacy.forget') continue; // what it does is shown elsewhere, and here it would take away what the others need
      const reply = await call(rightful[line.who], id, line);
      expect(wordsOf(reply), id).not.toMatch(REFUSED);
      expect(wordsOf(reply), id).not.toMatch(STALE);
    }
  },
  LONG,
);
