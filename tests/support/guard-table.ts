/** Every action, form and command of the catalog: whom it is for, and how it is called with ids of others. */
import type { Filled } from '../../src/chat/request.ts';
import { type Ids, MIA } from './two-rooms.ts';

/**
 * `owner` and `staff` of the community; `own`: whoever it belongs to, by the ids of the press; `here`: who is in the community or
 * its channel; `all`: it shows and changes the caller's own, or what is public.
 */
export type Who = 'owner' | 'staff' | 'own' | 'here' | 'all';

export interface Line {
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

export const TABLE: Readonly<Record<string, Line>> = {
  'ask.again': press('own', ({ done }) => ({ run: done })),
  'ask.choose': press('own', (ids) => ({ ...step(ids), key: '0' })),
  'ask.finish': press('own', ({ run }) => ({ run })),
  'ask.go': press('own', asked),
  'ask.hint': press('own', asked),
  'ask.others': press('own', answered),
  'ask.pick': press('own', step, { picked: () => ['0'] }),
  'ask.sure': press('own', (ids) => ({ ...step(ids), as: 'sure' })),
  'ask.type': press('own', step),
  'ask.typed': form('own', { b0: 'Fremdwort' }, step),
  'ask.undo': press('own', step),
  'ask.unknown': press('own', step),
  'audit.show': press('staff'),
  'board.show': press('here', (ids) => ({ ...cohort(ids), period: 'all' })),
  'daily.answer': press('here', drop),
  'daily.choose': press('here', (ids) => ({ ...drop(ids), key: '0' })),
  'daily.hint': press('here', drop),
  'daily.others': press('here', drop),
  'daily.past': press('all'),
  'daily.pick': press('here', undefined, { picked: (ids) => [ids.drop] }),
  'daily.sure': press('here', (ids) => ({ ...drop(ids), key: '0', as: 'sure' })),
  'daily.unknown': press('here', drop),
  'demo.ask': press('owner'),
  'demo.keep': press('all'),
  'demo.remove': press('owner'),
  'health.again': press('staff', drop),
  'health.look': press('staff', cohort),
  'health.void': press('staff', drop),
  'health.voided': form('staff', { reason: 'because' }, drop),
  'learn.answer': press('all', () => ({ lesson: 'none', card: '0', shown: '1' })),
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
  'settings.zone.take': press('all', () => ({ zone: 'UTC' })),
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
