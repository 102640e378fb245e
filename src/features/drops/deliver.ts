/** Delivers what is due: platforms side by side, each with a number of sends under way, until nothing is left. */
import type { LearnerId, MessageRef } from '../../chat/request.ts';
import { mailboxOf } from '../../classroom/people.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Leased } from '../../storage/deliveries.ts';
import type { Drop } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { threadTitleOf } from '../daily/draw.ts';
import { refreshHomesIn } from '../homes.ts';
import { drawNotice, lateWords, refusedWords } from './notice.ts';
import type { DropOptions, Problems } from './options.ts';
import { editOnce, endUnsent, type Parcel, type Sender, sendOnce, tidy } from './send.ts';
import { drawnDrop, drawnReveal, questionOf, viewOf, Withdrawn } from './view.ts';

/** Posted this little late, a drop still opens and closes at its planned minute. Milliseconds. */
const PUNCTUAL = 5 * 60_000;
const UNSEEN = { kind: 'open', answers: 0 } as const;

export interface Courier {
  readonly tools: Tools;
  readonly options: DropOptions;
  /** Names this process in leases. */
  readonly worker: string;
}

/** A delivery under lease, with what it is about as that stood when it was leased. */
interface Load {
  readonly leased: Leased;
  readonly cohort: Cohort;
  readonly drop: Drop | undefined;
}

/** Everything due on all platforms served here, until `until` (milliseconds); the number of deliveries dealt with. */
export async function deliverDue(courier: Courier, problems: Problems, until: number): Promise<number> {
  const { tools, options } = courier;
  const platforms = await tools.store.deliveries.duePlatforms(tools.now());
  const counts = await Promise.all(
    platforms
      .filter((platform) => options.serves(platform))
      .map(
        async (platform) => (await problems.guard(`delivering on ${platform}`, undefined, () => drain(platform))) ?? 0,
      ),
  );
  return counts.reduce((sum, n) => sum + n, 0);

  async function drain(platform: string): Promise<number> {
    let queue: Load[] = [];
    let filling: Promise<void> | undefined;
    let done = 0;
    let dry = false;
    /** Cohorts whose members' own pages may show something else by now. */
    const changed: Cohort[] = [];
    const refresh = async (): Promise<void> => {
      const cohorts = changed.splice(0);
      await problems.guard('showing drops', undefined, () => refreshHomesIn(tools, cohorts));
    };
    const over = (): boolean => options.stopping?.aborted === true || tools.now() >= until;
    // one lease for all lanes: a row waits for a lane no longer than one send takes
    const fill = async (): Promise<void> => {
      const { leaseMs, lanes: limit } = options;
      const rows = await tools.store.deliveries.lease({ by: courier.worker, platform, leaseMs, limit }, tools.now());
      dry = rows.length === 0;
      queue = await loaded(tools, rows);
      await refresh();
    };
    const lane = async (): Promise<void> => {
      while (!over()) {
        const next = queue.shift();
        if (next === undefined) {
          if (dry) return;
          filling ??= fill().finally(() => {
            filling = undefined;
          });
          await filling;
          continue;
        }
        done += 1;
        const { id, cohort } = next.leased;
        await problems.guard(`delivery ${id}`, cohort, () => deliver(courier, next));
        // a drop opens with its message, and that message is changed when it is over or taken back
        if (next.leased.kind === 'post' || next.leased.kind === 'close') changed.push(next.cohort);
      }
    };
    await Promise.all(Array.from({ length: options.lanes }, lane));
    await refresh();
    return done;
  }
}

/** Read together: one by one they would be half of what a delivery costs. */
async function loaded({ store }: Tools, rows: readonly Leased[]): Promise<Load[]> {
  if (rows.length === 0) return [];
  const [cohorts, drops] = await Promise.all([
    store.cohorts.findCohorts([...new Set(rows.map((row) => row.cohort))]),
    store.drops.findDrops([...new Set(rows.flatMap((row) => row.drop ?? []))]),
  ]);
  return rows.flatMap((leased) => {
    const cohort = cohorts.get(leased.cohort);
    // its rows went with it
    return cohort === undefined ? [] : [{ leased, cohort, drop: drops.get(leased.drop ?? '') }];
  });
}

async function deliver(courier: Courier, { leased, cohort, drop }: Load): Promise<void> {
  const sender = senderOf(courier, cohort, drop);
  try {
    await byKind(sender, leased, cohort, drop);
  } catch (error) {
    if (!(error instanceof Withdrawn)) throw error;
    await endUnsent(sender, leased, 'missed', error.message);
  }
}

async function byKind(sender: Sender, leased: Leased, cohort: Cohort, drop: Drop | undefined): Promise<void> {
  const { tools } = sender;
  if (leased.kind === 'notice') {
    await sendOnce(sender, leased, leased.nextAt, async () => ({ card: drawNotice(leased.words) }));
    return;
  }
  if (leased.kind === 'tidy') {
    await tidy(sender, leased);
    return;
  }
  if (drop === undefined) throw new Error(`there is no drop ${leased.drop ?? ''}`);
  switch (leased.kind) {
    case 'post':
      await sendOnce(sender, leased, drop.dueAt, () => packPost(tools, leased, cohort, drop));
      return;
    case 'reveal': {
      const under = await tools.store.deliveries.postedMessage(drop.id);
      await sendOnce(sender, leased, Math.min(drop.closesAt, drop.closedAt ?? drop.closesAt), async () => {
        const view = await viewOf(tools, cohort, drop);
        return {
          card: await drawnReveal(view),
          threadTitle: threadTitleOf(view),
          ...(under !== undefined && { under: under as MessageRef }),
        };
      });
      return;
    }
    case 'close': {
      const message = await tools.store.deliveries.postedMessage(drop.id);
      if (message === undefined) throw new Error(`drop ${drop.id} has no message to close`);
      await editOnce(sender, leased, message as MessageRef, await drawnDrop(await viewOf(tools, cohort, drop)));
      return;
    }
    default:
      leased.kind satisfies never;
  }
}

async function packPost(tools: Tools, leased: Leased, cohort: Cohort, drop: Drop): Promise<Parcel> {
  const mention = cohort.pingRole === null ? {} : { mention: cohort.pingRole };
  if (leased.firstSentAt !== null) {
    return { card: await drawnDrop(await viewOf(tools, cohort, drop)), ...mention };
  }
  const now = tools.now();
  const opensAt = now - drop.dueAt <= PUNCTUAL ? drop.dueAt : now;
  const window = { opensAt, closesAt: opensAt + cohort.openHours * 3_600_000 };
  // nobody can have answered what was never shown
  const view = { cohort, drop: { ...drop, ...window }, question: questionOf(tools, drop), state: UNSEEN };
  return { card: await drawnDrop(view), window, ...mention };
}

function senderOf({ tools, options }: Courier, cohort: Cohort, drop: Drop | undefined): Sender {
  return {
    tools,
    options,
    notice(leased, state, why) {
      if (drop === undefined || (leased.kind !== 'post' && leased.kind !== 'reveal')) return undefined;
      if (cohort.admin === '') return undefined;
      // a reveal that came too late harms nobody; one that is not allowed should be mended
      if (leased.kind === 'reveal' && state === 'missed') return undefined;
      const words =
        state === 'refused'
          ? refusedWords(cohort, drop.localDate, why, leased.kind)
          : lateWords(cohort, drop.localDate, why);
      return { key: leased.id.slice(0, 24), cohort: cohort.id, to: mailboxOf(cohort.admin as LearnerId), words };
    },
  };
}
