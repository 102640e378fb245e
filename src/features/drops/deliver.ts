/** Delivers what is due: platforms side by side, each with a number of sends under way, until nothing is left. */
import type { MessageRef } from '../../chat/request.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Leased } from '../../storage/deliveries.ts';
import type { Drop } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { threadTitleOf } from '../daily/draw.ts';
import { drawNotice, lateWords, refusedWords } from './notice.ts';
import type { DropOptions, Problems } from './options.ts';
import { editOnce, endUnsent, type Parcel, type Sender, sendOnce } from './send.ts';
import { drawnDrop, drawnReveal, viewOf, Withdrawn } from './view.ts';

/** Posted this little late, a drop still opens and closes at its planned minute. Milliseconds. */
const PUNCTUAL = 5 * 60_000;

export interface Courier {
  readonly tools: Tools;
  readonly options: DropOptions;
  /** Names this process in leases. */
  readonly worker: string;
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
    let queue: Leased[] = [];
    let filling: Promise<void> | undefined;
    let done = 0;
    let dry = false;
    const over = (): boolean => options.stopping?.aborted === true || tools.now() >= until;
    // one lease for all lanes: a row waits for a lane no longer than one send takes
    const fill = async (): Promise<void> => {
      const { leaseMs, lanes: limit } = options;
      const rows = await tools.store.deliveries.lease({ by: courier.worker, platform, leaseMs, limit }, tools.now());
      queue = [...rows];
      dry = rows.length === 0;
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
        await problems.guard(`delivery ${next.id}`, next.cohort, () => deliver(courier, next));
      }
    };
    await Promise.all(Array.from({ length: options.lanes }, lane));
    return done;
  }
}

async function deliver(courier: Courier, leased: Leased): Promise<void> {
  const { store } = courier.tools;
  const cohort = await store.cohorts.findCohort(leased.cohort);
  const drop = leased.drop === null ? undefined : await store.drops.findDrop(leased.drop);
  if (cohort === undefined) return; // its rows went with it
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
  return { card: await drawnDrop(await viewOf(tools, cohort, { ...drop, ...window })), window, ...mention };
}

function senderOf({ tools, options }: Courier, cohort: Cohort, drop: Drop | undefined): Sender {
  return {
    tools,
    options,
    notice(leased, state, why) {
      if (drop === undefined || (leased.kind !== 'post' && leased.kind !== 'reveal')) return undefined;
      // a reveal that came too late harms nobody; one that is not allowed should be mended
      if (leased.kind === 'reveal' && state === 'missed') return undefined;
      const words =
        state === 'refused'
          ? refusedWords(cohort, drop.localDate, why, leased.kind)
          : lateWords(cohort, drop.localDate, why);
      return { key: leased.id.slice(0, 24), cohort: cohort.id, to: cohort.admin, words };
    },
  };
}
