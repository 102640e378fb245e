/**
 * The installations of many workspaces: kept outside, remembered here for a minute, removed when Slack says so. Each is a
 * workspace's own: one for a whole organization is refused, so that every look-up finds the same.
 */
import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import type { InstallationKeeper } from './options.ts';

export interface Installations extends InstallationStore {
  /** A workspace's bot token, for what is posted unasked. */
  tokenOf(team: string): Promise<string | undefined>;
  /**
   * The app was uninstalled or its token revoked at `at` (milliseconds), in a workspace or a whole organization. An installation made after that stays: the
   * two messages of a quick reinstallation may arrive in any order. False when it stayed.
   */
  removeBefore(id: string, at: number): Promise<boolean>;
}

/** Bolt asks at every event; a token withdrawn in another process is found out by Slack's own refusal meanwhile. */
const KEEP = 60_000;

interface Kept {
  readonly savedAt: number;
  readonly installation: Installation;
}

export function createInstallations(keeper: InstallationKeeper, now: () => number): Installations {
  const known = new Map<string, { readonly until: number; readonly kept: Promise<Kept | undefined> }>();

  async function load(id: string): Promise<Kept | undefined> {
    const value = await keeper.find(id);
    return value === undefined ? undefined : (JSON.parse(value) as Kept);
  }

  async function find(id: string | undefined): Promise<Kept | undefined> {
    if (id === undefined || id === '') return undefined;
    const remembered = known.get(id);
    if (remembered !== undefined && remembered.until > now()) return remembered.kept;
    const kept = load(id);
    known.set(id, { until: now() + KEEP, kept });
    // a failure, or nothing, is not remembered: the installation may come any moment
    kept.then(
      (found) => found === undefined && known.delete(id),
      () => known.delete(id),
    );
    return kept;
  }

  async function save(installation: Installation): Promise<void> {
    const id = installation.isEnterpriseInstall === true ? undefined : installation.team?.id;
    if (id === undefined) throw new Error('an installation without a workspace of its own');
    const kept: Kept = { savedAt: now(), installation };
    await keeper.save(id, JSON.stringify(kept));
    known.delete(id);
  }

  async function remove(id: string): Promise<void> {
    known.delete(id);
    await keeper.remove(id);
  }

  return {
    storeInstallation: (installation) => save(installation),
    async fetchInstallation(query: InstallationQuery<boolean>) {
      const kept = await find(query.teamId);
      if (kept === undefined) throw new Error(`no installation for ${query.teamId ?? query.enterpriseId ?? '?'}`);
      return kept.installation;
    },
    async deleteInstallation(query: InstallationQuery<boolean>) {
      for (const id of [query.teamId, query.enterpriseId]) if (id !== undefined) await remove(id);
    },
    async tokenOf(team) {
      return (await find(team))?.installation.bot?.token;
    },
    async removeBefore(id, at) {
      known.delete(id);
      const kept = await find(id);
      if (kept !== undefined && kept.savedAt > at) return false;
      if (kept !== undefined) await remove(id);
      return true;
    },
  };
}
