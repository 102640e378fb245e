/** Opens, and for the doctor examines, the platforms that the Config names. */
import type { Hono } from 'hono';
import { reasonOf } from './chat/fault.ts';
import type { Catalog } from './chat/feature.ts';
import type { Platform } from './chat/platform.ts';
import type { LearnerId, Mailbox } from './chat/request.ts';
import { learnerOf, mailboxOf } from './classroom/people.ts';
import type { Config } from './config.ts';
import type { RawMount } from './http.ts';
import type { Log } from './log.ts';
import { createDiscord, diagnose as diagnoseDiscord } from './platforms/discord/index.ts';
import { createPlayground, type PlaygroundHistory } from './platforms/playground/index.ts';
import {
  createSlack,
  diagnose as diagnoseSlack,
  type HomeKeeper,
  type InstallationKeeper,
  type SlackAuth,
} from './platforms/slack/index.ts';
import { createSecretBox } from './secret.ts';
import type { Store } from './storage/index.ts';

export interface OpenPlatforms {
  readonly platforms: readonly Platform[];
  readonly routes: readonly Hono[];
  readonly raw: readonly RawMount[];
}

/** Makes them, without connecting. `fatal` is called when one will not have us back. */
export function openPlatforms(config: Config, store: Store, log: Log, fatal: () => void): OpenPlatforms {
  const platforms: Platform[] = [];
  const routes: Hono[] = [];
  const raw: RawMount[] = [];
  const gone = (platform: string) => (error: Error) => {
    log.fatal({ err: error, platform }, 'the platform will not have us back');
    fatal();
  };
  if (config.playground !== undefined) {
    const playground = createPlayground({
      log: log.child({ platform: 'playground' }),
      hosts: config.playground.hosts,
      history: historyOf(store),
    });
    platforms.push(playground);
    routes.push(playground.routes);
  }
  if (config.discord !== undefined) {
    const { token, apiUrl, guildId, shards } = config.discord;
    platforms.push(
      createDiscord({
        token,
        ...(apiUrl !== undefined && { apiUrl }),
        ...(guildId !== undefined && { guildId }),
        ...(shards !== undefined && { shards }),
        log: log.child({ platform: 'discord' }),
        onFatal: gone('discord'),
      }),
    );
  }
  if (config.slack !== undefined) {
    const { mode, command, apiUrl } = config.slack;
    const slack = createSlack({
      mode,
      auth: slackAuth(config.slack.auth, store),
      command,
      ...(apiUrl !== undefined && { apiUrl }),
      log: log.child({ platform: 'slack' }),
      firstTime: async (event) => store.events.claimEvent(`slack:${event}`, Date.now()),
      homes: homesOf(store),
      onFatal: gone('slack'),
    });
    platforms.push(slack);
    if (slack.http !== undefined) raw.push(slack.http);
  }
  return { platforms, routes, raw };
}

export interface PlatformFinding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly advice: string;
}

/**
 * What is well and what to mend on each platform. Changes nothing there, and never rejects. `catalog`: to compare with what is
 * registered; absent when it cannot be read. `places`: the channels of cohorts.
 */
export async function diagnosePlatforms(
  config: Config,
  { catalog, places }: { readonly catalog?: Catalog; readonly places: readonly string[] },
  log: Log,
): Promise<readonly PlatformFinding[]> {
  const { discord, slack } = config;
  const findings: PlatformFinding[] = [];
  if (discord !== undefined) {
    findings.push(
      ...(await found('Discord', async () => {
        const { token, apiUrl, guildId } = discord;
        const given = {
          token,
          places: places as readonly Mailbox[],
          ...(catalog !== undefined && { catalog }),
          ...(apiUrl !== undefined && { apiUrl }),
          ...(guildId !== undefined && { guildId }),
        };
        return (await diagnoseDiscord(given)).map((one) => ({ ...one, name: `Discord: ${one.name}` }));
      })),
    );
  }
  if (slack !== undefined) {
    findings.push(
      ...(await found('Slack', async () => {
        const { mode, apiUrl } = slack;
        const given = { mode, auth: slackAuth(slack.auth), log, places: places as readonly Mailbox[] };
        return diagnoseSlack({ ...given, ...(apiUrl !== undefined && { apiUrl }) });
      })),
    );
  }
  return findings;
}

/** One platform that cannot be examined does not hide the other. */
async function found(
  name: string,
  examine: () => Promise<readonly PlatformFinding[]>,
): Promise<readonly PlatformFinding[]> {
  try {
    return await examine();
  } catch (error) {
    return [{ name, ok: false, detail: `cannot be examined: ${reasonOf(error)}`, advice: 'Check its settings.' }];
  }
}

export function historyOf({ playground: rows }: Store): PlaygroundHistory {
  return {
    add: rows.addRow,
    change: rows.changeRow,
    remove: rows.removeRow,
    get: rows.findRow,
    list: rows.listRows,
    prune: rows.pruneRows,
  };
}

/** The platform speaks of people, the table of learners: a page stands where its learner is reached. */
export const homesOf = ({ homes }: Store): HomeKeeper => ({
  open: async ({ person, ...owner }, mark, at) => homes.openHome({ learner: learnerOf(person), ...owner }, mark, at),
  find: async (people) =>
    (await homes.findHomes(people.map(learnerOf))).map(({ learner, name, locale, zone }) => ({
      person: mailboxOf(learner as LearnerId),
      name,
      locale,
      ...(zone !== undefined && { zone }),
    })),
  mark: async (person, mark, at) => homes.markHome(learnerOf(person), mark, at),
  forget: homes.forgetHomes,
});

/** Without a store (for the doctor) installations are not looked at. */
function slackAuth(auth: NonNullable<Config['slack']>['auth'], store?: Store): SlackAuth {
  if (auth.kind === 'single') return auth;
  const { clientId, clientSecret, stateSecret, tokenKey } = auth;
  return { kind: 'oauth', clientId, clientSecret, stateSecret, installations: keeperOf(tokenKey, store) };
}

function keeperOf(key: string, store: Store | undefined): InstallationKeeper {
  const box = createSecretBox(key);
  return {
    save: async (id, value) => store?.installations.saveInstallation(id, box.seal(value)),
    find: async (id) => {
      const sealed = await store?.installations.findInstallation(id);
      return sealed === undefined ? undefined : box.open(sealed);
    },
    remove: async (id) => store?.installations.removeInstallation(id),
  };
}
