/**
 * Who may do what: every action, form and command of the catalog has a line in the table below, and is called as everybody
 * whom it does not concern, with ids of others. Only rows of the caller's own may change, and nothing of others is shown. An
 * id without a line fails, so that a new button is thought about.
 */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createSous } from '../../src/features/index.ts';
import type { Filled, Visitor } from '../../src/chat/request.ts';
import type { Reply } from '../../src/chat/reply.ts';
import { dropHouse, wordsOf } from '../support/drop-house.ts';
import {
  adaadler,
  changedRows,
  everyRow,
  furnish,
  type Ids,
  inaigel,
  MIA,
  miaamsel,
  nils,
  OURS,
  outsiders,
  PRIVATE,
  shown,
} from '../support/two-rooms.ts';

/**
 * `owner` and `staff` of the community; `own`: whoever it belongs to, by the ids of the press; `here`: who is in the community or
 * its channel; `all`: it shows and changes the caller's own, or what is public.
 */
type Who = 'owner' | 'staff' | 'own' | 'here' | 'all';

interface Line {
  readonly who: Who;
  readonly kind: 'press' | 'form' | 'command';
  /** Arguments of the press, or options of the command, with the ids of others. */
  readonly args?: (
    ids: Ids,
  ) => Readonly<Record<string, string | number>> | Promise<Readonly<Record<string, string | number>>>;
  readonly picked?: (ids: Ids) => readonly string[];
  readonly fields?: Readonly<Record<string, Filled>>;
  /** An admin may, wherever it stands. */
  readonly admins?: true;
}

const press = (who: Who, args?: Line['args'], more: Partial<Line> = {}): Line => ({
  who,
  kind: 'press',
  ...(args && { args }),
  ...more,
});
const form = (who: Who, fields: Line['fields'], args?: Line['args']): Line => ({
  who,
  kind: 'form',
  fields: fields ?? {},
  ...(args && { args }),
});
const command = (who: Who, options: Readonly<Record<string, string | number>> = {}): Line => ({
  who,
  kind: 'command',
  args: () => options,
});

const version = async ({ cohort, version: at }: Ids) => ({ c: cohort, v: await at() });
const step = ({ run }: Ids) => ({ run, at: '0', step: '0' });
const asked = ({ run }: Ids) => ({ run, at: '0' });
const answered = ({ done }: Ids) => ({ run: done, at: '0' });
const drop = (ids: Ids) => ({ drop: ids.drop });
const cohort = (ids: Ids) => ({ cohort: ids.cohort });
const named = { cohort: 'Secretspring' };
const plan = { name: 'Taken over', zone: 'UTC', time: '07:00' };

