/**
 * Two communities on one bare platform. In the first somebody has done everything that can be done, with names and words of
 * their own; the second has a cohort and an owner. For tests of who may reach what.
 */
import { eq } from 'drizzle-orm';
import type { Reply } from '../../src/chat/reply.ts';
import type { Visitor } from '../../src/chat/request.ts';
import { uploadOf } from '../../src/chat/uploading.ts';
import { EVERY_TABLE } from '../../src/storage/every-table.ts';
import { asked } from '../../src/storage/tables/asked.ts';
import { deliveries } from '../../src/storage/tables/drops.ts';
import { ownQuestions, ownUploads } from '../../src/storage/tables/own.ts';
import { discussions } from '../../src/storage/tables/lessons.ts';
import { reports } from '../../src/storage/tables/reports.ts';
import { runs } from '../../src/storage/tables/runs.ts';
import { playToTheEnd } from '../scenes/spine.ts';
import { caller, COMMUNITY, type DropHouse, HOUR } from './drop-house.ts';

export const MIA = 'bare:user/miaamsel';
export const INA = 'bare:user/inaigel';
const ADA = 'bare:user/adaadler';
/** Whatever belongs to the first community and may be seen by nobody else. */
export const OURS = /Secretspring|Miaamsel|Inaigel|Adaadler|Miaswords|Miasreason|Miaspart/iu;
/** What belongs to Mia alone, and to staff. */
export const PRIVATE = /Miaswords|Miasreason/iu;

export const miaamsel = caller('Miaamsel');
export const inaigel = caller('Inaigel');
export const adaadler = caller('Adaadler', { admin: true });
export const nils = caller('Nils');

const other = { community: 'bare:room/other', place: 'bare:channel/else' } as const;
const direct = (name: string) => ({ community: 'bare:direct', place: `bare:user/${name}`, direct: true }) as const;
/** Who has no business in the first community. */
export const outsiders: Readonly<Record<string, Visitor>> = {
  'an owner of another community': caller('Bossbaer', { ...other, admin: true }),
  'a member of another community': caller('Gastgans', other),
  'a stranger in a direct message': caller('Fremdfink', direct('fremdfink')),
  'a stranger in a direct message who claims to be an admin': caller('Falschfuchs', {
    ...direct('falschfuchs'),
    admin: true,
  }),
};

/** What everything in the first community is called. */
export interface Ids {
  readonly cohort: string;
  /** Its version: a control names the one that it was drawn for. */
  version(): Promise<string>;
  readonly drop: string;
  readonly run: string;
  readonly done: string;
  readonly report: string;
  readonly discussion: string;
  readonly test: string;
  /** What Mia asked the authors. */
  readonly asked: string;
  /** One of its own questions, and a file that waits. */
  readonly own: string;
  readonly upload: string;
  readonly question: string;
}

