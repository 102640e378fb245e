/** One minute in which many cohorts are due: how close the whole job comes to the platform's own pace. */
import type { Tools } from '../src/tools.ts';
import type { MessageRef } from '../src/chat/request.ts';
import { createLibrary } from '../src/content/library.ts';
import { loadContent } from '../src/content/load.ts';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { createDropJob } from '../src/features/drops/index.ts';
import { createStore } from '../src/storage/index.ts';
import { goal, rate, withServer } from './support/server.ts';

export const name = 'Fan-out: one drop to many channels, through the whole job';

/** Discord's published limit: 50 requests a second for a bot. */
const PER_SECOND = 50;

export async function run(print: (line: string) => void): Promise<void> {
  const { content } = await loadContent(path.resolve(import.meta.dirname, '../content'));
  const library = createLibrary(content);
  await withServer(async ({ database: { db } }) => {
    await db.execute(sql`insert into communities (id) values ('bench')`);
    const post = async (prefix: string, n: number, send: () => Promise<void>): Promise<number> => {
      await db.execute(sql`insert into cohorts (id, community, name, place, zone, time, weekdays, admin, next_at, next_date,
          changed_by, changed_at, created_at)
        select ${prefix} || n, 'bench', 'c', ${prefix} || ':channel/' || n, 'UTC', '09:00', '[1,2,3,4,5,6,7]', 'bench:user/x',
          now(), now()::date, 'x', now(), now() from generate_series(1, ${n}::integer) n`);
      let refs = 0;
      const tools: Tools = {
        library,
        store: createStore(db),
        post: {
          post: async (to) => {
            await send();
            return `${to.split(':', 1)[0]}:message/${(refs += 1)}` as MessageRef;
          },
          edit: async () => undefined,
          remove: async () => undefined,
          find: async () => [],
          serves: () => true,
          check: async () => ({ ok: true, missing: [], advice: '' }),
        },
        now: Date.now,
        random: Math.random,
        newId: () => 'bench',
      };
      const job = createDropJob(tools, { tickMs: 600_000 });
      const began = performance.now();
      await job.run(Date.now());
      const seconds = (performance.now() - began) / 1_000;
      if (refs !== n) throw new Error(`${refs} posts for ${n} cohorts`);
      return seconds;
    };
    // a tenth of ten thousand: the bound grows in proportion
    const channels = 1_000;
    const limited = await post('discord', channels, pace(PER_SECOND, 80));
    const bound = channels / PER_SECOND;
    print(
      `${channels.toLocaleString('en')} channels at ${PER_SECOND} requests a second: ${limited.toFixed(1)} s, the bound is ${bound} s: ` +
        `${(limited / bound).toFixed(2)} of it ${goal(limited / bound, 'at most', 1.15)}; ten thousand would take ${Math.round(limited * 10)} s`,
    );
    const free = await post('slack', 10_000, async () => new Promise((resolve) => setTimeout(resolve, 150)));
    print(
      `10,000 workspaces that answer in 150 ms each: ${free.toFixed(1)} s, ${rate(10_000 / free)} ${goal(free, 'at most', 15, ' s')}`,
    );
  });
}

/** So many a second and no more, each answered after `ms`. */
function pace(perSecond: number, ms: number): () => Promise<void> {
  let next = 0;
  return () => {
    const now = performance.now();
    next = Math.max(now, next + 1_000 / perSecond);
    return new Promise((resolve) => setTimeout(resolve, next - now + ms));
  };
}