const TABLE: Readonly<Record<string, Line>> = {
  'ask.again': press('own', ({ done }) => ({ run: done })),
  'ask.choose': press('own', (ids) => ({ ...step(ids), key: '0' })),
  'ask.go': press('own', asked),
  'ask.hint': press('own', asked),
  'ask.others': press('own', answered),
  'ask.pick': press('own', step, { picked: () => ['0'] }),
  'ask.sure': press('own', (ids) => ({ ...step(ids), as: 'sure' })),
  'ask.type': press('own', step),
  'ask.typed': form('own', { b0: 'Fremdwort' }, step),
  'ask.undo': press('own', step),
  'audit.show': press('staff'),
  'board.show': press('here', (ids) => ({ ...cohort(ids), period: 'all' })),
  'daily.answer': press('here', drop),
  'daily.choose': press('here', (ids) => ({ ...drop(ids), key: '0' })),
  'daily.hint': press('here', drop),
  'daily.others': press('here', drop),
  'daily.past': press('all'),
  'daily.pick': press('here', undefined, { picked: (ids) => [ids.drop] }),
  'daily.sure': press('here', (ids) => ({ ...drop(ids), key: '0', as: 'sure' })),
  'health.again': press('staff', drop),
  'health.look': press('staff', cohort),
  'health.void': press('staff', drop),
  'health.voided': form('staff', { reason: 'because' }, drop),
  'learn.ask': press('all', ({ question }) => ({ lesson: 'none', card: '0', question })),
  'learn.checks': press('all', () => ({ lesson: 'none' })),
  'learn.index': press('all'),
  'learn.open': press('all', () => ({ lesson: 'none', card: '0' })),
  'learn.pick': press('all', undefined, { picked: () => ['none'] }),
  'learn.read': press('all', () => ({ lesson: 'none' })),
  'privacy.ask': press('all'),
  'privacy.forget': press('all'),
  'privacy.hide': press('all', () => ({ on: '1' })),
  'privacy.overview': press('all'),
  'privacy.read': press('all'),
  'progress.show': press('here', cohort),
  'pulse.weekly': press('staff', (ids) => ({ ...cohort(ids), on: '1' })),
  'queue.choose': press('staff', (ids) => ({ ...cohort(ids), kind: 'skip' }), { picked: (ids) => [ids.question] }),
  'queue.look': press('staff', cohort),
  'queue.off': press('staff', cohort, { picked: (ids) => [ids.question] }),
  'queue.undo': press('staff', (ids) => ({ c: ids.cohort, q: ids.question })),
  'quiz.begin': press('all', () => ({ topic: 'one-choice', length: '1' })),
  'quiz.resume': press('own', ({ run }) => ({ run })),
  'report.decide': press('staff', ({ report }) => ({ report, as: 'void' })),
  'report.mine': press('own', answered),
  'report.open': press('own', answered),
  'report.send': form('own', { reason: 'typo', words: 'Fremdwort' }, answered),
  'review.add': press('all', () => ({ term: 'none' })),
  'review.begin': press('all'),
  'review.forget': press('all', () => ({ term: 'none' })),
  'review.next': press('all'),
  'review.rate': press('all', () => ({ term: 'none', due: '0', as: 'good' })),
  'review.show': press('all', () => ({ term: 'none', due: '0' })),
  'roles.drop': press('owner', undefined, { picked: () => ['person=bare:user/inaigel'] }),
  'roles.role': press('owner', undefined, { picked: () => ['42'] }),
  'settings.hide': press('all', () => ({ on: '1' })),
  'settings.hour': press('all', undefined, { picked: () => ['9'] }),
  'settings.pause': press('all', () => ({ on: '1' })),
  'settings.remind': press('all', () => ({ on: '1' })),
  'settings.sure': press('all', () => ({ on: '1' })),
  'settings.zone': press('all'),
  'settings.zoned': form('all', { zone: 'UTC' }),
  'setup.channel': press('owner', version, { picked: () => ['bare:channel/general'] }),
  'setup.clear': press('owner', async (ids) => ({ ...(await version(ids)), k: ids.test })),
  'setup.create': form('owner', { ...plan, name: 'One more' }),
  'setup.days': press('owner', version, { picked: () => ['1'] }),
  'setup.more': press('owner', version),
  'setup.mored': form('owner', { open: '24', late: '30', reveal: ['yes'], empty: ['repeat'] }, version),
  'setup.new': press('owner'),
  'setup.open': press('owner', (ids) => ({ c: ids.cohort })),
  'setup.pause': press('owner', async (ids) => ({ ...(await version(ids)), on: '1' })),
  'setup.plan': press('owner', version),
  'setup.planned': form('owner', plan, version),
  'setup.quiet': press('owner', version),
  'setup.role': press('owner', version, { picked: () => ['42'] }),
  'setup.sample': press('all', () => ({ key: 'a' })),
  'setup.test': press('owner', version),
  'setup.topics': press('owner', version, { picked: () => ['one-choice'] }),
  'setup.untest': press('staff', (ids) => ({ c: ids.cohort, k: ids.test })),
  'share.begin': press('here', () => ({ share: 'bank' })),
  'share.join': press('here', ({ discussion }) => ({ discussion })),
  'share.said': form('here', { text: 'Fremdwort' }, ({ discussion }) => ({ discussion })),
  'streak.show': press('here', cohort),
  'what.look': press('all', () => ({ term: 'none' })),
  'what.quiz': press('all', () => ({ term: 'none' })),
  'what.related': press('all', () => ({ term: 'none' }), { picked: () => ['none'] }),
  'what.unshare': press('own', () => ({ by: MIA }), { admins: true }),
  '/audit': command('staff'),
  '/compare': command('all', { a: 'a', b: 'b' }),
  '/daily': command('here', named),
  '/export': command('staff', named),
  '/health': command('staff', named),
  '/help': command('all'),
  '/leaderboard': command('here', { ...named, period: 'all' }),
  '/learn': command('all'),
  '/points': command('staff', { ...named, person: MIA, points: 5, reason: 'a gift' }),
  '/privacy': command('all'),
  '/progress': command('all'),
  '/pulse': command('staff', named),
  '/queue': command('staff', { ...named, question: 'a' }),
  '/quiz': command('all', { topic: 'one-choice' }),
  '/reports': command('staff'),
  '/review': command('all'),
  // platforms resolve whom an option names, so a person of another community cannot be named there
  '/roles': command('owner', { person: 'bare:user/nobody' }),
  '/settings': command('all', { zone: 'UTC' }),
  '/setup': command('owner', named),
  '/stack': command('all', { app: 'a' }),
  '/what': command('all', { is: 'a database' }),
};