export async function furnish(house: DropHouse): Promise<Ids> {
  const { store, library } = house.sous.tools;
  const { db } = house.database;
  const cohort = house.cohort.id;
  const [question = ''] = [...library.content.questions.keys()];
  const form = (who: Visitor, id: string, args: Record<string, string>, fields: Record<string, string>) =>
    house.app.handle({ kind: 'form', caller: who, press: { id, args }, fields, event: `f-${id}`, at: house.now });

  await store.cohorts.changeCohort(cohort, 1, { name: 'Secretspring' }, ADA, house.now);
  const autumn = { id: 'autumn', name: 'Autumn', zone: 'UTC', admin: 'bare:user/bossbaer', ...other };
  await store.cohorts.createCohort(autumn, 'bare:user/bossbaer', house.now);
  const mia = house.person('Miaamsel');
  await mia.press('A', await house.nextDrop('one-choice'));
  const [drop] = await store.drops.latestDrops(cohort);
  await playToTheEnd(mia, await mia.command('quiz', { topic: 'one-choice', length: 1 }));
  await mia.command('quiz', { topic: 'short-answer', length: 1 });
  await house.press(miaamsel, { id: 'settings.zone', args: {} });
  await form(miaamsel, 'settings.zoned', {}, { zone: 'Europe/Berlin' });
  await form(miaamsel, 'report.send', { run: `drop:${drop?.id}`, at: '0' }, { reason: 'typo', words: 'Miaswords' });
  await store.staff.namePerson({ community: COMMUNITY, learner: INA, name: 'Inaigel' }, ADA, house.now);
  await house.run(inaigel, 'settings', { zone: 'UTC' });
  await store.staff.orderPulse(cohort, INA, house.now + HOUR, house.now);
  await house.run(adaadler, 'points', { person: MIA, points: 3, reason: 'Miasreason' });
  await store.cohorts.queueQuestion({ cohort, question, kind: 'soon' }, ADA, house.now);
  await house.press(miaamsel, { id: 'share.begin', args: { share: 'bank' } });
  await house.press(miaamsel, { id: 'asked.ask', args: { q: 'what is miaswords' } });
  const [talk] = await db.select().from(discussions);
  await form(miaamsel, 'share.said', { discussion: talk?.id ?? '' }, { text: 'Miaspart' });
  const version = async (): Promise<string> => String((await store.cohorts.findCohort(cohort))?.version);
  await house.press(adaadler, { id: 'setup.test', args: { c: cohort, v: await version() } });

  const bring = async (words: string): Promise<Reply> =>
    house.app.handle({
      kind: 'form',
      caller: adaadler,
      press: { id: 'own.send', args: {} },
      fields: { about: 'about-one-choice' },
      files: { file: uploadOf('ours.gift', Buffer.from(`::${words}:: What is ${words}? {=Secretspring ~Nothing}`)) },
      event: `f-${words}`,
      at: house.now,
    });
  await bring('secretspring-mascot');
  const [first] = await db.select().from(ownUploads);
  await house.press(adaadler, { id: 'own.take', args: { upload: first?.id ?? '' } });
  await bring('secretspring-song');
  const [upload] = await db.select().from(ownUploads);
  const [own] = await db.select().from(ownQuestions);

  const [forAuthors] = await db.select().from(asked);
  const [report] = await db.select().from(reports);
  const [test] = await db.select().from(deliveries).where(eq(deliveries.kind, 'test'));
  const mine = await db.select({ id: runs.id }).from(runs).where(eq(runs.learner, MIA));
  const all = await Promise.all(mine.map(async ({ id }) => store.runs.findRun(id)));
  const done = all.find((one) => one?.attempts.size === 1);
  const run = all.find((one) => one?.attempts.size === 0 && one.purpose !== 'drop');
  const found = {
    drop: drop?.id,
    run: run?.id,
    done: done?.id,
    report: report?.id,
    discussion: talk?.id,
    test: test?.id,
    asked: forAuthors?.id,
    own: own?.id,
    upload: upload?.id,
  };
  for (const [name, id] of Object.entries(found)) if (id === undefined) throw new Error(`there is no ${name}`);
  return { cohort, version, question, ...(found as Record<keyof typeof found, string>) };
}

/** Every row of every table, as JSON. */
export async function everyRow(house: DropHouse): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const tables = new Map<string, ReadonlySet<string>>();
  for (const table of EVERY_TABLE) {
    const rows = await house.database.db.select().from(table);
    tables.set(tableName(table), new Set(rows.map((row) => JSON.stringify(row))));
  }
  return tables;
}

const tableName = (table: (typeof EVERY_TABLE)[number]): string =>
  String(Reflect.get(table, Symbol.for('drizzle:Name')));

/** Rows that are there in one of them only: made, changed or gone. */
export function changedRows(
  before: ReadonlyMap<string, ReadonlySet<string>>,
  after: ReadonlyMap<string, ReadonlySet<string>>,
): readonly { readonly table: string; readonly row: string }[] {
  return [...before].flatMap(([table, rows]) => {
    const now = after.get(table) ?? new Set<string>();
    return [...rows.symmetricDifference(now)].map((row) => ({ table, row }));
  });
}

/** Everything that a reply shows or lets do. */
export const shown = (reply: Reply): string => JSON.stringify(reply);
