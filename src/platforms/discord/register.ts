/** Tells Discord which commands there are, and only when that changed: registering counts against a daily limit. */
import { type REST, Routes } from 'discord.js';
import type { Logger } from 'pino';
import { type CommandIds, idsIn } from './mentions.ts';
import { type Localizations, type Offered, renderCommands, sameCommands } from './commands.ts';

export interface RegisterOptions {
  readonly rest: REST;
  readonly applicationId: string;
  readonly catalog: Offered;
  /** Only in this guild, where a change is seen at once: for trying things out. */
  readonly guildId?: string;
  readonly localizations?: Localizations;
  readonly log: Logger;
}

/**
 * @returns the ids by which commands can be named in messages
 * @throws RenderProblem when Discord would refuse a command, and the client library's errors
 */
export async function registerCommands(options: RegisterOptions): Promise<CommandIds> {
  const { rest, applicationId, guildId, log } = options;
  const guild = guildId !== undefined;
  const wanted = renderCommands(options.catalog, {
    guild,
    ...(options.localizations && { localizations: options.localizations }),
  });
  const route = routeOf(options);
  const there = await registeredCommands(rest, route);
  if (sameCommands(there, wanted, guild)) return idsIn(there);
  const made = await rest.put(route, { body: wanted });
  log.info({ commands: wanted.length, guild: guildId ?? 'all' }, 'commands registered with Discord');
  if (guild && (await registeredCommands(rest, Routes.applicationCommands(applicationId))).length > 0) {
    log.warn(
      { guild: guildId },
      'this application also has global commands: in this guild every command is offered twice',
    );
  }
  return idsIn(Array.isArray(made) ? (made as unknown[]) : []);
}

const routeOf = ({ applicationId, guildId }: Pick<RegisterOptions, 'applicationId' | 'guildId'>): `/${string}` =>
  guildId === undefined
    ? Routes.applicationCommands(applicationId)
    : Routes.applicationGuildCommands(applicationId, guildId);

/** The ids of what another process registers, or did at its last start. */
export const registeredIds = async (options: RegisterOptions): Promise<CommandIds> =>
  idsIn(await registeredCommands(options.rest, routeOf(options)));

export async function registeredCommands(rest: REST, route: `/${string}`): Promise<readonly unknown[]> {
  const found = await rest.get(route, { query: new URLSearchParams({ with_localizations: 'true' }) });
  return Array.isArray(found) ? (found as unknown[]) : [];
}
