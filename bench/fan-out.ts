/** One minute in which many cohorts are due: how close the whole job comes to the platforms' own pace. */
import { sql } from 'drizzle-orm';
import { loadConfig } from '../src/config.ts';
import type { Library } from '../src/content/library.ts';
import type { MessageRef } from '../src/chat/request.ts';
import { NO_FILES } from '../src/classroom/own-files.ts';
import { withShelves } from '../src/classroom/shelves.ts';
import { dropMail } from '../src/features/drops/index.ts';
import { createLog } from '../src/log.ts';
import { createOutbox } from '../src/outbox/index.ts';
import { openPlatforms } from '../src/platforms.ts';
import { createInstallations } from '../src/platforms/slack/installations.ts';
import { createPoster } from '../src/post.ts';
import { createSecretBox } from '../src/secret.ts';
import type { Database } from '../src/storage/database.ts';
import { createStore, type Store } from '../src/storage/index.ts';
import type { Poster, Tools } from '../src/tools.ts';
import { realLab, realLibrary, realPictures } from '../tests/support/sous.ts';
import { startBot } from './support/bot.ts';
import { addDueCohorts } from './support/cohorts.ts';
import type { FarSlackGiven, FarSlackTally } from './support/far-slack.ts';
import { goal, rate, withServer } from './support/server.ts';

export const name = 'Fan-out: one drop to many channels, through the whole job';

export interface FanOutOptions {
  /** A tenth of the ten thousand on Slack: the bound grows in proportion. */
  readonly discord: number;
  /** Workspaces, each with a channel. */
  readonly slack: number;
}

export interface FanOutFigures {
  /** Seconds. */
  readonly discord: number;
  readonly slack: number;
  /** What the fake Slack was asked. */
  readonly tally: FarSlackTally;
}

/** Discord's published limit: 50 requests a second for a bot. */
const PER_SECOND = 50;
/** Slack's answers take so long, and a workspace takes so many messages in a minute. */
const FAR: FarSlackGiven = { latencyMs: 150, perMinute: 300 };
const NOW = Date.UTC(2026, 10, 2, 9, 0, 30);

interface Scene {
  readonly db: Database;
  readonly store: Store;
  readonly library: Library;
}

export async function run(
  print: (line: string) => void,
  given: FanOutOptions = { discord: 1_000, slack: 10_000 },
): Promise<FanOutFigures> {
  const library = await realLibrary();
  return withServer(async ({ database: { db } }) => {
    const scene: Scene = { db, library, store: createStore(db) };
    const bound = given.discord / PER_SECOND;
    const discord = await toDiscord(scene, given.discord);
    print(
      `${given.discord.toLocaleString('en')} channels at ${PER_SECOND} requests a second: ${discord.toFixed(1)} s, the bound is ${bound} s: ` +
        `${(discord / bound).toFixed(2)} of it ${goal(discord / bound, 'at most', 1.15)}; ten thousand would take ${Math.round((discord / given.discord) * 10_000)} s`,
    );
    const { seconds: slack, tally } = await toSlack(scene, given.slack);
    print(
      `${given.slack.toLocaleString('en')} Slack workspaces, through the Slack adapter, that answer in ${FAR.latencyMs} ms each: ${slack.toFixed(1)} s, ` +
        `${rate(given.slack / slack)} ${goal(slack, 'at most', 15, ' s')}; posted ${tally.posted}, too fast ${tally.tooFast}`,
    );
    return { discord, slack, tally };
  });
}

/** The seconds until all that is due was posted. */
async function timed({ library, store }: Scene, post: Poster): Promise<number> {
  const tools: Tools = withShelves({
    library,
    store,
    pictures: realPictures,
    ownFiles: NO_FILES,
    lab: realLab,
    post,
    now: () => NOW,
    random: Math.random,
    newId: () => 'bench',
  });
  const { job } = createOutbox(tools, [dropMail(tools)], { tickMs: 600_000 });
  const began = performance.now();
  await job.run(NOW);
  return (performance.now() - began) / 1_000;
}

/** A poster that keeps to Discord's pace; what its adapter costs beside that is nothing. */
async function toDiscord(scene: Scene, channels: number): Promise<number> {
  await addDueCohorts(scene.db, { prefix: 'd', n: channels, place: (n) => sql`'discord:channel/' || ${n}`, due: NOW });
  const send = pace(PER_SECOND, 80);
  let refs = 0;
  const seconds = await timed(scene, {
    post: async () => {
      await send();
      return `discord:message/${(refs += 1)}` as MessageRef;
    },
    edit: async () => undefined,
    remove: async () => undefined,
    find: async () => [],
    serves: () => true,
    hasHomes: () => false,
    refreshHome: () => undefined,
    stillMember: async () => true,
    check: async () => ({ ok: true, missing: [], advice: '' }),
  });
  if (refs !== channels) throw new Error(`${refs} posts for ${channels} cohorts`);
  return seconds;
}

/** The Slack adapter as it is wired when many workspaces have installed Sous, each with a token of its own. */
async function toSlack(scene: Scene, workspaces: number): Promise<{ seconds: number; tally: FarSlackTally }> {
  const far = await startBot({ module: import.meta.resolve('./support/far-slack.ts'), given: FAR });
  try {
    const key = '0'.repeat(64);
    const config = loadConfig({
      SLACK_SIGNING_SECRET: 'signing-secret',
      SLACK_CLIENT_ID: '1.2',
      SLACK_CLIENT_SECRET: 'client-secret',
      SLACK_STATE_SECRET: 'state-secret-of-the-bench',
      SLACK_TOKEN_KEY: key,
      SLACK_API_URL: `${far.url}/api/`,
    });
    const { platforms } = openPlatforms(config, scene.store, createLog('warn'), () => undefined);
    await install(scene.store, key, workspaces);
    await addDueCohorts(scene.db, {
      prefix: 's',
      n: workspaces,
      place: (n) => sql`'slack:channel/T' || ${n} || '.CT' || ${n}`,
      due: NOW,
    });
    const seconds = await timed(
      scene,
      createPoster(() => platforms),
    );
    const tally = (await (await fetch(`${far.url}/tally`)).json()) as FarSlackTally;
    if (tally.keys !== workspaces || tally.wrong > 0) throw new Error(`not as it should be: ${JSON.stringify(tally)}`);
    return { seconds, tally };
  } finally {
    await far.stop();
  }
}

async function install(store: Store, key: string, workspaces: number): Promise<void> {
  const box = createSecretBox(key);
  const installations = createInstallations(
    {
      save: async (id, value) => store.installations.saveInstallation(id, box.seal(value)),
      find: async () => undefined,
      remove: async () => undefined,
    },
    () => NOW,
  );
  let n = 0;
  const lane = async (): Promise<void> => {
    while (n < workspaces) {
      const id = `T${10_000 + (n += 1)}`;
      await installations.storeInstallation({
        team: { id, name: `Workspace ${id}` },
        enterprise: undefined,
        bot: { token: `xoxb-${id}`, scopes: [], id: `B${id}`, userId: `U${id}` },
        user: { id: 'U1', token: undefined, scopes: undefined },
      });
    }
  };
  await Promise.all(Array.from({ length: 20 }, lane));
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
