/** Says precisely what is missing before Sous can work on Discord: for `npm run doctor`. */
import {
  type APIApplication,
  ApplicationFlags,
  type APIUser,
  DiscordAPIError,
  REST,
  type RESTGetAPIGatewayBotResult,
  Routes,
} from 'discord.js';
import { reasonOf } from '../../chat/fault.ts';
import type { Mailbox } from '../../chat/request.ts';
import { type Offered, renderCommands, sameCommands } from './commands.ts';
import { TOKEN_ADVICE } from './errors.ts';
import { readMailbox } from './ids.ts';
import { checkChannel, heldPermissions, inviteUrl, missingPermissions } from './permissions.ts';
import { registeredCommands } from './register.ts';

export interface Finding {
  readonly name: string;
  readonly ok: boolean;
  /** What was found. */
  readonly detail: string;
  /** What to do; empty when there is nothing to do. */
  readonly advice: string;
}

export interface DiagnoseOptions {
  readonly token: string;
  readonly apiUrl?: string;
  readonly guildId?: string;
  /** To compare with what is registered. */
  readonly catalog?: Offered;
  /** Channels that must be reachable: those of the cohorts. */
  readonly places?: readonly Mailbox[];
}

const good = (name: string, detail: string, advice = ''): Finding => ({ name, ok: true, detail, advice });
const bad = (name: string, detail: string, advice: string): Finding => ({ name, ok: false, detail, advice });

/** Asks Discord, changes nothing. Never rejects: what cannot be asked is a finding. */
export async function diagnose(options: DiagnoseOptions): Promise<readonly Finding[]> {
  const rest = new REST({ ...(options.apiUrl !== undefined && { api: options.apiUrl }), retries: 1, timeout: 10_000 });
  rest.setToken(options.token);
  const get = async <T>(route: `/${string}`, query?: URLSearchParams): Promise<T> =>
    (await rest.get(route, query === undefined ? {} : { query })) as T;

  let me: APIUser;
  let application: APIApplication;
  try {
    [me, application] = await Promise.all([
      get<APIUser>(Routes.user()),
      get<APIApplication>(Routes.currentApplication()),
    ]);
  } catch (error) {
    return error instanceof DiscordAPIError && error.status === 401
      ? [bad('token', 'Discord does not accept DISCORD_TOKEN.', TOKEN_ADVICE)]
      : [
          bad(
            'token',
            `Discord cannot be asked: ${reasonOf(error)}`,
            'Check the network, the proxy, and DISCORD_API_URL.',
          ),
        ];
  }
  const findings = [
    good('token', `${me.username} (application ${application.id})`),
    intents(application),
    await attempt('gateway', async () => {
      const { session_start_limit: limit, shards } = await get<RESTGetAPIGatewayBotResult>(Routes.gatewayBot());
      const hours = Math.ceil(limit.reset_after / 3_600_000);
      return limit.remaining > 0
        ? good('gateway', `reachable; ${limit.remaining} starts left today; ${shards} shard(s) recommended`)
        : bad('gateway', 'no starts left today', `Wait ${hours} h: the bot was started too often.`);
    }),
  ];
  findings.push(...(await guilds(get, application.id, me.id, options.guildId)));
  findings.push(...(await channels(rest, me.id, options.places ?? [])));
  const { catalog, guildId } = options;
  if (catalog !== undefined) {
    findings.push(
      await attempt('commands', async () => {
        const guild = guildId !== undefined;
        const route = guild
          ? Routes.applicationGuildCommands(application.id, guildId)
          : Routes.applicationCommands(application.id);
        const registered = await registeredCommands(rest, route);
        return sameCommands(registered, renderCommands(catalog, { guild }), guild)
          ? good('commands', `${registered.length} registered`)
          : good(
              'commands',
              `${registered.length} registered, by another version: the next start brings them up to date`,
            );
      }),
    );
  }
  return findings;
}

/** Privileged intents are not needed; one that is on lets the bot read more than it should. */
function intents({ flags }: APIApplication): Finding {
  const privileged: readonly [string, number][] = [
    ['Message Content', ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited],
    ['Server Members', ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited],
    ['Presence', ApplicationFlags.GatewayPresence | ApplicationFlags.GatewayPresenceLimited],
  ];
  const on = privileged.filter(([, bits]) => ((flags ?? 0) & bits) !== 0).map(([name]) => name);
  return on.length === 0
    ? good('intents', 'no privileged intent is on, and none is needed')
    : good(
        'intents',
        `on, though not needed: ${on.join(', ')}`,
        'Turn them off in the Developer Portal (your application > Bot > Privileged Gateway Intents).',
      );
}

/** Ten show a pattern; a bot of thousands must not ask for hours. */
const MOST = 10;

async function channels(rest: REST, self: string, places: readonly Mailbox[]): Promise<readonly Finding[]> {
  const mine = places.flatMap((place) => {
    const named = readMailbox(place);
    return named?.kind === 'channel' ? [named.id] : [];
  });
  const seen = await Promise.all(
    mine.slice(0, MOST).map(async (channel) =>
      attempt(`channel ${channel}`, async () => {
        const { ok, name, advice, missing } = await checkChannel(rest, self, channel);
        const called = `channel ${name ?? channel}`;
        return ok ? good(called, 'drops can be posted') : bad(called, `missing: ${missing.join(', ')}`, advice);
      }),
    ),
  );
  const left = mine.length - seen.length;
  return left > 0 ? [...seen, good('channels', `${left} more were not looked at; /tutor health looks at one`)] : seen;
}

interface PartialGuild {
  readonly id: string;
  readonly name: string;
}
type Get = <T>(route: `/${string}`, query?: URLSearchParams) => Promise<T>;

async function guilds(get: Get, application: string, self: string, only: string | undefined): Promise<Finding[]> {
  const invite = `Invite the bot: ${inviteUrl(application)}`;
  let mine: readonly PartialGuild[];
  try {
    mine = await get<PartialGuild[]>(Routes.userGuilds(), new URLSearchParams({ limit: '200' }));
  } catch (error) {
    return [bad('servers', `cannot be listed: ${reasonOf(error)}`, 'Try again in a minute.')];
  }
  if (mine.length === 0) return [bad('servers', 'the bot is in no server', invite)];
  if (only !== undefined && !mine.some((guild) => guild.id === only)) {
    return [bad('servers', `the bot is not in the server ${only} of DISCORD_GUILD_ID`, invite)];
  }
  const shown = mine.filter((guild) => only === undefined || guild.id === only);
  return Promise.all(shown.slice(0, MOST).map(async (guild) => permissionsIn(get, guild, self, invite)));
}

async function permissionsIn(get: Get, { id, name }: PartialGuild, self: string, invite: string): Promise<Finding> {
  return attempt(`server ${name}`, async () => {
    const [guild, member] = await Promise.all([
      get<Parameters<typeof heldPermissions>[0]['guild']>(Routes.guild(id)),
      get<{ roles: string[] }>(Routes.guildMember(id, self)),
    ]);
    const missing = missingPermissions(heldPermissions({ guild, user: self, roles: member.roles }));
    return missing.length === 0
      ? good(`server ${name}`, 'all permissions granted (a channel can still have rules of its own)')
      : bad(`server ${name}`, `missing in the whole server: ${missing.join(', ')}`, `${invite} (again is fine).`);
  });
}

async function attempt(name: string, ask: () => Promise<Finding>): Promise<Finding> {
  try {
    return await ask();
  } catch (error) {
    return bad(name, reasonOf(error), 'Try again in a minute; if it stays, report it with this line.');
  }
}