// every table is read after every call
vi.setConfig({ testTimeout: 180_000 });
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

test('every id of the catalog has a line, and every line an id', () => {
  const { actions, forms, commands } = createSous(house.sous.tools).catalog;
  const all = [...actions.keys(), ...forms.keys(), ...[...commands.keys()].map((name) => `/${name}`)];
  expect(Object.keys(TABLE).toSorted()).toEqual(all.toSorted());
});

describe.each(Object.entries(outsiders))('%s, with ids of others,', (_, who) => {
  test('changes and sees nothing that is not their own', async () => {
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
  });
});

test('a member of the same community does nothing of the staff, and nothing with what is somebody else’s', async () => {
  let before = await everyRow(house);
  for (const [id, line] of Object.entries(TABLE)) {
    const reply = await call(nils, id, line);
    const after = await everyRow(house);
    const changed = changedRows(before, after);
    const ofStaff = line.who === 'staff' || line.who === 'owner';
    const refused = /for the staff/u.test(wordsOf(reply)) && changed.length === 0;
    expect(ofStaff && !refused, id).toBe(false);
    // a discussion is the channel's
    const others = changed.filter(
      ({ table, row }) =>
        table !== 'discussions' && (!row.includes(nils.person) || /miaamsel|inaigel|adaadler/iu.test(row)),
    );
    expect(others, id).toEqual([]);
    expect(shown(reply), id).not.toMatch(PRIVATE);
    expect(line.who === 'own' && reply.kind === 'remove', id).toBe(false);
    before = after;
  }
});

test.each([
  ['an instructor', inaigel],
  ['an owner', adaadler],
])('%s does nothing of the staff in a direct message, where no community is told', async (_, who) => {
  const direct: Visitor = { ...who, community: 'bare:direct', place: who.person, direct: true, admin: false };
  for (const [id, line] of Object.entries(TABLE)) {
    if (line.who !== 'staff' && line.who !== 'owner') continue;
    const before = await everyRow(house);
    const reply = await call(direct, id, line);
    expect(withoutEcho(shown(reply)), id).not.toMatch(OURS);
    expect(reply.kind, id).not.toBe('remove');
    expect(changedRows(before, await everyRow(house)), id).toEqual([]);
  }
});

test('an instructor does nothing of the owners', async () => {
  for (const [id, line] of Object.entries(TABLE)) {
    if (line.who !== 'owner') continue;
    const before = await everyRow(house);
    expect(wordsOf(await call(inaigel, id, line)), id).toMatch(/for the staff/u);
    expect(changedRows(before, await everyRow(house)), id).toEqual([]);
  }
});

/** So that a refusal above is one of the caller, and not of what was asked. */
test('whoever may, can: with the same ids', async () => {
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
});
