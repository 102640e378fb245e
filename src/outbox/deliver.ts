/** Delivers what is due: platforms side by side, each with a number of sends under way, until nothing is left. */
import type { AnyLetter, Letter, Round } from './letter.ts';
import { changeOnce, type Courier, type Load, type Sending, sendOnce, tidy } from './send.ts';

/** Kinds of letter by their names. */
export type Kinds = ReadonlyMap<string, AnyLetter>;

/** Made by the outbox itself, of any kind of letter that was sent twice. */
export const TIDY = 'tidy';

/** Everything due on all platforms served here, until the round is to stop; the number of letters dealt with. */
export async function deliverDue(courier: Courier, kinds: Kinds, round: Round): Promise<number> {
  const { tools, options } = courier;
  const platforms = await tools.store.deliveries.duePlatforms(tools.now());
  const counts = await Promise.all(
    platforms
      .filter((platform) => options.serves(platform))
      .map(
        async (platform) =>
          (await round.problems.guard(`delivering on ${platform}`, undefined, () =>
            drain(courier, kinds, round, platform),
          )) ?? 0,
      ),
  );
  return counts.reduce((sum, n) => sum + n, 0);
}

async function drain(courier: Courier, kinds: Kinds, round: Round, platform: string): Promise<number> {
  const { tools, options } = courier;
  let queue: Load<AnyLetter | undefined>[] = [];
  let filling: Promise<void> | undefined;
  let done = 0;
  let dry = false;
  let dealt: Load[] = [];
  const tellDealt = async (): Promise<void> => {
    const batch = Map.groupBy(dealt, (load) => load.kind);
    dealt = [];
    for (const [kind, loads] of batch)
      await round.problems.guard(`what follows "${kind.kind}"`, undefined, async () =>
        kind.dealt?.(loads.map((load) => load.about)),
      );
  };
  // one lease for all lanes: a row waits for a lane no longer than one send takes
  const fill = async (): Promise<void> => {
    const { leaseMs, lanes: limit } = options;
    const rows = await tools.store.deliveries.lease({ by: courier.worker, platform, leaseMs, limit }, tools.now());
    dry = rows.length === 0;
    queue = await loaded(courier, kinds, rows);
    await tellDealt();
  };
  const lane = async (): Promise<void> => {
    while (!round.stop()) {
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
      const { letter, kind } = next;
      await round.problems.guard(`delivery ${letter.id}`, letter.cohort ?? undefined, () => deal(courier, next));
      if (kind?.dealt !== undefined) dealt.push({ ...next, kind });
    }
  };
  await Promise.all(Array.from({ length: options.lanes }, lane));
  await tellDealt();
  return done;
}

/** With what they are about, read together. */
export async function loaded(
  courier: Courier,
  kinds: Kinds,
  letters: readonly Letter[],
  heard = false,
): Promise<Load<AnyLetter | undefined>[]> {
  const alike = Map.groupBy(letters, (letter) => kinds.get(letter.kind)?.gather);
  const loads: Load<AnyLetter | undefined>[] = [];
  for (const [gather, group] of alike) {
    const abouts = await gather?.(group);
    for (const letter of group) {
      const about = abouts?.get(letter.id);
      if (abouts === undefined || about !== undefined)
        loads.push({ letter, kind: kinds.get(letter.kind), about, heard });
      else await courier.tools.store.deliveries.endUnsent(letter, 'missed', GONE, undefined, courier.tools.now());
    }
  }
  return loads;
}

const GONE = 'what it is about is gone';

/** @throws Error for a kind that nobody here knows: it is left to a process that does. */
export async function deal(courier: Courier, { kind, ...load }: Load<AnyLetter | undefined>): Promise<Sending> {
  if (load.letter.kind === TIDY) await tidy(courier, load.letter);
  else if (kind === undefined) throw new Error(`nobody here knows letters of the kind "${load.letter.kind}"`);
  else if ('change' in kind) await changeOnce(courier, { ...load, kind });
  else return sendOnce(courier, { ...load, kind });
  return { kind: 'stands' };
}
