/** Who somebody is in a workspace: name, admin or not, language and time zone; asked of Slack and kept for minutes. */
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { insist, type Patience, type Trouble } from '../../chat/insist.ts';
import { within } from '../../chat/within.ts';
import { readFailure, repeating } from './errors.ts';

type Found = NonNullable<webApi.UsersInfoResponse['user']>;

export interface Person {
  /** The display name; plain text of theirs. */
  readonly name: string;
  /** An admin or owner of this very workspace. */
  readonly admin: boolean;
  /** BCP 47. */
  readonly locale: string;
  /** IANA zone. */
  readonly zone?: string;
}

export interface People {
  /**
   * Undefined when Slack does not say in time: then the caller is nobody special. Never rejects, and never takes
   * longer than a second and a half: the event is acknowledged by then, but a form has to open within three.
   */
  who(client: webApi.WebClient, team: string, user: string): Promise<Person | undefined>;
  /** What is known without waiting, however old, but no admin rights that are; asks in the background. */
  known(client: webApi.WebClient, team: string, user: string): Person | undefined;
  forget(team: string): void;
}

/** Somebody who stops being an admin keeps the rights for so long at most. */
const KEEP = 5 * 60_000;
/** Long enough to wait out the shortest rate limit, which is a second. */
const WAIT = 1_500;
const MOST = 50_000;

/**
 * `users.info` allows about 100 calls a minute in a workspace, and a daily question brings more people than that in the
 * same minute. So answers are kept, presses on public messages do not wait for one (what needs an admin is private), and
 * after a rate limit nobody is asked about until it ends: people not yet known then have the name from the payload.
 */
export function createPeople(log: Logger, { now, pause }: Patience): People {
  const seen = new Map<string, { readonly until: number; readonly person: Person }>();
  const asking = new Map<string, Promise<Person | undefined>>();
  const pausedUntil = new Map<string, number>();

  async function ask(client: webApi.WebClient, team: string, user: string, key: string): Promise<Person | undefined> {
    try {
      const { user: found } = await insist(async () => client.users.info({ user, include_locale: true }), {
        ...repeating({ now, pause }, 'set', 'door'),
        trouble: waitedFor,
      });
      if (found === undefined) return undefined;
      const person: Person = {
        name: firstOf(found.profile?.display_name, found.profile?.real_name, found.real_name, found.name) ?? user,
        admin: isAdmin(found, team),
        locale: found.locale ?? 'en',
        ...(found.tz !== undefined && found.tz !== '' && { zone: found.tz }),
      };
      seen.delete(key);
      if (seen.size >= MOST) seen.delete(seen.keys().next().value ?? '');
      seen.set(key, { until: now() + KEEP, person });
      return person;
    } catch (error) {
      const failure = readFailure(error);
      if (failure.code === 'ratelimited') pausedUntil.set(team, now() + (failure.retryAfter ?? 30_000));
      log.warn({ team, code: failure.code }, 'slack: users.info failed');
      return undefined;
    }
  }

  /** One question at a time about each; none during a rate limit. */
  function asked(client: webApi.WebClient, team: string, user: string, key: string): Promise<Person | undefined> {
    if ((pausedUntil.get(team) ?? 0) > now()) return Promise.resolve(undefined);
    const under = asking.get(key);
    if (under !== undefined) return under;
    const question = ask(client, team, user, key).finally(() => asking.delete(key));
    asking.set(key, question);
    return question;
  }

  return {
    async who(client, team, user) {
      const key = `${team}.${user}`;
      const kept = seen.get(key);
      if (kept !== undefined && kept.until > now()) return kept.person;
      return within(asked(client, team, user, key), WAIT, () => undefined);
    },
    known(client, team, user) {
      const key = `${team}.${user}`;
      const kept = seen.get(key);
      if (kept !== undefined && kept.until > now()) return kept.person;
      // `ask` never rejects
      void asked(client, team, user, key);
      return kept === undefined ? undefined : { ...kept.person, admin: false };
    },
    forget(team) {
      for (const key of seen.keys()) if (key.startsWith(`${team}.`)) seen.delete(key);
      pausedUntil.delete(team);
    },
  };
}

/** A rate limit is for all who are not known yet, and so it is waited out only while somebody waits for the answer. */
function waitedFor(error: unknown): Trouble {
  const failure = readFailure(error);
  const { code, retryAfter = Number.POSITIVE_INFINITY } = failure;
  return code === 'ratelimited' && retryAfter >= WAIT ? { outcome: 'refused' } : failure;
}

/** Rights hold in their own workspace: a guest, or somebody of another one in a shared channel, has none here. */
const isAdmin = (found: Found, team: string): boolean =>
  found.team_id === team &&
  found.is_stranger !== true &&
  found.is_restricted !== true &&
  found.is_ultra_restricted !== true &&
  (found.is_admin === true || found.is_owner === true);

const firstOf = (...names: readonly (string | undefined)[]): string | undefined =>
  names.find((name) => name !== undefined && name.trim() !== '');
